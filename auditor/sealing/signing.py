"""Signatures with Ed25519: who sealed a package, for whoever has the public key."""

from __future__ import annotations

import base64
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from auditor.errors import UsageError

_MAKE = (
    "Make a pair with: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out pub.pem"
)


def signature_of(head: str, key_file: Path) -> tuple[str, str]:
    """Return the signature of a head and the public key of the signer, both in base 64."""
    key = _private(key_file)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(key.sign(head.encode())).decode(), base64.b64encode(public).decode()


def check_key(key_file: Path) -> None:
    """Raise UsageError for a file that holds no private key, before a long run."""
    _private(key_file)


def _private(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UsageError(f"--sign-key: {path} holds no private key that can be read", remedy=_MAKE) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"--sign-key: {path} holds a key of another kind", remedy=_MAKE)
    return key


def public_key(path: Path) -> str:
    """Return the public key of a PEM file in base 64."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(f"--public-key: {path} holds no public key that can be read", remedy=_MAKE) from error
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"--public-key: {path} holds a key of another kind", remedy=_MAKE)
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def is_signed(head: str, signature: str, public: str) -> bool:
    """Return whether a signature is that of a head by the owner of a public key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), head.encode())
    except (InvalidSignature, ValueError):
        return False
    return True

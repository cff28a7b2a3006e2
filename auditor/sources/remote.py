"""Files in object stores and on other machines, through fsspec: ``s3://``, ``sftp://``, ``file://`` and others."""

from __future__ import annotations

import fsspec

from auditor.errors import UsageError

_LARGEST = 1 << 30
"""Bytes of the largest object that is taken over the network."""


def listing(address: str) -> list[tuple[str, str, int]]:
    """Return address, label and size of every file under an address; UsageError when it cannot be reached."""
    try:
        store, root = fsspec.core.url_to_fs(address)
        if not store.exists(root):
            raise FileNotFoundError(address)
        if store.isfile(root):
            return [(store.unstrip_protocol(root), root.rsplit("/", 1)[-1], store.size(root) or 0)]
        entries = store.find(root, detail=True)
    except (OSError, ImportError, ValueError) as error:
        raise UsageError(
            f"{address} cannot be reached: {type(error).__name__}",
            remedy="Check the address and your access; some stores need a package of their own (s3fs, paramiko).",
        ) from error
    return [
        (store.unstrip_protocol(path), path[len(root) :].lstrip("/"), int(entry.get("size") or 0))
        for path, entry in sorted(entries.items())
    ]


def load(address: str) -> bytes | None:
    """Return the bytes of one object, or None when it may not be read."""
    try:
        store, path = fsspec.core.url_to_fs(address)
        with store.open(path, "rb") as stream:
            data = stream.read(_LARGEST)
    except OSError:
        return None
    return bytes(data)

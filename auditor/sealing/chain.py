"""The chain of digests: each line holds the digest of everything before it, so that no line can be changed alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

START = "0" * 64
"""What stands for the digest before the first line."""
Entry = tuple[Any, ...]


def canonical(value: object) -> bytes:
    """Return plain data as the one line of JSON that stands for it."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def entries_of(manifest: Mapping[str, Any], report: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield what is chained of an audit: its circumstances, every part of its report, every file, every finding.

    The report is the loaded ``report.json``; the seal in it is what comes out, and so stands apart.
    """
    for name in sorted(manifest):
        yield "circumstance", name, digest_of(canonical(manifest[name]))
    for name, part in report.items():
        if name == "inputs":
            yield from (
                ("input", e["path"], e["sha256"], e["status"], e["reason"], digest_of(canonical(e))) for e in part
            )
        elif name == "findings":
            yield from (_finding(found) for found in part)
        elif name != "seal":
            yield "part", name, digest_of(canonical(part))


def _finding(found: Mapping[str, Any]) -> Entry:
    subject = found["subject"]
    return (
        "finding", subject["path"], subject["id"], found["rule"], found["outcome"], found["fingerprint"],
        digest_of(canonical(found)),
    )  # fmt: skip


def linked(entries: Iterable[Entry]) -> Iterator[tuple[bytes, str]]:
    """Yield each entry as a line with its number and its digest, and the digest beside it."""
    before = START
    for number, entry in enumerate(entries, 1):
        before = digest_of(before.encode() + canonical([number, *entry]))
        yield canonical([number, *entry, before]), before


def head_of(entries: Iterable[Entry]) -> str:
    """Return the digest of the last line: it stands for all of them."""
    head = START
    for _, digest in linked(entries):
        head = digest
    return head

"""Where a PDF begins: web servers, mail gateways and scanners put bytes of their own before it."""

from __future__ import annotations

import re

_WITHIN = 65_536
"""Bytes in which the head of a PDF is looked for; its readers look at 1,024."""
_FIRST_OBJECT = 4_096
_OBJECT = re.compile(rb"\d\s{1,3}\d{1,5}\s{1,3}obj\b")


def start_of(data: bytes) -> int | None:
    """Return where the head of a PDF stands; None without one, and where no object follows, as in a text about PDF."""
    at = data.find(b"%PDF-", 0, _WITHIN)
    return at if at >= 0 and _OBJECT.search(data, at, at + _FIRST_OBJECT) else None

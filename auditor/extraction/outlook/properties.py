"""The properties of a letter, a receiver or an attached file in a compound file ([MS-OXMSG], [MS-OXPROPS])."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from auditor.extraction.compound import Compound
from auditor.extraction.encoding import decode_as
from auditor.extraction.interface import UnreadableError

HEAD = "__properties_version1.0"
"""The stream of the values of fixed length."""
TOP_HEAD, INNER_HEAD, PART_HEAD = 32, 24, 8
"""Bytes before the first value: in the letter, in a letter within it, in a receiver or an attached file."""
_ENTRY = struct.Struct("<HHI8s")
_WIDE, _NARROW, _BINARY = "001F", "001E", "0102"
_CODE_PAGE, _BODY_CODE_PAGE, _LANGUAGE = 0x3FFD, 0x3FDE, 0x3FF1
_BEGINNING = datetime(1601, 1, 1, tzinfo=UTC)
_LANGUAGE_PAGES = {
    **dict.fromkeys((0x02, 0x19, 0x22, 0x23, 0x2F, 0x3F), "cp1251"),
    **dict.fromkeys((0x03, 0x06, 0x07, 0x0A, 0x0B, 0x0C, 0x0F, 0x10, 0x13, 0x14, 0x16, 0x1D), "cp1252"),
    **dict.fromkeys((0x05, 0x0E, 0x15, 0x18, 0x1B, 0x24), "cp1250"), 0x08: "cp1253", 0x1F: "cp1254", 0x0D: "cp1255",
    0x01: "cp1256", 0x11: "cp932", 0x12: "cp949",
}  # fmt: skip
"""The code page that Windows uses for a language; English is left out: any letter may be under it."""


class Properties:
    """The properties that stand at one place of the file."""

    def __init__(self, compound: Compound, place: str, head: int, page: str | None = None) -> None:
        """Read what stands under a place (``""`` or ``"__attach_version1.0_#00000000/"``)."""
        self._compound = compound
        self.place = place
        self._fixed = self._values(head)
        self.page = self._page() or page

    def _values(self, head: int) -> dict[int, bytes]:
        if not self._compound.has(self.place + HEAD):
            return {}
        data = self._compound.read(self.place + HEAD)[head:]
        whole = len(data) // _ENTRY.size * _ENTRY.size
        return {mark: value for _kind, mark, _flags, value in _ENTRY.iter_unpack(data[:whole])}

    def _page(self) -> str | None:
        """Return the encoding of narrow words: as stated for the letter, else by its language."""
        for mark in (_CODE_PAGE, _BODY_CODE_PAGE):
            number = self.number(mark)
            if number:
                return f"cp{number}"
        language = self.number(_LANGUAGE)
        return _LANGUAGE_PAGES.get(language & 0x3FF) if language else None

    @property
    def body_page(self) -> str | None:
        """Return the encoding of a page that is the letter's body, where it is stated."""
        number = self.number(_BODY_CODE_PAGE)
        return f"cp{number}" if number else None

    def number(self, mark: int) -> int | None:
        """Return a whole number."""
        value = self._fixed.get(mark)
        return int.from_bytes(value[:4], "little") if value else None

    def moment(self, mark: int) -> datetime | None:
        """Return a moment, which stands as tenths of microseconds since 1601."""
        value = self._fixed.get(mark)
        with suppress(OverflowError):
            return _BEGINNING + timedelta(microseconds=int.from_bytes(value, "little") // 10) if value else None
        return None

    def text(self, mark: int) -> str:
        """Return words, wide or narrow; empty when there are none."""
        wide = self._stream(mark, _WIDE)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(mark, _NARROW)
        return decode_as(narrow.rstrip(b"\0"), self.page)[0] if narrow else ""

    def binary(self, mark: int) -> bytes | None:
        """Return bytes, or None when there are none."""
        return self._stream(mark, _BINARY)

    def wide(self, mark: int) -> bool:
        """Return whether words stand in Unicode."""
        return self._compound.has(self._name(mark, _WIDE))

    def narrow(self, mark: int) -> bytes | None:
        """Return narrow words as bytes, or None when there are none."""
        return self._stream(mark, _NARROW)

    def _stream(self, mark: int, kind: str) -> bytes | None:
        name = self._name(mark, kind)
        with suppress(UnreadableError):
            return self._compound.read(name) if self._compound.has(name) else None
        return None

    def _name(self, mark: int, kind: str) -> str:
        return f"{self.place}__substg1.0_{mark:04X}{kind}"

"""Writes a letter of Outlook: properties, receivers, attached files, letters within letters."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.extraction.compound_writing import compound_bytes

KINDS = {"wide": "001F", "narrow": "001E", "binary": "0102"}


@dataclass
class OutlookFile:
    """What shall stand in the letter: properties by number, as text, bytes or a whole number."""

    properties: Mapping[int, str | bytes | int]
    receivers: Sequence[Mapping[int, str | bytes | int]] = ()
    files: Sequence[Mapping[int, str | bytes | int]] = ()
    letters: Sequence[OutlookFile] = ()
    page: str = ""
    """The encoding of narrow text; empty for Unicode."""
    fixed: Mapping[int, bytes] = field(default_factory=dict)
    """Values of eight bytes, such as moments."""

    def data(self) -> bytes:
        return compound_bytes(self.streams(32))

    def streams(self, head: int) -> dict[str, bytes]:
        out = properties(self.properties, self.page, head, self.fixed)
        for number, receiver in enumerate(self.receivers):
            part = properties(receiver, self.page, 8)
            out |= {f"__recip_version1.0_#{number:08X}/{name}": data for name, data in part.items()}
        for number, file in enumerate(self.files):
            part = properties(file, self.page, 8)
            out |= {f"__attach_version1.0_#{number:08X}/{name}": data for name, data in part.items()}
        for number, letter in enumerate(self.letters, len(self.files)):
            place = f"__attach_version1.0_#{number:08X}/"
            out |= {place + name: data for name, data in properties({0x3705: 5}, self.page, 8).items()}
            inner = letter.streams(24)
            out |= {f"{place}__substg1.0_3701000D/{name}": data for name, data in inner.items()}
        return out


def properties(
    values: Mapping[int, str | bytes | int], page: str, head: int, fixed: Mapping[int, bytes] | None = None
) -> dict[str, bytes]:
    entries, streams = [bytes(head)], {}
    for mark, value in values.items():
        if isinstance(value, int):
            entries.append(struct.pack("<HHIQ", 0x0003, mark, 6, value))
            continue
        kind = "binary" if isinstance(value, bytes) else "narrow" if page else "wide"
        data = value if isinstance(value, bytes) else value.encode(page or "utf-16-le")
        streams[f"__substg1.0_{mark:04X}{KINDS[kind]}"] = data
    for mark, eight in (fixed or {}).items():
        entries.append(struct.pack("<HHI", 0x0040, mark, 6) + eight)
    return {"__properties_version1.0": b"".join(entries), **streams}

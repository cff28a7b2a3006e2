"""Rich text as Outlook packs it ([MS-OXRTFCP])."""

from __future__ import annotations

import struct

from auditor.extraction.interface import UnreadableError
from auditor.extraction.package import LARGEST_PART

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_KNOWN = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    b"Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20"
    b"\\b\\i\\u\\tab\\tx"
)
"""What both sides know before the first byte."""
_WINDOW = 4096


def unpacked(data: bytes) -> bytes:
    """Return the rich text; as far as it goes when it was cut off. UnreadableError when it is something else."""
    if len(data) < 16:
        raise UnreadableError("part_damaged")
    _size, raw_size, form, _sum = struct.unpack_from("<IIII", data)
    if form == _PLAIN:
        return data[16 : 16 + raw_size]
    if form != _PACKED:
        raise UnreadableError("part_damaged")
    window = bytearray(_KNOWN.ljust(_WINDOW, b" "))
    out, write, at = bytearray(), len(_KNOWN), 16
    while at < len(data) and len(out) <= LARGEST_PART:
        control = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data):
                break
            if control >> bit & 1:
                if at + 2 > len(data):
                    return bytes(out)
                reference = int.from_bytes(data[at : at + 2], "big")
                at += 2
                read = reference >> 4
                if read == write:  # the end mark
                    return bytes(out)
                for _ in range((reference & 0xF) + 2):
                    byte = window[read]
                    out.append(byte)
                    window[write] = byte
                    read, write = (read + 1) % _WINDOW, (write + 1) % _WINDOW
            else:
                out.append(data[at])
                window[write] = data[at]
                write = (write + 1) % _WINDOW
                at += 1
    return bytes(out)

"""Writes a binary workbook (XLSB) of one or two sheets, record by record."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    lengths = b""
    while True:
        lengths += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + lengths + data


def string(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row(number: int, cells: bytes, *, hidden: bool = False) -> bytes:
    flags = struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0)
    return record(0, flags + b"\0" + struct.pack("<I", 0)) + cells


def cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + value)


def hidden_column(number: int) -> bytes:
    return record(390) + record(60, struct.pack("<IIIIH", number, number, 2560, 0, 1)) + record(391)


def sheet(rows: bytes, columns: bytes = b"") -> bytes:
    size = record(148, struct.pack("<IIII", 0, 10, 0, 10))
    return record(129) + size + columns + record(145) + rows + record(146) + record(130)


def workbook(sheets: Mapping[str, bytes], strings: list[str], formats: list[str], hidden: str = "") -> bytes:
    """Return a workbook; the cells' style 0 is General, style 1 and on are the formats."""
    entries = b"".join(
        record(156, struct.pack("<II", int(name == hidden), number) + string(f"rId{number}") + string(name))
        for number, name in enumerate(sheets, 1)
    )
    styles = record(278) + record(615, struct.pack("<I", len(formats)))
    styles += b"".join(record(44, struct.pack("<H", 164 + n) + string(code)) for n, code in enumerate(formats))
    styles += record(616) + record(617, struct.pack("<I", len(formats) + 1))
    styles += b"".join(record(47, struct.pack("<HH", 0, n) + b"\0" * 12) for n in (0, *range(164, 164 + len(formats))))
    styles += record(618) + record(279)
    shared = record(159, struct.pack("<II", len(strings), len(strings)))
    shared += b"".join(record(19, b"\0" + string(text)) for text in strings) + record(160)
    parts = {
        "xl/workbook.bin": record(131) + record(153, b"\0" * 12) + record(143) + entries + record(144) + record(132),
        "xl/styles.bin": styles,
        "xl/sharedStrings.bin": shared,
        **{f"xl/worksheets/sheet{n}.bin": data for n, data in enumerate(sheets.values(), 1)},
    }
    targets = [("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(sheets) + 1)]
    targets += [("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")]
    return _zipped(parts, targets)


def _zipped(parts: Mapping[str, bytes], targets: list[tuple[str, str]]) -> bytes:
    head = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{RELS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    )
    main = f'<Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.bin"/>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", f"{head}{main}</Relationships>")
        archive.writestr("xl/_rels/workbook.bin.rels", f"{head}{links}</Relationships>")
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()

"""8, 9, 10, 24: entities, numbers that lie, endless depth; each costs its own file at most, and little of it."""

from __future__ import annotations

import io
import re
import socket
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.extraction.registry import extract
from auditor.model.document import Unreadable
from auditor.model.limits import Limits
from auditor.model.report import Report
from auditor.pipeline import audit
from tests.extraction.reading import source
from tests.extraction.test_docx import word_parts
from tests.extraction.test_html import page
from tests.extraction.test_odt import content, package
from tests.extraction.test_tables import by_hand, ods
from tests.promises.conftest import SETTINGS, fill
from tests.promises.seeds import CONTRACT, seeds

CANARY = "тайный-канарейкин-файл"
MANY = 2_000_000_000


@pytest.fixture
def door() -> Iterator[tuple[int, list[object]]]:
    """Listen on a port of this machine and note who knocks."""
    knocks: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    knocks.append(server.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], knocks
        over.set()
        thread.join()


def doctypes(port: int, secret: Path) -> dict[str, str]:
    lol = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return {
        "internal": '<!DOCTYPE r [<!ENTITY x "внутри">]>',
        "file": f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        "network": f'<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:{port}/x">]>',
        "parameter": f'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/p"> %p; <!ENTITY x "y">]>',
        "external subset": f'<!DOCTYPE r SYSTEM "http://127.0.0.1:{port}/r.dtd">',
        "bomb": f"<!DOCTYPE r [{lol}<!ENTITY x '&a9;'>]>",
        "square": f'<!DOCTYPE r [<!ENTITY x "{"w" * 60_000}">]>',
    }


def hostile_packages(head: str) -> dict[str, bytes]:
    """Return packages with a document type at the head of each XML part in turn, and the entity where words stand."""
    whole = seeds()
    files = {}
    for name in ("word.docx", "open.odt", "book.xlsx", "book.ods"):
        with zipfile.ZipFile(io.BytesIO(whole[name])) as archive:
            parts = {entry: archive.read(entry) for entry in archive.namelist()}
        for part, body in parts.items():
            if not part.endswith((".xml", ".rels")):
                continue
            text = re.sub(r"^\s*<\?xml[^>]*\?>", "", body.decode())
            text = text.replace(CONTRACT[0], f"{CONTRACT[0]} &x;") if "SYSTEM" not in head or "ENTITY" in head else text
            held = io.BytesIO()
            with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
                for other, data in parts.items():
                    archive.writestr(other, (head + text).encode() if other == part else data)
            files[f"{name}:{part}"] = held.getvalue()
    return files


def test_no_entity_is_resolved_no_file_and_no_address_is_asked(tmp_path: Path, door: tuple[int, list[object]]) -> None:
    port, knocks = door
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    for kind, head in doctypes(port, secret).items():
        for name, data in hostile_packages(head).items():
            start = time.process_time()
            found = extract(source(data, name.partition(":")[0]))
            assert time.process_time() - start < 5, (kind, name)
            words = "" if isinstance(found, Unreadable) else " ".join(block.text for block in found.blocks)
            assert CANARY not in words, (kind, name)
            assert "hahahaha" not in words, (kind, name)
            assert len(words) < 50_000, (kind, name)
            main = name.endswith(("document.xml", "content.xml", "sharedStrings.xml"))
            if main and "ENTITY" in head:
                assert isinstance(found, Unreadable), (kind, name)
                assert found.reason == "unsafe", (kind, name)
    assert knocks == []


def test_a_page_fetches_nothing(door: tuple[int, list[object]]) -> None:
    port, knocks = door
    at = f"http://127.0.0.1:{port}/x"
    found = page(
        f'<p>Договор</p><img src="{at}"><link rel=stylesheet href="{at}"><iframe src="{at}"></iframe><object data="{at}"></object>'
        f'<script src="{at}"></script><svg><image href="{at}"/></svg>',
        head=f'<base href="{at}"><meta http-equiv=refresh content="0;{at}">',
    )
    assert "Договор" in found.text
    assert knocks == []


def pdf(*objects: bytes) -> bytes:
    """Return a PDF of numbered objects, the first of which is its root."""
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj %s endobj\n" % (number, data) for number, data in enumerate(objects, 1))
    return body + b"trailer << /Root 1 0 R /Size %d >>" % (len(objects) + 1)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< %s /Length %d >> stream\n%s\nendstream" % (more, len(data), data)


def one_page(content_: bytes, *more: bytes, resources: bytes = b"") -> bytes:
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << %s >> >>" % resources
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", leaf, content_, *more
    )


def fanout() -> bytes:
    forms = []
    for depth in range(9):
        inner = b" ".join(b"/F%d Do" % (depth + 1) for _ in range(10)) if depth < 8 else b"BT /T 9 Tf (x) Tj ET"
        refers = b"/XObject << /F%d %d 0 R >>" % (depth + 1, depth + 6)
        forms.append(stream(inner, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << %s >>" % refers))
    return one_page(stream(b"/F0 Do"), *forms, resources=b"/XObject << /F0 5 0 R >>")


def flate_twice() -> bytes:
    inner = zlib.compress(zlib.compress(b" " * (300 << 20), 9), 9)
    return one_page(stream(inner, b"/Filter [/FlateDecode /FlateDecode]"))


def docx(body: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in word_parts(body).items():
            archive.writestr(name, text)
    return held.getvalue()


def bombs() -> dict[str, bytes]:
    """Return small files whose numbers ask for very much."""
    cell = f"<w:tc><w:tcPr><w:gridSpan w:val='{MANY}'/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    repeated = f'table:number-columns-repeated="{MANY}"'
    return {
        "span.docx": docx(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl><w:p><w:r><w:t>конец</w:t></w:r></w:p>"),
        "level.docx": docx(f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{MANY}"/><w:numId w:val="{MANY}"/></w:numPr></w:pPr></w:p>' + "<w:p><w:r><w:t>конец</w:t></w:r></w:p>"),
        "spaces.odt": package({"content.xml": content(f'<text:p>а<text:s text:c="{MANY}"/>б</text:p>')}),
        "columns.odt": package({"content.xml": content(f'<table:table><table:table-column {repeated}/><table:table-row><table:table-cell {repeated}><text:p>x</text:p></table:table-cell></table:table-row></table:table>')}),
        "rows.ods": ods(f'<table:table table:name="a"><table:table-row table:number-rows-repeated="{MANY}"><table:table-cell {repeated}><text:p>x</text:p></table:table-cell></table:table-row></table:table>'),
        "far.xlsx": by_hand(far),
        "span.html": f"<!doctype html><table><tr><td colspan={MANY} rowspan={MANY}>x<td>y<tr><td>z</table><ol start={MANY}><li>q</ol>".encode(),
        "bin.rtf": rb"{\rtf1 before\bin2000000000 after\par words}",
        "repeat.rtf": rb"{\rtf1\ansi\trowd\cellx2147483647\li-2147483648\fs2147483647 words\cell\row}",
        "count.pdf": pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 2000000000 >>"),
        "fanout.pdf": fanout(),
        "twice.pdf": flate_twice(),
        "size.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\0\0\0" + zlib.crc32(b"IHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\0\0\0").to_bytes(4, "big"),
    }  # fmt: skip


def deep() -> dict[str, bytes]:
    """Return files whose parts are nested without end."""
    parts = b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(2500))
    tree = [b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (n + 1, n + 3) for n in range(3000)]
    return {
        "deep.json": b"[" * 100_000 + b"]" * 100_000,
        "deep.odt": package({"content.xml": content("<text:section>" * 5000 + "<text:p>x</text:p>" + "</text:section>" * 5000)}),
        "deep.docx": docx("<w:sdt><w:sdtContent>" * 5000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 5000),
        "deep.html": b"<!doctype html>" + b"<div>" * 50_000 + "Договор".encode(),
        "deep.rtf": rb"{\rtf1 " + b"{" * 100_000 + b"words",
        "deep.eml": b"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n" + parts,
        "deep.pdf": pdf(b"<< /Type /Catalog /Pages 2 0 R >>", *tree, b"<< /Type /Page >>"),
        "deep.csv": b'"' * 200_000,
        "loop.pdf": pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
    }  # fmt: skip


LIMITS = Limits(seconds_silent=8, seconds_base=8, seconds_per_page=0, seconds_most=8, memory_mib=256)
MAY_BE_STOPPED = {"fanout.pdf", "twice.pdf", "size.png"}
"""Their libraries allow no limit from within; the guard stops them."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, float]:
    files = {**bombs(), **deep(), "honest.txt": "\n\n".join(CONTRACT).encode()}
    assert max(map(len, files.values())) < 700_000
    place = fill(tmp_path_factory.mktemp("hostile") / "folder", files)
    start = time.monotonic()
    return audit([place], replace(SETTINGS, limits=LIMITS)), time.monotonic() - start


@pytest.mark.parametrize("name", sorted({**bombs(), **deep()}))
def test_a_number_in_a_file_decides_nothing_and_depth_is_no_crash(report: tuple[Report, float], name: str) -> None:
    entry = next(entry for entry in report[0].inputs if entry.path == name)
    assert name in MAY_BE_STOPPED or entry.reason not in {"limit_memory", "limit_time", "crashed"}, entry.reason


def test_each_costs_no_more_than_its_limits(report: tuple[Report, float]) -> None:
    told, seconds = report
    assert next(entry for entry in told.inputs if entry.path == "honest.txt").status.value == "read"
    assert seconds < 90

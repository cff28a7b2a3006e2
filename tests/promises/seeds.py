"""One small file of every format that is read, made of given words: for the promises and for fuzzing."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence

import docx
import openpyxl
import py7zr
import xlwt
from PIL import Image, ImageDraw, ImageFont

from fixtures.demo.build import font_path
from tests.extraction.made import binary_workbook as binary
from tests.extraction.made.outlook import OutlookFile
from tests.extraction.made.word import WordFile
from tests.extraction.test_odt import content, package
from tests.extraction.test_pdf import made
from tests.extraction.test_rtf import escaped
from tests.extraction.test_tables import ods, saved

CONTRACT = (
    "ДОГОВОР № 17 возмездного оказания услуг",
    "г. Тверь, 3 февраля 2026 г.",
    "ООО «Лесная тропа», именуемое в дальнейшем «Исполнитель», и ООО «Речной причал», именуемое в дальнейшем "
    "«Заказчик», заключили договор о нижеследующем.",
    "1. Предмет договора",
    "1.1. Исполнитель обязуется оказать Заказчику услуги по уборке помещений, а Заказчик обязуется их оплатить.",
    "2. Цена и порядок расчётов",
    "2.1. Цена услуг составляет 10 000 (десять тысяч) рублей в месяц. Оплата производится в течение 5 дней.",
)
Lines = Sequence[str]


def _docx(lines: Lines) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = lines[0]
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _xlsx(lines: Lines) -> bytes:
    book = openpyxl.Workbook()
    for row, line in enumerate(lines, 1):
        book.active.cell(row, 1, line)
        book.active.cell(row, 2, row * 1.5)
    return saved(book)


def _xls(lines: Lines) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Прайс")
    for row, line in enumerate(lines):
        sheet.write(row, 0, line)
        sheet.write(row, 1, row * 1.5)
    return saved(book)


def _xlsb(lines: Lines) -> bytes:
    rows = b"".join(binary.row(n, binary.cell(6, 0, binary.string(line))) for n, line in enumerate(lines))
    return binary.workbook({"Прайс": binary.sheet(rows)}, list(lines), ["0.00"])


def _ods(lines: Lines) -> bytes:
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{line}</text:p></table:table-cell></table:table-row>"
        for line in lines
    )
    return ods(f'<table:table table:name="Прайс">{rows}</table:table>')


def _mht(lines: Lines) -> bytes:
    page = "".join(f"<p>{line}</p>" for line in lines)
    head = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    part = "--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return f"{head}{part}{page}\r\n--B--\r\n".encode()


def _eml(lines: Lines) -> bytes:
    head = (
        "From: anna@example.org\r\nTo: petr@example.org\r\nDate: Tue, 15 Sep 2026 10:00:00 +0300\r\n"
        "Subject: Договор\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
    )
    text = "--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + "\r\n".join(lines) + "\r\n"
    name = "Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename=price.txt\r\n\r\n"
    return f"{head}{text}--B\r\n{name}{lines[-1]}\r\n--B--\r\n".encode()


def _mbox(lines: Lines) -> bytes:
    body = "\n".join(lines)
    return "\n".join(
        f"From a{n}@example.org Mon Jun  {n} 10:00:00 2026\nFrom: a{n}@example.org\nSubject: {n}\n\n{body}\n"
        for n in (1, 2)
    ).encode()


def _telegram(lines: Lines) -> bytes:
    messages = [
        {"id": n, "type": "message", "date": f"2026-09-15T10:{n:02}:00", "from": "Анна", "text": line}
        for n, line in enumerate(lines)
    ]
    chat = {"name": "Анна", "type": "personal_chat", "id": 1, "messages": messages}
    return json.dumps(chat, ensure_ascii=False).encode()


def _whatsapp(lines: Lines) -> bytes:
    return "\n".join(f"15.09.2026, 10:{n:02} - Анна: {line}" for n, line in enumerate(lines)).encode()


def _picture(lines: Lines) -> bytes:
    image = Image.new("L", (1600, 60 * len(lines) + 60), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(font_path()), 28)
    for n, line in enumerate(lines):
        draw.text((40, 40 + 60 * n), line[:90], font=font, fill=0)
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def seven(members: Mapping[str, bytes], password: str | None = None) -> bytes:
    held = io.BytesIO()
    with py7zr.SevenZipFile(held, "w", password=password) as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return held.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return held.getvalue()


def _text(lines: Lines) -> str:
    return "\n\n".join(lines) + "\n"


def _packed(pack: Callable[[Mapping[str, bytes]], bytes]) -> Callable[[Lines], bytes]:
    return lambda lines: pack({"вложение.txt": _text(lines).encode(), "таблица.csv": ";".join(lines).encode()})


MAKERS: dict[str, Callable[[Lines], bytes]] = {
    "plain.txt": lambda lines: _text(lines).encode(),
    "old.txt": lambda lines: _text(lines).encode("cp1251"),
    "wide.txt": lambda lines: _text(lines).encode("utf-16"),
    "page.md": lambda lines: _text([f"# {lines[0]}", *lines[1:]]).encode(),
    "word.docx": _docx,
    "old.doc": lambda lines: WordFile([(f"{line}\r", b"") for line in lines]).bytes(),
    "rich.rtf": lambda lines: ("{\\rtf1\\ansi\\ansicpg1251 " + "\\par ".join(map(escaped, lines)) + "}").encode(),
    "open.odt": lambda lines: package({"content.xml": content("".join(f"<text:p>{line}</text:p>" for line in lines))}),
    "page.pdf": lambda lines: made([part for line in lines for part in _cut(line)]).data,
    "page.html": lambda lines: f"<!doctype html><body>{''.join(f'<p>{line}</p>' for line in lines)}".encode(),
    "page.mht": _mht,
    "book.xlsx": _xlsx,
    "book.xls": _xls,
    "book.xlsb": _xlsb,
    "book.ods": _ods,
    "table.csv": lambda lines: "".join(f'"{line}";1\n' for line in lines).encode(),
    "records.json": lambda lines: json.dumps([{"text": line} for line in lines], ensure_ascii=False).encode(),
    "letter.eml": _eml,
    "letter.msg": lambda lines: OutlookFile({0x0037: lines[0], 0x1000: "\r\n".join(lines), 0x001A: "IPM.Note"}).data(),
    "box.mbox": _mbox,
    "result.json": _telegram,
    "WhatsApp Chat.txt": _whatsapp,
    "picture.png": _picture,
    "pack.zip": _packed(zipped),
    "pack.7z": _packed(seven),
    "pack.tar.gz": _packed(tarred),
    "one.txt.gz": lambda lines: gzip.compress(_text(lines).encode()),
}
"""How a file of each format is made, by its name."""


def _cut(line: str) -> list[str]:
    return [line[at : at + 85] for at in range(0, len(line), 85)]


def seeds(lines: Lines = CONTRACT) -> dict[str, bytes]:
    """Return a file of every format that says the given lines."""
    return {name: make(lines) for name, make in MAKERS.items()}

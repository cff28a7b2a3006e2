"""PDF: pypdfium2 reads the words with page and place; pdfplumber reads the tables of the pages that have them.

pypdfium2 is the main reader because, measured on 1,303 odd files with text, it lost 0.5 % of them against
3.8 % for pdfplumber, and it is some fifty times as fast; pdfplumber sees cells.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from auditor.extraction import pdf_marks, pdf_unseen, recognition
from auditor.extraction.interface import MESSAGES, Source, UnreadableError, clean, refused
from auditor.extraction.pdf_attached import attached
from auditor.extraction.pdf_objects import PageObject, area_of, objects_of
from auditor.extraction.pdf_opening import Opened, opened
from auditor.extraction.pdf_rulings import may_be_table
from auditor.model.document import Block, BlockKind, Box, Coverage, Document, Location, Sign, Unreadable
from auditor.model.enclosed import Enclosed

_MEDIA = "application/pdf"
MOST_PAGES = 10_000
"""Pages beyond which a file is read in part; a setting of the product."""
_MOST_UNKNOWN = 0.10
"""Share of characters without a meaning from which a page counts as garbled."""
_FEW = 60
"""Characters below which a page that is one large picture counts as a scan with a stamp or a footer."""
_PICTURE = 0.5
"""Share of the page that such a picture covers."""
_RULING = 4
"""Horizontal and vertical lines each from which a page is given to pdfplumber."""
_MOST_TABLE_PAGES = 200
"""Pages given to pdfplumber, which takes about a tenth of a second for each."""
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\u0000-\u0008]")
_LEAST_WORD = 3
"""Letters and digits from which what is not seen on a page counts as words."""
_ITEM = re.compile(
    r"\s*(?:[-–—•*·▪●○]\s|\(?[a-zа-яё0-9]{1,3}\)|\([ivxl]{1,5}\)|\d{1,3}(?:\.\d{1,3})*[.)](?=\s|[A-ZА-ЯЁ])|\d{1,2}(?:\.\d{1,3})+\s"
    r"|(?:статья|раздел|приложение|article|section|exhibit|schedule|annex)\s+[\dA-ZIVX№])",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s*)?(?:(?:стр\.?|страница|page|p\.)\s*)?\d{1,4}(?:\s*(?:из|of|/)\s*\d{1,4})?(?:\s*[-–—])?\s*$",
    re.IGNORECASE,
)
_EDGE = 2
"""Lines at the top and at the bottom of a page that may be a running header or footer."""
_REPEATED = 0.5
"""Share of pages on which a line must stand to count as a running header or footer."""


@dataclass(slots=True)
class _Line:
    """A line of a page with the range of its characters."""

    text: str
    start: int
    length: int
    page: int
    gap: bool = False
    """Whether a blank line stood before it."""


@dataclass(slots=True)
class _Page:
    """What one page gave."""

    number: int
    lines: list[_Line] = field(default_factory=list)
    characters: int = 0
    reason: str | None = None
    ruled: bool = False
    pictured: bool = False
    """Whether its text must be recognised from a picture."""
    recognised: recognition.Recognised | None = None
    scale: float = 1.0
    """Pixels per point at which it was drawn for that."""
    marks: tuple[Sign, ...] = ()
    unseen: list[_Line] = field(default_factory=list)
    """Words that are in the file and not to be seen on the page."""


def read(source: Source) -> Document | Unreadable:
    """Return the paragraphs of a PDF with page and place; pages without text that hold ink are not read."""
    try:
        file = opened(source.data, source.passwords)
    except UnreadableError as error:
        return refused(source, error.reason, _MEDIA)
    try:
        found = _read(source, file)
    finally:
        file.document.close()
    return _doubted(source, found) if file.doubtful else found


def enclosed(source: Source) -> Iterator[Enclosed]:
    """Return the files that are attached to a PDF; UnreadableError where it cannot be opened."""
    file = opened(source.data, source.passwords)
    try:
        yield from attached(file.document)
    finally:
        file.document.close()


def _doubted(source: Source, found: Document | Unreadable) -> Document | Unreadable:
    """Return what a broken file gave as read in part; one that gave nothing is damaged and not empty."""
    if isinstance(found, Unreadable):
        return refused(source, "damaged", _MEDIA) if found.reason == "empty" else found
    return found if found.reason else replace(found, reason="part_damaged", message=MESSAGES["part_damaged"])


def _read(source: Source, file: Opened) -> Document | Unreadable:
    document, total = file.document, len(file.document)
    texts: dict[int, Any] = {}
    try:
        source.beat(total)
        recogniser = recognition.Recogniser(source, total)
        pages = [_page(document, index, texts, source, recogniser) for index in range(min(total, MOST_PAGES))]
        tables = _tables(file.data, [page.number for page in pages if page.ruled][:_MOST_TABLE_PAGES])
        blocks = (*_blocks(pages, texts, tables), *_unseen(pages, texts))
        signs = (*(mark for page in pages for mark in page.marks), *pdf_marks.signatures(document))
    finally:
        for page, textpage in texts.values():
            textpage.close()
            page.close()
    found = _document(source, total, pages, blocks, tables)
    return replace(found, signs=signs) if isinstance(found, Document) else found


def _document(
    source: Source, total: int, pages: list[_Page], blocks: tuple[Block, ...], tables: dict[int, _PageTables]
) -> Document | Unreadable:
    unread = tuple(page.number for page in pages if page.reason) + tuple(range(len(pages) + 1, total + 1))
    reason = next((page.reason for page in pages if page.reason), "truncated" if total > len(pages) else None)
    if not blocks:
        return refused(source, reason or "empty", _MEDIA, total)
    return Document(
        path=source.label,
        sha256=source.sha256,
        media_type=_MEDIA,
        size=source.size,
        blocks=blocks,
        coverage=Coverage(
            pages_total=total,
            pages_unread=unread,
            characters=tuple(page.characters for page in pages),
            characters_second={number: found.characters for number, found in tables.items()},
            recognised={page.number: page.recognised.confidence for page in pages if page.recognised},
        ),
        reason=reason,
        message=MESSAGES[reason] if reason else None,
    )


_BEAT_PAGES = 50


def _page(
    document: Any, index: int, texts: dict[int, Any], source: Source, recogniser: recognition.Recogniser
) -> _Page:
    """Return one page; a page that cannot be opened is damaged, the others are read."""
    found = _Page(index + 1)
    if index % _BEAT_PAGES == 0:
        source.beat(len(document))
    try:
        page = document[index]
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        found.reason = "damaged"
        return found
    texts[found.number] = (page, textpage)
    objects = objects_of(page)
    found.marks = tuple(pdf_marks.marks(page, objects, found.number))
    text = _seen(textpage.get_text_range(), pdf_unseen.unseen(page, objects, textpage), found)
    found.characters = len(text.strip())
    garbled = _is_garbled(text)
    drawn = objects[:_MOST_DRAWN]
    unseen = found.characters < 3 and _has_ink(drawn, found.characters)
    if garbled or unseen or (found.characters < _FEW and _is_picture(page, drawn)):
        found.reason = "garbled" if garbled else "no_text_layer"
        _recognise(page, found, source, recogniser)
        if found.recognised or garbled or (found.reason and found.characters < 3):
            return found
    if not found.characters:
        return found
    found.lines = list(_lines(text, found.number))
    found.ruled = _is_ruled(objects)
    return found


def _seen(text: str, unseen: Sequence[tuple[int, int]], found: _Page) -> str:
    """Return the text of a page with spaces for what nobody sees on it, which is put aside."""
    for start, end in unseen:
        words = " ".join(text[start:end].split())
        if sum(map(str.isalnum, words)) < _LEAST_WORD:  # a line of dots is low and belongs where it stands
            continue
        found.unseen.append(_Line(words, start, end - start, found.number))
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _recognise(page: Any, found: _Page, source: Source, recogniser: recognition.Recogniser) -> None:
    """Read a page that is a picture; where that cannot be done, it stays unread with the reason."""
    if not source.ocr:
        return
    if not recognition.available():
        found.reason = "no_ocr" if found.reason == "no_text_layer" else found.reason
        return
    if recogniser.is_out_of_time():
        found.reason = "limit_time"
        return
    found.scale = min(recognition.DPI / 72, (recognition.MOST_PIXELS / (page.get_width() * page.get_height())) ** 0.5)
    try:
        text = recogniser.recognise(page.render(scale=found.scale, grayscale=True).to_pil())
    except (subprocess.TimeoutExpired, OSError, ValueError, pdfium.PdfiumError):
        return
    if not text.characters:
        found.reason = None if found.reason == "no_text_layer" else found.reason
    elif text.confidence < recognition.LEAST_CONFIDENCE:
        found.reason = "poor_scan"
    else:
        found.recognised, found.reason, found.characters = text, None, text.characters


def _is_garbled(text: str) -> bool:
    return len(text) > 20 and len(_UNKNOWN.findall(text)) > _MOST_UNKNOWN * len(text)


_DRAWN = {
    raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM,
}  # fmt: skip
_MOST_DRAWN = 200
"""Objects of a page without text among which ink or a large picture is looked for."""


def _has_ink(objects: Sequence[PageObject], characters: int) -> bool:
    """Return whether a page shows a picture or a drawing, or more runs of text than the characters that are known."""
    shown = Counter(kind for _, kind in objects)
    return shown[raw.FPDF_PAGEOBJ_TEXT] > characters or not _DRAWN.isdisjoint(shown)


def _is_picture(page: Any, objects: Sequence[PageObject]) -> bool:
    """Return whether one picture covers most of a page."""
    least = _PICTURE * page.get_width() * page.get_height()
    areas = (area_of(item) for item, kind in objects if kind == raw.FPDF_PAGEOBJ_IMAGE)
    return any(area and (area.right - area.left) * (area.top - area.bottom) >= least for area in areas)


def _is_ruled(objects: Sequence[PageObject]) -> bool:
    """Return whether enough horizontal and vertical lines stand on a page for a table."""
    if len(objects) < 2 * _RULING:
        return False
    flat = upright = 0
    areas, plain = [], True
    for item, kind in objects:
        area = area_of(item) if kind == raw.FPDF_PAGEOBJ_PATH else None
        if area:
            width, height = area.right - area.left, area.top - area.bottom
            drawn = _sides(item) if width > 30 and height > 8 else 1
            flat += drawn if width > 30 and not 3 <= height <= 8 else 0
            upright += drawn if height > 8 and (width < 3 or width > 30) else 0
            areas.append(area)
            plain = plain and drawn == 1
    return flat >= _RULING and upright >= _RULING and not (plain and not may_be_table(areas))


def _sides(path: Any) -> int:
    """Return how many horizontal or vertical lines a path may stand for: a grid is often drawn as one path."""
    count = min(raw.FPDFPath_CountSegments(path), 4 * _RULING)
    for number in range(count):
        if raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, number)) == raw.FPDF_SEGMENT_BEZIERTO:
            return 1
    return max(1, int(count) // 4)


def _lines(text: str, page: int) -> Iterator[_Line]:
    """Return the lines of a page; positions count characters as pdfium does."""
    at, gap = 0, False
    for raw_line in text.split("\n"):
        words = raw_line.rstrip("\r")
        if words.strip():
            yield _Line(words.strip(), at, len(words), page, gap)
            gap = False
        else:
            gap = True
        at += len(raw_line) + 1


def _blocks(pages: list[_Page], texts: dict[int, Any], tables: dict[int, _PageTables]) -> Iterator[Block]:
    running = _running(pages)
    number = 0
    pending: list[_Line] = []
    for page in pages:
        body = []
        for position, line in enumerate(page.lines):
            edge = position < _EDGE or position >= len(page.lines) - _EDGE
            if edge and (_PAGE_NUMBER.match(line.text) or _key(line.text) in running):
                kind = BlockKind.HEADER if position < _EDGE else BlockKind.FOOTER
                yield Block(clean(line.text), kind, Location(page=page.number, box=_box(texts, [line])))
            else:
                body.append(line)
        body = _outside_tables(body, tables.get(page.number), texts)
        for line in body:
            if pending and not _goes_on(pending[-1], line):
                number += 1
                yield _paragraph(pending, number, texts)
                pending = []
            pending.append(line)
        if page.recognised:
            if pending:
                number += 1
                yield _paragraph(pending, number, texts)
                pending = []
            for paragraph in page.recognised.paragraphs:
                number += 1
                box = recognition.in_points(paragraph.box, page.scale * 72)
                yield Block(paragraph.text, BlockKind.PARAGRAPH, Location(page.number, box, number))
        if page.number in tables:
            if pending:
                number += 1
                yield _paragraph(pending, number, texts)
                pending = []
            yield from tables[page.number].cells
    if pending:
        yield _paragraph(pending, number + 1, texts)


def _unseen(pages: list[_Page], texts: dict[int, Any]) -> Iterator[Block]:
    for line in (line for page in pages for line in page.unseen):
        yield Block(clean(line.text), BlockKind.HIDDEN, Location(page=line.page, box=_box(texts, [line])))


def _key(text: str) -> str:
    """Return a line without its digits: «стр. 3» and «стр. 4» are one running footer."""
    return re.sub(r"\d+", "#", text)


def _running(pages: list[_Page]) -> set[str]:
    if len(pages) < 3:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        edges = page.lines[:_EDGE] + page.lines[-_EDGE:]
        seen.update({_key(line.text) for line in edges if len(line.text) <= 120})
    return {text for text, count in seen.items() if count >= max(3, _REPEATED * len(pages))}


def _goes_on(before: _Line, line: _Line) -> bool:
    """Return whether a line continues the paragraph of the line before it."""
    if line.gap and before.page == line.page:
        return False
    if _ITEM.match(line.text):
        return False
    if line.text[:1].islower() or before.text.endswith(("-", ",")):
        return True
    short = len(before.text) < 0.6 * max(len(line.text), 40)
    ended = before.text[-1] in ".;:!?"
    if _is_shout(before.text) != _is_shout(line.text):
        return False
    return not (ended and (short or before.page != line.page)) and not short


def _is_shout(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 3


def _paragraph(lines: list[_Line], number: int, texts: dict[int, Any]) -> Block:
    words = lines[0].text
    for line in lines[1:]:
        words += ("\n" if words.endswith("-") and line.text[:1].islower() else " ") + line.text
    first = [line for line in lines if line.page == lines[0].page]
    return Block(
        clean(words), BlockKind.PARAGRAPH, Location(page=lines[0].page, box=_box(texts, first), paragraph=number)
    )


def _box(texts: dict[int, Any], lines: list[_Line]) -> Box | None:
    """Return the box around lines of one page: points from the top left corner."""
    page, textpage = texts[lines[0].page]
    start, end = lines[0].start, lines[-1].start + lines[-1].length
    count = textpage.count_rects(start, end - start)
    if not count:
        return None
    boxes = [textpage.get_rect(number) for number in {0, count // 2, count - 1}]
    height = page.get_height()
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return (round(left, 1), round(height - top, 1), round(right, 1), round(height - bottom, 1))


@dataclass(slots=True)
class _PageTables:
    """The tables of one page as pdfplumber sees them."""

    cells: list[Block]
    areas: list[Box]
    characters: int


def prepare_for_tables() -> None:
    """Import what reads ruled tables, which takes a tenth of a second: once, before processes are forked."""
    import pdfplumber  # noqa: F401, PLC0415 - only where many files are read


def _tables(data: bytes, numbers: list[int]) -> dict[int, _PageTables]:
    """Return the tables of some pages; where pdfplumber fails, the plain lines stand."""
    if not numbers:
        return {}
    import pdfplumber  # noqa: PLC0415 - loaded only for files with ruled tables, in every worker

    found: dict[int, _PageTables] = {}
    try:
        with pdfplumber.open(io.BytesIO(data), pages=numbers) as document:
            for page in document.pages:
                tables = _page_tables(page)
                if tables:
                    found[page.page_number] = tables
                page.close()
    except MemoryError:
        raise
    except Exception:
        return found
    return found


def _page_tables(page: Any) -> _PageTables | None:
    cells: list[Block] = []
    areas: list[Box] = []
    for count, table in enumerate(page.find_tables(), 1):
        rows = table.extract()
        filled = [[cell for cell in row if cell and cell.strip()] for row in rows]
        if len(rows) < 2 or max(map(len, filled)) < 2:
            continue
        left, top, right, bottom = table.bbox
        areas.append((left, top, right, bottom))
        for row_number, (row, places) in enumerate(zip(rows, table.rows, strict=True), 1):
            for column, (words, box) in enumerate(zip(row, places.cells, strict=True), 1):
                if words and words.strip():
                    place = Location(
                        page.page_number, _rounded(box), cell=f"P{page.page_number}T{count}R{row_number}C{column}"
                    )
                    cells.append(Block(clean(" ".join(words.split())), BlockKind.CELL, place))
    if not cells:
        return None
    return _PageTables(cells, areas, sum(len(cell.text) for cell in cells))


def _rounded(box: Any) -> Box | None:
    return None if box is None else (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))


def _outside_tables(lines: list[_Line], tables: _PageTables | None, texts: dict[int, Any]) -> list[_Line]:
    """Return the lines that stand in no table: what is in cells is not given twice."""
    if tables is None:
        return lines
    kept = []
    held = Counter(" ".join(cell.text for cell in tables.cells).split())
    for line in lines:
        box = _box(texts, [line])
        inside = box is not None and any(_within(box, area) for area in tables.areas)
        words = line.text.split()
        if inside and sum(held[word] > 0 for word in words) >= 0.8 * len(words):
            continue
        kept.append(line)
    return kept


def _within(box: Box, area: Box) -> bool:
    middle = (box[1] + box[3]) / 2
    return area[1] - 1 <= middle <= area[3] + 1 and box[0] >= area[0] - 3 and box[2] <= area[2] + 3

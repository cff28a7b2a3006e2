"""The memorandum as a Word file, on the firm's own template where there is one: ``.docx``."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from auditor.errors import OutputError
from auditor.export.interface import Exporter
from auditor.export.memorandum import Heading, Line, Memorandum, Part, Table
from auditor.export.table import clean
from auditor.model.report import Report


def pieces(report: Report) -> Iterator[bytes]:
    """Yield the memorandum; the same report gives the same bytes."""
    memorandum = Memorandum(report)
    paper = _paper(report, memorandum)
    for part in memorandum.parts():
        _write(paper, part)
    held = io.BytesIO()
    paper.save(held)
    yield steady(held.getvalue())


def _paper(report: Report, memorandum: Memorandum) -> Any:
    """Return the empty sheet; the firm's own keeps its letterhead and styles, and what it says stands first."""
    if report.template:
        try:
            paper = docx.Document(report.template)
        except Exception as error:  # whatever is wrong with a file that somebody else made
            raise OutputError(
                f"{report.template}: this is no Word file that can be written on", remedy="Give a .docx file."
            ) from error
    else:
        paper = docx.Document()
        lay_out(paper)
        paper.sections[0].header.paragraphs[0].text = clean(memorandum.header)
    _describe(paper, report, memorandum.title)
    return paper


def _write(paper: Any, part: Part) -> None:
    match part:
        case Heading():
            _styled(paper, part.words, "Title" if part.level == 0 else f"Heading {part.level}", bold=True)
        case Line():
            _styled(paper, part.words, "List Bullet" if part.bullet else "", bold=part.bold)
        case Table():
            _table(paper, part)


def _styled(paper: Any, words: str, style: str, *, bold: bool) -> None:
    """Add a paragraph; a template need not know the style, then bold letters do."""
    known = style in {one.name for one in paper.styles}
    paragraph = paper.add_paragraph(style=style if known else None)
    run = paragraph.add_run(clean(words))
    if bold and not (known and style.startswith(("Title", "Heading"))):
        run.bold = True


def _table(paper: Any, part: Table) -> None:
    known = "Table Grid" in {one.name for one in paper.styles}
    table = paper.add_table(rows=0, cols=len(part.widths), style="Table Grid" if known else None)
    table.autofit = False
    section = paper.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    scale = min(1.0, room / Mm(sum(part.widths)))
    for at, row in enumerate([part.titles, *part.rows] if part.titles else part.rows):
        added = table.add_row()
        for cell, words, width in zip(added.cells, row, part.widths, strict=True):
            cell.width = Mm(width * scale)
            cell.paragraphs[0].add_run(clean(words)).bold = bool(part.titles) and at == 0
        if part.titles and at == 0:
            repeated(added)
    paper.add_paragraph()


def lay_out(paper: Any) -> None:
    """Turn the sheet on its side, so that a table of five columns can be read."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(9)
    style.paragraph_format.space_after = Pt(4)


def _describe(paper: Any, report: Report, title: str) -> None:
    """Set the properties of the file, so that they do not come from the day of the run."""
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = title, "auditor", ""
    properties.language = report.language
    try:
        made = datetime.fromisoformat(report.generated_at).astimezone(UTC)
    except ValueError:
        made = datetime(1980, 1, 1, tzinfo=UTC)
    properties.created = properties.modified = made
    properties.last_modified_by = "auditor"


def repeated(row: Any) -> None:
    """Have the heading of a table stand on each sheet."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no other way to it


def steady(data: bytes) -> bytes:
    """Return a package whose members carry no time of the run."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename), old.read(member), zipfile.ZIP_DEFLATED)
    return held.getvalue()


EXPORTER = Exporter(".docx", pieces)
"""The exporter of ``.docx``."""

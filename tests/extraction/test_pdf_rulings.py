"""A page is spared the slow reader of cells only where that would find no table."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from auditor.extraction import pdf
from auditor.extraction.interface import Source
from auditor.extraction.pdf_objects import Area
from auditor.extraction.pdf_rulings import may_be_table
from auditor.model.document import BlockKind, Document

STYLES = ("GRID", "INNERGRID", "BOX", "LINEBELOW", "LINEABOVE", "LINEBEFORE", "LINEAFTER", "OUTLINE")


def made(tables: list[tuple[int, int, list[str], float, bool]]) -> bytes:
    """Return a PDF with tables: rows, columns, styles of lines, width of lines, whether the head is filled."""
    held = io.BytesIO()
    flow: list[object] = [Paragraph("Services and prices, as agreed by the parties.", getSampleStyleSheet()["Normal"])]
    for rows, columns, styles, width, filled in tables:
        cells = [[f"cell {row} {column}" for column in range(columns)] for row in range(rows)]
        commands: list[tuple[object, ...]] = [(style, (0, 0), (-1, -1), width, colors.black) for style in styles]
        if filled:
            commands.append(("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey))
        flow += [Spacer(1, 12), Table(cells, style=TableStyle(commands))]
    SimpleDocTemplate(held).build(flow)
    return held.getvalue()


def cells(data: bytes) -> list[str]:
    read = pdf.read(Source("a.pdf", data, "0" * 64, len(data), ocr=False))
    assert isinstance(read, Document)
    return [f"{block.location.cell} {block.text}" for block in read.blocks if block.kind is BlockKind.CELL]


TABLES = st.tuples(
    st.integers(1, 7), st.integers(1, 5), st.lists(st.sampled_from(STYLES), min_size=1, max_size=4, unique=True),
    st.sampled_from([0.25, 0.5, 1.0, 2.5]), st.booleans(),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(TABLES, min_size=1, max_size=3))
@example([(2, 2, ["GRID"], 0.5, False)])
@example([(3, 2, ["INNERGRID"], 0.5, False), (3, 3, ["BOX"], 1.0, True)])
@example([(4, 3, ["LINEBELOW", "LINEABOVE", "LINEBEFORE", "LINEAFTER"], 0.25, True)])
def test_no_table_is_missed(tables: list[tuple[int, int, list[str], float, bool]]) -> None:
    data = made(tables)
    read = cells(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "may_be_table", lambda areas: True)
        assert cells(data) == read


def test_the_pages_of_this_test_hold_tables() -> None:
    assert cells(made([(3, 3, ["GRID"], 0.5, False)]))[0] == "P1T1R1C1 cell 0 0"
    assert len(cells(made([(4, 2, ["INNERGRID", "BOX"], 1.0, True)]))) == 8
    assert cells(made([(4, 2, ["LINEBELOW"], 1.0, True)])) == []


def boxes(*places: tuple[float, float]) -> list[Area]:
    return [Area(left, bottom, left + 100, bottom + 20) for left, bottom in places]


def test_fields_that_stand_apart_are_no_table() -> None:
    assert not may_be_table(boxes((50, 100), (50, 200), (50, 300), (250, 100), (250, 200)))
    assert not may_be_table([Area(50, height, 400, height + 0.5) for height in range(100, 700, 20)])
    assert not may_be_table([])


def test_boxes_side_by_side_are_a_table() -> None:
    assert may_be_table(boxes((50, 100), (150, 100), (50, 120), (150, 120)))
    assert may_be_table(boxes((50, 100), (152, 102), (50, 122), (152, 122)))
    assert not may_be_table(boxes((50, 100), (150, 100)))


def test_lines_that_cross_are_a_table() -> None:
    flat = [Area(50, height, 400, height + 0.5) for height in (100, 120, 140)]
    upright = [Area(left, 100, left + 0.5, 140) for left in (50, 200, 400)]
    assert may_be_table([*flat, *upright])
    assert not may_be_table([*flat, *upright[:2]])
    assert not may_be_table([*flat[:2], *upright])


def test_more_lines_than_are_looked_at_may_be_one() -> None:
    assert may_be_table([Area(50, height, 400, height) for height in range(0, 7_000, 10)])

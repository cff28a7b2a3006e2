"""Charts as SVG that stands in the page itself; the only file that knows pygal.

What pygal draws is kept, what it would run or style is taken out: the page's security policy allows its own style and
script only. Colours come from the page's style sheet by the classes of the series, so that they follow its theme.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

_WIDTH = 760
_ROW = 30
_MARGINS = 70
"""Units of the drawing that axes and edges take besides the rows."""
_LABEL = 34
"""Characters of a row's name that the drawing shows; the table behind it has all."""
_DROPPED = ("defs", "title")
_LAYERS = ("tooltip-overlay", "text-overlay", "titles")
"""Layers for pointers and values, which stay empty without a script."""
_DAYS_NAMED = 8


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a name of a class of the style sheet, and its numbers."""

    name: str
    values: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One row of a time line."""

    label: str
    fate: str
    """A name of a class of the style sheet."""
    start: date
    end: date
    done: date | None


def load() -> None:
    """Load what draws, before there is anything to draw."""
    _pygal()


@cache
def _pygal() -> ModuleType:
    """Return the library, loaded at the first chart; its search for maps of its own is taken out of Python's imports.

    That finder is made for a Python of long ago, and today's warns of it at every import of anything.
    """
    import pygal  # noqa: PLC0415 - a report without charts need not load it

    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]
    return cast("ModuleType", pygal)


def stacked_bars(labels: Sequence[str], series: Sequence[Series], title: str, told: str) -> Markup:
    """Return lying bars, one for each label, made of the series in their order; ``told`` says it in words."""
    chart = _pygal().HorizontalStackedBar(**_options(len(labels)), print_values=False)
    chart.x_labels = [_short(label) for label in reversed(labels)]
    for one in series:
        chart.add(one.name, list(reversed(one.values)))
    return _drawing(chart, [one.name for one in series], title, told)


def curve(labels: Sequence[str], series: Sequence[Series], title: str, told: str) -> Markup:
    """Return lines from audit to audit on a scale of 0 to 100."""
    options = _options(6) | {"show_x_guides": False, "show_y_guides": True}
    chart = _pygal().Line(**options, range=(0, 100), dots_size=4)
    chart.y_labels = [0, 20, 40, 60, 80, 100]
    chart.value_formatter = lambda value: f"{value:.0f}"
    every = max(1, -(-len(labels) // _DAYS_NAMED))
    chart.x_labels = [label if at % every == 0 else "" for at, label in enumerate(labels)]
    for one in series:
        chart.add(one.name, list(one.values))
    return _drawing(chart, [one.name for one in series], title, told)


def time_line(
    rows: Sequence[Stretch], fates: Sequence[str], today: date, title: str, told: str, written: Callable[[date], str]
) -> Markup:
    """Return a row for each stretch of time with the day on which it was done, and a line where today is."""
    chart = _pygal().DateLine(
        **_options(len(rows)), dots_size=4, allow_interruptions=True, range=(0.4, len(rows) + 0.6)
    )
    top = len(rows)
    chart.y_labels = [{"label": _short(row.label), "value": top - at} for at, row in enumerate(rows)]
    chart.x_labels = _days([today, *(day for row in rows for day in (row.start, row.end, row.done) if day)])
    chart.x_value_formatter = written
    chart.add("today", [(today, 0.4), (today, top + 0.6)], show_dots=False)
    for fate in fates:
        chart.add(fate, [point for at, row in enumerate(rows) if row.fate == fate for point in _points(row, top - at)])
    chart.add("done", [(row.done, top - at) for at, row in enumerate(rows) if row.done], stroke=False)
    return _drawing(chart, ["today", *fates, "done"], title, told)


def _points(row: Stretch, height: int) -> list[tuple[date, int] | None]:
    """Return the two ends of a stretch, and a gap before the next one."""
    return [(row.start, height), (row.end, height), None]


def _days(days: Sequence[date]) -> list[date]:
    """Return some days at equal distances from the first to the last."""
    first, last = min(days), max(days)
    steps = min(4, max(1, (last - first).days))
    return [date.fromordinal(first.toordinal() + (last - first).days * at // steps) for at in range(steps + 1)]


def _options(rows: int) -> dict[str, Any]:
    return {
        "css": (), "js": (), "width": _WIDTH, "height": rows * _ROW + _MARGINS, "explicit_size": False,
        "show_legend": False, "no_prefix": True, "disable_xml_declaration": True, "no_data_text": "",
        "margin": 8, "margin_right": 44,
        "show_y_guides": False, "show_x_guides": True, "truncate_label": -1,
        "style": _pygal().style.Style(label_font_size=13, major_label_font_size=13, font_family="sans-serif"),
    }  # fmt: skip


_FORMS = (
    (re.compile(r"общество с ограниченной ответственностью", re.IGNORECASE), "ООО"),
    (re.compile(r"публичное акционерное общество", re.IGNORECASE), "ПАО"),
    (re.compile(r"акционерное общество", re.IGNORECASE), "АО"),
    (re.compile(r"индивидуальный предприниматель", re.IGNORECASE), "ИП"),
)
"""Long forms of names as offices shorten them, so that the name itself is seen."""


def _short(label: str) -> str:
    for form, letters in _FORMS:
        label = form.sub(letters, label)
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"


def _drawing(chart: Any, names: Sequence[str], title: str, told: str) -> Markup:
    """Return the drawing without anything of pygal's own, under a name and a description in words."""
    from lxml import etree  # noqa: PLC0415 - as above

    root = chart.render_tree()
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or _is_dropped(element):
            element.getparent().remove(element)
    for element in root.iter():
        _mark(element, names)
    box = root.get("viewBox")
    root.attrib.clear()
    for name, value in {"viewBox": box, "class": "chart", "role": "img", "aria-label": f"{title}. {told}"}.items():
        root.set(name, value)
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 - lxml wrote it, with everything escaped


def _is_dropped(element: Any) -> bool:
    name = etree_name(element)
    classes = frozenset(element.get("class", "").split())
    return name in {*_DROPPED, "desc"} or not classes.isdisjoint(_LAYERS)


def etree_name(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _mark(element: Any, names: Sequence[str]) -> None:
    """Give the elements of a series the class of its name; nothing else needs a class of pygal's."""
    for word in element.get("class", "").split():
        if word.startswith("serie-"):
            element.set("class", f"series {names[int(word.removeprefix('serie-'))]}")
    if element.get("style") is not None:
        del element.attrib["style"]


def in_words(pairs: Iterable[tuple[str, object]]) -> str:
    """Return names with their numbers as one sentence, for who cannot see the drawing."""
    return "; ".join(f"{name}: {value}" for name, value in pairs) + "."

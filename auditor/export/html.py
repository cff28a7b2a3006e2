"""The report for people: one HTML file that needs nothing but a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from auditor.export.arithmetic import weights
from auditor.export.charts import load
from auditor.export.folder import Cuts, PortfolioPages, needs_folder
from auditor.export.interface import Exporter, Folder
from auditor.export.order import SEVERITIES
from auditor.export.overview import OUTCOMES
from auditor.export.page import page_of
from auditor.export.past import STATES
from auditor.export.phrases import Phrases, spans
from auditor.export.places import place
from auditor.export.table import waiver_told
from auditor.export.twins import TWIN_MARK, in_other_language, other_than, with_twin
from auditor.export.views import SHORT_GROUPS
from auditor.export.words import WORDS
from auditor.model.finding import Confidence, Finding
from auditor.model.report import Report
from auditor.model.text import Language, Text
from auditor.scoring.score import BANDS, LEAST_COVERAGE

PASSAGES_SHOWN = 5
"""Passages a failed finding shows at once; the others lie in a drawer."""
_TEMPLATES = Path(__file__).parent / "templates"


def render(report: Report) -> bytes:
    """Return the report as one HTML page in UTF-8; the same report gives the same bytes."""
    other = in_other_language(report)
    return with_twin(_page(report, bare=False), _page(other, bare=True), other.language)


def _page(report: Report, *, bare: bool) -> bytes:
    template = environment(report.language).get_template("report.html")
    return template.render(page=page_of(report), report=report, bare=bare).encode()


class _Press:
    """The templates of one report that is spread over many pages."""

    def __init__(self, report: Report, *, bare: bool) -> None:
        self._report, self._bare = report, bare
        self._environment = environment(report.language)
        self._rows = self._environment.get_template("rows.html").module

    def page(self, template: str, page: object) -> bytes:
        """Return a whole page."""
        script = _script("report.js" if template == "subject.html" else "portfolio.js")
        made = self._environment.get_template(template)
        return made.render(page=page, report=self._report, script=script, bare=self._bare).encode()

    def row(self, kind: str, row: object) -> str:
        """Return one row of a list, escaped already."""
        macro = getattr(self._rows, kind)
        return Markup(macro(row))  # noqa: S704 - what the template escaped


class _BothLanguages:
    """The pages of a report that is too large for one, each with itself in the other language."""

    def __init__(self, report: Report, index: str, folder: str) -> None:
        other = in_other_language(report)
        cuts = Cuts()
        self._main = PortfolioPages(report, _Press(report, bare=False), index, folder, cuts.made)
        self._twin = PortfolioPages(other, _Press(other, bare=True), index, folder, cuts.repeated)
        self._language = other.language

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every page of the folder with its name."""
        for (name, page), (_, twin) in zip(self._main.files(), self._twin.files(), strict=True):
            yield name, with_twin(page, twin, self._language)

    def index(self) -> bytes:
        """Return the index."""
        return with_twin(self._main.index(), self._twin.index(), self._language)


def folder(report: Report, index: str, name: str) -> Folder | None:
    """Return the pages of a report that is too large for one; None when it is not."""
    return _BothLanguages(report, index, name) if needs_folder(report) else None


@cache
def environment(language: Language) -> Environment:
    """Return the templates with everything they may call; nothing reaches the page past its escaping."""
    phrases = Phrases(language)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: _shown(value, language),
    )
    style, script = asset("report.css"), _script("report.js")
    environment.globals |= {
        "twin_mark": TWIN_MARK, "bare": False,
        "style": style, "style_hash": _csp_hash(style), "script": script, "csp_hash": _csp_hash,
        "language": language, "phrases": phrases, "say": phrases.say, "count": phrases.count,
        "w": _words(language), "once": _Once(),
        "place": lambda found, home: place(found, home, phrases), "spans": spans, "foreign": _foreign_to(language),
        "outcomes": OUTCOMES, "severities": SEVERITIES, "confidences": tuple(Confidence),
        "bands": [(below, band.value) for below, band in BANDS],
        "least_coverage": phrases.percent(float(LEAST_COVERAGE)), "weights": weights(phrases),
        "law_statuses": ("verified", "verified-secondary", "from-memory", "good-practice"),
        "past_states": STATES[:-1], "waiver_told": lambda finding: waiver_told(finding, phrases),
        "short_groups": SHORT_GROUPS, "passages_shown": PASSAGES_SHOWN,
    }  # fmt: skip
    return environment


def _words(language: Language) -> dict[str, Markup]:
    """Return every phrase by its name, escaped once for all pages."""
    return {name: escape(words.in_language(language)) for name, words in WORDS.items()}


class _Once:
    """Keeps the mark-up of what many findings say alike: law, reason and remedy of a rule."""

    _MOST = 4_000

    def __init__(self) -> None:
        self._made: dict[object, Markup] = {}

    def __call__(self, macro: Callable[..., Markup], finding: Finding, *more: object) -> Markup:
        """Return what a macro makes of a finding, made anew for other words or other law."""
        key = (macro.name, finding.law, finding.why, finding.recommendation, finding.model_clause, *more)  # type: ignore[attr-defined]
        if key not in self._made:
            if len(self._made) >= self._MOST:
                self._made.clear()
            self._made[key] = macro(finding, *more)
        return self._made[key]


@cache
def asset(name: str) -> Markup:
    """Return a file of our own that stands in the page as it is."""
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704 - shipped with the product


@cache
def _script(own: str) -> Markup:
    """Return the script of a page: its own part, and the part that every page has."""
    return asset(own) + asset("page.js")


def _csp_hash(words: str) -> str:
    """Return the hash by which the page's security policy knows its own style and script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()


_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that would break the page or let a document reorder it: control, direction marks, half surrogates."""


def _shown(value: object, language: Language) -> object:
    """Return what stands on the page for a value; the template escapes it afterwards."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Text):
        value = value.in_language(language)
    if isinstance(value, str):
        return _HIDDEN.sub(_named, value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError(f"the report has no way to show {value!r}")


def _named(match: re.Match[str]) -> str:
    """Return a hidden character by its number: a reader of a contract should see that it is there."""
    character = match.group()
    return "" if character in "\r\ufeff" else f"⟨U+{ord(character):04X}⟩"


def _foreign_to(language: Language) -> object:
    """Return a function giving the ``lang`` attribute for words in the other language than the page."""

    def foreign(words: str | Text) -> Markup:
        plain = words.in_language(language) if isinstance(words, Text) else words
        is_russian = _CYRILLIC.search(plain) is not None
        if language == "en" and is_russian:
            return Markup(' lang="ru"')
        if language == "ru" and not is_russian and _LATIN.search(plain):
            return Markup(' lang="en"')
        return Markup()

    return foreign


_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LATIN = re.compile("[A-Za-z]{3}")


_SPREAD = frozenset({"index.html", "list.html", "subject.html", "dossier.html"})
"""Templates of a report that is spread over a folder."""


def _prepare(language: Language) -> None:
    """Compile the templates of a report of one page in both languages, and load what draws."""
    load()
    for one in (language, other_than(language)):
        made = environment(one)
        for name in made.list_templates(["html"]):
            if name not in _SPREAD:
                made.get_template(name)


EXPORTER = Exporter(".html", lambda report: [render(report)], _prepare, folder)
"""The exporter of ``.html``."""

"""The report for people: one HTML file that needs nothing but a browser."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from auditor.export.arithmetic import weights
from auditor.export.beside import Beside, can_fork
from auditor.export.charts import load
from auditor.export.compiling import COMPILED, PlainEnvironment
from auditor.export.folder import Bound, Cuts, PortfolioPages, needs_folder
from auditor.export.interface import Exporter, Folder
from auditor.export.order import SEVERITIES
from auditor.export.overview import OUTCOMES
from auditor.export.page import page_of
from auditor.export.past import STATES
from auditor.export.phrases import Phrases, spans
from auditor.export.showing import Passages, is_good_practice, law_keys, shown_in
from auditor.export.table import waiver_told
from auditor.export.twins import TWIN_MARK, in_other_language, other_than, packed, with_twin
from auditor.export.views import SHORT_GROUPS
from auditor.export.words import WORDS
from auditor.model.finding import Confidence, Finding
from auditor.model.report import Report
from auditor.model.text import Language
from auditor.scoring.score import BANDS, LEAST_COVERAGE

PASSAGES_SHOWN = 5
"""Passages a failed finding shows at once; the others lie in a drawer."""
_TEMPLATES = Path(__file__).parent / "templates"


def render(report: Report) -> bytes:
    """Return the report as one HTML page in UTF-8; the same report gives the same bytes."""
    other = in_other_language(report)
    return with_twin(_page(report, bare=False), packed(_page(other, bare=True)), other.language)


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
        self._report, self._place = report, (index, folder)
        self._other = in_other_language(report)
        self._twins: Iterator[bytes] = iter(())
        self._main: PortfolioPages | None = None

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every page of the folder with its name."""
        _compile(self._report.language, {_DOSSIER})
        beside = Beside(self._made_there) if can_fork() else None
        cuts = Cuts(None if beside is None else beside.tell)
        main = PortfolioPages(self._report, _Press(self._report, bare=False), *self._place, cuts.made)
        self._twins = self._packed(cuts.repeated) if beside is None else beside.pages()
        for name, page in main.files():
            yield name, self._with_twin(page)
        self._main = main

    def index(self) -> bytes:
        """Return the index, which comes after all other pages."""
        if self._main is None:
            raise RuntimeError("the index tells of pages that were not made yet")
        page = self._with_twin(self._main.index())
        if next(self._twins, None) is not None:
            raise RuntimeError("there are more pages in the other language")
        return page

    def _with_twin(self, page: bytes) -> bytes:
        return with_twin(page, next(self._twins), self._other.language)

    def _packed(self, size: Bound) -> Iterator[bytes]:
        """Yield the pages in the other language, the index last."""
        pages = PortfolioPages(self._other, _Press(self._other, bare=True), *self._place, size)
        for _, page in pages.files():
            yield packed(page)
        yield packed(pages.index())

    def _made_there(self, number: Callable[[], int]) -> Iterator[bytes]:
        """Yield the same in a second process, which is told the sizes of this one."""
        return self._packed(lambda _: number())


def folder(report: Report, index: str, name: str) -> Folder | None:
    """Return the pages of a report that is too large for one; None when it is not."""
    return _BothLanguages(report, index, name) if needs_folder(report) else None


@cache
def environment(language: Language) -> Environment:
    """Return the templates with everything they may call; nothing reaches the page past its escaping."""
    phrases = Phrases(language)
    passages = Passages(phrases)
    environment = PlainEnvironment(FileSystemLoader(_TEMPLATES), shown_in(language))
    style, script = asset("report.css"), _script("report.js")
    environment.globals |= {
        "twin_mark": TWIN_MARK, "bare": False,
        "style": style, "style_hash": _csp_hash(style), "script": script, "csp_hash": _csp_hash,
        "language": language, "phrases": phrases, "say": phrases.say, "count": phrases.count,
        "w": _words(language), "once": _Once(),
        "foreign": passages.foreign, "where": passages.where, "quoted": passages.quoted, "line": passages.line,
        "keys": passages.keys, "law_keys": law_keys, "spans": spans,
        "outcomes": OUTCOMES, "severities": SEVERITIES, "confidences": tuple(Confidence),
        "bands": [(below, band.value) for below, band in BANDS],
        "least_coverage": phrases.percent(float(LEAST_COVERAGE)), "weights": weights(phrases),
        "law_statuses": ("verified", "verified-secondary", "from-memory", "good-practice"),
        "past_states": STATES[:-1], "waiver_told": lambda finding: waiver_told(finding, phrases),
        "good_practice": is_good_practice,
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
        told = (finding.why, finding.recommendation, finding.model_clause)
        words = [text and (text.ru, text.en) for text in told]
        law = [(one.ref, one.status, one.in_force_from, one.in_force_to, one.rule.ru) for one in finding.law]
        key = (macro.__name__, *words, *law, *more)
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


_SPREAD = frozenset({"index.html", "list.html", "subject.html"})
"""Templates of a report that is spread over a folder only."""
_DOSSIER = "dossier.html"


def _compile(language: Language, left_out: Collection[str]) -> None:
    """Compile the templates for both languages."""
    for one in (language, other_than(language)):
        made = environment(one)
        for name in made.list_templates(["html"]):
            if name not in left_out:
                made.get_template(name)
    COMPILED.keep()


def _prepare(language: Language, single: bool) -> None:  # noqa: FBT001 - as every exporter is told
    """Compile the templates of a report of one page, and load what draws where there will be charts."""
    if not single:
        load()
    _compile(language, {*_SPREAD, _DOSSIER})


EXPORTER = Exporter(".html", lambda report: [render(report)], _prepare, folder)
"""The exporter of ``.html``."""

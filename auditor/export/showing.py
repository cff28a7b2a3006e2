"""How a value stands on a page: escaped, with hidden characters named, and the passages that a finding rests on.

Passages and the keys of a finding are made here and not in a template: a report of three hundred contracts has a
hundred thousand of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from auditor.export.phrases import Phrases
from auditor.export.places import place
from auditor.export.views import FindingView, SubjectView
from auditor.model.brief import FLAGGED
from auditor.model.finding import Citation, Evidence, Finding, Nearest
from auditor.model.text import Language, Text

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that would break the page or let a document reorder it: control, direction marks, half surrogates."""
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LATIN = re.compile("[A-Za-z]{3}")


def escaped(words: str) -> str:
    """Return words with the five characters that mean something in HTML written out, and hidden ones named."""
    if not words.isprintable():
        words = _HIDDEN.sub(_named, words)
    if "&" in words:
        words = words.replace("&", "&amp;")
    if "<" in words:
        words = words.replace("<", "&lt;")
    if ">" in words:
        words = words.replace(">", "&gt;")
    if '"' in words:
        words = words.replace('"', "&#34;")
    if "'" in words:
        words = words.replace("'", "&#39;")
    return words


def _named(match: re.Match[str]) -> str:
    """Return a hidden character by its number: a reader of a contract should see that it is there."""
    character = match.group()
    return "" if character in "\r\ufeff" else f"⟨U+{ord(character):04X}⟩"


def shown_in(language: Language) -> Callable[[object], str]:
    """Return a function giving what stands on the page for a value, escaped; TypeError for what cannot be shown."""

    def shown(value: object) -> str:
        if isinstance(value, Markup):
            return value
        if isinstance(value, str):
            return escaped(value)
        if isinstance(value, Text):
            return escaped(value.in_language(language))
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise TypeError(f"the report has no way to show {value!r}")

    return shown


def is_good_practice(laws: Sequence[Citation]) -> bool:
    """Return whether a finding rests on good practice alone, and on no law."""
    return bool(laws) and all(law.status == "good-practice" for law in laws)


@dataclass(frozen=True, slots=True)
class Passages:
    """Makes passages, places and keys in the words of one language."""

    phrases: Phrases

    def foreign(self, words: str | Text) -> Markup:
        """Return the ``lang`` attribute for words in the other language than the page, or nothing."""
        language = self.phrases.language
        plain = words.in_language(language) if isinstance(words, Text) else words
        is_russian = not plain.isascii() and _CYRILLIC.search(plain) is not None
        if language == "en" and is_russian:
            return Markup(' lang="ru"')
        if language == "ru" and not is_russian and _LATIN.search(plain):
            return Markup(' lang="en"')
        return Markup()

    def where(self, found: Evidence | Nearest, home: SubjectView) -> Markup:
        """Return where words stand; a link where the file lies within reach."""
        link = home.sources.place(found, home.subject.path)
        told = f"<bdi>{escaped(place(found, home.subject.path, self.phrases))}</bdi>"
        return safe(f'<a href="{escaped(link)}">{told}</a>' if link else told)

    def quoted(self, words: str) -> Markup:
        """Return the words of a document in quotation marks, in their own direction."""
        return safe(f"<bdi{self.foreign(words)}>{escaped(self.phrases.quoted(words))}</bdi>")

    def line(self, evidence: Evidence, home: SubjectView) -> Markup:
        """Return a passage on one line: where it stands and its words."""
        told = evidence.about.in_language(self.phrases.language) if evidence.about is not None else ""
        about = f' <span class="quiet">{escaped(told)}</span>' if told else ""
        words = escaped(self.phrases.quoted(evidence.quote))
        lead = f'<p class="q">{self.where(evidence, home)} '
        return safe(f"{lead}<q{self.foreign(evidence.quote)}><bdi>{words}</bdi></q>{about}</p>")

    def keys(self, view: FindingView, home: SubjectView) -> Markup:
        """Return what a finding can be found by, as attributes of its element."""
        return safe("".join(f' data-{name}="{escaped(value)}"' for name, value in _keys(view, home) if value))


def law_keys(finding: Finding) -> Markup:
    """Return the articles that a finding can be found by, as an attribute of its element."""
    return safe(f' data-l="{escaped("|".join([one.ref for one in finding.law]))}"' if finding.law else "")


def _keys(view: FindingView, home: SubjectView) -> Iterator[tuple[str, str]]:
    finding = view.finding
    yield "s", finding.severity
    yield "c", finding.confidence
    yield "k", finding.section
    if finding.likelihood and finding.outcome in FLAGGED and finding.waiver is None:
        yield "m", f"{finding.consequence}x{finding.likelihood}"
    yield "n", view.client if view.client != home.client else ""
    yield "e", finding.person
    yield "h", finding.history if finding.history != "new" or finding.since else ""


def safe(made: str) -> Markup:
    """Return mark-up whose values were escaped when it was made."""
    return str.__new__(Markup, made)

"""A report without personal data: the same verdicts, every person and requisite under a number of its own.

What looks like a person's name, a telephone, an address, a passport, a tax or insurance number, a card or an account is
replaced, in words, labels and names of files alike. One person keeps one number throughout a report, so that findings
can still be followed. Names of organisations stay: they are no personal data (152-ФЗ ст. 3 п. 1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from auditor.model.finding import Finding
from auditor.model.lined import are_few
from auditor.model.report import Report
from auditor.model.text import Language, Text
from auditor.portfolio.names import stem_of

_LETTERS_RU = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PERSON = re.compile(
    rf"(?P<before>\b{_LETTERS_RU}\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?)|(?P<after>\b[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?{_LETTERS_RU})"
    rf"|(?P<full>\b(?:{_LETTERS_RU}\s+)?{_LETTERS_RU}\s+[А-ЯЁ][а-яё]+"
    r"(?:ович|евич|ьич|овн|евн|ичн|инич)[а-яё]{0,3}\b)"
    r"|(?P<title>\b(?:Mr|Ms|Mrs|Dr)\.?\s+[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)"
)
_SURNAME = re.compile(r"[^\W\d_]{4,}(?:-[^\W\d_]+)?")
_MARKED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("account", re.compile(r"(?<!\d)\d{20}(?!\d)")),
    ("card", re.compile(r"(?<!\d)(?:\d{4}[ -]?){3}\d{4}(?!\d)")),
    ("snils", re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)")),
    ("passport", re.compile(r"(?<!\d)\d{2}\s?\d{2}\s?(?:№|N|No\.?)?\s?\d{6}(?!\d)")),
    ("tax", re.compile(r"(?<!\d)(?:\d{12}|(?<=ИНН )\d{10}|(?<=ИНН: )\d{10}|(?<=ИНН:)\d{10})(?!\d)")),
    ("phone", re.compile(
        r"(?<![\d-])(?:\+\d{1,3}|8)[\s(-]{1,2}\d{3,4}[\s)-]{1,2}\d{2,3}[\s-]?\d{2}[\s-]?\d{2,3}(?!\d)"
    )),
    ("phone", re.compile(r"(?<!\d)\+\d{9,14}(?!\d)")),
    ("address", re.compile(
        r"\b(?:ул\.|улиц[аеуы]|пр-т|просп\.|проспект\w?|пер\.|переул\w+|бульвар\w?|шоссе|наб\.|пл\.|алле[яие])\s*"
        r"[«\"]?[А-ЯЁ0-9][^,;\n]{1,40}(?:,\s*(?:д\.?|дом)\s*\d+\w?)?(?:,?\s*(?:корп\.?|к\.|стр\.)\s*\d+)?"
        r"(?:,?\s*(?:кв\.?|квартира|оф\.?|офис)\s*\d+)?"
    )),
    ("address", re.compile(
        r"\b\d{1,5}\s+[A-Z][a-z]+(?:\s[A-Z][a-z]+)*\s(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square)\b\.?"
    )),
)  # fmt: skip
_WORDS = {
    "person": Text("лицо", "person"), "mail": Text("почта", "mail"), "account": Text("счёт", "account"),
    "card": Text("карта", "card"), "snils": Text("СНИЛС", "insurance number"),
    "passport": Text("паспорт", "passport"), "tax": Text("ИНН", "tax number"), "phone": Text("телефон", "phone"),
    "address": Text("адрес", "address"),
}  # fmt: skip
_KEPT = frozenset({
    "rule", "fingerprint", "sha256", "media_type", "section", "sections", "law", "ref", "source", "status", "reason",
    "language", "kind", "tool_version", "generated_at", "as_of", "profile", "ruleset", "words", "matter", "seal",
    "recommendation", "model_clause", "why", "title", "band", "undetermined", "worst_rules", "searched_for",
})  # fmt: skip
"""Fields that hold no words of documents."""


class Masker:
    """Gives every person and requisite a number and puts it in their place."""

    def __init__(self, language: Language) -> None:
        """Begin without numbers."""
        self._language = language
        self._numbers: dict[tuple[str, str], int] = {}
        self._surnames: set[str] = set()

    def learn(self, words: str) -> None:
        """Remember the surnames of persons that some words name in full: elsewhere they stand alone."""
        for found in _PERSON.finditer(words):
            name = _surname(found)
            if name:
                self._surnames.add(name)

    def mask(self, words: str) -> str:
        """Return some words without personal data."""
        for kind, pattern in _MARKED:
            words = pattern.sub(lambda found, kind=kind: self._numbered(kind, found[0]), words)  # type: ignore[misc]
        words = _PERSON.sub(lambda found: self._numbered("person", _surname(found) or found[0]), words)
        return _SURNAME.sub(self._alone, words) if self._surnames else words

    def _alone(self, found: re.Match[str]) -> str:
        stem = _stem(found[0])
        return self._numbered("person", stem) if found[0][0].isupper() and stem in self._surnames else found[0]

    def _numbered(self, kind: str, key: str) -> str:
        number = self._numbers.setdefault((kind, key), len(self._numbers) + 1)
        return f"[{_WORDS[kind].in_language(self._language)} {number}]"


def _surname(found: re.Match[str]) -> str:
    """Return the stem of the surname in a name; empty where it holds none, «Ольга Сергеевна»."""
    if found["before"]:
        return _stem(found["before"].split()[0])
    if found["after"]:
        return _stem(re.split(r"[.\s]+", found["after"])[-1])
    if found["title"]:
        return _stem(found["title"].split()[-1])
    words = found["full"].split()
    return _stem(words[0]) if len(words) == 3 else ""


def _stem(word: str) -> str:
    return stem_of(word.lower().replace("ё", "е"))


def masked(report: Report) -> Report:
    """Return the report with personal data under numbers; verdicts, counts and scores are the same."""
    masker = Masker(report.language)
    for part in (
        report.inputs,
        report.matters,
        report.by_subject,
        report.overall,
        report.past,
        report.access,
        report.promises,
    ):
        _each(part, masker.learn)
    for finding in report.findings:
        _each(finding, masker.learn)
    return replace(
        report,
        inputs=_changed(report.inputs, masker.mask),
        matters=_changed(report.matters, masker.mask),
        by_subject=_changed(report.by_subject, masker.mask),
        overall=_changed(report.overall, masker.mask),
        past=_changed(report.past, masker.mask),
        access=_changed(report.access, masker.mask),
        origins={},
        promises=_changed(report.promises, masker.mask),
        findings=tuple(_Masked(report.findings, masker)) if are_few(report.findings)
        else _Masked(report.findings, masker),
    )  # fmt: skip


class _Masked(Collection[Finding]):
    """Findings that lie on the disk, masked whenever they are gone through."""

    def __init__(self, findings: Collection[Finding], masker: Masker) -> None:
        self._findings, self._masker = findings, masker

    def __iter__(self) -> Iterator[Finding]:
        for finding in self._findings:
            yield _changed(finding, self._masker.mask)

    def __len__(self) -> int:
        return len(self._findings)

    def __contains__(self, finding: object) -> bool:
        return any(finding == other for other in self)


def _each(value: Any, take: Callable[[str], None]) -> None:
    """Hand over every string that may hold words of documents."""
    if isinstance(value, str):
        take(str(value))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in _KEPT:
                _each(getattr(value, field.name), take)
    elif isinstance(value, (tuple, list)):
        for entry in value:
            _each(entry, take)


def _changed(value: Any, mask: Callable[[str], str]) -> Any:
    """Return a value with such strings changed; enumerations and numbers stay."""
    if type(value) is str:
        return mask(value)
    if is_dataclass(value) and not isinstance(value, type):
        told = {
            field.name: _changed(getattr(value, field.name), mask)
            for field in fields(value)
            if field.init and field.name not in _KEPT
        }
        return replace(value, **told)
    if isinstance(value, tuple):
        return tuple(_changed(entry, mask) for entry in value)
    return value

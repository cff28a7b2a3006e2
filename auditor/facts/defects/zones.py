"""Parts of a document in which a blank means nothing: where people sign, and forms that are annexed to be filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditor.model.profile import Span

_RU_OPENING = r"реквизиты|подписи|адреса|юридические адреса|место ?нахождени[ея]"
_RU_GOES_ON = r"[^\n]{0,60}(?:сторон|подпис|реквизит|банк)"
_RU_ALONE = r"(?:адреса|подписи|реквизиты)(?: и реквизиты| и подписи)?(?: сторон)?[: .]*(?:\n|$)"
_RU_OF_ONE = r"реквизиты (?:исполнителя|заказчика|клиента|арендодателя|подрядчика|оператора)"
_EN = r"in witness whereof|signatures?(?: page| of the parties)?[: .]*(?:\n|$)|[^\n]{0,40}\bsignature page"
_SIGNATURES = re.compile(rf"(?:{_RU_OPENING}){_RU_GOES_ON}|{_RU_ALONE}|{_RU_OF_ONE}|{_EN}")
_ANNEX = re.compile(
    r"(?:приложение|прил\.)[ ]?(?:no|n)?[ ]?\"?[\dа-я]\b"
    r"|(?:exhibit|annex|appendix|schedule|attachment)[ ](?:no\.? ?)?[\da-z]{1,3}\b"
)
_FORM = re.compile(
    r"\bформа\b|\bобразец|\bбланк|\bакт\b|\bзаявк|\bотчет\b|\bанкет|\bзаявлени|\bбриф\b"
    r"|\bform of\b|\btemplate\b|\bsample\b|\bform\b|\bspecimen\b|\bcertificate of\b"
)
_FORM_ALONE = re.compile(
    r"(?:[^\n]{0,20}\b(?:model|withdrawal|order|application|request|cancellation|claim|return)[ ](?:withdrawal )?form\b"
    r"|\(complete and return this form|(?:типовая )?форма (?:заявления|заявки|заказа|акта|отчета|претензии|согласия)"
    r"|бланк )"
)
"""A heading that announces a form, or a line that asks to return one."""
_LONGEST_FORM = 2_500
_MOST_HEADING = 110
_FORM_ZONE = 500
"""Characters from the heading of an annex in which it calls itself a form."""
_NUMBER = re.compile(
    r"[#* |]*(?:(?:раздел|статья|section|article)[ ])?(?:\d{1,2}(?:\.\d{1,2})?|[ivx]{1,5}(?=[.) ]))?[.)]?[ ]*"
)
_NEW_CLAUSE = re.compile(r"\d{1,2}\.(?:\d{1,2}\.?)?[ ]{0,2}[a-zа-я]")


@dataclass(frozen=True, slots=True)
class Zones:
    """Passages of the folded text."""

    signatures: tuple[Span, ...]
    forms: tuple[Span, ...]

    def in_signatures(self, position: int) -> bool:
        """Return whether a place stands among the requisites and signatures of the parties."""
        return any(start <= position < end for start, end in self.signatures)

    def in_form(self, position: int) -> bool:
        """Return whether a place stands in an annexed form."""
        return any(start <= position < end for start, end in self.forms)


def zones_of(text: str, lines: Sequence[Span], is_numbered: Callable[[int], bool]) -> Zones:
    """Return the parts of a folded text in which blanks are filled in later, by hand or on another paper.

    ``is_numbered`` tells whether the file computes a number for the line at a place.
    """
    annexes = [start for start, _ in lines if _ANNEX.match(text, start)]
    spans = list(zip(annexes, [*annexes[1:], len(text)], strict=False))
    forms = [(start, end) for start, end in spans if _FORM.search(text, start, min(end, start + _FORM_ZONE))]
    forms += [
        (start, start + _LONGEST_FORM)
        for start, end in lines
        if end - start <= _MOST_HEADING and _FORM_ALONE.match(text, start, end)
    ]
    return Zones(tuple(_signature_zones(text, lines, set(annexes), is_numbered)), tuple(forms))


def _signature_zones(
    text: str, lines: Sequence[Span], annexes: set[int], is_numbered: Callable[[int], bool]
) -> list[Span]:
    """Return each part from a heading about requisites or signatures to the next clause or annex."""
    zones: list[Span] = []
    opened: int | None = None
    for start, end in lines:
        opens = end - start <= _MOST_HEADING and _opens_signatures(text, start, end)
        begins_clause = bool(_NEW_CLAUSE.match(text, start, end)) or is_numbered(start)
        if opened is not None and (start in annexes or (begins_clause and not opens)):
            zones.append((opened, start))
            opened = None
        if opens and opened is None:
            opened = start
    return [*zones, (opened, len(text))] if opened is not None else zones


def _opens_signatures(text: str, start: int, end: int) -> bool:
    number = _NUMBER.match(text, start, end)
    return bool(_SIGNATURES.match(text, number.end() if number else start, min(len(text), end + 1)))

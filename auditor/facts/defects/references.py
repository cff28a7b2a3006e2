"""References to clauses and annexes that the document itself does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.facts.defects.reading import Reading
from auditor.facts.values import Value
from auditor.model.fact import Defect
from auditor.model.profile import Span
from auditor.model.text import Text

_DOTTED = re.compile(r"\d(?<!\w\d)\d{0,2}(?:\.\d{1,3}){1,4}(?![\d%])")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}")
_BEGINNING = re.compile(
    r"[ #*|(>-]*(?:(?:раздел|статья|глава|пункт|п\.|section|article|clause|sec\.|§)[ ]?(?:no ?)?)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?=[.)\]:|\t ]|$)",
    re.MULTILINE,
)
_OWN_RU = r"настоящ\w{2,3}[ \n](?:договор|контракт|соглашени|оферт|услови|раздел)"
_BARE_RU = r"(?:договора|контракта|оферты)(?=[ ]?(?:[.;,)\n]|$))"
"""«По пункту 47 Договора.»: with neither a number nor a date behind it, the paper at hand is meant."""
_OWN_EN = (
    r"(?:of|to)[ \n](?:this|the)[ \n](?:agreement|contract)\b(?![ \n](?:between|dated|of|on|for|with)\b)"
    r"|(?:hereof|herein|above|below|hereunder)\b"
)
_OWN = re.compile(rf"[ \n,.]{{0,3}}(?:{_OWN_RU}|{_BARE_RU}|{_OWN_EN})")
_THIS = re.compile(r"настоящ\w{2,3}[ \n](?:договор|контракт|соглашени|оферт)\w*$")
_FOREIGN_RU = (
    r"правил", "положени", "закон", "постановлени", "приказ", "кодекс", "гост", "снип", "санпин", "устав", "инструкци",
    "регламент", "порядк", "стандарт", "политик", "тариф", "перечн", "спецификаци", "задани", "приложени", "протокол",
    "доверенност", "директив", "требовани", "лицензи", "методик", "условий", r"основн\w{2,3} договор",
    r"договор\w* (?:аренд|подряд|поставк|займ|страхован|купл)", r"договор\w{0,2} (?:no|от|с)\b",
    r"соглашени\w* (?:о|об|no)\b",
)  # fmt: skip
_FOREIGN_EN = (
    r"act\b", r"code\b", r"laws?\b", r"rules?\b", r"regulations?\b", "statutes?", "policy", "policies", r"plan\b",
    r"schedules?\b", r"exhibits?\b", "annex", "appendix", "appendices", r"attachments?\b", r"u\.?s\.?c", r"c\.?f\.?r",
    "indenture", "lease", r"charter\b", "bylaws", "by-laws", "convention", "directive", "treaty", r"standards?\b",
    r"(?!this|the|present|entire|said|under|our|your)[a-z]{3,}[ \n]agreement",
    r"of (?:the|that|such) (?!agreement)[\w&.' -]{1,40}agreement", "amend", "added", "adding", "new", "addendum",
    "gaap", "far", "dfars?", "internal revenue", "securities", "article",
)  # fmt: skip
_ONLY_LEADS = re.compile(
    r"(?:порядк|требовани|положени|услови)\w{1,3}"
    r"(?:,? (?:предусмотр|установл|указан|определ|излож|описан)\w+)?(?: в)?[ \n]*$"
)
"""«В порядке пункта 9.2» names no other document: the word only leads to the clause."""
_FOREIGN = re.compile(rf"\b(?:{'|'.join((*_FOREIGN_RU, *_FOREIGN_EN))})")
_OF_OTHER = re.compile(
    r"[ \n]{1,3}(?:of[ \n]{1,3}(?!this\b|the (?:agreement|contract)\b)(?:the|that|such|its|their|an?|[a-z]{2,6})\b"
    r"|(?:in|to|under)[ \n]{1,3}(?:that|such|its|their)\b|thereof|therein|thereto)"
)
_SENTENCE = re.compile(r";|\n[ ]*\n|(?<=[.:])[ \n]+(?=[^\d\s])")
_AFTER, _BEFORE = 200, 90
"""Characters of the same sentence in which another document may be named after and before a reference."""
_LEAST_OWN = 5
"""Numbered lines from which a document counts as numbered throughout."""
_MOST_BROKEN = 0.34
"""Share of references without a target from which the numbering itself must have been lost on the way."""
_FARTHEST = 3
"""How far a section may lie behind the last one to be a slip and not a number of another paper that is not named."""
_ITSELF = re.compile(r"\b(?:this|настоящ\w{2,3})[ \n]{1,3}$")
"""«This section 8.6.1» stands in the section itself: its number was lost when the text was taken from the file."""
_REFERRING_KINDS = frozenset({"amendment", "annex", "act", "invoice", "claim"})
"""Kinds of document whose references usually point to another one."""
_AMENDS = re.compile(
    r"\b(?:hereby amended|this amendment|amendment (?:no|number|\d)|дополнительн\w{2,3} соглашени\w{0,2} (?:no|к )"
    r"|изложить в (?:следующей|новой) редакции)"
)
_REWRITES = re.compile(r"with the following (?:list|paragraph|text|sentence|language)")
"""Words of an amendment that stands in the same file as its contract: the annexes it names are of another edition."""
_TITLE_ZONE = 4_000
_LOST_FIELD = re.compile(
    r"error! ?(?:reference source not found|bookmark not defined|unknown switch argument)"
    r"|ошибка! ?(?:источник ссылки не найден|закладка не определена)"
)
"""What Word prints where the target of a reference was deleted."""


def find(reading: Reading) -> Iterator[Defect]:
    """Yield every reference to a clause or annex that the document does not have."""
    yield from _lost_fields(reading)
    refers = reading.profile.kind in _REFERRING_KINDS or reading.profile.amends
    if refers or _AMENDS.search(reading.text, 0, _TITLE_ZONE):
        return
    yield from _clauses(reading)
    if not _REWRITES.search(reading.text):
        yield from _annexes(reading)


def _lost_fields(reading: Reading) -> Iterator[Defect]:
    """Yield the places in which Word itself says that the target of a reference is gone."""
    if "error!" not in reading.text and "ошибка!" not in reading.text:
        return
    for found in _LOST_FIELD.finditer(reading.text):
        if reading.counts(found.start()):
            words = reading.verbatim(*found.span())
            message = Text(f"Ссылка потеряна, Word пишет: «{words}».", f'A reference is lost; Word says: "{words}".')
            yield reading.defect("cross_reference", reading.around(*found.span()), message)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers that a document has."""

    all: frozenset[str]
    """Every number that stands anywhere but in a reference."""
    depths: frozenset[int]
    """How many parts the numbers before the lines have."""
    highest: int
    """The highest first part of a number before a line."""
    lasts: dict[str, tuple[int, int]]
    """Under each number how many clauses stand, and the last part of the highest."""

    def counts_under(self, head: str) -> bool:
        """Return whether two clauses or more are numbered under a number."""
        return self.lasts.get(head, (0, 0))[0] > 1

    def goes_on_after(self, label: str) -> bool:
        """Return whether a later clause of the same section is there: then the clause lost its number, not its text."""
        head, _, last = label.rpartition(".")
        highest = self.lasts.get(head, (0, 0))[1] if head else self.highest
        return highest > int(last)


def _clauses(reading: Reading) -> Iterator[Defect]:
    references = [value for value in reading.of_kind("clause_ref") if _NUMBER.match(value.detail or "")]
    if not references:
        return
    own = _own_numbers(reading)
    broken = [value for value in references if _is_broken(reading, value, own)]
    lost = any(_ITSELF.search(reading.text, max(0, v.start - 20), v.start) for v in broken)
    if lost or len(broken) > max(1, _MOST_BROKEN * len(references)):
        return
    for value in broken:
        message = _message(reading.verbatim(value.start, value.end), _number_of(value), own)
        yield reading.defect("cross_reference", reading.around(value.start, value.end), message)


def _message(words: str, label: str, own: _Numbers) -> Text:
    """Return what is missing, with the last clause that its section has."""
    head = label.rpartition(".")[0]
    ru, en = f"«{words}»: пункта {label} в документе нет", f'"{words}": the document has no clause {label}'
    if own.counts_under(head):
        last = f"{head}.{own.lasts[head][1]}"
        ru, en = f"{ru}, последний в разделе {last}", f"{en}; the last one in the section is {last}"
    return Text(f"{ru}.", f"{en}.")


def _own_numbers(reading: Reading) -> _Numbers:
    """Return the numbers before lines, computed or typed, and the dotted numbers anywhere but in references."""
    beginnings = [found for start, _ in reading.lines if (found := _BEGINNING.match(reading.text, start))]
    leading = _leading_numbers(reading, beginnings)
    everything = leading | _numbers_elsewhere(reading)
    above = {number.rsplit(".", depth)[0] for number in everything for depth in range(1, number.count(".") + 1)}
    depths = [number.count(".") + 1 for number in leading]
    frequent = {depth for depth in set(depths) if depths.count(depth) >= (_LEAST_OWN if depth < 3 else 2)}
    frequent |= {1} if len(leading) >= _LEAST_OWN else set()
    highest = max((int(number.split(".")[0]) for number in _sections(reading, beginnings, leading)), default=0)
    return _Numbers(frozenset(everything | above), frozenset(frequent), highest, _lasts(everything))


def _sections(reading: Reading, beginnings: Sequence[re.Match[str]], leading: set[str]) -> set[str]:
    """Return the numbers that surely count sections: where others are marked, a bare one may be a figure of a table."""
    marked = {found["number"] for found in beginnings if _is_marked(reading.text, found.end())}
    computed = {(block.number or "").strip(" .)(") for block in reading.document.blocks}
    return {number for number in leading if number in marked | computed} or leading


def _is_marked(text: str, end: int) -> bool:
    """Return whether a full stop or a bracket follows a number: «5.», «5)»."""
    return text[end : end + 1] in {".", ")", "]", ":"}


def _leading_numbers(reading: Reading, beginnings: Sequence[re.Match[str]]) -> set[str]:
    typed = {found["number"] for found in beginnings if reading.counts(found.start("number"))}
    computed = {(block.number or "").strip(" .)(") for block in reading.document.blocks}
    outlined = {clause.number for clause in reading.outline.clauses if clause.number}
    return {number for number in typed | computed | outlined if _NUMBER.fullmatch(number)}


def _numbers_elsewhere(reading: Reading) -> set[str]:
    """Return the dotted numbers that stand in no reference: a text without lines has its clauses there."""
    text = reading.text
    taken = bytearray(len(text))
    for value in reading.of_kind("clause_ref", "annex_ref", "law_ref"):
        if not _is_run_in_heading(reading, value):
            taken[value.start : value.end] = b"\1" * (value.end - value.start)
    return {found.group() for found in _DOTTED.finditer(text) if not taken[found.start()]}


def _is_run_in_heading(reading: Reading, value: Value) -> bool:
    """Return whether a number opens a clause: first in its line, or after a full stop with a capital behind it."""
    before = reading.text[max(0, value.start - 12) : value.start]
    if not before.strip(" ") or before.rstrip(" ")[-1] == "\n":
        return True
    opens = before.endswith(" ") and before.rstrip()[-1] in ".:;!?"
    at = reading.folded.to_original(value.end)
    return opens and reading.document.text[at : at + 4].lstrip(" .\n")[:1].isupper()


def _lasts(numbers: set[str]) -> dict[str, tuple[int, int]]:
    lasts: dict[str, tuple[int, int]] = {}
    for number in numbers:
        head, _, last = number.rpartition(".")
        count, highest = lasts.get(head, (0, 0))
        lasts[head] = (count + 1, max(highest, int(last)))
    return lasts


def _number_of(value: Value) -> str:
    found = _NUMBER.match(value.detail or "")
    return found.group() if found else ""


def _is_broken(reading: Reading, value: Value, own: _Numbers) -> bool:
    """Return whether a reference to this very document has no target in it."""
    label = _number_of(value)
    depth, first = label.count(".") + 1, int(label.split(".")[0])
    is_there = label in own.all or label.endswith(".0") or own.goes_on_after(label)
    explicit, above_highest = _is_explicit(reading.text, value), first > own.highest
    if is_there or depth not in own.depths or (first > own.highest + _FARTHEST and not explicit):
        return False
    if depth == 1 and not (explicit and above_highest):
        return False
    if not (explicit or above_highest or own.counts_under(label.rpartition(".")[0])):
        return False
    return explicit or not _is_foreign(reading.text, value)


def _is_explicit(text: str, value: Value) -> bool:
    """Return whether the words themselves say that this document is meant."""
    before = text[max(0, value.start - 40) : value.start].rstrip(" (,")
    return bool(_OWN.match(text, value.end) or _THIS.search(before))


def _is_foreign(text: str, value: Value) -> bool:
    """Return whether another document is named in the same sentence, near the reference."""
    if _OF_OTHER.match(text, value.end):
        return True
    after = _SENTENCE.split(text[value.end : value.end + _AFTER])[0]
    before = _ONLY_LEADS.sub("", _SENTENCE.split(text[max(0, value.start - _BEFORE) : value.start])[-1])
    return bool(_FOREIGN.search(after) or _FOREIGN.search(before))


_Annex = tuple[str, str]
"""How the word for an annex begins, and its label."""
_LONGEST_TITLE = 90
_TITLE_GOES_ON = re.compile(
    r"(?:hereto|attached|and|or|shall|is|are|to this|which|for the|in the|to the|of the|и|или|является|с|по)\b"
)
_ENDS = frozenset('.;:!?»"|')
_ARTICLE = "a"
"""A label that cannot be told from the article."""
_OF_ANOTHER = re.compile(r"[ \n](?:к|to)[ \n](?:the[ \n])?(?!настоящ|договору|контракту|agreement|contract|this)\w")


def _annexes(reading: Reading) -> Iterator[Defect]:
    """Yield references to annexes that are not in the file, each once.

    Where others of the same series are there, the annex is missing; where none is, it may be a file of its own, which
    the document cannot tell.
    """
    text, values = reading.text, reading.of_kind("annex_ref")
    apart = [value for value in values if not _is_listed(text, value)]
    headings = {_annex_of(text, value) for value in apart if _is_heading(text, value)}
    known = headings | {_annex_of(text, value) for value in apart if _begins_anew(text, value)}
    absent = [v for v in values if _annex_of(text, v) not in known and _is_own_annex(text, v)]
    for value in _first_of_each(absent):
        where, words = reading.around(value.start, value.end), reading.verbatim(value.start, value.end)
        if _is_of_series(text, value, headings):
            yield reading.defect("cross_reference", where, _NO_ANNEX.format(words=words))
        elif not headings and not _OF_A_LAW.search(text, value.end, value.end + _NEAR_ANNEX):
            yield _not_attached(reading, where, words)


def _not_attached(reading: Reading, where: Span, words: str) -> Defect:
    """Return a doubt about an annex; a weak defect where one without a number is there that may be it."""
    unnumbered = _UNNUMBERED.search(reading.text)
    if unnumbered is None:
        return reading.defect("cross_reference", where, _NOT_ATTACHED.format(words=words), "unknown")
    also = [unnumbered.span("line")]
    return reading.defect("cross_reference", where, _OTHER_NAME.format(words=words), "weak", also)


_OF_A_LAW = re.compile(r"\b(?:directive|regulations?|rules|law|act)\b|постановлени|приказ|закон|правил|положени")
_NEAR_ANNEX = 60
_NO_ANNEX = Text(
    "«{words}»: такого приложения в документе нет, а другие есть.",
    '"{words}": the document has no such annex, though it has others.',
)
_UNNUMBERED_RU, _UNNUMBERED_EN = (
    r"приложение(?: к [^\n]{0,60})?",
    r"(?:annex|appendix|schedule|exhibit|attachment)(?: to [^\n]{0,60})?",
)
_UNNUMBERED = re.compile(rf"\n[ #*|]*(?P<line>{_UNNUMBERED_RU}|{_UNNUMBERED_EN})[ .:*|]*\n")
_OTHER_NAME = Text(
    "«{words}»: такого приложения нет, но есть приложение без номера.",
    '"{words}": there is no such annex, but one without a number is there.',
)
_NOT_ATTACHED = Text(
    "«{words}»: в этом файле приложений нет; приложено ли оно отдельно, по файлу не видно.",
    '"{words}": this file holds no annexes; whether it is attached as another file cannot be seen.',
)


def _is_own_annex(text: str, value: Value) -> bool:
    """Return whether a label can be that of an annex to this document: «№ 2», "B"."""
    word, label = _annex_of(text, value)
    return bool(word) and len(label) <= 2 and label != _ARTICLE and not _OF_ANOTHER.match(text, value.end)


def _annex_of(text: str, value: Value) -> _Annex:
    word = text[value.start : value.start + 5]
    return (word if word.isalpha() and not word[0].isdigit() else "", value.detail or "")


def _first_of_each(values: Sequence[Value]) -> list[Value]:
    first: dict[str | None, Value] = {}
    for value in values:
        first.setdefault(value.detail, value)
    return list(first.values())


def _is_heading(text: str, value: Value) -> bool:
    """Return whether a reference is a line of its own, with no more than a title behind it."""
    start, end = text.rfind("\n", 0, value.start) + 1, text.find("\n", value.end)
    end = end if end >= 0 else len(text)
    before, after = text[start : value.start].strip(' #*|"-[('), text[value.end : end].strip()
    is_title = len(after) <= _LONGEST_TITLE and after[:1] not in {",", ")"} and not after.endswith((",", ";"))
    return not before and is_title and not _TITLE_GOES_ON.match(after)


_ANNEX_WORD = r"(?:приложени[ея]\b|annex\b|appendix\b|schedule\b|exhibit\b|attachment\b)"
_LISTS_ON = re.compile(rf"[^\n;]{{1,{_LONGEST_TITLE}}}[;,][ \n]{{0,2}}(?:и |and )?{_ANNEX_WORD}")
_LISTED_AFTER = re.compile(
    rf"(?:{_ANNEX_WORD}[^\n;]{{1,{_LONGEST_TITLE}}};|:)[ \n]{{1,3}}(?:и |and |[-*•] ?|\d[.)] ?)?$"
)
"""What stands before an annex in an enumeration: the annex before it, or a colon."""


def _is_listed(text: str, value: Value) -> bool:
    """Return whether an annex is only enumerated: «Приложены: приложение № 1 - смета; приложение № 2 - план»."""
    before = text[max(0, value.start - _LONGEST_TITLE - 40) : value.start]
    return bool(_LISTS_ON.match(text, value.end) or _LISTED_AFTER.search(before))


def _begins_anew(text: str, value: Value) -> bool:
    """Return whether a reference opens a sentence or follows a number, as a heading does in a text without lines."""
    before = text[max(0, value.start - 12) : value.start].rstrip(' \n#*"-[(')
    return not before or before[-1] in _ENDS or before[-1].isdigit() or "\n" in text[value.start - 1 : value.start]


def _is_of_series(text: str, value: Value, headings: set[_Annex]) -> bool:
    """Return whether two annexes or more that are there carry the same word and the same kind of label."""
    word, label = _annex_of(text, value)
    same = [heading for heading in headings if heading[0] == word and heading[1].isdigit() == label.isdigit()]
    return len(same) > 1

"""Where a contract says between whom it is made, and by what name it calls each of them from then on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.facts.folding import Folded, fold
from auditor.facts.portrait.party_names import firm_of, name_after, name_before, names_of_companies
from auditor.model.portrait_words import PortraitWords

_BEFORE = 320
"""Characters before a defined name in which the party's full name and nature stand."""
_NAMED = re.compile(
    r"(?:именуем\w{1,6}|далее(?:\s+по\s+тексту)?|(?:(?<=,\s)|(?<=\())(?:дальше|ниже)|в\s+дальнейшем"
    r"|hereinafter(?: referred to as| called)?|herein called|referred to (?:herein )?as)"
    r"[\s,:(-]{0,8}(?:(?:далее|в\s+дальнейшем|по\s+тексту|договора|именуем\w{1,6}|также|как|the|as|-)[\s,:-]{1,8}){0,4}"
    r"\"?(?P<alias>[^\",.;:()]{2,45}?)(?:\"|\)|,|\.|;|\s-\s)"
)
_QUOTED = re.compile(
    r"\((?:the |each,? an? |collectively,? |hereinafter,? |together,? |individually,? |or |\"?we\"? or |\"?us\"? or )*"
    r"\"(?P<alias>[^\"]{2,40})\"(?:(?:,| or| and|/)+ (?:the |its )?\"(?P<second>[^\"]{2,40})\")?[^)]{0,60}\)"
)
_NOT_PARTIES = frozenset(
    [
        "стороны",
        "сторона",
        "договор",
        "настоящий",
        "договор",
        "соглашение",
        "оферта",
        "услуги",
        "работы",
        "сайт",
        "товар",
        "акт",
        "приложение",
        "заказ",
        "счет",
        "контент",
        "правила",
        "игра",
        "agreement",
        "this",
        "agreement",
        "services",
        "service",
        "parties",
        "party",
        "effective",
        "date",
        "term",
        "products",
        "product",
        "software",
        "contract",
        "terms",
        "work",
        "exhibit",
        "territory",
        "affiliate",
        "affiliates",
        "content",
        "website",
        "site",
        "platform",
        "app",
        "confidential",
        "information",
        "deliverables",
        "license",
        "closing",
        "the",
        "terms",
        "смета",
        "заявка",
        "программа",
        "абонемент",
        "прейскурант",
        "график",
        "ао",
        "пао",
        "зао",
        "оао",
        "ооо",
    ]
) | {
    "effective date",
    "confidential information",
    "terms of service",
    "настоящий договор",
    "личный кабинет",
    "тарифный план",
    "this agreement",
}
_TOGETHER = ("вместе", "совместно", "кажд", "именуем", "collectively", "individually", "each", "в дальнейшем")
"""How the definition of both parties together begins."""
_BARE = re.compile(r"\((?P<alias>[а-яё][а-яё -]{1,28})\)")
"""«ООО «Берег» (Заказчик)»: a name in brackets, without «далее» and without quotation marks."""
_APPOSED = re.compile(r"(?:[\")\w])(?:\s*\([^()]{0,90}\))?,\s(?P<alias>[а-яё][а-яё -]{2,28}),\s")
"""«ООО «Берег», Заказчик, директор ...», «Орлова Нина Сергеевна, паспорт 20 11 123456, Заказчик, и ...»."""
_DASHED = re.compile(
    r"[\w\").,]\s-\s\"?(?P<alias>[а-яё][а-яё -]{1,28}?)\"?(?=\s-\s|,\s|[.;]|\sи\s|\s(?:догов|реш|заключ|состав|соглас))"
)
"""«ООО «Берег» - Мастер - и Орлова Нина Сергеевна - Хозяйка - договорились»."""
_IN_ENGLISH = re.compile(
    r"(?:[\w.)],?\s|-\s)(?:\((?:as )?the\s(?P<bare>[a-z][a-z -]{2,28})\)"
    r"|(?:(?:as|acting as|called|hereinafter)\s){0,2}(?:the\s)?\"(?P<quoted>[a-z][a-z -]{2,28}),?\""
    r"|(?<=[,-]\s)(?:as\s)?the\s(?P<plain>[a-z][a-z -]{2,28}?)(?=,\s|\s-\s|[.;\n]|\sand\s))"
)
"""«Lund Lake AB, the "Client", and ...», «Lund Lake AB (the Client)», «Lund Lake AB, as the Client, ...»."""
_ANYBODY = re.compile(
    r"(?:лиц[уоа]\w{0,2}|граждан\w{0,4}|желающ\w{2,3})[^()\n.]{0,40}\((?:далее\s-\s)?\"?(?P<alias>[а-яё]{3,20})\"?\)"
)
"""«предлагает любому физическому лицу (Родителю)»: the other side of an offer, which has no name yet."""
_DEFINING = ("далее", "дальше", "ниже")
"""Words that define the name after them."""
_LABELLED = re.compile(r"(?:^|\n|[.;]\s)(?P<alias>[а-яёa-z][а-яёa-z -]{2,28}):\s{0,3}")
"""«Исполнитель: ООО «Берег»», "Provider: Calm Harbour LLC"."""
_SPOKEN = re.compile(r"\b(?P<alias>мы|вы|я)\s{0,2}[,-]\s{1,2}")
"""«Вы, Орлова Нина Сергеевна, и мы, ...»."""
_AFTER = 160
"""Characters after a name in which the party is described."""
_CONCLUDED = re.compile(r"заключил|договорились|составили|пришли к соглашению|согласились|нижеследующ|\n1\.")
_PREAMBLE = 1_600
"""Characters in which parties are introduced without the words of the law."""
_OWN_TEXT = re.compile(r"\n|(?<=[^\W\d]{4})\.\s|\sи\sвы[,\s]|[,.]\sвы\s-")
"""Where the words that describe a party after its label end."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a contract gives to a party, with the words that introduce it."""

    alias: str
    start: int
    name: str
    """The party's full name; empty where none is told."""
    before: str
    after: str
    renames: str = ""
    """The name by which the same party was introduced right before: «именуемое «Заказчик» (далее - Музей)»."""


def introduced(zone: str, folded: Folded, original: str, words: PortraitWords) -> Iterator[Named]:
    """Yield the names by which the beginning of a contract calls its parties, those defined in so many words first."""
    paper = _Paper(zone, folded, original, words)
    defined = list(_defined(paper))
    yield from defined
    known = {named.alias for named in defined}
    plain = [named for named in _plain(paper) if named.alias not in known]
    yield from plain
    yield from _anybody(paper, known | {named.alias for named in plain})
    if len(defined) + len(plain) < _BOTH:
        yield from _by_firm(paper, (*defined, *plain))


_BOTH = 2


@dataclass(frozen=True, slots=True)
class _Paper:
    """The beginning of a contract, levelled, with the way to its own words."""

    zone: str
    folded: Folded
    original: str
    words: PortraitWords

    def own(self, start: int, end: int) -> str:
        """Return the words as they stand in the document."""
        return self.original[slice(*self.folded.span(start, min(end, len(self.zone))))] if start < end else ""

    def is_role(self, alias: str) -> bool:
        """Return whether a word is among those by which contracts call a side."""
        return any(alias in names for names in self.words.roles.values())

    def client_called(self, word: str) -> str | None:
        """Return the name of a client's side of which a word is a case: «родителю», «пользователем»."""
        names = (*self.words.roles.get("client", ()), *self.words.roles.get("client_introduced", ()))
        return next((name for name in names if word == name or word in _cases(name)), None)


def _cases(name: str) -> tuple[str, ...]:
    """Return the endings in which an offer names whom it is made to."""
    return (f"{name}у", f"{name}ом", f"{name[:-1]}ю", f"{name[:-1]}ем", f"{name[:-2]}ему", f"{name[:-1]}е")


def _defined(paper: _Paper) -> Iterator[Named]:
    """Yield the names defined by «именуемое», «далее» or in quotation marks within brackets."""
    ends: list[int] = []
    last_alias = ""
    for pattern in (_NAMED, _QUOTED):
        last = 0
        for match in pattern.finditer(paper.zone):
            widest = max(last, match.start() - _BEFORE)
            last = match.end()
            for group in match.groupdict():
                alias = " ".join((match[group] or "").strip(" \"'-").split()).removeprefix("the ")
                if alias and alias not in _NOT_PARTIES and _is_name(alias):
                    nearest = max((end for end in ends if end <= match.start()), default=0)
                    name, before = _before(paper, max(widest, nearest), widest, match.start())
                    after = paper.zone[match.end() : match.end() + _AFTER]
                    same = last_alias if pattern is _NAMED and 0 <= match.start() - nearest <= _RIGHT_AFTER else ""
                    ends.append(match.end())
                    last_alias = alias
                    yield Named(alias, match.start(group), name, before, after, same)


_RIGHT_AFTER = 3
"""Characters between two names of one party."""


def _before(paper: _Paper, nearest: int, widest: int, end: int) -> tuple[str, str]:
    """Return the name before a place and the words around it, from further off where none stands near."""
    name = name_before(paper.own(nearest, end))
    start = nearest if name else widest
    return name or name_before(paper.own(widest, end)), _last_part(paper.zone[start:end])


def _last_part(before: str) -> str:
    """Return the words after the party introduced earlier: «с одной стороны, и ...», "and"."""
    for mark in ("с одной стороны", "\n", ") and ", "), and ", "заключает с ", "заключили с "):
        at = before.rfind(mark)
        if at >= 0:
            before = before[at + len(mark) :]
    return before.strip(" ,и")


def _plain(paper: _Paper) -> Iterator[Named]:
    """Yield the names that stand beside a party's full name without a word that defines them."""
    zone, last = paper.zone[:_PREAMBLE], 0
    for match in sorted(
        (m for pattern in (_BARE, _APPOSED, _DASHED) for m in pattern.finditer(zone)), key=lambda m: m.start("alias")
    ):
        alias = " ".join(match["alias"].split())
        start = max(last, match.start() - _BEFORE)
        name = name_before(paper.own(start, match.start("alias") - 1))
        firm = match.re is _BARE and zone[: match.start()].rstrip().endswith('"')
        if name and not alias.startswith(_DEFINING) and (paper.is_role(alias) or firm) and alias not in _NOT_PARTIES:
            last = match.end()
            before = _last_part(zone[start : match.start("alias")])
            yield Named(alias, match.start("alias"), name, before, zone[match.end() : match.end() + _AFTER])
    yield from _plain_english(paper)
    for match in (*_LABELLED.finditer(zone), *_SPOKEN.finditer(zone)):
        alias = match["alias"]
        own = _OWN_TEXT.split(zone[match.end() : match.end() + _BEFORE], maxsplit=1)[0]
        name = name_after(paper.own(match.end(), match.end() + len(own)), at_once=alias not in {"мы", "я"})
        if name and (match.re is _SPOKEN or paper.is_role(alias) or paper.is_role(alias.split()[0])):
            yield Named(alias, match.start("alias"), name, own, "")


def _plain_english(paper: _Paper) -> Iterator[Named]:
    """Yield the same of an English preamble, which sets the name apart by commas or quotation marks."""
    zone, last = paper.zone[:_PREAMBLE], 0
    for match in _IN_ENGLISH.finditer(zone):
        alias = next(filter(None, match.groups()))
        start = max(last, match.start() - _BEFORE)
        name = name_before(paper.own(start, match.start() + 1))
        if name and paper.is_role(alias):
            last = match.end()
            yield Named(
                alias, match.start(), name, _last_part(zone[start : match.start() + 1]), zone[last : last + _AFTER]
            )


def _anybody(paper: _Paper, known: set[str]) -> Iterator[Named]:
    """Yield the name under which an offer speaks of whoever accepts it."""
    for match in _ANYBODY.finditer(paper.zone, 0, _PREAMBLE):
        alias = paper.client_called(match["alias"])
        if alias and alias not in known:
            yield Named(alias, match.start("alias"), "", paper.zone[match.start() : match.start("alias")], "")


def _by_firm(paper: _Paper, known: Sequence[Named]) -> Iterator[Named]:
    """Yield the firms that a preamble names and does not rename: the contract calls them by their own names."""
    concluded = _CONCLUDED.search(paper.zone, 0, _PREAMBLE)
    preamble = paper.own(0, concluded.start() if concluded else 0)
    for name in names_of_companies(preamble):
        firm = firm_of(fold(name).text)
        if any(firm_of(fold(named.name).text) == firm for named in known):
            continue
        called = next((word for word in firm.split() if paper.is_role(word)), firm)
        start = paper.zone.find(firm.split()[0]) if firm else -1
        if start >= 0 and called not in _NOT_PARTIES:
            yield Named(called, start, name, fold(name).text, "")


def _is_name(alias: str) -> bool:
    """Return whether a defined word can name a party: letters, no figures, not a law or a document."""
    letters = sum(letter.isalpha() for letter in alias)
    return (
        letters >= 2
        and not alias.startswith(_TOGETHER)
        and not any(letter.isdigit() for letter in alias)
        and alias not in {"гк рф", "эдо", "эп", "упд", "тз", "гк"}
    )

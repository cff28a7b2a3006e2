"""The full name of a party, as it is written where the contract introduces it."""

from __future__ import annotations

import re

_FORMS = (
    r"(?:СП\s+)?(?:[OО]{3}|ОАО|ЗАО|ПАО|НАО|АО|НКО|АНО|ТОО|ТСЖ|ТСН|ЧОУ|ГУП|МУП|ФГУП|ФГБУ|ФГБОУ|ГБУ|МБУ|КФХ"
    r"|ГБУК|МБУК|ФГБУН|ГАУЗ|ГБУЗ|МКУ|ГКУ|СНТ|(?:[Фф]онд|[Аа]ссоциаци[яи]|[Сс]оюз)(?:\s[а-яё ]{3,40})?"
    r"|[Оо]бществ[оа] с ограниченной ответственностью|(?:[А-Яа-яё]+ое )?[Аа]кционерное общество"
    r"|[Тт]оварищество собственников \w+|[Аа]втономная некоммерческая организация|[Пп]отребительский кооператив)"
)
"""Legal forms of Russian and neighbouring law (ГК РФ, глава 4); «OOO» is often typed in Latin letters."""
_COMPANY = re.compile(_FORMS + r"\s*(?:\"[^\"\n]{1,50}\s\"[^\"\n]{1,50}\"\"|[\"«“„'][^\"»”\n]{1,80}[\"»”']+)")
_TRADER = re.compile(
    r"(?:ИП|[Ии]ндивидуальн\w+ предпринимател\w+)\s+[А-ЯЁ][А-Яа-яё-]+\s+"
    r"(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ][А-Яа-яё]+\s+[А-ЯЁ][А-Яа-яё]+)"
)
_PERSON = re.compile(
    r"(?:граждан(?:ин|ка)\s+)?(?:Российской Федерации\s+|РФ\s+)?"
    r"[А-ЯЁ][а-яё-]+\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|ьич|ична)\b"
)
_PERSON_IN_CASE = re.compile(
    r"[А-ЯЁ][а-яё-]+\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич(?:а|у|ем|е)|вн(?:ы|е|ой|у)|ьич(?:а|у|ом|е)|ичн(?:ы|е|ой|у))\b"
)
"""«с Орловой Ниной Сергеевной»."""
_SIGNATORY = re.compile(
    r"в лице|директор|доверенност|представител|президент|председател|руководител|управляющ|от имени|заведующ|начальник"
)
_OFFICE = 80
"""Characters before a name in which the office of a signatory stands."""
_ENGLISH_COMPANY = re.compile(
    r"\b(?:The\s+)?(?:[A-Z0-9][\w&.'’/-]*,?\s+(?:(?:of|and|the|for|de|&)\s+)?){1,7}?"
    r"(?:Incorporated|Inc|LLC|L\.L\.C|Ltd|Limited|LIMITED|Corp|Corporation|CORPORATION|Company|COMPANY|INC|LTD|CORP|Co|PLC|plc|LLP|L\.P|LP"
    r"|GmbH|AG|KG|SE|AB|ASA|ApS|Oy|Oyj|S\.r\.l|Srl|SARL|S\.A|SA|SAS|S\.p\.A|SpA|B\.V|BV|N\.V|NV|A/S|d\.o\.o|s\.r\.o|UAB|SIA"
    r"|EOOD|Kft|FZE|FZCO|FZ-LLC|DMCC|Pte|Pty|Trust|TRUST|Bank|University|Association)\b\.?"
    r"(?:(?:\s&\sCo\b\.?)?,?\s(?:Ltd|Limited|LLC|Inc|KG)\b\.?)?"
)  # fmt: skip
_ENGLISH_TRADER = re.compile(
    r"\b(?:[Ii]ndividual [Ee]ntrepreneur|[Ss]ole (?:[Tt]rader|[Pp]roprietor))\s+[A-Z][\w.'’-]+"
    r"(?:\s+[A-Z][\w.'’-]+){1,3}"
)
_JOINT = re.compile(r"\b[Bb]etween\b:?\s+(?=[A-Z])")
_AFTER_JOINT = re.compile(
    r"\b(?:between|among|and|from|From|To|to|by)\b:?\s+(?P<name>(?:The\s+)?[A-Z][\w.'’&-]+(?:\s+[A-Z][\w.'’&-]+){1,4})"
)
_NOT_A_NAME = re.compile(
    r"\b(?:Agreement|AGREEMENT|Exhibit|EXHIBIT|Schedule|Date|Section|State|Street|Avenue|WHEREAS|Statement|Termination)\b"
    r"|, the |(?<!\bCo)\. |Venture Company"
)


_NAMES = (_COMPANY, _TRADER, _PERSON)


def name_before(words: str) -> str:
    """Return the name that a defined term stands for, out of the words before it; empty where none is told.

    A Russian name stands nearest to «именуемое»; an English one comes first, before its seat and its address.
    """
    russian = [match for pattern in (_COMPANY, _TRADER, _PERSON) for match in pattern.finditer(words)]
    last = max(russian, key=lambda match: match.end(), default=None)
    if last is None or (last.re is _PERSON and _signs(words, 0, last)):
        end = last.end() if last else 0
        russian += [
            match for match in _PERSON_IN_CASE.finditer(words, end) if not _signs(words, end, match)
        ]  # «..., от имени которого действует управляющая Зуева Анна Павловна, и Орловым Ильёй Петровичем»
    if russian:
        return _plain(max(russian, key=lambda match: (match.end(), -match.start()))[0])
    words = _JOINT.split(words)[-1]
    companies = (_without_heading(match[0]) for match in _ENGLISH_COMPANY.finditer(words))
    traders = (match[0] for match in _ENGLISH_TRADER.finditer(words))
    people = (match["name"] for match in _AFTER_JOINT.finditer(words))
    return next((name for name in map(_plain, (*companies, *traders, *people)) if not _NOT_A_NAME.search(name)), "")


def _without_heading(name: str) -> str:
    """Return the name of a company without the heading above it, which is written in capitals, too."""
    heading, _, own = name.rpartition("\n")
    return own if _TITLE.search(heading) and _ENGLISH_COMPANY.fullmatch(own) else name


_TITLE = re.compile(r"\b(?:agreement|contract|no\.|dated)(?:\b|\s|$)", re.IGNORECASE)


def _signs(words: str, start: int, person: re.Match[str]) -> bool:
    """Return whether the words before a person's name make the person the signatory of somebody else."""
    return _SIGNATORY.search(words, max(start, person.start() - _OFFICE), person.start()) is not None


def name_after(words: str, *, at_once: bool = False) -> str:
    """Return the name with which requisites begin: «Заказчик: ООО «...», ИНН ...».

    ``at_once`` asks that nothing stands before it.
    """
    found = [match for pattern in (*_NAMES, _ENGLISH_COMPANY) if (match := pattern.search(words))]
    first = min(found, key=lambda match: match.start(), default=None)
    return _plain(first[0]) if first and not (at_once and words[: first.start()].strip()) else ""


def names_of_companies(words: str) -> list[str]:
    """Return the companies and traders that words name, in order."""
    found = [match for pattern in (_COMPANY, _TRADER) for match in pattern.finditer(words)]
    return [_plain(match[0]) for match in sorted(found, key=lambda match: match.start())]


def firm_of(name: str) -> str:
    """Return the firm within the full name of a company, levelled and without quotation marks: «берег»."""
    start = name.find('"')
    return " ".join(name[start + 1 :].replace('"', " ").split()) if start >= 0 else ""


def is_person(name: str) -> bool:
    """Return whether a name is that of a person: surname, name and patronymic, and no legal form."""
    return bool(_PERSON.fullmatch(name) or _PERSON_IN_CASE.fullmatch(name))


def _plain(name: str) -> str:
    return _LEAD.sub("", " ".join(name.split())).strip(" ,")


_LEAD = re.compile(
    r"^(?:(?:\d{1,2}\s[A-Z][a-z]+|[A-Z][a-z]+\s\d{1,2},)\s(?:19|20)\d\d,?\s"
    r"|.*\d{3,}.*, and |.*\b(?:Charter|Articles|By-?laws), and"
    r" |.*\b(?:Director|Manager|Officer|President|Chairman|Chairwoman|Secretary|Attorney|Partner|Principal"
    r"|Representative)\b"
    r"[^,]*,? and |AND |And )"
)
"""What stands before a company's name and is no part of it: a date, or what was said last of the other's signatory."""

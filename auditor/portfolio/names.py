"""Names of persons and organisations, levelled so that one client in different spellings is one client."""

from __future__ import annotations

import re
from functools import lru_cache

_FORMS = re.compile(
    r"\b(?:общество с ограниченной ответственностью|публичное акционерное общество|непубличное акционерное общество"
    r"|закрытое акционерное общество|открытое акционерное общество|акционерное общество|индивидуальный предприниматель"
    r"|физ(?:ическое|\.)?\s?лицо|юр(?:идическое|\.)?\s?лицо|компания|организация|потребитель|частное лицо"
    r"|торговый дом|товарищество собственников \w+|некоммерческая организация|гражданин\w*|гражданк\w*|граждане|рф"
    r"|ооо|оао|зао|пао|нао|ао|ип|тд|тсж|нко|ано|фгуп|муп|гуп|гр|г-н|г-жа|llc|ltd|limited|inc|corp|corporation|company|co|plc"
    r"|llp|lp|gmbh|ag|sa|srl|bv|pvt|private|pte|mr|mrs|ms|dr)\b\.?"
)
_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b[а-яa-z]\.\s?(?:[а-яa-z]\.)?")
_COMMON = frozenset({
    "и", "the", "of", "and", "клиент", "клиенты", "договор", "покупка", "продажа", "банкротство", "магазин", "лид",
    "сделка", "контакт", "client", "customer", "завод", "компания", "группа", "центр", "дом", "сервис", "service",
    "services", "group", "россии", "российской", "федерации",
})  # fmt: skip
_SHORTEST = 4


@lru_cache(maxsize=200_000)
def words_of_name(name: str) -> tuple[str, ...]:
    """Return the telling words of a name in small letters: without legal forms, initials and quotation marks."""
    lowered = name.lower().replace("ё", "е")
    bare = _FORMS.sub(" ", _INITIALS.sub(" ", lowered))
    return tuple(word for word in _WORD.findall(bare) if not any(map(str.isdigit, word)))


def has_legal_form(name: str) -> bool:
    """Return whether a name says what kind of organisation or entrepreneur it is: ООО, ИП, Ltd."""
    return any(not _OF_PERSONS.match(found[0]) for found in _FORMS.finditer(name.lower().replace("ё", "е")))


_OF_PERSONS = re.compile(r"граждан|гр\b|г-н|г-жа|рф|mr|ms|dr\b|физ|юр|частн|потреб|компани|организац|compan")


def bare_name(words: str) -> str:
    """Return a client's name without the contract that a list writes behind it: «Зуев П. А., договор № 7»."""
    return _BEHIND.split(words, maxsplit=1)[0].strip(" ,;")


_BEHIND = re.compile(r"[,;(]?\s*(?:по\s+)?(?:договор|дог\.|контракт|contract|agreement|matter|дело)\b", re.IGNORECASE)


@lru_cache(maxsize=200_000)
def keys_of_name(name: str) -> frozenset[str]:
    """Return the stems by which a name is known again in another case and with other words around it."""
    return frozenset(stem_of(word) for word in words_of_name(name) if len(word) >= _SHORTEST and word not in _COMMON)


@lru_cache(maxsize=200_000)
def stem_of(word: str) -> str:
    """Return a word without its case ending: «Мальцевой» and «Мальцева» are one."""
    if word.isascii() or len(word) <= _SHORTEST:
        return word
    stem = re.sub(
        r"(?:ого|его|ому|ему|ыми|ими|ова|ову|овой|овым|ева|еву|евой|евым|ой|ей|ую|юю|ая|яя|ый|ий|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|а|я|у|ю|е|и|ы|ь|о)$",
        "",
        word,
    )
    return stem if len(stem) >= _SHORTEST else word[:_SHORTEST]


@lru_cache(maxsize=100_000)
def initials_of(name: str) -> str:
    """Return the capital letters that a long name is shortened to: «Кедровский завод полимеров» is «кзп»."""
    words = [word for word in words_of_name(name) if len(word) > 2]
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


_BRIEF = re.compile(
    r"(?<![\w-])(?P<surname>[А-ЯЁA-Z][а-яёa-z]{1,2})\s+(?P<first>[А-ЯЁA-Z])(?:\.|[а-яёa-z]+)"
    r"\s*(?P<middle>[А-ЯЁA-Z])(?:\.|[а-яёa-z]+)"
)
"""A surname too short to tell anybody by itself, with both names or their initials: «Цой В. Р.»."""


@lru_cache(maxsize=100_000)
def brief_person(name: str) -> str:
    """Return a person of a surname of two or three letters with the initials: «цой в р»; empty for other names."""
    found = _BRIEF.search(name)
    return " ".join(found.groups()).lower().replace("ё", "е") if found else ""


def is_same_person(first: str, second: str) -> bool:
    """Return whether two names of persons may be one: the surnames agree, and initials where both have them."""
    one, other = surname_of(first), surname_of(second)
    if not one or not other or one != other:
        return False
    mine, theirs = first_letters(first), first_letters(second)
    return not mine or not theirs or mine[0] == theirs[0]


def surname_of(name: str) -> str:
    """Return the stem of a person's surname: the word before or after initials, else the first of a Russian name."""
    lowered = name.strip()
    found = re.search(r"([^\W\d_]{2,}(?:-[^\W\d_]+)?)\s+[^\W\d_]\.", lowered) or re.search(
        r"[^\W\d_]\.\s?(?:[^\W\d_]\.)?\s*([^\W\d_]{2,}(?:-[^\W\d_]+)?)", lowered
    )
    if found:
        return stem_of(found[1].lower().replace("ё", "е"))
    words = words_of_name(name)
    if not words:
        return ""
    return stem_of(words[-1] if name.isascii() else words[0])


def first_letters(name: str) -> str:
    """Return the initials of a person, in small letters, without that of the surname."""
    lowered = name.lower().replace("ё", "е")
    initials = "".join(re.findall(r"\b([^\W\d_])\.", lowered))
    if initials:
        return initials
    words = words_of_name(name)
    rest = words[:-1] if name.isascii() else words[1:]
    return "".join(word[0] for word in rest)


def is_name_of_person(words: str) -> bool:
    """Return whether some words are the name of a person and nothing else: with initials, in full, or a surname."""
    bare = re.sub(r"\([^)]*\)", " ", words).strip(" ,;")
    return _IN_FULL.fullmatch(bare) is not None or _SURNAME.fullmatch(bare) is not None


_CAPITAL = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_LATIN = r"[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)?"
_IN_FULL = re.compile(
    rf"{_CAPITAL}\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?{_CAPITAL}"
    rf"|{_CAPITAL}\s+{_CAPITAL}\s+[А-ЯЁ][а-яё]+(?:вич|вна|чна|шна|оглы|кызы)"
    rf"|(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+){_LATIN}(?:\s+{_LATIN})?|[A-Z]\.\s?(?:[A-Z]\.)?\s?{_LATIN}"
)
_SURNAME = re.compile(
    rf"(?:{_CAPITAL}\s+)?[А-ЯЁ][а-яё]+"
    r"(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|ский|ская|цкий|цкая|ской|енко|чук|ович|евич|дзе|швили|янц?)"
    rf"(?:\s+{_CAPITAL})?"
)
"""A surname by its ending, alone or with a given name."""

"""Where a contract introduces its parties, and what it calls them from then on.

Russian: «ООО «Ромашка», именуемое в дальнейшем «Исполнитель»», «(далее – Агентство)». English: "Acme, Inc., a Delaware
corporation (the "Company")", "hereinafter referred to as "Acme"", "Party A: Acme Ltd.".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.facts.marks import Ground, Place, first, is_one_of
from auditor.facts.party_names import role_of
from auditor.model.profile_words import WordLists

_REACH = 40_000
"""Characters from the beginning in which parties are introduced; a table of contents may stand before."""
_LOOK_BACK = 700
"""Characters before a defined name in which the party is described."""
_LOOK_AHEAD = 500
"""Characters after it."""
_LONGEST_NAME = 150
_CONTINUED = 700
"""Characters between introductions that belong to one row, once two parties are known."""
_SECOND = 2_500
"""Characters after the first party in which the second is introduced."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """A party as it is introduced; places count in the levelled text."""

    aliases: tuple[str, ...]
    name: Place | None
    """None where the contract leaves a blank or a person is only spoken to."""
    start: int
    """Where its description begins."""
    end: int
    """Where the description of the next party begins."""
    defined: Place
    """Where the defined names stand."""


@dataclass(frozen=True, slots=True)
class _Definition:
    """A defined name before it is known whether it names a party."""

    start: int
    end: int
    aliases: tuple[str, ...]
    quoted: bool = True
    """Whether the names stand in quotation marks."""


def introductions_of(ground: Ground, roles: WordLists) -> tuple[Introduction, ...]:
    """Return the parties in the order of the text; several introductions of one name are one party."""
    found: list[Introduction] = []
    for definition in _definitions(ground, roles):
        if found and _is_elsewhere(found, definition, ground):
            break
        _add(found, definition, ground, roles)
    return tuple(_with_ends(found, ground))


def _is_elsewhere(found: Sequence[Introduction], definition: _Definition, ground: Ground) -> bool:
    """Return whether the row of introductions is over before a definition."""
    last = found[-1].defined[1]
    if len(found) == 1:
        return definition.start - last > _SECOND
    return definition.start - last > _CONTINUED or bool(_OVER.search(ground.text, last, definition.start))


_OVER = re.compile(r"заключили|о нижеследующем|whereas|recitals|witnesseth|w i t n e s|background|as follows|предмет договора")


def _add(found: list[Introduction], definition: _Definition, ground: Ground, roles: WordLists) -> None:
    """Put a definition with the party it belongs to, or leave it out when it names no party."""
    before = found[-1].defined[1] if found else 0
    start = max(before, definition.start - _LOOK_BACK)
    same = next((at for at, party in enumerate(found) if _shares(party.aliases, definition.aliases)), None)
    if same is None and found and definition.quoted and _continues(ground.text[before : definition.start]):
        same = len(found) - 1
    if same is not None:
        found[same] = _joined(found[same], definition, ground, start, roles)
        return
    made = _introduction(definition, ground, start, roles, follows=bool(found))
    if made:
        found.append(made)


def _shares(known: Sequence[str], aliases: Sequence[str]) -> bool:
    return bool({alias.lower() for alias in known} & {alias.lower() for alias in aliases})


_NEXT = re.compile(r"\bи\b|\band\b|\bto\b|;|:|\n|between|among|сторон|party|\.")


def _continues(between: str) -> bool:
    """Return whether nothing between two definitions begins another party: the second is one more name of the first."""
    return len(between) < 200 and not _NEXT.search(between)


def _joined(known: Introduction, new: _Definition, ground: Ground, start: int, roles: WordLists) -> Introduction:
    aliases = tuple(dict.fromkeys((*known.aliases, *new.aliases)))
    name = known.name or _name(ground, start, new, roles)
    return replace(known, aliases=aliases, name=name, defined=(known.defined[0], max(known.defined[1], new.end)))


def _introduction(
    definition: _Definition, ground: Ground, start: int, roles: WordLists, *, follows: bool
) -> Introduction | None:
    """Return the party that a definition names: it bears the name of a role, or stands behind the name of somebody."""
    boundary = _after_boundary(ground, start, definition.start)
    nearest = start if follows else definition.start - _DESCRIPTION
    start = max(start, boundary)
    name = _name(ground, start, definition, roles)
    blank = _last(_BLANK, ground.text, start, definition.start)
    role = next((role for alias in definition.aliases if (role := role_of(alias, roles))), None)
    near = follows or (blank is not None and definition.start - blank[1] < _BESIDE)
    lettered = follows and any(_LETTER.fullmatch(alias) for alias in definition.aliases)
    if not (name or lettered or (role and (role.firm or near)) or (blank and near and definition.quoted)):
        return None
    begins = name[0] if name else max(start, nearest)
    return Introduction(definition.aliases, name, begins, definition.end, (definition.start, definition.end))


_LETTER = re.compile(r"(?i:party|сторона) [A-D1-4А-Г]")
_BESIDE = 5
"""Characters between a blank and the definition beside it."""
_DESCRIPTION = 250
"""Characters before the definition of a party without a name that describe it."""
_BLANK = re.compile(r"_{3,}|\.{6,}|(?:\.\.\. ?){2,}|\{[^{}\n]{1,80}\}|\[[^\]\n]{0,40}\]|<[^>\n]{1,40}>")
_BOUNDARY = re.compile(
    r"с (?:одной|другой) стороны|на основании [^,]{1,80}[, ] ?и (?=[^ ])|\bby and (?:between|among)\b|\bbetween\b|\bamong\b"
    r"|party [a-d12][^:\n]{0,45}:\n?"
)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> Place | None:
    return next((found.span() for found in reversed(list(pattern.finditer(text, start, end)))), None)


def _after_boundary(ground: Ground, start: int, end: int) -> int:
    """Return where the description of a party begins: after the last word that parts it from what stands before."""
    last = _last(_BOUNDARY, ground.text, start, end)
    return last[1] if last else start


def _with_ends(found: Sequence[Introduction], ground: Ground) -> Iterator[Introduction]:
    """Yield each introduction with the end of its description."""
    starts = sorted(party.start for party in found)
    for party in found:
        later = [start for start in starts if start > party.defined[1]]
        end = min([*later, party.defined[1] + _LOOK_AHEAD, len(ground.text)])
        closing = _CLOSING.search(ground.text, party.defined[1], end)
        yield replace(party, end=closing.start() if closing else end)


_CLOSING = re.compile(r"с (?:одной|другой) стороны|заключили|whereas|witnesseth|recitals|совместно именуем")


# --- names -----------------------------------------------------------------------------------------------------------


def _name(ground: Ground, start: int, definition: _Definition, roles: WordLists) -> Place | None:
    """Return the place of the name of a company, an entrepreneur or a person before its defined name."""
    cyrillic = any(_has_cyrillic(alias) for alias in definition.aliases)
    for line_start in _line_starts(ground.text, start, definition.start):
        if cyrillic:
            name = _russian_name(ground, line_start, definition.start, roles)
        else:
            name = _english_name(ground, line_start, definition, roles)
        if name:
            return name
    return None


_PERSON = r"[а-я-]{2,20}[ \n]{1,3}[а-я-]{2,20}[ \n]{1,3}[а-я]{2,20}(?:вич|вна|ична|оглы|кызы)[а-я]{0,3}"
_PERSONS = re.compile(rf"(?<![а-я]){_PERSON}(?![а-я])")
_NAME_END = re.compile(
    r"[ ,(\n]{0,3}(?:именуем|далее|в дальнейшем|дальнейшем|в лице|зарегистр|действующ|являющ|адрес|огрн|инн\b|паспорт|владел"
    r"|торгов|расположен|местонахожд|место нахожд|дата рожд|[0-9]{2}\.[0-9]{2}\.[0-9]{4})|[ ]?\(|\n\n|,? с одной|; "
)


def _russian_name(ground: Ground, start: int, end: int, roles: WordLists) -> Place | None:
    """Return the first name of a passage."""
    found = [place[0] for phrases in (roles["entrepreneur"], roles["company"], roles["authority"])
             if (place := first(phrases, ground, start, end))]  # fmt: skip
    found += [person.start() for person in _PERSONS.finditer(ground.text, start, end) if _is_person(ground, person)]
    begins = min(found, default=None)
    return None if begins is None else (begins, _name_end(ground.text, begins, end))


def _is_person(ground: Ground, words: re.Match[str]) -> bool:
    """Return whether each of three words has a capital: «публичная» ends like a patronymic, too."""
    return all(ground.is_capital(words.start() + word.start()) for word in re.finditer(r"[а-я-]+", words.group()))


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the starts of the lines before a place, the nearest first; at most six."""
    at = end
    for _ in range(6):
        newline = text.rfind("\n", start, at)
        yield newline + 1 if newline >= 0 else start
        if newline < 0:
            return
        at = newline


def _name_end(text: str, start: int, end: int) -> int:
    limit = min(end, start + _LONGEST_NAME)
    found = _NAME_END.search(text, start + 2, limit)
    stop = found.start() if found else limit
    return start + len(text[start:stop].rstrip(" ,;(\n-"))


_DESCRIBED = re.compile(
    r",? ?\(|[, ]{1,2}(?:an?|the|with|having|whose|located|organized|organised|d/b/a|f/k/a|a/k/a|dba|acting|not individually,?"
    r"|here(?:in)?after|as successor|on behalf|established|incorporated under|registered|company incorporated|represented|residing|of|f/s/o)[ \n]"
    r"|, ?[0-9]|\n\n|address|;|,? and (?:its|all)[ \n]"
)
_AT_START = re.compile(r"(?:[\s,;:.)(*-]|\band\b|\bby\b|\b[0-9ivx]{1,3}[.)]|\bparty [a-d12]\b|\bthe undersigned\b|\bto\b:?|\bfrom\b:?)*")


def _english_name(ground: Ground, start: int, definition: _Definition, roles: WordLists) -> Place | None:
    """Return the name of a company by its form, or else of whoever is named where the description begins."""
    parts = [found.end() for found in _AND.finditer(ground.text, start, definition.start)]
    weak = [found.end() for found in _WEAK_AND.finditer(ground.text, start, definition.start)]
    for part in (*reversed(parts), start, *reversed(weak)):
        name = _company_name(ground, part, definition, roles)
        if name:
            return name
    return _natural_name(ground, {start, *parts, *weak}, definition.start)


_AND = re.compile(r"[,);.][ \n]{0,2}and[ \n]")
_WEAK_AND = re.compile(r"[ \n]and[ \n]")


def _company_name(ground: Ground, start: int, definition: _Definition, roles: WordLists) -> Place | None:
    end = definition.start
    form = first(roles["company_end"], ground, start, end) or first(roles["company_rank"], ground, start, end)
    if form is None:
        return None
    last = _last(_BEFORE_NAME, ground.text, start, form[0])
    skipped = _AT_START.match(ground.text, last[1] if last else start, end)
    begins = skipped.end() if skipped else start
    stop = _DESCRIBED.search(ground.text, max(begins + 2, form[1] - 1), end)
    finish = min(stop.start() if stop else end, begins + _LONGEST_NAME)
    name = begins, begins + len(ground.text[begins:finish].rstrip(" ,;(\n"))
    return name if _is_proper(ground, name, definition.aliases) else None


def _is_proper(ground: Ground, name: Place, aliases: Sequence[str]) -> bool:
    """Return whether a name is long enough and most of its words begin with a capital, or as the defined name does."""
    words = ground.verbatim(name).split()
    if name[1] < name[0] + 3 or not words or words[0].lower().rstrip(",") in _NO_NAMES or words[-1].lower() in _NO_PARTIES:
        return False
    if words[0][0].islower() and not any(words[0].startswith(alias[:4].lower()) for alias in aliases):
        return False
    weighed = [word for word in words[1:] if word.lower().rstrip(".,") not in _SMALL]
    return 4 * sum(not word[0].islower() for word in weighed) >= 3 * len(weighed)


_SMALL = frozenset(
    "and of the for de la du et und & in corporation company limited incorporated inc corp co ltd bank llc".split()
)
_NO_PARTIES = frozenset("act agreement law laws code rules memorandum directive regulation program understanding".split())
_NO_NAMES = frozenset("this these any all each such every no if in our your we you other none now whereas".split())
_BEFORE_NAME = re.compile(
    r"[a-z)]\. (?=[a-z])|\bwhereas, ?|\b(?:made|entered into|executed|issued|provided|operated|owned|offered) by |: |\"\)[ \n]"
    r"|\b(?:that|appoints?|retains?|engages?|to|with|by|between|among|from|is|are|namely|date)[ \n]|\b(?:19|20)[0-9][0-9],? "
)
_CAPITALS = re.compile(r"(?:The )?[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){1,3}(?=[ ]?\Z|[ ]?,|[ ]?\(| of | residing| having| with )")
_INTRODUCES = re.compile(r"(?:\bbetween|\bamong|\band|\bretain|\bengage|[:;])[ \n]*(?:\([a-z0-9]\) ?|[0-9]\. ?)?\Z")


def _natural_name(ground: Ground, starts: Iterable[int], end: int) -> Place | None:
    """Return two to four words with capitals where a description begins: a person, or a company without its form."""
    for at in sorted((at for at in starts if _INTRODUCES.search(ground.text, max(0, at - 30), at)), reverse=True):
        original = ground.verbatim((at, end))
        found = _CAPITALS.match(original.lstrip())
        blank = len(original) - len(original.lstrip())
        place = (at + blank, at + blank + found.end()) if found else None
        if place and len(original) == end - at and _is_proper(ground, place, ()):
            return place
    return None


# --- defined names ---------------------------------------------------------------------------------------------------


def _definitions(ground: Ground, roles: WordLists) -> list[_Definition]:
    """Return every defined name of the opening that may be a party's, in order."""
    found = [*_russian(ground, roles), *_english(ground, roles), *_lettered(ground, roles)]
    return sorted(found, key=lambda definition: (definition.start, -definition.end))


_MARKER = re.compile(
    r"(?<![а-я])(?:(?:именуем|называем)[а-я]{2,4}|далее|в дальнейшем)"
    r"(?:[ \n,:-]{1,4}(?:в|дальнейшем|далее|по|тексту|(?:именуем|называем)[а-я]{2,4}|договора|также|как|совместно|вместе)"
    r"(?=[ \n,:\"-])){0,8}[ \n:=,-]{0,4}"
)
_QUOTED = re.compile(r'"([^"]{2,60})"')
_MORE = re.compile(r'[ \n,]{0,2}(?:или|и|/|\()[ \n]{0,2}"([^"]{2,40})"')
_PLAIN = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)?(?:[ \n][^\W\d_]{2,}){0,2}")


def _russian(ground: Ground, roles: WordLists) -> Iterator[_Definition]:
    for marker in _MARKER.finditer(ground.text, 0, _REACH):
        quoted = _QUOTED.match(ground.text, marker.end())
        found = _quoted_names(ground, quoted) if quoted else _plain_name(ground, marker.end(), roles)
        aliases = tuple(_party_names((ground.verbatim(place) for place in found), roles))
        if aliases:
            yield _Definition(marker.start(), found[-1][1] + 1, aliases, quoted=bool(quoted))


def _quoted_names(ground: Ground, quoted: re.Match[str]) -> list[Place]:
    names, end = [quoted.span(1)], quoted.end()
    while len(names) < 4 and (more := _MORE.match(ground.text, end)):
        names.append(more.span(1))
        end = more.end()
    return names


def _plain_name(ground: Ground, start: int, roles: WordLists) -> list[Place]:
    """Return a defined name without quotation marks: a role of up to three words, or words with capitals."""
    found = _PLAIN.match(ground.text, start)
    if found is None:
        return []
    ends = [start + place.end() for place in re.finditer(r"[^\W_]+(?=[ \n]|\Z)", found.group())]
    for end in reversed(ends):
        if role_of(ground.text[start:end], roles):
            return [(start, end)]
    starts = [start, *(end + 1 for end in ends[:-1])]
    capitals = [end for at, end in zip(starts, ends, strict=True) if ground.is_capital(at)]
    return [(start, ends[0])] if capitals[:1] == ends[:1] and capitals else []


_PAREN = re.compile(r"\(([^()]{2,200})\)")
_IN_PAREN = re.compile(r"\"([^\"]{1,50})\"|(?<![a-z])'([^']{2,50})'(?![a-z])")
_BARE_ROLE = re.compile(r"\((?:the |hereinafter |hereinafter the )?([a-z]{4,20}(?: [a-z]{4,20})?)\)")
_HEREAFTER = re.compile(
    r"here(?:in)?after,?(?: (?:individually|collectively|sometimes|also|jointly|each|to be))?(?: be)?"
    r"(?: (?:called|named|referred to as|known as|termed|designated))?(?: either)?(?: as)?[ :,]{0,2}(?:the )?"
    r"(?:[\"']([^\"'()]{2,50})[\"'](?:,? or (?:the )?[\"']([^\"']{2,50})[\"'])?|([^\W\d_]{2,}(?: [^\W\d_]{2,})?)(?=[),;.]))"
)


def _english(ground: Ground, roles: WordLists) -> Iterator[_Definition]:
    for paren in _PAREN.finditer(ground.text, 0, _REACH):
        found = [name.span(1) if name.group(1) else name.span(2) for name in _IN_PAREN.finditer(ground.text, *paren.span(1))]
        aliases = tuple(_party_names((ground.verbatim(place) for place in found), roles))
        if aliases and not _has_cyrillic(aliases[0]):
            yield _Definition(paren.start(), paren.end(), aliases)
    for paren in _BARE_ROLE.finditer(ground.text, 0, _REACH):
        role = role_of(paren.group(1), roles)
        if role and ground.is_capital(paren.start(1)):
            yield _Definition(paren.start(), paren.end(), (ground.verbatim(paren.span(1)),))
    for named in _HEREAFTER.finditer(ground.text, 0, _REACH):
        found = [named.span(group) for group in (1, 2, 3) if named.group(group)]
        if named.group(3) and not ground.is_capital(named.start(3)):
            continue
        aliases = tuple(_party_names((ground.verbatim(place) for place in found), roles))
        if aliases:
            yield _Definition(named.start(), named.end(), aliases)


def _has_cyrillic(words: str) -> bool:
    return any("а" <= letter.lower() <= "я" for letter in words)


_LETTERED = re.compile(r"(party [a-d12])(?: ?\(([^()\n]{2,40})\))? ?: ?\n?(?=[ ]{0,3}([^\n]{3,120}))")


def _lettered(ground: Ground, roles: WordLists) -> Iterator[_Definition]:
    """Yield "Party A (Shipper): Acme Ltd."; the definition ends with the line, so that the name stands before its end."""
    for found in _LETTERED.finditer(ground.text, 0, _REACH):
        spans = [found.span(group) for group in (1, 2) if found.group(group)]
        aliases = tuple(_party_names((ground.verbatim(place) for place in spans), roles))
        yield _Definition(found.end(3), found.end(3), aliases)


def _party_names(written: Iterator[str] | Sequence[str], roles: WordLists) -> Iterator[str]:
    """Yield the names that may be a party's, without article and punctuation."""
    for name in written:
        alias = _bare(" ".join(name.split()))
        role = role_of(alias, roles)
        if len(alias) > 1 and ((role and role.firm) or not is_one_of(roles["not_party"], alias.lower().replace("ё", "е"))):
            yield role.name if role and _has_cyrillic(alias) and alias.lower() != role.name.lower() else alias


def _bare(alias: str) -> str:
    alias = alias.strip(" ,.;:-'\"«»“”")
    return alias[4:] if alias[:4].lower() == "the " else alias


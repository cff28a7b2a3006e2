"""The people of a portfolio: staff, and whoever lists and accounts name besides, known again by name and login."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.model.judged import Judged
from auditor.model.record import Record
from auditor.model.text import Text
from auditor.portfolio.days import days_in
from auditor.portfolio.latin import login_forms, parts_of_login, sound_of
from auditor.portfolio.names import stem_of

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_NAME = re.compile(
    r"[А-ЯЁA-Z][а-яёa-z]+(?:-[А-ЯЁA-Z][а-яёa-z]+)?\s+[А-ЯЁA-Z]\.(?:\s?[А-ЯЁA-Z]\.)?"
    r"|[А-ЯЁA-Z]\.\s?(?:[А-ЯЁA-Z]\.\s?)?[А-ЯЁA-Z][а-яёa-z]+(?:-[А-ЯЁA-Z][а-яёa-z]+)?"
    r"|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ][а-яё]+)?"
    r"|[A-Z][a-z]+(?:['’-]?[A-Z]?[a-z]+)?,?\s+(?:[A-Z]\.?\s+)?[A-Z][A-Za-z'’-]+"
)  # fmt: skip
_PATRONYMIC = ("вич", "вна", "чна", "шна", "оглы", "кызы")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|«[^»]*»")
_GIVEN = frozenset({
    "александр", "александра", "алексей", "алена", "алина", "алиса", "алла", "анастасия", "анатолий", "андрей",
    "анна", "антон", "арина", "аркадий", "артем", "артур", "борис", "вадим", "валентин", "валентина", "валерий",
    "валерия", "варвара", "василий", "вера", "вероника", "виктор", "виктория", "виталий", "владимир", "владислав",
    "вячеслав", "галина", "геннадий", "георгий", "григорий", "даниил", "дарья", "денис", "дина", "дмитрий",
    "евгений", "евгения", "егор", "екатерина", "елена", "елизавета", "жанна", "зинаида", "зоя", "иван", "игорь",
    "илья", "инна", "ирина", "карина", "кирилл", "константин", "кристина", "ксения", "лариса", "леонид", "лидия",
    "любовь", "людмила", "максим", "маргарита", "марина", "мария", "марк", "михаил", "надежда", "наталия",
    "наталья", "никита", "николай", "нина", "оксана", "олег", "олеся", "ольга", "павел", "петр", "полина", "раиса",
    "римма", "роман", "руслан", "светлана", "семен", "сергей", "софия", "станислав", "степан", "тамара", "татьяна",
    "тимур", "ульяна", "федор", "эдуард", "элина", "эльвира", "юлия", "юрий", "яна", "ярослав",
})  # fmt: skip
"""Usual given names: they tell «Анна Зуева» from «Зуева Анна»."""


@dataclass(eq=False)
class Person:
    """One person with everything by which he or she is known."""

    id: str
    name: str
    surname: str
    first: str = ""
    middle: str = ""
    position: str = ""
    role: str = ""
    """What the position makes of the person: ``it``, ``head``, ``contractor``; empty for all others."""
    department: str = ""
    hired: str = ""
    dismissed: str = ""
    has_left: bool = False
    is_staff: bool = False
    row: tuple[Judged, Record] | None = None

    def short(self) -> str:
        """Return the name as letters are signed: «Орлова Т. В.»."""
        initials = " ".join(f"{part[0].upper()}." for part in (self.first, self.middle) if part)
        if self.name.isascii():
            return self.name
        return f"{self.surname.capitalize()} {initials}".strip()


@dataclass
class People:
    """All persons that are known."""

    all: list[Person] = field(default_factory=list)
    _by_word: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _by_login: dict[str, Person | None] = field(default_factory=dict)
    _by_form: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_id: dict[str, Person] = field(default_factory=dict)
    _known: dict[str, Person | None] = field(default_factory=dict)

    @property
    def has_staff(self) -> bool:
        """Return whether a list of the staff is among the files."""
        return any(person.is_staff for person in self.all)

    def add_staff(self, result: Judged, record: Record) -> None:
        """Take a row of a staff list."""
        parts = [record.text(name) for name in ("last_name", "first_name", "middle_name")]
        name = record.text("person") or " ".join(part for part in parts if part)
        person = self.add(name)
        if person is None:
            return
        person.is_staff, person.row = True, (result, record)
        person.position = record.text("position")
        person.role = record.value("position")
        person.department = record.text("department")
        person.dismissed, person.has_left = leaving_of(record)
        person.hired = record.value("hired")
        for login in (record.text("login"), record.text("email")):
            self.know_login(person, login)

    def add(self, name: str) -> Person | None:
        """Return the person of a name, new or known; None where the words are no name of a person."""
        bare = _ASIDE.sub(" ", name).strip(" ,;")
        parts = parts_of_name(bare)
        if parts is None:
            return None
        known = self._exactly(*parts)
        if len(known) == 1:
            return known[0]
        surname, first, middle = parts
        person = Person(f"person-{len(self.all) + 1}", bare, surname, first, middle)
        self.all.append(person)
        self._by_id[person.id] = person
        self._known.clear()
        for key in _keys(surname):
            self._by_word[key].append(person)
        for form in login_forms(surname, first, middle):
            self._by_form[form].add(person.id)
        return person

    def know_login(self, person: Person, login: str) -> None:
        """Remember an account or a mail address of a person."""
        mark = login.strip().lower()
        if mark:
            self._by_login[mark] = person if self._by_login.get(mark, person) is person else None

    def named(self, name: str) -> Person | None:
        """Return the one person that a name may be; None where none or several fit."""
        if name not in self._known:
            parts = parts_of_name(_ASIDE.sub(" ", name).strip(" .,;"))
            found = self._fitting(*parts) if parts else None
            if found is None and parts and parts[0].isascii() and parts[1]:  # a directory may write the surname first
                found = self._fitting(parts[1], parts[0], parts[2])
            self._known[name] = found
        return self._known[name]

    def _fitting(self, surname: str, first: str, middle: str) -> Person | None:
        exact = self._exactly(surname, first, middle)
        if exact:
            return exact[0] if len(exact) == 1 else None
        fitting = [
            person
            for person in self._alike(surname)
            if _agree(person, first, middle)
            and is_case_of(surname, person.surname)
            and not _is_other_gender(surname, person.surname)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _exactly(self, surname: str, first: str, middle: str) -> list[Person]:
        """Return the persons of just this surname, in whatever letters."""
        sound = sound_of(surname)
        return [p for p in self._alike(surname) if sound_of(p.surname) == sound and _agree(p, first, middle)]

    def _alike(self, surname: str) -> list[Person]:
        alike: dict[str, Person] = {}
        for key in _keys(surname):
            alike |= {person.id: person for person in self._by_word.get(key, ())}
        return list(alike.values())

    def of_account(self, login: str, owner: str, mail: str) -> tuple[Person, Text] | None:
        """Return whose an account is and what that rests on; None where nobody or several fit."""
        for mark in (login, mail):
            person = self._by_login.get(mark.strip().lower()) if mark else None
            if person is not None:
                return person, Text("по учётной записи в списке сотрудников", "by the account in the staff list")
        person = self.named(owner) if owner else None
        if person is not None:
            return person, Text(f"по имени «{owner}»", f'by the name "{owner}"')
        for mark in (login, mail):
            person = self._by_spelling(mark) if mark else None
            if person is not None:
                return person, Text(f"по фамилии в логине «{mark}»", f'by the surname in the login "{mark}"')
        return None

    def _by_spelling(self, login: str) -> Person | None:
        parts = parts_of_login(login)
        tried = ["".join(parts), "".join(reversed(parts)), *(part for part in parts if len(part) > 3)]
        for form in tried:
            found = self._by_form.get(sound_of(form), set())
            if len(found) == 1:
                return self._by_id[next(iter(found))]
        return None

    def all_in(self, text: str) -> Iterator[tuple[int, Person]]:
        """Yield the persons named in some words with their places, in order."""
        for match in _WORD.finditer(text):
            word = match[0]
            if not word[0].isupper() or len(word) < 3:
                continue
            surname = word.lower().replace("ё", "е")
            alike = [person for person in self._alike(surname) if is_case_of(surname, person.surname)]
            if not alike:
                continue
            first, middle = _beside(text, match.start(), match.end())
            fitting = [person for person in alike if _agree(person, first, middle)]
            exact = [person for person in fitting if sound_of(person.surname) == sound_of(surname)]
            chosen = exact if len(exact) == 1 else fitting
            if len(chosen) == 1:
                yield match.start(), chosen[0]


def leaving_of(record: Record) -> tuple[str, bool]:
    """Return the day on which somebody of a staff list left, and whether the list says so without telling the day.

    The column of leaving also tells of moves and leaves, and is filled with dashes: those who stay have not left.
    """
    day, words = record.value("dismissed"), record.text("dismissed")
    if day[:1].isdigit():
        return day, False
    if day == "left" and (days := days_in(words)):
        return days[-1][1], False
    for column in ("state", "note"):
        if record.value(column) == "left":
            days = days_in(record.text(column))
            return (days[-1][1], False) if days else ("", True)
    return "", bool(words) and day != "stays"


def names_in(words: str) -> list[str]:
    """Return the names of persons that stand in the words of a cell, as they stand."""
    bare = _ASIDE.sub(" ; ", words)
    return [match[0] for match in _NAME.finditer(bare.title() if bare.isupper() else bare)]


def parts_of_name(name: str) -> tuple[str, str, str] | None:
    """Return surname, first and middle name (or initials), in small letters; None where the words are no name."""
    if not name or any(character.isdigit() for character in name) or len(name) > 80:
        return None
    has_comma = "," in name
    spoken = [word for word in _WORD.findall(name) if word != _MISTER]
    words = [word.lower().replace("ё", "е") for word in spoken]
    words = [word for word in words if word not in _TITLES]
    full = [word for word in words if len(word) > 1]
    initials = [word for word in words if len(word) == 1]
    if not full or len(words) > 4 or (len(words) == 1):
        return None
    if initials and len(full) == 1:
        return full[0], initials[0], initials[1] if len(initials) > 1 else ""
    at = _surname_at(full, ascii_=name.isascii(), has_comma=has_comma)
    rest = [word for number, word in enumerate(full) if number != at] + initials
    return full[at], rest[0] if rest else "", rest[1] if len(rest) > 1 else ""


_MISTER = "г"
"""A title in small letters only: a capital one is the initial of Глеб and Галина."""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "ип", "гр", "адвокат", "самозанятый", "самозанятая"})


def _surname_at(words: list[str], *, ascii_: bool, has_comma: bool) -> int:
    if ascii_:
        return 0 if has_comma else len(words) - 1
    if len(words) > 2 and words[1].endswith(_PATRONYMIC):
        return 2
    return 1 if len(words) == 2 and words[0] in _GIVEN and words[1] not in _GIVEN else 0


def _keys(surname: str) -> tuple[str, ...]:
    sound = f"~{sound_of(surname)}"
    return (sound,) if surname.isascii() else (stem_of(surname), sound)


def _agree(person: Person, first: str, middle: str) -> bool:
    """Return whether first and middle names may be a person's: full ones agree as words, initials as letters."""
    for own, told in ((person.first, first), (person.middle, middle)):
        if not own or not told:
            continue
        if len(own) > 1 and len(told) > 1 and own.isascii() == told.isascii():
            if own[:3] != told[:3]:
                return False
        elif sound_of(own)[:1] != sound_of(told)[:1]:
            return False
    return True


_AS_ADJECTIVES = ("ий", "ый", "ой", "ая", "яя")
"""Endings of surnames that change by two letters from case to case."""


def is_case_of(word: str, surname: str) -> bool:
    """Return whether a word may be a surname in a grammatical case: they part at its ending only."""
    if word == surname or word.isascii() or surname.isascii():
        return sound_of(word) == sound_of(surname)
    shared = next((at for at, (one, other) in enumerate(zip(word, surname, strict=False)) if one != other), None)
    length = min(len(word), len(surname)) if shared is None else shared
    changed = len(surname) - length
    return changed <= (2 if surname.endswith(_AS_ADJECTIVES) else 1) and len(word) - length <= _LONGEST_ENDING


_LONGEST_ENDING = 3


def _is_other_gender(word: str, surname: str) -> bool:
    """Return whether two surnames as lists give them are those of a man and of a woman: «Зуев» and «Зуева»."""
    longer, shorter = sorted((word, surname), key=len, reverse=True)
    return longer == f"{shorter}а" or {word[-2:], surname[-2:]} in ({"ий", "ая"}, {"ый", "ая"}, {"ой", "ая"})


_AFTER = re.compile(r"\s+([А-ЯЁA-Z])\.\s?(?:([А-ЯЁA-Z])\.)?")
_BEFORE = re.compile(r"(?<!\w)([А-ЯЁA-Z])\.\s?(?:([А-ЯЁA-Z])\.)?\s*$")
_GIVEN_BEFORE = re.compile(r"([A-Z][a-z]+)\s+(?:[A-Z]\.\s+)?$")


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the initials, or the first name, that stand beside a surname."""
    found = _AFTER.match(text, end) or _BEFORE.search(text, max(0, start - 8), start)
    if found:
        return found[1].lower(), (found[2] or "").lower()
    given = _GIVEN_BEFORE.search(text, max(0, start - 24), start)
    return (given[1].lower(), "") if given and text[start:end].isascii() else ("", "")

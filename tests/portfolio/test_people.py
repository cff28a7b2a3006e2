"""Persons known again by names in lists, in sentences and in logins."""

from __future__ import annotations

import pytest

from auditor.portfolio.latin import sound_of
from auditor.portfolio.people import People, names_in, parts_of_name


def people(*names: str) -> People:
    """Return a directory of some persons."""
    known = People()
    for name in names:
        known.add(name)
    return known


STAFF = (
    "Зуев Павел Андреевич", "Зуева Полина Антоновна", "Щукина Юлия Яковлевна", "Хомутовский Ян Юрьевич", "Ann Porter",
    "Sian Hughes",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Зуев П. А.", "Зуев Павел Андреевич"),
        ("Зуева П. А.", "Зуева Полина Антоновна"),
        ("Щукина Ю.Я.", "Щукина Юлия Яковлевна"),
        ("Ю. Я. Щукина", "Щукина Юлия Яковлевна"),
        ("Юлия Щукина", "Щукина Юлия Яковлевна"),
        ("Щукиной Ю. Я.", "Щукина Юлия Яковлевна"),
        ("Shchukina Yulia", "Щукина Юлия Яковлевна"),
        ("Porter, Ann", "Ann Porter"),
        ("Зуев С. С.", None),
        ("Приёмная", None),
    ],
)
def test_names_of_lists(name: str, found: str | None) -> None:
    person = people(*STAFF).named(name)
    assert (person.name if person else None) == found


def test_a_man_and_a_woman_of_one_surname_and_initials_are_two() -> None:
    known = people("Зуев П. А.", "Зуева П. А.")
    assert len(known.all) == 2


def test_a_woman_is_not_taken_for_a_man_whom_alone_the_list_names() -> None:
    assert people("Зуев П. А.").named("Зуева П. А.") is None


@pytest.mark.parametrize(
    ("login", "found"),
    [
        ("shchukina", "Щукина Юлия Яковлевна"),
        ("y.schukina", "Щукина Юлия Яковлевна"),
        ("shchukina_yy", "Щукина Юлия Яковлевна"),
        ("FIRM\\khomutovskiy", "Хомутовский Ян Юрьевич"),
        ("homutovsky.y", "Хомутовский Ян Юрьевич"),
        ("shughes", "Sian Hughes"),
        ("ann.porter@example.com", "Ann Porter"),
        ("aporter2", "Ann Porter"),
        ("zuev", "Зуев Павел Андреевич"),
        ("u1023", None),
        ("office", None),
    ],
)
def test_logins(login: str, found: str | None) -> None:
    tied = people(*STAFF).of_account(login, "", "")
    assert (tied[0].name if tied else None) == found


def test_a_tie_says_what_it_rests_on() -> None:
    tied = people(*STAFF).of_account("shughes", "", "")
    assert tied is not None
    assert "shughes" in tied[1].en


def test_persons_in_a_sentence_stand_in_any_case() -> None:
    text = "На время отпуска Зуева П. А. поручить его дела Щукиной Ю. Я., контроль за Хомутовским Я. Ю."
    assert [person.surname for _, person in people(*STAFF).all_in(text)] == ["зуева", "щукина", "хомутовский"]
    alone = people("Зуев Павел Андреевич", "Щукина Юлия Яковлевна")
    assert [person.surname for _, person in alone.all_in(text)] == ["зуев", "щукина"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Соловьёв", "solovyov"),
        ("Юрьев", "iurev"),
        ("Цветкова", "tsvetkova"),
        ("Дьячкова", "dyachkova"),
        ("Жук", "zhuk"),
    ],
)
def test_transliterations_sound_alike(first: str, second: str) -> None:
    assert sound_of(first) == sound_of(second)


def test_names_of_a_cell() -> None:
    assert names_in("Кузнецова Т. П., Орлов А. И. (приказ № 4)") == ["Кузнецова Т. П.", "Орлов А. И."]
    assert parts_of_name("Мельник А. В.") == ("мельник", "а", "в")

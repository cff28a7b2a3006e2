import re
import string
from fractions import Fraction
from pathlib import Path

import pytest

import auditor.export
from auditor.export.phrases import Phrases, spans
from auditor.export.words import COUNTED, WORDS

RU, EN = Phrases("ru"), Phrases("en")
ALL = [*WORDS.values(), *(text for forms in COUNTED.values() for text in forms)]


def fields(phrase):
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


def test_both_languages_say_everything_with_the_same_values():
    for text in ALL:
        assert text.ru.strip()
        assert text.en.strip()
        assert fields(text.ru) == fields(text.en)


def test_english_words_hold_no_cyrillic():
    assert [text.en for text in ALL if re.search("[А-яЁё]", text.en)] == []


def test_every_word_is_used():
    folder = Path(auditor.export.__file__).parent
    files = [*folder.glob("*.py"), *(folder / "templates").iterdir()]
    source = "".join(file.read_text() for file in files if file.name != "words.py")
    families = set(re.findall(r'"([a-z]+\.)" [+~]', source) + re.findall(r'f"([a-z]+\.)\{', source))
    families |= {f"{name}." for name in re.findall(r'"(short|band)\." if', source)} | {"band."}
    unused = [
        name
        for name in [*WORDS, *COUNTED]
        if f'"{name}"' not in source and not any(name.startswith(family) for family in families)
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 договор"),
        (2, "2 договора"),
        (5, "5 договоров"),
        (11, "11 договоров"),
        (14, "14 договоров"),
        (21, "21 договор"),
        (104, "104 договора"),
        (111, "111 договоров"),
        (1_000, "1\u00a0000 договоров"),
    ],
)
def test_russian_numbers_take_their_form(number, words):
    assert RU.count("contracts", number) == words


def test_english_numbers_take_their_form():
    assert [EN.count("contracts", number) for number in (0, 1, 2, 21)] == [
        "0 contracts",
        "1 contract",
        "2 contracts",
        "21 contracts",
    ]


def test_numbers_are_rounded_half_up_and_written_as_the_language_does():
    assert RU.number(Fraction(7971, 200), 1) == "39,9"
    assert RU.number(Fraction(5, 2)) == "3"
    assert EN.number(Fraction(123456789, 100), 2) == "1,234,567.89"
    assert RU.number(Fraction(123456789, 100), 2) == "1\u00a0234\u00a0567,89"


def test_no_gap_rounds_away():
    assert [EN.percent(share) for share in (0.0, 0.814, 0.998, 1.0)] == ["0%", "81%", "99%", "100%"]


def test_dates_are_written_as_the_language_does():
    assert (RU.day("2026-11-01"), EN.day("2026-11-01")) == ("01.11.2026", "1 November 2026")
    assert RU.day("скоро") == "скоро"
    assert EN.moment("2026-11-01T12:30:00+03:00") == "1 November 2026, 09:30 UTC"
    assert EN.moment("soon") == "soon"


def test_sizes_are_written_in_the_nearest_unit():
    assert [EN.size(count) for count in (999, 48_213, 3_500_000)] == ["999 B", "47 KB", "3.3 MB"]


def test_pages_are_told_in_short():
    assert spans((7, 3, 4, 5, 5)) == "3–5, 7"
    assert spans(()) == ""

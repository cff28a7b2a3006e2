import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.facts.number_words import english_number, russian_number

BELOW = st.one_of(st.integers(0, 2000), st.integers(0, 10**12 - 1))

NOMINATIVE, GENITIVE = 0, 1
UNITS = [
    ("ноль", "ноля"), ("один", "одного"), ("два", "двух"), ("три", "трёх"), ("четыре", "четырёх"), ("пять", "пяти"),
    ("шесть", "шести"), ("семь", "семи"), ("восемь", "восьми"), ("девять", "девяти"), ("десять", "десяти"),
    ("одиннадцать", "одиннадцати"), ("двенадцать", "двенадцати"), ("тринадцать", "тринадцати"),
    ("четырнадцать", "четырнадцати"), ("пятнадцать", "пятнадцати"), ("шестнадцать", "шестнадцати"),
    ("семнадцать", "семнадцати"), ("восемнадцать", "восемнадцати"), ("девятнадцать", "девятнадцати"),
]  # fmt: skip
FEMININE = {1: ("одна", "одной"), 2: ("две", "двух")}
TENS = [
    ("двадцать", "двадцати"), ("тридцать", "тридцати"), ("сорок", "сорока"), ("пятьдесят", "пятидесяти"),
    ("шестьдесят", "шестидесяти"), ("семьдесят", "семидесяти"), ("восемьдесят", "восьмидесяти"),
    ("девяносто", "девяноста"),
]  # fmt: skip
HUNDREDS = [
    ("сто", "ста"), ("двести", "двухсот"), ("триста", "трёхсот"), ("четыреста", "четырёхсот"), ("пятьсот", "пятисот"),
    ("шестьсот", "шестисот"), ("семьсот", "семисот"), ("восемьсот", "восьмисот"), ("девятьсот", "девятисот"),
]  # fmt: skip
SCALES = [
    (10**9, ("миллиард", "миллиарда", "миллиардов"), ("миллиарда", "миллиардов", "миллиардов")),
    (10**6, ("миллион", "миллиона", "миллионов"), ("миллиона", "миллионов", "миллионов")),
    (10**3, ("тысяча", "тысячи", "тысяч"), ("тысячи", "тысяч", "тысяч")),
]


def agreed(number, forms):
    """The form of a noun after a number: one, two to four, five and more."""
    if 10 < number % 100 < 20 or not 0 < number % 10 < 5:
        return forms[2]
    return forms[0] if number % 10 == 1 else forms[1]


def russian_group(number, case, *, feminine=False):
    words, rest = [], number
    if rest >= 100:
        words.append(HUNDREDS[rest // 100 - 1][case])
        rest %= 100
    if rest >= 20:
        words.append(TENS[rest // 10 - 2][case])
        rest %= 10
    if rest:
        words.append((FEMININE.get(rest, UNITS[rest]) if feminine else UNITS[rest])[case])
    return words


def russian(number, case):
    if number == 0:
        return UNITS[0][case]
    words = []
    for scale, *forms in SCALES:
        many, number = divmod(number, scale)
        if many:
            words += [*russian_group(many, case, feminine=scale == 1000), agreed(many, forms[case])]
    return " ".join(words + russian_group(number, case))


ENGLISH = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def english_group(number, joint):
    words, rest = [], number % 100
    if number >= 100:
        words.append(f"{ENGLISH[number // 100]} hundred" + (joint if rest else ""))
    if rest >= 20:
        unit = f"-{ENGLISH[rest % 10]}" if rest % 10 else ""
        words.append(ENGLISH_TENS[rest // 10 - 2] + unit)
    elif rest:
        words.append(ENGLISH[rest])
    return words


def english(number, joint):
    if number == 0:
        return "zero"
    words = []
    for scale, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        many, number = divmod(number, scale)
        if many:
            words += [*english_group(many, joint), name]
    return " ".join(words + english_group(number, joint))


@given(BELOW)
@example(21_002_001_011)
@example(1000)
def test_reads_every_russian_number_in_the_nominative(number):
    assert russian_number(russian(number, NOMINATIVE)) == number


@given(BELOW)
@example(40_090_100)
def test_reads_every_russian_number_in_the_genitive(number):
    assert russian_number(russian(number, GENITIVE)) == number


@given(BELOW, st.sampled_from(["", " and"]))
def test_reads_every_english_number(number, joint):
    assert english_number(english(number, joint)) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("пятнадцати тысяч", 15_000),
        ("Пятнадцать Тысяч", 15_000),
        ("двадцать одна тысяча", 21_000),
        ("тысяча", 1000),
        ("тысячу двести", 1200),
        ("миллион", 1_000_000),
        ("трёмстам сорока двум", 342),
        ("двумястами пятьюдесятью", 250),
        ("ста двадцатью рублями", None),
        ("пять\nмиллионов  двести тысяч", 5_200_000),
        ("восьмью", 8),
        ("ноль", 0),
        ("двадцать пять миллиардов", 25_000_000_000),
    ],
)
def test_reads_russian_words(words, number):
    assert russian_number(words) == number


@pytest.mark.parametrize(
    "words",
    ["", " ", "рублей", "тысяч", "миллионов", "пять двадцать", "двадцать десять", "сто двести", "двадцать ноль",
     "пять тысяч миллионов", "тысяча тысяча", "десять пять", "ноль тысяч", "одиннадцать два", "fifteen"],
)  # fmt: skip
def test_refuses_what_is_no_russian_number(words):
    assert russian_number(words) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("one hundred", 100),
        ("a hundred", 100),
        ("a million", 1_000_000),
        ("Twenty-Five", 25),
        ("twenty five", 25),
        ("one hundred and one", 101),
        ("fifteen hundred", 1500),
        ("twenty-five hundred", 2500),
        ("one thousand two hundred thirty-four", 1234),
        ("two million five hundred thousand", 2_500_000),
        ("zero", 0),
    ],
)
def test_reads_english_words(words, number):
    assert english_number(words) == number


@pytest.mark.parametrize(
    "words",
    ["", "and", "a", "hundred", "thousand", "five and", "and five", "five twenty", "twenty eleven", "hundred hundred",
     "one thousand one million", "twenty zero", "five a", "days", "пять"],
)  # fmt: skip
def test_refuses_what_is_no_english_number(words):
    assert english_number(words) is None

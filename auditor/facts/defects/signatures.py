"""Whether both sides signed, as far as a file can tell: marks in words, pictures, digital signatures, empty lines.

Words and pictures prove a signature only in part, and their absence proves little: paper is signed by hand. So what
cannot be told is said to be unknown; "not signed" is said of empty lines that a file shows as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.facts.defects.placeholders import is_line_of_signers
from auditor.facts.defects.reading import Reading
from auditor.model.document import Document, Sign
from auditor.model.fact import Defect
from auditor.model.profile import Span
from auditor.model.text import Text

_CONFORMED = re.compile(
    r"/(?:s|signed)/[ ]{0,6}(?P<name>[a-z][^\n/]{2,40})|/(?:подпись|подписано)/[ ]{0,3}(?P<ru>[а-я][^\n/_]{2,40})"
)
"""A typed copy of what somebody signed."""
_ELECTRONIC = re.compile(
    r"(?:digitally signed by|docusigned by|electronically signed by|e-signed by|signed electronically by)[: \n]{1,3}"
    r"(?P<name>[a-z][^\n,]{2,40})"
    r"|владелец(?: сертификата)?[: \n]{1,3}(?P<ru>[а-я\"][^\n,]{2,60})"
    r"|подписан\w* (?:(?:усиленной )?(?:квалифицированной )?электронной подписью|у?кэп|у?нэп|эц?п)[: ]{1,3}"
    r"(?P<by>[а-я\"][^\n,]{2,60})"
)
"""The stamp of an electronic signature with the name of who signed."""
_PENNED = re.compile(
    r"(?<![\w-])(?P<surname>[^\W\d_][^\W\d_-]{1,30})[ ]{1,4}[/(][ ]{0,2}"
    r"(?P<name>(?:[^\W\d_]\.[ ]?){1,2}(?P=surname)|(?P=surname),? (?:[^\W\d_]\.[ ]?){1,2})[ ]{0,2}[/)]"
)
"""A surname written where one signs, followed by the same surname with its initials between strokes: a typed copy."""
_INKED = re.compile(
    r"(?<![^\W\d_])(?:(?P<surname>[^\W\d_][^\W\d_-]{2,30}),? (?:[^\W\d_]\. ?){1,2}"
    r"|(?:[^\W\d_]\. ?){1,2}(?P<after>[^\W\d_][^\W\d_-]{2,30}) ?)"
    r"\((?:подпись|подписано|signature|signed)(?:[,;] ?(?:м\. ?п\.|печать|seal|stamp))?\)"
)
"""A name with initials and after it, in brackets, that there is a signature: a copy that says so and names the day."""
_STATED = re.compile(r"\b(?:подписано|signed)\b")
"""The word of a copy that says who signed it and on what day."""
_BEFORE, _AFTER = 80, 140
"""Characters of the same line in which the day and the names of such a statement stand."""
_NAMED = re.compile(
    r"(?P<surname>[^\W\d_][^\W\d_-]{2,30}) (?:[^\W\d_]\. ?){1,2}"
    r"|(?<![^\W\d_])(?:[^\W\d_]\. ?){1,2}(?P<after>[^\W\d_][^\W\d_-]{2,30})"
)
_OF_ANOTHER_LINE = re.compile(r"(?<=[^\W\d_]{3})\. ?[^\W\d_]+:|\b(?:подписано|signed)\b")
"""Where what belongs to a statement ends: at the details of the other side, or at its statement."""
_NO_NAMES = re.compile(
    r"\b(?:у?(?:кэп|нэп)|эц?п|электронн\w+ подпись\w*|простой|усиленн\w+|квалифицированн\w+|года?|by|on|in"
    r"|печать|seal|for|electronically|digitally)\b"
)
_OF_A_CLAUSE = re.compile(
    r"\b(?:сторон|экземпляр|договор|соглашени|уполномоченн|представител|акт(?:ы|а|ом)?\b|part(?:y|ies)\b|both|cop(?:y|ies)"
    r"|counterpart|agreement|addendum|supplement|amendment|document)"
)
"""Words of a clause about signing, which states nothing of a signature."""
_NEAR = 30
_MOST_NAMES = 2
"""Words of a name without initials."""
_LINE = re.compile(r"_{4,}")
_SIGNED_STROKE = re.compile(r"(?<![/_])(?<!/ )_{4,}")
"""A stroke to sign on; the one after a slash is for the name."""
_SIGNS_HERE_RU = r"подпис|\bм\. ?п\b|директор|заказчик|исполнитель|клиент|/"
_SIGNS_HERE_EN = r"\bby\b|\bsign|\bname\b|\btitle\b|client|customer|provider|supplier|company|witness|/"
_SIGNS_HERE = re.compile(rf"{_SIGNS_HERE_RU}|{_SIGNS_HERE_EN}")
_LONGEST_LINE, _MOST_LETTERS = 240, 60
"""Characters of a line that people sign, both columns of it, and the letters among them: a clause has more."""
_NAMELESS = re.compile(r"[_\s/()|«»\"'.]*(?:подпись|ф\.?и\.?о\.?|м\.? ?п\.?)?[_\s/()|«»\"'.]*")
"""A line of a signature that bears no name either."""
_LAST_PART = 0.6
"""Share of the text after which a contract is signed, where no heading says it."""
_LEAST_TAIL = 1_500
_SCAN = (350.0, 450.0)
"""Width and height in points from which a picture is a page and not a signature."""
_BELOW = 5.0
"""Points by which a signature may hang below the line it stands on."""
_SHOWS_ITSELF = frozenset({"application/pdf"})
"""Formats that show a page as it was signed; others may be the text of what was signed on paper."""
_CARRIES_PICTURES = frozenset({
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a document is signed and what is seen there."""

    signed: int
    """Different signatures that are seen."""
    empty: tuple[Span, ...]
    """Lines for a signature on which nothing stands, in the folded text."""
    strokes: int
    """Strokes to sign on in these lines: both sides may have one line."""
    scanned: bool
    """Whether pages are pictures, so that ink on them cannot be told from print."""
    nameless: bool
    """Whether the empty lines bear no names either."""


def find(reading: Reading) -> Iterator[Defect]:
    """Yield what is missing of the signatures of both sides; grade unknown where the file cannot tell."""
    place = _place(reading)
    if place.signed > 1:
        return
    if place.scanned:
        yield Defect("signature", None, _SCANNED, "unknown")
    elif place.signed == 1:
        yield from _one_side(reading, place)
    elif place.strokes > 1 and _shows(reading.document, place):
        where, *also = [reading.around(*span) for span in place.empty]
        yield reading.defect("signature", where, _EMPTY, "fail", also)
    else:
        yield from _untold(reading, place)


_SCANNED = Text(
    "Страницы - изображения: подписи на них программа не отличает от печати. Посмотрите на них глазами.",
    "The pages are pictures: ink cannot be told from print on them. Look at them yourself.",
)
_EMPTY = Text("Строки для подписей пусты: не подписано.", "The lines for signatures are empty: nobody signed.")
_ONE = Text(
    "Подпись видна только с одной стороны; строка другой пуста.",
    "Only one side's signature is seen; the other line is empty.",
)
_PERHAPS_ONE = Text(
    "Видна одна подпись; есть ли вторая, по файлу не видно.",
    "One signature is seen; whether there is a second cannot be told from the file.",
)
_UNSIGNED_TEXT = Text(
    "Подписей и отметок об электронной подписи в файле нет; подписан ли бумажный экземпляр, по нему не видно.",
    "The file holds no signature and no mark of an electronic one; whether a paper copy was signed cannot be told.",
)


def _one_side(reading: Reading, place: _Place) -> Iterator[Defect]:
    if place.empty:
        yield reading.defect("signature", reading.around(*place.empty[0]), _ONE, "weak")
    else:
        yield Defect("signature", None, _PERHAPS_ONE, "unknown")


def _untold(reading: Reading, place: _Place) -> Iterator[Defect]:
    if place.empty:
        where, *also = [reading.around(*span) for span in place.empty]
        yield reading.defect("signature", where, _UNSIGNED_TEXT, "unknown", also)
    else:
        yield Defect("signature", None, _UNSIGNED_TEXT, "unknown")


def _shows(document: Document, place: _Place) -> bool:
    """Return whether empty lines mean that nobody signed: a page as it is, or a form without even the names."""
    return document.media_type in _SHOWS_ITSELF or (document.media_type in _CARRIES_PICTURES and place.nameless)


def _place(reading: Reading) -> _Place:
    start = _start(reading)
    empty = list(_empty_lines(reading, start))
    pictures = [sign for sign in reading.document.signs if sign.kind == "picture"]
    scanned = bool(reading.document.coverage.recognised) or any(_is_page(sign) for sign in pictures)
    digital = sum(sign.kind == "digital_signature" for sign in reading.document.signs)
    shown = sum(_offset(reading.document, sign) >= reading.folded.to_original(start) for sign in pictures)
    signed = len(_signers(reading, start)) + digital + (0 if scanned else shown)
    strokes = sum(len(_SIGNED_STROKE.findall(reading.text, *span)) for span in empty)
    nameless = bool(empty) and all(_NAMELESS.fullmatch(reading.text, *span) for span in empty)
    return _Place(signed, tuple(empty), strokes, scanned, nameless)


def _start(reading: Reading) -> int:
    """Return where the part begins in which a contract is signed."""
    last = max(int(_LAST_PART * len(reading.text)), len(reading.text) - _LEAST_TAIL)
    zones = reading.zones.signatures
    if zones and (zones[-1][0] > len(reading.text) // 3 or zones[-1][1] == len(reading.text)):
        return min(last, zones[-1][0])
    return last


def _signers(reading: Reading, start: int) -> set[str]:
    """Return the names that marks of signatures carry."""
    names, text = set(), reading.text
    for pattern in (_CONFORMED, _ELECTRONIC):
        for found in pattern.finditer(text, start):
            name = next(words for words in found.groupdict().values() if words)
            names.add(" ".join(re.findall(r"[^\W\d_]+", name)[:2]))
    for penned in _PENNED.finditer(text, start):
        names.add(" ".join(sorted(re.findall(r"[^\W\d_]+", penned["name"]))))
    names |= set(_inked(reading, (start, len(text))))
    stated = _stated(reading, (start, len(text)))
    return names | {name for name in stated if not any(name in other.split() for other in names)}


def _inked(reading: Reading, within: Span) -> Iterator[str]:
    """Yield the surnames beside which a copy notes a signature, in lines with a day and without a stroke to sign on."""
    days = [day.start for day in reading.of_kind("date")]
    for found in _INKED.finditer(reading.text, *within):
        first, end = reading.line(found.start())
        has_day = bisect_left(days, first) < bisect_left(days, end)
        if has_day and not _LINE.search(reading.text, max(first, found.start() - _BEFORE), found.end()):
            yield found["surname"] or found["after"]


def _stated(reading: Reading, within: Span) -> Iterator[str]:
    """Yield who is said to have signed on a day: surnames, or a number of its own for each one who is not named."""
    for number, (before, after) in enumerate(_statements(reading, within)):
        if _OF_A_CLAUSE.search(after):
            continue
        told = _NO_NAMES.sub(" ", after)
        named, beside = _surnames(told), _surnames(before)[-1:]
        words = re.findall(r"[^\W\d_]{3,}", _named_part(told))
        if named:
            yield from named
        elif words:
            yield from words[-1:] if len(words) <= _MOST_NAMES else ()
        elif beside or not _OF_A_CLAUSE.search(before[-_NEAR:]):
            yield from beside or (str(number),)


def _named_part(told: str) -> str:
    """Return the part of a statement that names who signed: «for the Client: Jane Hart, Director» names her alone."""
    parts = told.rpartition(":")[2].split(",")
    return next((part for part in parts if re.search(r"[^\W\d_]{3}", part)), told)


def _surnames(words: str) -> list[str]:
    return [one["surname"] or one["after"] for one in _NAMED.finditer(words)]


def _statements(reading: Reading, within: Span) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after each word that states a signature, the day that it must name left out."""
    text, days, last = reading.text, reading.of_kind("date"), within[0]
    for found in _STATED.finditer(text, *within):
        first, end = reading.line(found.start())
        after = _OF_ANOTHER_LINE.split(text[found.end() : min(end, found.end() + _AFTER)], maxsplit=1)[0]
        reach = found.end() + len(after)
        named = [day for day in days if found.end() <= day.start < reach]
        if named:
            before = text[max(first, last, found.start() - _BEFORE) : found.start()]
            pieces = zip(
                [found.end(), *(day.end for day in named)], [*(day.start for day in named), reach], strict=True
            )
            yield before, " ".join(text[begun:ended] for begun, ended in pieces)
            last = reach


def _empty_lines(reading: Reading, start: int) -> Iterator[Span]:
    """Yield the lines with a stroke to sign on, near the words of a signature, that bear no mark."""
    for first, end in reading.lines:
        if first < start or end - first > _LONGEST_LINE or not _LINE.search(reading.text, first, end):
            continue
        if sum(sign.isalpha() for sign in reading.text[first:end]) > _MOST_LETTERS:
            continue
        line = reading.text[first:end]
        if (_SIGNS_HERE.search(line) or is_line_of_signers(line)) and not _bears_mark(reading, (first, end)):
            yield first, end


def _bears_mark(reading: Reading, line: Span) -> bool:
    conformed, penned = (pattern.search(reading.text, *line) for pattern in (_CONFORMED, _PENNED))
    return bool(conformed or penned or next(_inked(reading, line), None) or next(_stated(reading, line), None))


def _is_page(sign: Sign) -> bool:
    """Return whether a picture is as large as a page."""
    box = sign.location.box
    return box is not None and box[2] - box[0] > _SCAN[0] and box[3] - box[1] > _SCAN[1]


def _offset(document: Document, sign: Sign) -> int:
    """Return where in the text a picture stands: beside or before the block that begins here."""
    place = sign.location
    if place.paragraph is not None:
        numbers = [block.location.paragraph or 0 for block in document.blocks]
        at = next((at for at, number in enumerate(numbers) if number >= (place.paragraph or 0)), len(numbers) - 1)
        return document.starts[at]
    return _offset_on_page(document, sign)


def _offset_on_page(document: Document, sign: Sign) -> int:
    """Return where the first block begins that reaches as far down the page as the foot of a picture."""
    page, foot = sign.location.page or 0, (sign.location.box or (0.0, 0.0, 0.0, 0.0))[3] - _BELOW
    pages = [block.location.page or 0 for block in document.blocks]
    at = bisect_left(pages, page)
    while at < len(pages) and pages[at] == page and _foot(document, at) < foot:
        at += 1
    return document.starts[min(at, len(pages) - 1)]


def _foot(document: Document, at: int) -> float:
    box = document.blocks[at].location.box
    return box[3] if box else 0.0

"""Text that a reader of the page does not see, or sees as something else than a program reads.

Latin letters inside Russian words, Cyrillic ones inside English words, invisible characters within words, marks that
turn the order of reading, and what a Word file hides. A slip of the keyboard makes one such word; more are a disguise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from auditor.facts.defects.reading import Reading
from auditor.model.document import APART, BlockKind, Document
from auditor.model.fact import Defect
from auditor.model.profile import Span
from auditor.model.text import Text

_SLIPS = 2
"""Different words with a wrong letter that still pass for slips of the keyboard."""
_LEAST_WORD = 3
"""Letters of a word; shorter ones are units and abbreviations, unless they turn the sense."""
_TURNING = frozenset({"не", "ни", "до", "от", "на", "за", "по", "об"})
_LOOKS = "АВСЕНКМОРТХасеорху"
"""Cyrillic letters that look like Latin ones."""
_LOOK = re.compile(f"[{_LOOKS}]")
_WITHOUT_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]{1,40}\Z")
_GARBLED = re.compile(r"[a-z][бвгджзийлпфцчшщыэюя]|[бвгджзийлпфцчшщыэюя][a-z]")
"""What a text in a Western encoding looks like when it was read as a Russian one."""
_UNSEEN = re.compile(f"[{_WITHOUT_WIDTH}]+")
_TURNING_MARKS = "\u202b\u202d\u202e\u2067"
_TURNED = re.compile(rf"[{_TURNING_MARKS}][^\u202c\u2069\n]{{0,200}}")
"""A passage that is read from right to left, or held in one direction, up to the mark that ends it."""
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def find(reading: Reading) -> Iterator[Defect]:
    """Yield what is hidden or disguised; grade weak for a word or two with a wrong letter."""
    yield from _hidden(reading.document)
    text = reading.document.text
    if not text.isascii():
        counted = _Counted(reading.document)
        yield from _turned(text, counted)
        yield from _wrong_letters(reading, counted)
        yield from _invisible(text, counted)


def _holds(text: str, signs: str) -> bool:
    """Return whether a text has one of some signs; a pattern of them takes ten times as long to find none."""
    return any(sign in text for sign in signs)


class _Counted:
    """Tells the words of the contract from those that are kept apart anyway."""

    def __init__(self, document: Document) -> None:
        self._starts = document.starts
        self._apart = [block.kind in APART for block in document.blocks]

    def holds(self, position: int) -> bool:
        """Return whether a place of the document's text belongs to the words of the contract."""
        return not self._apart[max(0, bisect_right(self._starts, position) - 1)]


def _hidden(document: Document) -> Iterator[Defect]:
    for block, start in zip(document.blocks, document.starts, strict=True):
        if block.kind is BlockKind.HIDDEN and _LETTERS.search(block.text):
            words = " ".join(block.text.split())[:120]
            message = Text(f"Скрытый текст: «{words}».", f'Hidden text: "{words}".')
            yield Defect("hidden_text", (start, start + len(block.text)), message)


def _turned(text: str, counted: _Counted) -> Iterator[Defect]:
    """Yield the passages whose order of reading is turned; none in a text that is written from right to left."""
    if not _holds(text, _TURNING_MARKS):
        return
    turned = [found for found in _TURNED.finditer(text) if _LETTERS.search(found.group())]
    for found in turned if turned and not _RIGHT_TO_LEFT.search(text) else ():
        if counted.holds(found.start()):
            yield Defect("hidden_text", found.span(), _ORDER)


_ORDER = Text(
    "Знаки меняют порядок чтения: на экране видно не то, что записано.",
    "Marks change the order of reading: the screen shows something else than is written.",
)


def _wrong_letters(reading: Reading, counted: _Counted) -> Iterator[Defect]:
    """Yield the words with letters of the other alphabet that look alike."""
    text = reading.document.text
    disguised = reading.folded.disguised
    found = [((start, end), right) for start, end, right in disguised if _matters(right) and counted.holds(start)]
    if reading.profile.language == "en":
        found += [(span, text[slice(*span)]) for span in _in_english(text) if counted.holds(span[0])]
    words = {text[slice(*span)].lower() for span, _ in found}
    turns = any(right.lower() in _TURNING for _, right in found)
    grade = "fail" if len(words) > _SLIPS or turns else "weak"
    for span, _ in found:
        yield Defect("hidden_text", span, _letters_of(text[slice(*span)]), grade)


def _matters(word: str) -> bool:
    return len(word) >= _LEAST_WORD or word.lower() in _TURNING


def _in_english(text: str) -> Iterator[Span]:
    """Yield the English words in which Cyrillic letters stand for Latin ones."""
    if not _holds(text, _LOOKS) or _GARBLED.search(text):
        return
    after = 0
    for found in _LOOK.finditer(text):
        if found.start() < after:
            continue
        before = _LETTERS_BEFORE.search(text, max(0, found.start() - 40), found.start())
        word = _WORD.match(text, before.start() if before else found.start())
        after = word.end() if word else found.end()
        if word and _is_english(word.group()):
            yield word.span()


def _is_english(word: str) -> bool:
    """Return whether a word is English but for letters that look alike."""
    cyrillic = sum(letter in _LOOKS for letter in word)
    return all(letter.isascii() or letter in _LOOKS for letter in word) and cyrillic < len(word) - cyrillic


def _letters_of(word: str) -> Text:
    """Return which letters of a word are of the other alphabet."""
    latin = [letter for letter in word if letter.isascii()]
    few = latin if len(latin) * 2 <= len(word) else [letter for letter in word if not letter.isascii()]
    named = ", ".join(dict.fromkeys(few))
    kind = ("латинские", "Latin") if few is latin else ("русские", "Russian")
    return Text(
        f"В слове «{word}» {kind[0]} буквы вместо похожих: {named}.",
        f'In the word "{word}" {kind[1]} letters stand for ones that look alike: {named}.',
    )


def _invisible(text: str, counted: _Counted) -> Iterator[Defect]:
    """Yield the words with characters inside that nobody sees."""
    if not _holds(text, _WITHOUT_WIDTH):
        return
    found = {span for match in _UNSEEN.finditer(text) if (span := _word_around(text, match)) and counted.holds(span[0])}
    words = {span: _UNSEEN.sub("", text[slice(*span)]) for span in sorted(found)}
    grade = "fail" if len(set(words.values())) > _SLIPS else "weak"
    for span, word in words.items():
        message = Text(f"Внутри слова «{word}» стоят невидимые знаки.", f'Unseen characters stand inside "{word}".')
        yield Defect("hidden_text", span, message, grade)


_PART_BEFORE = re.compile(r"(?:[^\W\d_]|[\u200b-\u200d\u2060\ufeff]){1,40}\Z")
_PART_AFTER = re.compile(r"(?:[^\W\d_]|[\u200b-\u200d\u2060\ufeff]){1,40}")


def _word_around(text: str, unseen: re.Match[str]) -> Span | None:
    """Return the word that unseen characters stand inside of; None at the end of a word or between words."""
    start, end = unseen.span()
    if not (text[start - 1 : start].isalpha() and text[end : end + 1].isalpha()):
        return None
    before = _PART_BEFORE.search(text, max(0, start - 40), start)
    after = _PART_AFTER.match(text, end)
    return before.start() if before else start, after.end() if after else end

"""The lists of a Word file, whose numbers stand in no text."""

from __future__ import annotations

from auditor.extraction.oldword.header import Header
from auditor.extraction.wordml.numbering import DEEPEST, Level, Numbering

_LISTS, _USES = 73, 74
"""Places of the list of lists and of the list of their uses in the header."""
_FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
    23: "bullet", 58: "russianLower", 59: "russianUpper", 255: "none",
}  # fmt: skip
_LONGEST_PATTERN = 100


def numbering_of(header: Header) -> Numbering:
    """Return the lists by the number of their use, as paragraphs name them."""
    lists = _lists(header)
    uses = header.part(_USES)
    count = min(int.from_bytes(uses[:4], "little"), (len(uses) - 4) // 16) if uses else 0
    levels, shared = {}, {}
    for number in range(count):
        name = uses[4 + 16 * number : 8 + 16 * number].hex()
        if name in lists:
            levels[str(number + 1)] = lists[name]
            shared[str(number + 1)] = name
    return Numbering(levels, shared)


def _lists(header: Header) -> dict[str, dict[int, Level]]:
    """Return the levels of each list; the levels stand behind the list of lists, one list after the other."""
    heads = header.part(_LISTS)
    count = min(int.from_bytes(heads[:2], "little"), max(len(heads) - 2, 0) // 28)
    at = _behind(header)
    found: dict[str, dict[int, Level]] = {}
    for number in range(count):
        head = heads[2 + 28 * number : 30 + 28 * number]
        levels = {}
        for depth in range(1 if head[26] & 1 else DEEPEST):
            levels[depth], at = _level(header.table, at)
        found[head[:4].hex()] = levels
    return found


def _behind(header: Header) -> int:
    pair = 0x9A + 8 * _LISTS
    return int.from_bytes(header.text[pair : pair + 4], "little") + int.from_bytes(
        header.text[pair + 4 : pair + 8], "little"
    )


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """Return one level and where the next begins."""
    head = data[at : at + 28].ljust(28, b"\0")
    at += 28 + head[25] + head[24]
    size = int.from_bytes(data[at : at + 2], "little")
    pattern = data[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace")[:_LONGEST_PATTERN]
    text = "".join(f"%{ord(sign) + 1}" if ord(sign) < DEEPEST else sign for sign in pattern)
    level = Level(
        start=int.from_bytes(head[:4], "little") & 0xFFFF,
        form=_FORMS.get(head[4], "decimal"),
        text=text,
        restart=0 if head[5] & 0x08 else None,
        legal=bool(head[5] & 0x04),
    )
    return level, at + 2 + 2 * size

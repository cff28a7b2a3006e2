"""Bytes to text in the encodings that Russian and English offices use."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.model.document import Block

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SINGLE_BYTE = ("cp1251", "koi8-r", "cp866")
_RARE_SINGLE_BYTE = ("iso8859-5", "mac-cyrillic")
_RARE_BETTER = 1.1
"""How much better a rare encoding must fit: its letters overlap with those of the frequent ones."""
_MACINTOSH = 25
"""How much better, in points, the Macintosh must fit: all its small letters but я are those of Windows, so that the
share of the whole tells nothing. One capital within a word weighs more."""
_LIKELY = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
"""Russian letters from the most frequent to the rarest (order of the Russian National Corpus)."""
_WORTH = {letter: len(_LIKELY) - at for at, letter in enumerate(_LIKELY)}
_SAMPLE = 20_000
"""Characters that are looked at to judge a decoding."""
_FEWEST_SPACES = 3
_WINDOWS = re.compile(r"^(?:ms-?|cs)?(?:cp|win(?:dows)?)[-_ ]?(\d{3,5})$")
_SUPERSETS = {
    "iso8859-1": "cp1252", "latin1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949",
    "euc_kr": "cp949", "shift_jis": "cp932", "koi8r": "koi8-r", "koi8u": "koi8-u", "dos": "cp866", "cp65001": "utf-8",
    "utf8mb4": "utf-8", "unicode-1-1-utf-7": "utf-7", "cp20866": "koi8-r", "cp21866": "koi8-u", "cp28591": "cp1252",
    "cp28595": "iso8859-5", "cp10007": "mac-cyrillic", "cp10000": "mac-roman", "cp20127": "ascii",
    "cp1200": "utf-16-le", "cp936": "gb18030", "cp54936": "gb18030", "cp51949": "cp949", "cp50220": "iso2022_jp",
}  # fmt: skip
"""Encodings under their other names and numbers; programs that name the first write the wider second."""
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape", "undefined"}
)
"""What Python calls encodings and no letter is written in; some take quadratic time."""
WIDE = ("utf-7", "utf-16", "utf-32", "iso2022", "hz")
"""How the names of encodings begin whose bytes may all be those of ASCII."""
_SEVERAL_BYTES = frozenset({"utf-8", "gb18030", "cp949", "cp932", "big5", "euc_jp", "iso2022_jp"})
_SPOILT = 20
"""One spoilt letter in so many leaves a text readable."""
_BETTER, _LEAST_BETTER = 1.1, 80
"""How much better a guess must be than what is stated, in share and in points: some four letters.

Of 24,000 passages of 1 to 60 words of contracts in five encodings, one that was stated rightly lost to a guess; of
eight words stated wrongly 99 % were seen through, in capitals a third to a half.
"""
_PADDING = b"\0" * 4
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_DISGUISED = 5
"""Letters of words that look like Russian read as Western European before they are taken for it."""
_TWICE = re.compile("[РС][\u0080-\u00ff\u0400-\u04ff\u2010-\u2122]")


def _western_to_cyrillic() -> dict[int, str]:
    table = {}
    for byte in range(0x80, 0x100):
        raw = bytes([byte])
        western, cyrillic = raw.decode("cp1252", "replace"), raw.decode("cp1251", "replace")
        if "\ufffd" not in (western, cyrillic):
            table[ord(western)] = cyrillic
    return table


_WESTERN_TO_CYRILLIC = _western_to_cyrillic()


def decode(data: bytes) -> tuple[str, bool]:
    """Return the text of the bytes and whether every byte could be read.

    UTF-8, UTF-16 and UTF-32 are told by their form. Among the single-byte encodings the one is taken in which
    the letters are the likeliest Russian: short texts defeat general guessers (measured on «Да» and «Договор»).
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding) or (data.decode(encoding, "replace"), False)
    data = _without_padding(data)
    wide = _wide_encoding(data)
    found = _strictly(data, wide or "utf-8") or ((data.decode(wide, "replace"), False) if wide else None)
    if found:
        return _undoubled(*found)
    if _almost_utf8(data):
        return data.decode("utf-8", "replace"), False
    return _mainframe(data) or _by_lines(data) or _single_byte(data)


def known(name: str | None) -> str | None:
    """Return the encoding that a letter or a page names, however it spells it, or None when there is none such."""
    spelt = _WINDOWS.sub(r"cp\1", (name or "").strip().lower().removeprefix("x-"))
    spelt = _SUPERSETS.get(spelt, spelt)
    try:
        found = codecs.lookup(spelt)
    except (LookupError, UnicodeError, ValueError):
        return None
    is_text = getattr(found, "_is_text_encoding", False)
    return _SUPERSETS.get(found.name, found.name) if is_text and found.name not in _NO_CHARSETS else None


def decode_as(data: bytes, stated: str | None) -> tuple[str, bool]:
    """Return the text of bytes in the encoding that is stated for them, or in the likeliest where that cannot be."""
    name = known(stated)
    if name is None:
        return decode(data)
    told = _strictly(data, name)
    if told is not None and (data.isascii() or name.startswith(WIDE)):
        return told
    guess, whole = decode(data)
    if told is None:
        return _loosely(data, name) or (guess, whole)
    better = _russian_worth(guess) > _BETTER * max(_russian_worth(told[0]), 0) + _LEAST_BETTER
    return (guess, whole) if better else (mend(told[0].removeprefix("\ufeff")), True)


def _loosely(data: bytes, name: str) -> tuple[str, bool] | None:
    """Return a text of letters of several bytes of which only a few are spoilt."""
    if name not in _SEVERAL_BYTES:
        return None
    text = data.decode(name, "replace")
    return (text, False) if _SPOILT * text.count("\ufffd") <= len(text) else None


def mend(text: str) -> str:
    """Return Russian that was read as Western European as it was meant; any other text unchanged.

    Word writes Russian RTF with the code page 1252 at times, and web pages and mail name it wrongly.
    """
    return text.translate(_WESTERN_TO_CYRILLIC) if _is_disguised(text) else text


def mend_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks whose words are mended as :func:`mend` does, judged by all of them together."""
    if not _is_disguised("\n".join(block.text for block in blocks)):
        return list(blocks)
    return [replace(block, text=block.text.translate(_WESTERN_TO_CYRILLIC)) for block in blocks]


def _is_disguised(text: str) -> bool:
    whole = mixed = 0  # letters
    for word in _WORD.findall(text[: 10 * _SAMPLE]):
        high = sum("\u00c0" <= letter <= "\u00ff" for letter in word)
        whole += high if high == len(word) >= 3 else 0
        mixed += len(word) if 0 < high < len(word) and any(letter < "\x80" for letter in word) else 0
    return whole >= _LEAST_DISGUISED and whole > 2 * mixed


def _strictly(data: bytes, encoding: str) -> tuple[str, bool] | None:
    try:
        return data.decode(encoding), True
    except UnicodeDecodeError:
        return None


def _without_padding(data: bytes) -> bytes:
    """Return the bytes without long runs of zeros at either end, which are no part of any text."""
    if data.startswith(_PADDING):
        data = data.lstrip(b"\0")
    if data.endswith(_PADDING):
        data = data.rstrip(b"\0")
        zeros = data.count(0)
        if zeros and len(data) % 2:  # the upper half of the last letter of UTF-16
            data += b"\0"
    return data


def _wide_encoding(data: bytes) -> str | None:
    """Return UTF-16 or UTF-32 without a mark, told by the upper halves of Latin (0) and Cyrillic (4) letters."""
    pairs = len(data) // 2
    if data.count(0) > 0.45 * len(data) and not len(data) % 4:
        if not any(data[3::4]) and not any(data[2::4]):
            return "utf-32-le"
        if not any(data[0::4]) and not any(data[1::4]):
            return "utf-32-be"
    even, odd = (half.count(0) + half.count(4) for half in (data[::2], data[1::2]))
    if max(even, odd) <= 0.5 * pairs:
        return None
    return "utf-16-le" if odd >= even else "utf-16-be"


def _almost_utf8(data: bytes) -> bool:
    """Return whether only a few bytes spoil a text in UTF-8, such as a cut at the end."""
    text = data.decode("utf-8", "replace")
    wide = sum(letter > "\x7f" and letter != "\ufffd" for letter in text)
    return wide > 20 * text.count("\ufffd")


def _mainframe(data: bytes) -> tuple[str, bool] | None:
    """Return an English text in EBCDIC, told by its spaces: they are 0x40 there."""
    if b" " in data or data.count(0x40) < max(_FEWEST_SPACES, len(data) // 15):
        return None
    text = data.decode("cp500")
    return (text, True) if sum(sign < "\x7f" for sign in text) > 0.95 * len(text) else None


def _by_lines(data: bytes) -> tuple[str, bool] | None:
    """Return a text glued together from UTF-8 and a single-byte encoding, which is reported as partly unread."""
    lines = data.splitlines(keepends=True)
    high = [line for line in lines if not line.isascii()]
    told = [line for line in high if _strictly(line, "utf-8")]
    if not told or len(told) < 0.2 * len(high) or sum(map(len, told)) < 20:
        return None
    rest = b"".join(line for line in high if not _strictly(line, "utf-8"))
    encoding = _likeliest(rest)
    return "".join((_strictly(line, "utf-8") or (line.decode(encoding, "replace"), False))[0] for line in lines), False


def _single_byte(data: bytes) -> tuple[str, bool]:
    text = data.decode(_likeliest(data), "replace")
    if _is_western(text):
        return data.decode("cp1252", "replace"), True
    return text, not _is_rubbish(text)


def _likeliest(data: bytes) -> str:
    sample = data[:_SAMPLE]
    worth = {name: _russian_worth(sample.decode(name, "replace")) for name in (*_SINGLE_BYTE, *_RARE_SINGLE_BYTE)}
    best = max(_SINGLE_BYTE, key=lambda name: worth[name])
    if best == "cp1251" and worth["mac-cyrillic"] > worth[best] + _MACINTOSH and _has_capital_ya_inside(sample):
        return "mac-cyrillic"
    rare = max(_RARE_SINGLE_BYTE, key=lambda name: worth[name])
    return rare if worth[rare] > 0 and worth[rare] > _RARE_BETTER * worth[best] else best


def _has_capital_ya_inside(sample: bytes) -> bool:
    """Return whether Windows reads a capital Я within words: the Macintosh has its small я there."""
    return any(a.islower() and b == "Я" for a, b in pairwise(sample.decode("cp1251", "replace")))


def _is_western(text: str) -> bool:
    """Return whether letters read as Cyrillic stand within Latin words, as accented letters do."""
    mixed = cyrillic = 0
    for word in _WORD.findall(text[:_SAMPLE]):
        high = sum(letter > "\x7f" for letter in word)
        mixed += 0 < high < len(word)
        cyrillic += high == len(word) > 1
    return mixed > cyrillic


def _is_rubbish(text: str) -> bool:
    """Return whether hardly any sign of a text belongs into Russian or English."""
    sample = text[:_SAMPLE]
    strange = sum((letter > "\x7f" and not _is_known(letter)) or letter < "\t" for letter in sample)
    return strange > 0.1 * len(sample)


def _is_known(letter: str) -> bool:
    return letter.lower() in _WORTH or letter in "№«»–—„“”‘’…©°§•\u00a0"


def _russian_worth(text: str) -> float:
    """Return how Russian a decoding looks: frequent letters count for it, capitals inside words and signs against."""
    sample = text[:_SAMPLE]
    letters = sum(_WORTH.get(letter, 0) for letter in sample)
    capitals = sum(_WORTH.get(letter.lower(), 0) for letter in sample if letter.isupper() and letter.lower() in _WORTH)
    inside = sum(a.islower() and b.isupper() for a, b in pairwise(sample))
    strange = sum(letter > "\x7f" and not _is_known(letter) for letter in sample)
    return letters + capitals * 0.9 - 30 * inside - 40 * strange


def _undoubled(text: str, whole: bool) -> tuple[str, bool]:  # noqa: FBT001 - the pair that decode returns
    """Return a text that was encoded twice as it was meant; one that cannot be mended is partly unread."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not letters or 2 * len(_TWICE.findall(sample)) < 0.8 * letters:
        return text, whole
    try:
        return text.encode("cp1251").decode("utf-8"), whole
    except UnicodeError:
        return text, False

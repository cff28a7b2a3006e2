"""Which encoding the bytes of an RTF file are in: by the file, by the font, by the font's name."""

from __future__ import annotations

import codecs
import re

_BY_CHARSET = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    255: "cp866",
}  # fmt: skip
"""The encodings of ``\\fcharset``; 0 and 1 are the file's own."""
_BY_WORD = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_CYRILLIC_NAME = re.compile(r"\b(?:cyr|кир)", re.IGNORECASE)


def of_file(word: str, number: int | None) -> str | None:
    """Return the encoding that a control word of the header sets, or None when it sets none."""
    return of_page(number) if word == "ansicpg" else _BY_WORD.get(word)


def of_page(number: int | None) -> str | None:
    """Return the encoding of a code page by its number, or None when there is none such."""
    name = {10000: "mac_roman", 10007: "mac_cyrillic", 65001: "utf-8"}.get(number or 0, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def of_charset(number: int | None) -> str | None:
    """Return the encoding of a font's character set, or None when it is the file's own."""
    return _BY_CHARSET.get(number or 0)


def of_font_name(name: str) -> str | None:
    """Return the encoding that a font's name tells, «Arial Cyr»."""
    return "cp1251" if _CYRILLIC_NAME.search(name) else None

"""RTF cut into groups, control words and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|(?P<hex>(?:\\'[0-9a-fA-F]{2})+)|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\",
    re.DOTALL,
)


class Token(NamedTuple):
    """One piece of an RTF file; exactly one of the first four is filled."""

    word: str = ""
    sign: str = ""
    """A control symbol, ``~``, or a brace for the group it opens or closes, ``{`` written ``open``."""
    data: bytes = b""
    """Text in the code page that holds here."""
    brace: str = ""
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """Return the pieces of an RTF file; bytes announced as binary are passed over, as far as there are any."""
    at = 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:  # cannot be: the last alternative takes whatever is left
            return
        at = found.end()
        kind = found.lastgroup
        if kind in {"word", "number"}:
            number = int(found["number"]) if found["number"] else None
            word = found["word"].decode("ascii")
            if word == "bin":
                at += max(number or 0, 0)
            yield Token(word=word, number=number)
        elif kind == "hex":
            yield Token(data=bytes.fromhex(found["hex"].replace(b"\\'", b"").decode("ascii")))
        elif kind == "sign":
            yield Token(sign=found["sign"].decode("latin-1"))
        elif kind == "brace":
            yield Token(brace=found["brace"].decode("ascii"))
        elif kind == "text":
            yield Token(data=found["text"])

"""What a document is recognised by when it comes back under another name: marks of its words and of its parties."""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trace:
    """The marks of one document; its words cannot be had back from them."""

    words: str
    """A hash of all its words, without case, signs and layout."""
    sketch: bytes = b""
    """The smallest hashes of its runs of words, ascending, four bytes each with the highest first: what two documents
    share tells how alike they are. A portfolio holds one for every file, and bytes take a tenth of numbers.
    """
    number: str = ""
    """The contract's number, levelled; empty where it is not known."""
    day: str = ""
    """The contract's date, ISO 8601; empty where it is not known."""
    names: tuple[str, ...] = ()
    """The parties, levelled and sorted."""
    title: str = ""
    """The heading, levelled."""

    @property
    def hashes(self) -> tuple[int, ...]:
        """Return the hashes of the sketch."""
        return struct.unpack(f">{len(self.sketch) // 4}I", self.sketch)

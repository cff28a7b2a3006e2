"""What a document is recognised by when it comes back under another name: marks of its words and of its parties."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trace:
    """The marks of one document; its words cannot be had back from them."""

    words: str
    """A hash of all its words, without case, signs and layout."""
    sketch: tuple[int, ...] = ()
    """The smallest hashes of its runs of words, ascending: what two documents share tells how alike they are."""
    number: str = ""
    """The contract's number, levelled; empty where it is not known."""
    day: str = ""
    """The contract's date, ISO 8601; empty where it is not known."""
    names: tuple[str, ...] = ()
    """The parties, levelled and sorted."""
    title: str = ""
    """The heading, levelled."""

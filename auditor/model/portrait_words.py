"""The word lists by which a document is portrayed; they are data, in ``rules/lexicon/_portrait/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Lists = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class PortraitWords:
    """Lists of words and phrases in small letters, «ё» as «е»."""

    roles: Lists = field(default_factory=dict)
    """``client``, ``provider``: names of a side; ``client_introduced``, ``provider_introduced``: names that tell it
    only where a party is introduced by them; ``either``: names that either side may bear."""
    kinds: Lists = field(default_factory=dict)
    """Kind of document to phrases of its title."""
    natures: Lists = field(default_factory=dict)
    """Nature of a party to the words that tell it."""
    regimes: Lists = field(default_factory=dict)
    """``consumer_strong``, ``consumer``, ``business_strong``, ``business`` to phrases."""
    sectors: Lists = field(default_factory=dict)
    """Special sector to phrases."""
    duties: Lists = field(default_factory=dict)
    """``pays``, ``serves``: words of the duty that tells which side a party is on."""
    notes: Lists = field(default_factory=dict)
    """Beginnings of words that tell a note of a call or a meeting, and of those that speak against it."""

    @classmethod
    def from_mappings(cls, parts: Mapping[str, Mapping[str, object]]) -> PortraitWords:
        """Return the lists of several files; unknown parts are left to the caller's schema."""
        return cls(**{name: {key: _words(value) for key, value in part.items()} for name, part in parts.items()})


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(entry) for entry in value) if isinstance(value, (list, tuple)) else (str(value),)

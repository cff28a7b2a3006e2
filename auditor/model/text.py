"""Words for people, in both languages of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["ru", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """A phrase for a person in Russian and in English."""

    ru: str
    """The Russian wording."""
    en: str
    """The English wording."""

    def in_language(self, language: Language) -> str:
        """Return the wording in one language."""
        return self.ru if language == "ru" else self.en

    def format(self, **values: object) -> Text:
        """Return both wordings with the same values filled in."""
        return Text(self.ru.format(**values), self.en.format(**values))

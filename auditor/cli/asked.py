"""The papers that a review is asked for besides its report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from auditor.errors import UsageError
from auditor.reviewing import Annotate, Review, letter, schedule


@dataclass(frozen=True, slots=True)
class Asked:
    """Which papers go where."""

    annotated: Path | None
    how: Annotate
    disagreements: Path | None
    letter: Path | None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return the files that are to be written."""
        return tuple(path for path in (self.annotated, self.disagreements, self.letter) if path is not None)

    def check(self) -> None:
        """Raise UsageError for a name whose suffix is not that of its paper."""
        for option, path, known in (
            ("--annotated", self.annotated, (".docx", ".docm", ".pdf")),
            ("--disagreements", self.disagreements, (".docx",)),
            ("--letter", self.letter, (".docx",)),
        ):
            if path is not None and path.suffix.lower() not in known:
                raise UsageError(f"{option} {path}: the suffix is not known here", remedy=f"Use {', '.join(known)}.")

    def made(self, done: Review) -> dict[Path, bytes]:
        """Return the papers; UsageError for a contract that cannot be given back in the form asked for."""
        if not self.paths:
            return {}
        draft = done.draft
        if draft is None:
            raise UsageError("the contract was not read, so no paper can be written", remedy=_why(done))
        made: dict[Path, bytes] = {}
        if self.annotated is not None:
            made[self.annotated] = self._given_back(self.annotated, done)
        if self.disagreements is not None:
            made[self.disagreements] = schedule(draft)
        if self.letter is not None:
            made[self.letter] = letter(draft)
        return made

    def _given_back(self, path: Path, done: Review) -> bytes:
        pdf = path.suffix.lower() == ".pdf"
        if pdf != done.is_pdf or not (done.is_pdf or done.is_word):
            raise UsageError(
                f"--annotated {path}: the contract is given back in the form it came in",
                remedy="Name a .pdf for a PDF and a .docx for a Word file; save other formats as DOCX first.",
            )
        made = done.annotated_pdf() if pdf else done.annotated_docx(self.how)
        if made is None:
            raise UsageError(
                f"--annotated {path}: the contract cannot be changed without loss",
                remedy="Open it in its own program, save it anew and review that file.",
            )
        return made.data


def _why(done: Review) -> str:
    message = done.report.inputs[0].message
    return message.in_language(done.language) if message else "Give a file that can be read."

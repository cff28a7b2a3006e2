"""The verdict of a review on the terminal: may it be signed, what to put in before, who may approve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text as Styled

from auditor.model.finding import Outcome
from auditor.model.signing import Answer, Obstacle, Verdict
from auditor.model.text import Language, Text
from auditor.review.words import ANSWERS, APPROVERS, NOBODY
from auditor.reviewing import Review

_COLOURS = {Answer.YES: "green", Answer.CHANGES: "yellow", Answer.NO: "red", Answer.CANNOT_TELL: "magenta"}
_GROUPS = {
    Answer.NO: Text("Препятствует подписанию", "Stands in the way"),
    Answer.CANNOT_TELL: Text("Нужно прочитать человеку", "A person has to read"),
    Answer.CHANGES: Text("Внести или исправить", "To be put in or mended"),
}
_PUT_IN = Text("Вписать", "Put in")
_INSTEAD = Text("Вместо этого", "Instead")
_WRITTEN = Text("Записано: {path}", "Written: {path}")
_SHOWN = 8
"""Findings of a group with their words; the report and the annotated contract hold all."""
_MORE = Text("… и ещё {count}, все они в отчёте (--output).", "… and {count} more, all in the report (--output).")


def print_verdict(done: Review, language: Language, written: Sequence[Path]) -> None:
    """Print the verdict and what follows from it."""
    console = Console(highlight=False)
    verdict = done.verdict
    console.print(Styled(ANSWERS[verdict.answer].in_language(language), style=f"bold {_COLOURS[verdict.answer]}"))
    for line in _under(verdict, language):
        console.print(_plain(line))
    for warning in done.report.inputs[0].warnings:
        console.print(_plain(warning.in_language(language)))
    for effect in _GROUPS:
        for shown in _group(verdict.of(effect), effect, language):
            console.print(shown)
    for path in written:
        console.print(_plain(_WRITTEN.in_language(language).format(path=path)))


def _under(verdict: Verdict, language: Language) -> Iterator[str]:
    if verdict.approvers:
        who = ", ".join(each.in_language(language) for each in verdict.approvers)
        yield APPROVERS.in_language(language).format(who=who)
    if verdict.final:
        yield NOBODY.in_language(language)
    for reason in verdict.reasons:
        yield reason.in_language(language)


def _group(obstacles: Sequence[Obstacle], effect: Answer, language: Language) -> Iterator[Styled]:
    """Yield the lines of one kind of obstacle: title, place, words to put in."""
    if not obstacles:
        return
    yield Styled("")
    yield Styled(f"{_GROUPS[effect].in_language(language)} ({len(obstacles)})", style="bold")
    for obstacle in obstacles[:_SHOWN]:
        yield from _obstacle(obstacle, language)
    if len(obstacles) > _SHOWN:
        yield _plain(_MORE.in_language(language).format(count=len(obstacles) - _SHOWN))


def _obstacle(obstacle: Obstacle, language: Language) -> Iterator[Styled]:
    finding = obstacle.finding
    settled = finding.outcome not in {Outcome.UNDETERMINED, Outcome.ERROR}
    words = finding.title if settled and finding.outcome is Outcome.FAIL else finding.message
    yield _plain(f"  - {words.in_language(language)}")
    if finding.evidence:
        place = finding.evidence[0]
        number = f"{place.clause}: " if place.clause else ""
        yield Styled(f"      {number}«{_short(place.quote)}»", style="dim")
    if finding.model_clause and settled:
        lead = _INSTEAD if "forbidden" in finding.tags else _PUT_IN
        yield _plain(f"      {lead.in_language(language)}: {finding.model_clause.in_language(language)}")


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 160 else flat[:159] + "…"


def _plain(words: str) -> Styled:
    """Return words without mark-up and without control characters: they may come from a document."""
    return Styled("".join(c if c.isprintable() else " " for c in words))

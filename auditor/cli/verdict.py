"""The verdict of a review on the terminal: may it be signed, what to put in before, who may approve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
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
_ADD = Text("Дополнить", "Add")
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
    words = {remark.finding.rule: remark.words for remark in done.remarks}
    for effect in _GROUPS:
        for shown in _group(verdict.of(effect), effect, words, language):
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


def _group(
    obstacles: Sequence[Obstacle], effect: Answer, words: Mapping[str, str], language: Language
) -> Iterator[Padding]:
    """Yield the lines of one kind of obstacle: title, place, words to put in."""
    if not obstacles:
        return
    head = f"{_GROUPS[effect].in_language(language)} ({len(obstacles)})"
    yield Padding(Styled(head, style="bold"), (1, 0, 0, 0))
    for obstacle in obstacles[:_SHOWN]:
        yield from _obstacle(obstacle, words.get(obstacle.finding.rule, ""), language)
    if len(obstacles) > _SHOWN:
        yield _indented(_plain(_MORE.in_language(language).format(count=len(obstacles) - _SHOWN)), 2)


def _obstacle(obstacle: Obstacle, words: str, language: Language) -> Iterator[Padding]:
    finding = obstacle.finding
    told = finding.title if finding.outcome is Outcome.FAIL else finding.message
    yield _indented(_plain(f"- {told.in_language(language)}"), 2)
    if finding.evidence:
        place = finding.evidence[0]
        quote = _short(place.quote)
        number = f"{place.clause}: " if place.clause and not quote.startswith(place.clause) else ""
        yield _indented(Styled(f"{number}«{_plain(quote).plain}»", style="dim"), 6)
    if words:
        lead = _INSTEAD if "forbidden" in finding.tags else _ADD if finding.outcome is Outcome.WEAK else _PUT_IN
        yield _indented(_plain(f"{lead.in_language(language)}: {words}"), 6)


def _indented(words: Styled, columns: int) -> Padding:
    return Padding(words, (0, 0, 0, columns))


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 160 else flat[:159] + "…"


def _plain(words: str) -> Styled:
    """Return words without mark-up and without control characters: they may come from a document."""
    return Styled("".join(c if c.isprintable() else " " for c in words))

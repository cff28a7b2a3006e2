"""The report as plain text with marks, for wikis and trackers: ``.md``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from auditor.export.interface import Exporter
from auditor.export.order import Order, contracts_only, counted
from auditor.export.overview import OUTCOMES, not_read, passed_over, scope, verdict
from auditor.export.past import past_view
from auditor.export.phrases import Phrases
from auditor.export.places import place
from auditor.export.table import absence_told, clean, law_told, waiver_told
from auditor.export.views import SHORT_GROUPS, Bench, FindingView, Group, SubjectView
from auditor.model.report import Input, Report, Score


def pieces(report: Report) -> Iterator[bytes]:
    """Yield the report, a subject at a time."""
    writer = _Writer(report)
    yield _encoded(writer.head())
    order = Order.of(report)
    bench = Bench(report, order, lambda rule: rule, writer.phrases)
    for number, (subject, findings) in enumerate(order.by_subject(report), 1):
        yield _encoded(writer.subject(bench.on_page("", number, subject, findings)))
    yield _encoded(writer.foot())


def _encoded(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


class _Writer:
    """Writes the parts of one report as lines."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.phrases = Phrases(report.language)

    def head(self) -> Iterator[str]:
        report, phrases = self._report, self.phrases
        counts = counted(report.findings)
        unread = not_read(report.inputs)
        level, sentence = verdict(report, counts, unread, phrases)
        only = contracts_only(entry.subject for entry in report.by_subject)
        yield f"# {phrases.say('report')}: {level}"
        yield from ("", marked(sentence), "")
        yield marked(scope(report, len(report.by_subject), phrases, contracts_only=only))
        if not report.complete:
            yield from ("", f"**{phrases.say('interrupted')}.** {phrases.say('interrupted_why')}")
        why = marked(report.overall.sentence.in_language(report.language))
        yield from ("", f"**{phrases.say('score')}: {_bounded(report.overall, phrases)}.** {why}")
        yield from ("", f"| {phrases.say('outcome')} | {phrases.say('number')} |", "|---|---:|")
        yield from (f"| {phrases.say(f'outcome.{outcome.value}')} | {counts[outcome]} |" for outcome in OUTCOMES)
        yield from self._past()
        yield ""
        yield from self._files(phrases.say("unread"), unread)

    def _past(self) -> Iterator[str]:
        """Yield what changed since the last audit, in one line, and the waivers that do not hold."""
        say, view = self.phrases.say, past_view(self._report, self.phrases)
        if view is None:
            return
        if view.past is not None and view.past.before is not None:
            told = "; ".join(f"{say(f'state.{state.value}')}: {number}" for state, number in view.counts)
            yield from ("", f"**{say('past')}.** {told}")
        for due in view.overdue:
            yield f"- {say('overdue')}: {marked(due.label)} ({due.rule}), {marked(due.owner)}, {due.due}"
        for lapsed in view.lapsed:
            why = marked(lapsed.why.in_language(self._report.language))
            yield f"- {say('waivers_lapsed')}: {lapsed.rule}, {marked(lapsed.document)}. {why}"

    def _files(self, title: str, entries: Sequence[Input]) -> Iterator[str]:
        if not entries:
            return
        yield from (f"## {title}", "")
        for entry in entries:
            message = entry.message.in_language(self._report.language) if entry.message else entry.reason or ""
            yield f"- {marked(entry.path)}: {self.phrases.say(f'status.{entry.status.value}')}. {marked(message)}"
        yield ""

    def subject(self, view: SubjectView) -> Iterator[str]:
        say = self.phrases.say
        yield from (f"## {marked(view.subject.label)}", "")
        if view.score is not None:
            value, band = _bounded(view.score, self.phrases), say(f"short.{view.score.band.value}")
            why = marked(view.score.sentence.in_language(self._report.language))
            yield from (f"**{say('score')}: {value}**, {band}. {why}", "")
        yield from (f"- {marked(name)}: {marked(value)}" for name, value in view.facts)
        yield ""
        for group in view.groups:
            yield from self._group(group, view.subject.path)

    def _group(self, group: Group, home: str) -> Iterator[str]:
        yield from (f"### {self.phrases.say(f'group.{group.name}')} ({len(group.findings)})", "")
        for finding in group.findings:
            if group.name in SHORT_GROUPS:
                yield f"- {marked(finding.headline)} (`{_code(finding.finding.rule)}`)"
            else:
                yield from self._finding(finding, home)
        yield ""

    def _finding(self, view: FindingView, home: str) -> Iterator[str]:
        finding, phrases, language = view.finding, self.phrases, self._report.language
        confidence = phrases.say("confidence", level=phrases.say(f"confidence.{finding.confidence.value}"))
        outcome = phrases.say(f"outcome.{finding.outcome.value}")
        yield from (f"#### {marked(view.headline)}", "")
        severity = phrases.say(f"severity.{finding.severity.value}")
        yield f"{outcome} · {severity} · R = {finding.risk} · {confidence} · `{_code(finding.rule)}`"
        yield ""
        if view.rest:
            yield from (marked(view.rest), "")
        if finding.waiver is not None:
            yield from (marked(waiver_told(finding, phrases)), "")
        for found in finding.evidence:
            yield from (f"> {marked(phrases.quoted(found.quote))} ({marked(place(found, home, phrases))})", "")
        if finding.absence is not None:
            yield from (f"**{phrases.say('absence')}.** {marked(absence_told(finding.absence, phrases))}", "")
        yield from (f"**{phrases.say('remedy')}.** {marked(finding.recommendation.in_language(language))}", "")
        law = "; ".join(law_told(citation, phrases) for citation in finding.law) or phrases.say("no_law")
        yield from (f"**{phrases.say('law')}.** {marked(law)}", "")

    def foot(self) -> Iterator[str]:
        report = self._report
        yield from self._files(self.phrases.say("left_out"), passed_over(report.inputs))
        stamp = f"{self.phrases.say('ruleset')} {marked(report.ruleset.version)}"
        as_of = self.phrases.say("as_of", date=self.phrases.day(report.as_of))
        yield from ("---", "", f"auditor {report.tool_version}. {stamp}. {as_of}. {self.phrases.say('limit.words')}")
        if report.seal:
            yield f"{self.phrases.say('seal')}: `{report.seal}`"


def _bounded(score: Score, phrases: Phrases) -> str:
    """Return a score with its bounds."""
    if score.value is None:
        return phrases.say("score_none")
    return f"{score.value}" if score.low == score.high else f"{score.value} [{score.low}–{score.high}]"


_MARKS = re.compile(r"([\\`*_\[\]<>#|~$&!])")
_SPACES = re.compile(r"\s+")


def marked(words: str) -> str:
    """Return words on one line in which nothing is taken for a mark."""
    return _MARKS.sub(r"\\\1", _SPACES.sub(" ", clean(words)).strip())


def _code(words: str) -> str:
    return _SPACES.sub(" ", clean(words)).replace("`", "'")


EXPORTER = Exporter(".md", pieces)
"""The exporter of ``.md``."""

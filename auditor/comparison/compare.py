"""Two documents to a Comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.comparison.alignment import Match, align, targets
from auditor.comparison.differences import Levelling, Step, pieces_of, steps_between
from auditor.comparison.passages import Passage, Reading
from auditor.comparison.substance import Judge
from auditor.facts.topics import CompiledLexicon
from auditor.model.comparison import Comparison, Direction, Pair, Side, Verdict
from auditor.model.fact import DocumentFacts
from auditor.model.text import Text


def compare(
    old: DocumentFacts, new: DocumentFacts, lexicon: CompiledLexicon, *, side: Side | None = None, is_template: bool
) -> Comparison:
    """Return what became of every clause of the older text, and what the newer one has besides.

    Against a template, names of the parties and blanks filled in are no differences.
    """
    older, newer = (Reading(facts, lexicon, names_count=not is_template) for facts in (old, new))
    chosen, side_from = _side(old, side, is_template=is_template)
    work = _Comparing(older, newer, Judge(older, newer, chosen), _titles(lexicon), is_template)
    return Comparison(
        old=old.document.path,
        new=new.document.path,
        side=chosen,
        side_from=side_from,
        pairs=tuple(work.pairs()),
        complete=old.complete and new.complete,
    )


def _titles(lexicon: CompiledLexicon) -> dict[str, Text]:
    return {topic.source.id: topic.source.title for topic in lexicon.topics}


def _side(template: DocumentFacts, side: Side | None, *, is_template: bool) -> tuple[Side | None, Text | None]:
    """Return for whom the comparison is read: as told, or the only party whose name the template holds."""
    if side is not None:
        return side, Text("сторона указана", "the side was given")
    named = [party for party in template.profile.parties if party.side and _is_name(party.name)]
    if is_template and len(named) == 1 and len(template.profile.parties) > 1:
        name = named[0].name
        return named[0].side, Text(f"в шаблоне названа одна сторона: {name}", f"the template names one party: {name}")
    return None, None


def _is_name(name: str) -> bool:
    return any(letter.isalpha() for letter in name) and "__" not in name and "[" not in name


@dataclass(frozen=True)
class _Comparing:
    """The work on two readings."""

    old: Reading
    new: Reading
    judge: Judge
    titles: dict[str, Text]
    is_template: bool

    def pairs(self) -> Sequence[Pair]:
        """Return all pairs in the order of the newer text, what is missing where it stood."""
        found = align(self.old.passages, self.new.passages)
        levelling = Levelling(targets(found.matches), inflections_count=not self.is_template)
        pairs = [(match.new.at, 1, self._matched(match, levelling)) for match in found.matches]
        pairs += [(passage.at, 1, self._added(passage)) for passage in found.added]
        below = sorted((match.old.at, match.new.at) for match in found.matches if not match.moved)
        for passage in found.missing:
            place = max((new for old, new in below if old < passage.at), default=-1)
            pairs.append((place, 2 + passage.at, self._missing(passage)))
        return [pair for _, _, pair in sorted(pairs, key=lambda entry: entry[:2])]

    def _matched(self, match: Match, levelling: Levelling) -> Pair:
        steps = steps_between(match.old, match.new, levelling)
        shifts = self.judge.shifts(steps)
        if not shifts and any(not step.same and not step.is_filled for step in steps):
            shifts = self.judge.topics(match.old, match.new, self.titles)
        verdict = _verdict(steps, [shift.direction for shift in shifts])
        pieces = () if verdict is Verdict.EQUAL else pieces_of(steps, self.old.text, self.new.text)
        return Pair(
            verdict=verdict,
            old=match.old.view,
            new=match.new.view,
            pieces=pieces,
            shifts=shifts,
            moved=match.moved,
            likeness=round(100 * match.likeness),
            topics=self._topics(match.old.topics | match.new.topics),
        )

    def _missing(self, passage: Passage) -> Pair:
        shifts = self.judge.alone(passage, is_old=True)
        return Pair(Verdict.MISSING, passage.view, None, shifts=shifts, topics=self._topics(passage.topics))

    def _added(self, passage: Passage) -> Pair:
        shifts = self.judge.alone(passage, is_old=False)
        return Pair(Verdict.ADDED, None, passage.view, shifts=shifts, topics=self._topics(passage.topics))

    def _topics(self, ids: frozenset[str]) -> tuple[Text, ...]:
        return tuple(self.titles[topic] for topic in sorted(ids) if topic in self.titles)


def _verdict(steps: Sequence[Step], directions: Sequence[Direction]) -> Verdict:
    """Return what became of a clause: the worst of its differences decides."""
    if Direction.WORSE in directions:
        return Verdict.WEAKENED
    if Direction.UNCLEAR in directions:
        return Verdict.CHANGED
    if Direction.BETTER in directions:
        return Verdict.IMPROVED
    differing = [step for step in steps if not step.same]
    if not differing:
        return Verdict.EQUAL
    return Verdict.FILLED if all(step.is_filled for step in differing) else Verdict.REWORDED

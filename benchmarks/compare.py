"""How right comparisons are: variants of real contracts, each with one known change, counted.

``python -m benchmarks.compare FOLDER`` takes every text of a folder, makes variants of it (a clause dropped, moved,
added; a number changed; a duty made a right; everything retyped, renumbered, or written as Word or PDF) and counts
how often the comparison says what was done, and how many other clauses it calls different that are not.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx

from auditor.comparison.compare import compare
from auditor.comparison.passages import Reading
from auditor.desk import bench, read_facts
from auditor.extraction.interface import Source
from auditor.model.comparison import Comparison, Pair, Verdict
from auditor.model.document import Unreadable
from auditor.model.fact import DocumentFacts

PER_CONTRACT = 3
"""Clauses of each contract that every kind of change is tried on."""
_LEAST_WORDS, _MOST_WORDS = 10, 150
"""Words of a clause that is worth a change."""
SUBSTANCE = {Verdict.WEAKENED, Verdict.IMPROVED, Verdict.CHANGED}


@dataclass(frozen=True, slots=True)
class Variant:
    """A changed text with what a comparison has to say of it."""

    kind: str
    text: str | bytes
    right: Callable[[Comparison], bool]
    target: Callable[[Pair], bool]
    """Which pairs the change is about; all others have to be equal."""
    name: str = "contract.txt"
    base: str | None = None
    """The template, where the contract is compared with one."""


@dataclass(slots=True)
class Count:
    """What came out for one kind of change."""

    tried: int = 0
    right: int = 0
    alarms: int = 0
    """Clauses called different that are not."""
    clauses: int = 0
    missed: list[str] = field(default_factory=list)


def main() -> None:
    """Print the counts for every kind of change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="Name what came out wrong.")
    given = parser.parse_args()
    counts: dict[str, Count] = defaultdict(Count)
    began = time.process_time()
    for path in sorted(given.folder.glob("*.txt")):
        _measure(path, counts)
    for kind, count in counts.items():
        share = 100 * count.right / count.tried if count.tried else 0.0
        print(f"{kind:12} {count.right:4} of {count.tried:4} right ({share:5.1f} %), "
              f"{count.alarms:4} false among {count.clauses:6} other clauses")  # fmt: skip
        if given.show:
            print("\n".join(f"    {line}" for line in count.missed))
    print(f"{time.process_time() - began:.0f} s of processor time")


def _measure(path: Path, counts: dict[str, Count]) -> None:
    original = _facts(path.read_bytes(), path.name)
    base = _facts(original.document.text.encode(), "contract.txt")
    for variant in _variants(base, path.name):
        data = variant.text.encode() if isinstance(variant.text, str) else variant.text
        older = _facts(variant.base.encode(), "template.txt") if variant.base else base
        newer, is_template = _facts(data, variant.name), variant.base is not None
        found = compare(older, newer, bench(()).lexicon, side="provider", is_template=is_template)
        others = [pair for pair in found.pairs if not variant.target(pair)]
        wrong = [pair for pair in others if pair.verdict is not Verdict.EQUAL or pair.moved]
        count = counts[variant.kind]
        count.tried += 1
        count.right += variant.right(found)
        count.alarms += len(wrong)
        count.clauses += len(others)
        if not variant.right(found):
            count.missed.append(f"{path.name}: not told")
        count.missed += [f"{path.name}: {pair.verdict}, moved {pair.moved}: {_words(pair)}" for pair in wrong[:3]]


def _words(pair: Pair) -> str:
    view = pair.new or pair.old
    return " ".join(view.text.split())[:90] if view else ""


def _facts(data: bytes, name: str) -> DocumentFacts:
    facts = read_facts(Source(name, data, "", len(data)))
    if isinstance(facts, Unreadable):
        raise SystemExit(f"{name}: {facts.message.en}")
    return facts


def _variants(base: DocumentFacts, name: str) -> Iterator[Variant]:
    text = base.document.text
    chance = random.Random(name)  # noqa: S311 - the same clauses in every run
    reading = Reading(base, bench(()).lexicon, names_count=True)
    spans = [passage.view.span for passage in reading.passages]
    clauses = [_trimmed(text, span) for span in spans]
    worth = [span for span in clauses if _LEAST_WORDS <= len(text[slice(*span)].split()) <= _MOST_WORDS]
    worth = [span for span in worth if text.count(text[slice(*span)]) == 1 and _begins_line(text, span)]
    chosen = chance.sample(worth, min(PER_CONTRACT, len(worth)))
    for span in chosen:
        yield _dropped(text, span)
        yield from _moved(text, span, chance.choice(worth))
        yield _added(text, span)
    numbered = [
        span
        for span in worth
        if re.search(r"\d+ ?\([а-яa-z -]+\)|\d+ (?:дн|рабоч|календ|days|%)|\d ?%", text[slice(*span)])
    ]
    for span in chance.sample(numbered, min(PER_CONTRACT, len(numbered))):
        yield from _with_number(text, span)
    for span in worth:
        yield from _softened(text, span)
        yield from _denied(text, span)
    for span in chosen:
        yield from _excepted(text, span)
    yield from _at_once(text, chosen, worth)
    yield from _filled(text, numbered)
    yield Variant("retyped", _retyped(text), lambda found: True, lambda pair: False)
    yield Variant("renumbered", _renumbered(text), lambda found: True, _is_reference)
    yield Variant("as Word", _word(text), lambda found: True, lambda pair: False, "contract.docx")


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _begins_line(text: str, span: tuple[int, int]) -> bool:
    ends = span[1] == len(text) or text[span[1]] == "\n"
    return ends and (span[0] == 0 or text[span[0] - 1] == "\n")


def _head(words: str) -> str:
    return words.strip().splitlines()[0][:60]


def _dropped(text: str, span: tuple[int, int]) -> Variant:
    words = text[slice(*span)]

    def is_it(pair: Pair) -> bool:
        return pair.verdict is Verdict.MISSING and pair.old is not None and words[:60] in pair.old.text

    return Variant("dropped", text[: span[0]] + text[span[1] + 1 :], lambda found: any(map(is_it, found.pairs)), is_it)


def _added(text: str, span: tuple[int, int]) -> Variant:
    """Return the text with a clause of our own put in after another."""
    is_russian = len(re.findall("[а-я]", text)) > len(re.findall("[a-z]", text))
    words = "Стороны ежеквартально сверяют перечень оборудования и подписывают сводную ведомость ключей."
    if not is_russian:
        words = "The parties shall compare the register of equipment every quarter and sign a summary of keys."

    def is_it(pair: Pair) -> bool:
        return pair.verdict is not Verdict.EQUAL and pair.new is not None and words in pair.new.text

    changed = f"{text[: span[1]]}\n{words}{text[span[1] :]}"
    return Variant("added", changed, lambda found: any(map(is_it, found.pairs)), is_it)


def _moved(text: str, span: tuple[int, int], other: tuple[int, int]) -> Iterator[Variant]:
    """Yield the text with a clause put behind another one that is not its neighbour."""
    if abs(other[0] - span[1]) < 5 or abs(span[0] - other[1]) < 5 or other == span:
        return
    words = text[slice(*span)]
    without = text[: span[0]] + text[span[1] + 1 :]
    shift = 0 if other[1] < span[0] else span[1] + 1 - span[0]
    at = other[1] - shift
    changed = f"{without[:at]}\n{words}{without[at:]}"

    def is_it(pair: Pair) -> bool:
        return pair.moved and pair.new is not None and _head(words) in pair.new.text

    yield Variant("moved", changed, lambda found: any(map(is_it, found.pairs)), is_it)


def _with_number(text: str, span: tuple[int, int]) -> Iterator[Variant]:
    """Yield the text with one quantity of a clause made another."""
    words = text[slice(*span)]
    found = re.search(r"(?<![\d.,])(\d{1,3})(?= ?(?:\([а-яa-z -]+\)|%|дн|рабоч|календ|days|business))", words)
    if not found:
        return
    number = str(int(found[1]) * 3 + 1)
    rest = re.sub(r"^( ?)\([а-яa-z -]+\)", r"\1", words[found.end() :])
    changed = words[: found.start()] + number + rest
    yield _substance("number", text, span, changed)


_SOFTER = (("обязан ", "вправе "), ("обязуется ", "вправе "), (" shall ", " may "), ("должен ", "может "))


def _softened(text: str, span: tuple[int, int]) -> Iterator[Variant]:
    """Yield the text with the first duty of a clause made a right."""
    words = text[slice(*span)]
    for duty, right in _SOFTER:
        if duty in words and "may" not in words and "вправе" not in words and "not be" not in words:
            yield _substance("duty", text, span, words.replace(duty, right, 1))
            return


def _denied(text: str, span: tuple[int, int]) -> Iterator[Variant]:
    """Yield the text with the first right of a clause denied."""
    words = text[slice(*span)]
    for right, none in ((" вправе ", " не вправе "), (" may ", " may not ")):
        if right in words and none not in words and " or may " not in words:
            yield _substance("denied", text, span, words.replace(right, none, 1))
            return


def _excepted(text: str, span: tuple[int, int]) -> Iterator[Variant]:
    """Yield the text with an exception at the end of a clause."""
    words = text[slice(*span)]
    if words.endswith("."):
        is_russian = len(re.findall("[а-я]", words)) > len(re.findall("[a-z]", words))
        rest = ", за исключением случаев, указанных в заявке." if is_russian else ", except as stated in an order."
        yield _substance("exception", text, span, words[:-1] + rest)


def _at_once(text: str, chosen: list[tuple[int, int]], worth: list[tuple[int, int]]) -> Iterator[Variant]:
    """Yield the text with a clause dropped, one added and a duty softened, all at once."""
    soft = [span for span in worth if span not in chosen and "обязан " in text[slice(*span)]]
    if len(chosen) < 2 or not soft:
        return
    (dropped, after), softened = chosen[:2], soft[0]
    added = "Стороны ежеквартально сверяют перечень оборудования и подписывают сводную ведомость ключей."
    gone, softer = text[slice(*dropped)], text[slice(*softened)].replace("обязан ", "вправе ", 1)
    edits = sorted([(dropped, ""), (after, f"{text[slice(*after)]}\n{added}"), (softened, softer)], reverse=True)
    changed = text
    for (start, end), words in edits:
        changed = changed[:start] + words + changed[end:]

    def is_one(pair: Pair) -> bool:
        new = _flat(pair.new.text) if pair.new else ""
        missing = pair.new is None and pair.old is not None and gone[:60] in pair.old.text
        return missing or added in new or _flat(softer) in new

    def right(found: Comparison) -> bool:
        told = [pair for pair in found.pairs if is_one(pair)]
        verdicts = {pair.verdict for pair in told}
        return (
            len(told) == 3 and Verdict.MISSING in verdicts and Verdict.ADDED in verdicts and bool(verdicts & SUBSTANCE)
        )

    yield Variant("three at once", changed, right, is_one)


def _filled(text: str, numbered: list[tuple[int, int]]) -> Iterator[Variant]:
    """Yield the contract as what came of a template in which its numbers were blank."""
    blank = text
    for start, end in sorted(numbered, reverse=True):
        words = re.sub(r"(?<![\d.,])(?<!\d )\d{1,3}( ?)\([а-яa-z -]+\)", r"____\1(________)", blank[start:end])
        blank = blank[:start] + words + blank[end:]
    if blank != text:

        def right(found: Comparison) -> bool:
            return {pair.verdict for pair in found.pairs} == {Verdict.EQUAL, Verdict.FILLED}

        yield Variant("filled", text, right, lambda pair: pair.verdict is Verdict.FILLED, base=blank)


def _substance(kind: str, text: str, span: tuple[int, int], words: str) -> Variant:
    def is_it(pair: Pair) -> bool:
        return pair.new is not None and _flat(words) in _flat(pair.new.text)

    def right(found: Comparison) -> bool:
        return any(is_it(pair) and pair.verdict in SUBSTANCE and pair.shifts for pair in found.pairs)

    return Variant(kind, text[: span[0]] + words + text[span[1] :], right, is_it)


def _flat(words: str) -> str:
    return " ".join(words.split())


def _retyped(text: str) -> str:
    """Return the text as another typist would have written it."""
    quoted = re.sub(r"[«“„]|(?<=\s)\"", '"', text).replace("»", '"').replace("”", '"')
    return quoted.replace("ё", "е").replace("Ё", "Е").replace(" – ", " - ").replace("—", "–").replace(" г.", "\u00a0г.")


def _renumbered(text: str) -> str:
    """Return the text with every section one number higher, as when a section was put before the first one."""

    def higher(found: re.Match[str]) -> str:
        return f"{int(found[1]) + 1}{found[2]}"

    return re.sub(r"(?m)^(\d{1,2})(\.\d|\.\s)", higher, text)


def _is_reference(pair: Pair) -> bool:
    """Return whether a pair differs by a reference only: the numbers of the clauses were changed, not those words."""
    return bool(pair.shifts) and all(shift.kind == "reference_stale" for shift in pair.shifts)


def _word(text: str) -> bytes:
    paper, held = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        paper.add_paragraph("".join(c for c in line if c.isprintable() or c == "\t"))
    paper.save(held)
    return held.getvalue()


if __name__ == "__main__":
    main()

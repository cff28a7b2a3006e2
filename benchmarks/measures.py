"""How right a report is, measured against labelled documents.

A labelled corpus is a folder with ``text/`` (the documents) and ``labels.jsonl``: one JSON object for a document,
``{"document": "name.txt", "checks": {"<rule id>": <label>}}``. A label is, by kind of corpus,

- grades: ``{"label": "pass" | "weak" | "fail" | "na", "quotes": [...], "close": true}``,
- presence: ``{"present": true, "quotes": [...]}``,
- sentences: the list of sentences that break a forbidden-term rule.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from auditor.desk import rulebook

GRADES = ("pass", "weak", "fail")
_WORST_FIRST = ("error", "undetermined", "fail", "weak", "pass", "not_applicable")
_SAME_PASSAGE = 0.5
"""Share of the shorter text's word triples that must stand in the other for two quotes to be one passage."""

Findings = Mapping[str, Mapping[str, list[dict[str, Any]]]]
Labels = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a kind of corpus is measured by: a table per check and figures over all of it."""

    columns: tuple[str, ...]
    rows: dict[str, tuple[float | None, ...]]
    """By rule id, in the order of the columns."""
    totals: dict[str, float | None]


def findings_by_document(report: Mapping[str, Any]) -> Findings:
    """Return a report's findings by file name and rule id."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for finding in report["findings"]:
        found[finding["subject"]["path"].rsplit("/", 1)[-1]][finding["rule"]].append(finding)
    return found


def grades(found: Findings, labels: Labels) -> Measure:
    """Return how often the grades are right; an alarm is a ``fail``.

    A close call beside ``weak`` is right on either side; ``na`` is not counted; a gap that the parent rule tells
    counts as told.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in labels:
        for check, label in row["checks"].items():
            if label["label"] != "na" and not _is_skipped(row, check, found):
                counts[check].update(_graded(found.get(row["document"], {}), check, label))
    columns = ("decisions", "right", "exact", "alarm precision", "alarm recall", "evidence")
    rows = {check: _grade_row(count) for check, count in sorted(counts.items())}
    return Measure(columns, rows, dict(zip(columns, _grade_row(_sum(counts.values())), strict=True)))


def presence(found: Findings, labels: Labels) -> Measure:
    """Return how well a clause is found where it is, and how often "missing" is true."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in labels:
        for check, label in row["checks"].items():
            counts[check].update(_presence(found.get(row["document"], {}), check, label))
    rows = {check: _presence_row(count) for check, count in sorted(counts.items())}
    return Measure(
        ("documents", "found: precision", "found: recall", "F1", "missing: precision", "evidence"),
        rows,
        {
            "macro F1": _mean(row[3] for row in rows.values()),
            "macro precision of missing": _mean(row[4] for row in rows.values()),
        },
    )


def sentences(found: Findings, labels: Labels) -> Measure:
    """Return how well the sentences that break a rule are found, and only they."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in labels:
        for check, wanted in row["checks"].items():
            said = _quotes(found.get(row["document"], {}).get(check, []))
            gold = [fold(sentence) for sentence in wanted]
            hit = sum(any(is_same_passage(quote, sentence) for quote in said) for sentence in gold)
            false = sum(not any(is_same_passage(quote, sentence) for sentence in gold) for quote in said)
            counts[check].update(hit=hit, missed=len(gold) - hit, false=false)
    rows = {check: _sentence_row(count) for check, count in sorted(counts.items())}
    return Measure(
        ("sentences", "precision", "recall", "F1"), rows, {"macro F1": _mean(row[3] for row in rows.values())}
    )


MEASURES: dict[str, Callable[[Findings, Labels], Measure]] = {
    "contracts": grades,
    "further": grades,
    "cuad": presence,
    "unfair": sentences,
}
"""The measure of each corpus, by the name of its folder."""


def fold(text: str) -> str:
    """Return a quote in lower case, with single spaces between words."""
    return re.sub(r"[\W_]+", " ", text.lower().replace("ё", "е").replace("\u00ad", "")).strip()


def is_same_passage(one: str, other: str) -> bool:
    """Return whether two folded quotes stand for one passage."""
    short, long = sorted((one.split(), other.split()), key=len)
    if len(short) < 3:
        return bool(short) and set(short) <= set(long)
    mine, theirs = (set(zip(words, words[1:], words[2:], strict=False)) for words in (short, long))
    return len(mine & theirs) >= _SAME_PASSAGE * min(len(mine), len(theirs))


def _is_skipped(row: dict[str, Any], check: str, found: Findings) -> bool:
    """Return whether the law does not concern a document: the labels say only what its text holds."""
    if check.startswith("forbidden-"):
        return not row.get("consumer")
    verdict = _verdict(found.get(row["document"], {}).get(check, []))
    return verdict == "not_applicable" and bool(row.get("consumer")) and check.startswith(("pretrial-", "forum-"))


def _graded(document: Mapping[str, list[dict[str, Any]]], check: str, label: dict[str, Any]) -> Counter[str]:
    gold, said = label["label"], _told(document, check)
    alarm, wanted = said == "fail", gold == "fail"
    if label.get("close") and "weak" in {gold, said} and said in GRADES:
        alarm = wanted
    cited = gold != "fail" and said in {"pass", "weak"} and bool(label.get("quotes"))
    return Counter(
        {
            "decisions": 1,
            "right": alarm == wanted and said in GRADES,
            "exact": said == gold,
            "hit": alarm and wanted,
            "false": alarm and not wanted,
            "missed": wanted and not alarm,
            "cited": cited,
            "cited right": cited and _is_cited(document[check], label["quotes"]),
        }
    )


def _presence(document: Mapping[str, list[dict[str, Any]]], check: str, label: dict[str, Any]) -> Counter[str]:
    said, there = _told(document, check), label["present"]
    found = said in {"pass", "weak"}
    cited = found and there and bool(label.get("quotes"))
    return Counter(
        {
            "documents": 1,
            "hit": found and there,
            "false": found and not there,
            "missed": there and not found,
            "absent": said == "fail" and not there,
            "cited": cited,
            "cited right": cited and _is_cited(document[check], label["quotes"]),
        }
    )


def _told(document: Mapping[str, list[dict[str, Any]]], check: str) -> str | None:
    """Return the outcome of a check; a gap that its parent told is a fail."""
    verdict = _verdict(document.get(check, []))
    if verdict == "not_applicable" and any(_verdict(document.get(parent, [])) == "fail" for parent in _parents(check)):
        return "fail"
    return verdict


@cache
def _parents(check: str) -> set[str]:
    """Return the rules that tell a gap in place of this one, theirs included."""
    rules = {rule.id: rule for rule in rulebook(())[0].rules}
    known: set[str] = set()
    waiting = [check]
    while waiting:
        rule = rules.get(waiting.pop())
        more = set(rule.parents if rule else ()) - known
        known |= more
        waiting += more
    return known


def _verdict(findings: Iterable[dict[str, Any]]) -> str | None:
    got = {finding["outcome"] for finding in findings}
    return next((outcome for outcome in _WORST_FIRST if outcome in got), None)


def _quotes(findings: Iterable[dict[str, Any]]) -> list[str]:
    return [fold(entry["quote"]) for finding in findings for entry in finding["evidence"] if entry["quote"]]


def _is_cited(findings: Iterable[dict[str, Any]], gold: Iterable[str]) -> bool:
    said = _quotes(findings)
    return any(is_same_passage(quote, fold(passage)) for quote in said for passage in gold)


def _sum(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _f1(count: Counter[str]) -> float | None:
    return _share(2 * count["hit"], 2 * count["hit"] + count["false"] + count["missed"])


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _grade_row(count: Counter[str]) -> tuple[float | None, ...]:
    return (
        count["decisions"],
        _share(count["right"], count["decisions"]),
        _share(count["exact"], count["decisions"]),
        _share(count["hit"], count["hit"] + count["false"]),
        _share(count["hit"], count["hit"] + count["missed"]),
        _share(count["cited right"], count["cited"]),
    )


def _presence_row(count: Counter[str]) -> tuple[float | None, ...]:
    return (
        count["documents"],
        _share(count["hit"], count["hit"] + count["false"]),
        _share(count["hit"], count["hit"] + count["missed"]),
        _f1(count),
        _share(count["absent"], count["absent"] + count["missed"]),
        _share(count["cited right"], count["cited"]),
    )


def _sentence_row(count: Counter[str]) -> tuple[float | None, ...]:
    return (
        count["hit"] + count["missed"],
        _share(count["hit"], count["hit"] + count["false"]),
        _share(count["hit"], count["hit"] + count["missed"]),
        _f1(count),
    )

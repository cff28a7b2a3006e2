"""Measures the rules against labelled corpora and rewrites the tables of ``docs/accuracy.md``.

Usage: ``python -m benchmarks.accuracy FOLDER``. The folder holds ``contracts``, ``further``, ``cuad`` and ``unfair``,
or some of them; ``measures.py`` says what is in each. The corpora are not part of the project.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measures import MEASURES, Measure, findings_by_document

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
FIGURES = ROOT / "rules" / "accuracy.json"
"""The figures of each rule, for ``auditor rules show`` and ``auditor rules docs``."""
_BEGIN, _END = "<!-- figures: made by `make accuracy` -->", "<!-- end of figures -->"
_AS_OF = "2026-11-01"
"""The date by which the corpora are judged, so that two runs agree."""
_TITLES = {
    "contracts": "Russian and English service contracts: grades",
    "further": "Further Russian and English contracts, offers and terms, mostly short: grades",
    "cuad": "English commercial contracts (CUAD v1): presence of clauses",
    "unfair": "English terms of service (CLAUDETTE): sentences with unfair terms",
}


def measured(folder: Path, name: str) -> Measure:
    """Return the measure of one corpus after auditing its texts."""
    lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines if line.strip()]
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / "report.json"
        command = [
            "-m",
            "auditor",
            "audit",
            str(folder / "text"),
            "--as-of",
            _AS_OF,
            "--no-cache",
            "--quiet",
            "--output",
            str(report),
        ]
        subprocess.run([sys.executable, *command], check=False, cwd=ROOT)  # exit code 1 says that there are findings
        found = findings_by_document(json.loads(report.read_text(encoding="utf-8")))
    return MEASURES[name](found, labels)


def table(name: str, measure: Measure) -> str:
    """Return a measure as a Markdown section."""
    head = f"| check | {' | '.join(measure.columns)} |\n|---|{'--:|' * len(measure.columns)}\n"
    rows = "".join(f"| `{check}` | {' | '.join(map(shown, row))} |\n" for check, row in measure.rows.items())
    totals = ", ".join(f"{title} **{shown(value)}**" for title, value in measure.totals.items())
    return f"### {_TITLES[name]}\n\n{totals}.\n\n{head}{rows}"


def shown(value: float | None) -> str:
    """Return a figure for a reader: shares with three places, counts whole."""
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def main() -> None:
    """Measure every corpus of the folder and rewrite the page and the figures."""
    folder = Path(sys.argv[1])
    measures = {name: measured(folder / name, name) for name in MEASURES if (folder / name).is_dir()}
    for name, measure in measures.items():
        print(name, {title: shown(value) for title, value in measure.totals.items()})
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    after = rest.partition(_END)[2]
    tables = "\n".join(table(name, measure) for name, measure in measures.items())
    PAGE.write_text(f"{before}{_BEGIN}\n\n{tables}\n{_END}{after}", encoding="utf-8")
    FIGURES.write_text(json.dumps(_by_rule(measures), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _by_rule(measures: dict[str, Measure]) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return the figures of every rule: corpus, then column."""
    found: dict[str, dict[str, dict[str, float | None]]] = {}
    for name, measure in measures.items():
        for check, row in measure.rows.items():
            rounded = (value if value is None or isinstance(value, int) else round(value, 3) for value in row)
            found.setdefault(check, {})[name] = dict(zip(measure.columns, rounded, strict=True))
    return found


if __name__ == "__main__":
    main()

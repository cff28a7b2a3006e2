"""``auditor facts``: what was read and understood of one file, to be checked by eye."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from auditor.cli import exit_codes
from auditor.model.document import Unreadable
from auditor.model.fact import DocumentFacts
from auditor.trials import facts_of_file


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="A further folder of rules and topics."
)
def facts(file: Path, form: str, folders: tuple[Path, ...]) -> int:
    """Show what was read of FILE and what was understood, with places."""
    understood = facts_of_file(file, folders)
    if isinstance(understood, Unreadable):
        click.echo(f"auditor: {file}: {understood.message.en}\n  {understood.message.ru}", err=True)
        return exit_codes.FINDINGS
    data = _data(understood)
    click.echo(json.dumps(data, ensure_ascii=False, indent=1) if form == "json" else _page(data))
    return exit_codes.CLEAN


def _data(understood: DocumentFacts) -> dict[str, Any]:
    document, profile = understood.document, understood.profile
    return {
        "file": document.path,
        "pages": document.coverage.pages_total,
        "pages_unread": list(document.coverage.pages_unread),
        "language": profile.language,
        "kind": profile.kind,
        "regime": profile.regime.value,
        "regime_signs": [
            {"words": _words(understood, sign.span), "shows": sign.shows.ru} for sign in profile.regime_signs
        ],
        "number": profile.number,
        "date": profile.date,
        "sectors": list(profile.sectors),
        "parties": [
            {
                "name": party.name,
                "called": list(party.aliases),
                "side": party.side,
                "nature": party.nature,
                "inn": party.inn,
            }
            for party in profile.parties
        ],
        "sections": [{"number": s.number, "heading": s.heading} for s in understood.outline.sections if s.heading],
        "topics": {
            topic: [{"clause": _clause(understood, m.clause), "words": _words(understood, m.span)} for m in mentions]
            for topic, mentions in sorted(understood.mentions.items())
        },
        "values": [
            {
                "kind": v.kind,
                "words": _words(understood, v.span),
                "start": v.span[0],
                "number": None if v.number is None else str(v.number),
                "unit": v.unit,
                "detail": v.detail,
            }
            for v in understood.values
        ],
        "defects": {
            kind: [
                {
                    "grade": defect.grade,
                    "message": defect.message.ru,
                    "words": _words(understood, defect.span) if defect.span else None,
                    "start": defect.span[0] if defect.span else None,
                }
                for defect in defects
            ]
            for kind, defects in sorted(understood.defects.items())
        },
    }


def _words(understood: DocumentFacts, span: tuple[int, int]) -> str:
    return understood.document.text[span[0] : span[1]]


def _clause(understood: DocumentFacts, index: int) -> str | None:
    return understood.outline.clauses[index].number if index >= 0 else None


def _page(data: dict[str, Any]) -> str:
    """Return the facts as lines for a person; control characters of the document are left out."""
    lines = [
        f"{name}: {value}" for name, value in data.items() if not isinstance(value, (list, dict)) and value is not None
    ]
    lines += [
        f"party: {p['name'] or '—'} ({', '.join(p['called'])}), {p['side']}, {p['nature']}" for p in data["parties"]
    ]
    lines += [f"regime sign: {sign['shows']}: {sign['words']}" for sign in data["regime_signs"]]
    lines += [f"section {s['number'] or ''}: {s['heading']}" for s in data["sections"]]
    for topic, passages in data["topics"].items():
        lines.append(f"\n{topic}")
        lines += [f"  {p['clause'] or '—'}: {p['words']}" for p in passages]
    lines.append("\nvalues")
    lines += [
        f"  {v['kind']}: {v['words']} = {v['number'] or v['detail'] or ''} {v['unit'] or ''}" for v in data["values"]
    ]
    if data["defects"]:
        lines.append("\ndefects")
    lines += [f"  {kind} ({d['grade']}): {d['message']}" for kind, found in data["defects"].items() for d in found]
    return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)

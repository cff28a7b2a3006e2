"""The schemas for editors accept what the loader accepts and refuse what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from auditor.rulebook.folders import rules_folder
from auditor.rulebook.schemas import schemas

RULES = rules_folder()


def files(kind: str) -> list[Path]:
    if kind == "topic":
        topics = (RULES / "lexicon").rglob("*.yaml")
        return [path for path in topics if not any(part.startswith("_") for part in path.relative_to(RULES).parts)]
    found = (RULES / "contracts").rglob("*.yaml")
    return [path for path in found if path.name.endswith(".examples.yaml") == (kind == "examples")]


def read(path: Path) -> Any:
    """Return a file as an editor sees it: dates stay words."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - gives only text


@pytest.mark.parametrize("kind", ["rule", "examples", "topic"])
def test_every_shipped_file_follows_its_schema(kind: str) -> None:
    schema = schemas()[kind]
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(_worded(schema))
    shown = [
        f"{path.name}: {error.json_path} {error.message[:200]}"
        for path in files(kind)
        for error in validator.iter_errors(read(path))
    ]
    assert files(kind)
    assert shown == []


def _worded(schema: Any) -> Any:
    """Return the schema with numbers and truth values as the words that a text-only reading gives."""
    if isinstance(schema, list):
        return [_worded(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "integer":
        return {"type": "string", "pattern": "^[0-9]+$"}
    return {key: _worded(value) for key, value in schema.items()}


@pytest.mark.parametrize(
    "change",
    [{"sverity": "high"}, {"severity": "huge"}, {"title": {"ru": "Нет срока"}}, {"pass": {"menti0ns": "payment-term"}}],
)
def test_what_the_loader_refuses_the_schema_refuses(change: dict[str, Any]) -> None:
    rule = read(next(path for path in files("rule") if path.stem == "payment-deadline-missing"))
    jsonschema.validate(rule, _worded(schemas()["rule"]))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**rule, **change}, _worded(schemas()["rule"]))

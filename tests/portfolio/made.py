"""Small folders made of text files, read and judged as an audit does."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from auditor.desk import judge_facts, judge_folder, read_facts
from auditor.extraction.interface import Source
from auditor.model.document import Unreadable
from auditor.model.finding import Finding
from auditor.model.judged import Judged
from auditor.portfolio.cases.access import access_cases
from auditor.portfolio.folder import Folder
from auditor.running.settings import Settings

AS_OF = "2026-11-01"


def settings(as_of: str = AS_OF) -> Settings:
    """Return the settings of an audit on a day."""
    return Settings(as_of=as_of, generated_at="")


def judged(name: str, content: str, as_of: str = AS_OF) -> Judged:
    """Return what becomes of one file."""
    data = content.encode()
    facts = read_facts(Source(name, data, hashlib.sha256(data).hexdigest(), len(data)))
    assert not isinstance(facts, Unreadable), name
    return judge_facts(facts, settings(as_of))


def folder_of(files: Mapping[str, str], as_of: str = AS_OF) -> Folder:
    """Return the folder that some files make."""
    return Folder.of([judged(name, content, as_of) for name, content in files.items()], as_of, "ru")


def findings_of(files: Mapping[str, str], as_of: str = AS_OF) -> list[Finding]:
    """Return what an audit finds in some files beyond single contracts."""
    return list(judge_folder(folder_of(files, as_of), settings(as_of)))


def accounts_of(files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the facts of every account of a folder, by its name."""
    cases = access_cases(folder_of(files))
    return {case.subject.label: {name: fact.value for name, fact in case.told.items()} for case in cases}


def about(told: Mapping[str, dict[str, str]], words: str) -> dict[str, str]:
    """Return the facts of the one account that some words name."""
    found = [facts for label, facts in told.items() if words in label]
    assert len(found) == 1, (words, list(told))
    return found[0]

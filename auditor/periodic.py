"""An audit that remembers: the pipeline's report, recorded and told with what earlier audits of the portfolio said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from auditor.model.report import Report
from auditor.pipeline import audit
from auditor.running.memory import opened
from auditor.running.settings import Settings

if TYPE_CHECKING:
    from auditor.history.store import AuditRow, Store
    from auditor.owners import Line
    from auditor.waiving.file import WaiverFile

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done besides the audit itself."""

    db: str | None = None
    """File name or address of the history; None for no history."""
    portfolio: str = ""
    """The name under which audits belong together; empty for the name of the folder."""
    waivers: Path | None = None
    """The file of accepted findings."""
    owners: tuple[Path, ...] = ()
    """Sheets that say who mends what by when."""


def history_file() -> Path:
    """Return the file in the user's own folder that keeps the history where no other is named."""
    return Path(platformdirs.user_data_dir("auditor", appauthor=False)) / "history.sqlite"


def open_history(db: str | None) -> Store:
    """Return the history at a file name or an address; the user's own where none is given."""
    from auditor.history.store import Store  # noqa: PLC0415 - slow to import, and most runs keep no history

    return Store(db or str(history_file()))


def portfolio_name(paths: Sequence[Path | str], told: str = "") -> str:
    """Return the name of a portfolio: the one that was told, else that of the folders or files."""
    names = [told] if told else [_name(path) for path in paths]
    return " + ".join(dict.fromkeys(names))[:_LONGEST_NAME]


def _name(path: Path | str) -> str:
    text = str(path)
    if "://" in text:
        return text.rstrip("/").rsplit("/", 1)[-1]
    return Path(text).resolve().name or text


def periodic_audit(
    paths: Sequence[Path | str], settings: Settings, plan: Plan, meanwhile: Callable[[], None] = lambda: None
) -> Report:
    """Return the report on files and folders; with a history, recorded there and compared with the audit before.

    ``meanwhile`` is done while the first files are worked on.
    """
    store = open_history(plan.db) if plan.db else None
    report = audit(paths, settings, _waivers(plan.waivers) if plan.waivers else None, meanwhile)
    if store is None:
        return report
    from auditor.history.law import law_changes  # noqa: PLC0415 - as above
    from auditor.history.telling import with_past  # noqa: PLC0415

    recorded = store.record(report, portfolio_name(paths, plan.portfolio))
    assign_owners(store, recorded.audit, plan.owners, report.as_of)
    before = store.before(recorded.audit)
    law = law_changes(report, before.as_of) if before else ()
    shelf = opened(settings.cache)
    try:
        return with_past(report, store, recorded, law, shelf)
    finally:
        if shelf is not None:
            shelf.close()


def _waivers(path: Path) -> WaiverFile:
    from auditor.waiving.file import load_waivers  # noqa: PLC0415 - most runs have none

    return load_waivers(path)


def assign_owners(store: Store, audit: AuditRow, sheets: Sequence[Path], day: str) -> tuple[int, list[Line]]:
    """Write down who mends which finding of an audit; return how many, and the lines that fit none."""
    if not sheets:
        return 0, []
    from auditor.history.marks import open_findings  # noqa: PLC0415 - as above
    from auditor.owners import assignments_of, read_owners  # noqa: PLC0415

    lines = [line for sheet in sheets for line in read_owners(sheet)]
    found, unknown = assignments_of(lines, open_findings(store, audit))
    store.assign(audit.portfolio, found, day)
    return len(found), unknown

"""The annexes that a contract names and does not hold, and the files beside it that are these annexes."""

from __future__ import annotations

import re

from auditor.model.correspondence import CORRESPONDENCE
from auditor.model.judged import Judged
from auditor.portfolio.folder import Folder

_OPENING = 300
"""Characters at the beginning of a file in which an annex says that it is one."""


def annexes_beside(folder: Folder, contract: Judged) -> dict[str, Judged | None]:
    """Return every annex that the contract's file lacks, by its label, with the file near it that is this annex."""
    named = contract.paper.annexes if contract.paper else ()
    near = [entry for entry in folder.near(contract) if _is_its_own(folder, entry, contract)] if named else []
    return {label: next((entry for entry in near if _is_annex(entry, label)), None) for label, _ in named}


def _is_its_own(folder: Folder, entry: Judged, contract: Judged) -> bool:
    """Return whether a file supplements this contract, or none: another contract's annex is not taken."""
    main = folder.main_of(entry)
    return main is None or main is contract


def _is_annex(entry: Judged, label: str) -> bool:
    """Return whether a file is the annex of a label: by its first words or its name; a letter only speaks of it."""
    if entry.input.media_type in CORRESPONDENCE:
        return False
    paper = entry.paper
    named = f"{entry.input.path.rpartition('/')[2]}\n{paper.opening[:_OPENING] if paper else ''}".lower()
    pattern = rf"(?:приложени\w*|прил\.|annex|appendix|schedule|exhibit)\s*(?:№|no\.?|n)?\s*{re.escape(label)}\b"
    return re.search(pattern, named) is not None

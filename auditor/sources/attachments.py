"""The files that come with a letter and the letters of a mailbox: taken one by one, counted, never put under a name."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from auditor.model.enclosed import Enclosed
from auditor.sources.taking import Budget, FullError, Taking, Unpacked


def take_enclosed(enclosed: Iterable[Enclosed], label: str, folder: Path, budget: Budget) -> Unpacked:
    """Return the enclosed files as members, their bytes written to numbered files in a folder made for them.

    Nothing that the letter does raises: what could be had is returned with the reason why the rest could not.
    """
    files = iter(enclosed)
    try:
        first = next(files, None)
    except MemoryError:
        raise
    except Exception:
        return Unpacked((), budget, "damaged")
    if first is None:
        return Unpacked((), budget)
    if budget.depth <= 0:
        return Unpacked((), budget, "limit_depth")
    folder.mkdir(mode=0o700)
    taking = Taking(label, folder, replace(budget, depth=budget.depth - 1))
    return taking.result(_take(chain([first], files), taking))


def _take(files: Iterable[Enclosed], taking: Taking) -> str | None:
    """Take files one by one; return why not all of them were taken."""
    try:
        for file in files:
            if file.reason:
                taking.refuse(file.name, file.size, file.reason)
            else:
                taking.take(file.name, io.BytesIO(file.data))
    except FullError as full:
        return full.reason
    except MemoryError:
        raise
    except Exception:
        return "damaged"
    return None

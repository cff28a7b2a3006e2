"""Rules that come in installed packages: the entry points of the group ``auditor.rules``."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import Place, RuleError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "auditor.rules"
"""An entry point of this group names a package; the folder of that package holds rules like a ``--rules`` folder."""


def installed_folders() -> list[Path]:
    """Return the rule folders of installed packages, by name; RuleError for one that cannot be found."""
    if not _may_be_any():
        return []
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow to import, see below

    return [_folder(point) for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)]


def _may_be_any() -> bool:
    """Return whether any installed package may name rules.

    Every run asks, and nearly none has such a package: to look for the name of the group takes a tenth of the time
    of asking the standard library, which is asked wherever packages may lie in something else than plain folders.
    """
    asked = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    if asked != [PathFinder]:
        return True
    places = {entry or "." for entry in sys.path}
    return any(_may_hold(place) for place in places if os.path.exists(place))  # noqa: PTH110 - as said


def _may_hold(place: str) -> bool:
    try:
        names = os.listdir(place)  # noqa: PTH208 - as said
    except OSError:
        return True
    kept = (name for name in names if name.lower().endswith((".dist-info", ".egg-info", "egg-info")))
    return any(_names_group(f"{place}{os.sep}{name}{os.sep}entry_points.txt") for name in kept)


def _names_group(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as said
            return GROUP.encode() in file.read()
    except OSError:
        return False


def _folder(point: EntryPoint) -> Path:
    place = Place(f"entry point {GROUP}: {point.name} = {point.value}")
    remedy = "Install the package again, or remove it."
    try:
        module = import_module(point.value)
    except ImportError as error:
        raise RuleError(f"the package cannot be loaded: {error}", place=place, remedy=remedy) from error
    folders = [Path(entry) for entry in getattr(module, "__path__", ())]
    if not folders or not folders[0].is_dir():
        raise RuleError("the entry point names no folder of rules", place=place, remedy=remedy)
    return folders[0]

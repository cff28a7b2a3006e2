"""Rules that come in installed packages: the entry points of the group ``auditor.rules``."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from auditor.errors import Place, RuleError

GROUP = "auditor.rules"
"""An entry point of this group names a package; the folder of that package holds rules like a ``--rules`` folder."""


def installed_folders() -> list[Path]:
    """Return the rule folders of installed packages, by name; RuleError for one that cannot be found."""
    return [_folder(point) for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)]


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

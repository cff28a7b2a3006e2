"""Links from a report to the files it speaks of: relative ones, so that both can be moved together."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from auditor.model.enclosed import outermost
from auditor.model.finding import Evidence, Nearest
from auditor.model.report import Report


def linked(report: Report, folder: Path) -> Report:
    """Return the report with the addresses of its files as seen from the folder that it is written to."""
    return replace(report, links={path: _address(file, folder) for path, file in report.origins.items()})


def _address(file: str, folder: Path) -> str:
    """Return a relative address; the dot in front keeps any name of a file from being taken for a scheme."""
    try:
        way = os.path.relpath(file, folder)
    except ValueError:  # on another drive
        return ""
    return "./" + quote(os.fsencode(way.replace(os.sep, "/")))


@dataclass(frozen=True, slots=True)
class Sources:
    """The addresses of the files, as seen from a page."""

    links: Mapping[str, str] = field(default_factory=dict)
    up: str = ""
    """What leads from the page to the folder of the report."""

    def file(self, path: str) -> str:
        """Return the address of a file, or of the archive it lies in; empty when it cannot be linked to."""
        link = self.links.get(path) or self.links.get(outermost(path), "")
        return self.up + link if link else ""

    def place(self, found: Evidence | Nearest, home: str) -> str:
        """Return the address of a passage: of a PDF with the page, which readers of PDF open."""
        path = found.path if isinstance(found, Evidence) else home
        link = self.file(path)
        is_page = link and found.page is not None and path.lower().endswith(".pdf") and path == outermost(path)
        return f"{link}#page={found.page}" if is_page else link

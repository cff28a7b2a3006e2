"""How the parts of an Office Open XML package (ISO/IEC 29500-2) are named, typed and linked."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditor.extraction.interface import UnreadableError
from auditor.extraction.package import Package
from auditor.extraction.safe_xml import parse

_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship from one part to another."""

    kind: str
    """The last word of its type: ``worksheet``, ``styles``, ``comments``."""
    target: str
    """The name of the other part."""


def content_types(package: Package) -> Mapping[str, str]:
    """Return the type of each part that has one."""
    root = parse(package.read(_TYPES))
    by_ending = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root if _local(e) == "Default"}
    by_name = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in root if _local(e) == "Override"}
    found = {}
    for name in package.names:
        kind = by_name.get(name) or by_ending.get(posixpath.splitext(name)[1].lstrip(".").lower())
        if kind:
            found[name] = kind
    return found


def links_of(package: Package, part: str) -> dict[str, Link]:
    """Return the links of a part by id; ``""`` is the package itself. Links that lead outside are left out."""
    folder, name = posixpath.split(part)
    at = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.has(at):
        return {}
    links = {}
    for element in parse(package.read(at)):
        if _local(element) == "Relationship" and element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
            links[element.get("Id", "")] = Link(element.get("Type", "").rsplit("/", 1)[-1], target)
    return links


def main_part(package: Package) -> str:
    """Return the name of the part that the package is about.

    Raises UnreadableError when there is none.
    """
    for link in links_of(package, "").values():
        if link.kind == "officeDocument" and package.has(link.target):
            return link.target
    raise UnreadableError("damaged")


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]

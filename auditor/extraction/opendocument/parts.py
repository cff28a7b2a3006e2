"""The parts of an OpenDocument file, whether it is a package or one flat file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from auditor.extraction.interface import UnreadableError
from auditor.extraction.package import Package
from auditor.extraction.safe_xml import parse, parse_leniently
from auditor.model.document import Sign

_MANIFEST = "META-INF/manifest.xml"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a reader needs of a file."""

    content: Any
    styles: Any | None
    """The root that holds the named styles and the page layouts; the content's own in a flat file."""
    whole: bool
    """Whether the content was read to its end."""
    signs: tuple[Sign, ...] = ()
    """Macros and embedded objects."""


def parts_of(data: bytes) -> Parts:
    """Return the parts of a file.

    Raises UnreadableError: ``encrypted`` under a password, ``damaged`` without content.
    """
    if not data.startswith(b"PK"):
        root, whole = _content(data)
        return Parts(root, root, whole)
    package = Package(data)
    refuse_encrypted(package)
    content, whole = _content(package.read("content.xml"))
    styles = parse_leniently(package.read("styles.xml"))[0] if package.has("styles.xml") else None
    return Parts(content, styles, whole, signs_of(package))


def _content(data: bytes) -> tuple[Any, bool]:
    root, whole = parse_leniently(data)
    if root is None:
        raise UnreadableError("damaged")
    return root, whole


def refuse_encrypted(package: Package) -> None:
    """Raise UnreadableError when the manifest says that a part is under a password."""
    if not package.has(_MANIFEST):
        return
    for element in parse(package.read(_MANIFEST)).iter():
        if local(element) == "encryption-data":
            raise UnreadableError("encrypted")


def signs_of(package: Package) -> tuple[Sign, ...]:
    """Return a sign for macros and one for embedded objects."""
    macro = any(name.startswith(("Basic/", "Scripts/")) and name.endswith((".xml", ".py", ".js")) and
                not name.endswith(("script-lc.xml", "script-lb.xml")) for name in package.names)  # fmt: skip
    embedded = any(name.startswith("Object ") or "/Object " in name for name in package.names)
    return (*((Sign("macro", ""),) if macro else ()), *((Sign("embedded_object", ""),) if embedded else ()))


def local(element: Any) -> str:
    """Return an element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rsplit("}", 1)[-1] == name:
            return str(value)
    return None


def count(element: Any, name: str, most: int) -> int:
    """Return a repetition that a file states, at least one and never more than the most."""
    stated = attribute(element, name) or "1"
    return min(max(int(stated), 1), most) if stated.isascii() and stated.isdigit() and len(stated) < 12 else 1

"""The names of WordprocessingML that the reader needs, in both editions of the standard (ISO/IEC 29500)."""

from __future__ import annotations

from typing import Any

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_ALTERNATE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ALTERNATE = f"{{{_ALTERNATE}}}AlternateContent"
CHOICE = f"{{{_ALTERNATE}}}Choice"
FALLBACK = f"{{{_ALTERNATE}}}Fallback"


def local(element: Any) -> str:
    """Return an element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def is_word(element: Any) -> bool:
    """Return whether an element belongs to WordprocessingML."""
    tag = element.tag
    return isinstance(tag, str) and tag.startswith((f"{{{TRANSITIONAL}}}", f"{{{STRICT}}}"))


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rsplit("}", 1)[-1] == name:
            return str(value)
    return None


def child(element: Any, *path: str) -> Any:
    """Return the first descendant along a path of names, or None."""
    for name in path:
        element = next((inner for inner in element if local(inner) == name), None)
        if element is None:
            return None
    return element


def value(element: Any, *path: str) -> str | None:
    """Return the ``val`` attribute of the element along a path, or None."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def is_on(element: Any, name: str) -> bool | None:
    """Return whether a switch such as ``vanish`` is set here: True, False, or None when it is not mentioned."""
    found = child(element, name)
    if found is None:
        return None
    return (attribute(found, "val") or "true").lower() not in {"0", "false", "off", "none"}

"""The one place where XML and HTML are parsed: no entities, no DTD, no network, no endless depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from auditor.extraction.interface import UnreadableError

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def parse(data: bytes) -> Any:
    """Return the root of a well-formed document.

    Raises UnreadableError: ``unsafe`` when the document declares entities, ``damaged`` when it is not well-formed.
    """
    root, whole = _parsed(data, recover=False)
    if root is None or not whole:
        raise UnreadableError("damaged")
    return root


def parse_leniently(data: bytes) -> tuple[Any | None, bool]:
    """Return the root of a document as far as it goes, or None, and whether all of it was read.

    Raises UnreadableError for a document that declares entities.
    """
    root, whole = _parsed(data, recover=False)
    return (root, True) if whole else _parsed(data, recover=True)


def _parsed(data: bytes, *, recover: bool) -> tuple[Any | None, bool]:
    parser = etree.XMLParser(**_SAFE, recover=recover)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = _reason(error)
        if reason != "damaged":
            raise UnreadableError(reason) from None
        return None, False
    if root is not None:
        _refuse_entities(root)
    return root, not recover


def _reason(error: etree.XMLSyntaxError) -> str:
    """Return why a document is refused: it is a bomb of entities, nested too deeply, or just damaged."""
    said = str(error).lower()
    if "amplification" in said or "entity reference loop" in said:
        return "unsafe"
    return "limit_nesting" if "depth" in said else "damaged"


def _refuse_entities(root: Any) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and (next(declared.iterentities(), None) is not None):
        raise UnreadableError("unsafe")


def ends(stream: IO[bytes], *names: str) -> Iterator[Any]:
    """Return elements with these local names as they end, each emptied after use, so that size costs no memory.

    Raises UnreadableError as :func:`parse` does.
    """
    wanted = {f"{{*}}{name}" for name in names}
    try:
        events = etree.iterparse(stream, events=("end",), tag=tuple(wanted), **_SAFE)
        checked = False
        for _event, element in events:
            if not checked:
                _refuse_entities(element)
                checked = True
            yield element
            element.clear()
            before = element.getprevious()
            if before is not None and before.tag == element.tag:
                element.getparent().remove(before)
        if not checked and events.root is not None:
            _refuse_entities(events.root)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(_reason(error)) from None


def parse_html(text: str) -> Any | None:
    """Return the root of a page, repaired as far as it can be, or None when it holds no element.

    Raises UnreadableError for a page that is nested too deeply to be read to its end.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableError("limit_nesting")
    return root

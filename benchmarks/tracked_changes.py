"""What Word does when all tracked changes of a file are accepted or rejected, done on its XML."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    """Return a package of parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return held.getvalue()


def settled(data: bytes, author: str, *, accept: bool) -> bytes:
    """Return a Word file after all changes of one author were accepted or rejected; their comments are removed too."""
    members = parts(data)
    root = etree.fromstring(members[MAIN])
    kept, dropped = ("ins", "del") if accept else ("del", "ins")
    _settle_runs(root, author, kept, dropped)
    _settle_paragraphs(root, author, kept, dropped)
    _remove_comments(root, members, author)
    members[MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(members)


def _settle_runs(root: Any, author: str, kept: str, dropped: str) -> None:
    for mark in [m for m in root.iter(W + dropped) if _is_of(m, author) and m.getparent().tag != W + "rPr"]:
        mark.getparent().remove(mark)
    for mark in [m for m in root.iter(W + kept) if _is_of(m, author) and m.getparent().tag != W + "rPr"]:
        for text in mark.iter(W + "delText", W + "delInstrText"):
            text.tag = W + ("t" if text.tag == W + "delText" else "instrText")
        for inner in list(mark):
            mark.addprevious(inner)
        mark.getparent().remove(mark)


def _settle_paragraphs(root: Any, author: str, kept: str, dropped: str) -> None:
    """Join each paragraph whose mark goes with the next one, and settle the marks that stay."""
    for mark in [m for m in root.iter(W + dropped) if _is_of(m, author) and m.getparent().tag == W + "rPr"]:
        paragraph = next(above for above in mark.iterancestors() if above.tag == W + "p")
        following = paragraph.getnext()
        left = [inner for inner in paragraph if inner.tag != W + "pPr"]
        if following is not None and following.tag == W + "p":
            at = 1 if len(following) and following[0].tag == W + "pPr" else 0
            for inner in reversed(left):
                following.insert(at, inner)
        paragraph.getparent().remove(paragraph)
    for mark in [m for m in root.iter(W + kept) if _is_of(m, author) and m.getparent().tag == W + "rPr"]:
        mark.getparent().remove(mark)


def _remove_comments(root: Any, members: dict[str, bytes], author: str) -> None:
    name = next((name for name in members if name.startswith("word/comments") and name.count(".") == 1
                 and _root(members[name]).tag == W + "comments"), None)  # fmt: skip
    if name is None:
        return
    comments = _root(members[name])
    gone = {comment.get(W + "id") for comment in comments if comment.get(W + "author") == author}
    for comment in [comment for comment in comments if comment.get(W + "id") in gone]:
        comments.remove(comment)
    for tag in ("commentRangeStart", "commentRangeEnd"):
        for mark in [mark for mark in root.iter(W + tag) if mark.get(W + "id") in gone]:
            mark.getparent().remove(mark)
    for reference in [r for r in root.iter(W + "commentReference") if r.get(W + "id") in gone]:
        run = reference.getparent()
        run.getparent().remove(run)
    members[name] = etree.tostring(comments, xml_declaration=True, encoding="UTF-8", standalone=True)


def _root(data: bytes) -> Any:
    return etree.fromstring(data)


def _is_of(mark: Any, author: str) -> bool:
    return bool(mark.get(W + "author") == author)


def words(data: bytes) -> list[str]:
    """Return the words of each paragraph of the text, deleted ones included, as a file holds them."""
    root = _root(parts(data)[MAIN])
    return [_said(paragraph) for paragraph in root.iter(W + "p")]


def _said(paragraph: Any) -> str:
    signs = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}
    own = (e for e in paragraph.iter() if next((a for a in e.iterancestors() if a.tag == W + "p"), None) is paragraph)
    return "".join(e.text or "" if e.tag in {W + "t", W + "delText"} else signs.get(e.tag, "") for e in own)


def commented(data: bytes, author: str) -> list[tuple[str, str]]:
    """Return each comment of an author: its words and the words of the document that it is on."""
    members = parts(data)
    root = _root(members[MAIN])
    name = next((name for name in members if name.startswith("word/comments") and name.count(".") == 1
                 and _root(members[name]).tag == W + "comments"), None)  # fmt: skip
    if name is None:
        return []
    said = {c.get(W + "id"): "\n".join(_said(p) for p in c.iter(W + "p")) for c in _root(members[name])
            if c.get(W + "author") == author}  # fmt: skip
    open_: set[str] = set()
    on: dict[str, list[str]] = {number: [] for number in said}
    for element in root.iter():
        number = element.get(W + "id") if isinstance(element.tag, str) else None
        if element.tag == W + "commentRangeStart" and number in on:
            open_.add(number)
        elif element.tag == W + "commentRangeEnd":
            open_.discard(number or "")
        elif element.tag in {W + "t", W + "delText", W + "tab", W + "br"}:
            for each in open_:
                on[each].append(element.text or " ")
    return [(said[number], "".join(on[number])) for number in said]


_RUN_PROPERTIES = (
    "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike",
    "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color",
    "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign",
    "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange",
)  # fmt: skip
"""The order of the properties of a run (ISO/IEC 29500-1, 17.3.2.28)."""
_LAST_OF_PARAGRAPH = ("rPr", "sectPr", "pPrChange")


def broken_rules(data: bytes, before: bytes) -> list[str]:
    """Return what of the standard's main rules a file breaks that it did not break before."""
    old = set(_broken(before))
    return [fault for fault in _broken(data) if fault not in old]


def _broken(data: bytes) -> list[str]:
    members = parts(data)
    faults = []
    for name, content in members.items():
        if name.endswith((".xml", ".rels")):
            try:
                _root(content)
            except etree.XMLSyntaxError as error:
                faults.append(f"{name}: {error}")
    root = _root(members[MAIN])
    faults += _out_of_order(root)
    faults += _shared_ids(root, ("ins", "del", "moveFrom", "moveTo"))
    faults += _dangling(root, members)
    return faults


def _out_of_order(root: Any) -> list[str]:
    faults = []
    for properties in root.iter(W + "rPr"):
        names = [inner.tag.rpartition("}")[2] for inner in properties if isinstance(inner.tag, str)]
        known = [_RUN_PROPERTIES.index(name) for name in names if name in _RUN_PROPERTIES]
        if known != sorted(known):
            faults.append(f"rPr out of order: {names}")
        if properties.getparent().tag == W + "r" and properties.getparent()[0] is not properties:
            faults.append("rPr is not the first of its run")
    for properties in root.iter(W + "pPr"):
        if properties.getparent().tag == W + "p" and properties.getparent()[0] is not properties:
            faults.append("pPr is not the first of its paragraph")
        names = [inner.tag.rpartition("}")[2] for inner in properties if isinstance(inner.tag, str)]
        last = [name for name in names if name in _LAST_OF_PARAGRAPH]
        if last != names[len(names) - len(last) :] or last != [n for n in _LAST_OF_PARAGRAPH if n in last]:
            faults.append(f"pPr out of order: {names}")
    in_deletion = (a.tag == W + "del" for text in root.iter(W + "t") for a in text.iterancestors())
    faults += ["w:t in a deletion"] * any(in_deletion)
    faults += ["a run in a run"] * any(inner.tag == W + "r" for run in root.iter(W + "r") for inner in run)
    return faults


def _shared_ids(root: Any, names: tuple[str, ...]) -> list[str]:
    seen: set[str | None] = set()
    faults = []
    for element in root.iter(*(W + name for name in names)):
        number = element.get(W + "id")
        if number in seen:
            faults.append(f"the id {number} of {element.tag} stands twice")
        seen.add(number)
    return faults


def _dangling(root: Any, members: dict[str, bytes]) -> list[str]:
    """Return comments without their marks, and marks without their comments."""
    held = {
        c.get(W + "id")
        for name, content in members.items()
        if name.startswith("word/comments") and name.count(".") == 1 and _root(content).tag == W + "comments"
        for c in _root(content)
    }
    marks = {
        tag: [mark.get(W + "id") for mark in root.iter(W + tag)]
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")
    }
    faults = [f"{tag} of no comment: {n}" for tag, numbers in marks.items() for n in numbers if n not in held]
    faults += [f"{tag} twice: {n}" for tag, numbers in marks.items() for n in numbers if numbers.count(n) > 1]
    return faults + [f"comment without a mark: {n}" for n in held if n not in marks["commentReference"]]

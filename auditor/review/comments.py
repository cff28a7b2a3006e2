"""The part of a Word package that holds its comments: the old ones stay, new ones are added."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from auditor.extraction.docx_places import Placed
from auditor.extraction.interface import clean
from auditor.extraction.package import Package
from auditor.extraction.safe_xml import parse
from auditor.extraction.wordml.names import STRICT, attribute, local
from auditor.review.telling import Telling

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATION_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_PART = "[Content_Types].xml"


@dataclass
class Comments:
    """The comments of one document."""

    name: str
    """The name of the part."""
    root: Any
    signed: tuple[str, str]
    """Author and date of the new ones."""
    others: dict[str, bytes] = field(default_factory=dict)
    """Parts that have to say that there are comments now."""
    _next: int = 0

    @classmethod
    def of(cls, data: bytes, file: Placed, signed: tuple[str, str]) -> Comments:
        """Return the comments of a package, none where there are none yet."""
        package = Package(data)
        relations = f"{posixpath.dirname(file.part)}/_rels/{posixpath.basename(file.part)}.rels".lstrip("/")
        links = parse(package.read(relations)) if package.has(relations) else _element(_RELATIONSHIPS, "Relationships")
        known = next((_target(link, file.part) for link in links if _is_comments(link)), None)
        if known is not None and package.has(known):
            root = parse(package.read(known))
            ids = [attribute(comment, "id") or "" for comment in root if local(comment) == "comment"]
            made = cls(known, root, signed)
            made._next = max((int(i) + 1 for i in ids if i.isascii() and i.isdigit()), default=0)
            return made
        return cls._new(package, file, signed, relations, links)

    @classmethod
    def _new(cls, package: Package, file: Placed, signed: tuple[str, str], relations: str, links: Any) -> Comments:
        space = file.root.tag.rpartition("}")[0].lstrip("{")
        folder = posixpath.dirname(file.part)
        name = next(n for n in (f"{folder}/comments{at}.xml".lstrip("/") for at in ("", *range(1, 99)))
                    if not package.has(n))  # fmt: skip
        made = cls(name, _element(space, "comments", prefix="w"), signed)
        made.others[relations] = _with_link(links, posixpath.basename(name), strict=space == STRICT)
        made.others[_TYPES_PART] = _with_type(parse(package.read(_TYPES_PART)), name)
        return made

    def add(self, telling: Telling) -> int:
        """Add a comment and return its number."""
        number, self._next = self._next, self._next + 1
        space = self.root.tag.rpartition("}")[0] + "}"
        comment = etree.SubElement(self.root, space + "comment")
        author, date = self.signed
        for key, value in (("id", str(number)), ("author", author), ("date", date), ("initials", author[:2].upper())):
            comment.set(space + key, value)
        for at, line in enumerate((telling.title, *telling.lines)):
            self._line(etree.SubElement(comment, space + "p"), space, clean(line), bold=at == 0)
        return number

    @staticmethod
    def _line(paragraph: Any, space: str, words: str, *, bold: bool) -> None:
        if bold:
            etree.SubElement(etree.SubElement(paragraph, space + "r"), space + "annotationRef")
        run = etree.SubElement(paragraph, space + "r")
        if bold:
            etree.SubElement(etree.SubElement(run, space + "rPr"), space + "b")
        text = etree.SubElement(run, space + "t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = words

    def parts(self) -> dict[str, bytes]:
        """Return the parts of the package that change; none where no comment was added."""
        if not len(self.root):
            return {}
        return {self.name: _bytes(self.root), **self.others}


def _element(space: str, name: str, prefix: str | None = None) -> Any:
    spaces: Any = {prefix: space}
    return etree.Element(f"{{{space}}}{name}", nsmap=spaces)


def _is_comments(link: Any) -> bool:
    return attribute(link, "Type") in {_RELATION, _RELATION_STRICT} and attribute(link, "TargetMode") != "External"


def _target(link: Any, part: str) -> str:
    """Return the name of the part that a relationship points to."""
    target = attribute(link, "Target") or ""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _with_link(links: Any, target: str, *, strict: bool) -> bytes:
    """Return the relationships with one to the comments."""
    used = {attribute(link, "Id") for link in links}
    free = next(name for name in (f"rId{number}" for number in range(1, len(used) + 2)) if name not in used)
    link = etree.SubElement(links, f"{{{_RELATIONSHIPS}}}Relationship")
    for key, value in (("Id", free), ("Type", _RELATION_STRICT if strict else _RELATION), ("Target", target)):
        link.set(key, value)
    return _bytes(links)


def _with_type(types: Any, name: str) -> bytes:
    """Return the list of content types with that of the comments."""
    override = etree.SubElement(types, types.tag.rpartition("}")[0] + "}Override")
    override.set("PartName", f"/{name}")
    override.set("ContentType", _TYPE)
    return _bytes(types)


def _bytes(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data

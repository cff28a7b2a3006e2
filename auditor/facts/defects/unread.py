"""Parts of a file that were not read: pages without text, a cut, objects that are embedded."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.facts.defects.reading import Reading
from auditor.model.document import Document
from auditor.model.fact import Defect
from auditor.model.text import Text

_MOST_PAGES = 12
"""Pages that a message names one by one."""


def find(reading: Reading) -> Iterator[Defect]:
    """Yield what was not read of a document; grade weak for objects embedded in it."""
    yield from of_document(reading.document)


def of_document(document: Document) -> Iterator[Defect]:
    """Yield the same from the document alone."""
    unread = document.coverage.pages_unread
    if unread:
        named = ", ".join(map(str, unread[:_MOST_PAGES])) + (" …" if len(unread) > _MOST_PAGES else "")
        total = document.coverage.pages_total or len(unread)
        yield Defect("unread", None, _told(_PAGES.format(pages=named, total=total), document))
    elif document.reason is not None:
        yield Defect("unread", None, _told(_PART, document))
    embedded = sum(sign.kind == "embedded_object" for sign in document.signs)
    if embedded:
        yield Defect("unread", None, _EMBEDDED, "weak")


_PAGES = Text("Не прочитаны страницы: {pages} (всего {total}).", "Pages not read: {pages} (of {total}).")
_PART = Text("Часть файла не прочитана.", "A part of the file was not read.")
_EMBEDDED = Text(
    "Во вложенные в файл объекты программа не заглядывала; откройте их и проверьте.",
    "Objects embedded in the file were not looked into; open and check them.",
)


def _told(what: Text, document: Document) -> Text:
    """Return what was not read, with the reader's reason and remedy."""
    why = document.message
    return Text(f"{what.ru} {why.ru}", f"{what.en} {why.en}") if why else what

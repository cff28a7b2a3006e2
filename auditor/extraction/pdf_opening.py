"""A PDF opened for reading: bytes before its head are cut off, and what pdfium refuses is mended by qpdf.

qpdf writes the objects that it finds anew, and opens a file whose owner's password is empty, which pdfium does not try.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

from auditor.extraction.interface import UnreadableError
from auditor.extraction.pdf_start import start_of

_PROTECTED = ("password", "security")
"""Words of pdfium for a file under a password, and for one under a certificate."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that can be read."""

    document: Any
    data: bytes
    """The bytes that were opened in the end."""
    doubtful: bool = False
    """Whether the file is broken, so that a part of it may be lost."""


def opened(data: bytes, passwords: Sequence[str] = ()) -> Opened:
    """Return an open PDF, which the caller closes; UnreadableError ``encrypted``, ``damaged``, ``empty`` of pages."""
    try:
        return Opened(_by_pdfium(data, passwords), data)
    except pdfium.PdfiumError as error:
        failure = error
    cut = data[start_of(data) or 0 :]
    if len(cut) < len(data):
        try:
            return Opened(_by_pdfium(cut, passwords), cut)
        except pdfium.PdfiumError as error:
            failure = error
    protected = any(word in str(failure).lower() for word in _PROTECTED)
    return _mended(cut, passwords, "encrypted" if protected else "damaged")


def _by_pdfium(data: bytes, passwords: Sequence[str]) -> Any:
    """Return the document; with the user's passwords where it is protected."""
    for password in (None, *passwords):
        try:
            return pdfium.PdfDocument(data, password=password)
        except pdfium.PdfiumError as error:
            failure = error
            if "password" not in str(error).lower():
                break
    raise failure


def _mended(data: bytes, passwords: Sequence[str], reason: str) -> Opened:
    """Return the document as qpdf writes it anew; UnreadableError with the reason where it cannot."""
    import pikepdf  # noqa: PLC0415 - loaded only for files that pdfium refuses, in every worker

    for password in ("", *passwords):
        try:
            with pikepdf.open(io.BytesIO(data), password=password) as file:
                doubtful = bool(file.get_warnings())
                if not len(file.pages) and not doubtful:
                    raise UnreadableError("empty")
                held = io.BytesIO()
                file.save(held)
            return Opened(pdfium.PdfDocument(held.getvalue()), held.getvalue(), doubtful)
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, pdfium.PdfiumError, ValueError, RuntimeError):
            break
    raise UnreadableError(reason)

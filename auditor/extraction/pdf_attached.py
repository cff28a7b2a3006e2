"""The files that are attached to a PDF as a whole: inputs of their own, as those of a letter are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdfium2 import PdfiumError

from auditor.model.enclosed import Enclosed


def attached(document: Any) -> Iterator[Enclosed]:
    """Yield the attached files one by one, each unpacked when it is asked for."""
    for number in range(document.count_attachments()):
        file = document.get_attachment(number)
        name = _name(file) or f"attachment-{number + 1}.bin"
        try:
            data = bytes(file.get_data())
        except PdfiumError as error:
            yield Enclosed(name, reason="empty" if "no data" in str(error) else "damaged")
        else:
            yield Enclosed(name, data, len(data))


def _name(file: Any) -> str:
    try:
        return str(file.get_name()).strip()
    except PdfiumError:
        return ""

"""RAR archives by rarfile, which needs a program of the system (unrar, unar, bsdtar) for packed members."""

from __future__ import annotations

import io
from typing import Any

import rarfile

from auditor.sources.taking import Taking


def read(data: bytes, taking: Taking) -> None:
    """Take the members of a RAR archive; without such a program they are listed as not read."""
    with rarfile.RarFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if archive.needs_password() and not entries:
            taking.doubt = "encrypted"
        for entry in entries:
            if entry.needs_password():
                taking.refuse(entry.filename, entry.file_size, "encrypted")
            else:
                _take(archive, entry, taking)


def _take(archive: Any, entry: Any, taking: Taking) -> None:
    try:
        stream = archive.open(entry)
    except rarfile.RarCannotExec:
        taking.refuse(entry.filename, entry.file_size, "no_unrar")
        return
    except (rarfile.Error, OSError, ValueError):
        taking.refuse(entry.filename, entry.file_size, "damaged")
        return
    with stream:
        taking.take(entry.filename, stream)

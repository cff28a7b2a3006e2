"""Which exporter writes which file, and how a file comes into being: whole, or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from auditor.errors import OutputError, UsageError
from auditor.export import html, json
from auditor.export.interface import Exporter
from auditor.model.report import Report

EXPORTERS: dict[str, Exporter] = {exporter.suffix: exporter for exporter in (json.EXPORTER, html.EXPORTER)}
"""Every exporter by its suffix."""


def exporter_for(path: Path) -> Exporter:
    """Return the exporter that the suffix of a path chooses; UsageError naming the known ones for any other."""
    exporter = EXPORTERS.get(path.suffix.lower())
    if exporter is None:
        shown = f"the suffix «{path.suffix}» is not known" if path.suffix else "the name has no suffix"
        raise UsageError(f"--output {path}: {shown}", remedy=f"Known suffixes: {', '.join(sorted(EXPORTERS))}.")
    return exporter


def check_outputs(paths: Sequence[Path]) -> None:
    """Raise before a long run what would only come up after it.

    UsageError for an unknown suffix or for one file named twice; OutputError for a path that cannot be written.
    """
    for path in paths:
        exporter_for(path)
    targets = [_target(path) for path in paths]
    for path, target in zip(paths, targets, strict=True):
        if targets.count(target) > 1:
            raise UsageError(f"--output {path}: this file is named twice", remedy="Give every output its own name.")
        try:
            _check_target(path, target)
        except OSError as error:
            raise _refused(path, error) from error


def write(report: Report, path: Path) -> None:
    """Write the report to one file; see :func:`write_all`."""
    write_all(report, (path,))


def write_all(report: Report, paths: Sequence[Path]) -> None:
    """Write the report to every path, in the form that its suffix chooses.

    All forms first lie complete on the disk under temporary names beside their targets; only then do they take
    their names. UsageError for an unknown suffix,
    OutputError naming path and remedy for what cannot be written; an older report stays as it was.
    """
    check_outputs(paths)
    staged: list[tuple[Path, Path]] = []
    try:
        for path in paths:
            temporary = _temporary(_target(path))
            staged.append((path, temporary))
            _stage(path, temporary, exporter_for(path).pieces(report))
        for path, temporary in staged:
            _take_name(path, temporary)
    finally:
        _remove(temporary for _, temporary in staged)


def _target(path: Path) -> Path:
    """Return the file that is replaced: behind a symbolic link, the one it points to."""
    return Path(os.path.realpath(path))


def _temporary(target: Path) -> Path:
    """Return a free name in the same folder, short enough for a target whose own name is as long as can be."""
    return target.parent / f".auditor-{secrets.token_hex(6)}.part"


def _check_target(path: Path, target: Path) -> None:
    if target.is_dir():
        raise OutputError(f"{path}: this is a folder", remedy="Name a file in it.")
    if target.exists() and not target.is_file():
        raise OutputError(f"{path}: this is not an ordinary file", remedy="Name another file.")
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError(f"{path}: the file is read-only", remedy="Make it writable or name another file.")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {target.parent}", remedy="Create it or name another folder.")
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise OutputError(f"{path}: the folder may not be written to", remedy="Name a folder that you may write to.")


def _stage(path: Path, temporary: Path, pieces: Iterable[bytes]) -> None:
    """Put the data on the disk under the temporary name, with the permissions the final file is to have."""
    target = _target(path)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
    except OSError as error:
        raise _refused(path, error) from error


def _take_name(path: Path, temporary: Path) -> None:
    target = _target(path)
    try:
        temporary.replace(target)
    except OSError as error:
        raise _refused(path, error) from error
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Have the new name itself reach the disk, on systems where a folder can be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(temporaries: Iterable[Path]) -> None:
    for temporary in temporaries:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


_REMEDIES = {
    errno.ENOSPC: "Free space on the disk or name another folder.",
    errno.EDQUOT: "Free space in your quota or name another folder.",
    errno.EFBIG: "Name a folder on a disk that takes files of this size.",
    errno.ENAMETOOLONG: "Name a shorter file.",
    errno.EROFS: "Name a folder on a disk that can be written to.",
}


def _refused(path: Path, error: OSError) -> OutputError:
    """Return the error that names the path, the cause and what can be done."""
    cause = (error.strerror or str(error)).lower()
    remedy = _REMEDIES.get(error.errno or 0, "Close the file in other programs or name another folder.")
    return OutputError(f"{path}: the report could not be written: {cause}", remedy=remedy)

"""Paths to files: sorted, each once, nothing followed out of the folder, nothing passed over in silence."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from auditor.errors import UsageError
from auditor.model.limits import Limits

_LARGEST = Limits().file_mib << 20
_SYSTEM = {".ds_store", "thumbs.db", "desktop.ini"}
_SYSTEM_PREFIXES = ("~$", ".~lock", "._")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that was found."""

    path: Path
    label: str
    """The path the report names, relative to the folder given."""
    size: int
    """Bytes."""
    reason: str | None = None
    """Why it will not be read: ``system_file``, ``link``, ``limit_size``, ``no_access``; None when it will."""
    address: str = ""
    """Where it lies, when that is no path of this machine: ``s3://bucket/contracts/a.pdf``."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The bytes of a file with their hash."""

    data: bytes
    sha256: str


def discover(paths: Sequence[Path | str], largest: int = _LARGEST) -> list[FoundFile]:
    """Return every file under the paths, in the order of their labels; files over ``largest`` bytes are not read.

    Raises UsageError for a path that does not exist.
    """
    found: dict[str, FoundFile] = {}
    several = len(paths) > 1
    for given in paths:
        if isinstance(given, str) and "://" in given:
            found.update({file.label: file for file in _remote(given, f"{_last(given)}/" if several else "")})
            continue
        path = Path(given)
        if not path.exists():
            raise UsageError(
                f"there is no file or folder {path}", remedy="Check the path; quote it when it holds spaces."
            )
        for file in _under(path, f"{path.name}/" if several and path.is_dir() else ""):
            label = _printed(file.label)
            while label in found and found[label].path != file.path:
                label = f"{file.path.parent.name}/{label}"
            found[label] = replace(file, label=label)
    return [_within_size(found[label], largest) for label in sorted(found)]


def _printed(label: str) -> str:
    r"""Return a label in which bytes of a name that are no text stand as ``\xff``: reports hold text only."""
    return os.fsencode(label).decode("utf-8", "backslashreplace")


def _within_size(file: FoundFile, largest: int) -> FoundFile:
    return replace(file, reason="limit_size") if file.reason is None and file.size > largest else file


def _remote(address: str, prefix: str) -> list[FoundFile]:
    """Return the files under an address; UsageError when its store cannot be reached."""
    listing = import_module("auditor.sources.remote").listing
    return [
        FoundFile(Path(_last(where)), prefix + label, size, _system(Path(label)), where)
        for where, label, size in listing(address)
    ]


def _last(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[-1]


def _under(path: Path, prefix: str) -> Iterator[FoundFile]:
    if path.is_file():
        yield _file(path, prefix + path.name, None)
        return
    root = path.resolve()
    trouble: list[OSError] = []
    for folder, folders, names in os.walk(path, followlinks=False, onerror=trouble.append):
        folders.sort()
        for name in sorted(names + [entry for entry in folders if Path(folder, entry).is_symlink()]):
            file = Path(folder, name)
            yield _file(file, prefix + file.relative_to(path).as_posix(), root)
    for error in trouble:  # a folder that cannot be looked into is told: something may lie in it
        shut = Path(error.filename)
        yield FoundFile(shut, f"{prefix}{shut.relative_to(path).as_posix()}/", 0, "no_access")


def _file(file: Path, label: str, root: Path | None) -> FoundFile:
    """Return a file with the reason why it will not be read; whatever the disk holds, nothing is raised."""
    if _system(Path(label)):
        return FoundFile(file, label, _size(file), "system_file")
    try:
        mode = file.lstat().st_mode
        if stat.S_ISLNK(mode):
            return _behind_link(file, label, root)
    except OSError:
        return FoundFile(file, label, 0, "no_access")
    return FoundFile(file, label, _size(file), None if stat.S_ISREG(mode) else "no_file")


def _behind_link(file: Path, label: str, root: Path | None) -> FoundFile:
    try:
        target = file.resolve(strict=True)
    except (OSError, RuntimeError):  # it leads nowhere, or round in a circle
        return FoundFile(file, label, 0, "link")
    inside = root is None or target.is_relative_to(root)
    return FoundFile(file, label, _size(file), None if inside and target.is_file() else "link")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def fetched(file: FoundFile, path: Path) -> FoundFile:
    """Return a file that lies elsewhere as one that lies at a path of this machine, with its bytes brought there."""
    data = import_module("auditor.sources.remote").load(file.address)
    if data is None:
        return replace(file, reason="no_access")
    path.write_bytes(data)
    return replace(file, path=path, size=len(data), address="")


def _system(label: Path) -> str | None:
    name = label.name.lower()
    mine = name in _SYSTEM or name.startswith(_SYSTEM_PREFIXES) or "__MACOSX" in label.parts
    return "system_file" if mine else None


def load(file: FoundFile) -> Loaded | None:
    """Return the bytes of a file, or None when it may not be read or is no regular file any more."""
    try:
        handle = os.open(file.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        try:
            data = stream.read(os.fstat(handle).st_size + 1)
        except OSError:
            return None
    return Loaded(data, hashlib.sha256(data).hexdigest())

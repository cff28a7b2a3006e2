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
            label = file.label
            while label in found and found[label].path != file.path:
                label = f"{file.path.parent.name}/{label}"
            found[label] = replace(file, label=label)
    return [_within_size(found[label], largest) for label in sorted(found)]


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
    for folder, folders, names in os.walk(path, followlinks=False):
        folders.sort()
        for name in sorted(names + [entry for entry in folders if (Path(folder) / entry).is_symlink()]):
            file = Path(folder) / name
            label = prefix + file.relative_to(path).as_posix()
            yield _file(file, label, root)


def _file(file: Path, label: str, root: Path | None) -> FoundFile:
    try:
        size = (file.stat() if file.exists() else file.lstat()).st_size
    except OSError:
        return FoundFile(file, label, 0, "no_access")
    return FoundFile(file, label, size, _reason(file, label, root))


def _reason(file: Path, label: str, root: Path | None) -> str | None:
    if _system(Path(label)):
        return "system_file"
    if file.is_symlink() and root is not None and not file.resolve().is_relative_to(root):
        return "link"
    if not file.is_file():
        return "link" if file.is_symlink() else "no_access"
    return None


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

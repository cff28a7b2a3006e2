"""How a report gets its place on the disk: whole, or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from auditor.errors import OutputError
from auditor.export.interface import Folder

MARK = "auditor.txt"
"""The file by which a folder of pages is known as ours; only such a folder is ever replaced."""
_MARK_TEXT = (
    "Эти страницы относятся к отчёту, который лежит рядом, и заменяются вместе с ним.\n"
    "These pages belong to the report beside this folder and are replaced with it.\n"
)
LONGEST_NAME = 255
"""Bytes that the name of a file or a folder may have."""
_FOLDERS_TRIED = 99
_TEMPORARY = re.compile(r"\.auditor-[0-9a-f]{12}\.part")
_PATIENCE = 2.0
"""Seconds to wait for another run that clears the same folder; it needs a moment only."""


class Staged:
    """One output on its way: first under temporary names beside its target, then in its place."""

    def __init__(self, path: Path, *, spreads: bool) -> None:
        """Prepare for the file that the user named; ``spreads`` says whether its form can have a folder beside it."""
        self._path = path
        self._target = target_of(path)
        self._file = _temporary(self._target)
        self._folder = _temporary(self._target)
        self._replaced = _temporary(self._target)
        self._spread = False
        with _refusing(path):
            self._place = _folder_beside(self._target) if spreads else None

    def __enter__(self) -> Staged:
        """Do nothing yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove whatever still lies under a temporary name."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def names(self) -> tuple[str, str]:
        """Return the names of the file and of the folder beside it."""
        return self._target.name, self._place.name if self._place else ""

    def stage(self, content: Iterable[bytes] | Folder) -> None:
        """Put everything on the disk under temporary names, with the permissions the final files are to have."""
        with _refusing(self._path):
            if isinstance(content, Iterable):
                _write(self._file, content)
            else:
                self._stage_folder(content)
            if self._target.exists():
                self._file.chmod(self._target.stat().st_mode & 0o777)

    def _stage_folder(self, content: Folder) -> None:
        self._folder.mkdir()
        self._spread = True
        _write(self._folder / MARK, [_MARK_TEXT.encode()])
        for name, data in content.files():
            _write(self._folder / name, [data])
        _settle(self._folder)
        _write(self._file, [content.index()])
        if self._place and self._place.exists():
            self._folder.chmod(self._place.stat().st_mode & 0o777)

    def take_names(self) -> None:
        """Put the folder and then the file in their places; when either fails, the older ones stay."""
        with _refusing(self._path):
            try:
                if self._place:
                    self._take_folder(self._place)
                self._file.replace(self._target)
            except BaseException:
                self._put_back()
                raise
            _settle(self._target.parent)
        shutil.rmtree(self._replaced, ignore_errors=True)

    def _take_folder(self, place: Path) -> None:
        """Put an older folder aside, and the new one, if there is one, in its place."""
        if os.path.lexists(place):
            if not _is_ours(place):
                raise FileExistsError(errno.EEXIST, f"{place.name} holds other files")
            place.rename(self._replaced)
        if self._folder.exists():
            self._folder.rename(place)

    def _put_back(self) -> None:
        """Take the new folder out of its place again and give the older one its name."""
        if self._place is None:
            return
        with suppress(OSError):
            if self._spread and not self._folder.exists():
                self._place.rename(self._folder)
            if self._replaced.exists():
                self._replaced.rename(self._place)


@contextmanager
def cleared(folder: Path) -> Iterator[None]:
    """Hold a folder while reports are put into it; what killed runs left there under temporary names is removed first.

    Every run that writes into a folder holds a shared lock on it. Who gets the lock alone knows that nobody writes.
    """
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):  # another run is writing, or the disk knows no locks: then nothing is removed
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _clear(folder)
        _share(lock)
        yield
    finally:
        os.close(lock)


def _clear(folder: Path) -> None:
    with os.scandir(folder) as entries:
        left = [entry for entry in entries if _TEMPORARY.fullmatch(entry.name)]
    for entry in left:
        if entry.stat(follow_symlinks=False).st_uid != os.geteuid():
            continue
        if entry.is_file(follow_symlinks=False):
            os.unlink(entry.path)  # noqa: PTH108 - an entry of the listing, not a path that somebody named
        elif entry.is_dir(follow_symlinks=False) and _is_ours(Path(entry.path)):
            shutil.rmtree(entry.path, ignore_errors=True)


def _share(lock: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return
        time.sleep(0.05)


def target_of(path: Path) -> Path:
    """Return the file that is replaced: behind a symbolic link, the one it points to."""
    return Path(os.path.realpath(path))


def _temporary(target: Path) -> Path:
    """Return a free name in the same folder, short enough for a target whose own name is as long as can be."""
    return target.parent / f".auditor-{secrets.token_hex(6)}.part"


def _folder_beside(target: Path) -> Path:
    """Return where the pages of a large report go: beside the file, never in the place of somebody's own folder."""
    for number in range(1, _FOLDERS_TRIED):
        place = target.with_name(_with_ending(target.stem, "_files" if number == 1 else f"_files-{number}"))
        if not os.path.lexists(place) or _is_ours(place):
            return place
    raise FileExistsError(errno.EEXIST, "every name for the folder of pages is taken")


def _with_ending(stem: str, ending: str) -> str:
    """Return a name that a folder can have: a stem that leaves no room for the ending is cut."""
    while len(os.fsencode(stem + ending)) > LONGEST_NAME:
        stem = stem[:-1]
    return stem + ending


def _is_ours(folder: Path) -> bool:
    """Return whether a folder holds the pages of an older report, and nothing else."""
    if folder.is_symlink() or not (folder / MARK).is_file():
        return False
    with os.scandir(folder) as entries:
        return all(_is_page(entry) for entry in entries)


def _is_page(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False) and (entry.name == MARK or entry.name.endswith(".html"))


def check_target(path: Path, target: Path) -> None:
    """Raise OutputError for a path that cannot be written."""
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


def _write(file: Path, pieces: Iterable[bytes]) -> None:
    """Write a new file and have it reach the disk."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as opened:
        opened.writelines(pieces)
        opened.flush()
        os.fsync(opened.fileno())


def _settle(folder: Path) -> None:
    """Have the new name itself reach the disk, on systems where a folder can be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


_REMEDIES = {
    errno.ENOSPC: "Free space on the disk or name another folder.",
    errno.EDQUOT: "Free space in your quota or name another folder.",
    errno.EFBIG: "Name a folder on a disk that takes files of this size.",
    errno.ENAMETOOLONG: "Name a shorter file.",
    errno.EROFS: "Name a folder on a disk that can be written to.",
}


def refused(path: Path, error: OSError) -> OutputError:
    """Return the error that names the path, the cause and what can be done."""
    cause = (error.strerror or str(error)).lower()
    remedy = _REMEDIES.get(error.errno or 0, "Close the file in other programs or name another folder.")
    return OutputError(f"{path}: the report could not be written: {cause}", remedy=remedy)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn the system's refusal into an error that names the path."""
    try:
        yield
    except OSError as error:
        raise refused(path, error) from error

"""The folder in which a run keeps what it unpacks: private, and gone even when the run was killed.

The folder is held by a lock of the system, which ends with the processes of the run whatever ends them. A folder that
nobody holds was left by a killed run; the next run removes it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "auditor-"
_TRIES = 10


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a new folder that nobody else may look into; it is removed at the end, and so is what killed runs left."""
    clear_left_behind(Path(tempfile.gettempdir()))
    folder, lock = _held()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def clear_left_behind(place: Path) -> None:
    """Remove the folders of runs that are gone; those of other users and of living runs are left alone."""
    with suppress(OSError):
        for folder in sorted(place.glob(f"{_PREFIX}*")):
            _remove_if_left(folder)


def _held() -> tuple[Path, int]:
    """Return a new folder with its lock; another run may take one for left behind before it is locked, so try again."""
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        with suppress(OSError):
            lock = _lock(folder)
            if folder.is_dir():
                return folder, lock
            os.close(lock)
    raise OSError("no folder for temporary files could be kept")


def _lock(folder: Path) -> int:
    """Return an open lock on a folder; OSError when another process holds it, or when it is no folder of ours."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _remove_if_left(folder: Path) -> None:
    with suppress(OSError):
        told = folder.lstat()
        if not stat.S_ISDIR(told.st_mode) or told.st_uid != os.geteuid() or told.st_mode & 0o077:
            return
        lock = _lock(folder)
        try:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)

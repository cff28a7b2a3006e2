"""``--config FILE``: the settings of an office in one TOML file; options of the command line win over it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.errors import Place, UsageError
from auditor.model.limits import Limits

if TYPE_CHECKING:
    import tomllib

_LIMITS = "limits"
_COLUMNS = "columns"
_LONGEST = 7 * 24 * 3600
"""Seconds that a limit of time may have: a week."""
_LARGEST = 1 << 20
"""MiB that a limit of size may have: a tebibyte."""
_DEEPEST = 50
_MOST_ENTRIES = 10_000_000
_MOST_JOBS = 256
_SEVERITIES = ("critical", "high", "medium", "low", "never")

Check = Callable[[Any], Any]
"""Returns a value as the program takes it; ValueError says what is expected instead."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a settings file sets; what it does not name keeps its default."""

    options: Mapping[str, Any] = field(default_factory=dict)
    """Defaults of options of the command line, by the names of their parameters."""
    limits: Limits = field(default_factory=Limits)
    columns: tuple[tuple[str, str], ...] = ()
    """Headings of tables with the columns that they are, ``kind.column``."""


def load_config(path: Path) -> Config:
    """Return the settings of a file; UsageError with file, line and remedy for anything that is not known."""
    import tomllib  # noqa: PLC0415 - few runs are told of a settings file

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--config: {path} cannot be read", remedy="Give a TOML file in UTF-8.") from error
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"this is not TOML: {error}", place=_place_of(error, path),
                         remedy="Write «name = value» on a line of its own, words in quotes.") from None  # fmt: skip
    reading = _Reading(path, text)
    limits = told.pop(_LIMITS, {})
    if not isinstance(limits, dict):
        raise reading.refuse("", _LIMITS, "is a table", "Write [limits] on a line of its own.")
    columns = _columns(told.pop(_COLUMNS, {}), reading)
    options = reading.checked("", told, _options(path.parent))
    numbers = {name.replace("-", "_"): value for name, value in reading.checked(_LIMITS, limits, _limits()).items()}
    return Config({name.replace("-", "_"): value for name, value in options.items()}, Limits(**numbers), columns)


def take_config(context: click.Context, _: click.Parameter, path: Path | None) -> Config:
    """Return the settings of ``--config`` and make them the defaults of the other options."""
    config = Config() if path is None else load_config(path)
    context.default_map = {**(context.default_map or {}), **config.options}
    return config


@dataclass(frozen=True, slots=True)
class _Reading:
    """A settings file while it is read."""

    path: Path
    text: str

    def checked(self, table: str, told: Mapping[str, Any], known: Mapping[str, Check]) -> dict[str, Any]:
        """Return the values of a table; UsageError for a name that is not known or a value that cannot be."""
        values = {}
        for name, value in told.items():
            if name not in known:
                names = ", ".join([*known, *([] if table else [f"[{_LIMITS}]"])])
                raise self.refuse(table, name, "is not known", f"Known here: {names}.")
            try:
                values[name] = known[name](value)
            except ValueError as error:
                raise self.refuse(table, name, f"is {_shown(value)}", f"Expected: {error}.") from None
        return values

    def refuse(self, table: str, name: str, fact: str, remedy: str) -> UsageError:
        """Return the error to raise about a name."""
        where = f"[{table}] " if table else ""
        return UsageError(
            f"{where}«{name}» {fact}", place=Place(str(self.path), self._line(table, name)), remedy=remedy
        )

    def _line(self, table: str, name: str) -> int | None:
        """Return the line on which a name stands; tomllib does not tell."""
        inside = ""
        mine = re.compile(rf"""\s*(?:\[\s*)?(["']?){re.escape(name)}\1\s*[=.\]]""")
        for number, line in enumerate(self.text.splitlines(), 1):
            if inside == table and mine.match(line):
                return number
            head = re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line)
            inside = head.group(1).strip("\"'") if head else inside
        return None


def _place_of(error: tomllib.TOMLDecodeError, path: Path) -> Place:
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    return Place(str(path), int(found.group(1)), int(found.group(2))) if found else Place(str(path))


def _shown(value: object) -> str:
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return f"«{shown}»" if len(shown) < 60 else "something else"


_COLUMN = re.compile(r"[a-z]+\.[a-z_]+")


def _columns(told: Any, reading: _Reading) -> tuple[tuple[str, str], ...]:
    """Return the user's own mapping of headings to columns; UsageError for what is none."""
    if not isinstance(told, dict):
        raise reading.refuse("", _COLUMNS, "is a table", "Write [columns] on a line of its own.")
    for heading, column in told.items():
        if not isinstance(column, str) or not _COLUMN.fullmatch(column):
            raise reading.refuse(
                _COLUMNS, heading, "is a kind and a column", 'Write "Heading" = "interaction.client"; docs/records.md.'
            )
    return tuple(told.items())


def _options(folder: Path) -> dict[str, Check]:
    return {
        "lang": _one_of("ru", "en"),
        "profile": _words,
        "rules": lambda value: _folders(value, folder),
        "jobs": lambda value: _whole(value, 1, _MOST_JOBS),
        "ocr": _yes_or_no,
        "fail-on": _one_of(*_SEVERITIES),
        "history": _yes_or_no,
        "db": lambda value: _beside(value, folder),
        "portfolio": _words,
        "waivers": lambda value: str(folder / _words(value)),
    }


def _limits() -> dict[str, Check]:
    """Return the names of all limits with their checks; the ends of the names tell the unit."""
    return {limit.name.replace("_", "-"): _check_of(limit.name) for limit in fields(Limits)}


def _check_of(name: str) -> Check:
    if name.startswith("seconds"):
        least = 0 if name == "seconds_per_page" else 1
        return lambda value: _seconds(value, least)
    if name.endswith("_mib"):
        return lambda value: _whole(value, 1, _LARGEST)
    return lambda value: _whole(value, 0, _DEEPEST if name == "depth" else _MOST_ENTRIES)


def _one_of(*known: str) -> Check:
    def check(value: Any) -> Any:
        if value not in known:
            raise ValueError(f"one of {', '.join(known)}, in quotes")
        return value

    return check


def _words(value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a name in quotes")
    return value


def _yes_or_no(value: Any) -> Any:
    if not isinstance(value, bool):
        raise ValueError("true or false, without quotes")  # noqa: TRY004 - one kind of error for all checks
    return value


def _beside(value: Any, folder: Path) -> str:
    """Return an address of a database; a file that is not absolute is beside the settings file."""
    told = _words(value)
    return str(told) if "://" in told else str(folder / told)


def _folders(value: Any, folder: Path) -> tuple[str, ...]:
    """Return folders of rules; those that are not absolute are beside the settings file."""
    if not isinstance(value, list) or not all(isinstance(entry, str) and entry for entry in value):
        raise ValueError('a list of folders, ["our-rules"]')
    return tuple(str(folder / entry) for entry in value)


def _whole(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"a whole number from {least} to {most}")
    return value


def _seconds(value: Any, least: int) -> float:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or not least <= value <= _LONGEST:
        raise ValueError(f"a number of seconds from {least} to {_LONGEST}")
    return float(value)

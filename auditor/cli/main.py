"""The command group; the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from auditor import __version__
from auditor.cli import exit_codes
from auditor.cli.audit import audit, cache_file, demo
from auditor.errors import AuditorError, OutputError
from auditor.pipeline import serve_station


class _Commands(click.Group):
    """Commands, of which those that are not asked for are not imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(ctx), *_ON_DEMAND})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name in _ON_DEMAND:
            command: click.Command = getattr(import_module(f"auditor.cli.{cmd_name}"), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


_SELDOM = 100_000
"""Objects made between two looks for such as only hold each other: loading the rules makes many, and none of those."""
_ON_DEMAND = ("compare", "facts", "history", "review", "rules", "verify", "waive", "waivers")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="auditor")
def auditor() -> None:
    """Audit contracts and client records; every finding shows the words it rests on.

    Аудит договоров и записей о клиентах: каждая находка показывает слова, на которых она держится.
    """


@click.command(hidden=True)
def station() -> None:
    """Take files through for a worker of a cluster; a worker starts this itself."""
    serve_station(cache_file("rules"))


for command in (audit, demo, station):
    auditor.add_command(command)


def _way(error: BaseException) -> str:
    """Return where an error came from, without what it says: libraries put words of documents into their messages."""
    import traceback  # noqa: PLC0415 - only for errors of our own

    lines = []
    step: BaseException | None = error
    while step is not None:
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(step.__traceback__)
        ]
        lines.append(type(step).__name__)
        step = step.__cause__ or step.__context__
    return "\n".join(lines) + "\n"


def _say(words: str) -> None:
    """Print a message without signs that steer a terminal: names of files and options may hold some."""
    click.echo("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in words), err=True)


def run() -> NoReturn:
    """Run the command line as a process of its own, which ends with the exit code."""
    try:
        main()
    except SystemExit as leave:
        code = leave.code if isinstance(leave.code, int) else exit_codes.CLEAN
        if threading.active_count() == 1 and _HISTORY not in sys.modules:
            _leave_at_once(code)
    sys.exit(code)


_HISTORY = "sqlalchemy"
"""What keeps the history; it closes its files when Python takes everything apart."""


def _leave_at_once(code: int) -> None:
    """End without taking all objects apart, which costs 40 ms; return when not everything that was said got out."""
    atexit._run_exitfuncs()  # noqa: SLF001 - the only way to do what libraries asked to be done at the end
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with one of the four exit codes."""
    gc.set_threshold(_SELDOM, 20, 20)
    try:
        code = auditor.main(args=arguments, standalone_mode=False)
    except AuditorError as error:
        _say(f"auditor: {error}")
        sys.exit(exit_codes.CANNOT_WRITE if isinstance(error, OutputError) else exit_codes.CANNOT_RUN)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.ClickException as error:
        _say(f"auditor: {error.format_message()}\n  See: auditor --help")
        sys.exit(exit_codes.CANNOT_RUN)
    except (click.Abort, KeyboardInterrupt):
        click.echo("auditor: interrupted, no report was written", err=True)
        sys.exit(exit_codes.CANNOT_RUN)
    except Exception as error:  # a defect of ours must not look like exit code 1, "there are findings"
        click.echo(
            f"{_way(error)}auditor: an error in the program itself ({type(error).__name__}); no report was written\n"
            "  Please report it with the lines above.",
            err=True,
        )
        sys.exit(exit_codes.CANNOT_RUN)
    sys.exit(code if isinstance(code, int) else exit_codes.CLEAN)

"""The database of the history: opened, brought up to date, and written to by one run at a time.

SQLite is kept in WAL mode with every commit on the disk before it counts; PostgreSQL does so by itself. A writer begins
by taking the write lock (SQLite) or the lock of its portfolio (PostgreSQL), so that two runs queue up and neither
numbers an audit twice. Whatever a killed run had not committed is as if it had never been.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from auditor.errors import UsageError

HEAD = "0001"
"""The newest step of ``migrations/versions``."""
_WAIT = 120
"""Seconds to wait for other runs that write."""
_LOCK = 7_204_117_301
"""The number of our lock in PostgreSQL while tables are made."""
_KINDS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def address_of(told: str) -> str:
    """Return the address of a database: a file name is one of SQLite; UsageError for other kinds."""
    if "://" not in told:
        return f"sqlite:///{Path(told).expanduser()}"
    try:
        url = make_url(told)
    except ArgumentError as error:
        raise _refused("this is no address of a database") from error
    kind = url.get_backend_name()
    if kind not in _KINDS:
        raise _refused(f"«{kind}» is not a kind of database that is known")
    return url.set(drivername=_KINDS[kind]).render_as_string(hide_password=False)


def _refused(fact: str) -> UsageError:
    return UsageError(
        f"--db: {fact}", remedy="Name a file for SQLite, or write postgresql+psycopg://user@host/database."
    )


def open_database(address: str) -> Engine:
    """Return a database with all tables as this version needs them; UsageError when it cannot be had."""
    url = make_url(address)
    engine = create_engine(url, poolclass=NullPool, **_arguments(url.get_backend_name()))
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, url.database)
    try:
        _bring_up_to_date(engine)
    except (DBAPIError, NoSuchModuleError, OSError) as error:
        cause = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise UsageError(
            f"--db {url.render_as_string(hide_password=True)}: the history cannot be opened: {cause}",
            remedy="Check the address, that the server runs, and that you may write there.",
        ) from error
    return engine


def _arguments(kind: str) -> dict[str, Any]:
    return {"connect_args": {"timeout": _WAIT}} if kind == "sqlite" else {"connect_args": {"connect_timeout": 20}}


def _prepare_sqlite(engine: Engine, file: str | None) -> None:
    """Make the folder, and have SQLAlchemy begin transactions itself: the driver would begin them too late."""
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True, mode=0o700)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose changes all come to be at the end, or none of them."""
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    except OperationalError as error:
        cause = str(error.orig).splitlines()[0]
        raise UsageError(
            f"the history could not be written: {cause}", remedy="Check the disk or the server, and run again."
        ) from error


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    _protect(engine.url.database if engine.dialect.name == "sqlite" else None)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = _version(connection)
        if found is not None and found > HEAD:
            raise UsageError(
                f"the history was written by a newer version of the program (step {found}, known: {HEAD})",
                remedy="Update the program, or name another database with --db.",
            )
        if found != HEAD:
            _migrate(connection)


def _protect(file: str | None) -> None:
    """Keep a file of SQLite to its owner: it holds names and quotes."""
    if file and file != ":memory:" and Path(file).exists():
        Path(file).chmod(0o600)


def _version(connection: Connection) -> str | None:
    """Return the last step that was taken; None for an empty database."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, and needed once in the life of a database
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

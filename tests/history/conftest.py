"""A real PostgreSQL, started from the system's own package for the time of the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

_NUMBERS = count(1)


def _program(name: str) -> str:
    found = shutil.which(name) or next(map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None)
    assert found, f"{name} is not installed: the package «postgresql» holds it"
    return found


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The folder of the socket of a server of our own; it never listens on the network and never runs as root."""
    place = Path(tempfile.mkdtemp(prefix="auditor-pg-", dir="/tmp"))
    as_nobody = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}
    if as_nobody:
        shutil.chown(place, "nobody", "nogroup")
    data, log = place / "data", place / "log"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=place, **as_nobody)

    run(_program("initdb"), "-D", str(data), "-U", "auditor", "-A", "trust", "-E", "UTF8", "--locale", "C", "-N")
    options = f"-k {place} -c listen_addresses='' -c fsync=off -c max_connections=60"
    run(_program("pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-o", options, "start")
    try:
        yield str(place)
    finally:
        run(_program("pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def postgres_db(postgres: str) -> str:
    """The address of an empty database."""
    return fresh_database(postgres)


def fresh_database(postgres: str) -> str:
    name = f"history{next(_NUMBERS)}"
    with psycopg.connect(f"host={postgres} user=auditor dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"postgresql+psycopg://auditor@/{name}?host={postgres}"


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty history, in both kinds of database."""
    if request.param == "sqlite":
        return str(tmp_path / "history.sqlite")
    return fresh_database(request.getfixturevalue("postgres"))

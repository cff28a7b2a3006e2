"""What is recorded stays: several writers, a kill, damage, purging, a newer version, migrations."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from auditor.errors import UsageError
from auditor.history.database import address_of, open_database
from auditor.history.store import Store
from auditor.history.tables import METADATA
from auditor.model.finding import Outcome
from tests.history.reports import report_of, small_report

FAIL, PASS = (Outcome.FAIL, ""), (Outcome.PASS, "")


def writer(db: str, who: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.history.writers", db, "together", str(who), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": "."})


def test_writers_at_once_and_a_kill_lose_nothing(db: str) -> None:
    writers = [writer(db, who, 12) for who in range(4)]
    victim = writers[0]
    assert victim.stdout is not None
    told = [int(victim.stdout.readline()) for _ in range(3)]
    victim.send_signal(signal.SIGKILL)
    told += [int(line) for line in victim.stdout if line.strip()]
    victim.wait()
    victim.stdout.close()
    for other in writers[1:]:
        out, _ = other.communicate(timeout=120)
        assert other.returncode == 0
        told += [int(line) for line in out.split()]
    store = Store(db)
    kept = [audit.number for audit in store.audits("together")]
    assert set(told) <= set(kept)
    assert kept == sorted(set(kept))
    assert len(kept) >= 3 * 12 + 3
    assert store.faults() == []


def test_both_kinds_of_database_have_the_tables_that_the_program_expects(db: str) -> None:
    engine = open_database(address_of(db))
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert found == []


def test_opening_twice_changes_nothing_and_a_newer_one_is_refused(db: str) -> None:
    Store(db).record(small_report("x", 1), "p")
    assert len(Store(db).audits("p")) == 1
    with plain(db).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UsageError, match="newer version"):
        Store(db)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET score = 1 WHERE number = 2",
        "UPDATE audit SET as_of = '2020-01-01' WHERE number = 1",
        "UPDATE appearance SET path = 'other.txt' WHERE audit_id = 1 AND path = 'a.txt'",
        "UPDATE appearance SET verdict_id = trace_id WHERE audit_id = 2 AND path = 'b.txt'",
        "DELETE FROM appearance WHERE audit_id = 3 AND path = 'b.txt'",
        "DELETE FROM appearance WHERE audit_id = 2; DELETE FROM audit WHERE number = 2",
    ],
)
def test_what_is_changed_behind_the_program_s_back_is_found(db: str, change: str) -> None:
    store = Store(db)
    for number in range(3):
        store.record(small_report("x", number), "p")
    assert store.faults() == []
    with plain(db).begin() as connection:
        for step in change.split("; "):
            connection.execute(text(step))
    assert store.faults() != []


def plain(db: str) -> Engine:
    return create_engine(address_of(db), poolclass=NullPool)


def test_a_damaged_entry_is_found(tmp_path: Path) -> None:
    place = tmp_path / "h.sqlite"
    Store(str(place)).record(small_report("x", 1), "p")
    with plain(str(place)).begin() as connection:
        connection.execute(text("UPDATE body SET kept = substr(kept, 1, 10) WHERE id = 1"))
    assert Store(str(place)).faults() == ["entry 1 is damaged"]


def test_purging_removes_the_old_and_all_that_only_it_held(db: str) -> None:
    store = Store(db)
    store.record(report_of({"old": {"late": (Outcome.FAIL, "давние слова")}}, "2024-05-01"), "p")
    store.record(report_of({"new": {"late": (Outcome.FAIL, "свежие слова")}}, "2026-05-01"), "p")
    assert store.purge("2025-01-01") == 1
    store = Store(db)
    assert [audit.number for audit in store.audits("p")] == [2]
    assert store.faults() == []
    with plain(db).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM body")) == 2
        assert connection.scalar(text("SELECT count(*) FROM document")) == 1
    recorded = store.record(report_of({"new": {"late": FAIL}}, "2026-06-01"), "p")
    assert recorded.audit.number == 3
    assert store.faults() == []
    if not db.startswith("postgresql"):
        assert "давние".encode() not in Path(db).read_bytes()


def test_the_file_is_its_owner_s_alone_and_holds_no_text_of_a_document(tmp_path: Path) -> None:
    place = tmp_path / "deep" / "h.sqlite"
    Store(str(place)).record(small_report("x", 1), "p")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


@pytest.mark.parametrize("told", ["mysql://x/y", "postgresql+psycopg://nobody@127.0.0.1:1/none", "://"])
def test_a_database_that_cannot_be_had_is_told(told: str) -> None:
    with pytest.raises(UsageError) as error:
        Store(told)
    assert error.value.remedy


def test_portfolios_do_not_touch_each_other(db: str) -> None:
    store = Store(db)
    one = store.record(report_of({"a": {"late": FAIL}}), "one")
    two = store.record(report_of({"a": {"late": PASS}}), "two")
    assert one.audit.number == two.audit.number == 1
    assert one.documents["a.txt"] != two.documents["a.txt"]
    assert store.portfolios() == ["one", "two"]

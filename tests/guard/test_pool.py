"""Bad behaviour of a reader costs its own file and nothing else."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path

import pytest

from auditor.guard.child import Beat
from auditor.guard.pool import Lost, Pool
from auditor.model.limits import Limits

QUICK = Limits(seconds_silent=2.0, seconds_base=6.0, seconds_per_page=0.0, seconds_most=6.0, memory_mib=64)


def behave(job: bytes, beat: Beat) -> bytes:
    """Behave as the job says; a reader in a bad mood."""
    return MOODS[job.decode()](beat)


def hang(beat: Beat) -> bytes:
    time.sleep(60)
    return b""


def hang_deaf(beat: Beat) -> bytes:
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    time.sleep(60)
    return b""


def beat_for_ever(beat: Beat) -> bytes:
    while True:
        beat(1)
        time.sleep(0.1)


def eat_memory(beat: Beat) -> bytes:
    return b"".join(bytes(1 << 20) for _ in range(4096))


def leave(beat: Beat) -> bytes:
    os._exit(1)


def fall(beat: Beat) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def abort(beat: Beat) -> bytes:
    os.abort()


def shout(beat: Beat) -> bytes:
    for stream in (1, 2):
        os.write(stream, b"x" * 1_000_000)
    return b"done"


def bear_a_child(beat: Beat) -> bytes:
    subprocess.Popen(["sleep", "61"])
    return b"done"


def phone_home(beat: Beat) -> bytes:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
    return b"done"


def do_well(beat: Beat) -> bytes:
    beat(3)
    return b"done"


MOODS: dict[str, Callable[[Beat], bytes]] = {
    mood.__name__: mood
    for mood in (
        hang,
        hang_deaf,
        beat_for_ever,
        eat_memory,
        leave,
        fall,
        abort,
        shout,
        bear_a_child,
        phone_home,
        do_well,
    )
}


def outcome_of(*moods: str, slots: int = 2, limits: Limits = QUICK) -> dict[Hashable, bytes | Lost]:
    pool = Pool(behave, slots, limits)
    try:
        for mood in moods:
            pool.give(mood, mood.encode())
        return dict(pool.results())
    finally:
        pool.close()


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ("hang", "limit_time"),
        ("hang_deaf", "limit_time"),
        ("beat_for_ever", "limit_time"),
        ("eat_memory", "limit_memory"),
        ("leave", "crashed"),
        ("fall", "crashed"),
        ("abort", "crashed"),
        ("phone_home", "crashed"),
    ],
)
def test_a_bad_reader_costs_its_own_file_only(mood: str, reason: str) -> None:
    outcomes = outcome_of(mood, "do_well")
    assert outcomes == {mood: Lost(reason), "do_well": b"done"}


def test_the_limits_of_time_hold_within_five_seconds() -> None:
    start = time.monotonic()
    outcome_of("hang", "beat_for_ever")
    assert time.monotonic() - start < QUICK.seconds_base + 5


def test_what_a_reader_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome_of("shout") == {"shout": b"done"}
    assert capfd.readouterr() == ("", "")


def test_children_of_a_reader_are_killed_with_it() -> None:
    assert outcome_of("bear_a_child") == {"bear_a_child": b"done"}
    alive = [path for path in Path("/proc").glob("[0-9]*/cmdline") if _said(path) == b"sleep\x0061\x00"]
    assert alive == []


def _said(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_more_work_may_be_given_while_results_are_taken() -> None:
    pool = Pool(behave, 1, QUICK)
    try:
        pool.give(0, b"do_well")
        seen = []
        for name, result in pool.results():
            seen.append(name)
            assert result == b"done"
            if name < 5:
                pool.give(name + 1, b"do_well")
    finally:
        pool.close()
    assert seen == [0, 1, 2, 3, 4, 5]


def say_rubbish(job: bytes, beat: Beat) -> bytes:
    for pipe in range(3, 64):  # nothing else is open in a child
        with suppress(OSError):
            os.write(pipe, b"Z" * 100)
    time.sleep(60)
    return b""


def test_a_child_that_says_what_cannot_be_is_not_believed() -> None:
    pool = Pool(say_rubbish, 1, QUICK)
    try:
        pool.give("it", b"")
        assert dict(pool.results()) == {"it": Lost("crashed")}
    finally:
        pool.close()

"""A process does several jobs one after the other, and no job pays for another."""

from __future__ import annotations

import mmap
import os
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from auditor.guard.child import MOST_JOBS, Beat, Parting
from auditor.guard.pool import Lost, Pool
from auditor.model.limits import Limits

LIMITS = Limits(seconds_silent=5.0, seconds_base=20.0, seconds_per_page=0.0, seconds_most=20.0, memory_mib=64)
DONE: list[bytes] = []
"""What a process did before; each starts with none."""
HELD: list[mmap.mmap] = []


def tell(job: bytes, beat: Beat) -> bytes:
    """Return the process and how many jobs it did before, after behaving as the job says."""
    before = len(DONE)
    DONE.append(job)
    said = f"{os.getpid()} {before}".encode()
    return MOODS[job.split()[0].decode()](said, before)


def well(said: bytes, before: int) -> bytes:
    return said


def part(said: bytes, before: int) -> bytes:
    return Parting(said)


def bear(said: bytes, before: int) -> bytes:
    subprocess.Popen(["sleep", "62"])
    return said


def hoard(said: bytes, before: int) -> bytes:
    HELD.append(mmap.mmap(-1, 40 << 20))  # asked of the system, not found in what was freed before
    return said


def use(said: bytes, before: int) -> bytes:
    """Use most of what a job may, and give it back."""
    return said + str(len(b"x" * (50 << 20)))[:0].encode()


def stumble(said: bytes, before: int) -> bytes:
    """Fall over what an earlier job left."""
    if before:
        os.abort()
    return said


def fall(said: bytes, before: int) -> bytes:
    os.abort()


def mutter(said: bytes, before: int) -> bytes:
    """Leave somebody behind who speaks on the channel of the process once it is idle."""
    if os.fork() == 0:
        if os.fork() == 0:
            time.sleep(0.3)
            for pipe in range(3, 64):
                with suppress(OSError):
                    os.write(pipe, b"R" * 50)
        os._exit(0)
    os.wait()
    return said


MOODS: dict[str, Callable[[bytes, int], bytes]] = {
    mood.__name__: mood for mood in (well, part, bear, hoard, use, stumble, fall, mutter)
}


def told(*jobs: str) -> list[bytes | Lost]:
    """Return what one slot says of jobs, in order."""
    pool = Pool(tell, 1, LIMITS)
    try:
        for number, job in enumerate(jobs):
            pool.give(number, f"{job} {number}".encode())
        found = dict(pool.results())
    finally:
        pool.close()
    return [found[number] for number in range(len(jobs))]


def before(result: bytes | Lost) -> int:
    assert isinstance(result, bytes)
    return int(result.split()[1])


def test_jobs_that_do_well_share_a_process_up_to_a_number() -> None:
    results = told(*["well"] * (MOST_JOBS + 3))
    assert [before(result) for result in results] == [*range(MOST_JOBS), 0, 1, 2]


@pytest.mark.parametrize("mood", ["part", "bear", "hoard"])
def test_what_gave_trouble_or_left_something_behind_ends_its_process(mood: str) -> None:
    results = told("well", mood, "well")
    assert [before(result) for result in results] == [0, 1, 0]


def test_every_job_may_use_the_same_memory() -> None:
    assert [before(result) for result in told("use", "use", "use")] == [0, 1, 2]


def test_a_job_lost_in_a_used_process_is_tried_again_alone() -> None:
    results = told("well", "stumble", "fall", "well")
    assert [before(results[0]), before(results[1]), before(results[3])] == [0, 0, 0]
    assert results[2] == Lost("crashed")


def test_a_process_that_speaks_out_of_turn_is_not_believed() -> None:
    pool = Pool(tell, 1, LIMITS)
    try:
        pool.give(0, b"mutter")
        results = pool.results()
        first = next(results)[1]
        time.sleep(1)
        pool.give(1, b"well")
        assert before(first) == 0
        assert before(next(results)[1]) == 0
    finally:
        pool.close()


def test_a_large_job_goes_to_a_process_of_its_own() -> None:
    pool = Pool(tell, 1, LIMITS)
    try:
        pool.give(0, b"well")
        pool.give(1, b"well " + b"x" * 100_000)
        pool.give(2, b"well")
        found = dict(pool.results())
    finally:
        pool.close()
    assert [before(found[number]) for number in range(3)] == [0, 0, 1]

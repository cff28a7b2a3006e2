"""Damaged files for every reader and for the loader of rules, in guarded processes; prints what broke and keeps it.

    make fuzz                             60 seconds
    make fuzz SECONDS=600 FUZZ_SEEDS=folder/with/odd/files

A find is a file that takes its process down, takes too long or too much memory, or makes a room raise that must not:
a reader may say "damaged" of anything, but what it did read must be understood and judged, and a rule file must end
as a rule or as an error with its place. Finds lie in ``build/fuzz`` and make the exit code 1.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from itertools import islice
from pathlib import Path

from auditor.desk import Settings, bench, judge_facts, read_facts, rules_folder
from auditor.errors import RuleError
from auditor.extraction.interface import Source, UnreadableError
from auditor.extraction.registry import enclosed
from auditor.facts.topics import compile_lexicon
from auditor.guard.child import Beat
from auditor.guard.pool import Lost, Pool
from auditor.model.document import Unreadable
from auditor.model.limits import Limits
from auditor.rulebook.lexicon import load_lexicon
from auditor.rulebook.rules import load_examples, load_rule
from auditor.running.task import Done, facts_from_bytes, facts_to_bytes
from auditor.sources.archives import archive_kind, unpack
from auditor.sources.taking import Budget
from tests.fuzz.mutation import mutated
from tests.promises.seeds import seeds

LIMITS = Limits(seconds_silent=60, seconds_base=60, seconds_per_page=5, seconds_most=300)
SETTINGS = Settings(as_of="2026-11-01", generated_at="2026-11-01T00:00:00+00:00", ocr=False)
RULE = "rule:"
_LARGEST_SEED = 400_000
_BATCH = 25
"""Files of one process: starting it costs more than most of them."""


def work(job: bytes, beat: Beat) -> bytes:
    """Take damaged files through, one after the other; return what was raised and where, by the file's number."""
    finds: dict[int, str] = {}
    for number, (name, data) in enumerate(pickle.loads(job)):  # noqa: S301 - written by this very program
        beat(number)
        try:
            if name.startswith(RULE):
                _load(name.removeprefix(RULE), data)
            else:
                _take_through(name, data, beat)
        except MemoryError:
            raise
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            finds[number] = "\n".join(
                [type(error).__name__, *(f"{f.filename}:{f.lineno} {f.name}" for f in frames[-8:])]
            )
    return pickle.dumps(finds)


def _take_through(name: str, data: bytes, beat: Beat) -> None:
    source = Source(name, data, hashlib.sha256(data).hexdigest(), len(data), beat)
    if archive_kind(data):
        with tempfile.TemporaryDirectory() as place:
            unpack(data, name, Path(place), Budget.of(LIMITS), ("a",))
    try:
        for file in enclosed(source):
            assert isinstance(file.data, bytes)
    except UnreadableError:
        pass
    except Exception as error:  # the run reads this as a damaged letter
        if isinstance(error, (RecursionError, AssertionError)):
            raise
    facts = read_facts(source)
    if isinstance(facts, Unreadable):
        return
    for block in facts.document.blocks:
        block.text.encode("utf-8")  # no lone surrogates: no report may carry them
    done = Done(judge_facts(facts_from_bytes(facts_to_bytes(facts)), SETTINGS))
    if not Done.from_bytes(done.to_bytes()).is_sound(name):
        raise ValueError("a result that the parent would not believe")


def _load(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / name.replace("/", "-")
        path.write_bytes(data)
        try:
            if name.startswith("lexicon/"):
                compile_lexicon(load_lexicon([Path(place)]))
            elif name.endswith(".examples.yaml"):
                load_examples(path)
            else:
                load_rule(path)
        except RuleError as error:
            assert error.place is not None  # noqa: PT017 - any input may or may not be refused
            assert error.remedy  # noqa: PT017 - as above


def rule_seeds() -> dict[str, bytes]:
    """Return rules, examples and topics of the product."""
    folder = rules_folder()
    paths = [
        path
        for path in sorted(folder.rglob("*.yaml"))
        if not path.name.startswith("_") and "_portrait" not in path.parts
    ]
    return {
        RULE + path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if path.parent != folder and "profiles" not in path.parts
    }


def folder_seeds(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder that are small enough to be damaged many times."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size <= _LARGEST_SEED)
    return {path.name: path.read_bytes() for path in files}


def damaged(corpus: dict[str, bytes], chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield damaged files without end."""
    readers = {name: data for name, data in corpus.items() if not name.startswith(RULE)}
    rules = {name: data for name, data in corpus.items() if name.startswith(RULE)}
    while True:
        group = rules if rules and (not readers or chance.random() < 0.2) else readers
        names = list(group)
        name = chance.choice(names)
        yield name, mutated(group[name], [group[chance.choice(names)] for _ in range(3)], chance)


class Hunt:
    """Gives files to guarded processes, several to each, and tells what broke."""

    def __init__(self, pool: Pool, finds: Path) -> None:
        self.done = 0
        self.kinds: Counter[str] = Counter()
        self._pool, self._finds = pool, finds
        self._given: dict[int, list[tuple[str, bytes]]] = {}
        self._number = 0

    def give(self, files: list[tuple[str, bytes]]) -> None:
        self._number += 1
        self._given[self._number] = files
        self._pool.give(self._number, pickle.dumps(files))

    def take(self, number: int, result: bytes | Lost) -> None:
        """Note what came of some files; those of a process that was lost are tried one by one to find the culprit."""
        files = self._given.pop(number)
        if isinstance(result, Lost) and len(files) > 1:
            for file in files:
                self.give([file])
            return
        self.done += len(files)
        said = {0: result.reason} if isinstance(result, Lost) else pickle.loads(result)  # noqa: S301 - as above
        for place, words in said.items():
            self._tell(*files[place], words)

    def _tell(self, name: str, data: bytes, said: str) -> None:
        """Print a kind of find when it is met first, and keep its file."""
        kind = f"{name.rpartition('.')[2]}: {said}"
        self.kinds[kind] += 1
        if self.kinds[kind] > 1:
            return
        self._finds.mkdir(parents=True, exist_ok=True)
        kept = self._finds / f"{hashlib.sha256(data).hexdigest()[:12]}-{name.replace('/', '-')[-80:]}"
        kept.write_bytes(data)
        print(f"{kept}\n{said}\n", flush=True)


def main() -> int:
    """Fuzz for the time given; return 1 when something broke."""
    told = _arguments()
    corpus = {**seeds(), **rule_seeds(), **(folder_seeds(told.seeds) if told.seeds else {})}
    corpus = {name: data for name, data in corpus.items() if told.only in name}
    source = damaged(corpus, random.Random(told.random))
    bench(())
    pool = Pool(work, told.jobs, LIMITS)
    hunt = Hunt(pool, told.finds)
    deadline = time.monotonic() + told.seconds
    try:
        whole = iter(corpus.items())
        for number, result in _begun(pool, lambda: hunt.give(_next(whole, source)), told.jobs):
            hunt.take(int(str(number)), result)
            if time.monotonic() < deadline:
                hunt.give(_next(whole, source))
    finally:
        pool.close()
    print(f"{hunt.done} files, random {told.random}: {len(hunt.kinds)} kinds of finds, {hunt.kinds.total()} in all")
    return 1 if hunt.kinds else 0


def _begun(pool: Pool, give: Callable[[], None], jobs: int) -> Iterator[tuple[Hashable, bytes | Lost]]:
    for _ in range(jobs):
        give()
    return pool.results()


def _next(whole: Iterator[tuple[str, bytes]], source: Iterator[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return files for one process: whole ones and damaged ones by turns, damaged ones when no whole is left."""
    files = list(islice(whole, _BATCH // 5))
    return files + list(islice(source, _BATCH - len(files)))


def _arguments() -> argparse.Namespace:
    told = argparse.ArgumentParser(description="Fuzz every reader and the loader of rules.")
    told.add_argument("--seconds", type=float, default=60)
    told.add_argument("--seeds", type=Path, default=None, help="a folder of further seeds")
    told.add_argument("--finds", type=Path, default=Path("build/fuzz"))
    told.add_argument("--only", default="", help="only seeds whose names hold these letters")
    told.add_argument("--jobs", type=int, default=2)
    told.add_argument("--random", type=int, default=random.randrange(1_000_000), help="the number to repeat a run")
    return told.parse_args()


if __name__ == "__main__":
    sys.exit(main())

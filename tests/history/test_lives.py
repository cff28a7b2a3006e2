"""A walk over all audits gives the same whether it begins anew or goes on where the last one ended."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.history.cache import Cache
from auditor.history.lives import lives_of
from auditor.history.states import Comparison
from auditor.history.store import Store
from auditor.history.telling import with_past
from auditor.model.finding import Outcome
from tests.history.reports import RULES, report_of

Said = Mapping[str, Mapping[str, tuple[Outcome, str]]]

_FOUND = st.tuples(st.sampled_from(list(Outcome)), st.sampled_from(["", "слова", "другие слова"]))
_DOCUMENTS = st.dictionaries(st.sampled_from("abcd"), st.dictionaries(st.sampled_from(RULES), _FOUND, min_size=1))


@given(st.lists(st.tuples(_DOCUMENTS, st.sampled_from(["r1", "r1", "r2"])), min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_going_on_gives_what_beginning_anew_gives(audits: list[tuple[Said, str]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        store, shelf = Store(f"{place}/h.sqlite"), Cache(Path(place) / "cache.sqlite")
        for month, (said, rules) in enumerate(audits, 1):
            report = report_of(said, f"2026-{month:02}-01", rules=rules)
            told = with_past(report, store, store.record(report, "p"), shelf=shelf)
            kept = store.audits("p")
            anew = lives_of(Store(f"{place}/h.sqlite"), kept)
            assert lives_of(store, kept, shelf) == anew
            assert told.past is not None
            assert told.past.trend == tuple(anew.points)
            steps = Comparison(store, kept[-2], kept[-1]).all_steps() if len(kept) > 1 else ()
            assert dict(told.past.counts) == Counter(step.state for step in steps)
        shelf.close()


def test_a_walk_that_was_damaged_or_lost_a_purged_audit_begins_anew(tmp_path: Path) -> None:
    store, shelf = Store(str(tmp_path / "h.sqlite")), Cache(tmp_path / "cache.sqlite")
    for month in (1, 2, 3):
        report = report_of({"a": {"late": (Outcome.FAIL, "")}}, f"2026-{month:02}-01")
        told = with_past(report, store, store.record(report, "p"), shelf=shelf)
    assert next(iter(told.findings)).since == "2026-01-01"
    store.purge("2026-02-01")
    assert set(lives_of(store, store.audits("p"), shelf).since.values()) == {"2026-02-01"}

    class Damaged:
        def get(self, kind: str, name: str) -> bytes:
            return b'{"points": [[1]]}'

        def put(self, kind: str, name: str, body: bytes) -> None:
            pass

    assert lives_of(store, store.audits("p"), Damaged()) == lives_of(store, store.audits("p"))
    shelf.close()

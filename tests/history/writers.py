"""Writes many audits into one history; run as a process of its own, and sometimes killed."""

from __future__ import annotations

import sys

from auditor.history.store import Store
from tests.history.reports import small_report


def main(db: str, portfolio: str, who: str, count: int) -> None:
    """Record so many audits and say the number of each when it is safe."""
    store = Store(db)
    for number in range(count):
        recorded = store.record(small_report(who, number), portfolio)
        print(recorded.audit.number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))

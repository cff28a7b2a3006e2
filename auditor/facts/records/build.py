"""All records of one document: rows, letters, messages or a note, with what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from auditor.facts.folding import fold
from auditor.facts.records.grid import JSON
from auditor.facts.records.messages import messages_of
from auditor.facts.records.notes import note_of
from auditor.facts.records.speech import Spoken, sayings
from auditor.facts.records.tables import Recorded, tables_of
from auditor.facts.topics import CompiledLexicon
from auditor.model.columns import TableKind
from auditor.model.document import APART, BlockKind, Document
from auditor.model.record import Record, Saying

_SPEECH = ("issue", "details", "answer", "promise", "remedy", "text", "confirmation", "done")
"""Columns whose words are understood."""
SPOKEN_KINDS = frozenset({"interaction", "letter", "message", "complaint", "assignment"})
"""Records that people wrote in their own words, and lists with a note on each deal."""


@dataclass(frozen=True)
class RecordWords:
    """What records are recognised by."""

    kinds: tuple[TableKind, ...]
    speech: CompiledLexicon
    given: Mapping[str, str]
    """The user's own mapping of headings to columns."""


_TAKEN_TOGETHER = 2_000
"""Passages that are understood at a time: a journal of any length takes no more memory than so many."""


def given_headings(columns: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the user's own mapping as tables are matched with it: headings levelled."""
    return {fold(heading).text.strip(): column for heading, column in columns}


def records_of(document: Document, kind: str, words: RecordWords, beat: Callable[[], None] = lambda: None) -> Recorded:
    """Return the tables and records of a document that was found to be of a kind; ``beat`` is called now and then."""
    messages = messages_of(document)
    if messages:
        return Recorded((), _understood(messages, document, words.speech, beat))
    recorded = tables_of(document, words.kinds, words.given) if _has_cells(document) else Recorded()
    if kind in _NO_JOURNALS and not _is_sheet(document):
        recorded = _without_journals(recorded)
    if recorded.records:
        return replace(recorded, records=_understood(recorded.records, document, words.speech, beat))
    journal = next((table for table in words.kinds if table.id == "interaction"), None)
    if kind == "interaction" and journal is not None:
        note = note_of(document, journal)
        if note is not None:
            return Recorded((), _understood((note,), document, words.speech, beat))
    return recorded


def kind_by_tables(recorded: Recorded, kinds: Sequence[TableKind]) -> str | None:
    """Return the kind of document that its largest table makes it; None without tables."""
    known = {kind.id: kind.input_kind for kind in kinds}
    largest = max(recorded.tables, key=lambda table: table.rows, default=None)
    return known[largest.kind] if largest is not None else None


_NO_JOURNALS = frozenset({"policy", "contract", "annex", "amendment", "act", "invoice", "insurance"})
"""Kinds of document whose tables record no contacts."""


def _is_sheet(document: Document) -> bool:
    """Return whether a document is a sheet of cells, or a list of values, and not a text with tables."""
    if document.media_type == JSON:
        return True
    cells = [block.location.cell or "" for block in document.blocks[:200] if block.kind is BlockKind.CELL]
    return bool(cells) and not cells[0].startswith("T1R")


def _without_journals(recorded: Recorded) -> Recorded:
    tables = tuple(table for table in recorded.tables if table.kind != "interaction")
    return Recorded(tables, tuple(record for record in recorded.records if record.kind != "interaction"))


def _has_cells(document: Document) -> bool:
    return document.media_type == JSON or any(block.kind is BlockKind.CELL for block in document.blocks)


def _understood(
    records: Sequence[Record], document: Document, speech: CompiledLexicon, beat: Callable[[], None]
) -> tuple[Record, ...]:
    spoken = (entry for at, record in enumerate(records) for entry in _spoken(at, record, document))
    heads = (entry for at, record in enumerate(records) for entry in _head(at, record, document))
    told: dict[int, tuple[Saying, ...]] = {}
    while some := list(islice(spoken, _TAKEN_TOGETHER)):
        for at, said in sayings(some, speech).items():
            told[at] = (*told.get(at, ()), *said)
        beat()
    while some := list(islice(heads, _TAKEN_TOGETHER)):
        for at, said in sayings(some, speech).items():
            told[at] = (*told.get(at, ()), *(saying for saying in said if saying.topic in _OF_A_HEAD))
    return tuple(replace(record, says=told[at]) if at in told else record for at, record in enumerate(records))


_OF_A_HEAD = frozenset({"automatic-reply", "advertising", "bulk-sender"})
"""Topics that the sender and the subject of a letter tell; whatever else a subject says, the letter says itself."""


def _head(at: int, record: Record, document: Document) -> Iterator[Spoken]:
    """Yield the sender and the subject of a letter, without the names of a mail server."""
    for column in ("from", "subject") if record.kind == "letter" else ():
        words = record.text(column)
        if words:
            start = max(document.text.find(words, record.span[0], record.span[1]), record.span[0])
            yield Spoken(at, words.replace("@", " @ ").replace("_", " "), start, "")


def _spoken(at: int, record: Record, document: Document) -> Iterator[Spoken]:
    """Yield the words of a record that are to be understood, each with its place in the document."""
    if record.kind not in SPOKEN_KINDS:
        return
    day = record.value("date") or record.value("received")
    if record.channel and record.kind != "message":  # a letter or a note is all of its file
        for number, block in enumerate(document.blocks):
            if block.kind not in APART and block.kind not in _NOT_OWN:
                yield Spoken(at, block.text, document.starts[number], day)
        return
    for column in _SPEECH:
        words = record.text(column)
        if words:
            found = document.text.find(words, record.span[0], record.span[1])
            yield Spoken(at, words, max(found, record.span[0]), day)


_NOT_OWN = frozenset({BlockKind.FIELD, BlockKind.QUOTE})

"""The history of audits: each is recorded whole or not at all, and read again as it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, text, update

from auditor.errors import UsageError
from auditor.history.database import address_of, open_database, writing
from auditor.history.kept import (
    KeptSubject,
    Keys,
    digest_of,
    packed,
    trace_body,
    trace_from,
    unpacked,
    verdict_body,
    verdict_from,
)
from auditor.history.linking import Sighting, link
from auditor.history.tables import APPEARANCE, ASSIGNMENT, AUDIT, BASELINE, BODY, DOCUMENT, PORTFOLIO, RULESET
from auditor.model.brief import KeptFinding, briefly
from auditor.model.finding import Citation, Finding, Severity, Subject, SubjectKind
from auditor.model.report import Input, InputStatus, Report
from auditor.model.text import Text

_AT_ONCE = 400
"""Names looked up in one question: every database takes so many."""
_FIRST = "0" * 64
"""What stands for the digest of the audit before the first."""


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What is remembered of a rule."""

    section: str
    section_title: Text
    severity: Severity
    title: Text
    law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One audit as it is listed."""

    id: int
    portfolio: str
    number: int
    made_at: str
    as_of: str
    tool_version: str
    ruleset: int
    ruleset_sha256: str
    ruleset_version: str
    profile: str
    complete: bool
    score: int | None
    low: int | None
    high: int | None
    band: str
    coverage: float
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """A document in one audit."""

    document: int
    path: str
    sha256: str
    status: InputStatus
    reason: str
    trace: int | None
    verdict: int | None


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """An accepted pile."""

    audit: int
    number: int
    reason: str
    author: str
    given: str
    until: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to mend a finding by when."""

    document: int
    subject: str
    rule: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """An audit that was written down."""

    audit: AuditRow
    documents: Mapping[str, int]
    """The document of every path."""
    keys: Mapping[tuple[str, str], str]
    """The key of every subject in its file, by path and id."""

    def place(self, subject: Subject, rule: str) -> tuple[int, str, str]:
        """Return where a finding stands in the history: its document, the subject in it, the rule."""
        return self.documents.get(subject.path, 0), self.keys.get((subject.path, subject.id), ""), rule


@dataclass
class _Collected:
    """What is written down of a report, collected in one walk over its findings."""

    rules: dict[str, list[Any]] = field(default_factory=dict)
    subjects: dict[str, dict[str, KeptSubject]] = field(default_factory=dict)
    """By path, then by the key of the subject."""
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    """The keys themselves, by path and id."""


class Store:
    """A history, open."""

    def __init__(self, told: str) -> None:
        """Open a history by a file name or an address; UsageError when it cannot be had."""
        self._engine: Engine = open_database(address_of(told))
        self._bodies: dict[int, tuple[KeptSubject, ...]] = {}
        self._appearances: dict[int, dict[int, Appearance]] = {}
        self._rules: dict[int, tuple[tuple[str, ...], dict[str, RuleNote]]] = {}

    # Writing

    def record(self, report: Report, portfolio: str) -> Recorded:
        """Write an audit down, all of it in one transaction, and return what it became."""
        collected = _collect(report)
        rules = sorted(collected.rules)
        with writing(self._engine) as connection:
            place, number = _next_number(connection, portfolio)
            inputs = [entry for entry in report.inputs if entry.status is not InputStatus.SKIPPED]
            inputs += [_of_no_file(path) for path in collected.subjects.keys() - {entry.path for entry in inputs}]
            documents = _documents(connection, place, inputs)
            traces = {entry.path: trace_body(entry) for entry in inputs}
            verdicts = {path: verdict_body(list(held.values()), rules) for path, held in collected.subjects.items()}
            bodies = _keep_bodies(connection, [*filter(None, traces.values()), *verdicts.values()])
            rows = [
                {
                    "document_id": documents[entry.path],
                    "path": entry.path,
                    "sha256": entry.sha256,
                    "status": entry.status.value,
                    "reason": entry.reason or "",
                    "trace_id": bodies.get(traces[entry.path] or b""),
                    "verdict_id": bodies.get(verdicts.get(entry.path, b"")),
                }
                for entry in inputs
            ]
            ruleset = _keep_rules(connection, report, collected.rules)
            _keep_audit(connection, report, place, number, ruleset, rows)
        return Recorded(self.audit(portfolio, number), documents, collected.keys)

    def keep_baseline(self, audit: AuditRow, reason: str, author: str, given: str, until: str) -> None:
        """Accept all findings of an audit; the baseline of the portfolio before it ends."""
        with writing(self._engine) as connection:
            place = _portfolio_id(connection, audit.portfolio)
            connection.execute(
                insert(BASELINE).values(
                    portfolio_id=place, audit_id=audit.id, reason=reason, author=author, given=given, until=until
                )
            )

    def assign(self, portfolio: str, assignments: Sequence[Assignment], given: str) -> None:
        """Write down who is to mend what; an assignment made before is replaced."""
        with writing(self._engine) as connection:
            place = _portfolio_id(connection, portfolio)
            for entry in assignments:
                mine = (
                    (ASSIGNMENT.c.portfolio_id == place) & (ASSIGNMENT.c.document_id == entry.document)
                    & (ASSIGNMENT.c.subject == entry.subject) & (ASSIGNMENT.c.rule == entry.rule)
                )  # fmt: skip
                connection.execute(delete(ASSIGNMENT).where(mine))
                connection.execute(
                    insert(ASSIGNMENT).values(
                        portfolio_id=place, document_id=entry.document, subject=entry.subject, rule=entry.rule,
                        owner=entry.owner, due=entry.due, given=given,
                    )
                )  # fmt: skip

    def purge(self, before: str, portfolio: str | None = None) -> int:
        """Remove the audits as of days before a day, with everything only they used; return how many they were."""
        with writing(self._engine) as connection:
            chosen = select(AUDIT.c.id).where(AUDIT.c.as_of < before)
            if portfolio is not None:
                chosen = chosen.where(AUDIT.c.portfolio_id == _portfolio_id(connection, portfolio))
            ids = list(connection.scalars(chosen))
            for some in _runs(ids):
                connection.execute(delete(BASELINE).where(BASELINE.c.audit_id.in_(some)))
                connection.execute(delete(APPEARANCE).where(APPEARANCE.c.audit_id.in_(some)))
                connection.execute(delete(AUDIT).where(AUDIT.c.id.in_(some)))
            _sweep(connection)
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("VACUUM")
        return len(ids)

    # Reading

    def portfolios(self) -> list[str]:
        """Return the names of all portfolios that have audits."""
        with self._engine.connect() as connection:
            found = select(PORTFOLIO.c.name).where(PORTFOLIO.c.id.in_(select(AUDIT.c.portfolio_id)))
            return list(connection.scalars(found.order_by(PORTFOLIO.c.name)))

    def audits(self, portfolio: str) -> list[AuditRow]:
        """Return all audits of a portfolio, the oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(_AUDITS.where(PORTFOLIO.c.name == portfolio).order_by(AUDIT.c.number))
            return [_audit_row(row) for row in rows]

    def audit(self, portfolio: str, number: int) -> AuditRow:
        """Return one audit; UsageError when there is none with this number."""
        found = next((audit for audit in self.audits(portfolio) if audit.number == number), None)
        if found is None:
            raise UsageError(
                f"there is no audit {number} of «{portfolio}»", remedy="`auditor history list` lists them."
            )
        return found

    def before(self, audit: AuditRow) -> AuditRow | None:
        """Return the audit of the same portfolio before this one; None for the first that is kept."""
        return next((a for a in reversed(self.audits(audit.portfolio)) if a.number < audit.number), None)

    def appearances(self, audit: AuditRow) -> dict[int, Appearance]:
        """Return every document of an audit."""
        if audit.id not in self._appearances:
            with self._engine.connect() as connection:
                rows = connection.execute(select(APPEARANCE).where(APPEARANCE.c.audit_id == audit.id))
                self._appearances[audit.id] = {row.document_id: _appearance(row) for row in rows}
        return self._appearances[audit.id]

    def rules(self, audit: AuditRow) -> dict[str, RuleNote]:
        """Return what is remembered of the rules of an audit."""
        return self._rules_of(audit.ruleset)[1]

    def verdicts(self, audit: AuditRow, wanted: Iterable[int]) -> dict[int, tuple[KeptSubject, ...]]:
        """Return what files said, by the ids of their verdicts."""
        rules = self._rules_of(audit.ruleset)[0]
        ids = set(wanted)
        for id_, body in self._read_bodies(sorted(ids - self._bodies.keys())):
            self._bodies[id_] = verdict_from(body, rules)
        return {id_: self._bodies[id_] for id_ in ids}

    def trace(self, appearance: Appearance) -> Sighting:
        """Return what a document of an audit is recognised by."""
        bodies = dict(self._read_bodies([appearance.trace] if appearance.trace is not None else []))
        return _sighting(appearance.path, appearance.sha256, bodies.get(appearance.trace or -1))

    def baseline(self, portfolio: str) -> BaselineRow | None:
        """Return the last baseline of a portfolio, or None when it has none."""
        question = (
            select(BASELINE, AUDIT.c.number)
            .join(AUDIT, AUDIT.c.id == BASELINE.c.audit_id)
            .join(PORTFOLIO, PORTFOLIO.c.id == BASELINE.c.portfolio_id)
            .where(PORTFOLIO.c.name == portfolio)
            .order_by(BASELINE.c.id.desc())
        )
        with self._engine.connect() as connection:
            row = connection.execute(question).first()
        if row is None:
            return None
        return BaselineRow(row.audit_id, row.number, row.reason, row.author, row.given, row.until)

    def assignments(self, portfolio: str) -> list[Assignment]:
        """Return everything that somebody is to mend."""
        question = select(ASSIGNMENT).join(PORTFOLIO).where(PORTFOLIO.c.name == portfolio)
        with self._engine.connect() as connection:
            rows = connection.execute(question).all()
        return [Assignment(row.document_id, row.subject, row.rule, row.owner, row.due) for row in rows]

    def faults(self) -> list[str]:
        """Return a sentence for everything that is not as it was written; none when all is well."""
        faults = _sqlite_faults(self._engine)
        with self._engine.connect() as connection:
            faults += _body_faults(connection)
            for name in connection.scalars(select(PORTFOLIO.c.name)).all():
                audits = connection.execute(_AUDITS.where(PORTFOLIO.c.name == name).order_by(AUDIT.c.number)).all()
                faults += _chain_faults(connection, name, [_audit_row(row) for row in audits])
        return faults

    def _rules_of(self, ruleset: int) -> tuple[tuple[str, ...], dict[str, RuleNote]]:
        if ruleset not in self._rules:
            with self._engine.connect() as connection:
                kept = connection.scalar(select(RULESET.c.body).where(RULESET.c.id == ruleset))
            sections, told = json.loads(unpacked(kept or b""))
            notes = {name: _note(data, sections) for name, data in told.items() if data}
            self._rules[ruleset] = (tuple(sorted(told)), notes)
        return self._rules[ruleset]

    def _read_bodies(self, ids: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        with self._engine.connect() as connection:
            yield from _bodies_by_id(connection, ids)


def _note(data: Sequence[Any], sections: Mapping[str, Sequence[str]]) -> RuleNote:
    section, severity, ru, en, law = data
    title = Text(*sections.get(section, (section, section)))
    return RuleNote(section, title, Severity(severity), Text(ru, en), tuple(law))


def _bodies_by_id(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    for some in _runs(ids):
        for row in connection.execute(select(BODY.c.id, BODY.c.kept).where(BODY.c.id.in_(some))):
            yield row.id, unpacked(row.kept)


def _runs(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


# What a report says, collected


def _collect(report: Report) -> _Collected:
    clients = {matter.id: matter.client for matter in report.matters}
    days = {entry.path: entry.trace.day for entry in report.inputs if entry.trace}
    law = dict(report.law)
    keys = Keys()
    collected = _Collected(rules={rule: [] for rule in law}, keys=keys.given)
    for subject, rows, finding in briefly(report.findings):
        held = collected.subjects.setdefault(subject.path, {})
        key = keys.of(subject)
        if key not in held:
            client = clients.get(subject.matter, "")
            held[key] = KeptSubject(
                key,
                subject.kind.value,
                subject.label,
                subject.matter,
                client,
                _person(subject),
                days.get(subject.path, ""),
                {},
            )
        held[key].findings.update(rows)
        if finding is not None and not collected.rules.get(finding.rule):
            collected.rules[finding.rule] = _rule_data(finding, law.get(finding.rule, finding.law))
    return collected


def _person(subject: Subject) -> str:
    """Return the employee that a subject is about: the holder of an account."""
    return subject.label if subject.kind is SubjectKind.ACCESS else ""


def _of_no_file(path: str) -> Input:
    """Return what stands for findings of no file that was read: of the firm's own order, of a kind as a whole."""
    return Input(path, "", 0, "", InputStatus.READ, kind="whole")


def _rule_data(finding: Finding, law: Iterable[Citation]) -> list[Any]:
    title = finding.title
    return [finding.section, finding.severity.value, title.ru, title.en, sorted({citation.ref for citation in law})]


# Rows


def _next_number(connection: Connection, name: str) -> tuple[int, int]:
    """Return the portfolio and the number of its next audit; whoever else records one waits from here on."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _portfolio_lock(name)})
    if connection.scalar(select(PORTFOLIO.c.id).where(PORTFOLIO.c.name == name)) is None:
        connection.execute(insert(PORTFOLIO).values(name=name, audits=0))
    connection.execute(update(PORTFOLIO).where(PORTFOLIO.c.name == name).values(audits=PORTFOLIO.c.audits + 1))
    row = connection.execute(select(PORTFOLIO.c.id, PORTFOLIO.c.audits).where(PORTFOLIO.c.name == name)).one()
    return row.id, row.audits


def _portfolio_lock(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:7])


def _portfolio_id(connection: Connection, name: str) -> int:
    found = connection.scalar(select(PORTFOLIO.c.id).where(PORTFOLIO.c.name == name))
    if found is None:
        raise UsageError(f"there is no portfolio «{name}» in the history", remedy="`auditor history list` lists them.")
    return int(found)


def _documents(connection: Connection, place: int, inputs: Sequence[Input]) -> dict[str, int]:
    """Return the document of every file: one that is known from an earlier audit, or a new one."""
    known = _last_seen(connection, place, {(entry.path, entry.sha256) for entry in inputs})
    rows = list(known.values())
    seen = [Sighting(entry.path, entry.sha256, entry.kind, entry.trace) for entry in inputs]
    links = link(rows, seen)
    ids = list(known)
    documents = {}
    for at, entry in enumerate(inputs):
        documents[entry.path] = ids[links[at]] if at in links else _new_document(connection, place)
    return documents


def _new_document(connection: Connection, place: int) -> int:
    made = connection.execute(insert(DOCUMENT).values(portfolio_id=place))
    return int((made.inserted_primary_key or (0,))[0])


def _last_seen(connection: Connection, place: int, same: Collection[tuple[str, str]]) -> dict[int, Sighting]:
    """Return how every document of a portfolio looked when it was last read, those of the last audit first.

    Of the ``same``, which are recognised by path and bytes, the marks are not read.
    """
    mine = select(AUDIT.c.id).where(AUDIT.c.portfolio_id == place)
    read = select(APPEARANCE.c.document_id, func.max(APPEARANCE.c.audit_id).label("audit_id")).where(
        APPEARANCE.c.audit_id.in_(mine)
    )
    last = read.group_by(APPEARANCE.c.document_id).subquery()
    question = (
        select(APPEARANCE)
        .join(last, (APPEARANCE.c.document_id == last.c.document_id) & (APPEARANCE.c.audit_id == last.c.audit_id))
        .order_by(APPEARANCE.c.audit_id.desc(), APPEARANCE.c.document_id)
    )
    rows = connection.execute(question).all()
    other = (row.trace_id for row in rows if row.trace_id is not None and (row.path, row.sha256) not in same)
    bodies = dict(_bodies_by_id(connection, sorted(set(other))))
    return {row.document_id: _sighting(row.path, row.sha256, bodies.get(row.trace_id)) for row in rows}


def _sighting(path: str, sha256: str, body: bytes | None) -> Sighting:
    return Sighting(path, sha256) if body is None else Sighting(path, sha256, *trace_from(body))


def _keep_bodies(connection: Connection, bodies: Iterable[bytes]) -> dict[bytes, int]:
    """Return the id of every body; those that are not there yet are written."""
    names = {digest_of(body): body for body in bodies}
    ids = _body_ids(connection, list(names))
    fresh = [name for name in names if name not in ids]
    for some in _runs(fresh):
        rows = [{"digest": name, "kept": packed(names[name])} for name in some]
        if connection.dialect.name == "postgresql":  # another portfolio may be writing the same body just now
            from sqlalchemy.dialects.postgresql import insert as insert_or_leave  # noqa: PLC0415

            connection.execute(insert_or_leave(BODY).on_conflict_do_nothing(), rows)
        else:
            connection.execute(insert(BODY), rows)
    ids |= _body_ids(connection, fresh)
    return {body: ids[name] for name, body in names.items()}


def _body_ids(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for some in _runs(names):
        found = connection.execute(select(BODY.c.digest, BODY.c.id).where(BODY.c.digest.in_(some)))
        ids |= {row.digest: row.id for row in found}
    return ids


def _keep_rules(connection: Connection, report: Report, rules: Mapping[str, list[Any]]) -> int:
    sections = {code: [title.ru, title.en] for code, title in report.sections}
    body = json.dumps([sections, dict(sorted(rules.items()))], ensure_ascii=False).encode()
    told = [f"{rule} {bool(note)}" for rule, note in sorted(rules.items())]
    digest = hashlib.sha256("\x1f".join([report.ruleset.sha256, *told]).encode()).hexdigest()
    mine = select(RULESET.c.id).where(RULESET.c.digest == digest)
    found = connection.scalar(mine)
    if found is None:
        stamp = report.ruleset
        values = {"digest": digest, "sha256": stamp.sha256, "version": stamp.version, "body": packed(body)}
        if connection.dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import insert as insert_or_leave  # noqa: PLC0415

            connection.execute(insert_or_leave(RULESET).values(values).on_conflict_do_nothing())
        else:
            connection.execute(insert(RULESET).values(values))
        found = connection.scalar(mine)
    return int(found or 0)


def _keep_audit(
    connection: Connection, report: Report, place: int, number: int, ruleset: int, rows: Sequence[dict[str, Any]]
) -> int:
    last = select(AUDIT.c.digest).where(AUDIT.c.portfolio_id == place).order_by(AUDIT.c.number.desc()).limit(1)
    overall = report.overall
    values = {
        "portfolio_id": place, "number": number, "made_at": report.generated_at, "as_of": report.as_of,
        "tool_version": report.tool_version, "ruleset_id": ruleset, "profile": report.profile,
        "complete": report.complete, "score": overall.value, "low": overall.low, "high": overall.high,
        "band": overall.band.value, "coverage": round(overall.coverage, 6),
        "previous": connection.scalar(last) or _FIRST,
    }  # fmt: skip
    made = connection.execute(insert(AUDIT).values(**values, digest=""))
    audit = int((made.inserted_primary_key or (0,))[0])
    for some in _runs(rows):
        connection.execute(insert(APPEARANCE), [{"audit_id": audit, **row} for row in some])
    digest = _digest_of_audit(connection, audit)
    connection.execute(update(AUDIT).where(AUDIT.c.id == audit).values(digest=digest))
    return audit


# Soundness


def _digest_of_audit(connection: Connection, audit: int) -> str:
    """Return the hash of all that is written of an audit: its row, its files, the bodies and rules they name."""
    trace, verdict = BODY.alias(), BODY.alias()
    question = select(AUDIT, RULESET.c.digest.label("rules")).join(RULESET).where(AUDIT.c.id == audit)
    head = connection.execute(question).mappings().one()
    told = {name: head[name] for name in _SEALED}
    hashed = hashlib.sha256(json.dumps(told, sort_keys=True).encode())
    files = (
        select(APPEARANCE, trace.c.digest.label("trace"), verdict.c.digest.label("verdict"))
        .outerjoin(trace, trace.c.id == APPEARANCE.c.trace_id)
        .outerjoin(verdict, verdict.c.id == APPEARANCE.c.verdict_id)
        .where(APPEARANCE.c.audit_id == audit)
        .order_by(APPEARANCE.c.document_id)
    )
    for row in connection.execute(files):
        parts = [row.document_id, row.path, row.sha256, row.status, row.reason, row.trace, row.verdict]
        hashed.update(json.dumps(parts).encode())
    return hashed.hexdigest()


_SEALED = (
    "number", "made_at", "as_of", "tool_version", "profile", "complete", "score", "low", "high", "band", "coverage",
    "previous", "rules",
)  # fmt: skip


def _chain_faults(connection: Connection, name: str, audits: Sequence[AuditRow]) -> list[str]:
    faults = []
    before: AuditRow | None = None
    for audit in audits:
        if _digest_of_audit(connection, audit.id) != audit.digest:
            faults.append(f"{name}: audit {audit.number} is not as it was recorded")
        if before is not None and audit.previous != before.digest:
            faults.append(f"{name}: audit {audit.number} does not follow audit {before.number}")
        before = audit
    return faults


def _body_faults(connection: Connection) -> list[str]:
    faults = []
    for row in connection.execute(select(BODY.c.id, BODY.c.digest, BODY.c.kept)):
        try:
            sound = digest_of(unpacked(row.kept)) == row.digest
        except ValueError:
            sound = False
        if not sound:
            faults.append(f"entry {row.id} is damaged")
    return faults


def _sqlite_faults(engine: Engine) -> list[str]:
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        told = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [f"the file is damaged: {line}" for line in told if line != "ok"] + (
        ["a row names another that is not there"] if broken else []
    )


def _sweep(connection: Connection) -> None:
    """Remove what no audit names any more."""
    used = select(APPEARANCE.c.document_id)
    connection.execute(delete(ASSIGNMENT).where(ASSIGNMENT.c.document_id.not_in(used)))
    connection.execute(delete(DOCUMENT).where(DOCUMENT.c.id.not_in(used)))
    traces = select(APPEARANCE.c.trace_id).where(APPEARANCE.c.trace_id.is_not(None))
    verdicts = select(APPEARANCE.c.verdict_id).where(APPEARANCE.c.verdict_id.is_not(None))
    connection.execute(delete(BODY).where(BODY.c.id.not_in(traces), BODY.c.id.not_in(verdicts)))
    connection.execute(delete(RULESET).where(RULESET.c.id.not_in(select(AUDIT.c.ruleset_id))))


_AUDITS = (
    select(
        AUDIT, PORTFOLIO.c.name, RULESET.c.sha256.label("ruleset_sha256"), RULESET.c.version.label("ruleset_version")
    )
    .join(PORTFOLIO, PORTFOLIO.c.id == AUDIT.c.portfolio_id)
    .join(RULESET, RULESET.c.id == AUDIT.c.ruleset_id)
)


def _audit_row(row: Row[Any]) -> AuditRow:
    return AuditRow(
        row.id, row.name, row.number, row.made_at, row.as_of, row.tool_version, row.ruleset_id, row.ruleset_sha256,
        row.ruleset_version, row.profile,
        row.complete, row.score, row.low, row.high, row.band, row.coverage, row.previous,
        row.digest,
    )  # fmt: skip


def _appearance(row: Row[Any]) -> Appearance:
    return Appearance(
        row.document_id, row.path, row.sha256, InputStatus(row.status), row.reason, row.trace_id, row.verdict_id
    )


__all__ = ["Appearance", "Assignment", "AuditRow", "BaselineRow", "KeptFinding", "Recorded", "RuleNote", "Store"]

"""Cases of complaints: every complaint by itself, the register as a whole, the stages of the procedure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.model.case import CaseFile, Told
from auditor.model.finding import Evidence, Subject, SubjectKind
from auditor.model.judged import Judged
from auditor.model.record import Record
from auditor.model.text import Text
from auditor.portfolio.cases.complaint_book import Complaint, complaints_of
from auditor.portfolio.cases.complaint_facts import complaint_facts
from auditor.portfolio.cases.complaint_register import no_register, nothing_asked, register_facts
from auditor.portfolio.cases.complaint_terms import is_consumer
from auditor.portfolio.folder import Folder, labelled


def complaint_cases(folder: Folder, *, keeps_order: bool = False) -> Iterator[CaseFile]:
    """Yield a case for every complaint, one for the register, and one for every procedure.

    ``keeps_order`` says that the folder holds papers of the firm's own order: then a register is asked for.
    """
    complaints = complaints_of(folder)
    for complaint in complaints:
        yield CaseFile(
            subject=_subject(folder, complaint), evidence=_evidence(folder, complaint),
            told=dict(complaint_facts(folder, complaint)), group="complaints",
        )  # fmt: skip
    rows = [complaint for complaint in complaints if complaint.row is not None]
    others = [complaint for complaint in complaints if complaint.row is None]
    if rows:
        yield _register(folder, rows, dict(register_facts(folder, rows, others)))
    elif others or keeps_order:
        yield _register(folder, rows, dict(no_register(others)))
    yield from _procedures(folder)


def _evidence(folder: Folder, complaint: Complaint) -> tuple[Evidence, ...]:
    if complaint.result is not None and complaint.row is not None:
        return folder.passages(complaint.result, complaint.row)
    return tuple(letter.evidence for letter in complaint.claims)


def _subject(folder: Folder, complaint: Complaint) -> Subject:
    kind, consumer = SubjectKind.COMPLAINT, is_consumer(folder, complaint)
    if complaint.result is not None and complaint.row is not None:
        word = "жалоба" if folder.language == "ru" else "complaint"
        label = labelled((f"{word} {complaint.row.id}", complaint.name[:60]))
        return replace(folder.subject(kind, complaint.result, complaint.row, label), consumer=consumer)
    path = complaint.claims[0].result.input.path
    label = labelled((path.rpartition("/")[2], complaint.name[:60]))
    return Subject(kind, f"{kind}:{path}", path, label, folder.matter_of(complaint.client), consumer)


_REGISTER = Text("Реестр жалоб", "Register of complaints")


def _register(folder: Folder, rows: Sequence[Complaint], told: dict[str, Told]) -> CaseFile:
    path = next((row.result.input.path for row in rows if row.result is not None), "")
    label = _REGISTER.in_language(folder.language)
    return CaseFile(Subject(SubjectKind.COMPLAINT, f"{SubjectKind.COMPLAINT}:register", path, label, ""), told=told)


def _procedures(folder: Folder) -> Iterator[CaseFile]:
    """Yield a case for every procedure that lists its stages, with those that nobody answers for."""
    by_file: dict[str, list[tuple[Judged, Record]]] = defaultdict(list)
    for result, record in folder.records("complaint_stage"):
        by_file[result.input.path].append((result, record))
    for path, stages in by_file.items():
        name = path.rpartition("/")[2]
        yield CaseFile(
            Subject(SubjectKind.COMPLAINT, f"{SubjectKind.COMPLAINT}:{path}", path, name, ""),
            told={**dict(nothing_asked()), "kind": Told("procedure"), "handler": _owners(folder, stages)},
        )


def _owners(folder: Folder, stages: Sequence[tuple[Judged, Record]]) -> Told:
    bare = [(result, record) for result, record in stages if not record.text("owner") or record.cells["owner"].vague]
    if not bare:
        return Told("filled", evidence=tuple(folder.evidence(*stage) for stage in stages[:1]))
    named = "; ".join(record.text("stage") for _, record in bare)
    told = Text(f"Без ответственного: {named}.", f"Without an owner: {named}.")
    value = "partly" if len(bare) < len(stages) else "missing"
    return Told(value, told, tuple(folder.evidence(*stage) for stage in bare))

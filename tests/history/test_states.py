"""Two audits of a portfolio whose files are renamed, moved, saved again, mended, reworded, removed and added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from auditor.history.states import Comparison, Step
from auditor.history.store import Store
from auditor.history.telling import with_past
from auditor.model.report import Report
from auditor.pipeline import Settings, audit
from tests.history import papers
from tests.history.conftest import fresh_database
from tests.history.papers import (
    DEADLINE,
    NO_LIABILITY,
    OFFER,
    REWORDED,
    SILENCE,
    paper,
    pdf,
    text,
    word,
    word_again,
)

LATE, HARM = "payment-deadline-missing", "forbidden-intent-exclusion"
SCOPE, KEPT = "provider-obligations-missing", "confidentiality-clause-missing"
GUARD, WORK, DETAILS = "data-security-requirements-missing", "service-scope-missing", "party-details-missing"


@dataclass(frozen=True)
class Case:
    name: str
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    expect: Mapping[str, str]
    """States by the path of the document in the later audit, or in the earlier one when it is gone."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rules whose state is another than the document's."""


def same(name: str, before: tuple[str, bytes], after: tuple[str, bytes]) -> Case:
    return Case(name, dict([before]), dict([after]), {after[0]: "unchanged"})


def changed(name: str, before: tuple[str, bytes], after: tuple[str, bytes], **rules: str) -> Case:
    named = {"late": LATE, "harm": HARM, "scope": SCOPE, "kept": KEPT, "guard": GUARD, "work": WORK, "details": DETAILS}
    told = {named[key]: state for key, state in rules.items()}
    return Case(name, dict([before]), dict([after]), {after[0]: "unchanged"}, told)


def client(number: int) -> list[str]:
    return paper(f"{200 + number}", _CLIENTS[number])


_CLIENTS = [f"{first} {second}" for first in ("Белый", "Синий", "Тихий", "Дальний", "Старый", "Новый", "Малый")
            for second in ("берег", "камень", "ручей", "остров", "мост", "дом", "сад")]  # fmt: skip


def bettered(number: int) -> list[str]:
    return paper(f"{200 + number}", _CLIENTS[number], more=[DEADLINE])


def reworded(number: int) -> list[str]:
    return paper(f"{200 + number}", _CLIENTS[number], instead={NO_LIABILITY: REWORDED})


MILD = {OFFER[4]: "4. За бельё, оставленное в машине без присмотра, Исполнитель ответственности не несёт."}
MILDER_OFFER = [MILD.get(line, line) for line in OFFER]
NAMELESS = paper("", "Зелёный луг", "")
SECOND_OFFER = [line.replace("прачечной", "проката лодок").replace("белья", "снаряжения").replace("бельё", "снаряжение")
                .replace("машине", "лодке").replace("машин", "лодок") for line in OFFER]  # fmt: skip

CASES = [
    same("nothing happens", ("01.txt", text(client(1))), ("01.txt", text(client(1)))),
    same("renamed", ("02.txt", text(client(2))), ("02 подписан.txt", text(client(2)))),
    same("moved", ("03.txt", text(client(3))), ("архив/03.txt", text(client(3)))),
    same("moved and renamed", ("04.docx", word(client(4))), ("архив/2026/договор 4.docx", word(client(4)))),
    same("saved again by Word", ("05.docx", word(client(5))), ("05.docx", word_again(client(5)))),
    same("saved again and renamed", ("06.docx", word(client(6))), ("06-final.docx", word_again(client(6)))),
    same("text to Word", ("07.txt", text(client(7))), ("07.docx", word(client(7)))),
    same("Word to PDF", ("08.docx", word(client(8))), ("08.pdf", pdf(client(8)))),
    same("text to PDF", ("09.txt", text(client(9))), ("09.pdf", pdf(client(9)))),
    same("PDF to Word, moved", ("10.pdf", pdf(client(10))), ("word/ten.docx", word(client(10)))),
    same("text to RTF", ("11.txt", text(client(11))), ("11.rtf", papers.rich(client(11)))),
    same("Word to HTML", ("12.docx", word(client(12))), ("12.html", papers.page(client(12)))),
    same("other quotation marks", ("13.txt", text(client(13))), ("13.txt", papers.typography(client(13)))),
    same("lines wrapped", ("14.txt", text(client(14))), ("14.txt", papers.wrapped(client(14)))),
    same("old code page", ("15.txt", text(client(15))), ("15.txt", papers.old_code(client(15)))),
    same("into an archive", ("16.txt", text(client(16))), ("16.zip", papers.zipped("16.txt", text(client(16))))),
    same("out of an archive", ("17.zip", papers.zipped("17.txt", text(client(17)))), ("17.txt", text(client(17)))),
    same("into a letter", ("18.docx", word(client(18))), ("18.eml", papers.letter("18.docx", word_again(client(18))))),
    changed("mended", ("19.txt", text(client(19))), ("19.txt", text(bettered(19))), late="fixed"),
    changed("mended and renamed", ("20.txt", text(client(20))), ("20 новая.txt", text(bettered(20))), late="fixed"),
    changed("mended as Word", ("21.txt", text(client(21))), ("21.docx", word(bettered(21))), late="fixed"),
    changed("mended as PDF, moved", ("22.docx", word(client(22))), ("pdf/22.pdf", pdf(bettered(22))), late="fixed"),
    changed("mended, and another thing in part", ("23.txt", text(client(23))),
            ("23.txt", text([*bettered(23), SILENCE])), late="fixed", kept="changed", guard="new"),
    changed("reworded", ("24.txt", text(client(24))), ("24.txt", text(reworded(24))), harm="changed"),
    changed("reworded, renamed", ("25.txt", text(client(25))), ("25 ред.txt", text(reworded(25))), harm="changed"),
    changed("reworded as PDF", ("26.docx", word(client(26))), ("26.pdf", pdf(reworded(26))), harm="changed"),
    changed("a bad term struck out", ("27.txt", text(client(27))),
            ("27.txt", text(paper("227", _CLIENTS[27], without=[NO_LIABILITY]))), harm="fixed"),
    changed("a good term struck out", ("28.txt", text(bettered(28))), ("28.txt", text(client(28))), late="new"),
    changed("a good term struck out, renamed", ("29.txt", text(bettered(29))),
            ("29 ред.docx", word(client(29))), late="new"),
    changed("a bad term put in", ("30.txt", text(paper("230", _CLIENTS[30], without=[NO_LIABILITY]))),
            ("30.txt", text(client(30))), harm="new"),
    changed("mended and reworded", ("31.txt", text(client(31))),
            ("31.txt", text(paper("231", _CLIENTS[31], instead={NO_LIABILITY: REWORDED}, more=[DEADLINE]))),
            late="fixed", harm="changed"),
    Case("removed", {"32.txt": text(client(32))}, {}, {"32.txt": "gone"}),
    Case("removed, as Word", {"33.docx": word(client(33))}, {}, {"33.docx": "gone"}),
    Case("added", {}, {"34.txt": text(client(34))}, {"34.txt": "new"}),
    Case("added, as PDF", {}, {"35.pdf": pdf(client(35))}, {"35.pdf": "new"}),
    Case("another contract under the same name", {"36.txt": text(client(36))}, {"36.txt": text(client(37))},
         {"36.txt": "gone+new"}),
    Case("the next client on the same paper", {"38.txt": text(client(38))},
         {"38.txt": text(client(38)), "38 копия.txt": text(paper("239", _CLIENTS[39]))},
         {"38.txt": "unchanged", "38 копия.txt": "new"}),
    same("no number, renamed", ("40.txt", text(NAMELESS)), ("сорок.txt", text(NAMELESS))),
    same("an offer of nobody, renamed", ("41.txt", text(OFFER)), ("оферта.txt", text(OFFER))),
    Case("an offer reworded and renamed", {"42.txt": text(SECOND_OFFER)},
         {"прокат.txt": text([MILD.get(line, line) for line in SECOND_OFFER[:-1]] +
                             ["6. Вопросы о работе лодок принимает дежурный."])}, {"прокат.txt": "unchanged"},
         {WORK: "changed"}),
    Case("two contracts swap their names",
         {"43a.txt": text(paper("301", "Общий дом")), "43b.txt": text(paper("302", "Общий дом", more=[DEADLINE]))},
         {"43b.txt": text(paper("301", "Общий дом")), "43a.txt": text(paper("302", "Общий дом", more=[DEADLINE]))},
         {"43a.txt": "unchanged", "43b.txt": "unchanged"}),
    Case("the same number with two clients",
         {"44a.txt": text(paper("1", "Левый дом")), "44b.txt": text(paper("1", "Правый дом", more=[DEADLINE]))},
         {"x/a.docx": word(paper("1", "Левый дом")), "x/b.docx": word(paper("1", "Правый дом", more=[DEADLINE]))},
         {"x/a.docx": "unchanged", "x/b.docx": "unchanged"}),
    Case("the same number a year later",
         {"45 2025.txt": text(paper("45", "Ясный день", "12.03.2025"))},
         {"45 2026.txt": text(paper("45", "Ясный день", "14.03.2026"))},
         {"45 2025.txt": "gone", "45 2026.txt": "new"}),
    Case("unreadable this time", {"46.pdf": pdf(client(46))}, {"46.pdf": b"%PDF-1.4 broken"}, {"46.pdf": "unchecked"}),
    Case("empty this time", {"47.txt": text(client(47))}, {"47.txt": b""}, {"47.txt": "unchecked"}),
    Case("a copy beside it", {"48.txt": text(client(48))},
         {"48.txt": text(client(48)), "48z.txt": text(client(48))}, {"48.txt": "unchanged"}),
    same("a number corrected", ("49.txt", text(paper("94", "Чистый пруд"))), ("49.txt", text(paper("49", "Чистый пруд")))),
    same("a date corrected", ("50.txt", text(paper("50", "Светлый путь", "12.03.2026"))),
         ("50.txt", text(paper("50", "Светлый путь", "13.03.2026")))),
    changed("a client's name corrected", ("51.txt", text(paper("51", "Звёздный парк"))),
            ("51.txt", text(paper("51", "Звёздный Парк Плюс"))), details="changed"),
]  # fmt: skip


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 40


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Report]:
    place = tmp_path_factory.mktemp("portfolio")
    made = []
    for side, day in (("before", "2026-10-01"), ("after", "2026-11-01")):
        for case in CASES:
            for name, data in getattr(case, side).items():
                path = place / side / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        settings = Settings(as_of=day, generated_at=f"{day}T10:00:00+00:00", ocr=False, jobs=2)
        made.append(audit([place / side], settings))
    return made[0], made[1]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def steps(
    request: pytest.FixtureRequest, reports: tuple[Report, Report], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Step]]:
    """Every step by the path of its document."""
    told = str(tmp_path_factory.mktemp("db") / "h.sqlite")
    if request.param == "postgresql":
        told = fresh_database(request.getfixturevalue("postgres"))
    store = Store(told)
    audits = [store.record(report, "all").audit for report in reports]
    assert store.faults() == []
    by_path: dict[str, list[Step]] = {}
    for step in Comparison(store, *audits).all_steps():
        if step.subject.kind == "contract":  # letters say something of the clients, too
            by_path.setdefault(step.path, []).append(step)
    return by_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_finding_has_the_right_state(case: Case, steps: dict[str, list[Step]]) -> None:
    for path, state in case.expect.items():
        found = [step for name, held in steps.items() for step in held if name.split("!/")[0] == path]
        wrong = {s.rule: s.state.value for s in found if s.state.value not in case.rules.get(s.rule, state).split("+")}
        assert wrong == {}
        assert len(found) > 5
        assert {rule: s.state.value for s in found for rule in [s.rule] if rule in case.rules} == dict(case.rules)
        assert {s.state.value for s in found if s.rule not in case.rules} == set(state.split("+"))


def test_the_report_tells_the_same(reports: tuple[Report, Report], tmp_path: Path) -> None:
    store = Store(str(tmp_path / "h.sqlite"))
    for report in reports:
        noted = with_past(report, store, store.record(report, "all"))
    told = {(f.subject.path, f.rule): f.history for f in noted.findings}
    assert told["19.txt", LATE] == "fixed"
    assert told["24.txt", HARM] == "changed"
    assert told["28.txt", LATE] == "new"
    assert told["02 подписан.txt", LATE] == "unchanged"
    assert noted.past is not None
    assert noted.past.fixed_ever > 0
    assert noted.past.days_to_fix == 31


ROWS = [
    "01.09.2026;ООО «Речной причал»;звонок;Иванова А.;Обсудили срок, обещали прислать акт до 05.09.2026;перезвонить",
    "02.09.2026;ООО «Тихий сад»;встреча;;Клиент попросил скидку 10 %, согласились;",
]
HEAD = "Дата;Клиент;Канал;Сотрудник;Содержание;Итог"


def test_rows_of_a_register_are_known_again_when_others_are_put_in_above(db: str, tmp_path: Path) -> None:
    store, audits = Store(db), []
    above = "30.08.2026;ООО «Новый дом»;звонок;Петров И.;Договорились о встрече 10.09.2026;встреча"
    for number, rows in enumerate((ROWS, [above, *ROWS]), 1):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        (folder / "журнал.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
        settings = Settings(as_of=f"2026-1{number}-01", generated_at="", ocr=False)
        audits.append(store.record(audit([folder], settings), "records").audit)
    steps = list(Comparison(store, *audits).all_steps())
    rows = [step for step in steps if step.path == "журнал.csv"]
    assert {step.state.value for step in rows if "Новый дом" in step.subject.label} == {"new"}
    assert {step.state.value for step in rows if "Новый дом" not in step.subject.label} == {"unchanged"}
    assert [step for step in rows if "Тихий сад" in step.subject.label]
    assert any(step.path == "" for step in steps)  # what is found of the records as a whole is recorded, too
    whole = {step.state.value for step in steps if step.path == ""}
    assert "unchanged" in whole
    assert "gone" not in whole

"""What holds of every comparison, whatever the texts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.comparison.alignment import align
from auditor.comparison.compare import compare
from auditor.comparison.passages import Reading
from auditor.desk import bench
from auditor.facts.folding import fold
from auditor.model.comparison import Pair, Verdict
from tests.comparison.papers import NEW, TEMPLATE, renumbered
from tests.comparison.test_pairs import PAIRS, compared, contract, facts

SENTENCES = [
    "Исполнитель передаёт отчёт до пятого числа каждого месяца.",
    "Заказчик проверяет отчёт в течение 5 рабочих дней.",
    "Пеня составляет 0,1 % от суммы долга за каждый день просрочки.",
    "Стороны вправе расторгнуть договор по соглашению.",
    "Все уведомления направляются по электронной почте.",
    "Результаты услуг принадлежат Заказчику после оплаты.",
    "Исполнитель не раскрывает сведения третьим лицам.",
    "The Provider shall deliver the report on Friday.",
    "The Client may inspect the premises at any time.",
    "Стоимость услуг составляет ______ рублей.",
]
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8, unique=True)


def paper(sentences: list[str]) -> str:
    lines = [f"1.{number}. {sentence}" for number, sentence in enumerate(sentences, 1)]
    return "\n".join(["ДОГОВОР ОКАЗАНИЯ УСЛУГ", "1. Условия", *lines]) + "\n"


def verdicts(pairs: tuple[Pair, ...]) -> set[Verdict]:
    return {pair.verdict for pair in pairs}


@pytest.mark.parametrize("is_template", [True, False])
@pytest.mark.parametrize("text", [TEMPLATE, NEW, contract("en", "The Provider shall pay USD 5 (five)."), ""])
def test_a_text_is_equal_to_itself(text: str, *, is_template: bool) -> None:
    text = text or "Договор"
    found = compared(text, text, "provider", is_template=is_template)
    assert verdicts(found.pairs) == {Verdict.EQUAL}
    assert not any(pair.moved or pair.pieces or pair.shifts for pair in found.pairs)


@settings(max_examples=25, deadline=None)
@given(texts)
def test_any_text_is_equal_to_itself(sentences: list[str]) -> None:
    assert verdicts(compared(paper(sentences), paper(sentences), is_template=False).pairs) == {Verdict.EQUAL}


@settings(max_examples=25, deadline=None)
@given(texts, texts)
def test_what_is_missing_one_way_is_added_the_other_way(first: list[str], second: list[str]) -> None:
    there = compared(paper(first), paper(second), is_template=False)
    back = compared(paper(second), paper(first), is_template=False)
    missing = {pair.old.text for pair in there.pairs if pair.verdict is Verdict.MISSING and pair.old}
    added = {pair.new.text for pair in back.pairs if pair.verdict is Verdict.ADDED and pair.new}
    assert missing == added


@settings(max_examples=25, deadline=None)
@given(texts, texts)
def test_no_clause_is_lost(first: list[str], second: list[str]) -> None:
    """Every passage of both texts is in one match, missing or added: nothing falls between."""
    lexicon = bench(()).lexicon
    old, new = (Reading(facts(paper(text)), lexicon, names_count=True).passages for text in (first, second))
    found = align(old, new)
    olds = "\n".join([*(m.old.view.text for m in found.matches), *(p.view.text for p in found.missing)])
    news = "\n".join([*(m.new.view.text for m in found.matches), *(p.view.text for p in found.added)])
    assert all(passage.view.text in olds for passage in old)
    assert all(passage.view.text in news for passage in new)


@pytest.mark.parametrize("case", [c for c in PAIRS if "old" in c and "new" in c], ids=lambda case: case["name"])
def test_the_other_side_sees_it_the_other_way(case: dict[str, str]) -> None:
    """What is worse for one side is never worse for the other, too, unless the clause has several differences."""
    old, new = contract(case["lang"], case["old"]), contract(case["lang"], case["new"])
    ours, theirs = (compared(old, new, side) for side in ("provider", "client"))
    for mine, other in zip(ours.pairs, theirs.pairs, strict=True):
        if mine.verdict is Verdict.WEAKENED and len(mine.shifts) == 1:
            assert other.verdict is Verdict.IMPROVED


def test_every_word_of_both_texts_is_shown() -> None:
    found = compared(TEMPLATE, NEW, "provider")
    for pair in found.pairs:
        if pair.pieces and pair.old and pair.new:
            old = "".join(p.words for p in pair.pieces if p.kind in {"same", "old", "blank"})
            new = "".join(p.words for p in pair.pieces if p.kind in {"same", "new", "filled"})
            assert pair.new.text.endswith(new.strip())
            assert fold(pair.old.text).text.endswith(
                fold(old.strip()).text
            )  # what is the same is shown as the newer text writes it
            assert len(new) >= len(pair.new.text) - 6  # the number of the clause is no word of it


def test_numbers_may_change_where_references_follow() -> None:
    moved_on = renumbered(TEMPLATE, 2).replace("в п. 2.1", "в п. 4.1")
    assert verdicts(compared(TEMPLATE, moved_on).pairs) == {Verdict.EQUAL}


def test_a_reference_that_did_not_follow_is_told() -> None:
    found = compared(TEMPLATE, renumbered(TEMPLATE, 2))
    changed = [pair for pair in found.pairs if pair.verdict is not Verdict.EQUAL]
    assert [shift.kind for pair in changed for shift in pair.shifts] == ["reference_stale"]


def test_a_moved_clause_is_recognised() -> None:
    clause = "2.3. За просрочку оплаты Заказчик уплачивает Исполнителю пеню в размере 0,1 % от суммы долга за каждый день просрочки.\n"
    text = TEMPLATE.replace(clause, "").replace("6. Споры\n", "6. Споры\n" + clause.replace("2.3.", "6.0."))
    found = compared(TEMPLATE, text)
    assert [pair.old.number for pair in found.pairs if pair.moved and pair.old] == ["2.3"]
    assert verdicts(found.pairs) == {Verdict.EQUAL}


def test_a_clause_cut_in_two_is_one_clause() -> None:
    whole = contract(
        "ru", "Исполнитель ведёт журнал обращений. Журнал хранится три года и выдаётся по запросу Заказчика."
    )
    parted = whole.replace("обращений. Журнал", "обращений.\n2.25. Журнал")
    found = compared(whole, parted)
    assert verdicts(found.pairs) == {Verdict.EQUAL}
    assert verdicts(compared(parted, whole).pairs) == {Verdict.EQUAL}


def test_the_side_is_the_one_that_the_template_names() -> None:
    found = compared(TEMPLATE, NEW)
    assert found.side == "provider"
    assert found.side_from is not None
    assert "Лесной ручей" in found.side_from.ru


def test_a_text_not_read_in_full_says_so() -> None:
    partly = replace(facts(NEW), complete=False)
    assert not compare(facts(TEMPLATE), partly, bench(()).lexicon, is_template=True).complete

"""A Word contract given back: notes on the words, changes that can be taken or left, nothing else touched."""

from __future__ import annotations

import io

import docx
import pytest
from lxml import etree

from auditor.model.finding import Outcome
from auditor.review.docx import Annotate, Annotated
from auditor.review.remarks import Change
from auditor.reviewing import AUTHOR, Review
from benchmarks.tracked_changes import MAIN, W, broken_rules, commented, parts, settled, words
from tests.review.conftest import Reviewer
from tests.review.made import ENGLISH, RUSSIAN, edited_contract, plain


def given_back(done: Review, how: Annotate = Annotate.BOTH) -> Annotated:
    made = done.annotated_docx(how)
    assert made is not None
    return made


def failed(done: Review) -> set[str]:
    return {finding.rule for finding in done.findings if finding.outcome is Outcome.FAIL}


FILES = {"edited": edited_contract(), "russian": plain(RUSSIAN), "english": plain(ENGLISH)}


@pytest.mark.parametrize("name", FILES)
def test_rejecting_everything_gives_the_words_of_the_original(reviewed: Reviewer, name: str) -> None:
    made = given_back(reviewed(FILES[name]))
    assert words(made.data) != words(FILES[name])
    assert words(settled(made.data, AUTHOR, accept=False)) == words(FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_accepting_everything_ends_the_findings(reviewed: Reviewer, name: str) -> None:
    first = reviewed(FILES[name])
    made = given_back(first)
    proposed = {*made.inserted, *made.replaced}
    assert len(proposed) > 10
    left = failed(reviewed(settled(made.data, AUTHOR, accept=True)))
    assert proposed & left == set()
    assert left - failed(first) == set()


@pytest.mark.parametrize("name", FILES)
def test_the_main_rules_of_the_standard_are_kept(reviewed: Reviewer, name: str) -> None:
    for how in Annotate:
        made = given_back(reviewed(FILES[name]), how)
        assert broken_rules(made.data, FILES[name]) == []
        docx.Document(io.BytesIO(made.data))


def test_comments_stand_on_just_the_words(reviewed: Reviewer) -> None:
    made = given_back(reviewed(edited_contract()))
    on = {said.split("\n")[1][:40]: words for said, words in commented(made.data, AUTHOR)}
    assert (
        on["Договор наказывает потребителя за отказ "]
        == "Предоплата при отказе Клиента от ремонта возврату не подлежит."
    )
    assert (
        on["Договор ограничивает выбор суда потребит"] == "Споры рассматриваются в суде по месту нахождения Мастерской."
    )


def test_words_in_a_text_box_are_quoted_beside_it(reviewed: Reviewer) -> None:
    made = given_back(reviewed(edited_contract()))
    assert made.elsewhere == 1
    assert any("К словам: «Исполнитель не отвечает" in said for said, _ in commented(made.data, AUTHOR))


def test_changes_comments_and_parts_of_others_stay(reviewed: Reviewer) -> None:
    before, after = parts(edited_contract()), parts(given_back(reviewed(edited_contract())).data)
    assert {name: after[name] for name in before if name not in {MAIN, "word/comments.xml"}} == {
        name: content for name, content in before.items() if name not in {MAIN, "word/comments.xml"}
    }
    assert after.keys() == before.keys()
    assert [said for said, _ in commented(given_back(reviewed(edited_contract())).data, "Юрист")] == [
        "Проверьте сумму."
    ]
    root = etree.fromstring(after[MAIN])
    assert [
        mark.get(W + "author") for mark in root.iter(W + "ins", W + "del") if mark.get(W + "id") in {"31", "32"}
    ] == ["Юрист"] * 2
    assert len(list(root.iter(W + "footnoteReference", W + "hyperlink", W + "txbxContent", W + "tbl"))) == 4


def test_struck_words_keep_their_look_and_new_ones_take_it_over(reviewed: Reviewer) -> None:
    root = etree.fromstring(parts(given_back(reviewed(edited_contract())).data)[MAIN])
    struck = [run for mark in root.iter(W + "del") if mark.get(W + "author") == AUTHOR for run in mark.iter(W + "r")]
    bold = next(run for run in struck if "оплата при отказе" in "".join(run.itertext()))
    assert bold.find(f"{W}rPr/{W}b") is not None


def test_a_counted_clause_is_counted_and_a_typed_one_is_typed(reviewed: Reviewer) -> None:
    counted = etree.fromstring(parts(given_back(reviewed(edited_contract())).data)[MAIN])
    new = [p for p in counted.iter(W + "p") if p.find(f"{W}pPr/{W}rPr/{W}ins") is not None]
    assert new
    assert all(p.find(f"{W}pPr/{W}numPr") is not None for p in new)
    typed = words(settled(given_back(reviewed(plain(RUSSIAN))).data, AUTHOR, accept=True))
    assert any(line.startswith("3.2. За просрочку оплаты Покупатель уплачивает Подрядчику") for line in typed)
    assert [line for line in typed if line.startswith("5. ")] == ["5. Реквизиты и подписи Сторон"]


def test_clauses_stand_before_the_signatures_in_the_names_of_the_contract(reviewed: Reviewer) -> None:
    russian = words(settled(given_back(reviewed(plain(RUSSIAN))).data, AUTHOR, accept=True))
    end = russian.index("5. Реквизиты и подписи Сторон")
    assert russian[end:] == RUSSIAN.splitlines()[-3:]
    said = "\n".join(russian)
    assert "Исполнител" not in said
    assert "Заказчик" not in said.replace("Заказчику-потребителю", "")
    english = "\n".join(words(settled(given_back(reviewed(plain(ENGLISH))).data, AUTHOR, accept=True)))
    assert "the Provider" not in english
    assert "the Client" not in english
    assert english.splitlines()[-2:] == ENGLISH.splitlines()[-2:]


def test_payment_stands_with_payment_and_liability_with_liability(reviewed: Reviewer) -> None:
    slots = {r.finding.rule: r.slot for r in reviewed(plain(RUSSIAN)).remarks if r.change is Change.INSERT}
    assert (slots["payment-penalty-missing"] or slots["provider-liability-missing"]) is not None
    assert {
        slot.label.split(".")[0] for rule, slot in slots.items() if slot and rule == "provider-liability-missing"
    } <= {"3"}


def test_each_mode_gives_what_it_is_called(reviewed: Reviewer) -> None:
    done = reviewed(edited_contract())
    comments = given_back(done, Annotate.COMMENTS)
    assert words(comments.data) == words(edited_contract())
    told = [remark for remark in done.remarks if remark.spans or remark.slot]
    assert len(commented(comments.data, AUTHOR)) >= len(told) > 30
    suggestions = given_back(done, Annotate.SUGGESTIONS)
    assert commented(suggestions.data, AUTHOR) == []
    assert suggestions.inserted


def test_the_same_review_gives_the_same_bytes(reviewed: Reviewer) -> None:
    data = FILES["edited"]
    assert given_back(reviewed(data)).data == given_back(reviewed(data)).data


def test_no_clause_goes_behind_a_signing_that_no_heading_announces(reviewed: Reviewer) -> None:
    signing = (
        "The parties have caused this Agreement to be executed by their officers as of the date first above written, each "
        "on behalf of the company named below and with full authority to bind it."
    )
    text = ENGLISH.replace("IN WITNESS WHEREOF the parties have signed this Agreement.", f"-2-\n{signing}")
    told = words(settled(given_back(reviewed(plain(text))).data, AUTHOR, accept=True))
    assert told[-3:] == ["-2-", *text.splitlines()[-2:]]
    assert told[told.index("-2-") - 1].startswith("4.")

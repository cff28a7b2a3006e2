"""Mailboxes made here: letters are parted where they begin and nowhere else."""

from __future__ import annotations

from auditor.extraction.registry import enclosed
from tests.extraction.reading import document, source, texts

FIRST = "From a@example.org Mon Jun  1 10:00:00 2026\nFrom: a@example.org\nSubject: Первое\n\nСрок в силе.\n"
SECOND = "From b@example.org Tue Jun  2 10:00:00 2026\nFrom: b@example.org\nSubject: Второе\n\nПодтверждаю.\n"


def letters(text: str) -> list[str]:
    return [file.data.decode() for file in enclosed(source(text.encode(), "box.mbox"))]


def test_letters_are_numbered_members_without_their_envelopes() -> None:
    held = list(enclosed(source(f"{FIRST}\n{SECOND}".encode(), "box.mbox")))
    assert [file.name for file in held] == ["0001.eml", "0002.eml"]
    assert held[1].data.decode() == SECOND.partition("\n")[2]


def test_line_ends_of_windows_and_thunderbirds_envelope() -> None:
    box = f"{FIRST}\n{SECOND}".replace("a@example.org Mon", "- Mon").replace("\n", "\r\n")
    assert len(letters(box)) == 2


def test_a_line_that_begins_so_within_a_letter_parts_nothing() -> None:
    within = (
        FIRST + "\nFrom the beginning of June 2026 the fee is 5.\nFrom a@example.org Mon Jun  1 10:00:00 2026\nmore\n"
    )
    assert len(letters(f"{within}\n{SECOND}")) == 2
    after_empty = FIRST + "\nFrom a@example.org Mon Jun  1 10:00:00 2026\nand so on\n"
    assert len(letters(f"{after_empty}\n{SECOND}")) == 2


def test_an_escaped_line_comes_back_as_it_was() -> None:
    assert "\nFrom here on" in letters(FIRST + "\n>From here on it is 5.\n")[0]


def test_a_letter_enclosed_in_a_letter_is_not_parted_off() -> None:
    outer = (
        "From a@example.org Mon Jun  1 10:00:00 2026\nFrom: a@example.org\nContent-Type: multipart/mixed; boundary=B\n\n"
        "--B\n\nСмотрите ниже.\n--B\nContent-Type: message/rfc822\n\n" + FIRST + "\n--B--\n"
    )
    assert len(letters(f"{outer}\n{SECOND}")) == 2


def test_read_as_one_file_the_letters_follow_each_other() -> None:
    found = document(f"{FIRST}\n{SECOND}".encode(), "box.mbox")
    assert texts(found) == [
        "От: a@example.org", "Тема: Первое", "Срок в силе.", "От: b@example.org", "Тема: Второе", "Подтверждаю.",
    ]  # fmt: skip

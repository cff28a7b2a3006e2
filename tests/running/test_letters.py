"""A letter is read and its files are inputs of their own, at any depth; contract rules judge the files alone."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from auditor.model.limits import Limits
from auditor.model.report import Input, InputStatus, Report
from auditor.pipeline import audit
from tests.extraction.made.outlook import OutlookFile
from tests.running.test_run import SETTINGS, WORDS, zipped


def by_path(report: Report) -> dict[str, Input]:
    return {entry.path: entry for entry in report.inputs}


def letter(subject: str = "Документы", *files: tuple[str, bytes]) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "Иван <a@example.org>", "b@example.org"
    message["Date"], message["Subject"] = "Wed, 15 Jul 2026 10:03:00 +0500", subject
    message.set_content("Исполнитель обязуется прислать акт до пятницы, стороны договорились об этом вчера.")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_a_letter_is_read_and_its_files_are_inputs(tmp_path: Path) -> None:
    contract = WORDS.format(n=1).encode()
    outer = letter(
        "Документы", ("договор.txt", contract), ("все.zip", zipped(**{"ещё.txt": WORDS.format(n=2).encode()}))
    )
    outer.add_attachment(letter("Внутреннее", ("третий.txt", WORDS.format(n=3).encode())))
    (tmp_path / "a.eml").write_bytes(outer.as_bytes())
    report = audit([tmp_path], SETTINGS)
    told = by_path(report)
    assert {path: (entry.status.value, entry.kind) for path, entry in told.items()} == {
        "a.eml": ("read", "interaction"), "a.eml!/договор.txt": ("read", "contract"), "a.eml!/все.zip": ("read", "other"),
        "a.eml!/все.zip!/ещё.txt": ("read", "contract"), "a.eml!/Внутреннее.eml": ("read", "interaction"),
        "a.eml!/Внутреннее.eml!/третий.txt": ("read", "contract"),
    }  # fmt: skip
    judged = {finding.subject.path for finding in report.findings if finding.subject.kind == "contract"}
    assert judged == {path for path in told if path.endswith(".txt")}
    assert [(name.ru, value) for name, value in told["a.eml"].facts] == [
        ("Дата", "15.07.2026 10:03 (UTC+05:00)"), ("От", "Иван <a@example.org>"), ("Кому", "b@example.org"),
        ("Тема", "Документы"),
    ]  # fmt: skip


def test_letters_of_a_mailbox_and_of_outlook(tmp_path: Path) -> None:
    box = b"".join(b"From - Wed Jul 15 10:03:00 2026\n" + letter(f"{n}").as_bytes() + b"\n" for n in range(3))
    (tmp_path / "box.mbox").write_bytes(box)
    inner = OutlookFile({0x0037: "Внутри", 0x1000: "Да"})
    msg = OutlookFile({0x0037: "Претензия по договору № 5", 0x1000: "Верните деньги."}, letters=[inner])
    (tmp_path / "a.msg").write_bytes(msg.data())
    told = by_path(audit([tmp_path], SETTINGS))
    assert {path: (entry.status.value, entry.kind) for path, entry in told.items()} == {
        "a.msg": ("read", "claim"), "a.msg!/letter-1.msg": ("read", "interaction"), "box.mbox": ("read", "other"),
        "box.mbox!/0001.eml": ("read", "interaction"), "box.mbox!/0002.eml": ("read", "interaction"),
        "box.mbox!/0003.eml": ("read", "interaction"),
    }  # fmt: skip


def test_what_lies_too_deep_is_told_and_not_remembered(tmp_path: Path) -> None:
    place = tmp_path / "letters"
    place.mkdir()
    message = letter("0", ("акт.txt", b"words"))
    for number in range(1, 4):
        outer = letter(str(number))
        outer.add_attachment(message)
        message = outer
    (place / "a.eml").write_bytes(message.as_bytes())
    shallow = replace(SETTINGS, limits=Limits(depth=2), cache=tmp_path / "cache" / "facts.sqlite")
    told = audit([place], shallow).inputs
    assert [(entry.path.count("!/"), entry.status, entry.reason) for entry in told] == [
        (0, InputStatus.READ, None), (1, InputStatus.READ, None), (2, InputStatus.PARTLY_READ, "limit_depth"),
    ]  # fmt: skip
    deep = place / "deep.eml"
    deep.write_bytes(letter("0", ("акт.txt", b"words")).as_bytes())
    assert "deep.eml!/акт.txt" in by_path(audit([place], shallow))


def test_logos_and_signatures_leave_nothing_unread(tmp_path: Path) -> None:
    message = letter()
    message.add_attachment(b"\x89PNG" + bytes(99), maintype="image", subtype="png", cid="<logo>", disposition="inline")
    message.add_attachment(b"0\x80", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    told = by_path(audit([tmp_path], SETTINGS))
    assert [(entry.status, entry.reason) for entry in told.values()] == [
        (InputStatus.READ, None), (InputStatus.SKIPPED, "small_picture"), (InputStatus.SKIPPED, "mail_signature"),
    ]  # fmt: skip

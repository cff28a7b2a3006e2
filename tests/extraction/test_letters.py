"""Letters made here: every encoding comes back, quotations are told, files are handed out and never opened as paths."""

from __future__ import annotations

import base64
import quopri
import struct
import time
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extraction.mail.cryptic import unwrapped_signature
from auditor.extraction.mail.headers import decoded, from_base64
from auditor.extraction.registry import enclosed, sniff
from auditor.model.document import BlockKind, Document
from auditor.model.enclosed import Enclosed
from tests.extraction.reading import document, refusal, source, texts

WORDS = [
    "договор",
    "Заказчик",
    "оплатим",
    "счёт",
    "до",
    "пятницы",
    "п. 17",
    "подъезд",
    "срок",
    "agreement",
    "fee",
    "10 000",
]
CYRILLIC = ["utf-8", "windows-1251", "koi8-r", "ibm866", "iso-8859-5", "x-mac-cyrillic", "utf-16-le", "utf-7"]
HEAD = "From: =?utf-8?b?0JjQstCw0L0=?= <ivan@example.org>\r\nTo: b@example.org\r\nDate: Wed, 15 Jul 2026 10:03:00 +0500\r\n"


def letter(head: str = "", body: str | bytes = "Текст", label: str = "letter.eml") -> Document:
    raw = body.encode() if isinstance(body, str) else body
    return document((HEAD + head + "\r\n").encode() + raw, label)


def files(data: bytes, label: str = "letter.eml") -> list[Enclosed]:
    return list(enclosed(source(data, label)))


def sent(text: str, charset: str, how: str) -> tuple[str, bytes]:
    """Return the header and the body of a text in an encoding."""
    codec = {"ibm866": "cp866", "x-mac-cyrillic": "mac-cyrillic"}.get(charset, charset)
    raw = text.encode(codec)
    form = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(how, lambda data: data)
    return f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {how}\r\n", form(raw)


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=3, max_size=40),
    charset=st.sampled_from(CYRILLIC),
    how=st.sampled_from(["8bit", "base64", "quoted-printable"]),
    form=st.sampled_from("bq"),
)
def test_the_words_of_a_letter_come_back_whatever_they_were_sent_in(
    words: list[str], charset: str, how: str, form: str
) -> None:
    if charset == "utf-16-le" and how != "base64":
        how = "base64"
    text = " ".join(words)
    head, body = sent(text, charset, how)
    in_header = "utf-8" if charset.startswith("utf") else charset.replace("ibm", "cp").replace("x-", "")
    raw = text.encode(in_header)
    coded = (
        base64.b64encode(raw)
        if form == "b"
        else quopri.encodestring(raw, header=True).replace(b"=\n", b"").replace(b"?", b"=3F")
    )
    found = letter(f"Subject: =?{in_header}?{form}?{coded.decode()}?=\r\n" + head, body)
    assert " ".join(texts(found, BlockKind.PARAGRAPH)).split() == text.split()
    subject = next(block.text for block in found.blocks if block.location.cell == "Subject")
    assert subject.partition(": ")[2].split() == text.split()


@pytest.mark.parametrize("real", ["cp1251", "koi8-r", "cp866", "utf-8"])
@pytest.mark.parametrize("stated", ["us-ascii", "iso-8859-1", "utf-8", "x-evil-9000", "koi8-r", "", "punycode"])
def test_a_wrong_or_missing_encoding_is_seen_through(real: str, stated: str) -> None:
    text = "Стороны согласовали новый срок оплаты: пятнадцатое августа."
    named = f"; charset={stated}" if stated else ""
    found = letter(f"Content-Type: text/plain{named}\r\n", text.encode(real))
    assert texts(found, BlockKind.PARAGRAPH) == [text]


def test_the_head_stands_as_fields_in_the_language_of_the_letter() -> None:
    found = letter("Subject: Re: =?koi8-r?B?5M/Hz9fP0g==?=\r\nCc: c@example.org\r\n", "Оплатим в срок.")
    assert [(b.text, b.kind, b.location.cell) for b in found.blocks[:5]] == [
        ("От: Иван <ivan@example.org>", BlockKind.FIELD, "From"),
        ("Кому: b@example.org", BlockKind.FIELD, "To"),
        ("Копия: c@example.org", BlockKind.FIELD, "Cc"),
        ("Дата: 15.07.2026 10:03 (UTC+05:00)", BlockKind.FIELD, "Date"),
        ("Тема: Re: Договор", BlockKind.FIELD, "Subject"),
    ]
    assert (found.blocks[5].author, found.blocks[5].at) == ("Иван", "2026-07-15T10:03:00+05:00")
    english = document(b"From: John <j@example.org>\nTo: b@example.org\nMIME-Version: 1.0\nSubject: Fees\n\nPaid.")
    assert texts(english)[:3] == ["From: John <j@example.org>", "To: b@example.org", "Subject: Fees"]


def test_a_letter_split_between_encoded_words_is_put_together() -> None:
    raw = "Щит".encode()
    first, second = (base64.b64encode(piece).decode() for piece in (raw[:3], raw[3:]))
    assert (
        decoded(f"=?utf-8?B?{first}?=\r\n =?UTF-8?B?{second}?= и =?utf-8*ru?q?=D0=BC=D0=B5=D1=87?=".encode())
        == "Щит и меч"
    )
    assert decoded("Договор".encode("cp1251"), "windows-1251") == "Договор"


@pytest.mark.parametrize(
    ("sent_as", "meant"),
    [
        (b"0JTQsA", "Да"), (b"0JTQsA==", "Да"), (b"0JTQ\r\nsA=", "Да"), (b"0JTQsA==0L3QtdGC", "Данет"), (b"0*JTQsA==", "Да"),
    ],
)  # fmt: skip
def test_base64_is_read_however_it_is_padded(sent_as: bytes, meant: str) -> None:
    assert from_base64(sent_as).decode() == meant


def test_quoted_lines_are_one_block_for_each_run_and_depth() -> None:
    found = letter(
        "Content-Type: text/plain; charset=utf-8\r\n",
        "Согласны на скидку.\n\n> Просим скидку.\n> До десятого августа.\n>> Раньше было без скидки.\nЕщё вопрос.\nИП> А срок?\n",
    )
    assert [(b.text, b.kind, b.level) for b in found.blocks[3:]] == [
        ("Согласны на скидку.", BlockKind.PARAGRAPH, None),
        ("Просим скидку.\nДо десятого августа.", BlockKind.QUOTE, 1),
        ("Раньше было без скидки.", BlockKind.QUOTE, 2),
        ("Ещё вопрос.", BlockKind.PARAGRAPH, None),
        ("А срок?", BlockKind.QUOTE, 1),
    ]
    assert {b.author for b in found.blocks if b.kind is BlockKind.QUOTE} == {None}


@pytest.mark.parametrize(
    "body",
    [
        "Новое.\n\n-----Original Message-----\nСтарое.",
        "Новое.\n\n-------- Пересылаемое сообщение --------\nСтарое.",
        "Новое.\n\nОт: Пётр\nОтправлено: 1 июля 2026 г. 10:00\nКому: Иван\nТема: Срок\n\nСтарое.",
        "Новое.\n\n15.07.2026 10:03, Пётр пишет:\n> Старое.",
        "Новое.\n\nOn Wed, Jul 15, 2026 Peter <p@example.org> wrote:\n> Старое.",
    ],
)
def test_what_follows_the_head_of_another_letter_is_quoted(body: str) -> None:
    found = letter("Content-Type: text/plain; charset=utf-8\r\n", body)
    assert [b.text for b in found.blocks if b.kind is BlockKind.PARAGRAPH] == ["Новое."]
    assert any("Старое." in b.text for b in found.blocks if b.kind is BlockKind.QUOTE)


def test_a_page_is_read_and_its_quotation_told() -> None:
    body = "<p>Новое</p><div class='gmail_quote'>Пётр пишет<blockquote><p>Старое</p></blockquote></div>"
    found = letter("Content-Type: text/html; charset=utf-8\r\n", body)
    assert [(b.text, b.kind) for b in found.blocks[3:]] == [
        ("Новое", BlockKind.PARAGRAPH), ("Пётр пишет", BlockKind.QUOTE), ("Старое", BlockKind.QUOTE),
    ]  # fmt: skip


def test_lines_broken_by_the_program_are_joined() -> None:
    long = (
        "Сообщаем, что оплата по договору поступит не позднее пятнадцатого\nавгуста, как и договорились.\nС уважением"
    )
    assert texts(letter("Content-Type: text/plain; charset=utf-8\r\n", long), BlockKind.PARAGRAPH) == [
        "Сообщаем, что оплата по договору поступит не позднее пятнадцатого августа, как и договорились.", "С уважением",
    ]  # fmt: skip
    flowed = letter("Content-Type: text/plain; charset=utf-8; format=flowed\r\n", "Оплатим \nв срок.\nИван")
    assert texts(flowed, BlockKind.PARAGRAPH) == ["Оплатим в срок.", "Иван"]


def test_plain_words_are_preferred_unless_the_page_says_much_more() -> None:
    for plain, expected in (
        ("Оплатим в срок до пятницы.", "Оплатим в срок до пятницы."),
        ("HTML", "Оплатим в срок до среды"),
    ):
        message = EmailMessage()
        message["From"], message["Subject"] = "a@example.org", "x"
        message.set_content(plain)
        message.add_alternative("<p>Оплатим в срок до среды</p>", subtype="html")
        assert texts(document(message.as_bytes()), BlockKind.PARAGRAPH) == [expected]


def full() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Документы"
    message.set_content("Во вложении договор.")
    message.add_attachment(
        "Договор".encode(), maintype="application", subtype="pdf", filename="Договор № 1 с приложениями и ещё.pdf"
    )
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "c@example.org", "Вложенное"
    inner.set_content("Внутри.")
    message.add_attachment(inner)
    message.add_attachment(b"\x89PNG" + bytes(99), maintype="image", subtype="png", cid="<logo>", disposition="inline")
    message.add_attachment(
        b"\x89PNG" + bytes(30_000), maintype="image", subtype="png", cid="<scan>", disposition="inline"
    )
    return message


def test_files_are_handed_out_with_their_names_and_logos_are_not() -> None:
    found = files(full().as_bytes())
    assert [(file.name, file.reason) for file in found] == [
        ("Договор № 1 с приложениями и ещё.pdf", None), ("Вложенное.eml", None),
        ("attachment-3.png", "small_picture"), ("attachment-4.png", None),
    ]  # fmt: skip
    assert found[0].data.decode() == "Договор"
    assert texts(document(found[1].data, "x.eml"))[-1] == "Внутри."
    assert texts(document(full().as_bytes()))[-1] == "Во вложении договор."


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('filename="../../etc/cron.d/x.txt"', "x.txt"),
        (r'filename="C:\\Windows\\x.txt"', "x.txt"),
        ("filename*0*=utf-8''%D0%90%D0%BA; filename*1*=%D1%82%201; filename*2=.pdf", "Акт 1.pdf"),
        ("filename*=koi8-r'ru'%E1%CB%D4.pdf; filename=old.pdf", "Акт.pdf"),
        ('filename="=?windows-1251?B?wOryLnBkZg==?="', "Акт.pdf"),
        ("filename=Акт.pdf", "Акт.pdf"),
        ('filename=".."', "attachment-1.txt"),
        ('filename=""', "attachment-1.txt"),
        (f'filename="{"x" * 5000}.pdf"', "x" * 138 + "…" + "x" * 6 + ".pdf"),
    ],
)
def test_names_are_read_in_every_form_and_never_hold_folders(header: str, name: str) -> None:
    data = f"{HEAD}Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; {header}\r\n\r\nx\r\n--B--\r\n"
    assert [file.name for file in files(data.encode())] == [name]


def test_what_is_encrypted_is_said_to_be() -> None:
    pgp = "Content-Type: multipart/encrypted; boundary=B\r\n\r\n--B\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--B--\r\n"
    sealed = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n"
    inline = "Content-Type: text/plain\r\n\r\n-----BEGIN PGP MESSAGE-----\nhQEM\n-----END PGP MESSAGE-----\n"
    for rest in (pgp, sealed, inline):
        found = document((HEAD + rest).encode())
        assert found.reason == "encrypted"
        assert texts(found)[0] == "From: Иван <ivan@example.org>" or texts(found)[0] == "От: Иван <ivan@example.org>"


def der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 0x80 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


def test_a_letter_wrapped_in_its_signature_is_read() -> None:
    inner = "Content-Type: text/plain; charset=utf-8\r\n\r\nПодписано.\r\n".encode()
    plain = der(0x30, bytes.fromhex("06092a864886f70d010701") + der(0xA0, der(0x04, inner)))
    signed = der(
        0x30, bytes.fromhex("06092a864886f70d010702") + der(0xA0, der(0x30, b"\x02\x01\x01" + der(0x31, b"") + plain))
    )
    assert unwrapped_signature(signed) == inner
    head = HEAD + "Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert texts(document(head.encode() + base64.encodebytes(signed)))[-1] == "Подписано."
    assert unwrapped_signature(signed[:40]) != inner


def test_a_signature_beside_the_letter_is_told_apart() -> None:
    message = MIMEMultipart("signed")
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message.attach(MIMEText("Подписано.", "plain", "utf-8"))
    message.attach(MIMEText("", "plain"))
    data = message.as_bytes().replace(
        b'Content-Type: text/plain; charset="us-ascii"', b"Content-Type: application/pkcs7-signature; name=smime.p7s"
    )
    assert [(file.name, file.reason) for file in files(data)] == [("smime.p7s", "mail_signature")]


def attribute(mark: int, value: bytes) -> bytes:
    return b"\x02" + struct.pack("<II", mark, len(value)) + value + b"\0\0"


def test_winmail_dat_gives_its_files_and_a_broken_one_is_told() -> None:
    held = struct.pack("<IH", 0x223E9F78, 1) + attribute(0x00069007, struct.pack("<II", 1251, 0))
    held += (
        attribute(0x00069002, b"\0" * 14)
        + attribute(0x00018010, "Акт.pdf\0".encode("cp1251"))
        + attribute(0x0006800F, b"one")
    )
    held += (
        attribute(0x00069002, b"\0" * 14)
        + attribute(0x0006800F, b"two")
        + attribute(
            0x00069005, struct.pack("<IHHII", 1, 0x001F, 0x3707, 1, 14) + "Счёт.p\0".encode("utf-16-le") + b"\0\0"
        )
    )
    message = EmailMessage()
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message.set_content("x")
    message.add_attachment(held, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    message.add_attachment(b"rubbish", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    found = [(file.name, file.data, file.reason) for file in files(message.as_bytes())]
    assert found == [("Акт.pdf", b"one", None), ("Счёт.p", b"two", None), ("winmail.dat", b"", "damaged")]


def test_an_invitation_is_a_file_and_a_report_of_the_server_is_read() -> None:
    message = EmailMessage()
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message.set_content("Встреча в среду.")
    message.add_alternative(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", maintype="text", subtype="calendar")
    assert [file.name for file in files(message.as_bytes())] == ["attachment-1.ics"]
    assert texts(document(message.as_bytes()))[-1] == "Встреча в среду."


def test_a_part_after_a_boundary_nested_in_itself_is_not_lost() -> None:
    rest = (
        "Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n"
        "--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nТекст\r\n--B--\r\n\r\n"
        "--B\r\nContent-Type: application/zip; name=a.zip\r\n\r\nPK\r\n--B--\r\n"
    )
    assert [file.name for file in files((HEAD + rest).encode())] == ["a.zip"]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("Content-Type: multipart/mixed\r\n\r\nbody", "body"),
        ("Content-Type: multipart/mixed; boundary=B\r\n\r\nbody", "body"),
        ("Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n\r\nbody", "body"),
        ("Content-Type: nonsense\r\n\r\nbody", "body"),
        ("Content-Transfer-Encoding: base64\r\n\r\n!!!not base64!!!\r\n", "!!!not base64!!!"),
        ("X-Broken\r\nSubject: x\r\n\r\nbody", "body"),
    ],
)
def test_broken_letters_still_say_what_they_say(rest: str, expected: str) -> None:
    assert texts(document((HEAD + rest).encode(), "x.eml"))[-1] == expected


def nested(depth: int) -> bytes:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return (HEAD + head + "Content-Type: text/plain\r\n\r\ndeep\r\n").encode()


def test_hostile_letters_cost_little() -> None:
    started = time.monotonic()
    assert texts(document(nested(20)))[-1] == "deep"
    assert refusal(nested(2_500)) == "limit_nesting"
    huge = document(b"From: a@example.org\r\nMIME-Version: 1.0\r\nSubject: " + b"a, " * 300_000 + b"\r\n\r\nx", "x.eml")
    assert max(map(len, texts(huge))) < 11_000
    document(b"To: " + b"(" * 500_000 + b"\r\nFrom: a@example.org\r\nMIME-Version: 1.0\r\n\r\nx", "x.eml")
    document(HEAD.encode() + b"Content-Type: multipart/mixed; " + b'a="' * 6_000 + b"\r\n\r\nx", "x.eml")
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("От: Иванов\nКому: Петров\n\nДОГОВОР № 1\nСтороны договорились о цене.\n", "a.txt", "text"),
        (
            "From: John\nTo: Bob\nDate: 3 May 2026\nSubject: Services Agreement\n\nThis Agreement is made.\n",
            "memo.txt",
            "text",
        ),
        ("Subject: this Agreement\n\nThe parties agree.\n", "a.txt", "text"),
        ("just words\n", "a.eml", "text"),
        (HEAD + "\r\nhello", "a.txt", "eml"),
        ("Message-ID: <1@x>\r\nFrom: a@x\r\nTo: b@x\r\n\r\nhello", "a", "eml"),
        ("Subject: x\r\n\r\nhello", "a.eml", "eml"),
        ("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n", "a", "eml"),
        ("From a@x Mon Jun  1 10:00:00 2009\nSubject: x\n\nhello", "a", "mbox"),
        ("From a@x Mon Jun  1 10:00:00 2009\nSubject: x\n\nhello", "a.eml", "eml"),
        ("From the beginning of 2009 the parties agree.\n\nSubject: x\n", "a", "text"),
    ],
)
def test_a_letter_is_told_by_what_only_programs_write(text: str, label: str, kind: str) -> None:
    assert sniff(text.encode(), label) == (kind, "")

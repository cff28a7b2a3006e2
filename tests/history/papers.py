"""Contracts of our own as real files, to be renamed, saved again, turned into other formats, mended and reworded."""

from __future__ import annotations

import html
import io
import textwrap
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from fixtures.demo.build import font_path

DEADLINE = "2.3. Заказчик оплачивает услуги в течение 5 рабочих дней со дня получения счёта."
SILENCE = (
    "5.1. Стороны не разглашают третьим лицам конфиденциальные сведения, полученные друг от друга, в течение трёх лет."
)
NO_LIABILITY = "3.1. Исполнитель не несёт ответственности за любые убытки Заказчика."
REWORDED = "3.1. Ни за какие убытки Заказчика Исполнитель ответственности не несёт, в чём бы они ни состояли."


def paper(
    number: str = "117",
    client: str = "Речной причал",
    day: str = "12.03.2026",
    *,
    more: Sequence[str] = (),
    without: Sequence[str] = (),
    instead: Mapping[str, str] | None = None,
) -> list[str]:
    """Return the paragraphs of a contract that lacks much and excludes liability."""
    head = f"ДОГОВОР № {number} возмездного оказания услуг" if number else "ДОГОВОР возмездного оказания услуг"
    lines = [
        head,
        f"г. Тверь, {day}" if day else "г. Тверь",
        f"ООО «Лесная тропа», далее «Исполнитель», в лице директора Орлова П. И., и ООО «{client}», далее «Заказчик», "
        "в лице директора Синицына А. А., заключили договор.",
        "1. Предмет",
        "1.1. Исполнитель обязуется оказать Заказчику услуги по уборке помещений, а Заказчик обязуется их принять и "
        "оплатить.",
        "2. Цена и оплата",
        "2.1. Цена услуг составляет 100 000 рублей в месяц, НДС не облагается.",
        "2.2. Исполнитель вправе в одностороннем порядке изменять цену услуг.",
        "3. Ответственность",
        NO_LIABILITY,
        "4. Срок",
        "4.1. Договор действует до 31.12.2027.",
    ]
    lines = [(instead or {}).get(line, line) for line in lines if line not in without]
    return [*lines, *more]


OFFER = [
    "ПУБЛИЧНАЯ ОФЕРТА",
    "1. Исполнитель оказывает услуги прачечной самообслуживания всем, кто оплатит жетон в автомате у входа.",
    "2. Оплата жетона означает полное согласие с этими условиями, другого подписания не нужно.",
    "3. Исполнитель вправе в любое время изменить условия без предупреждения.",
    "4. Исполнитель не несёт ответственности за порчу белья, оставленного в машине без присмотра.",
    "5. Жетон действует до конца дня, в который он куплен, деньги за неиспользованный жетон не возвращаются.",
    "6. Вопросы о работе машин принимает дежурный по залу с девяти утра до восьми вечера без перерыва.",
]


def text(lines: Sequence[str]) -> bytes:
    return ("\n\n".join(lines) + "\n").encode()


def wrapped(lines: Sequence[str]) -> bytes:
    return ("\n\n".join("\n".join(textwrap.wrap(line, 60)) for line in lines) + "\n").encode()


def old_code(lines: Sequence[str]) -> bytes:
    return ("\r\n\r\n".join(lines) + "\r\n").encode("cp1251")


def typography(lines: Sequence[str]) -> bytes:
    """Return the same words with other quotation marks, spaces and letters."""
    told = "\n\n".join(lines).replace("«", '"').replace("»", '"').replace("ё", "е").replace(". ", ".\u00a0")
    return (told + "\n").encode()


def word(lines: Sequence[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return _saved(document)


def word_again(lines: Sequence[str]) -> bytes:
    """Return a Word file that was opened and saved by somebody else since: other bytes, the same words."""
    document = docx.Document(io.BytesIO(word(lines)))
    document.core_properties.author = "Другой сотрудник"
    document.core_properties.comments = "пересохранено"
    for paragraph in document.paragraphs:
        words = paragraph.text
        for run in paragraph.runs:
            run.text = ""
        paragraph.add_run(words[: len(words) // 2]).bold = True
        paragraph.add_run(words[len(words) // 2 :])
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def pdf(lines: Sequence[str]) -> bytes:
    pdfmetrics.registerFont(TTFont("DejaVu", str(font_path())))
    plain = ParagraphStyle("plain", fontName="DejaVu", fontSize=10, leading=14, spaceAfter=6)
    held = io.BytesIO()
    SimpleDocTemplate(held, pagesize=A4, invariant=1).build([Paragraph(html.escape(line), plain) for line in lines])
    return held.getvalue()


def page(lines: Sequence[str]) -> bytes:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f'<!doctype html><html lang="ru"><meta charset="utf-8"><body>{body}</body></html>'.encode()


def rich(lines: Sequence[str]) -> bytes:
    body = "".join("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) + "\\par\n" for line in lines)
    return ("{\\rtf1\\ansi\\ansicpg1251\\uc1\n" + body + "}").encode("ascii")


def zipped(name: str, data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, data)
    return held.getvalue()


def letter(name: str, data: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.com", "b@example.com", "Договор"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0300"
    message.set_content("Высылаем подписанный договор.")
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


Writer = Callable[[Sequence[str]], bytes]

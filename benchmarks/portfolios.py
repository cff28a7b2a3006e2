"""Portfolios of any size from words of our own: contracts in Russian and English that all differ, as text and Word."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from pathlib import Path

_FIRMS = ("Лесная тропа", "Речной причал", "Северный ветер", "Дом у моста", "Тихая гавань", "Новый берег", "Кедр и ко")
_FIRMS_EN = ("Pebble Works", "Harbour Lane", "North Orchard", "Quiet Mill", "Bright Ferry", "Cedar and Sons")
_SERVICES = ("уборке помещений", "обслуживанию сайта", "ремонту техники", "ведению бухгалтерии", "перевозке мебели")
_SERVICES_EN = ("office cleaning", "website maintenance", "bookkeeping", "equipment repair", "translation")
_DAYS = (3, 5, 7, 10, 14, 15, 20, 30, 45, 60)
_RU = (
    "Исполнитель обязуется оказать Заказчику услуги по {service}, а Заказчик обязуется их принять и оплатить.",
    "Цена услуг составляет {sum} рублей в месяц, НДС не облагается.",
    "Заказчик оплачивает услуги в течение {days} дней после подписания акта.",
    "За просрочку оплаты Заказчик уплачивает неустойку в размере 0,{tenth} процента от суммы за каждый день просрочки.",
    "Исполнитель передаёт акт в последний день месяца; Заказчик подписывает его или возражает за {days} рабочих дней.",
    "Недостатки услуг Исполнитель устраняет за свой счёт в течение {days} дней после сообщения о них.",
    "Каждая из сторон вправе отказаться от договора, уведомив другую за {days} дней.",
    "Споры рассматривает Арбитражный суд города Твери после ответа на претензию, срок ответа - {days} дней.",
    "Стороны не разглашают сведения, полученные друг от друга, в течение {years} лет после окончания договора.",
    "Стороны не отвечают за обстоятельства непреодолимой силы, если сообщили о них в течение {days} дней.",
    "Исполнитель обрабатывает персональные данные работников Заказчика только для исполнения договора.",
    "Исполнитель вправе привлекать третьих лиц, за которых отвечает как за себя.",
    "Договор действует {years} года и продлевается на тот же срок, если ни одна из сторон не возразила за {days} дней.",
)
_EN = (
    "The Provider shall perform {service} for the Client, and the Client shall accept and pay for it.",
    "The fee is USD {sum} per month, exclusive of taxes.",
    "The Client shall pay each invoice within {days} days of its receipt.",
    "Late payments bear interest at 0.{tenth} percent for each day of delay.",
    "The services are deemed accepted unless the Client objects in writing within {days} business days.",
    "The Provider shall remedy defects at its own cost within {days} days of notice.",
    "Either party may terminate this Agreement for convenience on {days} days' written notice.",
    "This Agreement is governed by the laws of England; disputes are settled by the courts of London.",
    "Each party shall keep the other's information confidential for {years} years after termination.",
    "The Provider's total liability shall not exceed the fees paid in the {years} months before the claim.",
    "Neither party is liable for delay caused by force majeure of which it gave notice within {days} days.",
    "The Provider shall process personal data only on the documented instructions of the Client.",
    "This Agreement runs for {years} years and renews for equal terms unless either party objects.",
)


def contract(number: int, chance: random.Random) -> list[str]:
    """Return the paragraphs of one contract; no two numbers give the same."""
    russian = chance.random() < 0.6
    firms = chance.sample(_FIRMS if russian else _FIRMS_EN, 2)
    clauses = chance.sample(_RU if russian else _EN, chance.randint(7, 12))
    day = f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(2024, 2026)}"
    if russian:
        head = [
            f"ДОГОВОР № {number} возмездного оказания услуг", f"г. Тверь, {day}",
            f"ООО «{firms[0]}», далее «Исполнитель», и ООО «{firms[1]}», далее «Заказчик», заключили договор.",
        ]  # fmt: skip
    else:
        head = [
            f"SERVICES AGREEMENT No. {number}", f"Dated {day}",
            f"{firms[0]} Ltd (the \"Provider\") and {firms[1]} Ltd (the \"Client\") agree as follows.",
        ]  # fmt: skip
    return head + [f"{place}.1. {_filled(clause, chance, russian=russian)}" for place, clause in enumerate(clauses, 1)]


def _filled(clause: str, chance: random.Random, *, russian: bool) -> str:
    return clause.format(
        service=chance.choice(_SERVICES if russian else _SERVICES_EN), sum=f"{chance.randint(5, 900)} 000",
        days=chance.choice(_DAYS), tenth=chance.randint(1, 9), years=chance.randint(2, 4),
    )  # fmt: skip


def portfolio(folder: Path, count: int, seed: int = 1) -> Path:
    """Write so many contracts into a new folder, every fifth as a Word file, and return the folder."""
    folder.mkdir(parents=True)
    chance = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    for number in range(1, count + 1):
        paragraphs = contract(number, chance)
        place = folder / f"{number // 500:03}"
        place.mkdir(exist_ok=True)
        if number % 5:
            (place / f"{number:06}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
        else:
            (place / f"{number:06}.docx").write_bytes(_word(paragraphs))
    return folder


def _word(paragraphs: Sequence[str]) -> bytes:
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()

"""Kinds of service that a policy may insure and contracts may promise, by the words that name them."""

from __future__ import annotations

import re

from auditor.model.text import Text

_KINDS: dict[str, tuple[str, str, str]] = {
    "legal": (
        (r"юридическ|(?<!нормативно-)правов\w+ (?:услуг|помощ|аудит|сопровожд|консульт)|адвокат|в суде\b|"
        r"судебн\w+ представ"
        r"|\blegal (?:services|advice|work|assistance)|attorney|solicitor|law firm"),
        "юридические услуги", "legal services",
    ),
    "accounting": (
        r"бухгалтер|налогов\w+ уч[её]т|ведени\w+ уч[её]т|accounting|accountan|bookkeep",
        "бухгалтерские услуги", "accounting",
    ),
    "audit": (r"(?<!правовой )(?<!правового )\bаудит\w*(?! безопасн)|\baudit(?:ing|or)?\b", "аудит", "audit"),
    "medical": (
        r"(?<!ветеринарн)медицинск\w+ (?:услуг|помощ|деятельн)|стоматолог|\bпациент|медицинск|medical|dental",
        "медицинские услуги", "medical services",
    ),
    "veterinary": (
        r"ветеринар|лечени\w+ животн|стациона\w+ (?:для )?животн|veterinar", "лечение животных", "veterinary treatment",
    ),
    "grooming": (r"груминг|стрижк\w+ (?:животн|собак|кош)|\bgrooming", "груминг", "grooming"),
    "boarding": (
        (r"передержк|зоогостиниц|гостиниц\w+ для (?:животн|собак|кош)|временн\w+ содержани\w+ (?:животн|собак|кош)"
        r"|pet boarding|kennel"),
        "содержание животных", "boarding of animals",
    ),
    "beauty": (
        r"косметолог|парикмахер|маникюр|салон\w* красоты|эпиляц|beauty (?:services|treatment|salon)|hairdress",
        "услуги красоты", "beauty services",
    ),
    "fitness": (r"фитнес|тренаж[её]рн|персональн\w+ трениров|fitness|gym\b", "фитнес", "fitness"),
    "education": (
        (r"образовательн|обучени|учебн\w+ (?:программ|курс|групп)|\bкурс[ыа]?(?:ов)?\b|репетитор|tuition|training cours"
        r"|teaching|\bcourses\b"),
        "обучение", "education",
    ),
    "software": (
        r"программн\w+ обеспеч|разработк\w+ (?:сайт|программ|прилож)|software|website|hosting|web development",
        "программы и сайты", "software",
    ),
    "localisation": (r"локализаци|locali[sz]ation", "локализация", "localisation"),
    "interpreting": (
        r"устн\w+ (?:\w+ )?перевод|синхронн\w+ перевод|последовательн\w+ перевод|\binterpret(?:ing|ation|er)",
        "устный перевод", "interpreting",
    ),
    "translation": (
        (r"письменн\w+ (?:\w+ )?перевод|перевод\w* (?:текст|документ|технич|паспорт|свидетельств|диплом|сайт)"
        r"|\btranslat(?:ion|ing|e)"),
        "письменный перевод", "translation",
    ),
    "subtitling": (r"субтитр|озвучива|subtitl|dubbing", "субтитры и озвучивание", "subtitling"),
    "design": (r"дизайн|проектировани|design (?:of|services)|architect", "проектирование и дизайн", "design"),
    "building": (
        r"строительн|ремонт\w* (?:квартир|помещен|здан|дом)|монтаж|construction|building works|renovation",
        "строительство и ремонт", "building works",
    ),
    "repair": (
        r"ремонт\w* (?:автомобил|техник|оборудован|устройств|приборов)|техническ\w+ обслуживан|repair of|maintenance",
        "ремонт и обслуживание техники", "repair and maintenance",
    ),
    "cleaning": (r"уборк|клининг|cleaning", "уборка", "cleaning"),
    "transport": (r"перевозк|экспедиц|transport services|carriage|freight", "перевозки", "transport"),
    "marketing": (r"рекламн|маркетинг|продвижени\w+ (?:сайт|бренд)|advertis|marketing", "реклама", "marketing"),
    "events": (
        r"организаци\w+ (?:мероприят|праздник|свад|конференц|банкет)|event management|event services",
        "организация мероприятий", "events",
    ),
    "catering": (r"кейтеринг|общественн\w+ питани|банкетн|catering", "питание", "catering"),
    "photo": (r"фотосъ[её]м|видеосъ[её]м|photograph|videograph", "фото- и видеосъёмка", "photography"),
    "tourism": (r"турист\w+ (?:услуг|продукт)|экскурси|\btours?\b|travel services", "туризм", "travel services"),
    "security": (
        (r"охран\w+ услуг|охран\w+ объект|охранн\w+ мониторинг|пультов\w+ охран|alarm monitoring|security services"
        r"|guarding"),
        "охрана", "security services",
    ),
    "valuation": (r"оценк\w+ (?:имуществ|недвижимост|стоимост)|valuation|apprais", "оценка", "valuation"),
    "realty": (r"риэлтор|агентск\w+ услуг\w* .{0,40}недвижимост|estate agen", "недвижимость", "estate agency"),
}  # fmt: skip
ACTIVITIES = {name: re.compile(words, re.IGNORECASE) for name, (words, _, _) in _KINDS.items()}
NAMES = {name: Text(russian, english) for name, (_, russian, english) in _KINDS.items()}
"""What a kind of service is called in a report."""

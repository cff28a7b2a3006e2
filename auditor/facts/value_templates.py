"""What a variable of a template stands for: a filled contract holds a sum, a date or a number in its place.

``{{total_price}} руб.`` names a price as much as a figure does. The variable stays a blank for the checks of the
document's completeness; for the phrases of the lexicon it also counts as the value that its name or neighbours tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.facts.value_matching import Value

_BY_NAME = (
    ("percent", re.compile(r"percent|процент|interest|penalty|пен[яи]")),
    ("inn", re.compile(r"(?:^|[^a-z])(?:inn)(?:$|[^a-z])|(?:executor|customer|client|company|contractor)inn|\bинн")),
    ("ogrn", re.compile(r"ogrn|огрн|reg(?:istration)?[_ ]?(?:no|num)")),
    ("kpp", re.compile(r"(?:^|[^a-z])kpp(?:$|[^a-z])|\bкпп")),
    ("bik", re.compile(r"(?:^|[^a-z])bik(?:$|[^a-z])|\bбик")),
    ("account", re.compile(r"account|(?:^|[^a-z])(?:rs|r_s|rschet)(?:$|[^a-z])|расчетн|\bр/с|iban")),
    ("phone", re.compile(r"phone|tel(?:$|[^a-z])|mobile|телефон")),
    ("email", re.compile(r"e-?mail|почта")),
    ("date", re.compile(r"date|дата|даты|дату|deadline|start|end(?:$|[^a-z])|begin|finish|число")),
    ("period", re.compile(r"days|period|duration|months|weeks|\bterm\b|дней|срок|месяц")),
    (
        "money",
        re.compile(
            r"price|amount|total|\brate\b|sum(?:$|[^a-z])|cost|fee|payment|advance|prepay|deposit|salary|reward|budget|rest(?:$|[^a-z])"
            r"|сумм|цен[аы]|стоимост|аванс|предоплат|вознагражд|остат|тариф"
        ),
    ),
    ("number", re.compile(r"count|qty|quantity|hours|number of|количеств|кол-во|часов|объем|площад|area")),
)
"""Kinds of value by the name of the variable; the first that fits is taken."""
_WORDS = re.compile(r"words|прописью|text|name|title|описан|id(?:$|[^a-z])")
"""Names of variables that hold words."""
_MONEY_AFTER = re.compile(
    r"[\s(]{0,3}(?:руб|₽|\$|usd|euro?|€|dollars|тенге|сум\b)|\s(?:per|an|a) hour|\s?/\s?(?:hour|mo|час|мес)"
)
_MONEY_BEFORE = re.compile(r"[$€£₽]\s?$|(?:usd|eur|gbp|руб\.?)\s$")
_PERIOD_AFTER = re.compile(
    r"[^\n{}.;]{0,14}?\b(?:(?P<working>рабоч|business|working)|(?P<banking>банковск|banking)|(?P<calendar>календарн|calendar))?"
    r"\w{0,5}[ ]?(?:дн(?:я|ей|ь)|день|days?|недел|weeks?|месяц|months?|час(?:а|ов)|hours?|год|years?)\b"
)
_PERCENT_AFTER = re.compile(r"\s?(?:%|процент|percent)")


def kinds_of_variable(value: Value, text: str) -> Iterator[str]:
    """Yield the kinds of value for which a variable of a template stands, told by its neighbours or its name."""
    name = text[value.start : value.end]
    if _PERCENT_AFTER.match(text, value.end):
        yield "percent"
    elif _MONEY_AFTER.match(text, value.end) or _MONEY_BEFORE.search(text[max(0, value.start - 5) : value.start]):
        yield "money"
    elif period := _PERIOD_AFTER.match(text, value.end):
        yield "period"
        yield from (f"{sort}_period" for sort, said in period.groupdict().items() if said)
    elif not _WORDS.search(name):
        yield from [kind for kind, pattern in _BY_NAME if pattern.search(name)][:1]

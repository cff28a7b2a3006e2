"""Sums that do not come out: totals of tables, price times quantity, the tax within a price, parts of a payment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from auditor.facts.defects.reading import Reading
from auditor.facts.defects.tables import Row
from auditor.facts.values import Value
from auditor.model.fact import Defect
from auditor.model.profile import Span
from auditor.model.text import Text

_TOTAL = re.compile(
    r"(?:итого|всего|общий итог|общая (?:сумма|стоимость|цена)|sub-?total|grand total|total|sum total)\b"
)
_ADJUSTMENT = re.compile(r"ндс|vat|налог|\btax|скид|discount|надбав|наценк|округл|аванс|удерж|за вычетом|минус|less\b")
_INCLUDED = re.compile(r"в том числе|в т\. ?ч|включая|including|incl|of which")
_RATE = re.compile(r"(\d{1,2}(?:[.,]\d)?) ?%")
_SUM_HEAD = re.compile(r"сумм|стоим|всего|итого|оплат|\bплата\b|вознагражден|amount|total|cost|fee|sum\b")
_QUANTITY_HEAD = re.compile(r"кол-?во|количество|объем|часы|часов|quantity|qty|hours|units")
_PRICE_HEAD = re.compile(r"цена|тариф|ставка|price|rate|per (?:unit|hour)")
_NOT_PLAIN = re.compile(r"%|скид|ндс|vat|налог|discount|за (?:10|100|1000|тыс)|коэф|срок|мес|tax")
_ROUNDING, _ROUBLE = Decimal("0.011"), Decimal(1)
"""A difference up to the first is none; up to the second it comes of rounding."""
_LEAST_ITEMS = 2


def find(reading: Reading) -> Iterator[Defect]:
    """Yield every total, product, tax or set of parts that does not come out; grade weak for rounding."""
    for rows in reading.tables:
        if len(rows) > _LEAST_ITEMS:
            yield from _totals(rows)
            yield from _products(rows)
            yield from _against_price(reading, rows)
    yield from _taxes(reading)
    yield from _parts(reading)


def _totals(rows: Sequence[Row]) -> Iterator[Defect]:
    """Yield the totals of the column of sums that match none of the ways to add up, in either reading of «1,500»."""
    head, given = (None, rows) if _has_no_head(rows) else (rows[0], rows[1:])
    grouped, plain = (_Adding(head, grouped=way).of(given) for way in (True, False))
    if grouped and plain:
        yield from min(grouped, plain, key=len)


def _has_no_head(rows: Sequence[Row]) -> bool:
    """Return whether a table of names and sums begins with its first sum."""
    pairs = all(len(row.cells) == 2 and row.cells[1].number(grouped=True) is not None for row in rows)
    return pairs and not _TOTAL.match(rows[0].first) and any(_TOTAL.match(row.first) for row in rows)


@dataclass
class _Adding:
    """Goes down a table and adds up its column of sums."""

    head: Row | None
    """None where the table has none: two columns, the second of sums."""
    grouped: bool
    items: list[Decimal] = field(default_factory=list)
    since: list[Decimal] = field(default_factory=list)
    """The items since the last total."""
    totals: list[Decimal] = field(default_factory=list)
    adjusted: list[Decimal] = field(default_factory=list)
    """Taxes and discounts since the last total."""

    def of(self, rows: Sequence[Row]) -> list[Defect]:
        """Return the totals that do not come out; none when a row is not understood."""
        column = self._column(rows)
        if column is None:
            return []
        found: list[Defect] = []
        for row in rows:
            number = self._number(row, column)
            if _TOTAL.match(row.first):
                found += self._total(row, number)
            elif number is None:
                if any(cell.number(grouped=self.grouped) is not None for cell in row.cells):
                    return []
            elif _ADJUSTMENT.search(row.first):
                found += self._adjustment(row, number)
            elif not _is_numbering(row, grouped=self.grouped):
                self.items.append(number)
                self.since.append(number)
        return found

    def _column(self, rows: Sequence[Row]) -> int | None:
        """Return the column of sums: the last one whose head says so and which has a number in most rows."""
        if self.head is None:
            return rows[0].cells[1].column
        named = [cell.column for cell in self.head.cells if _SUM_HEAD.search(cell.text)]
        filled = [
            column for column in named if sum(self._number(row, column) is not None for row in rows) > len(rows) // 2
        ]
        return filled[-1] if filled else None

    def _number(self, row: Row, column: int) -> Decimal | None:
        """Return the number of a row in a column; a total whose cells are merged has it in its last cell."""
        cell = row.at(column)
        if cell is None and _TOTAL.match(row.first):
            cell = row.cells[-1]
        return cell.number(grouped=self.grouped) if cell else None

    def _total(self, row: Row, number: Decimal | None) -> list[Defect]:
        if number is None or len(self.items) < _LEAST_ITEMS:
            return []
        ways = {_sum(self.items), _sum(self.since), _sum(self.totals), *self.totals[-1:]}
        change = _sum(self.adjusted)
        ways |= {way + change for way in ways} | {way - change for way in ways}
        self.totals.append(number)
        self.since, self.adjusted = [], []
        expected = min(ways, key=lambda way: abs(way - number))
        return list(_compared(row, number, _sum(self.items) if expected == 0 else expected, _TOTAL_DIFFERS))

    def _adjustment(self, row: Row, number: Decimal) -> list[Defect]:
        """Keep a tax or discount; a tax whose rate is told must be that share of the total before it."""
        rate = _RATE.search(row.first)
        base = self.totals[-1] if self.totals else _sum(self.items)
        self.adjusted.append(number)
        if not (rate and base and re.search(r"ндс|vat", row.first)):
            return []
        percent = Decimal(rate[1].replace(",", "."))
        inside, on_top = base * percent / (100 + percent), base * percent / 100
        nearest = inside if _INCLUDED.search(row.first) else min(inside, on_top, key=lambda way: abs(way - number))
        return list(_compared(row, number, nearest, _TAX_DIFFERS))


_STAGE_HEAD = re.compile(r"этап|стади|очеред|част[ьи]\b|stage|phase|milestone|part\b|step\b|instal")
_STAGE_PRICE = re.compile(r"цен[аы]|стоим|сумм|оплат|плат[аы]\b|price|fee|cost|amount|payment")
_WHOLE_PRICE = re.compile(
    r"(?:(?:общая |полная |вся |твердая )?(?:цена|стоимость)(?: (?:всех )?(?:услуг|работ))?(?: по)?(?: настоящ\w+)?"
    r"(?: (?:договор\w*|контракт\w*|заказ\w*))?(?: составляет| равна| -|:)"
    r"|(?:the )?(?:total |whole |contract |fixed )(?:contract )?(?:price|fee)(?: of the (?:services|works?|contract))?"
    r"(?: is|:| -| amounts to))"
    r"[ \n]{1,2}(?:rub|usd|eur|[$€£])?[ ]?$"
)
"""What stands right before the price of a whole contract."""
_PER = re.compile(
    r"[^.;\n]{0,40}\b(?:плюс ндс|сверх|plus|excluding"
    r"|в месяц|ежемесячно|в год|за (?:час|кажд|один|одну|единиц)|в час|per |a month|monthly|each)"
)
_FARTHEST = Decimal(2)
"""How many times one sum may be the other to be a slip and not the price of something else."""


def _against_price(reading: Reading, rows: Sequence[Row]) -> Iterator[Defect]:
    """Yield a table of stages without a total whose prices do not make the price that the contract tells."""
    head = rows[0]
    columns = [cell.column for cell in head.cells if _STAGE_PRICE.search(cell.text)]
    if len(columns) != 1 or not _STAGE_HEAD.match(head.first) or any(_TOTAL.match(row.first) for row in rows[1:]):
        return
    cells = [row.at(columns[0]) for row in rows[1:]]
    ways = [[cell.number(grouped=way) if cell else None for cell in cells] for way in (True, False)]
    sums = {_sum([number or Decimal(0) for number in way]) for way in ways if None not in way}
    price = next((value for value in reading.of_kind("money") if _is_whole_price(reading.text, value)), None)
    if price is None or not price.number or not sums or price.number in sums:
        return
    reckoned = min(sums, key=lambda total: abs(total - (price.number or total)))
    if reckoned and max(reckoned, price.number) <= _FARTHEST * min(reckoned, price.number):
        message = _STAGES_DIFFER.format(told=_shown(price.number), reckoned=_shown(reckoned))
        defect = reading.defect("totals", reading.around(price.start, price.end), message)
        yield replace(defect, also=tuple(row.span for row in rows[1:]))


def _is_whole_price(text: str, value: Value) -> bool:
    before = text[max(0, value.start - 90) : value.start]
    return _WHOLE_PRICE.search(before) is not None and _PER.match(text, value.end) is None


_STAGES_DIFFER = Text(
    "Цена названа {told}, а этапы вместе дают {reckoned}.",
    "The price is given as {told}; the stages come to {reckoned}.",
)


def _sum(numbers: Sequence[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))


def _is_numbering(row: Row, *, grouped: bool) -> bool:
    """Return whether a row only numbers the columns, «1 2 3 4»."""
    numbers = [cell.number(grouped=grouped) for cell in row.cells]
    return len(numbers) > 2 and all(number == at for at, number in enumerate(numbers, 1))


_TOTAL_DIFFERS = Text(
    "Указан итог {told}, а строки дают {reckoned}.", "The total is given as {told}; the rows come to {reckoned}."
)
_TAX_DIFFERS = Text(
    "Налог указан как {told}, а по ставке выходит {reckoned}.",
    "The tax is given as {told}; at the rate it comes to {reckoned}.",
)
_PRODUCT_DIFFERS = Text(
    "Сумма строки {told}, а цена на количество даёт {reckoned}.",
    "The amount of the row is {told}; price times quantity comes to {reckoned}.",
)


def _compared(row: Row, told: Decimal, reckoned: Decimal, message: Text) -> Iterator[Defect]:
    gap = abs(told - reckoned)
    if gap > _ROUNDING:
        grade = "weak" if gap <= _ROUBLE else "fail"
        yield Defect("totals", row.span, message.format(told=_shown(told), reckoned=_shown(reckoned)), grade)


def _products(rows: Sequence[Row]) -> Iterator[Defect]:
    """Yield the rows in which price times quantity is not the sum, where the head names all three plainly."""
    heads = [_only(rows[0], pattern) for pattern in (_QUANTITY_HEAD, _PRICE_HEAD, _SUM_HEAD)]
    if any(_NOT_PLAIN.search(cell.text) for cell in rows[0].cells) or None in heads or len(set(heads)) < len(heads):
        return
    for row in rows[1:]:
        ways = [_product(row, heads, grouped=way) for way in (True, False)]
        told = [way for way in ways if way is not None]
        if len(told) == len(ways) and not _TOTAL.match(row.first):
            amount, reckoned = min(told, key=lambda way: abs(way[0] - way[1]))
            yield from _compared(row, amount, reckoned, _PRODUCT_DIFFERS)


def _only(head: Row, pattern: re.Pattern[str]) -> int | None:
    """Return the one column whose head matches; None for none or several."""
    columns = [cell.column for cell in head.cells if pattern.search(cell.text)]
    return columns[0] if len(columns) == 1 else None


def _product(row: Row, columns: Sequence[int | None], *, grouped: bool) -> tuple[Decimal, Decimal] | None:
    cells = [row.at(column) for column in columns if column is not None]
    numbers = [cell.number(grouped=grouped) for cell in cells if cell]
    if len(numbers) != len(columns) or any(number is None for number in numbers):
        return None
    quantity, price, amount = (number or Decimal(0) for number in numbers)
    return amount, quantity * price


_TAX_WITHIN = re.compile(
    r"(?:в том числе|в т\. ?ч\.?|включая|including|inclusive of|which includes)[ \n,:]{0,3}"
    r"(?:сумма )?(?:ндс|налог на добавленную стоимость|vat|value added tax)\b"
)
_BETWEEN = 40
"""Characters between the words for the tax, its rate and its amount."""


def _taxes(reading: Reading) -> Iterator[Defect]:
    """Yield each tax within a price, «в том числе НДС 20 % - 20 000 рублей», that is another share of the price."""
    money, percents = reading.of_kind("money"), reading.of_kind("percent")
    if not money or not percents:
        return
    for words in _TAX_WITHIN.finditer(reading.text):
        rate = _next(percents, words.end())
        price = _last(money, words.start())
        tax = _next(money, rate.end) if rate else None
        if rate and price and tax and price.unit == tax.unit:
            yield from _tax(reading, price, rate, tax)


def _next(values: Sequence[Value], position: int) -> Value | None:
    """Return the value that begins a few characters on."""
    return next((v for v in values if position <= v.start <= position + _BETWEEN), None)


def _last(values: Sequence[Value], position: int) -> Value | None:
    """Return the value that ends a few characters before."""
    return next((v for v in reversed(values) if position - _BETWEEN <= v.end <= position), None)


def _tax(reading: Reading, price: Value, rate: Value, tax: Value) -> Iterator[Defect]:
    if price.number is None or rate.number is None or tax.number is None or not 0 < rate.number < 30:
        return
    due = price.number * rate.number / (100 + rate.number)
    gap = abs(due - tax.number)
    if gap > _ROUNDING and "." not in reading.text[price.end : tax.start].replace("т.ч.", "").replace("т. ч.", ""):
        message = _TAX_DIFFERS.format(told=_shown(tax.number), reckoned=_shown(due))
        yield reading.defect("totals", (price.start, tax.end), message, "weak" if gap <= _ROUBLE else "fail")


_REST = re.compile(
    r"(?:оставши\w{2,4}(?: часть)?|остальн\w{2,3}|остаток|the remaining|the balance of)[ \n(:,-]{1,4}(?:в размере )?$"
)
_FIRST_PART = re.compile(r"аванс|предоплат|предварительн|задат|advance|deposit|down payment|prepay|up ?front")
_OTHER_PERCENT = re.compile(r"ндс|vat|пен[яи]|штраф|неусто|процент\w* годов|скид|penalt|interest|discount|fine\b|tax")
_LONGEST_PARTS = 500
_WHOLE = Decimal(100)


def _parts(reading: Reading) -> Iterator[Defect]:
    """Yield an advance and a rest, in percent of the price, that together are not the whole."""
    percents = reading.of_kind("percent")
    for at, rest in enumerate(percents):
        before = reading.text[max(0, rest.start - 30) : rest.start]
        if not _REST.search(before):
            continue
        parts = _parts_before(reading, percents[:at], rest)
        total = sum((part.number or Decimal(0) for part in parts), rest.number or Decimal(0))
        if parts and total != _WHOLE:
            yield _parts_defect(reading, [*parts, rest], total)


def _parts_before(reading: Reading, percents: Sequence[Value], rest: Value) -> list[Value]:
    """Return the parts that stand between the word for an advance and the rest; none where others mix in."""
    start = max(0, rest.start - _LONGEST_PARTS)
    advance = _FIRST_PART.search(reading.text, start, rest.start)
    if advance is None:
        return []
    nearest = max(0, reading.text.rfind("\n", 0, advance.start()))
    parts = [value for value in percents if nearest <= value.start < rest.start and value.end > start]
    mixed = _OTHER_PERCENT.search(reading.text, nearest, rest.end + 60)
    return [] if mixed or len(parts) > 3 else parts


def _parts_defect(reading: Reading, parts: Sequence[Value], total: Decimal) -> Defect:
    named = " + ".join(_shown(part.number or Decimal(0)) for part in parts)
    message = Text(
        f"Части платежа дают {_shown(total)} % вместо 100 %: {named}.",
        f"The parts of the payment come to {_shown(total)} % instead of 100 %: {named}.",
    )
    span: Span = (parts[0].start, parts[-1].end)
    return reading.defect("totals", span, message)


def _shown(number: Decimal) -> str:
    rounded = number.quantize(Decimal("0.01"))
    plain = rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded
    return f"{plain:,}".replace(",", "\u00a0").replace(".", ",")

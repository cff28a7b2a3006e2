"""Pairs of clauses in whole contracts, with what became of them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.comparison.compare import compare
from auditor.desk import bench, read_facts
from auditor.extraction.interface import Source
from auditor.model.comparison import Comparison, Pair, Verdict
from auditor.model.fact import DocumentFacts

PAIRS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "pairs.yaml").read_text(encoding="utf-8"))

RUSSIAN = """ДОГОВОР ВОЗМЕЗДНОГО ОКАЗАНИЯ УСЛУГ № 7
ООО «Кедр», именуемое в дальнейшем «{provider}», с одной стороны, и ООО «Парус», именуемое в дальнейшем «Заказчик», с другой стороны, заключили настоящий договор о нижеследующем:
1. Предмет договора
1.1. {provider} оказывает услуги по обслуживанию компьютерной техники, а Заказчик принимает и оплачивает их.
1.2. Перечень техники приведён в приложении № 1.
2. Порядок исполнения
2.1. Услуги оказываются по адресу места нахождения техники с девяти до восемнадцати часов.
{clause}
2.{last}. Приёмка оформляется двусторонним актом, который составляется ежемесячно.
3. Прочие условия
3.1. Споры рассматриваются в Арбитражном суде города Москвы.
3.2. Договор составлен в двух экземплярах, имеющих равную силу.
"""
ENGLISH = """SERVICES AGREEMENT
This Agreement is made between Cedar Ltd (the "Provider") and Sail Inc. (the "Client").
1. Services
1.1. The Provider renders maintenance of computer equipment and the Client accepts and pays for it.
1.2. The equipment is listed in Schedule 1.
2. Performance
2.1. The services are rendered at the place of the equipment between nine and eighteen hours.
{clause}
2.{last}. Acceptance is recorded in a certificate that both parties sign every month.
3. Miscellaneous
3.1. Disputes are resolved by the courts of England and Wales.
3.2. This Agreement is made in two counterparts of equal force.
"""


def facts(text: str, name: str = "contract.txt") -> DocumentFacts:
    data = text.encode()
    read = read_facts(Source(name, data, "", len(data)))
    assert isinstance(read, DocumentFacts)
    return read


def contract(lang: str, clause: str | None, provider: str = "Исполнитель") -> str:
    frame = RUSSIAN if lang == "ru" else ENGLISH
    words = f"2.2. {clause}\n" if clause else ""
    return frame.format(clause=words, last=3 if clause else 2, provider=provider).replace("\n\n", "\n")


def compared(old: str, new: str, side: Any = None, *, is_template: bool = True) -> Comparison:
    return compare(facts(old), facts(new), bench(()).lexicon, side=side, is_template=is_template)


def the_pair(found: Comparison, old: str | None, new: str | None) -> Pair:
    """Return the pair that holds the clause in question."""
    words = new or old or ""
    sides = [pair.new if new else pair.old for pair in found.pairs]
    return next(pair for pair, view in zip(found.pairs, sides, strict=True) if view and words in view.text)


@pytest.mark.parametrize("case", PAIRS, ids=[case["name"] for case in PAIRS])
def test_a_clause_comes_out_as_a_lawyer_would_say(case: dict[str, Any]) -> None:
    old, new = case.get("old"), case.get("new")
    later = contract(case["lang"], new, case.get("alias", "Исполнитель"))
    found = compared(contract(case["lang"], old), later, case.get("side"))
    pair = the_pair(found, old, new)
    assert pair.verdict == case["verdict"], pair
    if "kind" in case:
        assert case["kind"] in {shift.kind for shift in pair.shifts}
    others = [other.verdict for other in found.pairs if other is not pair]
    assert set(others) <= {Verdict.EQUAL, Verdict.FILLED}, [other for other in found.pairs if other is not pair]
    assert not any(other.moved for other in found.pairs)

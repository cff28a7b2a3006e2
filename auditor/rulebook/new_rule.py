"""The files of a new rule, to be filled in by a lawyer."""

from __future__ import annotations

import re
from pathlib import Path

from auditor.errors import UsageError

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

RULE = """\
# Новое правило. Замените всё, что начинается словом ЗАПОЛНИТЕ: до этого программа правило не примет.
# A new rule. Replace whatever begins with ЗАПОЛНИТЕ: until then the program refuses the rule.
id: {id}
section: house
subject: contract
origin: house
polarity: required            # required - должно быть; forbidden - быть не должно
applies_to: any               # any, consumer, business, individual
severity: medium              # critical, high, medium, low
title:
  ru: ЗАПОЛНИТЕ - что сказать, если условия нет, например «Нет условия о ...»
  en: ЗАПОЛНИТЕ - the same in English
subject_matter:
  ru: ЗАПОЛНИТЕ - о чём правило, например «условие о ...»
  en: ЗАПОЛНИТЕ - the same in English
definition:
  pass:
    ru: ЗАПОЛНИТЕ - когда всё хорошо
    en: ЗАПОЛНИТЕ - the same in English
  fail:
    ru: ЗАПОЛНИТЕ - когда условия нет
    en: ЗАПОЛНИТЕ - the same in English
why:
  ru: ЗАПОЛНИТЕ - чем опасно
  en: ЗАПОЛНИТЕ - the same in English
law:
  - ref: ЗАПОЛНИТЕ - статья закона или пункт вашего регламента
    rule:
      ru: ЗАПОЛНИТЕ - что там сказано
    status: good-practice     # verified, verified-secondary, from-memory, good-practice
recommendation:
  ru: ЗАПОЛНИТЕ - что сделать
  en: ЗАПОЛНИТЕ - the same in English
pass:
  mentions: {id}
"""
TOPIC = """\
# Какими словами об этом пишут. Знаки: «/» - или, «~» - рядом, «*» - любое окончание; остальное в руководстве.
# The words by which it is recognised. Signs: "/" is or, "~" is near, "*" is any ending; the rest is in the guide.
id: {id}
title:
  ru: ЗАПОЛНИТЕ - что ищем, словами для отчёта
  en: ЗАПОЛНИТЕ - the same in English
counts:
  ru:
    - ЗАПОЛНИТЕ - фраза
  en:
    - ЗАПОЛНИТЕ - a phrase
"""
EXAMPLES = """\
# Примеры: правило принимается, когда все они сходятся. Добавьте и почти похожие, но чужие случаи.
# Examples: the rule is right when all of them come out. Add cases that are close and do not count.
rule: {id}
cases:
  - name: условие есть
    language: ru
    text: |
      ДОГОВОР возмездного оказания услуг
      1.1. ЗАПОЛНИТЕ
    expect: pass
  - name: условия нет
    language: ru
    text: |
      ДОГОВОР возмездного оказания услуг
      1.1. Исполнитель оказывает услуги, Заказчик их оплачивает.
    expect: fail
"""


def write_new_rule(name: str, folder: Path) -> list[Path]:
    """Return the files written for a new rule: the rule, its topic and its examples.

    Raises UsageError for a name that cannot be an id and for files that are there already.
    """
    if not _ID.fullmatch(name):
        raise UsageError(f"«{name}» cannot be the id of a rule", remedy="Use small Latin letters, digits and hyphens.")
    texts = {
        folder / f"{name}.yaml": RULE,
        folder / f"{name}.examples.yaml": EXAMPLES,
        folder / "lexicon" / f"{name}.yaml": TOPIC,
    }
    there = [path for path in texts if path.exists()]
    if there:
        raise UsageError(f"{there[0]} is there already", remedy="Choose another id, or edit that file.")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{id}", name), encoding="utf-8")
    return list(texts)

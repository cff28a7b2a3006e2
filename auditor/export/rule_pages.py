"""The description of every rule as one Markdown page: ``auditor rules docs``."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.model.rule import LawReference, Rule, Ruleset
from auditor.model.text import Language, Text

Accuracy = Mapping[str, Mapping[str, Mapping[str, float | None]]]
"""Rule id, corpus, column, figure; as ``make accuracy`` writes it."""

_SEVERITY = {
    "critical": Text("критическая", "critical"),
    "high": Text("высокая", "high"),
    "medium": Text("средняя", "medium"),
    "low": Text("низкая", "low"),
}
_STATUS = {
    "verified": Text("сверено с официальным текстом", "checked against the official text"),
    "verified-secondary": Text("сверено по вторичному источнику", "checked against a secondary source"),
    "from-memory": Text("не сверено", "not checked"),
    "good-practice": Text("хорошая практика, не закон", "good practice, not law"),
}
_GRADES = {
    "pass": Text("выполнено", "pass"),
    "weak": Text("слабо", "weak"),
    "fail": Text("нарушено", "fail"),
}
_TITLE = Text("Правила", "The rules")
_LEAD = Text(
    "Эта страница собрана из файлов правил командой `auditor rules docs --lang ru`; правьте правила, а не её. "
    "Правил: {count}.",
    "This page is made from the rule files by `auditor rules docs --lang en`; edit the rules, not the page. "
    "Rules: {count}.",
)
_WHOM = {
    "any": Text("любой клиент", "any client"),
    "consumer": Text("потребитель", "consumer"),
    "business": Text("предприниматель", "business"),
    "individual": Text("физическое лицо", "individual"),
}
_COLUMNS = {
    "decisions": Text("решений", "decisions"),
    "documents": Text("документов", "documents"),
    "sentences": Text("предложений", "sentences"),
    "right": Text("верно", "right"),
    "exact": Text("точно до степени", "exact grade"),
    "alarm precision": Text("точность тревог", "alarm precision"),
    "alarm recall": Text("полнота тревог", "alarm recall"),
    "evidence": Text("цитата на месте", "quote in place"),
    "found: precision": Text("точность находок", "precision of finds"),
    "found: recall": Text("полнота находок", "recall of finds"),
    "missing: precision": Text("точность «нет»", 'precision of "missing"'),
    "precision": Text("точность", "precision"),
    "recall": Text("полнота", "recall"),
    "F1": Text("F1", "F1"),
}


def rules_page(ruleset: Ruleset, accuracy: Accuracy, language: Language) -> str:
    """Return the page of all judging rules, by section, in one language."""
    parts = [
        f"# {_TITLE.in_language(language)}\n",
        _LEAD.in_language(language).format(count=len(ruleset.rules)) + "\n",
    ]
    for code, title in ruleset.sections:
        rules = [rule for rule in ruleset.rules if rule.section == code]
        if rules:
            parts.append(f"## {title.in_language(language)}\n")
            parts += [_rule(rule, accuracy.get(rule.id, {}), language) for rule in rules]
    return "\n".join(parts)


def _rule(rule: Rule, accuracy: Mapping[str, Mapping[str, float | None]], language: Language) -> str:
    graded = [(grade, rule.definition[grade]) for grade in _GRADES if grade in rule.definition]
    say = {"ru": "Опасность", "en": "Severity"}[language]
    whom = {"ru": "Клиент", "en": "Client"}[language]
    severity = _SEVERITY[rule.severity.value].in_language(language)
    lines = [
        f"### {rule.title.in_language(language)}\n",
        f"`{rule.id}` · {say}: {severity} · {whom}: {_WHOM[rule.applies_to].in_language(language)}\n",
        rule.why.in_language(language) + "\n",
        *(f"- **{_GRADES[grade].in_language(language)}**: {words.in_language(language)}" for grade, words in graded),
        "",
        *(_law(law, language) for law in rule.law),
        "",
        rule.recommendation.in_language(language) + "\n",
    ]
    if rule.model_clause:
        lines.append(f"> {rule.model_clause.in_language(language)}\n")
    lines += [_figures(corpus, figures, language) for corpus, figures in accuracy.items()]
    return "\n".join(lines)


def _law(law: LawReference, language: Language) -> str:
    return f"- {law.ref} ({_STATUS[law.status].in_language(language)}): {law.rule.in_language(language)}"


def _figures(corpus: str, figures: Mapping[str, float | None], language: Language) -> str:
    """Return the measured figures of a rule on one corpus; docs/accuracy.md says how they are measured."""
    shown = ", ".join(
        f"{_COLUMNS[column].in_language(language)} {_number(figure)}"
        for column, figure in figures.items()
        if figure is not None
    )
    return f"{({'ru': 'Измерено', 'en': 'Measured'})[language]} ({corpus}): {shown}.\n"


def _number(figure: float) -> str:
    return str(figure) if isinstance(figure, int) else f"{figure:.2f}"

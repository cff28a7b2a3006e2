"""The lines of the card: by which topics and words each is gathered.

Topics of the lexicon are parts of rules and wide on purpose; a line of the card asks for words of its own as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.model.fact import DocumentFacts, Mention
from auditor.model.text import Text

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """How one line of the card is gathered."""

    id: str
    title: Text
    topics: tuple[str, ...]
    values: tuple[str, ...] = ()
    """Kinds of values that say it in short."""
    instead: tuple[str, ...] = ()
    """Topics that are shown only where the first ones are not there."""
    needs: Groups = ()
    """Of each group, one beginning of a word must stand in the sentence."""
    refuses: tuple[str, ...] = ()
    """None of these beginnings of words may stand there."""


_CONTRACT = ("договор", "соглашен", "контракт", "оферт", "услуг", "agreement", "contract", "term", "subscription")
LINES = (
    Line("subject", Text("Предмет", "Subject"), ("scope-category", "scope-actions"),
         instead=("scope-result", "scope-detail"),
         needs=(("обяз", "оказыв", "поручает", "принима", "предоставля", "выполн", "осуществля", "shall", "will",
                 "agree", "provide", "perform", "engage", "hereby"),)),
    Line("price", Text("Цена", "Price"), ("price-amount",), ("money",), ("price-rule", "price-free"),
         needs=(("стоимост", "цен", "вознагражд", "плат", "тариф", "сумм", "оплач", "price", "fee", "compensat", "pay",
                 "rate", "charge", "cost"),), refuses=("штраф", "неусто", "пен", "penalt", "arbitrat", "audit")),
    Line("vat", Text("НДС", "VAT"), ("price-vat",), ("percent",)),
    Line("payment", Text("Срок и порядок оплаты", "Payment"), ("payment-deadline-exact",),
         ("period", "date", "day_of_month"), ("payment-deadline-loose", "payment-event", "payment-duty"),
         needs=(("опла", "плат", "перечисл", "внос", "pay", "remit", "invoice"),),
         refuses=("пен", "неусто", "возвра", "refund", "терроризм")),
    Line("term", Text("Срок действия", "Term"), ("contract-term", "term-validity", "end-date", "open-ended-term"),
         ("period", "date"), ("term-end", "effective-date", "dated-effect"),
         needs=(_CONTRACT, ("действует", "действовать", "действия", "действителен", "вступа", "заключен", "force",
                            "effect", "expire", "begin", "commenc", "remain", "continue", "end")),
         refuses=("лиценз", "конфиденц", "гаранти", "тариф", "licen", "confidential", "warrant", "доверенност",
                  "during", "report", "непреодолим", "force majeure", "invalid", "обстоятельств")),
    Line("renewal", Text("Продление", "Renewal"),
         ("extension-auto", "renewal", "renewal-notice", "extension-notice"), ("period",),
         ("renewal-by-agreement", "renewal-none", "forbidden-auto-renewal"),
         needs=(("продл", "пролонг", "renew", "extend", "extension"), _CONTRACT),
         refuses=("домен", "хостинг", "срок выполнен", "domain")),
    Line("termination", Text("Расторжение", "Termination"), ("convenience-on-notice", "convenience"), ("period",),
         ("ground-for-termination", "withdrawal-right", "forbidden-termination"),
         needs=(("расторг", "расторж", "отказ", "прекра", "terminat", "cancel"),)),
    Line("liability", Text("Ответственность", "Liability"), ("liability-cap", "liability-limit-general"),
         ("money", "percent"), ("liability-provider-measure", "liability-limit-named", "liability-general"),
         needs=(("ответственн", "убытк", "ущерб", "возмещ", "liab", "damage", "indemn"),)),
    Line("penalties", Text("Неустойки и штрафы", "Penalties"),
         ("payment-penalty-client", "payment-penalty-any", "liquidated-damages", "liability-figure"),
         ("percent", "money"),
         needs=(("пен", "неусто", "штраф", "процент", "penalt", "interest", "liquidated", "late", "fine", "credit"),)),
    Line("data", Text("Данные и тайна", "Data and confidentiality"), ("personal-data", "confidentiality"),
         instead=("security-general", "individual-client-data")),
    Line("claims", Text("Претензии", "Claims"), ("disputes-answer-term",), ("period",), ("disputes-claim",),
         needs=(("претенз", "рекламац", "жалоб", "требован", "спор", "claim", "complaint", "dispute"),)),
    Line("acceptance", Text("Приёмка", "Acceptance"), ("acceptance-term",), ("period",), ("acceptance-document",),
         needs=(("акт", "прием", "принима", "accept", "certificate", "отчет"),),
         refuses=("оплачив", "оплат", "пен", "pay", "ratings")),
    Line("law", Text("Применимое право", "Governing law"), ("governing-law",),
         instead=("applicable-law", "russian-law-named"),
         needs=(("регулир", "руковод", "применим", "применя", "подчин", "govern", "construed", "interpret"),
                ("законодат", "прав", "кодекс", "гк", "law"))),
    Line("court", Text("Суд", "Court"), ("disputes-forum-named", "forbidden-arbitration", "disputes-court"),
         instead=("disputes-court-plain", "disputes-settled"),
         needs=(("суд", "court", "арбитр", "arbitra", "подсудн", "jurisdiction", "venue"),)),
)  # fmt: skip
"""All lines but the parties, in the order of the card."""
BY_ID = {line.id: line for line in LINES}


def _announced(line: Line, mention: Mention, facts: DocumentFacts) -> bool:
    """Return whether the heading over a passage announces its line."""
    heading = facts.outline.sections[mention.section].heading.lower() if mention.section >= 0 else ""
    return any(word in heading for word in _HEADINGS.get(line.id, ()))


_HEADINGS = {
    "subject": ("предмет", "subject", "scope", "services", "услуги"),
    "term": ("срок", "term", "duration"),
    "court": ("спор", "dispute", "law"),
    "liability": ("ответственн", "liability"),
}
"""Words of headings under which a line is looked for first."""


def mentions_of(line: Line, facts: DocumentFacts) -> list[Mention]:
    """Return the passages of a line, each sentence once, those under a heading of its own first."""
    return list(_mentions(line, line.topics, facts)) or list(_mentions(line, line.instead, facts))


def _mentions(line: Line, topics: Iterable[str], facts: DocumentFacts) -> Iterator[Mention]:
    by_sentence: dict[int, Mention] = {}
    for topic in topics:
        for mention in facts.mentions.get(topic, ()):
            by_sentence.setdefault(mention.sentence, mention)
    order = sorted(by_sentence, key=lambda at: (not _announced(line, by_sentence[at], facts), at))
    for sentence in order:
        if not _is_heading(sentence, facts) and _fits(line, words_of_sentence(sentence, facts)):
            yield by_sentence[sentence]


def _is_heading(sentence: int, facts: DocumentFacts) -> bool:
    entry = facts.outline.sentences[sentence]
    section = facts.outline.sections[entry.section]
    return bool(section.heading) and entry.span[0] < section.span[0] + len(section.heading)


def _fits(line: Line, words: list[str]) -> bool:
    def stands(beginnings: Iterable[str]) -> bool:
        return any(word.startswith(beginning) for word in words for beginning in beginnings)

    return all(stands(group) for group in line.needs) and not stands(line.refuses)


def words_of_sentence(sentence: int, facts: DocumentFacts) -> list[str]:
    """Return the words of a sentence and of its lead-in, in small letters, «ё» as «е»."""
    entry = facts.outline.sentences[sentence]
    spans = [entry.span] if entry.lead_in is None else [facts.outline.sentences[entry.lead_in].span, entry.span]
    text = " ".join(facts.document.text[slice(*span)] for span in spans).lower().replace("ё", "е")
    return re.findall(r"[^\W\d_]+", text)

"""What kind of document it is: told by its title, then by how it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from auditor.facts.folding import fold
from auditor.model.portrait_words import Lists

_TITLE_BLOCKS = 15
LONGEST_TITLE = 160
"""Characters: a longer block is not a title."""
_CONTRACT_SPEECH = re.compile(
    r"обязу(?:е|ю)тся|заключили настоящ|стороны договорились|исполнитель вправе|заказчик вправе|предмет договора"
    r"|условия оферты|акцепт|настоящ\w+ (?:договор|оферт|соглашени|правил|услови)|сторон\w* (?:договор|несут|обязан)"
    r"|(?:исполнитель|заказчик|клиент|подрядчик|потребитель|пользователь|абонент) (?:обязан|имеет право|не вправе)"
    r"|shall (?:not )?(?:be|have|pay|provide|mean)|this (?:agreement|contract)|the parties"
    r"|(?:either|both|each) part(?:y|ies)|hereinafter|hereby agree|(?:you|i|we) (?:hereby )?agree"
    r"|(?:these|our) terms|(?:customer|client) (?:shall|must|agrees)"
)
_SUBJECTS = tuple(
    re.compile(words)
    for words in (
        r"\bобязан|обязу|обязательств|\bshall\b|\bmust\b|\bagrees? to\b|undertakes?",
        r"исполнител|заказчик|подрядчик|клиент|потребител|пользовател|\bpart(?:y|ies)\b|\bclient|\bcustomer|\bprovider",
        r"оплат|стоимост|предоплат|вознагражден|\bfees?\b|\bpayments?\b|\binvoice|\bcharges?\b",
        r"ответственност|неустойк|\bпен[яиюе]\b|\bliab|indemn|\bdamages\b|held responsible|responsible for",
        r"расторж|расторгн|отказаться|возврат|прекращен|terminat|refund|cancel|withdraw|renew",
        r"\bспор|претензи|арбитражн|подсудн|governed by|jurisdiction|arbitration|disput",
        r"конфиденциальн|персональн\w+ данн|разглаш|confidential|personal data|privacy",
        r"\bакт[аыу]?\b|приемк|изменения и дополнения|дополнительн\w+ соглашен|in writing|amend|accept",
        r"вступает в силу|срок действия|действует до|непреодолим|effective date|force majeure|\bterm of\b|in force",
    )
)
"""What a contract speaks about; a text that speaks about most of it, clause by clause, is one whatever its title."""
_CLAUSE = re.compile(r"(?m)^\s*(?:\d{1,2}\.\d{1,2}|\d{1,2}\.\s|\(?[a-zа-я]\)|[а-яa-z]\.\s|[-•*]\s)")
_LEAST_SUBJECTS, _MANY_SUBJECTS, _LEAST_CLAUSES = 5, 7, 6
_OPENING = "_opening"
"""How the lists of words are named that must open a title."""
_OPENING_LINES = 2
_ABOVE_TITLES = (
    "утвержд", "согласован", "приложение к приказу", "г. ", "город ", "екз", "экз", "в арбитражн", "в районный суд",
    "в городской суд", "в суд", "мировому судье", "в мировой суд", "от ", "истец", "ответчик", "директору",
    "генеральному директору", "руководителю", "кому:", "от кого", "to:", "from:",
)  # fmt: skip
"""What stands above a title: who approved the paper, the place, the court or the person that it goes to."""
_NAMES_ANOTHER = (
    "по ",
    "к ",
    "основание",
    "согласно",
    "в соответствии",
    "во исполнение",
    "на основании",
    "итог:",
    "итоги:",
    "результат:",
    "ответ:",
    "вопрос:",
    "решение:",
    "outcome:",
    "result:",
    "question:",
    "under ",
    "pursuant",
)
"""How a line begins that names a contract without being its title."""
_SEVERAL = re.compile(r"(?:договоры|контракты|соглашения|contracts|agreements)\b")
"""How a line begins that speaks of contracts: the heading of a list, a row of a table of terms."""
_FEW_SUBJECTS = 2
_TITLE_WORDS = 8
"""Words up to which a line without a stop is a title by its looks."""
_ANNEX = re.compile(
    r"(?:приложение|(?:бланк-)?заказ|заявка|спецификация|(?:техническое )?задание|смета|калькуляция)"
    r"\s(?:n|no)?\.?\s?(?:\d{1,3}(?:[/-]\d{1,4})?|[а-яa-z])?\s?(?:от [\d.]{8,10}\s)?"
    r"к\s(?:[а-я]{3,20}\s)?(?:договору|контракту|соглашению|оферте)"
)
"""How an annex that stands alone in a file begins, or an order under a contract for many."""
_SUPPLEMENT = re.compile(
    r"соглашение\s(?:n|no)?\.?\s?\d{1,3}\b.{0,60}?\bк\s(?:\w+\s)?(?:договору|контракту|соглашению|оферте)"
)
"""How a numbered agreement to a contract begins; the contract may be named on the line below."""
_SAMPLE = 20_000
"""Characters in which contract speech is counted."""
_LEAST_SPEECH = 3
"""Turns of contract speech from which a text without a telling title counts as a contract."""
_MUCH_SPEECH = 4 * _LEAST_SPEECH
"""Turns from which even a text with the title of a policy is one; more need not be counted."""


def kind_of(blocks: Sequence[str], folded_text: str, kinds: Lists, *, table: bool = False) -> str:
    """Return the kind of document; a text that speaks like a contract is one, so that no rule is passed over.

    A ``table`` is a sheet of cells: registers, lists and logs name contracts without being one.
    """
    titles = _titles(blocks)
    opened = _opened(titles, kinds)
    if opened is not None:
        return opened
    speech = sum(1 for _ in islice(_CONTRACT_SPEECH.finditer(folded_text, 0, _SAMPLE), _MUCH_SPEECH))
    told = _told_by_title(titles, kinds, folded_text, speech)
    if told is not None:
        return "other" if table and told == "contract" and speech < _LEAST_SPEECH else told
    if table:
        return "other"
    return "contract" if speech >= _LEAST_SPEECH or _speaks_like_one(folded_text[:_SAMPLE]) else "other"


def _opened(titles: Sequence[str], kinds: Lists) -> str | None:
    """Return the kind that the first words of a title settle: an act that names its contract is no contract."""
    own = [title for title in titles if not title.startswith(_ABOVE_TITLES)][:_OPENING_LINES]
    if _SUPPLEMENT.match(" ".join(own)):
        return "amendment"
    for words in own:
        if _ANNEX.match(words):
            return "annex"
        for name, phrases in kinds.items():
            if name.endswith(_OPENING) and phrases and _any_of(phrases).match(words):
                return name.removesuffix(_OPENING)
    return None


@lru_cache(maxsize=20)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for the phrases as whole words."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})\b")


def is_titled(blocks: Sequence[str], kinds: Lists) -> bool:
    """Return whether a title says what the document is, were it only «справка»."""
    return _opened(_titles(blocks), kinds) is not None


def _told_by_title(titles: Sequence[str], kinds: Lists, text: str, speech: int) -> str | None:
    """Return the kind that a title names, the first title first."""
    for words in titles:
        kind = next((kind for kind, phrases in kinds.items() if _holds(words, phrases, kind)), None)
        if kind == "policy" and speech >= _MUCH_SPEECH:
            return "contract"
        if _ANNEX.match(words):
            return "annex"
        if kind == "contract" and not _is_title_of_one(words, kinds, text, speech):
            continue
        if kind is not None:
            return "amendment" if kind == "contract" and words.startswith("amendment") else kind
    return None


def _is_title_of_one(words: str, kinds: Lists, text: str, speech: int) -> bool:
    """Return whether a line that names a contract is the title of one, and not a remark about another paper."""
    if words.startswith(_NAMES_ANOTHER) or _SEVERAL.match(words):
        return False
    if len(words.split()) <= _TITLE_WORDS and words[-1] not in ".,;:":
        return True
    return words.startswith(tuple(kinds["contract"])) or speech > 0 or _has_subjects(text)


def _has_subjects(text: str) -> bool:
    return sum(subject.search(text) is not None for subject in _SUBJECTS) >= _FEW_SUBJECTS


def _speaks_like_one(text: str) -> bool:
    """Return whether a text without a telling title speaks about what contracts speak about, clause by clause."""
    subjects = sum(subject.search(text) is not None for subject in _SUBJECTS)
    clauses = len(_CLAUSE.findall(text))
    return subjects >= _MANY_SUBJECTS or (subjects >= _LEAST_SUBJECTS and clauses >= _LEAST_CLAUSES)


def _titles(blocks: Sequence[str]) -> list[str]:
    short = (words for words in blocks[:_TITLE_BLOCKS] if 2 < len(words.strip()) <= LONGEST_TITLE)
    return [fold(close_up(words)).text.strip().replace(" & ", " and ") for words in short]


def close_up(words: str) -> str:
    """Return words with those that are written letter by letter, «Д О Г О В О Р», closed up."""
    return _SPACED.sub(lambda spaced: spaced[0].replace(" ", ""), words)


_SPACED = re.compile(r"\b(?:[^\W\d_] ){3,}[^\W\d_]\b")


def _holds(title: str, phrases: Sequence[str], kind: str) -> bool:
    """Return whether a title names a kind; an act or a claim must begin with it, a contract may be described."""
    if kind.endswith(_OPENING):
        return False
    if kind in {"contract", "policy"}:
        return any(phrase in title for phrase in phrases)
    return any(title.startswith(phrase) or f" {phrase}" in title[:40] for phrase in phrases)

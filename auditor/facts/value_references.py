"""References: to clauses and annexes of the contract, and, apart from them, to laws."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.facts.value_matching import GAP, SPACE, Found, Pattern, Value, begins_line, of_longest_beginning

_LABEL = r"\d{1,3}(?:\.\d{1,3}){0,4}"
_CLAUSE_RU = (
    r"(?P<word>(?:подп|пп|п\.[ ]?п|п)\.|(?:под)?пункт(?:а|у|е|ом|ы|ов|ам|ами|ах)?|раздел(?:а|у|е|ом|ы|ов|ам|ами|ах)?"
    rf"|глав(?:а|ы|е|у|ой|ам|ами|ах)){GAP}(?:no ?)?(?P<label>{_LABEL}|[ivx]{{1,6}})\b"
    rf"(?P<more>(?:\.?(?:,| и| или| -|-|, а также)[ \n]?{_LABEL}\b)*)"
)
_CLAUSE_EN = (
    r"(?P<word>(?:sub-?)?(?:section|clause|paragraph)s?|articles?|secs?\.|para\.|§{1,2})"
    rf"{GAP}(?P<label>{_LABEL}[a-z]?(?:[ ]?\([a-z0-9]{{1,4}}\)){{0,4}}|[ivx]{{1,6}}(?:\.\d{{1,3}})?\b)"
    rf"(?P<more>(?:(?:,| and| or| to| through|, and|, or)[ \n]?{_LABEL}\b)*)"
)
_ONE_LABEL = re.compile(_LABEL)
_PLURAL = ("ы", "ов", "ам", "ами", "ах", "s")
_LAW_AHEAD = re.compile(
    r"[ \n](?:of|under)[ \n](?:the[ \n])?(?:[a-z0-9.,'&-]{1,30}[ \n]){0,6}?(?:act|code|law|statutes?|regulations?)\b"
)
_OUR_PAPER = re.compile(r"\b(?:this|agreement|contract|schedule|annex|exhibit|terms)\b")


def _clause_ru(found: Found) -> Iterator[Value]:
    yield Value("clause_ref", found.start, found.span("label")[1], detail=found["label"])
    yield from _further_labels(found)


def _clause_en(found: Found) -> Iterator[Value]:
    start, end = found.start, found.span("label")[1]
    law = _LAW_AHEAD.match(found.text, end)
    if law and not _OUR_PAPER.search(law.group()):
        yield Value("law_ref", start, law.end(), detail=f"{found['label']} {law.group().split(maxsplit=1)[1]}")
        return
    yield Value("clause_ref", start, end, detail=found["label"].replace(" ", ""))
    yield from _further_labels(found)


def _further_labels(found: Found) -> Iterator[Value]:
    """Yield a reference for each further number of a list, «пп. 4.1, 4.2 и 5.3»; one without a dot needs a plural."""
    plural = found["word"].endswith(_PLURAL)
    for label in _ONE_LABEL.finditer(found.text, *found.span("more")):
        if plural or "." in label.group():
            yield Value("clause_ref", label.start(), label.end(), detail=label.group())


_ANNEX_RU = (
    r"(?:приложени(?:е|я|ю|ем|и|й|ям|ями|ях)|прил\.)"
    rf"{GAP}(?:(?:no|n|номер)\.?[ ]?(?P<letter>[а-яa-z])"
    rf"|(?:(?:no|n|номер)\.?[ ]?)?(?P<label>{_LABEL}(?:-\d{{1,2}})?|\"[а-яa-z]\"))"
    r"(?P<more>(?:(?:,| и| или)[ \n]?(?:no|n)[ ]?\d{1,3}(?:\.\d{1,3})?\b)*)"
)
_ANNEX_EN = (
    r"(?:schedules?|exhibits?|annex(?:es|ures?)?|appendi(?:x|ces)|attachments?|addendum)"
    rf"{SPACE}(?:no\.?[ ]?)?(?P<label>{_LABEL}(?:-\d{{1,2}})?[a-z]?|[a-z](?:-?\d{{1,3}}|-[a-z])?|[ivx]{{2,6}})\b"
    r"(?P<more>)"
)
_NAMED_LABEL = re.compile(r"\d{1,3}(?:\.\d{1,3})?")
_ARTICLE_A = re.compile(
    r"[ \n](?!(?:to|of|and|or|hereto|attached|annexed|is|are|shall|sets|which|in|for|as|with|below)\b)[a-z]"
)
"""After «schedule a»: a word that shows the "a" to be the article."""
_A_DAY = re.compile(
    r"[ \n](?:january|february|march|april|may|june|july|august|september|october|november|december)[ \n]\d{4}\b"
)
"""After «finishes schedule 30»: the rest of a day, which a table puts beside the word."""


def _annex(found: Found) -> Iterator[Value]:
    name = "label" if found["label"] else "letter"
    end = found.span(name)[1]
    if found[name] == "a" and _ARTICLE_A.match(found.text, end):
        return
    if found[name].isdigit() and _A_DAY.match(found.text, end):
        return
    yield Value("annex_ref", found.start, end, detail=found[name].strip('"'))
    for label in _NAMED_LABEL.finditer(found.text, *found.span("more")):
        yield Value("annex_ref", label.start(), label.end(), detail=label.group())


_CODES = {
    "гражданского процессуального": "гпк", "арбитражного процессуального": "апк", "гражданск": "гк", "налогов": "нк",
    "трудов": "тк", "уголовн": "ук", "жилищн": "жк", "земельн": "зк", "бюджетн": "бк", "семейн": "ск", "воздушн": "вк",
    "градостроительн": "гск", "кодекс": "коап",
}  # fmt: skip
"""How the full name of a code begins, and its abbreviation."""
_STATE = rf"(?:{SPACE}(?:рф|российской[ \n]федерации))"
_CODE = (
    rf"(?:(?:гк|нк|апк|гпк|ук|упк|тк|коап|жк|зк|бк|ск|кас|вк){_STATE}?"
    rf"|(?:гражданск|налогов|трудов|уголовн|жилищн|земельн|бюджетн|семейн|воздушн|градостроительн|арбитражн)[а-я]{{2,3}}"
    rf"{SPACE}(?:процессуальн[а-я]{{2,3}}{SPACE})?кодекс[а-я]{{0,2}}{_STATE}?"
    rf"|кодекс[а-я]{{0,2}}{_STATE}?{SPACE}об[ \n]административных[ \n]правонарушениях)"
)
_LAW_NUMBER = r"\d{1,4}(?:-\d)?"
_LAW_DATE = rf"(?:{SPACE}от[ \n]\d{{1,2}}[. ](?:\d\d|[а-я]{{3,8}})[. ]\d{{4}}(?:{GAP}(?:года|г\.))?)"
_LAW_TITLE = rf"(?:{GAP}\"[^\"]{{1,150}}\"|{SPACE}о[ \n](?:защите[ \n]прав[ \n]потребителей|персональных[ \n]данных))"
_LAW_AFTER_TITLE = rf"{_LAW_DATE}?(?:{GAP}(?:no|n)[ ]?{_LAW_NUMBER}(?:-(?:фк?з|1|i))?)?"
_LAW = (
    rf"(?:зозпп|\d{{1,4}}-фк?з{_LAW_TITLE}?|фз[ -](?:no ?)?{_LAW_NUMBER}{_LAW_TITLE}?"
    rf"|(?:федеральн[а-я]{{2,3}}{SPACE})?(?:закон(?:а|у|ом|е|ы|ов)?|фз){_STATE}?{_LAW_DATE}?"
    rf"(?:{GAP}(?:no|n)?[ ]?{_LAW_NUMBER}(?:-(?:фк?з|1|i))?)?(?:{_LAW_TITLE}{_LAW_AFTER_TITLE})?)"
)
_BY_LAW = r"(?:постановлени|указ|приказ|распоряжени)(?:е|я|ю|ем|и|а|у|ом)?"
_PART = (
    rf"(?:(?:подп|пп|п|ч|абз)\.|(?:под)?пункт[а-я]{{0,3}}|част[а-я]{{1,3}}|абзац[а-я]{{0,3}}){GAP}(?:no ?)?"
    rf"(?:{_LABEL}(?:(?:, ?| и |-){_LABEL})*|\"[а-я]\"|[а-я]{{4,10}}){GAP},?{GAP}"
)
_ARTICLE = (
    rf"(?P<word>ст\.[ ]?ст\.|ст\.|статей|стать(?:я|и|е|ю|ей|ям|ями|ях)){GAP}"
    r"(?P<article>\d{1,4}(?:\.\d{1,3}){0,2}(?:(?:, ?| и |-| - )\d{1,4}(?:\.\d{1,3}){0,2})*)\b"
)
_LAW_ARTICLE = (
    rf"(?:{_PART})*{_ARTICLE}"
    rf"(?:[ ,\n]{{1,3}}(?:част[а-я]{{1,3}}[ \n][а-я]{{5,9}}[ \n])?(?P<act>{_CODE}|{_LAW}))?"
)
_LAW_PART = rf"(?:{_PART})+(?P<act>{_CODE}|{_LAW}|{_BY_LAW})"
_LAW_ALONE = (
    rf"(?P<act>зозпп|(?:no ?)?\d{{1,4}}-фк?з|фз[ -](?:no ?)?{_LAW_NUMBER}"
    rf"|(?:федеральн[а-я]{{2,3}}{SPACE})?(?:закон(?:а|у|ом|е)?|фз){_STATE}?{_LAW_DATE}?"
    rf"(?:{GAP}(?:no|n)[ ]?{_LAW_NUMBER}(?:-(?:фк?з|1|i))?{_LAW_TITLE}?|{_LAW_TITLE}{_LAW_AFTER_TITLE}))"
)
_LAW_US = r"\b\d{1,2}[ ]u\.?s\.?c\.?[ ]?(?:§{1,2}[ ]?|section[ ])?\d{1,5}[a-z]?"
_NUMBER_OF_LAW = re.compile(r"(\d{1,4})-(фк?з)|(?:фз[ -]?(?:no ?)?|no ?|\bn ?)(\d{1,4}(?:-\d)?)")
_TITLE = re.compile(r'"[^"]+"')
_OWN_ARTICLE = re.compile(r"[ \n](?:настоящ\w{2,3}[ \n])?(?:договор|контракт|соглашени|оферт)")


def _law_article(found: Found) -> Iterator[Value]:
    """Yield a reference to a law; «статья 5 договора» and a heading «Статья 5» are clauses of the contract."""
    article = " ".join(found["article"].split())
    is_heading = found["word"].startswith("стат") and begins_line(found)
    if not found["act"] and (is_heading or _OWN_ARTICLE.match(found.text, found.end)):
        yield found.value("clause_ref", detail=article)
    else:
        yield found.value("law_ref", detail=f"{article} {_act(found['act'])}".strip())


def _law(found: Found) -> Iterator[Value]:
    yield found.value("law_ref", detail=_act(found["act"]))


def _law_us(found: Found) -> Iterator[Value]:
    yield found.value("law_ref", detail=found.text[found.start : found.end])


def _act(words: str) -> str:
    """Return the short name of an act: «гк», «152-фз», «зозпп», «закон "о рекламе"»; empty when none is named."""
    if "зозпп" in words or "потребителей" in words:
        return "зозпп"
    number = _NUMBER_OF_LAW.search(words)
    if number:
        return f"{number[1]}-{number[2]}" if number[1] else number[3] if "-" in number[3] else f"{number[3]}-фз"
    bare = " ".join(words.split())
    code = of_longest_beginning(bare, _CODES)
    if not code and ("закон" in bare or bare.startswith("фз")):
        title = _TITLE.search(bare)
        return f"закон {title.group()}" if title else "закон"
    return code or bare.split(" ")[0]


PATTERNS = (
    Pattern(_CLAUSE_RU, _clause_ru),
    Pattern(_CLAUSE_EN, _clause_en),
    Pattern(_ANNEX_RU, _annex),
    Pattern(_ANNEX_EN, _annex),
    Pattern(_LAW_ARTICLE, _law_article),
    Pattern(_LAW_PART, _law),
    Pattern(_LAW_ALONE, _law),
    Pattern(_LAW_US, _law_us),
)
"""The patterns of references."""

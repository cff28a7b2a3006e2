"""Blanks that nobody filled in, prompts in brackets, notes of the drafter and variables of a template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.facts.defects.reading import Reading
from auditor.facts.defects.zones import Zones
from auditor.facts.value_matching import Found, Pattern, Value
from auditor.model.fact import Defect
from auditor.model.text import Text

_PROMPT_EN = (
    "insert", r"enter\b", "specify", "fill in", "name of", "your ", "company name", "client name", "customer name",
    "address of", "date of signing", "amount in", "tbd", "tbc", "note to draft", "drafting note", "drafter",
    "to be (?:confirmed|agreed|inserted|completed|provided|determined)", r"confirm\b", "delete as",
)  # fmt: skip
_PROMPT_RU = (
    "указать", "укажите", "вписать", "впишите", "вставить", "вставьте", "заполнить", "заполните", "наименовани",
    r"ф\.?и\.?о", "фамили", "должност", "сумма", "срок", "дата", "адрес", "номер", "реквизит", "название", "нужное",
    "ненужное", "выбрать", "уточнить", "согласовать", "проверить", "примечание юриста", "комментарий юриста",
)  # fmt: skip
_PROMPT = re.compile(rf"\b(?:{'|'.join((*_PROMPT_EN, *_PROMPT_RU))})")
_WHO = "name|date|amount|address|number|title|price|party|company|client|customer|supplier|provider|contractor"
_BARE_EN = (
    rf"(?:the |full |legal )*(?:{_WHO}|city|state|country|currency|email|phone)s?"
    r"(?: of [a-z ]{2,40}| name| here)?"
)
_BARE_RU = r"дд\.мм\.гггг|дата|сумма|срок|город|цена|номер|имя|клиент|заказчик|исполнитель"
_BARE_PROMPT = re.compile(rf"[\[<][ ]?(?:{_BARE_EN}|{_BARE_RU})[ ]?[\]>]")
_VARIABLE = re.compile(r"\{\{|\$\{|\{\$|\{[a-zа-я_][\w.]*\}|\{[а-я][а-я ]*\}")
_SPOKEN_RU = (
    r"\((?:указать|указывается|укажите|вписать|впишите|вставить|вставьте|заполнить"
    r"|(?:не)?нужное (?:указать|подчеркнуть|вписать|зачеркнуть|вычеркнуть))(?:[ \n][^()\n]{1,60})?\)"
)
_SPOKEN_EN = (
    r"\((?:insert|please insert|to be inserted|fill in|specify|delete as (?:applicable|appropriate))"
    r"(?:[ \n][^()\n]{1,60})?\)|\b(?:tbd|tbc)\b"
)
_CONTROLS = (
    r"место для ввода текста|введите текст|выберите элемент|введите дату|место для ввода даты"
    r"|click (?:or tap )?(?:here )?to enter (?:text|a date)|choose an item\b"
)
"""What Word shows in a field that nobody filled in."""
_SPOKEN_PROMPT = rf"{_SPOKEN_RU}|{_SPOKEN_EN}|{_CONTROLS}"
_VARIABLES = r"\{\$[^{}\n]{1,80}\}|\{%[^%\n]{1,80}%\}|<%[^%\n]{1,80}%>|%[a-z_]{3,30}%|##[a-zа-я_ ]{2,30}##"
"""Variables of template engines besides those that count as blanks everywhere."""
_REDACTED = re.compile(r"\[[ ]?[*x.]+[ ]?\]")
"""Words taken out of a published contract, "[***]": somebody knows them, and nobody forgot them."""
_WITHHELD = re.compile(r"confidential treatment|redacted|\bomitted\b|\[\*{2,}\]|x{6}")
_CHECKBOX = re.compile(r"\[[ ]?\]|[□■]")
_LEADER = re.compile(r"[ .]*(?:page|стр\.?|schedule|exhibit|annex|appendix|приложение)?[ ]*[\da-z]{1,4}\b")
_FOOTNOTE = re.compile(r"[ \n]*\*")
_OTHER = re.compile(r"(?:\bother|\bиное|\bдругое)[ ]?(?:\([^()]{3,20}\)?)?[: ]*$")
"""The last of several boxes to tick: it is left empty when none of the others fits."""
_FILLED = re.compile(r"_+ ?\d+ ?_+|_+[\da-z/]+_+")
_NEAR = 60
"""Characters each side in which the words of a signature line stand."""
_FAR = 200
_SPACES = re.compile(r" {2,}")
_APART_AT_MOST = 160
"""Characters between two blanks of one line that are told together."""


@dataclass(frozen=True, slots=True)
class _Blank:
    """A place left open, with how grave it is."""

    value: Value
    grade: str


def find(reading: Reading) -> Iterator[Defect]:
    """Yield what is left to fill in, line by line; grade weak where only details of the requisites are missing."""
    for group in _together(reading, list(_blanks(reading, reading.zones))):
        grade = "fail" if any(blank.grade == "fail" for blank in group) else "weak"
        left, _ = reading.around(group[0].value.start, group[0].value.end)
        _, right = reading.around(group[-1].value.start, group[-1].value.end)
        yield reading.defect("placeholder", (left, right), _message(reading, group), grade)


def _blanks(reading: Reading, zones: Zones) -> Iterator[_Blank]:
    last_end = -1
    for value in _candidates(reading):
        joined = 0 <= last_end <= value.start and not reading.text[last_end : value.start].strip(' \n_"/()')
        grade = None if joined else _grade(reading, value, zones)
        if grade:
            yield _Blank(value, grade)
        last_end = value.end if grade or joined else last_end


def _candidates(reading: Reading) -> Sequence[Value]:
    own = (value for pattern in _PROMPTS for value in pattern.values(reading.text, reading.copy))
    prompts = [value for value in own if reading.counts(value.start)]
    return sorted([*reading.of_kind("blank"), *prompts], key=lambda value: value.start)


def _prompt(found: Found) -> Iterator[Value]:
    if not (found.text[found.start] == "%" and found.text[found.start - 1 : found.start].strip()):
        yield found.value("blank", detail="prompt")


_PROMPTS = (Pattern(_SPOKEN_PROMPT, _prompt), Pattern(_VARIABLES, _prompt, within_words=True))


def _together(reading: Reading, blanks: Sequence[_Blank]) -> Iterator[list[_Blank]]:
    """Yield the blanks that stand near one another in one line as one group."""
    group: list[_Blank] = []
    for blank in blanks:
        if group and not _is_near(reading, group[-1].value, blank.value):
            yield group
            group = []
        group.append(blank)
    if group:
        yield group


def _is_near(reading: Reading, before: Value, after: Value) -> bool:
    gap = after.start - before.end
    return gap <= _APART_AT_MOST and "\n" not in reading.text[before.end : after.start]


def _grade(reading: Reading, value: Value, zones: Zones) -> str | None:
    """Return how grave a blank is, or None when it is none of the contract's own."""
    if not _is_blank(reading, value) or zones.in_form(value.start):
        return None
    start, end = reading.line(value.start)
    near = _words_near(reading, value, start, end)
    is_signed = zones.in_signatures(value.start) or _is_signature_line(near) or _follows_signer(reading, value, start)
    if is_signed or is_line_of_signers(reading.text[start:end]):
        return "weak" if value.detail != "blank" or _names_a_requisite(reading, value) else None
    if value.detail == "blank" and _is_rule(reading, value, start, end):
        return None
    if _letters(reading.text[start : value.start]) <= _MOST_LABEL and _names_a_requisite(reading, value):
        return "weak"
    return None if value.detail == "blank" and _is_head_line(reading, value, start, end) else "fail"


def _words_near(reading: Reading, value: Value, start: int, end: int) -> str:
    """Return the words of a line near a blank with single spaces: tables in plain text are spaced out."""
    before = _SPACES.sub(" ", reading.text[max(start, value.start - _FAR) : value.start])[-_NEAR:]
    after = _SPACES.sub(" ", reading.text[value.end : min(end, value.end + _FAR)])[:_NEAR]
    return before + reading.text[value.start : value.end] + after


def _is_blank(reading: Reading, value: Value) -> bool:
    """Return whether a value asks for words at all, and is no table of contents, tick box, stroke or redaction."""
    words = reading.text[value.start : value.end]
    if _is_of_other_box(reading, value) or _is_in_a_sample(reading, value):
        return False
    if value.detail == "prompt":
        return True
    if value.detail == "template":
        return _is_template(reading.text, value, words)
    if words[0] in "xх":
        return _is_left_open(reading, value)
    if words[0] == ".":
        return _is_dotted_blank(reading, value)
    is_mark = _REDACTED.fullmatch(words) or _CHECKBOX.fullmatch(words) or _FOOTNOTE.match(reading.text, value.end)
    return not (is_mark or _is_filled(reading.text, value))


def _is_template(text: str, value: Value, words: str) -> bool:
    """Return whether words in brackets are a variable or a prompt, and not the name of a clause: "4.1 [Term]"."""
    if _VARIABLE.match(words) or _PROMPT.search(words):
        return True
    names_clause = re.search(r"(?:[\divx]\)?|\b(?:this|the))[ ]*$", text[max(0, value.start - 6) : value.start])
    return bool(_BARE_PROMPT.match(words)) and not names_clause


def _is_left_open(reading: Reading, value: Value) -> bool:
    """Return whether crosses stand for words to come: not for the number thirty, not for words taken out."""
    before, after = reading.text[value.start - 1 : value.start], reading.text[value.end : value.end + 1]
    is_number = before in {"", "(", "\n"} or after in {".", ")"}
    return value.end - value.start <= 4 and not is_number and not _WITHHELD.search(reading.text)


def _is_dotted_blank(reading: Reading, value: Value) -> bool:
    """Return whether dots are to be written on, as Russian forms have them; elsewhere they lead to a page number."""
    start, end = reading.line(value.start)
    is_russian = bool(re.search(r"[а-я]{3}", reading.text[start:end]))
    return is_russian and value.end - value.start >= 6 and not _LEADER.match(reading.text, value.end)


def _is_of_other_box(reading: Reading, value: Value) -> bool:
    start, _ = reading.line(value.start)
    end = value.end if value.detail == "prompt" else value.start
    return bool(_OTHER.search(reading.text[max(start, value.start - 40) : end]))


_WORDS_OF_SAMPLE = 2


def _is_in_a_sample(reading: Reading, value: Value) -> bool:
    """Return whether a blank stands within quoted words that somebody else will write: «Оплата по счёту № ___»."""
    start, _ = reading.line(value.start)
    before = reading.text[start : value.start]
    quoted = before.rpartition('"')[2]
    return before.count('"') % 2 == 1 and len(re.findall(r"[^\W\d_]{2,}", quoted)) >= _WORDS_OF_SAMPLE


def _is_filled(text: str, value: Value) -> bool:
    """Return whether something was typed onto the stroke: "___30___"."""
    return any(
        found.start() <= value.start < found.end()
        for found in _FILLED.finditer(text, max(0, value.start - _NEAR), min(len(text), value.end + _NEAR))
        if not re.fullmatch(r"_+ ?(?:19|20)\d?\d? ?_+|_+[a-z]{3,}_+", found.group())
    )


_SIGNER_RU = (
    r"(?:генеральн\w+ )?директор|заказчик|исполнитель|покупатель|поставщик|подрядчик|клиент|абонент|арендодатель"
    r"|арендатор|председатель|предприниматель|ип"
)
_SIGNER_EN = r"client|customer|provider|supplier|contractor|company|seller|buyer|licensor|licensee"
_SIGNER = re.compile(rf"[ |]*(?:от )?(?:{_SIGNER_RU}|{_SIGNER_EN}|сторона \d)\b[ :а-яa-z\".,()]{{0,30}}[ _/|]*")
_SIGNATURE_RU = r"подпись|подписал|расшифровк|\bм\. ?п\b|\bф\.?и\.?о\.?\b"
_SIGNATURE_EN = (
    r"/s/|\bsignature|\bsigned|\bby ?:|\bname ?:|\btitle ?:|\bits ?:|\bprint(?:ed)? name|\bdate ?:|\b(?:per|by) ?[:_]"
    r"|\binitial|\battest|\bwitness|\bauthori[sz]ed (?:officer|signatory)|\bcommon seal"
)
_OFFICE_AFTER = r"_[ ]{1,12}(?:name|date|title|president|chief|vice|director|secretary|treasurer|ceo|cfo|coo)\b"
_SIGNATURE_LINE = re.compile(rf"{_SIGNATURE_RU}|{_SIGNATURE_EN}|{_OFFICE_AFTER}|_[ ]{{0,2}}/[^/]*/|/[ ]*_[ _]*/")


def _is_signature_line(words: str) -> bool:
    """Return whether a line, or what stands near a blank in it, is one that people sign."""
    return bool(_SIGNATURE_LINE.search(words)) or ("___" in words and bool(_SIGNER.fullmatch(words.strip(" |"))))


_SURNAME = re.compile(r"(?:^|[ ]{2}|[|\t;,]|- )[ ]?(?P<surname>[а-я]{3,25}(?:-[а-я]{3,25})?)[ ]{0,3}$")
_REST_OF_LINE = re.compile(r"[ ./)|]*(?:$|\n|[ ]{2})")


def _follows_signer(reading: Reading, value: Value, start: int) -> bool:
    """Return whether a stroke stands after the surname of a person named above: the signature was left for the pen."""
    if value.detail != "blank" or not _REST_OF_LINE.match(reading.text, value.end):
        return False
    last = _SURNAME.search(reading.text[start : value.start])
    if last is None:
        return False
    called = rf"\b{re.escape(last['surname'])}[а-я]{{0,3}}[ \n](?:[а-я]\.[ ]?[а-я]\.|[а-я]+[ \n][а-я]+(?:вич|вн|ичн))"
    return bool(re.search(called, reading.text[:start]))


_STROKE = re.compile(r"_{4,}")
_NAMED_SIGNER = re.compile(
    rf"\b(?:{_SIGNER_RU}|{_SIGNER_EN})\b|\b[а-яa-z]\. ?(?:[а-яa-z]\. ?)?[а-яa-z]{{3,}}"
    r"|\b(?:llc|inc|ltd|limited|corp|corporation|gmbh|plc|llp|ооо|ао|пао|зао)\b"
)
_LONGEST_SIGNERS = 120


def is_line_of_signers(line: str) -> bool:
    """Return whether a line has strokes with nobody but parties and people between them: the foot of a contract."""
    if len(line) > 2 * _LONGEST_SIGNERS or _letters(line) > _LONGEST_SIGNERS or any(map(str.isdigit, line)):
        return False
    parts = [part for part in _STROKE.split(line) if _letters(part)]
    return bool(parts) and len(_STROKE.findall(line)) > 1 and all(_NAMED_SIGNER.search(part) for part in parts)


_REQUISITE = re.compile(
    r"инн\b|кпп\b|\bогрн|\bадрес|\bпаспорт|\bр/с|\bк/с|\bбик\b|\bсчет(?! no)|\bбанк|\bтел(?:\b|ефон)|\bфакс|\bпочт"
    r"|\be-?mail|\baddress|phone|\baccount|\btax|\battention"
)


def _names_a_requisite(reading: Reading, value: Value) -> bool:
    """Return whether the words just before a blank name a detail of a party."""
    start, _ = reading.line(value.start)
    return bool(_REQUISITE.search(reading.text, max(start, value.start - 40), value.start))


_RULE_LINE = re.compile(r"[_.\s-]*")


def _is_rule(reading: Reading, value: Value, start: int, end: int) -> bool:
    """Return whether a stroke is drawn and not written on: alone in its line, or before a sentence of its own."""
    if _RULE_LINE.fullmatch(reading.text, start, end):
        before, after = reading.text[max(0, start - 3) : start].rstrip(), reading.text[end + 1 : end + 3]
        return before[-1:] != ":" and after[:1] != "("
    first = reading.folded.to_original(min(value.end + 1, len(reading.text)))
    opens = reading.document.text[first : first + 1].isupper()
    return not reading.text[start : value.start].strip() and opens and value.end - value.start >= 12


_MOST_LABEL = 30
"""Letters before a blank in a line that only names a detail, «Адрес (при необходимости): ___»."""
_MOST_HEAD_LINE = 60
"""Letters that a line with a place and a date may have besides."""
_TITLE_ZONE = 2_000
"""Characters in which the place and date of a form stand, with the names of the parties after them."""
_MONTH_EN = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE_BLANK = re.compile(
    r"\"[ _\d]{1,12}\"|20[ ]?_|_{1,3}[./]_{1,3}[./]|\bdated\b|_[ ]{0,2}day of\b|day of[ ]{0,2}_"
    rf"|\b(?:{_MONTH_EN}) _"
)
_HEAD = re.compile(r"[#* |]*(?:[a-zа-я]+ )?(?:договор|контракт|соглашени|оферт|agreement|contract|г\.|no\b)")
_OWN_NUMBER = re.compile(r"(?:договор|контракт|соглашени|оферт|agreement|contract)\w*[ ](?:no|n)[ ]?_*[^\n]{0,12}$")


def _is_head_line(reading: Reading, value: Value, start: int, end: int) -> bool:
    """Return whether a blank is the number, the place or the date of the contract: they come with the signatures."""
    line = reading.text[start:end]
    letters = _letters(line)
    if _OWN_NUMBER.search(reading.text[max(start, value.start - 40) : value.start + 1]):
        return True
    if letters > _MOST_HEAD_LINE or reading.begins_clause(start, end):
        return False
    return bool(_DATE_BLANK.search(line)) or letters <= 3 or (value.start < _TITLE_ZONE and bool(_HEAD.match(line)))


def _letters(line: str) -> int:
    return sum(character.isalpha() for character in line)


_MOST_NAMED = 4
"""Places that a message names; the others are seen in the passage."""


def _message(reading: Reading, group: Sequence[_Blank]) -> Text:
    left = [reading.verbatim(b.value.start, b.value.end) for b in group if b.value.detail != "blank"]
    if left:
        return Text("Осталось от шаблона: {ru}.", "Left over from a template: {en}.").format(**_quoted(left))
    before = [words for blank in group if (words := _words_before(reading, blank.value))]
    if not before:
        return Text("Пустое место: ничего не вписано.", "A blank: nothing is filled in.")
    return Text("Ничего не вписано после слов {ru}.", "Nothing is filled in after the words {en}.").format(
        **_quoted(before)
    )


def _quoted(passages: Sequence[str]) -> dict[str, str]:
    """Return the first passages in the quotation marks of each language."""
    named = list(dict.fromkeys(passages))[:_MOST_NAMED]
    return {"ru": ", ".join(f"«{words}»" for words in named), "en": ", ".join(f'"{words}"' for words in named)}


_MOST_WORDS_BEFORE = 45
_BLANK_SIGNS = "_.●•○■□▪·-… "


def _words_before(reading: Reading, value: Value) -> str:
    """Return the last words of the line before a blank, up to the blank before it."""
    start, _ = reading.line(value.start)
    words = reading.verbatim(max(start, value.start - 2 * _MOST_WORDS_BEFORE), value.start)
    words = words[max((words.rfind(sign) for sign in "_●…"), default=-1) + 1 :]
    if len(words) > _MOST_WORDS_BEFORE:
        words = words[-_MOST_WORDS_BEFORE:].partition(" ")[2]
    return words.strip(_BLANK_SIGNS + ',;:"«»“”()')

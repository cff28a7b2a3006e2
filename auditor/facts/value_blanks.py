"""Blanks that nobody filled in, and the marks of a template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.facts.value_dates import MONTH_RU
from auditor.facts.value_matching import GAP, Found, Pattern, Value

_BLANK_YEAR = rf"(?:{GAP}(?:\b20_{{1,4}}|(?:19|20)\d\d\b|_{{2,8}}|20[ ]{{1,3}}г\.))?(?:{GAP}(?:г\.|года))?"
_BLANK = (
    rf"\"(?:[ _]{{1,12}}|\d{{1,2}})\"{GAP}_{{2,}}{_BLANK_YEAR}"
    rf"|\"_{{1,12}}\"(?:{GAP}{MONTH_RU}{_BLANK_YEAR})?"
    r"|_{1,3}[./]_{1,3}[./](?:20)?_{2,4}"
    r"|(?:\b20[ ]?_+|_{3,})(?:[ ]?%)?|_{2,}[ ]?%"
    r"|\[[ ]*[●•○■□▪·*_.-]*[ ]*\]|\[(?:x{2,}|х{2,})\]|<[ ]?(?:\.{2,}|_+)[ ]?>"
    r"|\.{5,}"
)
_CROSSES = r"x{3,}|х{3,}"
_TEMPLATE = (
    r"\{\{[^{}\n]{1,60}\}\}|\$\{[^{}\n]{1,60}\}|\{[a-zа-я_][^{}\n]{1,60}\}"
    r"|\[[^\[\]\n]{2,80}\]|<[a-zа-я][^<>\n@/:=]{2,60}>"
)
_PAGE_NUMBER = re.compile(r"[ ]*\d{1,4}[ ]*(?:\n|$)")
_NO_TEMPLATE = re.compile(
    r"[\[{<][ ]?(?:signature|remainder|intentionally|reserved|sic\b|end of|page|space|omitted|redacted|seal"
    r"|confidential|подпись|печать|м\.п)|[^a-zа-я]*$"
)
"""Words in brackets that ask nobody to fill anything in."""


def _blank(found: Found) -> Iterator[Value]:
    text = found.text[found.start : found.end]
    if text[0] == "." and _PAGE_NUMBER.match(found.text, found.end):
        return  # the dots of a table of contents
    yield found.value("blank", unit="%" if text[-1] == "%" else None, detail="blank")


def _crosses(found: Found) -> Iterator[Value]:
    yield found.value("blank", detail="blank")


def _template(found: Found) -> Iterator[Value]:
    joined = found.start > 0 and found.text[found.start - 1].isalnum()
    if not joined and not _NO_TEMPLATE.match(found.text, found.start, found.end):
        yield found.value("blank", detail="template")


PATTERNS = (
    Pattern(_BLANK, _blank, within_words=True),
    Pattern(_CROSSES, _crosses),
    Pattern(_TEMPLATE, _template, within_words=True),
)
"""The patterns of blanks."""

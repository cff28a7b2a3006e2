"""The same page in the other language, packed into the page itself, so that a reader can change the language offline.

A browser unpacks it when it is asked for; without a script the page is whole in the language it was written in.
"""

from __future__ import annotations

import base64
import gzip
from dataclasses import replace

from markupsafe import Markup

from auditor.export.phrases import Phrases
from auditor.model.report import Report
from auditor.model.text import Language

TWIN_MARK = Markup("<!--twin-->")
"""Where the packed page goes; words of a document are escaped and never look like it."""
_OTHER: dict[Language, Language] = {"ru": "en", "en": "ru"}
_EFFORT = 2
"""Of gzip, 1 to 9: at 4 what is packed is an eighth smaller and takes half as long again."""


def other_than(language: Language) -> Language:
    """Return the other language of a report."""
    return _OTHER[language]


def in_other_language(report: Report) -> Report:
    """Return the report as it is told in the other language."""
    return replace(report, language=_OTHER[report.language])


def packed(page: bytes) -> bytes:
    """Return a bare page as it lies in the page of the first language."""
    return base64.b64encode(gzip.compress(page, _EFFORT, mtime=0))


def with_twin(page: bytes, twin: bytes, language: Language) -> bytes:
    """Return a page that holds the packed page ``twin`` of another language."""
    name, own = (Phrases(one).say("other_language") for one in (language, _OTHER[language]))
    lead = f'<template id="other" lang="{language}" data-name="{name}" data-own="{own}">'.encode()
    return page.replace(TWIN_MARK.encode(), lead + twin + b"</template>", 1)

"""The control words of RTF that a reader of text must know."""

from __future__ import annotations

from auditor.model.document import BlockKind

SIGNS = {
    "tab": "\t", "line": "\n", "softline": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "{": "{", "}": "}", "\\": "\\", ":": ":", "\t": "\t"}
STORIES = {
    "header": BlockKind.HEADER, "headerl": BlockKind.HEADER, "headerr": BlockKind.HEADER, "headerf": BlockKind.HEADER,
    "footer": BlockKind.FOOTER, "footerl": BlockKind.FOOTER, "footerr": BlockKind.FOOTER, "footerf": BlockKind.FOOTER,
    "footnote": BlockKind.NOTE, "annotation": BlockKind.COMMENT,
}  # fmt: skip
BOXES = frozenset({"shptxt", "dptxbxtext"})
"""Text boxes: their paragraphs follow the one that they hang on."""
TABLES = frozenset({"fonttbl", "colortbl", "stylesheet", "revtbl", "atnauthor"})
"""Destinations that say something about the text elsewhere."""
NUMBERS = frozenset({"listtext", "pntext"})
"""The number of a list item as Word computed it."""
CONTAINERS = frozenset({"shpinst", "do"})
"""Destinations that hold no text of their own but text boxes."""
SEEN_THROUGH = frozenset({"nesttableprops", "moMath", "moMathPara", "mmath", "shppict"})
"""Starred destinations whose text is text of the document."""
SKIPPED = frozenset(
    {
        "info", "pict", "objdata", "objclass", "objname", "fldinst", "xe", "tc", "rxe", "bkmkstart", "bkmkend",
        "listtable", "listoverridetable", "nonesttables", "shprslt", "nonshppict", "ftnsep", "ftnsepc", "ftncn",
        "aftnsep", "aftnsepc", "aftncn", "rsidtbl", "generator", "filetbl", "pntxta", "pntxtb", "private", "template",
        "themedata", "colorschememapping", "latentstyles", "datastore", "field_instruction", "mmathPr", "sp", "upr",
    }
)  # fmt: skip

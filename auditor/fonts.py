"""The fonts with Russian letters in which papers are set as PDF."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from auditor.errors import OutputError

_FOLDERS = (
    Path("/usr/share/fonts/truetype/dejavu"), Path("/usr/share/fonts/dejavu-sans-fonts"), Path("/usr/share/fonts/TTF"),
    Path("/Library/Fonts"),
)  # fmt: skip
"""Where systems keep the DejaVu fonts, which hold the Russian letters."""


def plain_and_bold() -> tuple[str, str]:
    """Return the names of a plain and a bold font, made known to the library; OutputError when they are missing."""
    folder = next((folder for folder in _FOLDERS if (folder / "DejaVuSans.ttf").is_file()), None)
    if folder is None:
        raise OutputError("the fonts DejaVu Sans are not installed", remedy="apt install fonts-dejavu-core")
    bold = folder / "DejaVuSans-Bold.ttf"
    pdfmetrics.registerFont(TTFont("AuditorPlain", str(folder / "DejaVuSans.ttf")))
    pdfmetrics.registerFont(TTFont("AuditorBold", str(bold if bold.is_file() else folder / "DejaVuSans.ttf")))
    return "AuditorPlain", "AuditorBold"

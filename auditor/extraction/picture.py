"""Pictures (PNG, JPEG, TIFF, BMP, GIF, WebP): their text is recognised, each frame is a page."""

from __future__ import annotations

import io
import subprocess
import warnings
from typing import Any

from PIL import Image, ImageSequence

from auditor.extraction import recognition
from auditor.extraction.interface import MESSAGES, Source, refused
from auditor.model.document import Block, BlockKind, Coverage, Document, Location, Unreadable

_MOST_FRAMES = 500
_SMALLEST = 40
"""Pixels: a picture narrower or lower holds no text worth reading."""


def read(source: Source) -> Document | Unreadable:
    """Return the recognised text of a picture, a frame a page; without text recognition it is not read."""
    media = _media_type(source.data)
    if not source.ocr or not recognition.available():
        return refused(source, "no_ocr" if source.ocr else "no_text_layer", media)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(source.data)) as picture:
            recogniser = recognition.Recogniser(source, getattr(picture, "n_frames", 1))
            pages = [_recognised(frame, recogniser) for frame in _frames(picture)]
            late = recogniser.is_out_of_time()
    return _document(source, media, pages, "limit_time" if late and None in pages else "poor_scan")


def _media_type(data: bytes) -> str:
    with Image.open(io.BytesIO(data)) as picture:
        return Image.MIME.get(picture.format or "", "image/*")


def _frames(picture: Any) -> Any:
    return ImageSequence.Iterator(picture) if getattr(picture, "n_frames", 1) <= _MOST_FRAMES else [picture]


def _recognised(frame: Any, recogniser: recognition.Recogniser) -> recognition.Recognised | None:
    """Return what stands on a frame, or None when it could not be recognised."""
    if min(frame.size) < _SMALLEST:
        return recognition.Recognised((), 100)
    try:
        return None if recogniser.is_out_of_time() else recogniser.recognise(_enlarged(frame))
    except (subprocess.TimeoutExpired, OSError):
        return None


def _enlarged(frame: Any) -> Any:
    """Return a frame large enough for small print: screenshots and photographs of pages are often coarse."""
    width, height = frame.size
    if max(width, height) >= 1600 or width * height * 4 > recognition.MOST_PIXELS:
        return frame
    return frame.convert("L").resize((width * 2, height * 2))


def _document(
    source: Source, media: str, pages: list[recognition.Recognised | None], why: str
) -> Document | Unreadable:
    doubtful = tuple(
        number
        for number, page in enumerate(pages, 1)
        if page is None or (page.characters and page.confidence < recognition.LEAST_CONFIDENCE)
    )
    blocks = tuple(
        Block(p.text, BlockKind.PARAGRAPH, Location(page=number, paragraph=at))
        for number, page in enumerate(pages, 1)
        if page and number not in doubtful
        for at, p in enumerate(page.paragraphs, 1)
    )
    if not blocks:
        return refused(source, why if doubtful else "empty", media, len(pages))
    reason = why if doubtful else None
    return Document(
        path=source.label, sha256=source.sha256, media_type=media, size=source.size, blocks=blocks,
        coverage=Coverage(
            pages_total=len(pages), pages_unread=doubtful,
            characters=tuple(page.characters if page else 0 for page in pages),
            recognised={n: page.confidence for n, page in enumerate(pages, 1) if page and page.characters},
        ),
        reason=reason, message=MESSAGES[reason] if reason else None,
    )  # fmt: skip

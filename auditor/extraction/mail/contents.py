"""What of a letter is read as its words, and what is a file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.extraction.encoding import decode_as
from auditor.extraction.mail.cryptic import unwrapped_signature
from auditor.extraction.mail.headers import decoded, read_headers
from auditor.extraction.mail.mime import Part, parsed
from auditor.extraction.mail.quoting import from_lines
from auditor.extraction.mail.tnef import enclosed_in
from auditor.extraction.page import page_text, written
from auditor.extraction.runs import Writer
from auditor.model.document import Block
from auditor.model.enclosed import Enclosed

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_WORDS = frozenset({"text/plain", "text/enriched", "text/richtext", "text/x-markdown", "text/markdown"}) | _PAGES
_REPEATS = frozenset({"text/x-amp-html"})
"""Parts that say once more what another part says."""
_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
     "application/pgp-keys"}
)  # fmt: skip
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SMALL_PICTURE = 20 * 1024
"""Bytes: pictures in the text of a letter that are smaller are logos and counters."""
_OF_OUTLOOK = re.compile(r"image\d{3}\.(?:png|jpe?g|gif|bmp|emz)", re.IGNORECASE)
"""How Outlook names the pictures in the text; some servers turn them into attached files."""
_PGP = b"-----BEGIN PGP MESSAGE-----"
_ENDINGS = {
    "text/plain": "txt", "text/html": "html", "text/calendar": "ics", "text/csv": "csv", "text/rtf": "rtf",
    "application/pdf": "pdf", "application/rtf": "rtf", "application/zip": "zip", "application/msword": "doc",
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/tiff": "tiff", "message/rfc822": "eml",
    "message/global": "eml", "message/delivery-status": "txt", "message/disposition-notification": "txt",
    "text/rfc822-headers": "txt", "application/json": "json",
}  # fmt: skip
_PATH = re.compile(r"[\\/]+")
_LONGEST_NAME = 150
"""Characters of a name that is shown."""
_TAGS = re.compile(r"<[^<>]*>|&#?\w{1,10};")


@dataclass(slots=True)
class Contents:
    """The parts of a letter, told apart."""

    bodies: list[Part] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)
    encrypted: bool = False

    def add(self, other: Contents) -> None:
        """Add what another part holds."""
        self.bodies += other.bodies
        self.files += other.files
        self.encrypted = self.encrypted or other.encrypted


def contents(part: Part, *, root: bool = True) -> Contents:
    """Return what of a part is read as words and what is a file."""
    if part.kind == "multipart/encrypted":
        return Contents(encrypted=True)
    if part.kind == "multipart/alternative":
        return _alternative(part)
    if part.children:
        held = Contents()
        for child in part.children:
            held.add(contents(child, root=False))
        return held
    if part.kind in _SEALED:
        return _opened(part)
    if _is_body(part, root=root):
        return Contents(bodies=[part])
    return Contents() if part.kind in _REPEATS else Contents(files=[part])


def _alternative(part: Part) -> Contents:
    """Return the words of one form and the files of all: plain text, unless a page says much more."""
    forms = [contents(child, root=False) for child in part.children]
    held = Contents(encrypted=any(form.encrypted for form in forms))
    for form in forms:
        held.files += form.files
    plain = next((form.bodies for form in forms if any(b.kind not in _PAGES for b in form.bodies)), [])
    page = next((form.bodies for form in forms if form.bodies and form.bodies is not plain), [])
    held.bodies = page if page and (not plain or 2 * _words(plain) < _words(page)) else plain
    return held


def _words(parts: list[Part]) -> int:
    """Return about how many letters and digits the parts show."""
    total = 0
    for part in parts:
        text = decode_as(part.content()[0], part.charset)[0]
        if part.kind in _PAGES:
            blocks = written(text, letter=True).blocks
            text = " ".join(block.text for block in blocks)
        total += sum(map(str.isalnum, _TAGS.sub(" ", text)))
    return total


def _is_body(part: Part, *, root: bool) -> bool:
    if part.kind not in _WORDS:
        return False
    return root or (part.disposition != "attachment" and not part.name)


def _opened(part: Part) -> Contents:
    """Return what a signature wraps; what is encrypted stays closed."""
    inner = unwrapped_signature(part.content()[0])
    return contents(parsed(inner)) if inner else Contents(encrypted=True)


@dataclass(slots=True)
class Words:
    """The words of a letter's bodies."""

    writer: Writer = field(default_factory=Writer)
    blocks: list[Block] = field(default_factory=list)
    reason: str | None = None
    """Why not all of them could be had."""


def words_of(held: Contents) -> Words:
    """Return the words of a letter as blocks."""
    words = Words(reason="encrypted" if held.encrypted else None)
    for part in held.bodies:
        content, whole = part.content()
        if content.lstrip().startswith(_PGP):
            words.reason = "encrypted"
            continue
        if part.kind in _PAGES or (part.kind != "text/plain" and content.lstrip()[:1] == b"<"):
            text, fits = page_text(content, part.charset)
            page = written(text, letter=True)
            words.blocks += page.blocks
            words.writer.signs += page.signs
        else:
            text, fits = decode_as(content, part.charset)
            words.blocks += _plain(part, text)
        reason = None if whole and fits else "truncated" if whole else "part_damaged"
        words.reason = words.reason or reason
    return words


def _plain(part: Part, text: str) -> list[Block]:
    flowed = part.headers.parameter("content-type", "format").lower() == "flowed"
    closes_up = part.headers.parameter("content-type", "delsp").lower() == "yes"
    return from_lines(text, flowed=flowed, closes_up=closes_up)


def files_of(held: Contents) -> Iterator[Enclosed]:
    """Return the files of a letter one by one, each decoded when it is asked for."""
    for number, part in enumerate(held.files, 1):
        content = part.content()[0]
        name = name_of(part, content, number)
        if part.kind in _TNEF or name.lower() == "winmail.dat":
            yield from enclosed_in(content, name)
            continue
        reason = _reason(part, content)
        yield Enclosed(name, b"" if reason else content, len(content), reason)


def _reason(part: Part, content: bytes) -> str | None:
    """Return why a file of a letter is not read."""
    if part.kind in _SIGNATURES:
        return "mail_signature"
    if part.kind in {"message/partial", "message/external-body"}:
        return "unsupported"
    inline = _is_inline(part)
    return "small_picture" if is_small_picture(part.kind, part.name, len(content), inline=inline) else None


def is_small_picture(kind: str, name: str, size: int, *, inline: bool) -> bool:
    """Return whether a file is a logo or a counter in the text of a letter."""
    return size < _SMALL_PICTURE and kind.startswith("image/") and (inline or bool(_OF_OUTLOOK.fullmatch(name)))


def _is_inline(part: Part) -> bool:
    return part.disposition == "inline" or (part.headers.has("content-id") and part.disposition != "attachment")


def name_of(part: Part, content: bytes, number: int) -> str:
    """Return the name under which a file of a letter is shown, without the folders that it may name."""
    name = shown_name(part.name)
    if name:
        return name
    ending = _ENDINGS.get(part.kind, "bin")
    if ending == "eml":
        headers, _body = read_headers(content, 0, len(content))
        subject = shown_name(decoded(headers.raw.get("subject", b"")).replace("/", "-").replace("\\", "-"))
        return f"{subject[: _LONGEST_NAME - 4] or f'letter-{number}'}.eml"
    return f"attachment-{number}.{ending}"


def shown_name(name: str) -> str:
    """Return a name without folders, cut in the middle when it is too long; empty when nothing is left of it."""
    last = _PATH.split(name.strip())[-1].strip(" .")
    return last if len(last) <= _LONGEST_NAME else f"{last[: _LONGEST_NAME - 12]}…{last[-10:]}"

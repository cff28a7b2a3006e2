"""The letter in a compound file of Outlook, and what comes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.extraction.compound import Compound
from auditor.extraction.interface import UnreadableError
from auditor.extraction.mail.contents import is_small_picture, shown_name
from auditor.extraction.mail.cryptic import unwrapped_signature
from auditor.extraction.mail.headers import moment, read_headers
from auditor.extraction.mail.letter import Letter
from auditor.extraction.mail.quoting import from_lines
from auditor.extraction.mail.tnef import enclosed_in
from auditor.extraction.outlook.packed_rtf import unpacked
from auditor.extraction.outlook.properties import HEAD, INNER_HEAD, PART_HEAD, TOP_HEAD, Properties
from auditor.extraction.page import page_text, written
from auditor.extraction.richtext.parser import rich_blocks
from auditor.model.document import Block, Sign
from auditor.model.enclosed import Enclosed

_SUBJECT, _BODY, _PAGE, _RICH, _HEADERS, _CLASS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D, 0x001A
_SENT, _RECEIVED, _CREATED = 0x0039, 0x0E06, 0x3007
_SENDERS = ((0x0042, (0x5D02, 0x0065)), (0x0C1A, (0x5D01, 0x0C1F)))
"""The names and addresses of whom a letter speaks for, and of who sent it."""
_SHOWN_TO, _SHOWN_COPY = 0x0E04, 0x0E03
_NAME, _ADDRESSES, _ROLE = 0x3001, (0x39FE, 0x3003), 0x0C15
_TO, _COPY = 1, 2
_FILE_NAMES, _FILE, _FILE_TYPE, _CONTENT_ID, _HIDDEN = (0x3707, 0x3704, 0x3001), 0x3701, 0x370E, 0x3712, 0x7FFE
_RECEIVERS = re.compile(r"__recip_version1\.0_#[0-9A-Fa-f]{8}/")
_FILES = re.compile(r"__attach_version1\.0_#[0-9A-Fa-f]{8}/")
_OBJECT = f"__substg1.0_{_FILE:04X}000D/"
_PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "emf", "wmf", "webp", "tif", "tiff")
_SEALED = "smime.p7m"
_MOST = 10_000
"""Receivers or files of one letter that are looked at."""


class Message:
    """A letter of Outlook."""

    def __init__(self, compound: Compound) -> None:
        self._compound = compound
        self._properties = Properties(compound, "", TOP_HEAD)
        self.reason: str | None = None
        """Why not all of it could be read."""

    @property
    def encrypted(self) -> bool:
        """Return whether the words are encrypted: they lie in a file that only the receiver can open."""
        kind = self._properties.text(_CLASS).upper()
        if not kind.startswith("IPM.NOTE.SMIME") or "MULTIPARTSIGNED" in kind:
            return False
        files = [data for _place, data in self._sealed()]
        return not any(unwrapped_signature(data) for data in files)

    def _sealed(self) -> Iterator[tuple[str, bytes]]:
        for place in self._places(_FILES):
            data = Properties(self._compound, place, PART_HEAD).binary(_FILE)
            if data is not None:
                yield place, data

    def letter(self) -> Letter:
        """Return what the letter says."""
        own = self._properties
        headers, _at = read_headers(_raw_headers(own), 0, len(_raw_headers(own)))
        blocks, signs = self._body()
        stated = headers.text("date")
        return Letter(
            sender=self._sender() or headers.text("from"),
            to=self._receivers(_TO) or own.text(_SHOWN_TO) or headers.text("to"),
            copy=self._receivers(_COPY) or own.text(_SHOWN_COPY) or headers.text("cc"),
            date=stated,
            moment=moment(stated) or own.moment(_SENT) or own.moment(_RECEIVED) or own.moment(_CREATED),
            subject=own.text(_SUBJECT) or headers.text("subject"),
            body=blocks,
            signs=signs,
        )

    def _sender(self) -> str:
        own = self._properties
        for name, addresses in _SENDERS:
            told = _person(own.text(name), [own.text(mark) for mark in addresses])
            if told:
                return told
        return ""

    def _receivers(self, role: int) -> str:
        told = []
        for place in self._places(_RECEIVERS):
            person = Properties(self._compound, place, PART_HEAD, self._properties.page)
            if (person.number(_ROLE) or _TO) & 0xF == role:
                told.append(_person(person.text(_NAME), [person.text(mark) for mark in _ADDRESSES]))
        return "; ".join(filter(None, told))

    def _places(self, pattern: re.Pattern[str]) -> list[str]:
        found = {match.group() for name in self._compound.names if (match := pattern.match(name))}
        return sorted(found)[:_MOST]

    def _body(self) -> tuple[list[Block], list[Sign]]:
        """Return the words: plain ones, else those of a page, else of rich text."""
        own = self._properties
        text = own.text(_BODY)
        if text.strip():
            return from_lines(text), []
        page = self._page()
        if page.strip():
            told = written(page, letter=True)
            return told.blocks, told.signs
        packed = own.binary(_RICH)
        if not packed:
            return [], []
        try:
            blocks, signs, whole = rich_blocks(unpacked(packed))
        except UnreadableError as error:
            self.reason = error.reason
            return [], []
        self.reason = None if whole else "part_damaged"
        return blocks, signs

    def _page(self) -> str:
        own = self._properties
        data = own.binary(_PAGE) or own.narrow(_PAGE)
        if data:
            text, whole = page_text(data, own.body_page or own.page)
            self.reason = None if whole else "truncated"
            return text
        return own.text(_PAGE)

    def files(self) -> Iterator[Enclosed]:
        """Return the files that come with the letter, one by one."""
        for number, place in enumerate(self._places(_FILES), 1):
            yield from self._file(Properties(self._compound, place, PART_HEAD, self._properties.page), number)

    def _file(self, own: Properties, number: int) -> Iterator[Enclosed]:
        name = next(filter(None, (shown_name(own.text(mark)) for mark in _FILE_NAMES)), "")
        inner = own.place + _OBJECT
        if self._compound.has(inner + HEAD):
            data = self._compound.part(inner, {HEAD: _as_top})
            yield Enclosed(_as_letter(name or f"letter-{number}"), data, len(data))
            return
        data = own.binary(_FILE) or b""
        name = name or f"attachment-{number}.bin"
        if not data and any(other.startswith(inner) for other in self._compound.names):
            yield Enclosed(name, reason="unsupported")  # an object of another program
        elif name.lower() == "winmail.dat":
            yield from enclosed_in(data, name)
        elif name.lower() == _SEALED:
            yield _sealed(name, data)
        else:
            reason = "small_picture" if _is_in_text(own, name, len(data)) else None
            yield Enclosed(name, b"" if reason else data, len(data), reason)


def _raw_headers(own: Properties) -> bytes:
    return own.text(_HEADERS).encode("utf-8", "replace")


def _person(name: str, addresses: list[str]) -> str:
    """Return «Name <address>»; addresses of Exchange, which are no addresses of mail, are left out."""
    address = next((text for text in addresses if "@" in text), "")
    name = name.strip(" '\"")
    if not address or address.lower() == name.lower():
        return name or address
    return f"{name} <{address}>" if name else address


def _as_top(head: bytes) -> bytes:
    """Return the values of an inner letter as they stand in a file of its own."""
    return head[:INNER_HEAD].ljust(INNER_HEAD, b"\0") + bytes(TOP_HEAD - INNER_HEAD) + head[INNER_HEAD:]


def _as_letter(name: str) -> str:
    return name if name.lower().endswith(".msg") else f"{name}.msg"


def _is_in_text(own: Properties, name: str, size: int) -> bool:
    inline = bool(own.text(_CONTENT_ID)) or bool(own.number(_HIDDEN))
    kind = own.text(_FILE_TYPE) or ("image/" if name.lower().endswith(_PICTURES) else "")
    return is_small_picture(kind, name, size, inline=inline)


def _sealed(name: str, data: bytes) -> Enclosed:
    """Return the letter that a signature wraps, or the file as encrypted."""
    if data.lstrip()[:13].lower() in {b"content-type:", b"mime-version:"}:
        return Enclosed(f"{name}.eml", data, len(data))
    inner = unwrapped_signature(data)
    if inner:
        return Enclosed(f"{name}.eml", inner, len(inner))
    return Enclosed(name, size=len(data), reason="encrypted")

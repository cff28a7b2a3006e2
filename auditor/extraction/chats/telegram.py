"""Chats that Telegram Desktop exported, as records and as pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import Any

from auditor.extraction.chats.messages import Message
from auditor.extraction.records import Pairs

_MEDIA = ("file_name", "file", "photo", "media_type", "sticker_emoji", "place_name")
_PAGE_MOMENT = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-])(\d\d):(\d\d))?")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_NO_WORDS = frozenset({"from_name", "date", "reply_to", "reactions", "forwarded"})
"""Classes of what stands in a message besides its words."""
_DELETED = "Deleted Account"


def chats_in(value: Any) -> Iterator[tuple[str, list[Message]]]:
    """Return title and messages of each chat in the records of one chat or of a whole account."""
    record = _as_dict(value)
    if isinstance(record.get("messages"), list):
        yield str(record.get("name") or ""), [_of_record(entry) for entry in record["messages"]]
    for group in ("chats", "left_chats"):
        for chat in _as_dict(record.get(group)).get("list") or ():
            yield from chats_in(chat)


def _as_dict(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Pairs) else {}


def _of_record(value: Any) -> Message:
    record = _as_dict(value)
    stated = str(record.get("date") or "")
    moment = None
    with suppress(ValueError):
        moment = datetime.fromisoformat(stated)
    mark = f"message{record['id']}" if record.get("id") else None
    if record.get("type") == "service":
        return Message(_service(record), None, moment, stated, mark)
    author = record.get("from") or record.get("author") or _DELETED
    words = "\n".join(filter(None, (_words(record.get("text")), _media(record), _poll(record.get("poll")))))
    forwarded = record.get("forwarded_from")
    return Message(words, str(author), moment, stated, mark, str(forwarded) if forwarded else None)


def _words(text: Any) -> str:
    """Return the words of a message, which stand in one piece or in pieces of several looks."""
    if isinstance(text, Pairs):
        return str(dict(text).get("text") or "")
    if isinstance(text, list):
        return "".join(_words(piece) for piece in text)
    return str(text) if text is not None else ""


def _service(record: dict[str, Any]) -> str:
    """Return what a line of the program says: who did what."""
    told = [record.get("actor"), record.get("action"), record.get("title"), _words(record.get("text"))]
    return " ".join(str(word) for word in told if word).replace("_", " ")


def _media(record: dict[str, Any]) -> str:
    told = [str(record[name]) for name in _MEDIA if record.get(name)]
    contact = _as_dict(record.get("contact_information"))
    told += [str(word) for word in contact.values() if word]
    return f"<{', '.join(told)}>" if told else ""


def _poll(value: Any) -> str:
    poll = _as_dict(value)
    answers = [str(_as_dict(answer).get("text") or "") for answer in poll.get("answers") or ()]
    return "\n".join([str(poll["question"]), *answers]) if poll.get("question") else ""


def page_messages(root: Any) -> tuple[str, list[Message]]:
    """Return title and messages of a page; a message without an author is of the author before it."""
    title = _text(next(iter(_having(root, "page_header")), None))
    author: str | None = None
    messages = []
    for element in _having(root, "message"):
        if "service" in _classes(element):
            messages.append(Message(_text(element), None, None, "", element.get("id")))
            continue
        body = next((inner for inner in element if "body" in _classes(inner)), element)
        message = _of_page(element, body, author)
        author = message.author
        messages.append(message)
    return title, messages


def _of_page(element: Any, body: Any, before: str | None) -> Message:
    named = next((inner for inner in body if "from_name" in _classes(inner)), None)
    author = _text(named) if named is not None else before
    when = next((inner.get("title", "") for inner in body if "date" in _classes(inner)), "")
    forwarded = next((inner for inner in body if "forwarded" in _classes(inner)), None)
    source = next(iter(_having(forwarded, "from_name")), None) if forwarded is not None else None
    words = [_text(inner) for inner in body if not _classes(inner) & _NO_WORDS]
    if forwarded is not None:
        words += [_text(inner) for inner in forwarded if "from_name" not in _classes(inner)]
    shown = "\n".join(filter(None, words))
    by = _text(source, own=True) if source is not None else None
    return Message(shown, author or _DELETED, _moment(when), when, element.get("id"), by)


def _moment(text: str) -> datetime | None:
    found = _PAGE_MOMENT.match(text)
    if not found:
        return None
    day, month, year, hour, minute, second = (int(found[at]) for at in range(1, 7))
    zone = None
    if found[7]:
        away = timedelta(hours=int(found[8]), minutes=int(found[9]))
        zone = timezone(away if found[7] == "+" else -away)
    with suppress(ValueError):
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    return None


def _having(root: Any, name: str) -> Iterator[Any]:
    """Return the elements of a class in their order."""
    return (element for element in root.iter() if name in _classes(element))


def _classes(element: Any) -> set[str]:
    return set(element.get("class", "").split()) if isinstance(element.tag, str) else set()


def _text(element: Any, *, own: bool = False) -> str:
    """Return the words of an element, with the line breaks in it; only those before its first child if ``own``."""
    if element is None:
        return ""
    if own:
        return _SPACE.sub(" ", element.text or "").strip()
    pieces: list[str] = []
    for inner in element.iter():
        name = inner.tag if isinstance(inner.tag, str) else ""
        pieces.append("\n" if name in {"br", "div"} and inner is not element else "")
        pieces.append(_SPACE.sub(" ", inner.text or "") if name not in {"script", "style"} else "")
        pieces.append(_SPACE.sub(" ", inner.tail or "") if inner is not element else "")
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)

"""XML and packages are opened without entities, without a network, and never beyond their limits."""

from __future__ import annotations

import io
import zipfile

import pytest

from auditor.extraction import package as package_module
from auditor.extraction.interface import MESSAGES, UnreadableError
from auditor.extraction.opc import links_of
from auditor.extraction.package import Package
from auditor.extraction.safe_xml import ends, parse, parse_html, parse_leniently

LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.replace("&a0;", "&a;") for n in range(1, 11)
)


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS + "]><d>&a10;</d>",
        LAUGHS + "]><d>words</d>",
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
        '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/e.dtd"> %p;]><d>words</d>',
    ],
)
def test_a_document_that_declares_entities_is_unsafe(text: str) -> None:
    data = text.encode()
    for read in (parse, parse_leniently, lambda data: list(ends(io.BytesIO(data), "d"))):
        with pytest.raises(UnreadableError, match="unsafe"):
            read(data)


def test_a_document_type_without_entities_is_passed_over_and_fetches_nothing() -> None:
    assert parse(b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/e.dtd"><d>words</d>').text == "words"


def test_a_damaged_document_is_read_as_far_as_it_goes() -> None:
    root, whole = parse_leniently(b"<d><p>one</p><p>two")
    assert [element.text for element in root] == ["one", "two"]
    assert whole is False
    assert parse_leniently(b"<d/>")[1] is True
    with pytest.raises(UnreadableError, match="damaged"):
        parse(b"<d><p>one</p><p>two")


def test_depth_is_limited() -> None:
    data = b"<d>" * 5_000 + b"</d>" * 5_000
    for read in (parse, lambda data: list(ends(io.BytesIO(data), "x"))):
        with pytest.raises(UnreadableError, match="limit_nesting"):
            read(data)
    with pytest.raises(UnreadableError, match="limit_nesting"):
        parse_html("<div>" * 60_000)


def test_elements_are_given_as_they_end_and_then_emptied() -> None:
    seen = []
    for element in ends(io.BytesIO(b"<d><q/>" + b"<p>x</p>" * 50 + b"</d>"), "p"):
        seen.append(element.text)
        parent = element.getparent()
    assert seen == ["x"] * 50
    assert [(inner.tag, inner.text) for inner in parent] == [("q", None), ("p", None)]


def zipped(*parts: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_parts_are_counted_while_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(("small", b"x" * 100), ("large", b"x" * 2_000))
    monkeypatch.setattr(package_module, "LARGEST_PART", 1_000)
    assert len(Package(data).read("small")) == 100
    with pytest.raises(UnreadableError, match="limit_size"):
        Package(data).read("large")
    stream = Package(data).open("large")
    assert [len(stream.read(300)) for _ in range(3)] == [300] * 3
    with pytest.raises(UnreadableError, match="limit_size"):
        stream.read(300)
    assert Package(data).is_large


def test_all_parts_together_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "LARGEST_PACKAGE", 150)
    package = Package(zipped(("a", b"x" * 100), ("b", b"x" * 100)))
    package.read("a")
    with pytest.raises(UnreadableError, match="limit_size"):
        package.read("b")


def test_parts_that_cannot_be_had_are_told() -> None:
    data = bytearray(zipped(("a", b"x" * 100)))
    with pytest.raises(UnreadableError, match="damaged"):
        Package(bytes(data)).read("b")
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableError, match="encrypted"):
        Package(bytes(data)).read("a")
    with pytest.raises(UnreadableError, match="damaged"):
        Package(b"PK\x03\x04 rubbish")


def test_a_part_that_is_said_to_begin_before_the_file_is_damaged() -> None:
    data = bytearray(zipped(("a", b"x" * 100)))
    data[-6:-2] = (int.from_bytes(data[-6:-2], "little") + 9).to_bytes(4, "little")  # where the directory begins
    with pytest.raises(UnreadableError, match="damaged"):
        Package(bytes(data)).read("a")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_stand_twice_are_told() -> None:
    assert Package(zipped(("a", b"1"), ("a", b"2"), ("b", b"3"))).repeated == {"a"}


def test_links_that_lead_outside_are_left_out() -> None:
    rels = (
        b'<Relationships><Relationship Id="a" Type="x/styles" Target="../styles.xml"/>'
        b'<Relationship Id="b" Type="x/image" TargetMode="External" Target="http://127.0.0.1:9/"/></Relationships>'
    )
    links = links_of(Package(zipped(("xl/deep/_rels/a.xml.rels", rels))), "xl/deep/a.xml")
    assert {name: (link.kind, link.target) for name, link in links.items()} == {"a": ("styles", "xl/styles.xml")}


def test_every_reason_has_its_words_in_both_languages() -> None:
    assert all(message.ru and message.en and message.ru != message.en for message in MESSAGES.values())

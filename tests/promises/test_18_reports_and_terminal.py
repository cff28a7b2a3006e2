"""18, 20: hostile names and words, from folders, archives and letters, reach a page and a terminal as plain words."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.main import main
from auditor.export import html
from auditor.pipeline import audit
from tests.export.conftest import browser, visit
from tests.promises.conftest import SETTINGS, Program, fill
from tests.promises.seeds import CONTRACT, seeds, tarred, zipped
from tests.promises.test_06_archives import letter

__all__ = ["browser", "visit"]

NAMES = [
    "<img src=x onerror=alert(1)>.txt", '"><script>alert(2)</script>.txt', "javascript:alert(3).txt", "'-alert(4)-'.txt",
    "{{7*7}}{% raw %}.txt", "</style><script>alert(5)</script>.txt", "\u202efdp.txt", "&lt;b&gt;.txt", "`${alert(6)}`.txt",
    "--><script>alert(7)</script>.txt",
]  # fmt: skip
WORDS = '"><script>alert("слова")</script><img src=x onerror=alert(8)> {{7*7}} </textarea><svg/onload=alert(9)>'
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def contract(number: int) -> bytes:
    lines = [
        CONTRACT[0].replace("17", f"{number} {WORDS}"),
        *CONTRACT[1:],
        f"3.1. Исполнитель {WORDS} уплачивает неустойку.",
    ]
    return "\n\n".join(lines).encode()


def hostile() -> dict[str, bytes]:
    packed = {name: contract(number) for number, name in enumerate(NAMES)}
    plain = {name: contract(100 + number) for number, name in enumerate(NAMES[:3] + NAMES[6:7]) if "/" not in name}
    word = seeds(["<script>alert(1)</script> ДОГОВОР № 5 оказания услуг".replace("<", "&lt;"), *CONTRACT[1:]])
    files = {"z.zip": zipped(packed), "t.tar.gz": tarred({f"t/{name}": data + b"\n" for name, data in packed.items()})}
    return {**files, "l.eml": letter(NAMES), "page.html": word["page.html"], **plain}


def test_names_and_words_from_archives_and_letters_run_nothing(tmp_path: Path, browser: Any) -> None:
    place = fill(tmp_path / "folder", hostile())
    report = audit([place], SETTINGS)
    told = {entry.path for entry in report.inputs}
    assert {"z.zip!/" + name.replace("\u202e", "\ufffd").lstrip("/") for name in NAMES} <= told
    page, complaints = browser(html.render(report))
    assert complaints == []
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//img | //iframe | //object | //embed | //base | //*[@onerror or @onload or @onclick]") == []
    assert [link for link in page.xpath("//@href | //@src") if not link.startswith("#")] == []
    assert "alert(" in page.text_content()  # the words are there, as words


def test_nothing_that_is_printed_steers_the_terminal(tmp_path: Path, program: Program) -> None:
    names = [
        "\x1b[31mred.txt",
        "bell\x07.txt",
        "turn\u202etxt.pdf",
        "line\nbreak.txt",
        "\x9b2J.txt",
        "back\x08\x08.txt",
    ]
    files = {name: contract(n) for n, name in enumerate(names)} | {f"bad{name}.pdf": b"%PDF-1.4" for name in names}
    place = fill(tmp_path / "folder", {**files, "z.zip": zipped({f"in-{name}": b"" for name in names})})
    (place / os.fsdecode(b"\xff\xfe.txt")).write_bytes(b"")
    done = program.run("audit", place, "--no-ocr")
    assert done.returncode == 1, done.stderr
    assert "red.txt" in done.stdout
    for said in (done.stdout, done.stderr):
        assert CONTROL.findall(said) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "no\x1b[31msuch\x07\u202e"),
        ("audit", ".", "--output", "r\x1b[2J.xyz"),
        ("audit", ".", "--output", "no\x1b[2J/r.json"),
        ("audit", ".", "--rules", "no\x1b[2J"),
        ("audit", ".", "--profile", "no\x1b[2J"),
        ("audit", ".", "--as-of", "\x1b[2J"),
        ("audit", ".", "--lang", "\x1b[2J"),
        ("audit", ".", "--config", "\x1b[2J"),
        ("facts", "\x1b[2J"),
        ("rules", "show", "\x1b[2J"),
        ("\x1b[2J",),
    ],
)
def test_messages_about_what_was_typed_steer_nothing_either(
    capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capfd.readouterr()
    assert left.value.code in {2, 3}
    assert said.err.strip()
    assert CONTROL.findall(said.err + said.out) == []

"""A sealed package: sound as it is written, and every edit of it is found."""

from __future__ import annotations

import io
import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.model.finding import Outcome
from auditor.pipeline import Settings
from auditor.sealing.package import Sealing, sealed, write_package
from auditor.sealing.signing import public_key
from auditor.sealing.verify import differences, open_package
from tests.history.reports import report_of

SETTINGS = Settings(as_of="2026-11-01", generated_at="2026-11-01T10:00:00+00:00")
REPORT = report_of(
    {
        "первый": {"late": (Outcome.FAIL, ""), "harm": (Outcome.FAIL, "Исполнитель ни за что не отвечает")},
        "второй": {"late": (Outcome.PASS, ""), "harm": (Outcome.WEAK, "Отвечает в пределах цены")},
    }
)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    place, key = tmp_path_factory.mktemp("keys"), Ed25519PrivateKey.generate()
    private, public = place / "key.pem", place / "pub.pem"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return private, public


def packed(place: Path, key: Path | None = None) -> Path:
    waivers = place / "waivers.yaml"
    waivers.write_text("waivers: []\n", encoding="utf-8")
    sealing = Sealing(SETTINGS, waivers, key, (".md",))
    report, manifest = sealed(REPORT, sealing)
    write_package(report, manifest, sealing, place / "audit.zip")
    return place / "audit.zip"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packed(tmp_path_factory.mktemp("package"))


def faults(data: bytes, place: Path) -> tuple[str, ...]:
    changed = place.with_name("changed.zip")
    changed.write_bytes(data)
    return open_package(changed).faults


def test_a_package_is_sound_and_any_program_opens_it(package: Path) -> None:
    opened = open_package(package)
    assert opened.faults == ()
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == [
            "manifest.json", "report.json", "report.html", "report.md", "waivers.yaml", "chain.jsonl", "seal.json",
        ]  # fmt: skip
        report = json.loads(archive.read("report.json"))
        assert report["seal"] == opened.seal
        assert opened.seal in archive.read("report.html").decode()
        assert opened.seal in archive.read("report.md").decode()
    manifest = opened.manifest
    assert [entry[0] for entry in manifest["inputs"]] == ["второй.txt", "первый.txt"]
    assert {"tool", "libraries", "ruleset", "lexicon", "settings_sha256", "waivers_sha256"} <= manifest.keys()


def test_the_same_audit_gives_the_same_package(tmp_path: Path, package: Path) -> None:
    assert packed(tmp_path).read_bytes() == package.read_bytes()


EDITS = st.tuples(
    st.sampled_from(["flip", "cut", "double", "swap", "insert"]), st.floats(0, 1, exclude_max=True),
    st.floats(0, 1, exclude_max=True), st.integers(1, 60), st.integers(1, 255),
)  # fmt: skip


def edited(data: bytes, edit: tuple[str, float, float, int, int]) -> bytes:
    kind, first, second, length, value = edit
    at, other = sorted((int(first * len(data)), int(second * len(data))))
    if kind == "flip":
        return data[:at] + bytes([data[at] ^ value]) + data[at + 1 :]
    if kind == "cut":
        return data[:at] + data[at + length :]
    if kind == "double":
        return data[: at + length] + data[at:]
    if kind == "insert":
        return data[:at] + bytes([value]) * length + data[at:]
    return (
        data[:at]
        + data[other : other + length]
        + data[at + length : other]
        + data[at : at + length]
        + data[other + length :]
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edit=EDITS)
def test_no_byte_of_a_package_can_be_changed(edit: tuple[str, float, float, int, int], package: Path) -> None:
    data = package.read_bytes()
    changed = edited(data, edit)
    assert changed == data or faults(changed, package)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.integers(0, 6), kind=st.sampled_from(["cut", "swap", "edit", "double", "add"]), seed=st.integers(0, 10**6)
)
def test_no_line_can_be_cut_swapped_or_edited_and_packed_again(name: int, kind: str, seed: int, package: Path) -> None:
    chance = random.Random(seed)
    with zipfile.ZipFile(package) as archive:
        members = [(info, archive.read(info)) for info in archive.infolist()]
    lines = members[name][1].splitlines(keepends=True)
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    if kind == "cut":
        del lines[at]
    elif kind == "swap":
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == "double":
        lines.insert(other, lines[at])
    elif kind == "add":
        lines.insert(at, b"{}\n")
    else:
        line = lines[at].decode()
        spot = chance.randrange(len(line))
        lines[at] = (line[:spot] + chance.choice("0123456789абв ") + line[spot + 1 :]).encode()
    changed = b"".join(lines)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (info, data) in enumerate(members):
            archive.writestr(info.filename, changed if number == name else data)
    assert changed == members[name][1] or faults(held.getvalue(), package)


def test_a_file_put_in_or_taken_out_is_found(package: Path) -> None:
    for put, out in (("extra.txt", None), (None, "report.md"), (None, "seal.json"), (None, "waivers.yaml")):
        held = io.BytesIO()
        with zipfile.ZipFile(package) as archive, zipfile.ZipFile(held, "w") as other:
            for info in archive.infolist():
                if info.filename != out:
                    other.writestr(info, archive.read(info))
            if put:
                other.writestr(put, "x")
        assert faults(held.getvalue(), package)


def test_a_package_made_anew_has_another_seal(tmp_path: Path, package: Path) -> None:
    """Whoever makes everything anew cannot make the seal that was printed."""
    mended = replace(REPORT, findings=REPORT.findings[1:] if isinstance(REPORT.findings, tuple) else ())
    sealing = Sealing(SETTINGS, None, None, (".md",))
    report, manifest = sealed(mended, sealing)
    write_package(report, manifest, sealing, tmp_path / "other.zip")
    other = open_package(tmp_path / "other.zip")
    assert other.faults == ()
    assert other.seal != open_package(package).seal


def test_a_signature_binds_the_package_to_its_key(tmp_path: Path, keys: tuple[Path, Path], package: Path) -> None:
    signed = packed(tmp_path, keys[0])
    mine = public_key(keys[1])
    assert open_package(signed, mine).faults == ()
    assert open_package(signed).signer == mine
    assert open_package(package, mine).faults == ("the package is not signed",)
    stranger = "A" * 43 + "="
    assert open_package(signed, stranger).faults == ("the package is signed with another key",)


def test_what_differs_is_said_exactly(package: Path) -> None:
    before = open_package(package).report
    after = json.loads(json.dumps(before))
    after["inputs"][0]["sha256"] = "0" * 64
    after["findings"][0]["outcome"] = "pass"
    after["findings"][0]["history"] = "fixed"
    after["findings"] = after["findings"][:-1]
    told = list(differences(before, after))
    assert len(told) == 3
    assert told[0] == "file второй.txt: its content is another"
    assert 'outcome "' in told[1]
    assert told[2].endswith("is not there any more")
    assert list(differences(before, before)) == []

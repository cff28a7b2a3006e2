"""``--package audit.zip``: the reports with everything that is needed to check them, sealed."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from auditor.export.json import pieces as json_pieces
from auditor.export.placing import Staged, check_target, cleared, refused, target_of
from auditor.export.plain import encoded
from auditor.export.registry import exporter_for
from auditor.model.report import Report
from auditor.rulebook.folders import digests_of, program_digest, rule_folders
from auditor.running.settings import Settings
from auditor.sealing.chain import START, canonical, digest_of, entries_of, head_of, linked
from auditor.sealing.signing import signature_of
from auditor.sealing.zipping import Writer

SCHEMA = "auditor-package/1"
MANIFEST, CHAIN, SEAL, WAIVERS = "manifest.json", "chain.jsonl", "seal.json", "waivers.yaml"
REPORT = "report.json"
_LIBRARIES = (
    "durable-rules", "google-re2", "lxml", "olefile", "pdfplumber", "pypdfium2", "pymorphy3", "pymorphy3-dicts-ru",
    "python-docx", "snowballstemmer", "xlrd",
)  # fmt: skip
"""Those whose version may change what is read or understood."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """What is sealed besides the report, and how."""

    settings: Settings
    waivers: Path | None = None
    """The file of accepted findings, which goes into the package."""
    key: Path | None = None
    """The file of the private key that signs."""
    suffixes: tuple[str, ...] = ()
    """Further forms of the report, ``.docx``."""


def manifest_of(report: Report, sealing: Sealing) -> dict[str, Any]:
    """Return the circumstances of an audit: everything that its outcome depends on."""
    settings = sealing.settings
    files = digests_of(rule_folders(settings.rules))
    told = {
        "as_of": settings.as_of, "generated_at": settings.generated_at, "language": settings.language,
        "profile": settings.profile, "ocr": settings.ocr, "limits": asdict(settings.limits),
    }  # fmt: skip
    return {
        "schema": SCHEMA,
        "tool": {"name": "auditor", "version": report.tool_version, "sha256": program_digest()},
        "python": platform.python_version(),
        "libraries": dict(_versions()),
        "ruleset": {"version": report.ruleset.version, "sha256": report.ruleset.sha256, "rules": report.ruleset.rules},
        "rule_files": files.rules,
        "lexicon": files.lexicon,
        "settings": told,
        "settings_sha256": digest_of(canonical(told)),
        "waivers": sealing.waivers.name if sealing.waivers else None,
        "waivers_sha256": _hash_of(sealing.waivers),
        "inputs": [[e.path, e.sha256, e.status.value, e.reason] for e in sorted(report.inputs, key=lambda e: e.path)],
    }


def _versions() -> Iterator[tuple[str, str]]:
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            yield name, version(name)


def _hash_of(path: Path | None) -> str | None:
    return None if path is None else hashlib.sha256(path.read_bytes()).hexdigest()


def sealed(report: Report, sealing: Sealing) -> tuple[Report, dict[str, Any]]:
    """Return the report with the head of its chain printed in it, and the circumstances."""
    manifest = json.loads(encoded(manifest_of(report, sealing)))
    return replace(report, seal=head_of(entries_of(manifest, loaded_report(report)))), manifest


def loaded_report(report: Report) -> dict[str, Any]:
    """Return the report as it is read from ``report.json``."""
    loaded: dict[str, Any] = json.loads(b"".join(json_pieces(report)))
    return loaded


def check_package(path: Path) -> None:
    """Raise OutputError before a long run when the package could not be written after it."""
    try:
        check_target(path, target_of(path))
    except OSError as error:
        raise refused(path, error) from error


def write_package(report: Report, manifest: dict[str, Any], sealing: Sealing, path: Path) -> str:
    """Write the package, whole or not at all, and return its head."""
    heads: list[str] = []
    with cleared(target_of(path).parent), Staged(path, spreads=False) as output:
        output.stage(_pieces(report, manifest, sealing, heads))
        output.take_names()
    return heads[0]


def _pieces(report: Report, manifest: dict[str, Any], sealing: Sealing, heads: list[str]) -> Iterator[bytes]:
    writer, raw = Writer(), hashlib.sha256()
    files: list[list[Any]] = []
    for name, content in _contents(report, manifest, sealing):
        held = _Hashed(content)
        for piece in writer.add(name, held):
            raw.update(piece)
            yield piece
        files.append([name, held.digest(), held.size])
    head = package_head(report.seal, files)
    heads.append(head)
    yield from writer.add(SEAL, [seal_text(report.seal, files, raw.hexdigest(), head, sealing.key)], stored=True)
    yield writer.end()


class _Hashed:
    """Pieces that are hashed and counted as they go by."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self._hash = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._hash.update(piece)
            self.size += len(piece)
            yield piece

    def digest(self) -> str:
        """Return the SHA-256 of all pieces."""
        return self._hash.hexdigest()


def _contents(report: Report, manifest: dict[str, Any], sealing: Sealing) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield MANIFEST, [json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"]
    for suffix in dict.fromkeys((".json", ".html", *sealing.suffixes)):
        yield from _report_files(report, suffix)
    if sealing.waivers is not None:
        yield WAIVERS, [sealing.waivers.read_bytes()]
    loaded = loaded_report(report)
    yield CHAIN, (line + b"\n" for line, _ in linked(entries_of(manifest, loaded)))


def _report_files(report: Report, suffix: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    exporter, name = exporter_for(Path(f"report{suffix}")), f"report{suffix}"
    folder = exporter.folder(report, name, "report_files") if exporter.folder else None
    if folder is None:
        yield name, exporter.pieces(report)
        return
    for page, content in folder.files():
        yield f"report_files/{page}", [content]
    yield name, [folder.index()]


def rewritten(report: Report, files: Mapping[str, str]) -> list[str]:
    """Return the reports of a package that are not what this report looks like in their form."""
    changed = []
    for name in files:
        if name.startswith("report."):
            made = dict(_report_files(report, Path(name).suffix))
            digests = {page: hashlib.sha256(b"".join(content)).hexdigest() for page, content in made.items()}
            changed += [page for page, digest in digests.items() if files.get(page) != digest]
    return changed


def package_head(seal: str, files: Sequence[Sequence[Any]]) -> str:
    """Return the head of the package: the seal of the audit, then every file in it."""
    return head_of([("seal", seal or START), *(("file", *file) for file in files)])


def seal_text(seal: str, files: Sequence[Sequence[Any]], raw: str, head: str, key: Path | None) -> bytes:
    """Return the last member, which says what all others are."""
    told: dict[str, Any] = {"schema": SCHEMA, "seal": seal, "files": list(files), "raw": raw, "head": head}
    if key is not None:
        told["signature"], told["public_key"] = signature_of(head, key)
    return seal_bytes(told)


def seal_bytes(told: dict[str, Any]) -> bytes:
    """Return the one way to write the last member."""
    return json.dumps(told, ensure_ascii=True, indent=1).encode() + b"\n"

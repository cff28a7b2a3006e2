"""``auditor verify``: whether a package is as it was sealed, and whether a new run says the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from auditor.errors import UsageError
from auditor.sealing.chain import entries_of, linked
from auditor.sealing.package import CHAIN, MANIFEST, REPORT, SEAL, WAIVERS, package_head, seal_bytes
from auditor.sealing.signing import is_signed
from auditor.sealing.zipping import BrokenZipError, Member, content_of, members_of

_PAST = ("history", "since", "baseline_until", "owner", "due")
"""What a finding owes to the history; a new run without it cannot say the same."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was read."""

    faults: tuple[str, ...]
    """A sentence for everything that is not as it was sealed."""
    manifest: Mapping[str, Any]
    report: Mapping[str, Any]
    waivers: bytes | None
    head: str
    seal: str
    signer: str
    """The public key of the signer; empty when it is not signed."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The hash of every file in it."""

    @property
    def with_history(self) -> bool:
        """Return whether its report tells of earlier audits, which a new run knows nothing of."""
        return bool(self.report.get("history"))


def open_package(path: Path, public: str | None = None) -> Opened:
    """Return a package with its faults; UsageError for a file that cannot be read at all.

    ``public`` is the key that must have signed it.
    """
    try:
        with path.open("rb") as file:
            return _opened(file, public)
    except OSError as error:
        raise UsageError(f"{path} cannot be read", remedy="Name a package that --package wrote.") from error
    except (BrokenZipError, ValueError, KeyError, TypeError, RecursionError) as error:
        told = str(error) if isinstance(error, BrokenZipError) else "a part of it cannot be read"
        return Opened((told,), {}, {}, None, "", "", "")


def _opened(file: IO[bytes], public: str | None) -> Opened:
    members = members_of(file)
    if not members or members[-1].name != SEAL:
        raise BrokenZipError("the seal is missing")
    written = content_of(file, members[-1])
    told = json.loads(written)
    faults = [] if seal_bytes(told) == written else ["seal.json is not as it was written"]
    faults += _raw_faults(file, members, told)
    held = {member.name: content_of(file, member) for member in members[:-1]}
    found = [[name, hashlib.sha256(data).hexdigest(), len(data)] for name, data in held.items()]
    faults += _file_faults(told["files"], found)
    if package_head(told["seal"], told["files"]) != told["head"]:
        faults.append("the head does not follow from the files")
    manifest, report = json.loads(held[MANIFEST]), json.loads(held[REPORT])
    faults += _chain_faults(manifest, report, held[CHAIN], told["seal"])
    faults += _signature_faults(told, public)
    return Opened(
        tuple(faults),
        manifest,
        report,
        held.get(WAIVERS),
        told["head"],
        told["seal"],
        told.get("public_key", ""),
        {str(name): str(digest) for name, digest, _ in told["files"]},
    )


def _raw_faults(file: IO[bytes], members: list[Member], told: Mapping[str, Any]) -> list[str]:
    digest, left = hashlib.sha256(), members[-1].offset
    file.seek(0)
    while left and (piece := file.read(min(left, _PIECE))):
        digest.update(piece)
        left -= len(piece)
    return [] if digest.hexdigest() == told["raw"] else ["the bytes of the package are not those that were sealed"]


def _file_faults(sealed: list[list[Any]], found: list[list[Any]]) -> list[str]:
    if sealed == found:
        return []
    before, now = {str(f[0]): f for f in sealed}, {str(f[0]): f for f in found}
    faults = [f"{name} was taken out" for name in before.keys() - now.keys()]
    faults += [f"{name} was put in" for name in now.keys() - before.keys()]
    faults += [f"{name} was changed" for name in before.keys() & now.keys() if before[name] != now[name]]
    return sorted(faults) or ["the order of the files was changed"]


def _chain_faults(manifest: Mapping[str, Any], report: Mapping[str, Any], chain: bytes, seal: str) -> list[str]:
    """Return where the chain breaks: it is reckoned anew from the report and the circumstances."""
    lines = chain.split(b"\n")
    faults, head, number = [], "", 0
    for number, (line, digest) in enumerate(linked(entries_of(manifest, report)), 1):
        head = digest
        written = lines[number - 1] if number <= len(lines) else b""
        if written != line:
            faults.append(f"the chain breaks at line {number}: {_told(line)}")
            break
    if not faults and lines[number:] != [b""]:
        faults.append("the chain has more lines than the audit")
    if head != seal or report.get("seal") != seal:
        faults.append("the seal printed in the report is not that of its chain")
    return faults


def _told(line: bytes) -> str:
    entry = json.loads(line)
    return " ".join(str(part) for part in entry[1:5])


def _signature_faults(told: Mapping[str, Any], public: str | None) -> list[str]:
    signer = told.get("public_key")
    if signer is None:
        return [] if public is None else ["the package is not signed"]
    if not is_signed(told["head"], told["signature"], signer):
        return ["the signature is not that of the package"]
    return ["the package is signed with another key"] if public not in {None, signer} else []


def differences(sealed: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for everything that a new run says differently."""
    yield from _input_differences(sealed["inputs"], now["inputs"])
    for name in ("tool", "ruleset", "profile", "as_of", "language"):
        if sealed[name] != now[name]:
            yield f"{name}: {_short(sealed[name])} → {_short(now[name])}"
    yield from _finding_differences(sealed["findings"], now["findings"])
    for one, other in (("overall", "overall"), ("by_subject", "by_subject")):
        if sealed["scores"][one] != now["scores"][other]:
            yield from _score_differences(one, sealed["scores"][one], now["scores"][one])


def _input_differences(sealed: list[dict[str, Any]], now: list[dict[str, Any]]) -> Iterator[str]:
    before, after = {e["path"]: e for e in sealed}, {e["path"]: e for e in now}
    for path in sorted({*before, *after}):
        if path not in after:
            yield f"file {path}: is not there any more"
        elif path not in before:
            yield f"file {path}: is new"
        elif before[path]["sha256"] != after[path]["sha256"]:
            yield f"file {path}: its content is another"
        elif before[path] != after[path]:
            names = [name for name in before[path] if before[path][name] != after[path].get(name)]
            yield f"file {path}: {', '.join(names)} differ"


def _finding_differences(sealed: list[dict[str, Any]], now: list[dict[str, Any]]) -> Iterator[str]:
    before, after = _by_place(sealed), _by_place(now)
    whole = {place[0] for place in before} ^ {place[0] for place in after}
    for subject in sorted(whole):
        count = sum(place[0] == subject for place in [*before, *after])
        state = "is new" if any(place[0] == subject for place in after) else "is not there any more"
        yield f"{subject}: {state}, findings: {count}"
    for place in sorted({*before, *after}):
        name = f"finding {place[0]} {place[1]}"
        if place[0] in whole:
            continue
        if place not in after or place not in before:
            yield f"{name}: {'is new' if place not in before else 'is not there any more'}"
        elif before[place] != after[place]:
            names = [key for key in before[place] if before[place][key] != after[place].get(key)]
            told = "; ".join(_told_change(key, before[place][key], after[place].get(key)) for key in names)
            yield f"{name}: {told}"


def _told_change(name: str, before: Any, after: Any) -> str:
    """Return what is another in a value; of one with parts, the parts that are."""
    if isinstance(before, dict) and isinstance(after, dict):
        return "; ".join(
            _told_change(f"{name}.{key}", before[key], after.get(key))
            for key in before
            if before[key] != after.get(key)
        )
    return f"{name} {_short(before)} → {_short(after)}"


def _by_place(findings: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (found["subject"]["id"], found["rule"]): {key: value for key, value in found.items() if key not in _PAST}
        for found in findings
    }


def _score_differences(name: str, before: Any, after: Any) -> Iterator[str]:
    if isinstance(before, dict):
        yield f"score {name}: {before['value']} → {after['value']}"
        return
    scores = {entry["id"]: entry for entry in after}
    for entry in before:
        other = scores.get(entry["id"])
        if other is not None and other != entry:
            yield f"score {entry['id']}: {entry['value']} → {other['value']}"


def _short(value: object) -> str:
    told = json.dumps(value, ensure_ascii=False)
    return told if len(told) <= 120 else told[:119] + "…"

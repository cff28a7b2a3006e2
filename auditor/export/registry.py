"""Which exporter writes which file, and how a file comes into being: whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from auditor.errors import UsageError
from auditor.export.interface import Exporter
from auditor.export.links import linked
from auditor.export.placing import Staged, check_target, cleared, refused, target_of
from auditor.model.report import Report
from auditor.model.text import Language

_ROOMS = {
    ".csv": "csv", ".docx": "docx", ".html": "html", ".json": "json", ".jsonl": "jsonl", ".md": "markdown",
    ".pdf": "pdf", ".sarif": "sarif", ".xlsx": "xlsx",
}  # fmt: skip


class _Exporters(Mapping[str, Exporter]):
    """Every exporter by its suffix, imported when it is asked for: most runs write one form."""

    def __getitem__(self, suffix: str) -> Exporter:
        exporter: Exporter = import_module(f"auditor.export.{_ROOMS[suffix]}").EXPORTER
        return exporter

    def __iter__(self) -> Iterator[str]:
        return iter(_ROOMS)

    def __len__(self) -> int:
        return len(_ROOMS)


EXPORTERS: Mapping[str, Exporter] = _Exporters()
"""Every exporter by its suffix."""


def exporter_for(path: Path) -> Exporter:
    """Return the exporter that the suffix of a path chooses; UsageError naming the known ones for any other."""
    _check_suffix(path)
    return EXPORTERS[path.suffix.lower()]


def _check_suffix(path: Path) -> None:
    """Raise UsageError for a suffix that no exporter has; none is imported for it."""
    if path.suffix.lower() not in _ROOMS:
        shown = f"the suffix «{path.suffix}» is not known" if path.suffix else "the name has no suffix"
        raise UsageError(f"--output {path}: {shown}", remedy=f"Known suffixes: {', '.join(sorted(EXPORTERS))}.")


def check_outputs(paths: Sequence[Path], papers: Sequence[Path] = ()) -> None:
    """Raise before a long run what would only come up after it; ``papers`` are written beside the reports.

    UsageError for an unknown suffix or for one file named twice; OutputError for a path that cannot be written.
    """
    for path in paths:
        _check_suffix(path)
    targets = [target_of(path) for path in (*paths, *papers)]
    for path, target in zip((*paths, *papers), targets, strict=True):
        if targets.count(target) > 1:
            raise UsageError(f"--output {path}: this file is named twice", remedy="Give every output its own name.")
        try:
            check_target(path, target)
        except OSError as error:
            raise refused(path, error) from error


def prepare(paths: Sequence[Path], language: Language, *, single: bool = False) -> None:
    """Load what the forms that the paths choose will need, before there is a report; ``single`` is one on one file."""
    for path in paths:
        ready = exporter_for(path).prepare
        if ready is not None:
            ready(language, single)


def write(report: Report, path: Path) -> None:
    """Write the report to one file; see :func:`write_all`."""
    write_all(report, (path,))


def write_all(report: Report, paths: Sequence[Path], papers: Mapping[Path, bytes] = MappingProxyType({})) -> None:
    """Write the report to every path, in the form that its suffix chooses, and further papers that are ready.

    All forms first lie complete on the disk under temporary names beside their targets; only then do they take
    their names. UsageError for an unknown suffix,
    OutputError naming path and remedy for what cannot be written; an older report stays as it was.
    """
    check_outputs(paths, tuple(papers))
    with ExitStack() as held:
        for folder in sorted({target_of(path).parent for path in (*paths, *papers)}):
            held.enter_context(cleared(folder))
        staged = [_staged(report, path, held) for path in paths]
        staged += [_ready(path, data, held) for path, data in papers.items()]
        for output in staged:
            output.take_names()


def _ready(path: Path, data: bytes, held: ExitStack) -> Staged:
    output = held.enter_context(Staged(path, spreads=False))
    output.stage([data])
    return output


def _staged(report: Report, path: Path, held: ExitStack) -> Staged:
    """Put one form on the disk under temporary names; what is left of them goes when all is done."""
    exporter = exporter_for(path)
    report = linked(report, target_of(path).parent)
    output = held.enter_context(Staged(path, spreads=exporter.folder is not None))
    folder = exporter.folder(report, *output.names) if exporter.folder else None
    output.stage(exporter.pieces(report) if folder is None else folder)
    return output

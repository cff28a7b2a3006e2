"""Which form of a dossier is written where: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from auditor.errors import UsageError
from auditor.export.placing import Staged, check_target, cleared, refused, target_of
from auditor.model.dossier import Dossier

Form = Callable[[Dossier], Iterable[bytes]]
_REVIEW = {".html": "page", ".json": "data", ".md": "plain", ".docx": "table"}


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the parts of a dossier go."""

    review: tuple[Path, ...] = ()
    """Everything, in the form of the suffix."""
    key_terms: tuple[Path, ...] = ()
    calendar: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return all of them."""
        return (*self.review, *self.key_terms, *((self.calendar,) if self.calendar else ()))


def check_outputs(outputs: Outputs) -> None:
    """Raise before the work what would only come up after it: UsageError or OutputError."""
    targets = []
    for path, _ in _forms(outputs):
        target = target_of(path)
        if target in targets:
            raise UsageError(f"{path}: this file is named twice", remedy="Give every output its own name.")
        targets.append(target)
        try:
            check_target(path, target)
        except OSError as error:
            raise refused(path, error) from error


def write_dossier(dossier: Dossier, outputs: Outputs) -> None:
    """Write every form; when one cannot be written, none takes its name."""
    with ExitStack() as held:
        for folder in sorted({target_of(path).parent for path in outputs.paths}):
            held.enter_context(cleared(folder))
        staged = [_staged(dossier, path, form, held) for path, form in _forms(outputs)]
        for output in staged:
            output.take_names()


def _staged(dossier: Dossier, path: Path, form: Form, held: ExitStack) -> Staged:
    output = held.enter_context(Staged(path, spreads=False))
    output.stage(list(form(dossier)))
    return output


def _forms(outputs: Outputs) -> Iterator[tuple[Path, Form]]:
    for path in outputs.review:
        yield path, _form(path, "--output", _REVIEW)
    for path in outputs.key_terms:
        yield path, _card(path)
    if outputs.calendar:
        _suffix(outputs.calendar, "--calendar", (".ics",))
        yield outputs.calendar, import_module("auditor.export.calendar").pieces


def _form(path: Path, option: str, forms: Mapping[str, str]) -> Form:
    name = forms[_suffix(path, option, tuple(forms))]
    form: Form = import_module(f"auditor.export.dossiers.{name}").pieces
    return form


def _card(path: Path) -> Form:
    suffix = _suffix(path, "--key-terms", (".md", ".json", ".html"))
    if suffix == ".md":
        form: Form = import_module("auditor.export.dossiers.plain").card
        return form
    whole = _form(path, "--key-terms", _REVIEW)
    return lambda dossier: whole(_terms_only(dossier))


def _terms_only(dossier: Dossier) -> Dossier:
    return Dossier(
        path=dossier.path, sha256=dossier.sha256, tool_version=dossier.tool_version, as_of=dossier.as_of,
        language=dossier.language, contract_language=dossier.contract_language, complete=dossier.complete,
        terms=dossier.terms,
    )  # fmt: skip


def _suffix(path: Path, option: str, known: Sequence[str]) -> str:
    suffix = path.suffix.lower()
    if suffix not in known:
        raise UsageError(
            f"{option} {path}: the suffix «{path.suffix}» is not known", remedy=f"Known: {', '.join(known)}."
        )
    return suffix

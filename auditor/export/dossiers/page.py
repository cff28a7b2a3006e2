"""A dossier as one HTML page that needs nothing but a browser."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.export.dossiers import views
from auditor.export.dossiers.words import CHANGES, DIRECTIONS, STANDS, VERDICTS
from auditor.export.html import asset, environment
from auditor.model.dossier import Dossier


def pieces(dossier: Dossier) -> Iterator[bytes]:
    """Yield the page; the same dossier gives the same bytes."""
    template = environment(dossier.language).get_template("dossier.html")
    voice = views.Voice(dossier.language)
    yield template.render(
        dossier=dossier, views=views, voice=voice, own_style=asset("dossier.css"), verdicts=VERDICTS,
        directions=DIRECTIONS, stands=STANDS, changes=CHANGES,
    ).encode()  # fmt: skip

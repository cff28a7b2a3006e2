"""The pictures of the guide to `auditor review`, made anew: `python -m benchmarks.pictures`.

Needs LibreOffice Writer (Debian package ``libreoffice-writer-nogui``), which shows Word files the way people see them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from rich.console import Console
from rich.text import Text

from benchmarks.as_docx import as_docx

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "docs" / "pictures"
NAME = "dogovor-remont.docx"
CONTRACT = """ДОГОВОР бытового ремонта № 31
г. Пермь, 12 января 2026 г.
ООО «Кедр», именуемое в дальнейшем «Мастерская», в лице директора Ивина Петра Олеговича, действующего на основании \
Устава, и гражданка Зимина Ольга Ивановна, паспорт 5700 111111, именуемая в дальнейшем «Клиент», заказывающая ремонт \
для личных нужд, заключили Договор.
1. Предмет Договора
1.1. Мастерская обязуется отремонтировать холодильник Клиента, а Клиент обязуется принять и оплатить ремонт.
2. Цена и порядок оплаты
2.1. Цена ремонта составляет 6 000 (шесть тысяч) рублей, НДС не облагается.
2.2. Клиент оплачивает ремонт наличными или картой в день получения техники.
2.3. Предоплата при отказе Клиента от ремонта возврату не подлежит.
3. Сроки
3.1. Ремонт выполняется в течение 14 календарных дней с даты подписания Договора.
4. Ответственность Сторон
4.1. Мастерская не несёт ответственности за недостатки, найденные после выдачи техники.
5. Споры
5.1. Споры рассматриваются в суде по месту нахождения Мастерской.
6. Реквизиты и подписи Сторон
Мастерская: ООО «Кедр», ИНН 5900000000, г. Пермь, ул. Мира, д. 1 ____________
Клиент: Зимина О. И. ____________"""
_LOOK = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"}}'
_LINES = 46
"""Lines of the terminal that the picture shows."""


def main() -> None:
    """Review a contract of the sample portfolio and write what comes out as pictures."""
    PLACE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        contract = place / NAME
        contract.write_bytes(as_docx(CONTRACT, 0))
        names = {"--annotated": "annotated.docx", "--disagreements": "disagreements.docx", "--letter": "letter.docx"}
        options = [part for option, name in names.items() for part in (option, str(place / name))]
        _terminal(_run("review", str(contract), "--as-of", "2026-11-01", *options))
        for name in names.values():
            _printed(place / name, place)
        for name, page in (("annotated", 1), ("disagreements", 0), ("letter", 0)):
            _picture(place / f"{name}.pdf", page, PLACE / f"review-{name}.png")
        paper = _printed(contract, place)
        _run("review", str(paper), "--quiet", "--as-of", "2026-11-01", "--annotated", str(place / "marked.pdf"))
        pages = len(pypdfium2.PdfDocument(paper))
        _picture(place / "marked.pdf", 0, PLACE / "review-cover.png")
        _picture(place / "marked.pdf", -pages, PLACE / "review-marked.png")


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "auditor", *arguments]
    surroundings = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=surroundings, check=False)
    return done.stdout


def _terminal(said: str) -> None:
    """Draw what stands on the terminal, up to where it names the files that were written."""
    lines = [line for line in said.splitlines() if tempfile.gettempdir() not in line][:_LINES]
    console = Console(record=True, width=100, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    console.print(Text.from_ansi("\n".join(lines)))
    console.save_svg(str(PLACE / "review-terminal.svg"), title=f"auditor review {NAME}", unique_id="review")


def _printed(path: Path, place: Path) -> Path:
    """Return a Word file as PDF, with its tracked changes."""
    command = ["soffice", "--headless", "--convert-to", _LOOK, "--outdir", str(place), str(path)]
    subprocess.run(command, capture_output=True, check=True)
    return place / f"{path.stem}.pdf"


def _picture(path: Path, page: int, target: Path) -> None:
    document = pypdfium2.PdfDocument(path)
    at = page if page >= 0 else len(document) + page
    picture = document[at].render(scale=1.5).to_pil()
    picture.quantize(64).save(target, optimize=True)


if __name__ == "__main__":
    main()

"""The pictures of the report, made anew: `python -m benchmarks.report_pictures`.

Needs Chromium. The pages are those of the sample portfolio that the product carries and of a small office whose
records are written here, so that access and promises are seen as well.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "docs" / "pictures"
JOURNAL = """№;Дата;Клиент;Сотрудник;Вопрос клиента;Что ответили;Обещание;Срок обещания
1;02.09.2026;ООО «Ромашка»;Петров П. П.;Когда акт?;Обещали прислать акт до 09.09.2026.;прислать акт;09.09.2026
2;10.09.2026;ООО «Ромашка»;Петров П. П.;Акт получен;Акт отправили, спасибо.;;
3;21.09.2026;ООО «Берег»;Сидорова А. А.;Просит скидку;Обещали ответить до 30.09.2026.;ответить;30.09.2026
4;12.10.2026;ИП Лунин;Сидорова А. А.;Просит расчёт;Обещали расчёт до 20.11.2026.;расчёт;20.11.2026
"""
RIGHTS = """Логин;Сотрудник;Должность;Клиент;Права
petrov;Петров П. П.;юрист;ООО «Ромашка»;чтение, изменение
petrov;Петров П. П.;юрист;ООО «Берег»;чтение
sidorova;Сидорова А. А.;бухгалтер;ООО «Берег»;чтение
sidorova;Сидорова А. А.;бухгалтер;ИП Лунин;чтение
admin;Общая учётная запись;;ООО «Ромашка»;полный
"""


def main() -> None:
    """Audit both portfolios and write pictures of the pages, and of one page as it is printed."""
    PLACE.mkdir(exist_ok=True)
    program = shutil.which("chromium")
    if program is None:
        sys.exit("Chromium is needed: apt install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        place = Path(folder)
        office = place / "office"
        office.mkdir()
        (office / "журнал обращений.csv").write_text(JOURNAL, encoding="utf-8")
        (office / "права доступа.csv").write_text(RIGHTS, encoding="utf-8")
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for language in ("ru", "en"):
            report, records = place / f"report-{language}.html", place / f"records-{language}.html"
            _audit(ROOT / "fixtures" / "demo" / "portfolio", report, language)
            _audit(office, records, language)
            _pages(browser, report, language)
            _sections(browser, records, language)
        _printed(browser, place / "report-ru.html")
        browser.close()


def _audit(folder: Path, report: Path, language: str) -> None:
    command = [sys.executable, "-m", "auditor", "audit", str(folder), "--as-of", "2026-11-01", "--quiet"]
    subprocess.run([*command, "--lang", language, "--output", str(report)], cwd=ROOT, check=False)


def _pages(browser: Browser, report: Path, language: str) -> None:
    theme: Literal["light", "dark"] = "light" if language == "ru" else "dark"
    page = browser.new_page(viewport={"width": 1100, "height": 1000}, color_scheme=theme)
    page.goto(report.as_uri())
    page.screenshot(path=PLACE / f"report-portfolio-{language}.png")
    page.locator("#pictures").screenshot(path=PLACE / f"report-pictures-{language}.png")
    first = page.locator("article[data-o=fail]").first.get_attribute("id")
    page.goto(f"{report.as_uri()}#{first}")
    page.screenshot(path=PLACE / f"report-contract-{language}.png")
    page.close()
    phone = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme=theme)
    phone.goto(report.as_uri())
    phone.screenshot(path=PLACE / f"report-phone-{language}.png")
    phone.close()
    for name in ("portfolio", "pictures", "contract", "phone"):
        _smaller(PLACE / f"report-{name}-{language}.png")


def _sections(browser: Browser, report: Path, language: str) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 1000})
    page.goto(report.as_uri())
    for name in ("promises", "access"):
        page.locator(f"#{name}").screenshot(path=PLACE / f"report-{name}-{language}.png")
        _smaller(PLACE / f"report-{name}-{language}.png")
    page.close()


def _printed(browser: Browser, report: Path) -> None:
    """Write the first page of the summary as it is printed."""
    page = browser.new_page()
    page.goto(report.as_uri())
    page.evaluate("document.documentElement.dataset.print = 'summary'")
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    document[0].render(scale=1.3).to_pil().save(PLACE / "report-print.png")
    page.close()
    _smaller(PLACE / "report-print.png")


def _smaller(path: Path) -> None:
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(64).save(path, optimize=True)


if __name__ == "__main__":
    main()

"""What a reader does with the report, in Debian's Chromium driven by Playwright, and what axe-core says of it."""

import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect, sync_playwright
from pypdfium2 import PdfDocument

from auditor.export import html
from auditor.export.registry import write
from auditor.model.access_table import AccessCell, AccessRow, AccessTable
from auditor.model.finding import Outcome, Severity, SubjectKind
from auditor.model.past import Past, Point, State
from auditor.model.promise_table import Fate, PromiseLine, PromiseTable
from auditor.model.report import Matter
from auditor.model.text import Text
from tests.export import samples

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CLIENTS = ("ООО «Лесная тропа»", "ИП Примерова", samples.HOSTILE)


def promises():
    day = date(2026, 9, 1)
    for at, fate in enumerate(Fate):
        given = (day + timedelta(days=at)).isoformat()
        due = "" if fate is Fate.UNDATED else (day + timedelta(days=at + 9)).isoformat()
        done = (day + timedelta(days=at + 12)).isoformat() if fate in {Fate.KEPT, Fate.LATE} else ""
        yield PromiseLine("interaction:1", CLIENTS[at % 3], "Юрист И. И.", f"Пришлём до конца недели {samples.HOSTILE}",
                          "чат.txt", given, due, done, fate)  # fmt: skip


def access():
    cell = AccessCell("ivanov", CLIENTS[0], "чтение", 3, "2026-10-01", is_needed=False)
    others = (
        replace(cell, client=CLIENTS[1], is_needed=True, uses=0, last_use=""),
        replace(cell, client=CLIENTS[2], is_needed=None),
    )
    row = AccessRow(
        "ivanov", "Иванов И. И.", "юрист", "person", Text("по логину", "by login"), sees_all=True, cells=(cell, *others)
    )
    return AccessTable(CLIENTS, (row,))


def past():
    points = tuple(
        Point(number, f"2026-0{number}-01", 80 - 5 * number, 70 - 5 * number, 85 - 5 * number, 9 - number, 4, 1, 2, number == 2)
        for number in range(1, 5)
    )  # fmt: skip
    return Past("договоры", 4, points[2], ((State.NEW, 1), (State.FIXED, 2)), (), points, 12.0, 2)


def full(language="ru"):
    """A portfolio with everything a report can show: pictures, access, promises, earlier audits, records."""
    report = samples.portfolio(language)
    record = samples.subject(9, kind=SubjectKind.INTERACTION, label="Запись 17, ИП Примерова")
    record = replace(record, matter="m-2", path="crm.csv")
    told = samples.finding(record, "promise-not-kept", Outcome.FAIL, Severity.MEDIUM, 4, section="promises",
                           person="Петров П. П.", evidence=(samples.words(record, "Обещали перезвонить"),))  # fmt: skip
    findings = [replace(f, history="unchanged" if f.rule == "payment-deadline-missing" else "changed", since="2026-03-01")
                if f.outcome is Outcome.FAIL else f for f in report.findings]  # fmt: skip
    matters = tuple(Matter(f"m-{n}", CLIENTS[n % 3], None, (f"contracts/{n:02}.docx",)) for n in range(1, 5))
    return replace(
        report, findings=(*findings, told), matters=matters, access=access(), promises=PromiseTable(tuple(promises())),
        past=past(), sections=(*report.sections, ("promises", Text("Обещания", "Promises"))),
    )  # fmt: skip


@pytest.fixture(scope="module")
def chromium():
    program = shutil.which("chromium")
    assert program, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


class Reader:
    """An open page, with everything it complained about or asked the network for."""

    def __init__(self, browser, tmp_path, **context):
        self.complaints = []
        self._tmp = tmp_path
        self.context = browser.new_context(locale="ru-RU", **context)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        self.page.on("request", lambda asked: self._asked(asked.url))

    def _asked(self, url):
        if not url.startswith("file://"):
            self.complaints.append(url)

    def open(self, content, address=""):
        file = content
        if isinstance(content, bytes):
            file = self._tmp / "отчёт.html"
            file.write_bytes(content)
        self.page.goto(file.as_uri() + address)
        return self.page

    def axe(self):
        self.page.evaluate("window.scrollTo(0, 0)")  # nothing lies under the filter, which stays in sight
        # what is far away is laid out by Chromium only when it comes near; axe measures all at once
        self.page.evaluate(
            "document.querySelectorAll('.contract').forEach(one => { one.style.contentVisibility = 'visible'; })"
        )
        self.page.wait_for_timeout(300)
        self.page.evaluate(AXE)
        run = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
        told = self.page.evaluate(run, RULES)
        return [(v["id"], [node["target"] for node in v["nodes"]][:5]) for v in told["violations"]]


@pytest.fixture
def reader(chromium, tmp_path):
    made = []

    def open_reader(**context):
        made.append(Reader(chromium, tmp_path, **context))
        return made[-1]

    yield open_reader
    for one in made:
        one.context.close()


def shown(page):
    return page.locator("[data-o]:visible").count()


def said(page):
    return page.locator("#filter output").inner_text()


# Accessible to everyone


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_either_language_and_theme(reader, theme):
    one = reader(color_scheme=theme)
    page = one.open(html.render(full()))
    page.get_by_role("button", name="Раскрыть всё").click()
    page.evaluate("document.querySelectorAll('details').forEach(drawer => { drawer.open = true; })")
    assert one.axe() == []
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    page.evaluate("document.querySelectorAll('details').forEach(drawer => { drawer.open = true; })")
    assert one.axe() == []
    assert one.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "page", ["index.html", "index_files/00001.html", "index_files/rules.html", "index_files/heat.html"]
)
def test_axe_finds_nothing_on_the_pages_of_a_large_report(reader, tmp_path, theme, page):
    write(samples.spooled(61), tmp_path / "index.html")
    one = reader(color_scheme=theme)
    one.open(tmp_path / page)
    assert one.axe() == []
    assert one.complaints == []


def test_axe_finds_nothing_on_a_phone(reader):
    one = reader(viewport={"width": 390, "height": 800})
    page = one.open(html.render(full()))
    assert one.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


# Two languages in one file


def test_the_language_is_changed_in_the_open_report_and_remembered(reader):
    one = reader()
    page = one.open(html.render(full()), "#o=fail")
    assert said(page) == "Показано 7 из 26"
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    assert page.title().startswith("Contract compliance report")
    assert said(page) == "7 of 26 shown"
    own = page.locator("h2").all_inner_texts()
    assert [text for text in own if re.search("[А-яЁё]", text)] == []
    page.reload()
    page.wait_for_selector("html[lang=en]")
    page.get_by_role("button", name="Русский").click()
    page.wait_for_selector("html[lang=ru]")
    assert said(page) == "Показано 7 из 26"
    assert one.complaints == []


def test_the_index_of_many_contracts_changes_its_language_too(reader, tmp_path):
    write(samples.spooled(61), tmp_path / "index.html")
    one = reader()
    page = one.open(tmp_path / "index.html", "#q=№%2017")
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    assert said(page) == "1 of 61 shown"
    page.locator(".many tbody tr:visible a").first.click()
    page.wait_for_selector("html[lang=en] #findings")
    assert "Model clause" in page.locator("main").inner_text()
    assert one.complaints == []


# Finding things


def test_filters_by_section_client_employee_law_and_history(reader):
    page = reader().open(html.render(full()))
    page.locator(".finer summary").click()
    for name, value, number in (
        ("k", "liability", 3), ("k", "promises", 1), ("n", "ИП Примерова", 9), ("h", "unchanged", 3),
        ("l", "Добрая практика", 3),
    ):  # fmt: skip
        page.locator(f"#filter [name={name}]").select_option(value)
        page.wait_for_timeout(200)
        assert said(page) == f"Показано {number} из 26", name
        page.get_by_role("button", name="Сбросить").click()
    assert "#" not in page.url


def test_an_employee_to_choose_is_offered_when_there_are_two(reader):
    report = full()
    more = [replace(f, person="Сидорова А. А.") if f.rule == "quality-criteria-missing" else f for f in report.findings]
    page = reader().open(html.render(replace(report, findings=tuple(more))), "#e=" + "Петров%20П.%20П.")
    assert said(page) == "Показано 1 из 26"


def test_findings_are_grouped_sorted_and_put_back(reader):
    one = reader()
    page = one.open(html.render(full()), "#g=client&t=risk")
    heads = page.locator(".gathered h3").all_text_contents()
    assert set(heads) == {"ООО «Лесная тропа»", "ИП Примерова", samples.HOSTILE}
    risks = [
        eval(value.replace("x", "*"))  # noqa: S307 - two numbers of our own page
        for value in page.locator(".gathered")
        .first.locator("[data-m]")
        .evaluate_all("all => all.map(one => one.dataset.m)")
    ]
    assert risks == sorted(risks, reverse=True)
    page.get_by_role("button", name="Сбросить").click()
    assert page.locator(".gathered").count() == 0
    assert page.locator("#findings .contract [data-o]").count() == 26
    assert one.complaints == []


def test_the_keyboard_searches_and_goes_from_finding_to_finding(reader):
    page = reader().open(html.render(full()))
    page.keyboard.press("Alt+/")
    page.keyboard.type("жирафы")
    page.wait_for_timeout(300)
    assert said(page) == "Показано 0 из 26"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Раскрыть всё").click()
    page.keyboard.press("Alt+ArrowDown")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("Alt+ArrowDown")
    assert [first, page.evaluate("document.activeElement.id")] == ["f1", "f2"]


# Pictures


def test_every_number_of_the_pictures_leads_to_exactly_those_findings(reader):
    page = reader().open(html.render(full()))
    links = page.locator("table.heat td a, table.matrix td > a")
    told = [(links.nth(at).get_attribute("href"), links.nth(at).inner_text()) for at in range(links.count())]
    assert len(told) >= 12
    for href, word in told:
        if word.strip("()").isdigit():
            page.evaluate("address => { location.hash = address; }", href)
            page.wait_for_timeout(30)
            assert said(page) == f"Показано {word.strip('()')} из 26", href


def test_each_picture_says_in_words_what_it_shows_and_has_a_table(reader):
    page = reader().open(html.render(full()))
    names = page.locator("svg[role=img]").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len(names) == 3
    assert all(re.search(r"\d", name) for name in names)
    assert page.locator("table.heat, table.matrix, table.figures, table.access").count() == 5
    assert page.locator("svg style, svg script, svg [style]").count() == 0


# Hostile, without a script, on paper


def test_hostile_names_and_words_do_nothing(reader):
    one = reader()
    page = one.open(html.render(samples.hostile()))
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    one.open(html.render(full()), "#g=client")
    assert one.complaints == []


def test_without_javascript_everything_is_there(reader):
    one = reader(java_script_enabled=False)
    page = one.open(html.render(full()))
    assert page.locator("[data-o]").count() == 26
    assert page.locator("form#filter").is_hidden()
    assert page.locator(".page-tools").count() == 0
    page.locator("details.contract summary").first.click()
    assert page.locator("article").first.is_visible()


def pages_of(pdf):
    document = PdfDocument(pdf)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def test_the_summary_or_everything_is_printed(reader):
    page = reader().open(html.render(full()))
    printed = {}
    page.evaluate("window.print = () => {}")
    for what in ("summary", "all"):
        name = {"summary": "Печать итога", "all": "Печать полностью"}[what]
        page.get_by_role("button", name=name).click()
        printed[what] = "\n".join(pages_of(page.pdf()))
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert "С чего начать" in printed["summary"]
    assert "Исполнитель не отвечает за убытки" not in printed["summary"]
    assert printed["all"].count("Исполнитель не отвечает за убытки Заказчика в случае") >= 24
    assert "Правило к этому документу не относится" in printed["all"]
    assert page.locator("html[data-print]").count() == 0


# Sources


def test_a_quote_opens_the_file_at_its_page(reader, tmp_path):
    (tmp_path / "contracts").mkdir()
    one = samples.subject()
    one = replace(one, path="contracts/Договор 1.pdf")
    file = tmp_path / one.path
    file.write_bytes(b"%PDF-1.4")
    made = samples.finding(one, "r", Outcome.FAIL, likelihood=4, evidence=(samples.words(one, "Цена"),))
    report = replace(samples.report_of((made,)), origins={one.path: str(file)})
    (tmp_path / "отчёты").mkdir()
    write(report, tmp_path / "отчёты" / "report.html")
    page = reader().open(tmp_path / "отчёты" / "report.html")
    href = page.locator("figcaption a").first.evaluate("link => link.href")
    assert href == file.as_uri() + "#page=3"
    assert str(tmp_path) not in (tmp_path / "отчёты" / "report.html").read_text(encoding="utf-8")


def test_ten_thousand_contracts_are_usable(reader, tmp_path):
    report = samples.spooled(10_000, rules=3)
    write(report, tmp_path / "index.html")
    files = [tmp_path / "index.html", *(tmp_path / "index_files").iterdir()]
    assert files[0].stat().st_size < 5_000_000
    assert max(file.stat().st_size for file in files[1:]) < 2_000_000
    one = reader()
    page = one.open(tmp_path / "index.html")
    page.locator("#filter [name=q]").fill("9999")
    expect(page.locator("table.contracts tbody tr:not([hidden])")).to_have_count(1, timeout=60_000)
    assert one.complaints == []

"""The page in a real browser; Chromium must be installed, these tests do not skip."""

import re
from html import escape
from urllib.parse import unquote

import pytest
from PIL import Image

from auditor.export import html
from auditor.export.registry import write
from tests.export import samples

DARK = "--force-dark-mode"


def shown(page):
    return [element.get("data-o") for element in page.xpath("//*[@data-o][not(@hidden)]")]


def test_loads_from_disk_without_a_complaint(browser, language):
    page, complaints = browser(html.render(samples.portfolio(language)))
    assert complaints == []
    assert len(page.xpath("//*[@data-o]")) == 25
    assert page.xpath("//form[@id='filter'][@hidden]") == []
    assert len(page.xpath("//button[contains(., 'Скопировать') or contains(., 'Copy')]")) == 4


def test_hostile_words_run_nothing(browser):
    page, complaints = browser(html.render(samples.hostile()))
    assert complaints == []
    assert len(page.xpath("//script")) == 1


def test_an_address_shows_just_the_findings_asked_for(browser):
    page, complaints = browser(html.render(samples.portfolio()), "#o=fail&s=critical")
    assert complaints == []
    assert shown(page) == ["fail"] * 3
    contracts = page.xpath("//details[contains(@class, 'contract')][not(@hidden)]")
    assert len(contracts) == 3
    assert all(contract.get("open") is not None for contract in contracts)
    assert page.xpath("//output")[0].text == "Показано 3 из 25"


def test_search_finds_words_of_quotes_whatever_the_case(browser):
    page, _ = browser(html.render(samples.portfolio()), "#q=ЖИРАФЫ")
    assert shown(page) == []
    page, _ = browser(html.render(samples.portfolio()), "#q=Услуги%20ПРИНИМАЮТСЯ")
    assert shown(page) == ["weak"] * 3


def test_an_address_of_a_finding_opens_every_drawer_it_lies_in(browser):
    page, _ = browser(html.render(samples.portfolio()), "#f8")
    target = page.get_element_by_id("f8")
    assert target.get("data-o") == "not_applicable"
    drawers = target.xpath("ancestor::details")
    assert len(drawers) == 2
    assert all(drawer.get("open") is not None for drawer in drawers)


def test_light_and_dark_follow_the_reader(browser, tmp_path):
    grounds = {}
    for name, options in (("light", ()), ("dark", (DARK,))):
        picture = tmp_path / f"{name}.png"
        browser(html.render(samples.single()), "", *options, f"--screenshot={picture}", "--window-size=800,600")
        with Image.open(picture) as image:
            grounds[name] = image.convert("RGB").getpixel((3, 300))
    assert grounds == {"light": (247, 246, 243), "dark": (20, 23, 27)}


def test_nothing_reaches_beyond_the_width_of_a_phone(browser, language):
    for report in (samples.hostile(language), samples.portfolio(language)):
        inner = escape(html.render(report).decode())
        measure = "document.title = f.contentDocument.documentElement.scrollWidth"
        frame = (
            f'<iframe id="f" width="390" height="800" style="border:0" srcdoc="{inner}" onload="{measure}"></iframe>'
        )
        page, _ = browser(f"<!doctype html><meta charset=utf-8><title></title>{frame}".encode())
        assert page.xpath("//title")[0].text == "390"


@pytest.fixture
def index(tmp_path, language):
    folder = tmp_path / "отчёты за год"
    folder.mkdir()
    write(samples.spooled(70, language=language), folder / "отчёт 1.html")
    return folder / "отчёт 1.html"


def rows(page):
    return page.xpath("//table[contains(@class, 'many')]/tbody/tr[not(@hidden)]")


def test_the_index_of_many_contracts_opens_and_leads_to_the_words_in_two_clicks(index, visit):
    page, complaints = visit(index)
    assert complaints == []
    assert len(rows(page)) == 70
    contract = rows(page)[0].xpath("th/a/@href")[0]
    there, complaints = visit(index.parent / unquote(contract))
    assert complaints == []
    quotes = there.xpath("//blockquote[not(ancestor::details[not(@open)])]")
    assert "Условие стоит в разделе о расчётах" in quotes[0].text_content()
    back = there.xpath("//nav/a/@href")[0]
    assert (index.parent / "отчёт 1_files" / unquote(back.split("#")[0])).resolve() == index
    step = page.xpath("//ol[@class='steps']//h3/a/@href")[0]
    file, anchor = step.split("#")
    there, _ = visit(index.parent / unquote(file), "#" + anchor)
    assert there.get_element_by_id(anchor).xpath(".//blockquote")


def test_the_index_filters_and_sorts(index, visit):
    page, complaints = visit(index, "#q=№%2017")
    assert complaints == []
    assert ["№ 17" in row.text_content() for row in rows(page)] == [True]
    assert page.xpath("//output")[0].text in {"Показано 1 из 70", "1 of 70 shown"}
    assert len(rows(visit(index, "#o=weak")[0])) == 70
    assert rows(visit(index, "#b=low")[0]) == []
    assert len(page.xpath("//th/button")) == 5


def test_the_index_lets_a_reader_turn_the_order_round(index, visit):
    """A page of its own clicks, as a reader would, and reports the first row of each order."""
    clicks = (
        "<script>var b = document.querySelectorAll('th button'); b[0].click();"
        "document.title = document.querySelector('.many tbody a').textContent; b[0].click();"
        "document.title += '|' + document.querySelector('.many tbody a').textContent;</script></body>"
    )
    unlocked = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", index.read_text(encoding="utf-8"))
    turned = index.with_name("turned.html")
    turned.write_text(unlocked.replace("</body>", clicks), encoding="utf-8")
    first, last = visit(turned)[0].xpath("//title")[0].text.split("|")
    assert "№ 1 " in first
    assert "№ 70 " in last


def test_an_address_shows_findings_by_how_sure_they_are(browser):
    page, _ = browser(html.render(samples.portfolio()), "#c=low")
    assert shown(page) == ["undetermined"] * 3
    page, _ = browser(html.render(samples.portfolio()), "#c=high&s=low")
    assert shown(page) == []

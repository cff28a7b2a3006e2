"""The page in a real browser; Chromium must be installed, these tests do not skip."""

from html import escape

from PIL import Image

from auditor.export import html
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

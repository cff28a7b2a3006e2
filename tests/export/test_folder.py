"""A report on many contracts: an index, and a folder with a page for each."""

import os
import re
import resource
from collections import Counter
from dataclasses import replace
from urllib.parse import unquote

import lxml.html
import pytest

from auditor.errors import OutputError
from auditor.export import folder, html
from auditor.export.placing import MARK
from auditor.export.registry import write, write_all
from auditor.model.finding import Outcome
from auditor.model.text import Text
from tests.export import samples


@pytest.fixture(scope="module")
def report():
    return samples.spooled(400)


@pytest.fixture(scope="module")
def site(report, tmp_path_factory):
    """The index of a portfolio of 400 contracts, written once."""
    path = tmp_path_factory.mktemp("site") / "report.html"
    write(report, path)
    return path


def parsed(file):
    return lxml.html.fromstring(file.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def pages(site):
    return sorted(path for path in (site.parent / "report_files").iterdir() if re.match(r"\d", path.name))


def test_each_contract_has_its_page_and_the_index_a_row_for_each(site):
    assert len(pages(site)) == 400
    rows = parsed(site).xpath("//table[contains(@class, 'many')]/tbody/tr")
    assert len(rows) == 400
    named = {unquote(row.xpath("th/a/@href")[0]) for row in rows}
    assert named == {f"report_files/{path.name}" for path in pages(site)}


def test_every_finding_stands_on_the_page_of_its_contract(site, report):
    shown = Counter()
    for path in pages(site):
        page = parsed(path)
        label = page.xpath("//h1")[0].text_content()
        shown.update(
            (label, o, rule)
            for o, rule in zip(
                page.xpath("//*/@data-o"), page.xpath("//*[@data-o]//a[@class='rule']/text()"), strict=True
            )
        )
    assert shown == Counter((f.subject.label, f.outcome.value, f.rule) for f in report.findings)


def test_counts_of_the_index_are_those_of_the_report(site, report):
    page = parsed(site)
    expected = Counter(finding.outcome.value for finding in report.findings)
    shown = {item.get("data-count"): int(item.text.replace("\u00a0", "")) for item in page.xpath("//b[@data-count]")}
    assert +Counter(shown) == expected
    sums = Counter()
    for row in page.xpath("//table[contains(@class, 'many')]/tbody/tr"):
        for name, cell in zip(("fail", "weak", "open"), row.xpath("td[position() > 1]"), strict=True):
            sums[name] += int(cell.text)
    assert sums["fail"] == expected["fail"]
    assert sums["weak"] == expected["weak"]
    assert sums["open"] == expected["undetermined"] + expected["error"]


def test_rows_stand_in_the_order_of_the_scores_and_name_them(site, report):
    rows = parsed(site).xpath("//table[contains(@class, 'many')]/tbody/tr")
    values = [int(row.xpath("td")[0].text_content().split()[0]) for row in rows]
    assert values == sorted((entry.score.value for entry in report.by_subject), reverse=True)


def test_no_link_leads_nowhere(site):
    files = [site, *(site.parent / "report_files").glob("*.html")]
    anchors = {file: set(parsed(file).xpath("//*/@id")) for file in files}
    broken = []
    for file in files:
        for link in parsed(file).xpath("//a/@href"):
            path, _, anchor = link.partition("#")
            target = (file.parent / unquote(path)).resolve() if path else file
            if target not in anchors or (anchor and "=" not in anchor and anchor not in anchors[target]):
                broken.append((file.name, link))
    assert broken == []


def test_the_page_of_a_rule_names_every_contract_in_which_it_failed(site, report):
    expected = Counter(finding.rule for finding in report.findings if finding.outcome is Outcome.FAIL)
    rules = parsed(site.parent / "report_files" / "rules.html")
    told = {row.xpath("th//code")[0].text: row for row in rules.xpath("//tbody/tr")}
    assert {rule: int(row.xpath("td")[1].text) for rule, row in told.items() if rule in expected} == expected
    for rule, number in expected.items():
        page = parsed(site.parent / "report_files" / told[rule].xpath("th/a/@href")[0])
        assert len(page.xpath("//ul[@class='plain']/li/a")) == number


def test_what_was_not_read_is_named_in_the_index(site):
    page = parsed(site)
    assert len(page.xpath("//ul[@class='unread']/li")) == 2
    assert page.xpath("//section[@id='unread']//a/@href") == ["report_files/skipped.html"]


def test_everything_is_there_without_javascript(site):
    page = parsed(site)
    assert [element.get("id") for element in page.xpath("//*[@hidden]")] == ["filter"]
    one = parsed(pages(site)[0])
    assert [element.get("id") for element in one.xpath("//*[@hidden]")] == ["filter"]
    assert one.xpath("//details[contains(@class, 'group fail')]/@open")


def test_every_page_is_locked_against_whatever_is_not_its_own(site):
    for file in (site, pages(site)[0], site.parent / "report_files" / "rules.html"):
        source = file.read_text(encoding="utf-8")
        script = re.search("<script>(.*)</script>", source, re.DOTALL)[1]
        assert f"script-src '{html._csp_hash(script)}'" in source


def test_same_report_same_bytes(site, report, tmp_path):
    write(report, tmp_path / "report.html")
    assert (tmp_path / "report.html").read_bytes() == site.read_bytes()
    for path in pages(site)[:40]:
        assert (tmp_path / "report_files" / path.name).read_bytes() == path.read_bytes()


def test_up_to_sixty_contracts_take_one_file(tmp_path):
    write(samples.large(contracts=60, rules=2), tmp_path / "report.html")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    write(samples.large(contracts=61, rules=2), tmp_path / "report.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report_files"]


def test_ten_thousand_rows_stay_under_five_megabytes_and_the_others_follow(monkeypatch):
    report = samples.spooled(61, rules=3)
    pages_of = html.folder(report, "report.html", "report_files")
    list(pages_of.files())
    row = len(pages_of._main._rows[0][0].encode())
    assert 10_000 * row < folder.INDEX_ROWS_BYTES
    assert folder.INDEX_ROWS_BYTES + 300_000 < 5_000_000
    monkeypatch.setattr(folder, "INDEX_ROWS_BYTES", 10 * row)
    monkeypatch.setattr(folder, "LIST_BYTES", 30 * row)
    pages_of = html.folder(report, "report.html", "report_files")
    files = dict(pages_of.files())
    assert {"contracts.html", "contracts-2.html"} <= files.keys()
    index = lxml.html.fromstring(pages_of.index())
    rows = [index, *(lxml.html.fromstring(files[name]) for name in files if name.startswith("contracts"))]
    assert sum(len(page.xpath("//table[contains(@class, 'many')]/tbody/tr")) for page in rows) == 61
    assert "report_files/contracts-2.html" in index.xpath("//a/@href")


def test_a_contract_that_does_not_fit_a_page_takes_several(monkeypatch):
    monkeypatch.setattr(folder, "PAGE_BYTES", 90_000)
    report = samples.large(contracts=61, rules=40)
    files = dict(html.folder(report, "report.html", "report_files").files())
    of_first = [name for name in files if name.startswith("00001")]
    assert len(of_first) > 1
    assert all(len(files[name]) <= 91_000 for name in of_first)
    shown = [o for name in of_first for o in lxml.html.fromstring(files[name]).xpath("//*/@data-o")]
    assert len(shown) == 40
    links = lxml.html.fromstring(files["rule-1.html"]).xpath("//a/@href")
    assert all(
        link.split("#")[1] in lxml.html.fromstring(files[link.split("#")[0]]).xpath("//*/@id")
        for link in links
        if link[0] == "0"
    )


def test_a_finding_with_too_many_passages_says_how_many_are_left_out(monkeypatch):
    monkeypatch.setattr(folder, "PAGE_BYTES", 60_000)
    report = samples.spooled(61, rules=2)
    first = report.by_subject[0].subject
    many = samples.finding(
        first,
        "forbidden",
        Outcome.FAIL,
        likelihood=4,
        evidence=tuple(samples.words(first, "слово " * 400) for _ in range(64)),
    )
    findings = (many, *(f for f in report.findings if f.subject.id != first.id))
    files = dict(html.folder(replace(report, findings=findings), "report.html", "report_files").files())
    page = next(data for name, data in files.items() if f"{first.label}</bdi></h1>".encode() in data and name[0] == "0")
    assert len(page) <= 60_000
    left = int(re.search(r"остальные есть в отчёте JSON \((\d+)\)", page.decode())[1])
    assert len(lxml.html.fromstring(page).xpath("//blockquote")) + left == 64


def test_findings_of_one_contract_that_do_not_stand_together_are_not_shown_in_part(report):
    class Torn(list):
        pass

    findings = list(report.findings)
    torn = replace(report, findings=Torn([*findings[10:], *findings[:1], *findings[1:10], findings[20]]))
    with pytest.raises(ValueError, match="do not stand together"):
        list(html.folder(torn, "report.html", "report_files").files())


def test_hostile_names_run_nothing_and_lead_somewhere(tmp_path):
    report = samples.spooled(61, rules=2)
    name = "</a><script>alert(1)</script>"
    scores = tuple(replace(e, subject=replace(e.subject, label=name)) for e in report.by_subject)
    evil = replace(report, by_subject=scores, language="en", sections=((name, Text(name, name)),))
    write(evil, tmp_path / "a#b ?'\".html")
    page = parsed(tmp_path / "a#b ?'\".html")
    assert len(page.xpath("//script")) == 1
    link = page.xpath("//table[contains(@class, 'many')]//a/@href")[0]
    assert (tmp_path / unquote(link)).is_file()


# Whole or not at all


def tree(path):
    return sorted(entry.relative_to(path).as_posix() for entry in path.rglob("*"))


def test_an_older_folder_is_replaced_whole_and_goes_when_it_is_no_longer_needed(tmp_path):
    write(samples.spooled(70, rules=2), tmp_path / "report.html")
    write(samples.spooled(61, rules=2), tmp_path / "report.html")
    assert len(list((tmp_path / "report_files").glob("000*.html"))) == 61
    write(samples.clean(), tmp_path / "report.html")
    assert tree(tmp_path) == ["report.html"]


def test_another_form_of_the_same_name_leaves_the_folder_alone(tmp_path):
    write_all(samples.spooled(61, rules=2), [tmp_path / "report.html", tmp_path / "report.json"])
    write(samples.clean(), tmp_path / "report.json")
    assert (tmp_path / "report_files" / "00001.html").is_file()


@pytest.mark.parametrize("kept", ["notes.docx", "sub/page.html", None])
def test_a_folder_of_somebody_else_is_never_touched(tmp_path, kept):
    own = tmp_path / "report_files"
    own.mkdir()
    if kept:
        (own / MARK).write_text("")
        (own / kept).parent.mkdir(exist_ok=True)
        (own / kept).write_text("mine")
    before = tree(own)
    write(samples.spooled(61, rules=2), tmp_path / "report.html")
    assert tree(own) == before
    assert b"report_files-2/00001.html" in (tmp_path / "report.html").read_bytes()
    write(samples.spooled(62, rules=2), tmp_path / "report.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report_files", "report_files-2"]


def test_a_full_disk_leaves_the_old_report_and_no_rest(tmp_path):
    write(samples.spooled(61, rules=2), tmp_path / "report.html")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    larger = samples.spooled(400, rules=2)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, limits[1]))
    try:
        with pytest.raises(OutputError, match=r"report\.html"):
            write(larger, tmp_path / "report.html")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_index_that_cannot_take_its_name_puts_the_old_folder_back(tmp_path, monkeypatch):
    path = tmp_path / "report.html"
    write(samples.spooled(61, rules=2), path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    real = os.replace

    def refusing(source, target, **more):
        if os.fspath(target).endswith("report.html"):
            raise PermissionError(13, "refused")
        return real(source, target, **more)

    monkeypatch.setattr(os, "replace", refusing)
    with pytest.raises(OutputError, match="refused"):
        write(samples.spooled(70, rules=2), path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_name_as_long_as_can_be_gets_a_folder(tmp_path):
    path = tmp_path / ("д" * 125 + ".html")
    write(samples.spooled(61, rules=2), path)
    link = parsed(path).xpath("//table[contains(@class, 'many')]//a/@href")[0]
    assert (tmp_path / unquote(link)).is_file()

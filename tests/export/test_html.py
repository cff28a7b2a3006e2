import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace

import pytest

from auditor.export import html
from auditor.export.phrases import Phrases
from auditor.export.places import place
from auditor.model.finding import Evidence, Outcome, Severity, SubjectKind
from auditor.model.text import Text
from tests.export import samples

SAMPLES = ["single", "portfolio", "nothing_found", "clean", "hostile"]


def words(element):
    return " ".join(element.text_content().split())


def every_text(report):
    """Everything a report says for people, in its language."""
    for finding in report.findings:
        if finding.outcome not in {Outcome.PASS, Outcome.NOT_APPLICABLE}:
            yield from (finding.recommendation, finding.confidence_reason)
            yield from (evidence.about for evidence in finding.evidence)
        yield from (finding.title, finding.model_clause, finding.why)
        if finding.absence:
            yield from finding.absence.searched_for
            yield from (near.why_not for near in finding.absence.nearest)
    for entry in report.inputs:
        yield from (entry.message, *entry.warnings, *(name for name, _ in entry.facts))
    yield from (entry.score.sentence for entry in report.by_subject)


@pytest.mark.parametrize("name", SAMPLES)
def test_counts_are_those_of_the_report(name, language, page_of):
    report = getattr(samples, name)(language)
    page = page_of(report)
    expected = Counter(finding.outcome.value for finding in report.findings)
    assert Counter(page.xpath("//*/@data-o")) == expected
    shown = {item.get("data-count"): int(item.text) for item in page.xpath("//b[@data-count]")}
    assert +Counter(shown) == expected


def test_counts_of_each_contract_are_those_of_the_report(portfolio, page_of):
    page = page_of(portfolio)
    contracts = page.xpath("//details[contains(@class, 'contract')]")
    shown = {words(c.xpath(".//h3")[0]): Counter(c.xpath(".//*/@data-o")) for c in contracts}
    expected = {entry.subject.label: Counter() for entry in portfolio.by_subject}
    for finding in portfolio.findings:
        expected[finding.subject.label][finding.outcome.value] += 1
    assert shown == expected
    for row in page.xpath("//table[@class='contracts']/tbody/tr"):
        count = expected[words(row.xpath("th/a")[0])]
        numbers = [int(cell.text) for cell in row.xpath("td[@class='n']")]
        assert numbers == [count["fail"], count["weak"], count["undetermined"] + count["error"]]


def test_every_drawer_shows_its_count(portfolio, page_of):
    drawers = page_of(portfolio).xpath("//details[starts-with(@class, 'group')]")
    assert len(drawers) == 16
    for drawer in drawers:
        assert int(drawer.xpath("summary/span[@class='tally']")[0].text) == len(drawer.xpath(".//*[@data-o]"))


def test_every_quote_stands_in_quotation_marks_with_its_place(portfolio, page_of):
    page = page_of(portfolio)
    opening, closing = "«»" if portfolio.language == "ru" else "“”"
    quoted = Counter(words(q) for q in page.xpath("//blockquote | //q"))
    expected = Counter(
        f"{opening}{found.quote}{closing}"
        for finding in portfolio.findings
        for found in (*finding.evidence, *(finding.absence.nearest if finding.absence else ()))
    )
    assert quoted == expected
    places = Counter(words(p) for p in page.xpath("//figcaption/bdi | //p[@class='q']/bdi[1]"))
    pages = "стр. 7, п. 7.7" if portfolio.language == "ru" else "p. 7, cl. 7.7"
    paragraph = "абз. 41" if portfolio.language == "ru" else "par. 41"
    assert places[pages] == 3
    assert places[paragraph] == 3


@pytest.mark.parametrize("name", ["single", "portfolio", "clean"])
def test_everything_the_report_says_is_on_the_page(name, language, page_of):
    report = getattr(samples, name)(language)
    told = words(page_of(report))
    texts = [text.in_language(language) for text in every_text(report) if text]
    assert [text for text in texts if text not in told] == []
    assert len(texts) >= 4


def test_every_message_is_told_whole(portfolio, page_of):
    for view in page_of(portfolio).xpath("//*[@data-o]"):
        told = words(view).replace(".", "")
        rule = view.xpath(".//a[@class='rule']")[0].text
        messages = {f.message.in_language(portfolio.language) for f in portfolio.findings if f.rule == rule}
        assert any(all(part.strip(".") in told for part in message.split(". ")) for message in messages)


def test_the_verdict_is_a_sentence_and_the_score_has_its_range(page_of):
    page = page_of(samples.portfolio())
    assert words(page.xpath("//h1")[0]) == (
        "Высокий риск. 6 проверок из 22 не выполнены, ещё 3 выполнены частично, по 6 ответа нет, "
        "2 файла не прочитаны, 1 файл прочитан частично."
    )
    assert words(page.xpath("//p[@class='figure']")[0]) == "Риск 72 [68–77] из 100; 100 — хуже всего"
    assert "0,6 × 80 + 0,4 × 60,00 = 72" in words(page.xpath("//section[@id='summary']//dl")[0])


def test_the_parts_come_in_their_order(portfolio, page_of):
    ids = page_of(portfolio).xpath("//main/section/@id")
    assert ids == ["summary", "unread", "contracts", "pictures", "findings", "files", "method", "rules"]


def test_what_was_not_read_stands_open_before_the_contracts(portfolio, page_of):
    section = page_of(portfolio).xpath("//section[@id='unread']")[0]
    listed = [words(item) for item in section.xpath(".//ul[@class='unread']/li[not(ancestor::details)]")]
    assert len(listed) == 3
    assert [line.split(".pdf")[0] for line in listed][1] == "contracts/закрытый"
    remedy = {"ru": "Снимите пароль", "en": "Remove the password"}[portfolio.language]
    assert remedy in listed[1]
    assert "5–7" in listed[2]
    assert "копии/01.docx" in words(section.xpath("./details")[0])


def test_a_report_without_a_contract_says_so(language, page_of):
    page = page_of(samples.nothing_found(language))
    said = {"ru": "Договоров для проверки не нашлось", "en": "No contract was found to judge"}[language]
    assert said in words(page.xpath("//h1")[0])
    assert page.xpath("//section[@id='findings']") == []
    calm = {"ru": "срочных дел нет", "en": "nothing is pressing"}[language]
    assert calm not in words(page)
    assert calm in words(page_of(samples.clean(language)))


def test_an_interrupted_run_says_so(page_of):
    page = page_of(replace(samples.single(), complete=False))
    assert "Проверка прервана" in words(page.xpath("//section[@id='summary']")[0])


def test_immediate_action_names_every_finding_that_calls_for_it(portfolio, page_of):
    banner = page_of(portfolio).xpath("//div[@id='immediate']")[0]
    assert len(banner.xpath(".//li/a")) == 3
    assert page_of(samples.clean()).xpath("//div[@id='immediate']") == []


def test_what_to_do_first_goes_by_risk(portfolio, page_of):
    steps = page_of(portfolio).xpath("//ol[@class='steps']/li")
    assert ["R = 25" in words(step) for step in steps] == [True, False]
    assert "R = 16" in words(steps[1])


def test_findings_go_by_severity_within_a_drawer(page_of):
    one = samples.subject()
    grades = (Severity.LOW, Severity.CRITICAL, Severity.MEDIUM, Severity.HIGH)
    made = [samples.finding(one, f"r{n}", Outcome.FAIL, grade, 4) for n, grade in enumerate(grades)]
    page = page_of(samples.report_of(made))
    assert page.xpath("//article/@data-s") == ["critical", "high", "medium", "low"]


def test_a_failed_check_is_headed_by_its_title_and_a_passed_one_by_what_was_found(page_of):
    page = page_of(samples.single())
    assert words(page.xpath("//article[@data-o='fail']/h5")[1]) == "Не назван срок оплаты"
    assert words(page.xpath("//article[@data-o='weak']/h5")[0]) == "Условие есть, но неполное: порядок приёмки"
    assert words(page.xpath("//li[@data-o='pass']/p[1]")[0]).startswith("Есть: цена услуг")
    assert words(page.xpath("//li[@data-o='not_applicable']/p[1]")[0]).startswith("Проверка: «Не назван")


def test_risk_is_shown_with_its_factors(page_of):
    chips = [words(chips) for chips in page_of(samples.single()).xpath("//article/p[@class='chips']")]
    assert "последствия 5 × вероятность 5 = R 25" in chips[0]
    assert "последствия 4, вероятность не установлена" in chips[3]


def test_five_passages_are_shown_and_the_rest_lies_in_a_drawer(page_of):
    article = page_of(samples.single()).xpath("//article[@data-o='fail']")[0]
    assert len(article.xpath("./figure")) == 5
    assert len(article.xpath("./details[@class='more']/figure")) == 3
    assert words(article.xpath("./details[@class='more']/summary")[0]) == "Ещё 3 места"


def test_law_is_shown_with_how_far_it_was_checked_and_since_when(page_of):
    page = page_of(samples.single())
    basis = [words(basis) for basis in page.xpath("//article/p[@class='basis']")]
    assert basis[0] == ("Основание. ЗоЗПП ст. 16 п. 2 пп. 4 (нужно проверить, действует с 01.09.2022 по 01.01.2030)")
    assert basis[1] == (
        "Основание. ГК РФ ст. 314 п. 2 (сверено с официальным текстом); "
        "ГК РФ ст. 781 (по вторичным источникам, действует с 01.03.1996)"
    )


def test_good_practice_is_a_recommendation_and_never_a_violation(page_of):
    article = page_of(samples.single()).xpath("//article[@data-o='weak']")[0]
    assert "рекомендация" in words(article.xpath("./p[@class='chips']")[0])
    assert "наруш" not in words(article).lower()


def test_evidence_of_another_file_names_the_file():
    phrases = Phrases("ru")
    found = Evidence("приложения/1.xlsx", "100", cell="Лист1!B7")
    assert place(found, "contracts/01.docx", phrases) == "приложения/1.xlsx, ячейка Лист1!B7"
    assert place(replace(found, cell=None), "приложения/1.xlsx", phrases) == "документ"


def test_subjects_other_than_contracts_are_named_for_what_they_are(page_of):
    record = samples.subject(2, label="Письмо от 3 марта", kind=SubjectKind.INTERACTION)
    findings = [*samples.findings_of(samples.subject()), samples.finding(record, "a", Outcome.FAIL)]
    page = page_of(samples.report_of(findings))
    assert "Предметы проверки" in words(page.xpath("//section[@id='contracts']/h2")[0])
    assert "обращение" in words(page.xpath("//table[@class='contracts']")[0])


def test_a_subject_without_a_score_is_not_left_out(page_of):
    report = samples.single()
    page = page_of(replace(report, by_subject=()))
    assert len(page.xpath("//*[@data-o]")) == len(report.findings)
    assert "нет счёта" in words(page.xpath("//table[@class='contracts']")[0])


@pytest.mark.parametrize("name", SAMPLES)
def test_every_link_leads_to_a_place_on_the_page(name, language, page_of):
    page = page_of(getattr(samples, name)(language))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = page.xpath("//@href")
    assert links
    assert [link for link in links if not link.startswith("#")] == []
    assert [link for link in links if "=" not in link and link[1:] not in ids] == []


def test_words_of_documents_never_become_mark_up(language, page_of):
    source = html.render(samples.hostile(language)).decode()
    page = page_of(samples.hostile(language))
    assert len(page.xpath("//script")) == 1
    assert source.count("<script") == 1
    assert samples.HOSTILE in words(page)
    assert [name for element in page.iter() for name in element.attrib if name.startswith("on")] == []
    assert page.xpath("//@src | //@action | //@style | //@srcset | //@formaction") == []
    assert [link for link in page.xpath("//@href") if "script" in link and link[0] != "#"] == []


def test_hidden_characters_are_shown_by_their_number(language):
    source = html.render(samples.hostile(language)).decode()
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", source) == []
    assert "договор⟨U+202E⟩yxwv⟨U+202C⟩ и ⟨U+0000⟩⟨U+0007⟩знак" in source


def test_half_a_surrogate_does_not_break_the_page():
    report = samples.clean()
    page = html.render(replace(report, inputs=(replace(report.inputs[0], path="dir/\udcff.pdf"),)))
    assert "dir/⟨U+DCFF⟩.pdf" in page.decode()


def test_the_policy_allows_just_the_page_s_own_style_and_script(page_of):
    page = page_of(samples.single())
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        assert len(page.xpath(f"//{tag}")) == 1
        digest = hashlib.sha256(page.xpath(f"//{tag}")[0].text.encode()).digest()
        assert f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_the_page_needs_nothing_from_elsewhere():
    source = html.render(samples.portfolio()).decode()
    assert re.findall(r"https?:|url\(|@import|//\w+\.", source) == []


def test_nothing_is_hidden_from_a_browser_without_javascript(portfolio, page_of):
    page = page_of(portfolio)
    assert [element.get("id") for element in page.xpath("//*[@hidden]")] == ["filter"]
    style = page.xpath("//style")[0].text
    hiding = [rule.split("{")[0].strip() for rule in style.split("}") if "display: none" in rule]
    without_use = [
        "#filter label[hidden]",  # a choice of one
        ".chart .today circle",  # ends of the line that says when today is
        "#filter[hidden]",
        ".filtered .card, .filtered .back",
        ".page-tools",  # in print, as all that follow
        '[data-print="summary"] :is(#findings, #files, #method, #rules, #access)',
        ".masthead nav, .skip, #filter, .back, button",
    ]
    assert hiding == without_use


def test_same_report_same_bytes(language):
    assert html.render(samples.portfolio(language)) == html.render(samples.portfolio(language))


def test_the_order_does_not_come_from_the_run():
    report = samples.portfolio()
    turned = replace(report, findings=report.findings[::-1], inputs=report.inputs[::-1], matters=report.matters[::-1])
    assert html.render(turned) == html.render(report)


def test_the_whole_page_is_in_the_language_of_the_report(page_of):
    english = page_of(samples.portfolio("en"))
    assert english.get("lang") == "en"
    own = english.xpath("(//h2 | //dt | //h4 | //label | //summary | //button | //th)//text()[not(ancestor::bdi)]")
    assert len(own) > 100
    assert [text for text in own if re.search("[А-яЁё]", text)] == []


def test_words_in_the_other_language_are_marked(page_of):
    quotes = page_of(samples.single("en")).xpath("//blockquote/bdi")
    assert {quote.get("lang") for quote in quotes} == {"ru"}
    assert {quote.get("lang") for quote in page_of(samples.single("ru")).xpath("//blockquote/bdi")} == {None}


def test_five_thousand_findings_stay_under_seven_megabytes_in_both_languages(page_of):
    report = samples.large()
    assert len(report.findings) == 5_000
    source = html.render(report)
    assert len(source) < 7_000_000
    page = page_of(report)
    assert len(page.xpath("//*[@data-o]")) == 5_000
    assert len(page.xpath("//details[@class='rule']")) == 100
    assert page.xpath("//details[@class='contract'][@open]") == []


def test_a_value_the_page_cannot_show_is_an_error():
    with pytest.raises(TypeError, match="no way to show"):
        html.render(replace(samples.single(), tool_version=None))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_have_the_contrast_that_wcag_aa_asks_for(theme):
    style = (html._TEMPLATES / "report.css").read_text()
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[0]))
    if theme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[1]))
    inks, grounds = ("ink", "soft", "accent", "grave", "care"), ("paper", "card", "tint")
    pairs = [(ink, ground) for ink in inks for ground in grounds]
    pairs += [("grave-ink", "grave"), ("grave", "grave-tint"), ("ink", "grave-tint"), ("care", "care-tint")]
    pairs += [("ink", "care-tint"), ("soft", "care-tint"), ("accent", "care-tint"), ("accent", "grave-tint")]
    poor = {pair: contrast(*(colours[name] for name in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


def contrast(first, second):
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_rule_is_told_once_with_all_its_searches(page_of):
    one = samples.subject()
    failed = replace(samples.findings_of(one)[0], why=Text("Потому.", "Because."))
    rule = page_of(samples.report_of([failed])).xpath("//details[@class='rule']")[0]
    assert "Искали: срок оплаты; порядок расчётов." in words(rule)
    assert "Потому." in words(rule)
    assert "в течение 5 (пяти) рабочих дней" in words(rule)


def _light(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    lower, higher = sorted((_light(one), _light(other)))
    return (higher + 0.05) / (lower + 0.05)


def test_words_stand_out_from_their_ground_by_day_and_by_night():
    """WCAG 2.1, 1.4.3: 4.5 to 1 for text."""
    themes = re.findall(r":root \{(.*?)\}", html.asset("report.css"), re.DOTALL)[:2]
    assert len(themes) == 2
    for theme in themes:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", theme))
        inks, grounds = ("ink", "soft", "accent", "grave", "care"), ("paper", "card", "tint", "grave-tint", "care-tint")
        pairs = {(ink, ground): _contrast(colours[ink], colours[ground]) for ink in inks for ground in grounds}
        assert {pair: ratio for pair, ratio in pairs.items() if ratio < 4.5} == {}
        assert _contrast(colours["grave-ink"], colours["grave"]) >= 4.5

"""Cards of figures, long tables, the statement browser and the search, in a real browser."""

import csv
import re

import pytest
from test_browser import LANGUAGES, ROW, THEMES, WIDTHS, overflow, path, violations

from conftest import ROOT


def rows(name):
    with (ROOT / f"data/tidy/{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# --- cards ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_number_opens_its_card_by_keyboard_and_gives_the_place_back(
    visit, axe, language, theme, width
):
    page, troubles = visit(path(language, "01_ba_che.html"), width, theme)
    assert page.locator(f'article a[title="{ROW}"]').first.inner_text().startswith("27")
    link = page.locator(f'article a[title="{ROW}"]').first
    link.focus()
    page.keyboard.press("Enter")
    card = page.locator("dialog.card")
    card.wait_for()
    text = card.inner_text()
    for said in ("giảm 27 biên chế", "19.7" if language == "en" else "19,7"):
        assert said in text
    assert ("cut 27 payroll posts" in text) == (language == "en")
    assert violations(page, axe) == []
    assert overflow(page) <= 0
    assert card.evaluate("c => c.scrollWidth - c.clientWidth") <= 0
    page.keyboard.press("Escape")
    assert not card.is_visible()
    page.wait_for_function("a => a === document.activeElement", arg=link.element_handle())
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_a_card_at_an_address_of_its_own(site, visit, language):
    keys = {row["id"] for row in rows("records")} | {row["key"] for row in rows("results")}
    page, troubles = visit(path(language, "figures.html") + f"#card/{ROW}")
    ids = page.locator("details.card").evaluate_all("all => all.map(c => c.id.slice(5))")
    assert sorted(ids) == sorted(keys)
    assert page.locator(f"[id='card/{ROW}'] blockquote").is_visible()
    page.goto(site.address + path(language, "01_ba_che.html"))
    page.locator(f'article a[title="{ROW}"]').first.click()
    page.wait_for_selector("dialog.card[open]")
    assert set(page.evaluate("Object.keys(CARDS)")) == keys
    assert troubles == []


@pytest.mark.parametrize(("language", "written"), [("en", "27 is 19.7 %"), ("vi", "19,7%")])
def test_a_formula_is_of_numbers_that_lead_to_their_cards(visit, language, written):
    page, troubles = visit(path(language, "figures.html") + "#card/ba-che/payroll-base")
    formula = page.locator("[id='card/ba-che/payroll-base'] dd", has_text=written)
    assert "ba-che/" not in formula.inner_text()
    formula.locator(f"a[data-card='{ROW}']").click()
    page.locator("blockquote:visible", has_text="giảm 27 biên chế").first.wait_for()
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_and_a_link_are_taken_along(browser, site, language):
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site.address + path(language, "01_ba_che.html"))
    page.locator(f'article a[title="{ROW}"]').first.click()
    buttons = page.locator("dialog.card .ways button")
    buttons.nth(0).click()
    page.wait_for_timeout(100)
    cited = page.evaluate("navigator.clipboard.readText()")
    assert "Báo Quảng Ninh" in cited
    assert "giảm 27 biên chế" in cited
    buttons.nth(1).click()
    page.wait_for_timeout(100)
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{site.address}{path(language, 'figures.html')}#card/{ROW}"
    page.goto("about:blank")
    page.goto(link)
    assert page.locator(f"[id='card/{ROW}'] blockquote").is_visible()
    context.close()


def test_without_scripts_a_number_leads_to_its_row_with_its_columns_names(site, browser):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1400, "height": 900}
    )
    page = context.new_page()
    page.goto(site.address + "04_quang_ninh.html")
    page.locator('article a[title="quang-ninh/units-cut"]').first.click()
    row = page.locator("tr:target")
    assert row.is_visible()
    labels = row.locator("td").evaluate_all(
        "all => all.map(cell => getComputedStyle(cell, '::before').content)"
    )
    assert '"Value"' in labels
    context.close()


# --- long tables ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_table_is_folded_filtered_and_sorted(visit, language):
    page, troubles = visit(path(language, "04_quang_ninh.html"))
    fold = page.locator("details.folded:has(tr[id='quang-ninh/units-cut'])")
    summary = fold.locator("> summary")
    assert "39" in summary.inner_text()
    assert not fold.locator("table").is_visible()
    summary.click()
    shown = fold.locator("tbody tr:visible")
    assert shown.count() == 39
    fold.locator(".table-tools input").fill("diem truong")
    assert 0 < shown.count() < 39
    fold.locator(".table-tools input").fill("")
    fold.locator("thead button").nth(1).click()
    paragraphs = [int(text) for text in fold.locator("tbody tr td:nth-child(2)").all_inner_texts()]
    assert paragraphs == sorted(paragraphs)
    fold.locator("thead button").nth(1).click()
    assert fold.locator("[aria-sort=descending]").count() == 1
    header = fold.locator("thead th").first
    fold.locator("tbody tr").nth(20).evaluate("r => r.scrollIntoView()")
    assert header.bounding_box()["y"] >= -1  # it stays in sight
    assert troubles == []


def test_paper_shows_what_is_folded(visit):
    page, _ = visit("04_quang_ninh.html")
    page.emulate_media(media="print")
    assert page.locator("tr[id='quang-ninh/units-cut']").is_visible()
    assert page.locator("details.numbers table").first.is_visible()


# --- statements ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_statements_are_browsed_and_sent_as_a_link(site, visit, axe, language, theme, width):
    told = rows("assessments")
    wanted = [
        row for row in told if row["polarity"] == "difficulty" and row["article"] == "duc-tho"
    ]
    page, troubles = visit(path(language, "statements.html"), width, theme)
    selects = page.locator(".statement-filters select")
    assert page.locator(".statements li").count() == len(told)
    selects.nth(0).select_option("difficulty")
    selects.nth(2).select_option("duc-tho")
    shown = page.locator(".statements li:visible")
    assert shown.count() == len(wanted) > 0
    assert wanted[0]["gloss_en"] in " ".join(shown.all_inner_texts())
    assert str(len(wanted)) in page.locator(".statement-status").inner_text()
    assert violations(page, axe) == []
    assert overflow(page) <= 0
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    assert shown.count() == len(wanted)
    page.goto("about:blank")
    page.goto(
        site.address + path(language, "statements.html#only-theme=%E0%A4;place=nowhere;find=<b>")
    )
    assert page.locator(".statement-status").inner_text()
    assert troubles == []


def test_without_scripts_the_statements_are_a_list_by_theme(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address + "statements.html")
    assert not page.locator(".statement-tools").is_visible()
    assert page.locator("details.theme li").first.is_visible()  # the commonest theme is open
    closed = page.locator("details.theme:not([open])")
    theme = closed.first.get_attribute("id")
    closed.first.locator("summary").click()
    assert page.locator(f"#{theme} li").first.is_visible()
    context.close()


# --- finding -------------------------------------------------------------------------------------


def found(page, site, language, query):
    page.goto(site.address + path(language, "search.html"))
    page.locator("article input[name=q]").fill(query)
    page.locator(".search-page form button").click()
    page.wait_for_load_state()
    return page.locator(".search-results li").all_inner_texts()


@pytest.mark.parametrize(
    ("language", "query", "there"),
    [
        ("en", "how do I cite", "cite.html"), ("en", "download", "dictionary.html"),
        ("en", "misprint", "07_audit.html"), ("en", "error", "07_audit.html"),
        ("en", "teachers", "04_quang_ninh.html#schools"), ("vi", "trích dẫn thế nào", "cite.html"),
        ("en", "benchmark", "benchmark.html"), ("vi", "bộ mẫu", "benchmark.html"),
        ("vi", "tai ve", "dictionary.html"), ("vi", "giáo viên", "04_quang_ninh.html#schools"),
    ],
)  # fmt: skip
def test_everyday_words_lead_somewhere(site, visit, language, query, there):
    page, troubles = visit(path(language, "search.html"))
    found(page, site, language, query)
    lead = page.locator(".search-lead a")
    assert lead.get_attribute("href") == there
    lead.click()
    assert page.locator("h1").is_visible()
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_tones_that_are_typed_are_meant(site, visit, language):
    page, _ = visit(path(language, "search.html"))
    marked = found(page, site, language, "thôn")
    assert marked
    assert all("thôn" in text.lower() for text in marked)
    assert not any(
        "thông" in mark.lower() for mark in page.locator(".search-results mark").all_inner_texts()
    )
    assert found(page, site, language, "sát nhập") == found(page, site, language, "sáp nhập") != []
    assert found(page, site, language, "uỷ ban") == found(page, site, language, "ủy ban") != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_come_before_records(site, visit, language):
    page, _ = visit(path(language, "search.html"))
    found(page, site, language, "biên chế")
    links = page.locator(".search-results a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    records = ["/" in link for link in links]
    assert records == sorted(records)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_found_however_it_is_written(site, visit, language):
    page, _ = visit(path(language, "search.html"))
    for ways in (("1833", "1.833", "1,833"), ("19,7", "19.7")):
        first, *others = (found(page, site, language, way) for way in ways)
        assert first
        assert all(other == first for other in others), ways
    assert found(page, site, language, "833") == []  # nor is a number's end found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_comes_before_its_words_and_words_before_their_beginnings(site, visit, language):
    page, _ = visit(path(language, "search.html"))
    for query in ("bien che", "sap nhap thon", "part-time official"):
        found(page, site, language, query)
        page.get_by_role("button", name=re.compile("Show all|Hiện tất cả")).evaluate_all(
            "all => all.forEach(button => button.click())"
        )
        ranks = []
        for link in page.locator(".search-results a").evaluate_all(
            "all => all.map(a => a.getAttribute('href') + '|' + a.textContent)"
        ):
            texts = page.evaluate(TEXTS, link)
            whole = [
                re.search(rf"\b{re.escape(word)}\b", texts) for word in (query, *query.split())
            ]
            ranks.append(3 if whole[0] else 2 if all(whole[1:]) else 1)
        assert ranks == sorted(ranks, reverse=True)
        assert ranks, query


#: What a result is searched in, in small letters without tone marks.
TEXTS = """link => {
  const [address, name] = link.split("|");
  const entry = SEARCH_INDEX.find(([there, page, heading]) => there === address && (heading ? `${page} › ${heading}` : page) === name);
  return entry.slice(1).join(" ").replaceAll("\u00a0", " ").toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\\p{M}/gu, "");
}"""


@pytest.mark.parametrize(
    ("language", "query", "said"),
    [
        ("en", "how many people lost their jobs", None),
        ("en", "how many villages vanished in Hanoi", "No place has all of these words"),
        ("vi", "bao nhiêu người mất việc", None),
        ("vi", "huyện nào cắt giảm nhanh nhất thế giới", "Không chỗ nào có đủ các từ này"),
    ],
)
def test_a_question_finds_what_has_some_of_its_words(site, visit, language, query, said):
    page, troubles = visit(path(language, "search.html"))
    assert found(page, site, language, query)
    status = page.locator(".search-status").inner_text()
    assert status.startswith(said) if said else re.match(r"(Tìm thấy )?\d+", status)
    assert page.locator(".search-results mark").count()
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_excerpts_begin_and_end_with_whole_words_of_one_text(site, visit, language):
    page, _ = visit(path(language, "search.html"))
    for query in ("bien che", "payroll", "1833"):
        found(page, site, language, query)
        texts = page.evaluate("SEARCH_INDEX.flatMap(entry => entry.slice(3))")
        padded = [f" {text} " for text in texts]
        for excerpt in page.locator(".search-results p").all_text_contents():
            shown = excerpt.removeprefix("… ").removesuffix(" …")
            assert any(f" {shown} " in text for text in padded), excerpt

"""The home page's picture, the page that says what may be compared, and what surrounds the pages."""

import hashlib
import io
import re
import zipfile
from itertools import combinations
from xml.etree import ElementTree

import pandas as pd
import pytest
from test_browser import LANGUAGES, THEMES, WIDTHS, overflow, path, violations

from streamlining import load
from streamlining.coding.reference import evident

#: The cut that the home page names to say why a base matters.
EXAMPLE = "quang-ninh/civil-servants-cut"

PAGES = ("index.html", "compare.html", "404.html")


@pytest.fixture(scope="module")
def corpus():
    return load()


# --- the picture of the home page ----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cut_is_a_bar_and_only_those_with_a_base_end(visit, corpus, language):
    records = corpus.frames["records"]
    done = records[records["obs_status"] == "achieved"]
    done = done[~done["unit_measure"].isin(["percent", "inspection"])]  # a rate; work, no apparatus
    cuts = done[done["indicator"].str.endswith("-reduction")]
    cuts = cuts[cuts["part_of"].isna() & cuts["repeated_by"].isna()].set_index("id")
    page, troubles = visit(path(language, "index.html"))
    drawn = page.locator(".cut > a").evaluate_all(
        "all => all.map(a => [a.dataset.key, a.parentNode.classList.contains('known'), a.textContent])"
    )
    assert [key for key, *_ in drawn] == list(cuts.index)
    for key, known, text in drawn:
        assert known == pd.notna(cuts["base"][key]), key
        assert ("?" in text) != known, key
        assert f"{cuts['printed'][key].lstrip('0')}" in text.replace(",", "."), key
    lead = page.locator(".cuts-lead").inner_text()
    assert f" {len(cuts)} " in lead
    assert f" {cuts['base'].isna().sum()} " in f" {lead} "
    told = corpus.frames["assessments"]["polarity"].value_counts()
    sentence = page.locator(".cuts-sentence").inner_text()
    assert f" {told['benefit']} " in sentence
    assert f" {told['difficulty']} " in sentence
    for place, key in ((".cuts-lead", EXAMPLE), (".cuts-how", "binh-xuyen/villages-before")):
        link = page.locator(f"{place} a[title='{key}']")
        assert link.inner_text() == corpus.record(key).printed
        assert link.get_attribute("href").endswith(f"#{key}")
    assert pd.isna(cuts["base"][EXAMPLE])  # or it would tell nothing
    assert not re.search("told as done|được kể", page.locator(".cuts").inner_text())
    without = [
        article.id for article in corpus if not any(k.startswith(article.id) for k in cuts.index)
    ]
    said = {"en": "a workshop’s report", "vi": "bài tường thuật hội thảo"}[language]
    assert len(without) == 1
    assert corpus[without[0]].head.genre == "workshop-report"
    assert page.locator(".cuts .none").inner_text().startswith(said)
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_keep_clear_of_a_bars_edges_and_labels_stand_beside_their_values(visit, language):
    page, _ = visit(path(language, "index.html"), 360)
    for bar in page.locator(".cut > a").all():
        outer = bar.bounding_box()
        for words in bar.locator("> span").all():
            box = words.bounding_box()
            assert box["y"] - outer["y"] >= 4
            assert outer["y"] + outer["height"] - box["y"] - box["height"] >= 4
            assert box["x"] - outer["x"] >= 8
    page.locator(".cut > a").nth(4).focus()
    tops = "all => all.map(e => { const r = document.createRange(); r.selectNodeContents(e); return r.getClientRects()[0].bottom; })"
    told = page.locator(".told:visible")
    labels, values = (told.locator(tag).evaluate_all(tops) for tag in ("dt", "dd"))
    assert len(labels) == 4
    assert labels == pytest.approx(values, abs=1)


def test_a_bar_is_as_long_as_its_share(visit):
    page, _ = visit()
    bar = page.locator('[data-key="binh-xuyen/villages-cut"]')
    share = bar.evaluate("a => getComputedStyle(a.parentNode).getPropertyValue('--cut')")
    assert share == "55.2%"  # 16 of 29


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_bar_tells_its_phrase_to_pointer_and_keyboard(visit, corpus, language, width):
    page, troubles = visit(path(language, "index.html"), width)
    for number in (0, 9, -1):
        bar = page.locator(".cut > a").nth(number)
        told = page.locator(".cut .told").nth(number)
        record = corpus.record(bar.get_attribute("data-key"))
        assert not told.is_visible()
        bar.focus()
        assert told.is_visible()
        assert record.exact in told.inner_text()
        assert (record.gloss_en in told.inner_text()) == (language == "en")
        box = told.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        assert not told.is_visible()
        bar.hover()
        assert told.is_visible()
        told.hover()  # one can go to it without its going away
        assert told.is_visible()
        page.mouse.move(1, 1)
        page.evaluate("document.activeElement.blur()")
        assert not told.is_visible()
    assert troubles == []


def test_a_first_tap_tells_and_the_link_in_it_leads_to_the_evidence(site, browser):
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site.address + "index.html")
    cut = page.locator(".cut").nth(3)
    key = cut.locator("> a").get_attribute("data-key")
    cut.locator("> a").tap()
    assert page.url.endswith("index.html")
    assert cut.locator(".told").is_visible()
    cut.locator(".told a").tap()
    page.wait_for_url(f"**.html#{key}")
    assert page.locator(f'[id="{key}"]').is_visible()
    context.close()


def test_without_a_script_it_is_a_picture_with_its_table(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address + "index.html")
    assert all(bar.is_visible() for bar in page.locator(".cut > a").all())
    page.locator(".cuts details summary").click()
    rows = page.locator(".cuts details tbody tr")
    assert rows.count() == page.locator(".cut").count()
    assert rows.first.is_visible()
    context.close()


def test_the_home_page_weighs_little(visit, site):
    page, _ = visit("404.html")
    sizes = {}
    page.on("response", lambda r: sizes.__setitem__(r.url, len(r.body())))
    page.goto(site.address + "index.html", wait_until="networkidle")
    assert len(sizes) >= 5
    assert sum(sizes.values()) < 250_000, sizes


# --- may I compare? ------------------------------------------------------------------------------

DECIDE = """pairs => {
  const { decide, of } = Comparability(JSON.parse(document.querySelector(".compare script").textContent));
  return pairs.map(([a, b]) => {
    const found = decide(of.get(a), of.get(b));
    return [found.verdict, [...found.evident].sort(), found.judged && found.judged.question];
  });
}"""


def decided(corpus, pair):
    """The verdict of the judged comparison with fewest figures, or by the obstacles in sight."""
    found = evident(pair, corpus.places) | (
        {"period"} if pair[0].time_period != pair[1].time_period else set()
    )
    keys = {record.key for record in pair}
    judged = sorted(
        (one for one in corpus.comparisons if keys <= set(one.figures)),
        key=lambda one: len(one.figures),
    )
    if judged:
        return [judged[0].verdict, sorted(found), judged[0].question_en]
    return ["refused" if found else "open", sorted(found), None]


def test_the_page_decides_every_pair_as_the_package_does(visit, corpus):
    page, troubles = visit("compare.html")
    pairs = list(combinations([record for article in corpus for record in article.records], 2))
    told = page.evaluate(DECIDE, [[a.key, b.key] for a, b in pairs])
    for pair, there in zip(pairs, told, strict=True):
        assert there == decided(corpus, pair), pair
    assert len(pairs) > 4_800
    assert {verdict for verdict, *_ in told} == {"no", "with-caveat", "refused", "open"}
    assert troubles == []


def test_what_may_not_be_compared_is_never_drawn(visit, corpus):
    page, _ = visit("compare.html")
    for one in corpus.comparisons:
        page.evaluate("hash => { location.hash = hash; }", "compare=" + ";".join(one.figures[:2]))
        page.locator(".compare-judged", has_text=one.question_en).wait_for()
        assert page.locator(".compare-bars").count() == (one.verdict != "no"), one.id
        assert one.note in page.locator(".compare-result").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_with_a_clear_no_and_ranks_no_bars(visit, corpus, language):
    from website.compare import WORDS

    words = WORDS[language]
    page, _ = visit(path(language, "compare.html"))
    asked, result = corpus.comparisons[0], page.locator(".compare-result")
    assert (asked.id, asked.verdict) == ("payroll-cuts", "no")
    assert page.locator(".compare-verdict").inner_text() == words["verdicts"]["no"]
    assert getattr(asked, f"question_{language}") in result.inner_text()
    for one in corpus.comparisons:
        page.evaluate("hash => { location.hash = hash; }", "compare=" + ";".join(one.figures[:2]))
        question = getattr(one, f"question_{language}")
        page.locator(".compare-judged", has_text=question).wait_for()
        said = result.inner_text()
        assert (words["unranked"] in said) == (one.verdict == "with-caveat")
        if one.verdict == "with-caveat":
            assert said.startswith({"en": "Side by side only", "vi": "Chỉ đặt cạnh nhau"}[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_districts_are_chosen_by_keyboard_and_sent_as_a_link(visit, language):
    page, troubles = visit(path(language, "compare.html"))
    page.locator(".compare input").first.focus()
    page.keyboard.type("duc tho units")
    page.locator(".compare input").nth(1).focus()
    page.keyboard.type("binh xuyen units")
    assert page.url.endswith("#compare=duc-tho/units-cut;binh-xuyen/units-cut")
    verdict = page.locator(".compare-result").inner_text()
    link = page.url
    other, more = visit("index.html")
    other.goto(link)
    assert other.locator(".compare-result").inner_text() == verdict
    assert troubles == more == []


@pytest.mark.parametrize(
    "address",
    ["#compare=", "#compare=a/b;c/d", "#compare=%3Cb%3E;x", "#compare=__proto__;constructor",
     "#compare=ba-che/payroll-cut;ba-che/payroll-cut", "#compare=%E0%A4%A"],
)  # fmt: skip
def test_an_address_made_by_hand_breaks_nothing(visit, address):
    page, troubles = visit("compare.html" + address)
    assert page.locator(".compare-result").inner_text().strip()
    assert troubles == []


def test_without_a_script_it_says_where_the_judged_ones_are(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address + "compare.html")
    assert page.locator(".compare").is_hidden()
    assert page.locator("article noscript a, article a[href*='08_comparison']").count() >= 1
    context.close()


# --- for everybody -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_they_can_be_used_by_everyone(site, visit, axe, language, theme, width):
    page, troubles = visit(path(language, PAGES[0]), width, theme)
    for name in PAGES:
        page.goto(site.address + path(language, name))
        if name == "index.html":
            page.locator(".cut > a").nth(5).focus()
        assert violations(page, axe) == [], name
        assert overflow(page) <= 0, name
    assert troubles == []


# --- what surrounds the pages --------------------------------------------------------------------


def test_all_data_are_one_file_the_same_each_time(site):
    from website.archive import ARCHIVE, archive

    packed = (site.folder / ARCHIVE).read_bytes()
    archive.cache_clear()
    again = archive(load().root)
    assert hashlib.sha256(packed).hexdigest() == hashlib.sha256(again).hexdigest()
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    for name in ("README.md", "data/tidy/records.csv", "data/tidy/codebook.csv", "CITATION.cff"):
        assert f"lean-government/{name}" in names
    figures = [name for name in names if name.startswith("lean-government/figures/")]
    assert len(figures) == len(list((site.folder / "figures").glob("*.csv")))


def test_search_engines_are_told_every_page_in_both_languages(site, tmp_path):
    import build
    from website import metadata

    for name in site.of("en"):
        (tmp_path / name).touch()
    build.write_addresses(tmp_path, "https://example.org/below/")
    tree = ElementTree.parse(tmp_path / "sitemap.xml")
    listed = [loc.text for loc in tree.iterfind("{*}url/{*}loc")]
    pages = [name for name in site.of("en") if name not in ("search.html", "404.html")]
    assert len(listed) == len(set(listed)) == 2 * len(pages)
    for address in listed:
        page = address.removeprefix("https://example.org/below/") or "index.html"
        assert (site.folder / page).exists(), address
    assert metadata.sitemap([], "https://example.org/").count("<url>") == 0
    assert "sitemap.xml" in (tmp_path / "robots.txt").read_text()


def test_messengers_get_a_picture_of_their_shape_in_each_language(corpus):
    from PIL import Image

    from website import previews
    from website.edition import Edition

    drawn = [previews.home(Edition.read(corpus.root, corpus, language)) for language in LANGUAGES]
    assert drawn[0] != drawn[1]
    tall = io.BytesIO()
    Image.new("RGB", (1152, 1331)).save(tall, "PNG")
    for png in (*drawn, previews.fitted(tall.getvalue())):
        assert Image.open(io.BytesIO(png)).size == (1200, 630)
        assert len(png) < 300_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_to_cite_is_in_the_menu_and_a_citation_is_in_the_pages_language(
    visit, corpus, language
):
    from website.citing import citation
    from website.words import WORDS

    page, _ = visit(path(language, "cite.html"))
    menu = page.locator(f".sidebar-tree .caption:has-text('{WORDS[language]['reference']}') + ul")
    assert menu.locator("a[href='#'], a[href='cite.html']").inner_text() == WORDS[language]["cite"]
    released = citation(corpus.root)["date-released"]
    day = {"en": f"{released.day} {released:%B %Y}", "vi": f"{released:%d/%m/%Y}"}
    told = page.locator("blockquote.reference").inner_text()
    assert {code: text in told for code, text in day.items()} == {
        code: code == language for code in LANGUAGES
    }
    page, _ = visit(path(language, "01_ba_che.html"))
    within = {"en": ". In: Lean", "vi": ". Trong: Lean"}[language]
    assert all(within in text for text in page.locator(".citation").all_text_contents())
    page, _ = visit(path(language, "figures.html"))
    cited = page.locator("details.card :is(.cite, .citation, p)", has_text=within[2:5])
    assert within[:-4] in " ".join(cited.all_text_contents())

"""The website in a real browser: as it loads, reads, searches, prints, and for whom."""

import re
import struct
import zlib
from pathlib import Path

import pytest

from website.words import WORDS

LANGUAGES = ("en", "vi")
THEMES = ("light", "dark")
WIDTHS = (360, 820, 1400)
#: axe's rules for the Web Content Accessibility Guidelines 2.2, levels A and AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
ROW = "ba-che/payroll-cut"


def path(language, page):
    return page if language == "en" else f"vi/{page}"


def overflow(page):
    """How many pixels a page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


# --- loading -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_load_without_trouble_and_fit_the_window(site, visit, language, width):
    page, troubles = visit(path(language, "index.html"), width)
    for name in site.of(language):
        page.goto(site.address + name)
        assert overflow(page) <= 0, f"{name} is wider than {width} pixels"
        main = page.locator("article").bounding_box()
        assert main["x"] >= 0, name
        assert main["x"] + main["width"] <= width, name
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_search_work_from_files(site, visit, language):
    base = site.folder.as_uri() + "/"
    page, troubles = visit(path(language, "01_ba_che.html"), 820, base=base)
    picture = page.locator("figure img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("i => i.complete && i.naturalWidth", arg=picture.element_handle())
    page.goto(f"{base}{path(language, 'search.html')}?q=payroll-cut")
    assert page.locator(".search-results li").count() > 0
    page.locator(".search-results a").first.click()
    assert page.url.startswith(base)
    assert troubles == []


def test_the_first_page_is_light(site, visit):
    page, _ = visit("00_start_here.html")
    sizes = {}
    page.on("response", lambda r: sizes.__setitem__(r.url, len(r.body())))
    page.goto(site.address + "index.html", wait_until="networkidle")
    assert len(sizes) >= 5
    assert sum(sizes.values()) < 250_000, sizes


def test_pictures_keep_their_place_while_they_load(site, visit):
    page, _ = visit("01_ba_che.html")
    for box in page.locator("figure img").evaluate_all(
        "images => images.map(i => [i.width / i.height, i.getAttribute('width') / i.getAttribute('height')])"
    ):
        assert box[0] == pytest.approx(box[1], rel=0.02)


# --- finding -------------------------------------------------------------------------------------

QUERIES = {
    "en": [
        ("payroll", "payroll"), ("Ba Chẽ", "ba che"), ("biên chế", "bien che"), ("137", "137"),
        ("Quảng Ninh", "quang ninh"), ("Đức Thọ", "Duc Tho"), ("1,314", "1,314"), ("19.7", "19.7"),
        ("tinh gọn bộ máy", "tinh gon bo may"), ("part-time officials", "PART-TIME officials"),
    ],
    "vi": [
        ("biên chế", "bien che"), ("Bình Xuyên", "binh xuyen"), ("kiểm tra", "kiem tra"),
        ("sáp nhập", "sap nhap"), ("chi bộ", "chi bo"), ("đầu mối", "dau moi"), ("Hà Tĩnh", "ha tinh"),
        ("thí điểm", "thi diem"), ("144", "144"), ("Trưởng ban Tổ chức", "truong ban to chuc"),
    ],
}  # fmt: skip


def test_more_places_than_fit_are_shown_when_asked_for(site, visit):
    page, _ = visit("search.html?q=quang+ninh")
    results, more = page.locator(".search-results li"), page.get_by_role("button", name="Show all")
    found = int(page.locator(".search-status").text_content().split()[0])
    assert found > results.count() == 40
    more.click()
    assert results.count() == found
    assert not more.is_visible()
    assert page.evaluate("document.activeElement.closest('li') !== null")


def results_of(page, query):
    page.locator("article input[name=q]").fill(query)
    page.locator(".search-page form button").click()
    page.wait_for_load_state()
    return page.locator(".search-results li").all_text_contents()


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_knows_a_number_in_either_notation(visit, language):
    page, troubles = visit(path(language, "search.html"))
    found = {query: results_of(page, query) for query in ("1833", "1.833", "1,833")}
    assert found["1833"] == found["1.833"] == found["1,833"] != []
    assert results_of(page, "40.3") == results_of(page, "40,3") != []
    assert results_of(page, "833") == []  # is no part of another
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_offers_some_of_the_words_where_no_place_has_them_all(visit, language):
    page, troubles = visit(path(language, "search.html"))
    assert results_of(page, "biên chế zzyzx")
    some = page.locator(".search-status").text_content()
    assert results_of(page, "biên chế")
    assert some.startswith(WORDS[language]["search_any"])
    assert not page.locator(".search-status").text_content().startswith(some[:12])
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_what_readers_type_with_and_without_tone_marks(site, visit, language):
    page, troubles = visit(path(language, "search.html"))

    def results(query):
        return results_of(page, query)

    def counted():
        return int(re.search(r"\d+", page.locator(".search-status").text_content())[0])

    for marked, plain in QUERIES[language]:
        found = results(marked)
        assert found, f"{marked!r} finds nothing"
        assert page.locator(".search-results mark").count() > 0, marked
        there = counted()
        assert results(plain), plain  # without the tones nothing less is found
        assert counted() >= there, f"{plain!r} finds less than {marked!r}"
    assert results("qwertyuiop") == []
    assert page.locator(".search-status").text_content().strip()
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_found_row_is_a_click_away(site, visit, language):
    page, _ = visit(path(language, "search.html") + "?q=payroll-cut+27")
    link = page.locator(f'.search-results a[href$="#{ROW}"]')
    link.first.click()
    assert page.url.endswith(f"#{ROW}")
    page.locator("tr:target").wait_for()  # until it is visible: a script unfolds its table


# --- linked numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_linked_numbers_card_leads_to_its_marked_row(site, visit, language, theme, width):
    page, troubles = visit(path(language, "01_ba_che.html"), width, theme)
    page.locator(f'article a[title="{ROW}"]').first.click()
    page.locator(f'dialog.card a[href$="#{ROW}"]').click()
    row = page.locator(f'[id="{ROW}"]')
    assert page.url.endswith(f"#{ROW}")
    box = row.bounding_box()
    covered = page.locator(".mobile-header").bounding_box()
    assert box["y"] >= (covered["height"] if covered else 0)
    assert box["y"] + box["height"] <= page.viewport_size["height"]
    colours = [
        page.evaluate(f"getComputedStyle({cell}).backgroundColor")
        for cell in (
            f"document.getElementById('{ROW}').cells[1]",
            f"document.getElementById('{ROW}').nextElementSibling.cells[1]",
        )
    ]
    assert colours[0] != colours[1]
    row.locator("a.back").click()
    assert page.url.endswith("#Payroll")
    assert page.locator("[id=Payroll]").is_visible() or page.locator("section#payroll").is_visible()
    assert troubles == []


def test_a_linked_number_leads_from_page_to_page(site, visit):
    page, _ = visit("index.html")
    page.locator('article a[title="quang-ninh/public-employees-cut"]').first.click()
    page.locator('dialog.card a[href$="html#quang-ninh/public-employees-cut"]').click()
    assert page.url == f"{site.address}04_quang_ninh.html#quang-ninh/public-employees-cut"
    page.locator("tr:target").wait_for()


# --- languages, code, pictures -------------------------------------------------------------------


def test_the_language_switch_keeps_page_and_place(site, visit):
    page, _ = visit(f"01_ba_che.html#{ROW}")
    page.locator("a.language").click()
    assert page.url == f"{site.address}vi/01_ba_che.html#{ROW}"
    assert page.locator("html").get_attribute("lang") == "vi"
    page.locator("a.language").click()
    assert page.url == f"{site.address}01_ba_che.html#{ROW}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_is_folded_shown_by_one_control_and_remembered(site, visit, language):
    page, _ = visit(path(language, "01_ba_che.html"))
    code = page.locator(".cell_input")
    button = page.locator(".code-switch")
    assert code.count() > 10
    assert not code.first.is_visible()
    button.click()
    assert all(cell.is_visible() for cell in code.all())
    page.goto(site.address + path(language, "02_duc_tho.html"))
    assert page.locator(".cell_input").first.is_visible()
    page.locator(".code-switch").click()
    assert not page.locator(".cell_input").first.is_visible()


def test_without_scripts_code_numbers_and_pictures_can_still_be_opened(site, browser):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 820, "height": 1180}
    )
    page = context.new_page()
    page.goto(site.address + "01_ba_che.html")
    assert not page.locator(".code-switch").is_visible()
    page.locator("details.above-input summary").first.click()
    assert page.locator(".cell_input").first.is_visible()
    page.locator("details.numbers summary").first.click()
    assert page.locator("details.numbers table").first.is_visible()
    page.locator("a.zoom").first.click()
    assert page.url.endswith("figures/ba-che-payroll.svg")
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_picture_opens_large_by_keyboard_and_closes(site, visit, width):
    page, troubles = visit("08_comparison.html", width)
    small = page.locator("a.zoom img").first.bounding_box()
    page.locator("a.zoom").first.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.zoomed")
    assert dialog.is_visible()
    large = dialog.locator("img").bounding_box()
    assert large["width"] >= 691
    assert large["width"] >= 1.2 * small["width"]
    room = dialog.locator(".canvas")
    if width == 360:
        assert (
            room.evaluate("canvas => { canvas.scrollLeft = 200; return canvas.scrollLeft; }") == 200
        )
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert troubles == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_column_is_cut_off_without_a_cue(site, visit, language, width):
    page, _ = visit(path(language, "index.html"), width)
    for name in ("04_quang_ninh.html", "07_audit.html", "08_comparison.html", "dictionary.html"):
        page.goto(site.address + path(language, name))
        page.locator("article details").evaluate_all("all => all.forEach(d => { d.open = true; })")
        page.wait_for_timeout(200)
        for table in page.locator("article :is(.table, .table-wrapper)").all():
            over = table.evaluate("t => t.scrollWidth - t.clientWidth") > 1
            hinted = table.evaluate("t => Boolean(t.nextElementSibling?.matches('.table-hint'))")
            assert over == hinted, name
            assert not over or "gradient" in table.evaluate(
                "t => getComputedStyle(t).backgroundImage"
            )
            assert not over or width < 1400, f"{name}: a table does not fit a desktop"


#: The smallest words on each picture, in pixels of the screen, and where the picture begins.
WORDS_SEEN = """async images => Promise.all(images.map(async (image) => {
  await image.decode();
  const svg = new DOMParser().parseFromString(await (await fetch(image.currentSrc)).text(), "image/svg+xml");
  const scale = image.clientWidth / svg.documentElement.viewBox.baseVal.width;
  const sizes = [...svg.querySelectorAll("text")].map((text) => parseFloat(text.style.fontSize));
  return [scale * Math.min(...sizes), image.getBoundingClientRect().left];
}))"""


@pytest.mark.parametrize("name", ["01_ba_che.html", "vi/04_quang_ninh.html", "08_comparison.html"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_words_on_pictures_can_be_read_and_stand_under_the_text(visit, name, width):
    page, _ = visit(name, width)
    edge = page.locator("article p").first.bounding_box()["x"]
    page.locator("details.folded").evaluate_all("all => all.forEach(d => { d.open = true; })")
    pictures = page.locator("figure.chart img")
    pictures.evaluate_all("all => all.forEach((image) => { image.loading = 'eager'; })")
    for smallest, left in pictures.evaluate_all(WORDS_SEEN):
        assert smallest >= (11 if width == 360 else 10)
        assert left == pytest.approx(edge, abs=2)
    assert overflow(page) <= 0


#: The texts of the shown picture that pass one of its edges.
CUT_OFF = """() => {
  const picture = document.querySelector("svg"), edge = picture.getBoundingClientRect();
  return [...picture.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.left < edge.left || box.right > edge.right || box.top < edge.top || box.bottom > edge.bottom;
  }).map((text) => text.textContent);
}"""


def cut_off(page, svg):
    page.set_content(svg[svg.index("<svg") :])
    return page.evaluate(CUT_OFF)


def test_no_word_on_a_picture_passes_its_edge(site, browser):
    page = browser.new_page()
    pictures = sorted((site.folder / "figures").rglob("*.svg"))
    found = {file: cut_off(page, file.read_text(encoding="utf-8")) for file in pictures}
    assert len(pictures) > 100
    assert {file.name: texts for file, texts in found.items() if texts} == {}
    assert cut_off(page, '<svg width="40" height="20"><text y="15">too long for it</text></svg>')
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_phone_gets_a_narrow_drawing_and_others_the_wide_one(visit, language, theme, width):
    page, troubles = visit(path(language, "01_ba_che.html"), width, theme)
    for image in page.locator("figure.chart img").all():
        image.scroll_into_view_if_needed()
        seen = image.evaluate("async i => { await i.decode(); return i.currentSrc; }")
        assert ("/narrow/" in seen) == (width == 360)
        assert ("figures/vi/" in seen) == (language == "vi")
        shape = image.evaluate(
            "i => i.clientWidth / i.clientHeight - i.naturalWidth / i.naturalHeight"
        )
        assert abs(shape) < 0.05
        turned = "invert" in image.evaluate("i => getComputedStyle(i).filter")
        assert turned == (theme == "dark")
    assert troubles == []


def test_a_phone_without_scripts_gets_the_narrow_drawing_too(site, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    asked = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.address + "01_ba_che.html", wait_until="networkidle")
    page.locator("figure.chart img").first.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert any(url.endswith("figures/narrow/ba-che-payroll.svg") for url in asked)
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_picture_is_taken_along_as_png_with_its_citation(site, visit, language, width):
    page, troubles = visit(path(language, "01_ba_che.html"), width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    figure = page.locator("#figure-ba-che-payroll")
    figure.locator("details.numbers > summary").click()
    with page.expect_download() as download:
        figure.locator("button.png").click()
    assert download.value.suggested_filename == "ba-che-payroll.png"
    png = Path(download.value.path()).read_bytes()
    wide, high = struct.unpack(">II", png[16:24])
    image = figure.locator("img")
    assert (wide, high) == tuple(3 * int(image.get_attribute(side)) for side in ("width", "height"))
    assert len(set(zlib.decompress(b"".join(chunks(png, b"IDAT"))))) > 20  # something is drawn
    figure.locator(".cited button").click()
    page.wait_for_function(
        "b => b.textContent.trim().match(/Copied|Đã/)",
        arg=figure.locator(".cited button").element_handle(),
    )
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith(figure.locator(".citation").inner_text())
    assert cited.endswith(f"{path(language, '01_ba_che.html')}#figure-ba-che-payroll")
    assert troubles == []


def chunks(png, kind):
    """The contents of a PNG's chunks of a kind."""
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == kind:
            yield png[at + 8 : at + 8 + length]
        at += length + 12


@pytest.mark.parametrize(("page", "name"), [("", "Value"), ("vi/", "Giá trị")])
def test_on_a_phone_each_row_of_a_wide_table_is_a_card(site, visit, page, name):
    page, _ = visit(f"{page}04_quang_ninh.html", 360)
    page.locator("details.folded > summary").first.click()
    page.locator("details.folded").evaluate_all("all => all.forEach(d => { d.open = true; })")
    table = page.locator(".table.wide:has(tr[id])").first
    assert table.evaluate("t => t.scrollWidth - t.clientWidth") <= 0
    row = table.locator("tbody tr").first
    boxes = [cell.bounding_box() for cell in row.locator("td").all() if cell.is_visible()]
    assert len(boxes) >= 6
    assert all(box["y"] >= boxes[0]["y"] + boxes[0]["height"] - 1 for box in boxes[1:])
    labels = row.locator("td").evaluate_all(
        "all => all.map(cell => getComputedStyle(cell, '::before').content)"
    )
    assert 1 <= sum(label != "none" for label in labels) <= 3  # only where a cell needs one
    assert table.get_by_role("columnheader", name=name).count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_longer_than_fifteen_screens_of_a_phone(site, visit, language):
    """But for the comparison, whose prose alone, a finding after the other, fills thirteen."""
    page, _ = visit(path(language, "index.html"), 360)
    long = {}
    for name in site.of(language):
        page.goto(site.address + name)
        screens = page.evaluate("document.documentElement.scrollHeight") / 800
        if screens > (19 if name.endswith("08_comparison.html") else 15):
            long[name] = round(screens, 1)
    assert long == {}


#: Percent signs, and links of a number and its unit, that stand on more than one line.
BROKEN = """() => {
  const lines = (range) => new Set([...range.getClientRects()].map((box) => Math.round(box.bottom / 4))).size;
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (parentElement.closest("pre, code, script, .wide thead")) continue; // a card has no head
    for (const { index } of data.matchAll(/\\S\\s%/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + 3);
      if (lines(range) > 1) found.push(data.slice(Math.max(0, index - 20), index + 3));
    }
  }
  for (const link of document.querySelectorAll("article a")) {
    const range = document.createRange();
    range.selectNodeContents(link);
    if (/^\\d.{0,11}$/.test(link.textContent) && lines(range) > 1) found.push(link.textContent);
  }
  return found;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_stands_on_another_line_than_its_sign(site, visit, language):
    page, _ = visit(path(language, "index.html"), 360)
    broken = {}
    for name in site.of(language):
        page.goto(site.address + name)
        page.locator("article details").evaluate_all("all => all.forEach(d => { d.open = true; })")
        for width in (360, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if found := page.evaluate(BROKEN):
                broken[name, width] = found
    assert broken == {}


# --- for everybody -------------------------------------------------------------------------------


def violations(page, axe, only=None):
    """What axe finds wrong with a page, by all rules of the guidelines or only by some."""
    page.evaluate(axe)
    chosen = {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES}
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", chosen
    )
    return [
        f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])} places) "
        f"{v['nodes'][0]['failureSummary'][:200]}"
        for v in found["violations"]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_no_page_keeps_anybody_out(site, visit, axe, language, theme):
    page, _ = visit(path(language, "index.html"), 1440, theme)
    found = {}
    only = COLOURS if theme == "dark" else None  # nothing else differs
    for name in site.of(language):
        page.goto(site.address + name)
        if slips := violations(page, axe, only):
            found[name] = slips
    assert found == {}


@pytest.mark.parametrize(
    ("name", "width", "theme"),
    [
        (f"01_ba_che.html#{ROW}", 360, "light"),
        (f"vi/01_ba_che.html#{ROW}", 360, "dark"),
        ("08_comparison.html", 820, "dark"),
        ("search.html?q=payroll", 360, "light"),
        ("vi/search.html?q=bien+che", 820, "dark"),
    ],
)
def test_nor_do_phones_marked_rows_open_code_or_search_results(
    site, visit, axe, name, width, theme
):
    page, _ = visit(name, width, theme)
    if page.locator(".code-switch").count():
        page.locator(".code-switch").click()
    page.locator("details.numbers").evaluate_all("all => all.forEach(d => { d.open = true; })")
    assert violations(page, axe) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_whatever_the_keyboard_reaches_can_be_seen(site, visit, width):
    page, _ = visit("01_ba_che.html", width)
    page.add_style_tag(content="* { transition: none !important; }")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "(e => [e.className || e.tagName, ...Object.values(e.getBoundingClientRect().toJSON())])(document.activeElement)"
        )
        name, x, _, wide = place[:4]
        reached.add(name)
        assert x >= -1, f"{name} is beyond the left edge"
        assert x < width, f"{name} is beyond the right edge"
        assert wide > 0
    assert "sidebar-search" in reached
    assert "language" in reached


# --- paper ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["index.html", "04_quang_ninh.html", "vi/08_comparison.html"])
def test_a_printed_page_is_text_tables_and_pictures(site, visit, name):
    page, _ = visit(f"{name}", 820, "dark")
    page.emulate_media(media="print", color_scheme="light")
    for hidden in (".sidebar-drawer", ".toc-drawer", ".mobile-header", ".page-tools", "button",
                   ".related-pages", ".cell_input", ".back-to-top"):  # fmt: skip
        assert not any(e.is_visible() for e in page.locator(hidden).all()), hidden
    assert page.locator("h1").is_visible()
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 within its margins
    for table in page.locator(".table, .table-wrapper").all():
        if table.is_visible():
            cut = table.evaluate("t => t.scrollWidth - t.clientWidth")
            assert cut <= 1, f"{name}: a table is cut by {cut} pixels"
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    pdf = page.pdf(format="A4", print_background=True)
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") > 0


def test_a_marked_row_is_marked_on_paper(site, visit):
    page, _ = visit(f"01_ba_che.html#{ROW}")
    page.emulate_media(media="print")
    cell = page.locator("tr:target td").nth(1)
    assert cell.evaluate("c => getComputedStyle(c).backgroundColor") == "rgb(255, 243, 196)"

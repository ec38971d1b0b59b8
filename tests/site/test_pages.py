"""Every page as it is written: links, anchors, files, languages, heads; no browser."""

import json
import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from conftest import ROOT

#: Where a page may lead to beyond the site; no page loads anything from there.
ADDRESSES = ("https://creativecommons.org/", "https://schema.org/")


@pytest.fixture(scope="module")
def parsed(site):
    texts = {page: (site.folder / page).read_text(encoding="utf-8") for page in site.pages}
    return {page: BeautifulSoup(text, "html.parser") for page, text in texts.items()}


@pytest.fixture(scope="module")
def anchors(parsed):
    found = {}
    for page, soup in parsed.items():
        ids = [element["id"] for element in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), f"{page} has an id twice"
        found[page] = set(ids)
    return found


def leads(soup):
    """Every address that a page links to or loads."""
    for element in soup.find_all(["a", "link", "img", "script", "use", "form"]):
        for name in ("href", "src", "action"):
            if element.get(name):
                yield element, element[name]


def test_every_page_is_there_in_both_languages(site):
    english = site.of("en")
    assert len(english) >= 18
    assert [f"vi/{page}" for page in english] == site.of("vi")


def test_every_link_anchor_and_file_resolves(site, parsed, anchors):
    broken, checked = [], 0
    for page, soup in parsed.items():
        for _, address in leads(soup):
            parts = urlsplit(address)
            if parts.scheme:
                continue
            checked += 1
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
            target = page if not parts.path else path
            anchor = unquote(parts.fragment)
            if not (site.folder / target).is_file():
                broken.append(f"{page}: {address}")
            elif anchor and target in anchors and anchor not in anchors[target]:
                broken.append(f"{page}: {address} (no such place)")
    assert checked > 3500
    assert broken == []


def test_pages_load_nothing_from_elsewhere(site, parsed):
    for page, soup in parsed.items():
        for element, address in leads(soup):
            if urlsplit(address).scheme not in ("", "data"):
                assert element.name == "a", f"{page} loads {address}"
                assert address.startswith(ADDRESSES), f"{page} leads to {address}"
    for file in (*site.folder.rglob("*.css"), *site.folder.rglob("*.js")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import|\bimport\(|fetch\(", text), file


def test_links_work_from_any_path(parsed):
    for page, soup in parsed.items():
        for _, address in leads(soup):
            assert not address.startswith("/"), f"{page}: {address}"


def test_every_page_says_its_language_and_names_the_same_page_in_the_other(parsed):
    for page, soup in parsed.items():
        own, other = ("vi", "en") if page.startswith("vi/") else ("en", "vi")
        assert soup.html["lang"] == own
        alternates = {
            link["hreflang"]: posixpath.normpath(
                posixpath.join(posixpath.dirname(page), link["href"])
            )
            for link in soup.find_all("link", rel="alternate")
        }
        name = page.removeprefix("vi/")
        assert alternates == {"en": name, "vi": f"vi/{name}"}, page
        switch = soup.find("a", class_="language")
        assert (switch["hreflang"], switch["lang"]) == (other, other)
        way = posixpath.normpath(posixpath.join(posixpath.dirname(page), switch["href"]))
        assert way == alternates[other]


def test_linked_numbers_lead_to_rows(parsed, anchors):
    led = 0
    for page, soup in parsed.items():
        for link in soup.select("article a[title]"):
            key = link["title"]
            article = key.partition("/")[0]
            homes = {
                p
                for p, ids in anchors.items()
                if key in ids and p.startswith("vi/") == page.startswith("vi/")
            }
            if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", key) or not homes:
                continue
            led += 1
            assert link["href"].endswith(f"#{key}"), f"{page}: {key}"
            assert len(homes) == 1, f"{key} of {article} stands on {homes}"
    assert led > 150


def test_a_row_leads_back_to_its_section(parsed):
    row = parsed["01_ba_che.html"].find(id="ba-che/payroll-cut")
    back = row.find("a", class_="back")
    assert row.name == "tr"
    assert back["href"] == "#Payroll"
    assert "27 biên chế" in row.get_text()


def test_whatever_leads_somewhere_says_where(parsed):
    for page, soup in parsed.items():
        for link in soup.select("article td a[href]"):
            assert link.get_text(strip=True), f"{page}: {link}"


def test_no_page_repeats_the_notebooks_navigation(parsed):
    for page, soup in parsed.items():
        assert "00_start_here.html#Contents" not in [
            a["href"] for a in soup.select("article a[href]")
        ]
        assert "← " not in soup.article.get_text(), page


def test_charts_are_figures_with_words_size_caption_and_numbers(parsed):
    figures = [figure for soup in parsed.values() for figure in soup.find_all("figure")]
    charts = len(list((ROOT / "figures").glob("*.svg")))
    assert len(figures) == 4 * charts > 0  # on its page and among all pictures, in both languages
    for figure in figures:
        picture = figure.img
        assert len(picture["alt"]) > 40
        assert int(picture["width"]) > 300
        assert int(picture["height"]) > 60
        caption = figure.figcaption.span.get_text(strip=True)
        title = figure.find("a", class_="zoom")["aria-label"].partition(": ")[2]
        assert len(caption) > 20
        assert (
            caption.rstrip(".") not in title and title not in caption
        )  # what to see, not the title
        assert figure.find("span", class_="credit").get_text(strip=True)
        assert "/narrow/" in figure.source["srcset"]
        assert int(figure.source["width"]) < 340
        assert figure.find(class_="citation").get_text(strip=True)
        assert figure.details.find("a", href=re.compile(r"\.csv$"))


def test_a_vietnamese_page_names_what_is_worked_out_in_vietnamese(parsed):
    named = 0
    for page in (page for page in parsed if "/" not in page):
        english, vietnamese = (
            {
                link.get_text(strip=True)
                for link in parsed[edition].select("td a[data-card]")
                if link.find_parent("td").get("lang") != "en" and " " in link.get_text(strip=True)
            }
            for edition in (page, f"vi/{page}")
        )
        named += len(english)
        assert english & vietnamese == set(), page
    assert named > 10


def test_no_page_draws_with_signs_or_heads_numbers_with_code(parsed):
    assert len(parsed["04_quang_ninh.html"].select(".outcome .live-ruler")) > 1
    for page, soup in parsed.items():
        assert not soup.select(".cell_output .text_html pre"), page
        for head in soup.select(".table.numbers thead th"):
            assert "_" not in head.get_text(), f"{page}: {head.get_text()}"


def test_a_fold_says_what_is_in_it_and_contents_are_not_folded(parsed):
    for page, soup in parsed.items():
        for summary in soup.select("details.folded > summary"):
            said = summary.get_text(strip=True)
            assert not re.fullmatch(r"(All|Cả) \d+ (rows|dòng)|\d+ (rows|dòng): ?", said), page
    for page in ("index.html", "00_start_here.html", "vi/index.html", "vi/00_start_here.html"):
        there = parsed[page].select('td a[href="04_quang_ninh.html"]')
        assert [a for a in there if not a.find_parent("details", class_="folded")], page


def test_a_vietnamese_picture_writes_decimals_with_a_comma(site):
    decimal = re.compile(r"(?<![\d.])\d+\.(?!\d{3}(?!\d))\d")  # and not 1.314
    pictures = sorted((site.folder / "figures/vi").rglob("*.svg"))
    texts = {
        file: re.findall(r"<text\b[^>]*>([^<]*)<", file.read_text(encoding="utf-8"))
        for file in pictures
    }
    assert any(re.search(r"\d,\d", text) for found in texts.values() for text in found)
    for file, found in texts.items():
        assert [text for text in found if decimal.search(text)] == [], file.name


def test_the_live_audit_stands_on_its_page_and_on_the_audits_one_component(parsed):
    for language in ("", "vi/"):
        own, audit = (parsed[f"{language}{page}.html"] for page in ("live", "07_audit"))
        data = [soup.select_one(".live script").string for soup in (own, audit)]
        assert data[0] == data[1]
        assert len(audit.select(".live")) == 1
        there = audit.select_one(".live").find_parent("section").h2.get_text()
        assert there.startswith("What-if" if not language else "Nếu")


def test_the_search_index_holds_tables_and_rows(site):
    for language in ("", "vi/"):
        text = (site.folder / f"{language}_static/search-index.js").read_text(encoding="utf-8")
        index = json.loads(text.removeprefix("window.SEARCH_INDEX=").rstrip(";\n"))
        rows = [entry for entry in index if entry[0] == "01_ba_che.html#ba-che/payroll-cut"]
        assert len(rows) == 1
        assert "27 biên chế" in rows[0][3]
        glossary = [text for entry in index if "glossary" in entry[0] for text in entry[3:]]
        assert any("tinh giản biên chế" in text for text in glossary)


def test_every_page_describes_itself(parsed):
    for page, soup in parsed.items():
        named = {
            m.get("name") or m.get("property"): m["content"]
            for m in soup.find_all("meta", content=True)
        }
        if page.endswith(("search.html", "404.html")):
            assert named["robots"] == "noindex"
            continue
        assert len(named["description"]) > 40, page
        assert named["og:title"]
        assert named["og:locale"] in ("en_GB", "vi_VN")
        assert named["citation_title"]
        assert named["citation_author"]
        assert re.fullmatch(r"\d{4}/\d\d/\d\d", named["citation_publication_date"])
        assert "og:url" not in named  # the site's address is not known


def test_the_home_page_tells_machines_of_the_data(site, parsed):
    for page in ("index.html", "vi/index.html"):
        found = json.loads(parsed[page].find("script", type="application/ld+json").string)
        assert found["@type"] == "Dataset"
        assert {"name", "description", "license", "creator", "keywords", "temporalCoverage",
                "spatialCoverage", "distribution"} <= found.keys()  # fmt: skip
        files = [part["contentUrl"] for part in found["distribution"]]
        assert len(files) == len(list((ROOT / "data/tidy").glob("*.csv")))
        for file in files:
            assert (site.folder / posixpath.dirname(page) / file).is_file()


def test_the_site_is_small(site):
    kilobytes = sum(f.stat().st_size for f in site.folder.rglob("*") if f.is_file()) / 1000
    assert kilobytes < 12_500  # of which the benchmark is 320

"""How the sources of the site are made: text to HTML, links, keys of rows, catalogues."""

import re
from html import escape
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import build
from streamlining import load, tables
from streamlining.translation import Catalogue
from website import catalogues, metadata
from website.edition import Edition
from website.outcomes import outcome_html, read_outcome
from website.outputs import (
    Grid,
    Row,
    RowMarks,
    Voice,
    in_one_language,
    message_of,
    read_table,
    table_html,
)
from website.stage import readme_sections, retarget, stage_notebook, without_navigation
from website.words import LANGUAGES, WORDS, StageError, is_vietnamese

ROOT = Path(__file__).resolve().parents[2]

HOSTILE = '<script>alert(1)</script> & "x" \u202eevil </td></table><b>' + "w" * 300


@pytest.fixture(scope="module")
def corpus():
    return load(ROOT)


@pytest.fixture(scope="module")
def english(corpus):
    return Edition.read(ROOT, corpus, "en")


def voice(language="en", **translations):
    catalogue = Catalogue(translations)
    return Voice(language, WORDS[language], catalogue.translate, catalogue.knows)


# --- words ---------------------------------------------------------------------------------------


def test_both_editions_say_the_same_things():
    first, second = (WORDS[language] for language in LANGUAGES)
    assert first.keys() == second.keys()
    assert all(said.strip() for words in WORDS.values() for said in words.values())


def test_every_word_is_said_somewhere():
    files = [
        *(ROOT / "site").rglob("*.py"),
        *(ROOT / "site").rglob("*.html"),
        *(ROOT / "site").rglob("*.js"),
    ]
    said = "".join(f.read_text(encoding="utf-8") for f in files if f.name != "words.py")
    suffixes = {".json", ".xlsx", ".zip"}  # said of files that end so
    words = WORDS["en"].keys() - suffixes
    assert [word for word in words if not re.search(rf"\b{word}\b", said)] == []


@pytest.mark.parametrize(
    ("text", "vietnamese"),
    [
        ("Huyện Ba Chẽ giảm 27 biên chế, bằng 19,7% so với năm 2015", True),
        ("“giảm 27 biên chế”", True),
        ("Đức Thọ", True),
        ("The district cut [27 payroll posts](01_ba_che.ipynb#Payroll) (*biên chế*)", False),
        ("Đức Thọ in Hà Tĩnh was allowed to let one person hold leading posts of Party", False),
        ("giảm 27 biên chế — 27 payroll posts cut", False),
        ("Quảng Ninh province", False),
        ("Party organisation of a commune or ward (đảng bộ xã, phường)", False),
        ("P.Thảo - H.Sâm, HĐND", True),
        ("payroll post", False),
        ("27", False),
    ],
)
def test_the_language_of_a_text_is_told_by_its_letters(text, vietnamese):
    assert is_vietnamese(text) == vietnamese


# --- tables --------------------------------------------------------------------------------------


def test_hostile_text_is_escaped_once_and_comes_back_as_it_was():
    stored = f"<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>{escape(HOSTILE)}</td></tr></tbody></table>"
    grid = read_table(stored)
    assert grid.body[0].cells == [HOSTILE]
    soup = BeautifulSoup(table_html(grid, voice(), 'a "label" <b>'), "html.parser")
    assert soup.td.get_text() == HOSTILE
    assert soup.find("script") is None
    assert soup.div["aria-label"] == 'a "label" <b>'


def test_markup_of_a_stored_cell_does_not_reach_the_page():
    stored = '<table><tr><td onclick="x()"><img src=x onerror=y()>text</td></tr></table>'
    html = table_html(read_table(stored), voice(), "")
    assert "text" in html
    assert "onclick" not in html
    assert "<img" not in html


def test_every_header_has_a_scope_and_an_empty_one_is_none():
    grid = Grid([["A", ""]], [Row(["1", "2"], heads=1)])
    soup = BeautifulSoup(table_html(grid, voice(), ""), "html.parser")
    assert [(h.get_text(), h["scope"]) for h in soup.find_all("th")] == [("A", "col"), ("1", "row")]


def test_a_translated_cell_is_in_the_editions_language_and_others_say_theirs():
    grid = Grid(
        [["Value", "Phrase"]], [Row(["at most 3.5", "“giảm 27 biên chế”"]), Row(["other", "x"])]
    )
    vietnamese = voice("vi", **{"at most {1}": "không quá {1}", "Value": "Giá trị"})
    soup = BeautifulSoup(table_html(grid, vietnamese, ""), "html.parser")
    cells = {cell.get_text(): cell.get("lang") for cell in soup.find_all(["td", "th"])}
    assert cells["không quá 3,5"] is None
    assert cells["Giá trị"] is None
    assert cells["“giảm 27 biên chế”"] is None
    assert cells["other"] == "en"
    english = BeautifulSoup(table_html(grid, voice(), ""), "html.parser")
    assert {c.get_text(): c.get("lang") for c in english.find_all("td")}[
        "“giảm 27 biên chế”"
    ] == "vi"


def test_a_record_named_as_a_word_keeps_its_name():
    row = Row(["inspections", "inspections"], languages={0: "en"})
    grid = Grid([["Record", "Unit"]], [row])
    html = table_html(grid, voice("vi", inspections="cuộc kiểm tra"), "")
    assert '<td lang="en">inspections</td><td>cuộc kiểm tra</td>' in html
    marked = table_html(
        grid, voice("vi", inspections="cuộc kiểm tra"), "", [RowMarks("a/inspections", after="§")]
    )
    assert '<tr id="a/inspections"><td lang="en">inspections§</td>' in marked


def test_a_table_in_both_languages_is_read_in_one():
    html = tables.Table(
        pd.DataFrame(
            [["cut", "27", "posts", "biên chế", "giảm", "fits", "khớp"]],
            columns=["English", "n", "what", "what_vi", "Phrase", "Verdict", "Tiếng Việt"],
        ),
        vi=["Phrase", "Tiếng Việt"],
    )._repr_html_()
    english, vietnamese = (in_one_language(read_table(html), language) for language in LANGUAGES)
    last = ["Verdict", "Tiếng Việt"]
    assert english.columns == ["English", "n", "what", "Tiếng Việt", "Phrase", *last]
    assert vietnamese.columns == ["n", "what", "Phrase", "Verdict"]
    assert vietnamese.body[0].cells == ["27", "biên chế", "giảm", "fits"]
    assert vietnamese.body[0].languages == {1: "vi", 2: "vi"}
    as_it_was = ["English", "n", "what", "what_vi", "Phrase", *last]
    assert read_table(html).columns == as_it_was


def test_an_outcome_is_read_as_it_was_written(corpus):
    spans = repairs = readings = 0
    for finding in (one for found in corpus.findings.values() for one in found):
        outcome = finding.outcome
        found = read_outcome(outcome._repr_html_())
        assert found.verdict is finding.verdict
        assert found.explanation == f"{outcome.explanation} {outcome.bears}".rstrip()
        assert found.repairs == [repair.text for repair in outcome.repairs]
        assert [reading.code for reading in found.readings] == outcome.readings
        assert [one.name for one in found.spans] == list(outcome.spans)
        for one, span in zip(found.spans, outcome.spans.values(), strict=True):
            assert (one.low == "", one.high == "") == (span.low is None, span.high is None)
            assert one.is_point == span.is_point
            spans += 1
        repairs, readings = repairs + len(found.repairs), readings + len(found.readings)
    assert min(spans, repairs, readings) > 10
    assert read_outcome("<div><p><strong>no verdict</strong></p><p>at all</p></div>") is None
    assert read_outcome(tables.derived()._repr_html_()) is None


def test_an_outcome_is_shown_in_the_editions_language_with_its_misfit(corpus):
    html = corpus.finding("quang-ninh/share-secretary-communes").outcome._repr_html_()
    edition = Edition.read(ROOT, corpus, "vi")
    shown = BeautifulSoup(outcome_html(edition, read_outcome(html)), "html.parser")
    assert shown.strong.get_text() == "không khớp"
    assert "40,860…%" in shown.select_one(".live-ruler")["aria-label"]
    assert "Các con số thuộc những thời điểm khác nhau." in shown.get_text()
    assert shown.select("[lang=en]") == []
    assert not re.search(r"\d\.\d", shown.get_text())
    starts = [float(mark["style"].split("%")[0][5:]) for mark in shown.select("i")]
    assert starts[2] > max(starts[:2]) + 20  # what was recomputed lies beyond what is printed
    hostile = read_outcome(html)._replace(explanation="<script>1</script>", repairs=["<b>"])
    assert "<script>" not in outcome_html(edition, hostile)
    assert "<b>" not in outcome_html(edition, hostile)


def test_keys_and_vietnamese_need_no_translation():
    assert message_of("ba-che 27; binh-xuyen 200") is None
    assert message_of("giảm biên chế") is None
    assert message_of("27 posts") == "{1} posts"


def test_the_evidence_table_gives_every_record_its_key(corpus):
    for article in corpus:
        grid = read_table(tables.evidence(corpus, article)._repr_html_())
        assert [row.key for row in grid.body] == [record.key for record in article.records]
        assert {row.languages[0] for row in grid.body} <= {"en"}
        assert {row.languages[2] for row in grid.body} <= {"vi"}


def test_tables_of_models_and_assessments_give_theirs(corpus):
    for article in corpus:
        for made, told in (
            (tables.models(corpus, article), article.models),
            (tables.assessments(corpus, article), article.assessments),
        ):
            keys = [row.key for row in read_table(made._repr_html_()).body]
            assert keys == [f"{article.id}/{item.id}" for item in told]


def test_the_first_row_of_a_key_on_its_page_is_the_evidence_and_others_lead_to_it(english):
    shown = str(stage_notebook(english, "01_ba_che"))
    assert shown.count('<tr id="ba-che/payroll-cut"') == 1
    assert '<a href="#ba-che/payroll-cut"' in shown  # from where the phrase is quoted again
    audit = str(stage_notebook(english, "07_audit"))
    assert 'id="ba-che/' not in audit
    assert '<a href="01_ba_che.html#ba-che/' in audit


def test_every_record_and_relation_has_a_row_on_its_articles_page(english, corpus):
    keys = {record.key for article in corpus for record in article.records}
    keys |= {finding.key for article in corpus for finding in corpus.findings[article.id]}
    assert keys <= english.rows.keys()
    assert {english.rows[key] for key in keys} == set(english.articles)


# --- Markdown ------------------------------------------------------------------------------------


def test_a_bare_value_is_refused_and_what_a_tool_says_is_not(corpus):
    edition = Edition.read(ROOT, corpus, "en")
    page = edition.notebooks["09_encode_an_article"]
    assert "The data fit" in str(stage_notebook(edition, "09_encode_an_article"))
    cell = next(cell for cell in page.code if "The data fit" in str(cell.outputs))
    for value in ("[26]", "{'rounded': [137]}", "(datetime.date(2018, 9, 12), 7)", "'71.7 %'"):
        cell.outputs[0]["data"] = {"text/plain": value}
        with pytest.raises(StageError, match="bare value"):
            stage_notebook(edition, "09_encode_an_article")


def test_links_lead_to_pages_and_files_of_the_site():
    assets = set()
    text = retarget(
        "[a](../data/tidy/codebook.md) [b](../data/tidy/records.csv) [c](01_ba_che.ipynb#Payroll \"k/l\") "
        "[d](https://example.org/x) [e](#here)",
        "notebooks", ROOT, assets,
    )  # fmt: skip
    assert text == (
        '[a](codebook.md) [b](data/tidy/records.csv) [c](01_ba_che.ipynb#Payroll "k/l") '
        "[d](https://example.org/x) [e](#here)"
    )
    assert assets == {"data/tidy/records.csv"}


def test_a_link_to_nothing_is_told_with_what_to_do():
    with pytest.raises(StageError, match=r"notebooks: a link leads to nothing\.csv.*correct"):
        retarget("[a](nothing.csv)", "notebooks", ROOT, set())


def test_only_the_lines_of_navigation_go(english):
    for page, notebook in english.notebooks.items():
        first, last = (notebook.cells[n].source for n in (0, -1))
        kept = without_navigation(first)
        assert len(kept.splitlines()) == len(first.splitlines()) - 2, page
        assert without_navigation(last) == "", page
    line = "See [this](a.ipynb) · and that"
    assert without_navigation(line) == line


def test_a_notebooks_charts_are_figures_with_their_numbers(english):
    for page, notebook in english.notebooks.items():
        pictures = sum("image/png" in str(cell.outputs) for cell in notebook.cells)
        staged = str(stage_notebook(english, page))
        assert staged.count('<figure class="chart"') == pictures
        assert "image/png" not in staged


def test_a_section_of_the_readme_keeps_its_text():
    start, parts = readme_sections("# T\n\nlead\n\n## A\n\none\n\n## B\n\ntwo\n")
    assert start == "# T\n\nlead"
    assert parts == {"A": "one", "B": "two"}


def test_sections_are_those_that_links_name_first(english):
    section = english.sections["ba-che/payroll-cut"]
    assert (section.path, section.anchor) == ("01_ba_che.ipynb", "Payroll")
    assert "" not in english.sections


# --- catalogues ----------------------------------------------------------------------------------


def test_catalogues_keep_translations_mark_changed_and_drop_stale(tmp_path):
    catalogues.bring_up_to_date(tmp_path, {"page": ["First message here", "Second one"]})
    file = catalogues.folder(tmp_path) / "page.po"
    file.write_text(
        file.read_text()
        .replace('here"\nmsgstr ""', 'here"\nmsgstr "Một"')
        .replace('one"\nmsgstr ""', 'one"\nmsgstr "Hai"')
    )
    (file.parent / "gone.po").write_text(file.read_text())
    missing = catalogues.bring_up_to_date(
        tmp_path, {"page": ["First message there", "Second one", "New"]}
    )
    assert missing == {"page": 2}
    assert catalogues.translations(file) == {"Second one": "Hai"}
    assert "#, fuzzy" in file.read_text()
    assert not (file.parent / "gone.po").exists()
    before = file.read_bytes()
    catalogues.bring_up_to_date(tmp_path, {"page": ["First message there", "Second one", "New"]})
    assert file.read_bytes() == before


MEMORY = catalogues.Memory(
    {
        "**`x`** Label (*Nhãn*), used 13×": "**`x`** Nhãn, dùng 13 lần",
        "[22 cuts](a.ipynb#b) of 1,716, Python 3.11": "Trên 1.716 có [22](a.ipynb#b), Python 3.11",
        "2 of 2": "2 trên 2",
        "76 of 186 communes": "76/186 xã",
    }
)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("2 of 2", "2 trên 2"),
        ("**`x`** Label (*Nhãn*), used 1×", "**`x`** Nhãn, dùng 1 lần"),
        ("[9 cuts](a.ipynb#b) of 2,001.5, Python 3.11",
         "Trên 2.001,5 có [9](a.ipynb#b), Python 3.11"),
        ("2 of 3", ""),  # which of the two is the other?
        ("77 of 186 communes", ""),
        ("something new", ""),
    ],
)  # fmt: skip
def test_what_differs_in_numbers_alone_is_translated_already(message, said):
    assert MEMORY.recall(message) == said


def test_what_was_translated_elsewhere_or_with_other_numbers_is_not_missing(tmp_path):
    catalogues.bring_up_to_date(tmp_path, {"page": ["used 1×", "One"]})
    file = catalogues.folder(tmp_path) / "page.po"
    file.write_text(catalogues.of({"used 1×": "dùng 1 lần", "One": "Một"}))
    wanted = {"page": ["used 2×", "One"], "new": ["One", "Two"]}
    assert catalogues.bring_up_to_date(tmp_path, wanted) == {"page": 0, "new": 1}
    assert catalogues.translations(file) == {"used 2×": "dùng 2 lần", "One": "Một"}
    catalogues.complete(
        file, ["One", "used 3×", "Two"], catalogues.Memory(catalogues.translations(file))
    )
    assert catalogues.translations(file)["used 3×"] == "dùng 3 lần"


SOURCE = 'Cut [27 payroll posts](01_ba_che.ipynb#Payroll "ba-che/payroll-cut") of `x` in 2015.'


@pytest.mark.parametrize(
    ("translation", "slip"),
    [
        ('Giảm [27 biên chế](01_ba_che.ipynb#Payroll "ba-che/payroll-cut") `x` năm 2015.', None),
        ('Giảm [28 biên chế](01_ba_che.ipynb#Payroll "ba-che/payroll-cut") `x` năm 2015.', "says 28"),
        ("Giảm 27 biên chế `x` năm 2015.", "lost the link"),
        ('Giảm [27 biên chế](02.ipynb#P "ba-che/payroll-cut") `x` năm 2015.', "has a link to 02"),
        ('Giảm [27 biên chế](01_ba_che.ipynb#Payroll "ba-che/payroll-cut") năm 2015.', "lost `x`"),
        ('Giảm [27 biên chế](01_ba_che.ipynb#Payroll "ba-che/payroll-cut") `x`.', "lost the number 2015"),
        ('Giảm [27 biên chế](01_ba_che.ipynb#Payroll "ba-che/payroll-cut") `x` năm 2016.', "says 2016"),
    ],
)  # fmt: skip
def test_a_translation_keeps_links_code_and_numbers(corpus, translation, slip):
    known = catalogues.figures(corpus)
    found = list(catalogues.slips_of_prose(SOURCE, translation, known, corpus))
    assert any(slip in said for said in found) if slip else not found, found


@pytest.mark.parametrize(
    ("source", "translation", "slip"),
    [
        ("in October 2017", "tháng 10/2017", None),
        ("on 12 September 2018", "ngày 12/9/2018", None),
        ("on 12 September 2018", "ngày 12 tháng 9 năm 2018", "lost the number 1292018"),
        ("in October 2017", "tháng 11/2017", "says 112017"),
        ("May it be compared?", "Có so sánh được không?", None),
    ],
)
def test_dates_are_written_in_figures(corpus, source, translation, slip):
    found = list(catalogues.slips_of_prose(source, translation, catalogues.figures(corpus), corpus))
    assert any(slip in said for said in found) if slip else not found, found


def test_no_translation_has_a_slip(corpus):
    assert list(catalogues.slips(catalogues.folder(ROOT), corpus)) == []


def test_the_catalogues_hold_every_message_and_no_other(tmp_path):
    wanted = build.wanted_messages(ROOT, tmp_path)
    folder = catalogues.folder(ROOT)
    for page, messages in wanted.items():
        held = [entry.id for entry in catalogues.read(folder / f"{page}.po") if entry.id]
        assert sorted(held) == sorted(messages), (
            f"{page}.po: run `python3 run.py site --catalogues`"
        )
    names = {file.stem for file in folder.glob("*.po")}
    assert names == {*wanted, catalogues.THEME}


def test_a_site_that_does_not_build_leaves_the_old_one(tmp_path, monkeypatch, corpus):
    target = tmp_path / "_site"
    target.mkdir()
    (target / "index.html").write_text("the old one")

    def stage_a_page_that_warns(edition, source):
        source.mkdir(parents=True)
        (source / "index.md").write_text("# Title\n\n[nowhere](missing.md)\n")
        (source / "staged.json").write_text(
            f'{{"language": "{edition.language}", "title": "T", "rows": {{}}, "previews": {{}}, "root": "{ROOT}"}}'
        )

    monkeypatch.setattr(build, "stage", stage_a_page_that_warns)
    with pytest.raises(SystemExit, match="was not built"):
        build.build(ROOT, target, tmp_path / "work")
    assert (target / "index.html").read_text() == "the old one"


# --- heads of pages ------------------------------------------------------------------------------


def test_addresses_are_named_where_the_sites_own_is_known():
    made = "".join(
        metadata.head(
            ROOT, "vi", "01_ba_che", "Ba Chẽ", "Một", "ba-che-payroll", "https://x.org/y/"
        )
    )
    for address in (
        '"og:url" content="https://x.org/y/vi/01_ba_che.html"',
        '"og:image" content="https://x.org/y/figures/preview/ba-che-payroll.png"',
        'rel="canonical" href="https://x.org/y/vi/01_ba_che.html"',
        'hreflang="en" href="https://x.org/y/01_ba_che.html"',
    ):
        assert address in made
    home = "".join(metadata.head(ROOT, "en", "index", "T", "D", "", "https://x.org/y/"))
    assert 'rel="canonical" href="https://x.org/y/"' in home
    unknown = "".join(metadata.head(ROOT, "en", "01_ba_che", "T", "D", "ba-che-payroll"))
    assert "og:image" not in unknown
    assert "canonical" not in unknown
    assert 'hreflang="vi" href="vi/01_ba_che.html"' in unknown


def test_hostile_titles_stay_inside_their_attributes():
    made = "".join(metadata.head(ROOT, "en", "x", '"><script>', "</head>", ""))
    assert "<script>" not in made
    assert "</head>" not in made
    data = metadata.dataset(ROOT, "", {"a.csv": "</script><b>"})
    assert "</script>" not in data


def test_every_notebook_page_with_a_chart_has_a_preview(english):
    assert {"01_ba_che", "08_comparison"} <= english.previews.keys()


def test_a_description_ends_at_a_word():
    assert metadata.shortened("word " * 100).endswith("word …")
    assert metadata.shortened("few words") == "few words"

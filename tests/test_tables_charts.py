"""Tables and pictures: hostile text stays text, every picture has its words and its numbers.

All of it is made of an invented article whose every free text is hostile.
"""

import copyreg
import csv
import inspect
import io
import itertools
import json
import os
import re
import struct
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from conftest import ROOT, TOY, Repository
from printed.verdicts import READINGS, VERDICTS
from streamlining import Corpus, charts, tables
from streamlining.charts import Chart
from streamlining.drawing import narrow
from streamlining.drawing.words import axis_pairs, labels_of, words_of
from streamlining.tables import Table
from tools.make.pictures import write_index

pytestmark = pytest.mark.filterwarnings("ignore:Glyph", "ignore:constrained_layout")

WIDTH = 1152  # pixels: 7.2 inches at 160 to the inch
RIGHT_TO_LEFT = "\u202e"
HOSTILE = f"<script>alert('1')</script></td><b>&amp;{RIGHT_TO_LEFT}tfel --> ]]> $\\frac$, \"q\"|{'w' * 60}"
WRITTEN = HOSTILE.replace(RIGHT_TO_LEFT, "")  # in data files, which refuse what turns the writing

TOLD = """
relations:
  - {id: base-of-all, kind: base, stated: yes, percentage: payroll-cut-share, part: payroll-cut, note: NOTE}
  - {id: share-of-communes, kind: share, stated: yes, percentage: plan-share, part: model-communes, note: NOTE}
  - {id: units-listed, kind: sum, stated: no, total: units-cut, items: [NOTE, b, c, d, e, f], note: NOTE}
  - {id: words, kind: tension, stated: no, first: {paragraph: 3, exact: NOTE}, second: {paragraph: 3, exact: NOTE}}
results:
  - {id: both, operation: sum, operands: [units-cut, villages-merged], unit: post, of: NOTE}
models:
  - {id: merger, paragraph: 3, exact: NOTE, gloss_en: GLOSS, form: merger, party_organ: [organisation-commission],
     state_organ: [home-affairs-division], result: NOTE, place: ba-che, adopters: model-communes, status: achieved}
  - {id: tried, paragraph: 3, exact: NOTE, gloss_en: GLOSS, form: merger, party_organ: [inspection-commission],
     state_organ: [inspectorate], result: NOTE, place: ba-che, status: pilot}
  - {id: planned, paragraph: 3, exact: NOTE, gloss_en: GLOSS, form: merger, party_organ: [mass-mobilisation-commission],
     state_organ: [fatherland-front], result: NOTE, place: ba-che, status: planned}
assessments:
  - {id: better, paragraph: 3, exact: NOTE, gloss_en: GLOSS, polarity: benefit, theme: cost, voice: chair, note: NOTE}
  - {id: worse, paragraph: 3, exact: NOTE 2, gloss_en: GLOSS, polarity: difficulty, theme: speed}
"""


def public(module: ModuleType, kind: str) -> set[str]:
    """The functions of a module that make a table or a chart."""
    return {
        name for name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == module.__name__ and not name.startswith("_")
        and found.__annotations__.get("return") == kind
    }  # fmt: skip


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def hostile(repository: Repository) -> Corpus:
    """The collection of the toy article, all its free texts hostile."""
    text = TOY
    for field in ("title", "outlet", "author", "subject", "name", "post_en", "of"):
        text = re.sub(rf"(?m)^( +{field}:) .+$", lambda m: f"{m[1]} {quoted(WRITTEN)}", text)
    text = text.replace("    voice: chair\n", f"    voice: chair\n    note: {quoted(WRITTEN)}\n")
    text = text.replace("reason: clock-time", f"reason: clock-time, note: {quoted(WRITTEN)}")
    text = text.replace(
        "exact: giảm 06 đầu mối", f"exact: {quoted('giảm 06 ' + WRITTEN.replace('1', ''))}"
    )
    told = TOLD.replace("GLOSS", quoted(WRITTEN[:60] + WRITTEN[-9:]))
    told = told.replace("NOTE 2", quoted("another " + WRITTEN)).replace("NOTE", quoted(WRITTEN))
    repository.write(text + told)
    repository.write(
        f"""\
- {{id: question, question_en: {quoted(WRITTEN)}, question_vi: x, verdict: with-caveat,
   figures: [toy/units-cut, toy/villages-merged], obstacles: [scope, level, definition], note: {quoted(WRITTEN)}}}
""",
        "data/comparisons.yaml",
    )
    repository.write(
        "".join(
            f"- {{assessment: toy/{name}, first_polarity: benefit, second_polarity: {polarity},"
            f" first_theme: cost, second_theme: {theme}, doubt: {quoted(WRITTEN)}}}\n"
            for name, polarity, theme in (
                ("better", "benefit", "cost"),
                ("worse", "difficulty", "speed"),
            )
        ),
        "data/second-coding.yaml",
    )
    for name in ("places", "documents"):
        old = repository.read(f"data/{name}.yaml")
        field = "after_2025" if name == "places" else "subject_en"
        new = re.sub(
            rf"(?m)^(  {field}:).*(\n    .+)*$", lambda m: f"{m[1]} {quoted(WRITTEN)}", old
        )
        assert new != old
        repository.write(new, f"data/{name}.yaml")
    return repository.load()


@pytest.fixture(autouse=True)
def no_picture_is_open() -> None:
    """Whatever other tests have drawn."""
    plt.close("all")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Corpus:
    return hostile(Repository(tmp_path_factory.mktemp("hostile") / "toy", alone=True))


# --- tables --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frame", "shown"),
    [
        (pd.Series([3, 5], ["a", "b"], name="n"), "|n\na|3\nb|5"),
        (pd.Series({2015: 3, 2016: 5}), "|value\n2015|3\n2016|5"),
        (pd.Series([3, 5], name="n"), "n\n3\n5"),
        (pd.DataFrame({"n": [3, 5, 7]}).query("n > 3"), "n\n5\n7"),  # which rows, says nothing
        (pd.DataFrame({"n": [3, 5]}, pd.Index([2015, 2016], name="year")), "year|n\n2015|3\n2016|5"),
        (pd.DataFrame({"n": [3]}, pd.Index(["x"], name="key")), "n\n3"),
        (pd.Series([3], pd.Index(["x"], name="key"), name="n"), "n\n3"),
        (pd.DataFrame({"n": [3]}, pd.Index([3], name="n")), "n\n3"),
        (pd.crosstab([pd.Series(["a"], name="x"), pd.Series(["b"], name="y")],
                     pd.Series(["c"], name="z")), "x|y|c\na|b|1"),
        (pd.DataFrame({"x": ["a", "a"], "n": [1, 2]}).groupby("x").agg({"n": ["min", "max"]}),
         "x|n, min|n, max\na|1|2"),
        (pd.DataFrame({"n": [1]}, pd.MultiIndex.from_tuples([("a", "b")])), "||n\na|b|1"),
    ],
)  # fmt: skip
def test_a_table_shows_what_its_rows_are_called(frame, shown):
    assert repr(Table(frame)) == shown
    header = re.findall("<th[^>]*>([^<]*)</th>", Table(frame)._repr_html_())
    assert header == shown.splitlines()[0].split("|")


def test_what_is_missing_is_left_empty():
    frame = pd.DataFrame({"n": pd.array([1, None], "Int64"), "x": [None, "a"], "y": [0.5, None]})
    cells = re.findall("<td[^>]*>([^<]*)</td>", Table(frame)._repr_html_())
    assert cells == ["1", "", "0.5", "", "a", ""]
    assert repr(Table(frame)) == "n|x|y\n1||0.5\n|a|"


class Cells(HTMLParser):
    """The cells of a table by row, and every tag and attribute that is there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= set(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data):
        if data.strip("\n"):
            self.rows[-1][-1] += data


@pytest.fixture
def table() -> Table:
    """A table whose names, cells and keys are all hostile."""
    frame = pd.DataFrame({HOSTILE: [HOSTILE, f"{HOSTILE}\n"], "x_vi": ["<i>", "&lt;"], "n": [1, 2]})
    return Table(frame.set_index(pd.Index(["a/b", HOSTILE], name="key")), en=[HOSTILE])


def test_a_table_shows_hostile_text_as_text(table):
    found = Cells(table._repr_html_())
    assert found.tags == {"table", "thead", "tbody", "tr", "th", "td"}
    assert {name for name, _ in found.attributes} == {"style", "data-key", "lang"}
    assert {value for name, value in found.attributes if name == "data-key"} == {"a/b", HOSTILE}
    assert found.rows == [
        [str(cell) for cell in row]
        for row in (table.frame.columns, *table.frame.itertuples(index=False))
    ]


def test_a_table_keeps_hostile_text_whole_as_csv(table):
    rows = list(csv.reader(io.StringIO(repr(table)), delimiter="|"))
    assert rows == [
        [str(cell) for cell in row]
        for row in (table.frame.columns, *table.frame.itertuples(index=False))
    ]


def test_rows_say_what_they_are_and_cells_whose_language_stays(made):
    article = made["toy"]
    html = tables.evidence(made, article)._repr_html_()
    assert re.findall('<tr data-key="([^"]+)">', html) == [one.key for one in article.records]
    first, *_ = html.partition("<tbody>\n")[2].splitlines()
    assert first.startswith(f'<tr data-key="{article.records[0].key}"><td lang="en" style=')
    assert first.count(' lang="vi"') == 1  # the phrase
    keyed = {
        tables.findings(made, article): [f.key for f in made.findings["toy"]],
        tables.derived(*made.results.values()): list(made.results),
        tables.models(made): [f"toy/{model.id}" for model in article.models],
        tables.assessments(made, article): [f"toy/{told.id}" for told in article.assessments],
    }
    for shown, keys in keyed.items():
        assert list(shown.frame.index) == keys and keys
        assert all(f'<tr data-key="{key}">' in shown._repr_html_() for key in keys)
    assert "data-key" not in tables.card(made, article)._repr_html_()


def test_numbers_stand_to_the_right_and_text_to_the_left(made):
    html = tables.evidence(made, made["toy"])._repr_html_()
    assert '<th style="text-align: right">Value</th>' in html
    assert '<td style="text-align: right">1,314 payroll posts</td>' in html
    assert '<th style="text-align: left">Record</th>' in html


# --- charts --------------------------------------------------------------------------------------

TITLE = f"It is {HOSTILE}"
FEW = pd.DataFrame({"what": [f"Posts {HOSTILE}"], "what_vi": ["biên chế <i>&"], "left": [6]})
MORE = FEW.assign(cut=1314, of=HOSTILE)


def drawn_by_hand() -> Chart:
    with charts.paper(1.2) as axes:
        axes.barh([0], [6], hatch=charts.HATCH)
        axes.text(6, 0, HOSTILE)
        charts.label_rows(axes, FEW["what"])
    return charts.picture("x", TITLE, axes, FEW)


#: Each way to a chart, of little data, and numbers that its alternative text has to hold.
CHARTS: dict[str, tuple[Callable[[Corpus], Chart], list[str]]] = {
    "bars": (lambda _: charts.picture("x", TITLE, charts.bars(FEW), FEW), [": 6."]),
    "stacked": (
        lambda _: charts.picture("x", TITLE, charts.bars(MORE, ends="of", whole=2000), MORE, drawn="Bars"),
        ["Bars. Posts", "left 6, cut 1,314"],
    ),
    "by hand": (lambda _: drawn_by_hand(), [": 6."]),
    "compare": (
        lambda c: charts.compare("x", TITLE, c, c.comparison("question")), [": 6;", ": 3.", "Caveat (scope"],
    ),
}  # fmt: skip


@pytest.fixture
def drawn(made):
    """Draws a chart by its name."""
    return lambda name: CHARTS[name][0](made)


@pytest.fixture
def shown(monkeypatch) -> list[tuple[tuple, dict]]:
    """What a chart hands to the notebook."""
    calls: list[tuple[tuple, dict]] = []
    monkeypatch.setattr(charts, "get_ipython", object)
    monkeypatch.setattr(charts, "display", lambda *args, **more: calls.append((args, more)))
    return calls


def test_completion_offers_what_is_meant_for_readers():
    assert dir(charts) == sorted(charts.__all__)
    assert all(getattr(charts, name).__doc__ for name in charts.__all__ if name.islower())


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_shows_its_picture_words_and_numbers(drawn, shown, monkeypatch, tmp_path, name):
    monkeypatch.delenv("STREAMLINING_FIGURES", raising=False)
    monkeypatch.chdir(tmp_path)
    chart = drawn(name)
    chart._ipython_display_()
    ((data,), more), ((words,), *_), ((numbers,), *_) = shown
    assert all(said["metadata"]["streamlining"] == {"chart": "x"} for _, said in shown)
    png = data["image/png"]
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", png[16:20]) == (WIDTH,)
    assert data["text/plain"] == more["metadata"]["image/png"]["alt"] == repr(chart) == chart.alt
    for told in CHARTS[name][1]:
        assert told in chart.alt
    assert "<script" not in words.data and "&lt;script&gt;" in words.data
    assert numbers.frame is chart.numbers and len(chart.numbers)
    assert not plt.get_fignums()  # it does not come a second time
    assert list(tmp_path.iterdir()) == []  # nothing is saved unless a build asks for it


def test_what_no_digit_shows_changes_no_picture(drawn, tmp_path):
    saved = []
    for folder in ("one", "two"):
        chart = drawn("bars")
        axes = chart.figure.axes[0]
        box = axes.get_position()
        nudged = box.translated(1e-12, 0) if folder == "two" else box
        axes.set_position(nudged)
        axes.plot([0, 1], [0, 1])  # which is clipped
        chart.save(tmp_path / folder)
        saved.append((tmp_path / folder / "x.svg").read_bytes())
    assert b"clipPath" in saved[0] and saved[0] == saved[1]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_saved_as_svg_with_its_words_and_as_csv_the_same_in_every_run(
    drawn, tmp_path, name
):
    for folder in ("one", "two"):
        drawn(name).save(tmp_path / folder)
    chart = drawn(name)
    svg, numbers = ((tmp_path / "one" / f"x.{ending}").read_bytes() for ending in ("svg", "csv"))
    assert svg == (tmp_path / "two/x.svg").read_bytes()
    assert numbers == (tmp_path / "two/x.csv").read_bytes()
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg" and root.get("role") == "img"
    assert [child.tag.partition("}")[2] for child in root[:2]] == ["title", "desc"]
    assert (root[0].text, root[1].text) == (TITLE, chart.alt)
    assert not root.findall(".//{*}script") and not root.findall(".//{*}b")
    assert b"\r" not in numbers
    rows = list(csv.reader(io.StringIO(numbers.decode("utf-8"))))
    assert rows == [
        [str(cell) for cell in row]
        for row in (chart.numbers.columns, *chart.numbers.itertuples(index=False))
    ]


def test_a_build_saves_the_pictures_where_it_says(drawn, shown, monkeypatch, tmp_path):
    monkeypatch.setenv("STREAMLINING_FIGURES", str(tmp_path / "figures"))
    drawn("bars")._ipython_display_()
    saved = sorted((tmp_path / "figures").rglob("x.*"))
    assert [file.relative_to(tmp_path / "figures").as_posix() for file in saved] == [
        "narrow/x.svg", "vi/narrow/x.svg", "vi/x.svg", "x.csv", "x.svg",
    ]  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_a_narrow_drawing_has_the_same_words_large_enough_inside_a_phone(drawn, tmp_path, name):
    drawn(name).save(tmp_path)
    wide, narrow = (
        ElementTree.parse(tmp_path / f"{folder}x.svg").getroot() for folder in ("", "narrow/")
    )
    width = float(narrow.get("width").removesuffix("pt"))
    assert width == pytest.approx(246, abs=1)  # 328 CSS pixels
    letters = [
        Counter("".join("".join(t.itertext()) for t in root.findall(".//{*}text")).replace(" ", ""))
        for root in (wide, narrow)
    ]
    vietnamese = Counter("".join(FEW["what_vi"][0].split()))  # a label is said in one language
    assert not letters[0] - letters[1] - vietnamese
    for text in narrow.findall(".//{*}text"):
        assert float(re.search(r"([\d.]+)px", text.get("style", "") or "")[1]) >= 8.25


def test_the_index_of_figures_names_each_with_its_words(drawn, tmp_path):
    chart = drawn("bars")
    chart.title, chart.alt = "A plain title", "Plain words: 6."
    chart.save(tmp_path)
    text = write_index(tmp_path).read_text(encoding="utf-8")
    assert "## x\n\n![Plain words: 6.](x.svg)\n\nA plain title ([numbers](x.csv))\n" in text


def test_a_vietnamese_picture_says_every_label_in_vietnamese(drawn, tmp_path, monkeypatch):
    """By a catalogue that says every message in capitals, numbers kept."""

    class Loud(charts.Catalogue):
        def translate(self, text):
            return text.upper()

    monkeypatch.setattr(charts, "vietnamese", lambda: Loud({}))
    for kind in ("stacked", "bars", "by hand", "compare"):
        chart = drawn(kind)
        words = words_of(chart.figure)
        assert any(word != word.upper() for word in words)
        chart.save(tmp_path)
        chart._translate(Loud({}))
        assert {word.upper() for word in words} <= set(words_of(chart.figure))
        ticks = [str(label) for axis in axis_pairs(chart.figure) for label in labels_of(axis)]
        assert not any("\n" in tick and tick != tick.upper() for tick in ticks)
        english, vietnamese = (
            (tmp_path / name).read_text(encoding="utf-8") for name in ("x.svg", "vi/x.svg")
        )
        assert f"<title>{escape(chart.title)}</title>" in english
        assert f"<title>{escape(chart.title.upper())}</title>" in vietnamese


# --- any picture of one's own --------------------------------------------------------------------

OWN = pd.DataFrame({"what": ["ab & cd", "ef"], "what_vi": ["á", "ç"], "value": [3, 1500]})


def test_any_axes_are_shown_with_words_numbers_and_both_languages(shown, tmp_path):
    with charts.style():
        pandas_axes = OWN.plot.barh(x="what", y="value")
    for axes in (pandas_axes, charts.bars(OWN)):
        chart = charts.picture("own", "More of c", axes, OWN, drawn="Two bars")
        assert chart.alt == "More of c. Two bars. ab & cd: 3; ef: 1,500."
        chart.save(str(tmp_path))
        told = (tmp_path / "vi/own.svg").read_text(encoding="utf-8")
        assert ">á</text>" in told and ">ç</text>" in told
        assert pd.read_csv(tmp_path / "own.csv").equals(OWN)
    charts.show("own", "More of c", charts.bars(OWN, "value", ends="what_vi"), OWN)
    (((data,), more), *_) = shown
    assert data["image/png"].startswith(b"\x89PNG")
    assert more["metadata"]["streamlining"] == {"chart": "own"}
    assert not plt.get_fignums()


def test_a_script_is_told_the_words_of_a_picture(capsys):
    charts.show("own", "More of c", charts.bars(OWN), OWN)
    assert capsys.readouterr().out == "More of c. ab & cd: 3; ef: 1,500.\n"


def test_an_index_of_its_own_is_told_and_saved(tmp_path):
    counted = pd.Series({"one": 2, "two": 3}, name="rows").rename_axis("kind")
    chart = charts.picture("own", "Title", charts.bars(counted), counted)
    assert repr(chart) == "Title. one: 2; two: 3."
    chart.save(tmp_path)
    assert (tmp_path / "own.csv").read_text() == "kind,rows\none,2\ntwo,3\n"


def test_parts_with_room_say_what_they_are_and_others_have_a_legend():
    axes = charts.bars(OWN.assign(left=[1, 2], cut=[4, 0]), "left", "cut", whole=10)
    assert [[bar.get_x() for bar in drawn] for drawn in axes.containers[1:]] == [[0, 0], [1, 2]]
    assert [text.get_text() for text in axes.texts] == ["1 left", "2 left", "4 cut", ""]
    assert axes.get_legend() is None and axes.get_xlim() == (0, 10)
    axes = charts.bars(OWN.assign(left=[1, 2], cut=[40, 0]), "left", "cut")
    assert [text.get_text() for text in axes.texts] == ["1", "2", "40", ""]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["left", "cut"]


GUEST = """
import matplotlib, matplotlib.pyplot as plt, pandas as pd
before = dict(matplotlib.rcParams), plt.style.available
from streamlining import charts
assert dict(matplotlib.rcParams) == before[0]
numbers = pd.Series({"a": 3, "b": 5}, name="value")
mine = numbers.plot.barh()
house = charts.picture("own", "More of b", charts.bars(numbers), numbers)
house.save(FOLDER)
assert dict(matplotlib.rcParams) == before[0]
assert [plt.figure(n).axes for n in plt.get_fignums()] == [[mine]]
"""


def test_the_readers_own_pictures_stay_the_readers(tmp_path):
    code = GUEST.replace("FOLDER", repr(str(tmp_path)))
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "notebooks", check=True)


def test_a_readers_style_does_not_reach_the_house(tmp_path):
    plain = charts.picture("own", "Title", charts.bars(OWN), OWN)
    with plt.style.context("dark_background"):
        dark = charts.picture("own", "Title", charts.bars(OWN), OWN)
        assert dark._bytes("png") == plain._bytes("png")


def test_a_dollar_sign_is_no_formula(drawn):
    assert "$\\frac$" in " ".join(text.get_text() for text in drawn("bars").figure.texts)


# --- what is not done is told by more than colour ------------------------------------------------


def test_planned_and_pilot_models_are_told_by_a_word(corpus):
    picture = ElementTree.parse(ROOT / "figures/comparison-mergers.svg").getroot()
    words = " ".join(json.loads(picture.get("data-words")))
    told = corpus.frames["models"].query(
        "form == 'merger' and party_organ != '' and state_organ != ''"
    )
    for status in ("pilot", "planned"):
        assert words.count(status) == (told["obs_status"] == status).sum() > 0


# --- neutral words -------------------------------------------------------------------------------

ACCUSING = re.compile(
    r"\b(errors?|erroneous\w*|mistak\w*|wrong\w*|false\w*|incorrect\w*|lies?|lied|lying|liars?"
    r"|fraud\w*|fak(?:e|ed|es|ing)|manipulat\w*|fabricat\w*|cheat\w*|bogus|misreport\w*|untrue"
    r"|sai|lỗi|nhầm|gian|dối|bịa|khống|lừa|xuyên tạc)\b",
    re.IGNORECASE,
)

#: What is meant by an accusing word where it accuses nobody.
ALLOWED = {
    r"(thời|trung) gian": "time; what stands in between",
    r"\blies? (near|in|within|inside|on|outside|against|0\.8 km apart)\b": "where a point or value is",
    r"\brecomputed percentages lie\b": "where a value is, asked",
    r"neither right nor wrong": "says that no judgement is made",
}


def accusing(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    for legitimate in ALLOWED:
        text = re.sub(legitimate, "", text, flags=re.IGNORECASE)
    return [text[max(0, m.start() - 40) : m.end() + 40] for m in ACCUSING.finditer(text)]


def own_words(corpus: Corpus):
    """Every text that the project itself says; what articles are quoted for is theirs."""
    for codes in corpus.codebook.values():
        for code in codes.values():
            yield from (code.label_en, code.label_vi, code.definition, code.use_when, code.not_when)
    for verdict in VERDICTS.values():
        yield from (verdict.label_en, verdict.label_vi, verdict.definition)
    for reading in READINGS.values():
        yield from (reading.en, reading.vi)
    for article in corpus.articles.values():
        yield from (
            article.head.subject,
            article.head.published_note or "",
            article.head.left_out or "",
        )
        yield from (
            item.note or "" for item in (*article.records, *article.models, *article.assessments)
        )
        yield from (
            mention.note or ""
            for mention in (*article.dates, *article.documents, *article.set_aside)
        )
        yield from (item.of for item in (*article.records, *article.results))
        yield from (relation.note or "" for relation in article.relations)
        yield from (model.result for model in article.models)
    for found in (finding.outcome for listed in corpus.findings.values() for finding in listed):
        yield from (found.explanation if found.kind != "tension" else "", found.bears)
    for one in corpus.comparisons:
        yield from (one.question_en, one.question_vi, one.note)
    yield from (coded.doubt or "" for coded in corpus.second_coding)
    for term in corpus.glossary:
        yield from (term.en, term.definition, term.note or "")
    yield from (place.note or "" for place in corpus.places.values())


def test_no_label_definition_reading_or_note_accuses_anyone(corpus):
    texts = list(own_words(corpus))
    assert len(texts) > 1000
    assert [found for text in texts for found in accusing(text)] == []


@pytest.mark.parametrize(
    "file", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda file: file.stem
)
def test_no_prose_accuses_anyone(file: Path):
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    assert prose
    assert [found for text in prose for found in accusing(text)] == []


@pytest.mark.parametrize(
    "text",
    ["The paper lies.", "an error", "Wrong again", "a fake number", "they manipulated it",
     "con số sai", "có lỗi", "Nhầm lẫn", "gian lận", "khai khống", "bịa ra",
     unicodedata.normalize("NFD", "có lỗi")],
)  # fmt: skip
def test_accusing_words_would_be_found(text):
    assert accusing(text)


@pytest.mark.parametrize("legitimate", ALLOWED)
def test_every_exception_is_still_used(corpus, legitimate):
    files = (ROOT / "notebooks").glob("*.ipynb")
    texts = [*own_words(corpus), *(file.read_text(encoding="utf-8") for file in files)]
    assert any(re.search(legitimate, " ".join(text.split()), re.IGNORECASE) for text in texts)


def test_a_picture_of_categories_is_copied_as_newer_pythons_copy(monkeypatch):
    """They refuse a counter of itertools."""

    def refuse(_: object) -> None:
        raise TypeError("cannot pickle 'itertools.count' object")

    monkeypatch.setitem(copyreg.dispatch_table, itertools.count, refuse)
    figure, axes = plt.subplots()
    axes.bar(["b", "a"], [1, 2])
    plt.close(figure)
    (drawn,) = narrow.copied(figure).axes
    drawn.bar(["a", "c"], [1, 2])
    assert [label.get_text() for label in drawn.get_xticklabels()] == ["b", "a", "c"]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("frame", "columns", "told"),
    [
        (pd.DataFrame({"x": ["a"], "y": ["b"]}), (), "no column of numbers beside the labels in 'x'"),
        (pd.DataFrame({"n": [1]}), (), "no column of numbers beside the labels in 'n'"),
        (pd.DataFrame({"x": ["a"], "y": ["3"]}), ("y",), "found '3' in the column 'y', expected num"),
        (pd.DataFrame({"x": ["a"], "n": [1]}), ("m",), "found no column 'm', expected some of x, n"),
        (pd.Series({"a": 2, "b": -1}), (), "found -1 in the column 'value', expected numbers from 0"),
        (pd.Series({"a": float("inf")}), (), "found inf in the column 'value'"),
        (pd.Series({"a": pd.NA}, dtype="Int64", name="n"), (), "found no number in n, expected one"),
        (pd.DataFrame({"x": [], "n": []}), ("n",), "found no number in n, expected one at least"),
    ],
)  # fmt: skip
def test_bars_say_what_they_cannot_draw(frame, columns, told):
    with pytest.raises(ValueError, match=told):
        charts.bars(frame, *columns)


def drawn_of(axes) -> tuple[list[str], list[str], list[float]]:
    """The labels of some bars, the texts beside them and their lengths."""
    labels = [label.get_text() for label in axes.get_yticklabels()]
    lengths = [float(bar.get_width()) for bar in axes.patches]
    return labels, [text.get_text() for text in axes.texts], lengths


@pytest.mark.filterwarnings("error")
def test_bars_take_an_analysts_own_frames():
    years = pd.DataFrame({"year": [2015, 2016], "n": [1, 2]})
    assert drawn_of(charts.bars(years)) == (["2015", "2016"], ["1", "2"], [1, 2])
    gaps = pd.Series([3, pd.NA], ["a", "b"], dtype="Int64", name="n")
    assert drawn_of(charts.bars(gaps)) == (["a", "b"], ["3", ""], [3, 0])
    stacked = pd.DataFrame({"x": ["a", "b"], "left": [4, 2], "cut": pd.array([None, 1], "Int64")})
    assert drawn_of(charts.bars(stacked))[2] == [4, 2, 0, 1]
    assert drawn_of(charts.bars(years.query("n > 1"))) == (["2016"], ["2"], [2])
    assert drawn_of(charts.bars(pd.Series({"a": 0}))) == (["a"], ["0"], [0])


def test_bars_take_figures(corpus):
    cut = corpus.record("ba-che/payroll-cut")
    figures = pd.DataFrame({"what": ["cut"], "posts": [cut]})
    assert drawn_of(charts.bars(figures, "posts")) == (["cut"], ["27"], [27])


def test_a_saved_chart_keeps_its_language(tmp_path):
    numbers = pd.Series({"communes": 12, "districts": 5}, name="merged")
    chart = charts.picture("own", "More merged", charts.bars(numbers), numbers)
    before = words_of(chart.figure)
    chart.save(tmp_path)
    assert "communes" in before and words_of(chart.figure) == before
    assert (
        "communes" not in (tmp_path / "vi/own.svg").read_text(encoding="utf-8").split("</desc>")[1]
    )


def test_without_a_writable_home_nothing_is_said_of_caches(tmp_path):
    """In a container, say; what is wrong with a reader's own settings is said as ever."""

    def said(**variables: str) -> str:
        code = "import streamlining, logging\n"
        code += "assert not logging.getLogger('matplotlib').filters\n"
        code += "from streamlining import charts\n"
        code += "logging.getLogger('matplotlib.font_manager').warning('is building the font cache')"
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"MPLCONFIGDIR": f"{os.devnull}/none"} | variables,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stderr

    (tmp_path / "matplotlibrc").write_text("no.such.key: 1\n")
    assert said() == ""
    assert "no.such.key" in said(MATPLOTLIBRC=str(tmp_path))

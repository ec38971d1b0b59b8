"""The collection as data: tidy tables of a fixed form, keys that resolve, counts that agree."""

import contextlib
import csv
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest

from conftest import ROOT, TOY_FILE, Repository
from printed.reading.census import census
from printed.reading.periods import period
from printed.reading.words import BEFORE
from streamlining import charts, frames, load
from streamlining import corpus as corpus_module
from streamlining import tables as tables_module
from streamlining.coding import article
from streamlining.coding.items import MAX_WORDS
from streamlining.coding.reference import LEVELS, Column, agreement
from streamlining.coding.relations import Difference, ResultEntry, Share
from streamlining.corpus import data_files
from tools.make.tidy import codebook, decimal, dictionary, tidy_tables, write_tidy

ARTICLES = [article.id for article in load(ROOT)]  # a reader may have added one
FRAGMENT = "ha-noi-fragment"
#: The articles of the collection as it was published.
FIRST = ("ba-che", "duc-tho", "lai-chau", "quang-ninh", "bac-giang", "binh-xuyen")

#: The columns that the design fixes, in their order; a table may have more behind them.
COLUMNS = {
    "articles": "article, title, outlet, author, published, place, paragraphs, numerals, records",
    "records": (
        "id, article, paragraph, exact, printed, obs_value, decimals, qualifier, indicator, "
        "unit_measure, of, ref_area, level, sector, time_period, base_period, obs_status, voice, "
        "note"
    ),
    "numerals": "article, paragraph, start, token, accounted_as, key, reason",
    "relations": (
        "id, article, kind, stated, operands, printed, recomputed, verdict, bears, power, repairs, "
        "readings"
    ),
    "results": "key, article, obs_value, unit_measure, formula, operands",
    "models": (
        "id, article, paragraph, exact, form, party_organ, state_organ, result, ref_area, "
        "adopters, out_of, since, obs_status"
    ),
    "assessments": "id, article, paragraph, exact, polarity, theme, voice",
    "places": "id, name_vi, name_en, level, type_vi, code, parent",
    "documents": "id, number, kind",
    "codebook": "code, kind, label_en, label_vi, definition",
    "operands": "relation, number, role, kind, operand",
    "place_units": "place, date, districts, communes, source",
    "comparisons": "id, question_en, question_vi, verdict, obstacles, note",
    "comparison_figures": "comparison, number, record",
    "second_coding": (
        "assessment, first_polarity, second_polarity, first_theme, second_theme, doubt"
    ),
    "glossary": "term_vi, term_en, definition, source, note",
}


@pytest.fixture(scope="module")
def tables(corpus, tmp_path_factory) -> dict[str, list[dict[str, str]]]:
    """Each tidy table as it is written, read without pandas: every cell a text."""
    files = write_tidy(tmp_path_factory.mktemp("tidy"), corpus)
    return {
        file.stem: list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8"), newline="")))
        for file in files
        if file.suffix == ".csv"
    }


def mentions(corpus):
    return [
        (article, mention) for article in corpus.articles.values() for mention in article.mentions
    ]


# --- the tidy tables -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", COLUMNS)
def test_a_tidy_table_has_the_columns_of_the_design_in_their_order(tables, name):
    wanted = COLUMNS[name].split(", ")
    assert list(tables[name][0])[: len(wanted)] == wanted


def test_a_fraction_has_two_more_columns_for_its_parts(tables):
    rows = [row for row in tables["records"] if "/" in row["printed"]]
    assert rows
    assert all(f"{row['k']}/{row['n']}" == row["printed"] for row in rows)
    assert all(row["k"] == row["n"] == "" for row in tables["records"] if row not in rows)


def test_tables_are_plain_utf_8_csv(corpus, tmp_path):
    tables = [file for file in write_tidy(tmp_path, corpus) if file.suffix == ".csv"]
    assert [file.stem for file in tables] == list(frames.TABLES)
    for file in tables:
        data = file.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert data.endswith(b"\n") and not data.endswith(b"\n\n")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, file.name
        assert len(set(rows[0])) == len(rows[0])
        assert not {"nan", "NaN", "None", "<NA>"} & {cell for row in rows for cell in row}


def test_tables_are_the_same_bytes_in_every_run(corpus, tmp_path):
    write_tidy(tmp_path / "here", corpus)
    here = {file.name: file.read_bytes() for file in (tmp_path / "here").iterdir()}
    program = (
        "import sys, pathlib; from tools.make.tidy import write_tidy; "
        "write_tidy(pathlib.Path(sys.argv[1]))"
    )
    subprocess.run(
        [sys.executable, "-c", program, tmp_path / "there"],
        env=os.environ
        | {
            "PYTHONHASHSEED": "7",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "notebooks"))),
            "LC_ALL": "C",
        },
        check=True,
    )
    there = {file.name: file.read_bytes() for file in (tmp_path / "there").iterdir()}
    assert here == there
    assert set(here) >= {f"{name}.csv" for name in COLUMNS}


@pytest.mark.parametrize("name", COLUMNS)
def test_the_committed_table_is_the_one_that_the_data_make(corpus, tmp_path, name):
    made = {file.name: file.read_bytes() for file in write_tidy(tmp_path, corpus)}
    committed = ROOT / "data" / "tidy" / f"{name}.csv"
    assert committed.read_bytes() == made[committed.name], (
        "run python3 run.py and commit data/tidy/"
    )


def test_rows_come_in_reading_order(tables, corpus):
    order = list(corpus.articles)
    notebooks = [corpus[name].head.notebook for name in order]
    assert notebooks == [*sorted(filter(None, notebooks)), None]
    assert order[-1] == FRAGMENT
    assert [row["article"] for row in tables["articles"]] == order
    places = [
        (order.index(row["article"]), int(row["paragraph"]), int(row["start"]))
        for row in tables["numerals"]
    ]
    assert places == sorted(set(places))
    articles = [order.index(row["article"]) for row in tables["records"]]
    assert articles == sorted(articles)


# --- figures -------------------------------------------------------------------------------------


def test_values_are_decimal_text_that_no_float_has_touched(tables, corpus):
    values = {row["id"]: row["obs_value"] for row in tables["records"]}
    assert len(values) == len(tables["records"])
    for key, text in values.items():
        value = corpus.record(key).value
        assert re.fullmatch(r"\d+(\.\d{1,6})?", text)
        assert abs(Fraction(text) - value) <= Fraction(1, 2 * 10**6)
        if 10**6 % value.denominator == 0:
            assert Fraction(text) == value


def test_a_value_is_what_its_digits_say(tables):
    """Read once more from the printed form, without the package."""
    plain = 0
    for row in tables["records"]:
        printed, value = row["printed"], Fraction(row["obs_value"])
        if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", printed):
            assert value == int(printed.replace(".", ""))
            assert row["decimals"] == "0"
        elif match := re.fullmatch(r"(\d+)[.,](\d+)", printed):
            assert value == Fraction(int(match[1] + match[2]), 10 ** len(match[2]))
            assert row["decimals"] == str(len(match[2]))
        elif printed.isdecimal():
            assert (value, row["decimals"]) == (int(printed), "0")
        elif match := re.fullmatch(r"(\d+)/(\d+)", printed):
            assert row["obs_value"] == decimal(Fraction(int(match[1]), int(match[2])))
        else:
            continue
        plain += 1
    assert plain > len(tables["records"]) / 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(27), "27"),
        (Fraction(1314), "1314"),
        (Fraction(100), "100"),
        (Fraction(0), "0"),
        (Fraction(197, 10), "19.7"),
        (Fraction(1, 2), "0.5"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(1, 2 * 10**6), "0.000001"),
    ],
)
def test_a_decimal_has_six_places_at_most_and_no_idle_zeros(value, text):
    assert decimal(value) == text


def test_phrases_hold_their_numeral_once_and_are_short(tables):
    for row in tables["records"]:
        assert len(row["exact"].split()) <= MAX_WORDS
        found = [token.text for token in census(row["exact"])]
        assert found.count(row["printed"]) == 1


# --- keys that resolve ---------------------------------------------------------------------------

CODED = {
    "indicator": "indicator", "unit_measure": "unit", "level": "level", "sector": "sector",
    "obs_status": "status", "qualifier": "qualifier",
}  # fmt: skip


@pytest.mark.parametrize("column", CODED)
def test_every_code_is_in_the_codebook(tables, corpus, column):
    used = {row[column] for row in tables["records"]}
    assert used
    assert used <= set(corpus.codebook[CODED[column]])


def test_places_and_periods_resolve(tables, corpus):
    for row in tables["records"] + tables["articles"]:
        assert row.get("ref_area", row.get("place")) in corpus.places
    for row in tables["records"]:
        assert row["id"].startswith(row["article"] + "/")
        assert period(row["time_period"])
        assert row["base_period"] == "" or period(row["base_period"])
        assert row["voice"]


def test_what_accounts_for_a_numeral_is_there(tables, corpus):
    for row in tables["numerals"]:
        match row["accounted_as"]:
            case "record":
                record = corpus.record(row["key"])
                assert (record.printed, str(record.paragraph), str(record.start)) == (
                    row["token"], row["paragraph"], row["start"],
                )  # fmt: skip
            case "date":
                assert period(row["key"])
            case "document":
                assert row["key"] in corpus.documents
            case "set-aside":
                assert row["key"] == ""
                label = row["reason"].split(":")[0]
                assert label in {code.label_en for code in corpus.codebook["set_aside"].values()}
            case other:
                pytest.fail(f"{other!r} accounts for no numeral")


def test_each_record_accounts_for_one_numeral(tables):
    keys = Counter(row["key"] for row in tables["numerals"] if row["accounted_as"] == "record")
    assert set(keys.values()) == {1}
    assert set(keys) == {row["id"] for row in tables["records"]}


@pytest.mark.parametrize("article", [*ARTICLES, FRAGMENT])
def test_an_articles_counts_are_those_of_its_rows(tables, corpus, article):
    (row,) = (row for row in tables["articles"] if row["article"] == article)
    own = [numeral for numeral in tables["numerals"] if numeral["article"] == article]
    assert int(row["numerals"]) == len(own) > 0
    assert int(row["records"]) == sum(record["article"] == article for record in tables["records"])
    assert int(row["records"]) == sum(numeral["accounted_as"] == "record" for numeral in own)
    assert max(int(numeral["paragraph"]) for numeral in own) <= int(row["paragraphs"])


def test_the_fragment_is_left_out_with_its_reason(tables, corpus):
    assert FRAGMENT not in ARTICLES
    assert len(corpus) == len(corpus.articles) - 1
    (row,) = (row for row in tables["articles"] if row["article"] == FRAGMENT)
    assert row["left_out"]
    assert FRAGMENT not in {record["article"] for record in tables["records"]}
    assert all(other["left_out"] == "" for other in tables["articles"] if other is not row)


# --- asking the corpus ---------------------------------------------------------------------------


def test_a_notebook_reads_as_a_sentence(corpus):
    assert corpus["ba-che"].record("payroll-cut").value == 27
    assert corpus.record("ba-che/payroll-cut") is corpus["ba-che"].record("payroll-cut")
    assert corpus.label("unit", "percent") == corpus.codebook["unit"]["percent"].label_en


def test_a_package_that_was_installed_without_its_data_says_so(tmp_path):
    there = tmp_path / "python/site-packages"
    shutil.copytree(ROOT / "notebooks", there, ignore=shutil.ignore_patterns("*.ipynb"))
    environment = os.environ | {"PYTHONPATH": str(there)}
    load = [sys.executable, "-c", "import streamlining; streamlining.load()"]
    done = subprocess.run(load, env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1].startswith(f"FileNotFoundError: {there.parent} holds no")
    assert "`pip install -e .`" in done.stderr


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda corpus: corpus["ba-chee"], "no article 'ba-chee'; there are ba-che, duc-tho"),
        (
            lambda corpus: corpus["ba-che"].record("x"),
            "ba-che has no record 'x'; it has model-years",
        ),
        (lambda corpus: corpus.record("ba-che/x"), "ba-che has no record 'x'"),
        (lambda corpus: corpus.record("payroll-cut"), "no article 'payroll-cut'"),
        (lambda corpus: corpus.result("ba-che/x"), "no result 'ba-che/x'; there are "),
        (lambda corpus: corpus.finding("ba-che/x"), "no relation 'ba-che/x'; there are ba-che/"),
        (lambda corpus: corpus.finding("x"), "no relation 'x'; there are none"),
        (lambda corpus: corpus.label("x", "y"), "no dimension 'x'; there are indicator, unit"),
        (lambda corpus: corpus.label("unit", "y"), "no code of unit 'y'; there are payroll-post, "),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(corpus, ask, told):
    with pytest.raises(KeyError, match=told):
        ask(corpus)


def test_what_can_be_asked_for_is_in_the_corpus(corpus):
    assert "ba-che" in corpus and corpus["ba-che"] in corpus and "ba-chee" not in corpus


def test_a_table_is_no_attribute(corpus):
    with pytest.raises(AttributeError, match=r"found \.records, expected .*\['records'\]"):
        corpus.frames.records  # noqa: B018


def test_a_post_is_named_with_its_holder(corpus):
    voices = {article.voice(record) for article in corpus for record in article.records}
    assert "newspaper" in voices
    assert len(voices) > 1
    posts = {
        f"{voice.post_en} ({voice.name})" for article in corpus for voice in article.head.voices
    }
    narrators = {article.head.narrator for article in corpus} - {None}
    assert voices <= posts | narrators | {"newspaper"}


def test_who_says_it_has_a_kind(corpus):
    kinds = {kind for article in corpus for kind in map(article.voice_kind, article.assessments)}
    assert kinds == set(corpus.codebook["voice_kind"])
    for table in ("records", "assessments"):
        told = corpus.frames[table]
        assert (
            told["voice"].str.contains("(", regex=False) == (told["voice_kind"] == "official")
        ).all()


def test_what_a_figure_was_cut_from_is_told_by_the_data(corpus):
    records = corpus.frames["records"].set_index("id")
    bases = records["base"].dropna().to_dict()
    first = {key: base for key, base in bases.items() if key.partition("/")[0] in FIRST}
    assert first == {
        "ba-che/payroll-cut": "ba-che/payroll-base",
        "ba-che/inspections-cut": "ba-che/inspections-before",
        "binh-xuyen/villages-cut": "binh-xuyen/villages-before",
        "lai-chau/staff-cut": "lai-chau/staff-before",
    }
    for name in ("base", "part_of", "repeated_by"):
        keys = set(records[name].dropna())
        assert keys and keys <= set(records.index) | set(corpus.results)


def test_a_base_comes_from_a_whole_a_before_or_a_result():
    cut = {"stated": "yes", "change": "cut"}
    summed = ResultEntry.model_construct(id="before", operation="sum", operands=("cut", "after"))
    worked_out = ResultEntry.model_construct(id="base", operation="base", operands=("cut", "rate"))
    for relations, results, base in (
        ([Difference(id="d", before="other/all", **cut)], [], "other/all"),
        ([Difference(id="d", after="after", **cut)], [summed], "a/before"),
        ([Difference(id="d", after="after", **cut)], [], None),
        ([Difference(id="d", before="all", direction="rises", **cut)], [], None),
        ([Share(id="s", stated="yes", percentage="p", part="cut", whole="all")], [], "a/all"),
        ([Share(id="s", stated="yes", percentage="p", whole="all")], [], None),
        ([], [worked_out], "a/base"),
    ):
        article = SimpleNamespace(id="a", relations=relations, results=results)
        assert frames._bases(article).get("a/cut") == base


def test_a_collection_and_an_article_show_themselves_in_a_few_lines(corpus):
    for shown in (corpus, *corpus, corpus.frames):
        assert len(repr(shown)) < 2000
    assert corpus._ipython_key_completions_() == list(corpus.articles)
    assert "ba-che" in corpus._repr_html_() and "ba-che" in corpus["ba-che"]._repr_html_()
    with pytest.raises(KeyError, match="no table 'summary'; there are articles, records"):
        corpus.frames["summary"]


@pytest.mark.parametrize("module", [charts, tables_module, article, corpus_module])
def test_the_examples_do_what_they_say(module):
    done = doctest.testmod(module)
    assert done.attempted and not done.failed


def test_frames_hold_what_the_records_hold(corpus):
    frame = corpus.frames["records"]
    assert len(frame) == sum(len(article.records) for article in corpus)
    assert frame["id"].is_unique
    assert pd.api.types.is_float_dtype(frame["obs_value"])
    assert pd.api.types.is_integer_dtype(frame["paragraph"])
    for row in frame.itertuples():
        record = corpus.record(row.id)
        assert row.obs_value == float(record.value)
        assert (row.printed, row.unit_measure, row.decimals) == (
            record.printed,
            record.unit,
            record.decimals,
        )
    assert len(corpus.frames["numerals"]) == len(mentions(corpus))
    assert list(corpus.frames["articles"]["numerals"]) == [
        len(article.mentions) for article in corpus.articles.values()
    ]


def test_tables_are_the_frames_but_for_decimals_as_they_are_written(corpus):
    made = tidy_tables(corpus)
    assert list(made) == list(corpus.frames)
    for name, frame in corpus.frames.items():
        decimals = list(frame.select_dtypes("float64"))
        pd.testing.assert_frame_equal(
            made[name].drop(columns=decimals), frame.drop(columns=decimals)
        )


@pytest.fixture(scope="module")
def read():
    """The reader for pandas that the description of the tables gives, which reads where they are."""
    text = (ROOT / "data/tidy/README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    known: dict[str, object] = {}
    with contextlib.chdir(ROOT / "data/tidy"):
        exec(code, known)
        assert known["records"].equals(known["read"]("records"))
        yield known["read"]


@pytest.mark.parametrize("name", frames.TABLES)
def test_a_file_read_as_its_description_says_is_the_frame(corpus, read, name):
    pd.testing.assert_frame_equal(read(name), corpus.frames[name], rtol=0, atol=5e-7)


def test_what_is_not_there_is_missing_and_never_an_empty_text(corpus):
    for name, frame in corpus.frames.items():
        assert not frame.eq("").any(axis=None), name
        assert not frame.map(lambda cell: cell is None).any(axis=None), name
    records, models = corpus.frames["records"], corpus.frames["models"]
    assert (records["k"] <= records["n"]).sum() == records["k"].count() < len(records)
    assert {"k", "n", "obs_value"} <= {*records.select_dtypes("number")}
    assert (corpus.frames["relations"]["power"] > 0.9).any()
    assert models["adopters"].mean() > 1 and models["note"].notna().sum() < len(models)


def test_a_code_keeps_its_zeros_and_a_text_may_be_any_word(tmp_path, toy):
    toy.spoil("    of: payroll posts cut\n", "    of: NA\n")
    files = write_tidy(tmp_path, toy.load())
    assert any(file.name == "records.csv" for file in files)
    known: dict[str, object] = {}
    (code,) = re.findall(
        r"```python\n(.*?)```", (tmp_path / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    with contextlib.chdir(tmp_path):
        exec(code, known)
        assert known["records"]["of"].iloc[0] == "NA"
        assert "01" in set(known["read"]("places")["code"])
        assert known["read"]("comparisons").empty


def test_days_are_those_of_the_periods(corpus):
    records = corpus.frames["records"].set_index("id")
    cut = records.loc["ba-che/payroll-cut"]
    assert cut["time_period"] == "2015/2019-04~"
    assert (cut["first_day"], cut["last_day"]) == (
        pd.Timestamp("2015-01-01"),
        pd.Timestamp("2019-04-30"),
    )
    for name, column in {"articles": "published", "documents": "date", "models": "since"}.items():
        frame = corpus.frames[name]
        days = frame[column].map(period, na_action="ignore").dropna()
        assert len(days) and frame["first_day"].notna().sum() == len(days), name
        assert [(d.first, d.last) for d in days] == [
            (first.date(), last.date())
            for first, last in frame.loc[days.index, ["first_day", "last_day"]].itertuples(
                index=False
            )
        ]


def test_adopters_lead_to_the_figure_that_counts_them(corpus):
    models = corpus.frames["models"].dropna(subset="adopters_record")
    counted = models.merge(corpus.frames["records"], left_on="adopters_record", right_on="id")
    assert len(counted) == len(models) > 10
    whole = counted["adopters"].notna() & counted["out_of"].isna()
    assert (counted["adopters"] == counted["obs_value"])[whole].all()
    assert counted.loc[counted["adopters"].isna(), "unit_measure"].eq("percent").all()


def test_operands_are_those_of_the_relations_one_a_row(corpus):
    operands, relations = corpus.frames["operands"], corpus.frames["relations"]
    joined = operands.groupby("relation", sort=False)["operand"].agg("; ".join)
    assert joined.to_dict() == dict(zip(relations["id"], relations["operands"], strict=True))
    assert not operands["operand"].str.contains(";").any()
    named = operands.groupby("kind")["operand"].agg(set)
    assert named["record"] <= set(corpus.frames["records"]["id"])
    assert named["result"] <= set(corpus.frames["results"]["key"])
    assert set(named.index) == {"record", "result", "date", "phrase"}
    base = operands[operands["relation"] == "ba-che/payroll-share"].set_index("role")["operand"]
    assert base.to_dict() == {
        "percentage": "ba-che/payroll-cut-share", "part": "ba-che/payroll-cut",
    }  # fmt: skip


def test_lists_can_be_split_where_they_are_joined(corpus):
    for column in corpus.dictionary:
        for table in column.tables if column.form.startswith("list") else ():
            told = corpus.frames[table][column.column].dropna().str.split("; ").explode()
            assert not told.str.contains(";").any() and told.str.strip().eq(told).all(), table


def test_what_two_coders_coded_and_what_is_compared_are_tables(corpus):
    twice = corpus.frames["second_coding"]
    pairs = list(zip(twice["first_theme"], twice["second_theme"], strict=True))
    coded = [(one.first_theme, one.second_theme) for one in corpus.second_coding]
    assert agreement(pairs) == agreement(coded)
    compared = corpus.frames["comparison_figures"].groupby("comparison", sort=False)["record"]
    assert compared.agg(tuple).to_dict() == {one.id: one.figures for one in corpus.comparisons}
    units = corpus.frames["place_units"].set_index(["place", "date"])
    assert units.loc[("quang-ninh", "2017-10"), "communes"] == 186
    assert list(corpus.frames["glossary"]["term_vi"]) == [term.vi for term in corpus.glossary]


def test_a_step_is_what_the_last_printed_digit_is_worth(tables, corpus):
    steps = {row["id"]: row["step"] for row in tables["records"]}
    assert steps == {
        record.key: decimal(record.step) for article in corpus for record in article.records
    }
    assert steps["ba-che/payroll-cut-share"] == "0.1" and steps["ba-che/payroll-cut"] == "1"


# --- the reference data --------------------------------------------------------------------------


def test_the_codebooks_qualifiers_are_those_that_the_words_say(corpus):
    assert set(corpus.codebook["qualifier"]) == set(BEFORE)


def test_a_place_with_a_code_lies_in_a_province_of_the_map(corpus):
    provinces = {tile.code: tile for tile in corpus.provinces}
    assert len(provinces) == 63
    for place in corpus.places.values():
        if place.level == "province":
            assert provinces[place.code].name_vi in place.name_vi
        levels = [place.level]
        while place.parent:
            place = corpus.places[place.parent]
            levels.append(place.level)
        assert levels[-1] == "country"
        assert levels == sorted(levels, key=LEVELS.index, reverse=True)


def test_no_two_tiles_of_the_map_share_a_place_or_a_label(corpus):
    tiles = corpus.provinces
    assert (
        len({(tile.row, tile.col) for tile in tiles})
        == len({tile.abbr for tile in tiles})
        == len(tiles)
    )


def test_coordinates_lie_in_viet_nam_and_say_how_sure_they_are(corpus):
    placed = [place for place in corpus.places.values() if place.lat or place.lon]
    assert placed
    for place in placed:
        assert 8 <= float(place.lat) <= 23.5 and 102 <= float(place.lon) <= 110, place.id
        assert place.coordinate_source and place.coordinate_certainty and place.coordinate_of, (
            place.id
        )


# --- the data's hash -----------------------------------------------------------------------------


def test_every_code_is_used_and_shown_with_its_uses(corpus):
    unused = {
        (dimension, code)
        for dimension, entries in corpus.codebook.items()
        for code in entries
        if not corpus.uses[dimension][code]
    }
    # What other reports print and these do not, each with an example that says it is made up.
    made_up = {
        (dimension, code)
        for dimension, entries in corpus.codebook.items()
        for code, entry in entries.items()
        if entry.example.endswith("(made up)")
    }
    assert unused <= made_up
    assert {dimension for dimension, _ in unused} == {
        "indicator", "unit", "qualifier", "set_aside",
    }  # fmt: skip
    for dimension, uses in corpus.uses.items():
        assert uses.keys() <= corpus.codebook[dimension].keys()
    text = codebook(corpus)
    payroll = (corpus.frames["records"]["indicator"] == "payroll-reduction").sum()
    assert (
        f"**`payroll-reduction`** Payroll downsizing (*Tinh giản biên chế*), used {payroll}×"
        in text
    )
    assert len(re.findall(r"^\*\*`", text, re.M)) == sum(map(len, corpus.codebook.values()))


def test_every_column_is_described_once_and_nothing_else_is(corpus):
    tables = tidy_tables(corpus)
    text = dictionary(corpus, tables)
    for name, frame in tables.items():
        section = text.split(f"## {name}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.M) == list(frame.columns)
    known = corpus.dictionary
    mood = Column(column="mood", tables=("articles",), means="x", form="text", source="coded")
    for told, entries in {
        "the tables differ in articles.mood": (*known, mood),
        "names no table with moods": (*known, mood.model_copy(update={"tables": ("moods",)})),
        "the tables differ in results.formula": [c for c in known if c.column != "formula"],
        f"describes {known[0].tables[0]}.{known[0].column} twice": (*known, known[0]),
    }.items():
        with pytest.raises(ValueError, match=told):
            replace(corpus, dictionary=tuple(entries)).frames  # noqa: B018


def test_the_hash_tells_any_change_of_the_data_and_not_how_they_are_saved(toy):
    usual = toy.load().data_hash()
    assert re.fullmatch("[0-9a-f]{12}", usual)
    text = toy.read()
    saved = {
        "with Windows' line ends": text.replace("\n", "\r\n"),
        "by Notepad, with a mark at the start": "\ufeff" + text,
        "with trailing blanks": text.replace("\n", "  \n"),
        "without a last line end": text.rstrip("\n"),
        "in decomposed letters, as on a Mac": unicodedata.normalize("NFD", text),
        "with a comment": text + "# x\n",
    }
    for how, other in saved.items():
        toy.write(other)
        assert toy.load().data_hash() == usual, how
    corpus, hashes = toy.load(), {usual}
    for number, file in enumerate(data_files(toy.root), 1):
        before = file.read_text(encoding="utf-8").removesuffix("[]\n")
        more = "more: x\n" if re.search(r"^[a-z_]+:", before, re.M) else "- x\n"
        file.write_text(before + more, encoding="utf-8")
        hashes.add(corpus.data_hash())
        assert len(hashes) == number + 1, file.name
    assert toy.root / TOY_FILE in data_files(toy.root)


def test_the_hash_does_not_depend_on_the_folder(toy, tmp_path):
    elsewhere = Repository(tmp_path / "elsewhere", alone=True)
    assert elsewhere.load().data_hash() == toy.load().data_hash()


def test_a_corpus_of_left_out_articles_is_not_taken_for_none(toy, tmp_path):
    toy.spoil("  paragraphs: 4\n", "  left_out: invented\n  paragraphs: 4\n")
    corpus = toy.load()
    assert len(corpus) == 0
    write_tidy(tmp_path / "tidy", corpus)
    assert "toy,Huyện Mẫu" in (tmp_path / "tidy" / "articles.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["ba-che.yml", "notes.txt", "folder.yaml", "pipe.yaml"])
def test_what_lies_among_the_articles_and_is_not_read_is_told(toy, name):
    stray = toy.root / "data/articles" / name
    if name == "pipe.yaml" and hasattr(os, "mkfifo"):
        os.mkfifo(stray)
    elif name == "folder.yaml":
        stray.mkdir()
    else:
        stray.write_text("article:\n")
    (problem,) = toy.problems()
    assert str(problem).startswith(f"data/articles/{name}:1:1: no file `<id>.yaml`")
    (stray.rmdir if stray.is_dir() else stray.unlink)()
    (toy.root / "data/articles/.DS_Store").touch()
    toy.load()


@pytest.mark.parametrize(
    ("section", "counts"),
    [
        ("records", ("cuts",)),
        ("models", ("places-merged-organisation", "places-merged-inspection")),
    ],
)
def test_what_is_only_planned_is_not_counted_as_done(corpus, section, counts):
    """Were everything of a section planned, nothing of it would have been done."""

    def planned(article):
        items = (
            item.model_copy(update={"status": "planned"}) for item in getattr(article, section)
        )
        return replace(article, **{section: tuple(items)})

    articles = {name: planned(article) for name, article in corpus.articles.items()}
    other = replace(corpus, articles=articles)
    for name in counts:
        done, left = (one.counts[f"collection/{name}"].value for one in (corpus, other))
        assert done > left == 0

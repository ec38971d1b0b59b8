"""The benchmark of printed relations: labels that fit their description, and hold no text."""

import json
import re
import shutil

import pandas as pd
import pytest

import bench_relations
from conftest import ROOT
from streamlining.pages import Page, html_of
from test_datapackage import problems

FOLDER = ROOT / "data" / "benchmark"


def test_its_tables_are_as_the_package_describes_them():
    assert problems(FOLDER / "datapackage.json") == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (",share,", ",shares,", "constraint-error"),
        (",open,no,", ",perhaps,no,", "constraint-error"),
        ("A,test/000591,", "A,test/999999,", "foreign-key"),
    ],
)
def test_a_label_that_breaks_its_description_is_found(tmp_path, old, new, kind):
    for file in FOLDER.iterdir():
        shutil.copyfile(file, tmp_path / file.name)
    labels = tmp_path / "labels.csv"
    text = labels.read_text(encoding="ascii")
    assert old in text
    labels.write_text(text.replace(old, new, 1), encoding="ascii")
    assert kind in {found for found, _ in problems(tmp_path / "datapackage.json")}


def test_no_text_of_an_article_is_in_it():
    for file in FOLDER.glob("*.csv"):
        text = file.read_text(encoding="ascii")  # Vietnamese words would fail here
        allowed = {"part", "parts", "whole", "percentage", "before", "after", "change", "multiple"}
        described = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
        fields = next(one for one in described["resources"] if one["name"] == file.stem)["schema"]
        for field in fields["fields"]:
            allowed |= {field["name"], *field.get("constraints", {}).get("enum", ())}
        allowed |= {"total", "yes", "no", "train", "val", "test", "baomoi", "tuoitre"}
        words = set(re.findall(r"[A-Za-z_]+(?:[ -][A-Za-z_]+)*", text))
        assert words <= allowed


def test_every_operand_is_a_span_and_every_kind_has_its_roles():
    roles = {
        "share": ["part", "whole", "percentage"], "total": ["total", "parts"],
        "difference": ["before", "after", "change"], "growth": ["before", "after", "change"],
        "ratio": ["before", "after", "multiple"],
    }  # fmt: skip
    for name in ("labels", "found", "flagged"):
        for row in bench_relations.table(name).itertuples():
            operands = dict(one.split("=") for one in row.operands.split("; "))
            assert list(operands) == roles[row.kind]
            for spans in operands.values():
                for span in spans.split(","):
                    start, end = map(int, span.split("-"))
                    assert 0 <= start < end


def test_the_strata_count_the_paragraphs_drawn():
    passages = bench_relations.table("passages")
    drawn = passages.groupby(["stratum", "sample"]).size().unstack(fill_value=0)
    strata = bench_relations.table("strata").set_index("stratum")
    pd.testing.assert_frame_equal(
        drawn.sort_index(), strata[drawn.columns].sort_index(), check_names=False
    )
    assert (strata[drawn.columns].sum(axis=1) <= strata["paragraphs"]).all()
    assert not passages.duplicated("article").any()


def test_both_coders_labelled_enough_to_measure_by():
    labels = bench_relations.table("labels")
    assert len(labels.drop_duplicates(bench_relations.KEY)) >= 500
    assert set(labels["coder"]) == {"A", "B"}
    assert (labels[labels["reading"] != ""]["fits"] == "no").all()


def test_its_measures_are_printed(capsys):
    bench_relations.main()
    told = capsys.readouterr().out
    assert "recall of what both call strict" in told
    assert "flags that both readers call alike" in told


def test_the_notebook_on_scanning_measures_the_same(capsys):
    bench_relations.main()
    told = capsys.readouterr().out
    page = Page(ROOT / "notebooks/10_scan_any_text.ipynb", ROOT)
    tables = "".join(html_of(output) for cell in page.code for output in cell.outputs)
    shown = set(re.findall(r">(\d+)</td><td[^>]*>(\d+)</td><td[^>]*>\d+</td>", tables))
    counted = re.findall(r"(?m)^(?!  misfit, |seen before).*?(\d+) of +(\d+)", told)
    assert len(counted) > 10
    assert set(counted) <= shown

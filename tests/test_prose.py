"""The linked numbers of the prose, and what is to be read again when a figure changes."""

import json
from pathlib import Path

import pytest

from conftest import ROOT, TOY
from streamlining import tables
from streamlining.pages import Page, Sentence, links, resting_on, sentences

CUT = '[1,314 posts](toy.ipynb#Cut "toy/payroll-cut")'
SHARE = '[19.7 %](toy.ipynb "toy/payroll-cut-share")'


def notebook(file: Path, *cells: tuple[str, str]) -> Path:
    """Write a notebook of those cells (kind and source), each source as a list of lines."""
    file.parent.mkdir(parents=True, exist_ok=True)
    listed = [
        {"cell_type": kind, "source": source.splitlines(keepends=True), "outputs": []}
        for kind, source in cells
    ]
    file.write_text(json.dumps({"cells": listed}), encoding="utf-8")
    return file.parent


# --- sentences -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        (f"Huyện cut {CUT}.", ["Huyện cut 1,314 posts."]),
        (f"It cut {CUT}, or {SHARE}.", ["It cut 1,314 posts, or 19.7 %."]),
        (f"First {CUT}. Then {SHARE}!", ["First 1,314 posts.", "Then 19.7 %!"]),
        (f"Nothing here. It cut {CUT}. Nor here.", ["It cut 1,314 posts."]),
        (f"One way: {CUT}; another {SHARE}", ["1,314 posts;", "another 19.7 %"]),
        (f"- It cut {CUT}\n- or {SHARE}", ["It cut 1,314 posts", "or 19.7 %"]),
        (f"## {CUT} went", ["1,314 posts went"]),
        ("No link, [one](a.ipynb) without a key, [two](https://x.vn 'key').", []),
        ('[Title](a.ipynb "not a key") and [half](a.ipynb "toy")', []),
    ],
)
def test_sentences_with_linked_numbers_are_found_as_plain_text(tmp_path, markdown, texts):
    folder = notebook(tmp_path / "01_toy.ipynb", ("markdown", markdown))
    assert [sentence.text for sentence in sentences(folder)] == texts


def test_a_sentence_names_its_notebook_and_the_keys_of_its_numbers(tmp_path):
    folder = notebook(tmp_path / "01_toy.ipynb", ("markdown", f"# Toy\n\nIt cut {CUT}, {SHARE}."))
    assert list(sentences(folder)) == [
        Sentence(
            "01_toy", "It cut 1,314 posts, 19.7 %.", ("toy/payroll-cut", "toy/payroll-cut-share")
        )
    ]


def test_code_is_no_prose_and_notebooks_come_in_order(tmp_path):
    notebook(tmp_path / "02_later.ipynb", ("markdown", f"Later {CUT}."))
    notebook(tmp_path / "01_toy.ipynb", ("code", f"# {CUT}"), ("markdown", f"Earlier {CUT}."))
    assert [sentence.text for sentence in sentences(tmp_path)] == [
        "Earlier 1,314 posts.",
        "Later 1,314 posts.",
    ]


def test_only_what_rests_on_one_of_the_keys_is_listed(tmp_path):
    folder = notebook(
        tmp_path / "01_toy.ipynb", ("markdown", f"A {CUT}. B {SHARE}. C {CUT}, {SHARE}.")
    )
    found = {
        key: [s.text[0] for s in resting_on([key], folder)] for key in ("toy/payroll-cut", "toy/x")
    }
    assert found == {"toy/payroll-cut": ["A", "C"], "toy/x": []}
    assert len(resting_on({"toy/payroll-cut", "toy/payroll-cut-share"}, folder)) == 3


def test_no_linked_number_of_the_notebooks_gets_lost():
    folder = ROOT / "notebooks"
    linked = [
        link.key
        for file in sorted(folder.glob("*.ipynb"))
        for cell in Page(file, folder).markdown
        for link in links(cell.source)
        if link.key
    ]
    assert len(linked) > 50
    assert [key for sentence in sentences(folder) for key in sentence.keys] == linked


# --- what if -------------------------------------------------------------------------------------

RESTING = """
relations:
  - {id: base-of-all, kind: base, stated: yes, percentage: payroll-cut-share, part: payroll-cut}
  - {id: more-than-units, kind: same, stated: no, first: payroll-cut, second: left}
  - {id: units-listed, kind: sum, stated: yes, total: units-cut, items: [a, b, c, d, e, f]}
results:
  - id: left
    operation: difference
    operands: [payroll-cut, villages-merged]
    unit: payroll-post
    of: what is left
  - id: other
    operation: sum
    operands: [units-cut, villages-merged]
    unit: post
    of: what does not rest on the payroll
"""


@pytest.fixture
def toy_corpus(toy):
    toy.write(TOY + RESTING)
    notebook(
        toy.root / "notebooks/01_toy.ipynb",
        ("markdown", f'It cut {CUT}. Of [6 units](x.ipynb "toy/units-cut") nothing more. '
                     'Left are [1,311](x.ipynb "toy/left").'),
    )  # fmt: skip
    return toy.load()


def test_what_if_lists_figures_results_verdicts_and_sentences(toy_corpus):
    moved = tables.moved(toy_corpus, toy_corpus.what_if("toy/units-cut", "07")).frame
    assert moved.to_numpy().tolist() == [
        ["figure", "toy/units-cut", "6", "7"],
        ["result", "toy/other", "9", "10"],
        ["verdict", "toy/units-listed", "= exact", "≠ inconsistent"],
        ["sentence", "01_toy", "Of 6 units nothing more.", "to be read again"],
    ]


def test_what_rests_on_a_result_is_to_be_read_again_too(toy_corpus):
    moved = tables.moved(toy_corpus, toy_corpus.what_if("toy/payroll-cut", "1.315")).frame
    assert list(moved["Name"][moved["What"] == "result"]) == ["toy/left"]
    assert list(moved["As printed"][moved["What"] == "sentence"]) == [
        "It cut 1,314 posts.",
        "Left are 1,311.",
    ]


def test_where_nothing_changes_nothing_is_listed(toy_corpus):
    moved = tables.moved(toy_corpus, toy_corpus.what_if("toy/units-cut", "06"))
    assert moved.frame.empty
    assert list(moved.frame.columns) == ["What", "Name", "As printed", "What if"]


def test_the_original_stays_untouched(toy_corpus):
    changed = toy_corpus.what_if("toy/units-cut", "07")
    tables.moved(toy_corpus, changed)
    assert toy_corpus.record("toy/units-cut").printed == "06"
    assert toy_corpus.finding("toy/units-listed").outcome.verdict == "exact"
    assert toy_corpus.result("toy/other").value == 9
    assert tables.moved(changed, toy_corpus).frame.iloc[0].tolist() == [
        "figure", "toy/units-cut", "7", "6",
    ]  # fmt: skip


# --- sentences that no longer hold ---------------------------------------------------------------


def outdated(corpus) -> list[str]:
    """What the last table of a notebook says about its text."""
    made_with = tables.colophon(corpus).frame
    return list(made_with["Version"][made_with["Made with"] == "no longer so"])


def test_where_text_and_data_agree_the_colophon_says_nothing_about_it(toy_corpus, corpus):
    assert outdated(toy_corpus) == outdated(corpus) == []


def test_sentences_that_print_another_number_than_the_data_are_listed(toy_corpus, monkeypatch):
    notebook(toy_corpus.root / "notebooks/02_toy.ipynb", ("markdown", f"Again {CUT}."))
    changed = toy_corpus.what_if("toy/payroll-cut", "1.315")
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    first = ["01_toy: It cut 1,314 posts.", "01_toy: Left are 1,311."]
    assert outdated(changed) == [*first, "02_toy: Again 1,314 posts."]
    monkeypatch.setenv("JPY_SESSION_NAME", "/somewhere/notebooks/01_toy.ipynb")
    assert outdated(changed) == first
    monkeypatch.setenv("JPY_SESSION_NAME", "a-console")
    assert len(outdated(changed)) == 3

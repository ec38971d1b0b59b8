"""A stranger's files: each way in against each way out.  They run nothing, and show as text.

A row is a file that somebody hostile may hand over; a column is what is made of it.  That writing
stays in its folder and that nothing takes minutes is looked at in each of them.  What the website
makes of such a text in a browser is in ``tests/site/test_hostile.py``, Markdown in
``test_markdown.py``, what reading itself refuses in ``test_yamltext.py`` and ``test_fuzz.py``.
"""

import csv
import html
import io
import json
import re
import sys
import time
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from conftest import ROOT, Repository
from streamlining import Corpus, tables
from tools.check.problems import problems
from tools.make.datapackage import data_package
from tools.make.markdown import escaped
from tools.make.notebook import write_notebook
from tools.make.tidy import tidy_files, tidy_tables
from tools.suggest.draft import new

sys.path.insert(0, str(ROOT / "site"))
from website import catalogues, metadata

#: Code for every place where a text may come to stand.
HOSTILE = (
    "x $^{2$ \\frac{ <script>open('pwned', 'w')</script> </script><!-- {0!r} %s %(a)d {{7*7}} "
    "{__import__('os').system('touch pwned')} [a](javascript:open) ```{raw} html` | & \"q\" 'p' "
    "<img src=x onerror=a> ${HOME} $(touch pwned) `touch pwned`; =1+1"
)
QUOTED = json.dumps(HOSTILE)


@pytest.fixture(autouse=True)
def nothing_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a text would be run, it would leave a file; and nothing takes long."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    monkeypatch.chdir(place)
    began = time.process_time()
    yield
    assert list(place.iterdir()) == []
    assert not list(tmp_path.rglob("pwned"))
    assert time.process_time() - began < 20


# --- ways in that become data --------------------------------------------------------------------


def in_article(toy: Repository) -> None:
    toy.spoil("of: payroll posts cut\n", f"of: {QUOTED}\n")
    toy.spoil("subject: An invented article\n", f"subject: {QUOTED}\n")
    toy.spoil("post_en: Chair of the district\n", f"post_en: {QUOTED}\n")


def in_codebook(toy: Repository) -> None:
    text = toy.read("data/codebook.yaml")
    start = text.index("label_en:", text.index("code: payroll-post\n"))
    end = text.index("\n", start)
    toy.write(f"{text[:start]}label_en: {QUOTED}{text[end:]}", "data/codebook.yaml")


def in_documents(toy: Repository) -> None:
    text = toy.read("data/documents.yaml")
    start = text.index("subject_vi:", text.index("id: 19-nq-tw\n"))
    end = text.index("\n", start)
    toy.write(f"{text[:start]}subject_vi: {QUOTED}{text[end:]}", "data/documents.yaml")


# --- ways out ------------------------------------------------------------------------------------


def notebook(corpus: Corpus) -> None:
    article = corpus["toy"]
    shown = [tables.card(corpus, article), tables.evidence(corpus, article)]
    shown += [tables.documents(corpus, article), tables.findings(corpus, article)]
    for table in shown:
        written = table._repr_html_()
        assert "<script" not in written and "<img" not in written
        assert "<!--" not in written
    file = write_notebook(corpus.root, "toy")
    assert json.loads(file.read_text(encoding="utf-8"))["nbformat"] == 4


def figure(corpus: Corpus) -> None:
    texts = [corpus["toy"].records[0].of, corpus["toy"].head.subject]
    with plt.style.context(ROOT / "notebooks/streamlining/house.mplstyle"):
        drawn, axes = plt.subplots()
        axes.set_title(HOSTILE)
        axes.text(0, 0, "\n".join(texts))
        drawing = io.StringIO()
        drawn.savefig(drawing, format="svg")
        drawn.savefig(io.BytesIO(), format="png")
        plt.close(drawn)
    assert "<script" not in drawing.getvalue() and "<img" not in drawing.getvalue()


def page(corpus: Corpus) -> None:
    for text in (corpus["toy"].head.subject, corpus["toy"].records[0].of):
        written = escaped(text)
        assert "\n" not in written and "<script" not in written.replace("\\<script", "")
    for name, text in tidy_files(corpus).items():
        if name.endswith(".md"):
            assert "<script" not in text.replace("\\<script", ""), name


def json_ld(corpus: Corpus) -> None:
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    cited = re.sub(r"(?ms)^abstract: .*?\n(?=\w)", lambda _: f"abstract: {QUOTED}\n", cited)
    (corpus.root / "CITATION.cff").write_text(cited, encoding="utf-8")
    written = metadata.dataset(corpus.root, "", {})
    assert json.loads(written)["description"] == HOSTILE
    assert "<" not in written  # neither an end of the element nor a comment begins
    json.loads(data_package(corpus, tidy_tables(corpus)))


def head(corpus: Corpus) -> None:
    for element in metadata.head(ROOT, "en", "index", HOSTILE, HOSTILE, "", ""):
        assert "<script>" not in element and "<img" not in element


def table(corpus: Corpus) -> None:
    written, frames = tidy_files(corpus), tidy_tables(corpus)
    for name, frame in frames.items():
        read = list(csv.reader(io.StringIO(written[f"{name}.csv"])))
        assert len(read) == len(frame) + 1
        assert {len(row) for row in read} == {len(frame.columns)}
        for cell in (cell for row in read for cell in row if len(cell) > 1):
            assert cell[0] not in "=+@\t\r" and (cell[0] != "-" or cell[1].isdigit()), cell


WAYS_IN = {f.__name__: f for f in (in_article, in_codebook, in_documents)}
WAYS_OUT = {f.__name__: f for f in (notebook, figure, page, json_ld, head, table)}


@pytest.mark.parametrize("way_out", WAYS_OUT)
@pytest.mark.parametrize("way_in", WAYS_IN)
def test_what_comes_in_as_data_goes_out_as_text(toy, way_in: str, way_out: str) -> None:
    (toy.root / "notebooks").mkdir()
    WAYS_IN[way_in](toy)
    corpus = toy.load()
    before = {file for file in toy.root.parent.rglob("*") if toy.root not in file.parents}
    WAYS_OUT[way_out](corpus)
    assert before == {file for file in toy.root.parent.rglob("*") if toy.root not in file.parents}


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"])
def test_no_text_that_begins_a_formula_comes_in(toy, text) -> None:
    toy.spoil("of: payroll posts cut\n", f"of: {json.dumps(text)}\n")
    (problem,) = toy.problems()
    assert "which spreadsheets take for a formula" in problem.message


# --- ways in that are only looked at -------------------------------------------------------------


def test_a_catalogue_is_read_and_written_back_as_it_is(tmp_path) -> None:
    file = catalogues.folder(tmp_path) / "page.po"
    file.parent.mkdir(parents=True)
    said = QUOTED[1:-1]
    file.write_text(
        f'msgid ""\nmsgstr ""\n\nmsgid "a message"\nmsgstr "{said}"\n', encoding="utf-8"
    )
    catalogues.bring_up_to_date(tmp_path, {"page": ["a message", HOSTILE]})
    assert catalogues.translations(file) == {"a message": HOSTILE}
    assert "a message" in {entry.id for entry in catalogues.read(file)}


@pytest.mark.parametrize(
    "cells",
    [
        [{"cell_type": "code", "source": "open('pwned', 'w')", "outputs": [], "execution_count": 1}],
        [{"cell_type": "markdown", "source": HOSTILE}],
        [{"cell_type": "markdown", "source": [sign * 3_000 for sign in ("[", "`", "](", "<", "[1](a ")]}],
        [{"cell_type": "markdown", "source": "[1](a " * 5_000}],
        {},
        [[]],
        [None],
        [{"cell_type": "code", "source": "", "outputs": {"text/html": HOSTILE}}],
    ],
)  # fmt: skip
def test_a_notebook_is_looked_at_and_not_run(repository, cells) -> None:
    for name in ("notebooks", "figures"):
        (repository.root / name).mkdir(exist_ok=True)
    for name in ("README.md", "figures/README.md"):
        (repository.root / name).write_text("# A\n", encoding="utf-8")
    if isinstance(cells, list):
        cells = [{"metadata": {}} | cell if isinstance(cell, dict) else cell for cell in cells]
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    file = repository.root / "notebooks/09_hostile.ipynb"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert any("09_hostile.ipynb" in str(problem) for problem in problems(repository.load()))


@pytest.mark.parametrize(
    "text", [HOSTILE + " 27 xã", "27 xã\n" + "$" * 1_500, "27 xã " + "{" * 1_500]
)
def test_a_text_becomes_a_draft_or_a_message(toy, tmp_path, text) -> None:
    source = tmp_path / "text.txt"
    source.write_text(text, encoding="utf-8")
    new(source, "hostile", toy.root)
    (drafted,) = toy.load().drafts
    assert drafted.numerals >= 1 and str(drafted)


def test_a_table_beside_a_picture_is_compared_and_not_run(repository) -> None:
    """A CSV comes in by hand only where it replaces a generated one, and is then told."""
    folder = repository.root / "data/tidy"
    folder.mkdir()
    for name, text in tidy_files(repository.load()).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    with (folder / "places.csv").open("a", encoding="utf-8") as file:
        file.write(f"=cmd|' /C calc'!A0,{html.escape(HOSTILE)}\n")
    for name in ("notebooks", "figures", "data/schemas"):
        (repository.root / name).mkdir(exist_ok=True)
    for name in ("README.md", "figures/README.md"):
        (repository.root / name).write_text("# A\n", encoding="utf-8")
    assert any("data/tidy/places.csv" in str(problem) for problem in problems(repository.load()))

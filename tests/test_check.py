"""The writer's tools: each slip in the prose is told by its kind and place; links come ready."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from conftest import ROOT
from printed.reading.periods import period
from streamlining import Corpus, load
from streamlining.pages import Page, links, said
from tools.check.numbers import mismatches
from tools.check.problems import problems, report, summary
from tools.make.cite import cite

PAGE = "notebooks/01_ba_che.ipynb"
#: The years of the reports, whichever there are.
PUBLISHED = [period(article.head.published) for article in load(ROOT)]
FIRST = min(one.first.year for one in PUBLISHED)
LAST = max(one.last.year for one in PUBLISHED)
SOUND = '[27 payroll posts](01_ba_che.ipynb#Payroll "ba-che/payroll-cut")'


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The collection in a copy, whose pages may be changed."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("data", "notebooks", "tools", "figures"):
        shutil.copytree(ROOT / name, root / name)
    for file in ROOT.iterdir():  # those that links lead to
        if file.is_file():
            shutil.copy(file, root)
    (root / "tests").mkdir()
    return load(root)


def told(corpus: Corpus, before: str, after: str) -> list[str]:
    """What is wrong with the page after its one ``before`` was changed."""
    page = corpus.root / PAGE
    text = page.read_text(encoding="utf-8")
    before, after = (json.dumps(part, ensure_ascii=False)[1:-1] for part in (before, after))
    assert text.count(before) >= 1
    try:
        page.write_text(text.replace(before, after, 1), encoding="utf-8")
        return list(map(str, mismatches(Page(page, corpus.root), corpus)))
    finally:
        page.write_text(text, encoding="utf-8")


def test_the_pages_as_they_are_have_no_problem(copy: Corpus) -> None:
    assert problems(copy) == []


@pytest.mark.parametrize(
    ("after", "part"),
    [
        (SOUND.replace("27", "28"), "says 28, but `ba-che/payroll-cut` is 27"),
        (SOUND.replace("27", "2.7"), "says 27/10"),
        (SOUND.replace("27 payroll posts", "27 schools"), "speaks of 'school'"),
        (SOUND.replace("27 payroll posts", "27 %"), "counts another unit"),
        (SOUND.replace("27 payroll posts", "payroll posts"), "says no number"),
        (SOUND.replace("payroll-cut", "payroll-cuts"), "no record and no result"),
        (SOUND.replace("ba-che/", "ba-ch/"), "no record and no result"),
        ("27 payroll posts", "the number 27 is no link"),
        ("nearly 20 % of the posts", "the number 20 % is no link"),
        ("seven payroll posts", "the number seven is no link"),
        ("posts in three communes", "the number three is no link"),
        ("cut. Two posts", "the number Two is no link"),
        ("bốn biên chế", "the number bốn is no link"),
        (SOUND.replace("27", "about 29"), "says 29, but"),
        (SOUND.replace("27", "about 26"), "says 26, but"),
    ],
)
def test_a_slip_is_told_at_its_cell_and_line(copy: Corpus, after: str, part: str) -> None:
    (problem,) = told(copy, SOUND, after)
    assert problem.startswith(f"{PAGE}, cell 1, line 9: ")
    assert part in problem


@pytest.mark.parametrize(
    "plain",
    ["in 2018", "on 12 September 2018", "tháng 4/2015", "19-NQ/TW", "Resolutions 18 and 19",
     "Project 25", "`range(3)`", "Đề án 25", "[Start](00_start_here.ipynb)", "the two agencies",
     "one agency", "năm 2018", "huyện Ba Chẽ", "xã Ba Vì"],
)  # fmt: skip
def test_plain_cases_need_no_link(copy: Corpus, plain: str) -> None:
    assert told(copy, "The district cut [27", f"The district, {plain}, cut [27") == []


def test_a_rounded_number_needs_the_word_about(copy: Corpus) -> None:
    assert told(copy, SOUND, SOUND.replace("27", "about 30")) == []
    (problem,) = told(copy, SOUND, SOUND.replace("27", "30"))
    assert "says 30, but `ba-che/payroll-cut` is 27" in problem
    share = '[19.7 %](01_ba_che.ipynb#Payroll "ba-che/payroll-cut-share")'
    assert told(copy, share, share.replace("19.7", "about 20")) == []
    assert told(copy, share, share.replace("19.7", "about 19"))
    assert told(copy, share, share.replace("19.7", "about 19.8"))


def test_headings_may_hold_numbers(copy: Corpus) -> None:
    assert told(copy, "# Ba Chẽ:", "# Ba Chẽ, 3 findings of two kinds:") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("27 posts", "27"), ("1,314 posts", "1314"), ("1.314 biên chế", "1314"), ("19.7 %", "19.7"),
     ("19,7%", "19.7"), ("7 of 14", "1/2"), ("13/14", "13/14"), ("three upland villages", "3"),
     ("hai năm", "2"), ("more than 91 %", "91"), ("16.", "16"), ("no number", None)],
)  # fmt: skip
def test_numbers_are_read_in_either_notation(text: str, number: str | None) -> None:
    assert said(text) == (None if number is None else Fraction(number))


def test_every_figure_of_every_article_can_be_cited(corpus: Corpus) -> None:
    keys = [record.key for article in corpus for record in article.records] + list(corpus.results)
    for key in keys:
        (link,) = links(cite(key, corpus))
        assert link.key == key
        page = ROOT / "notebooks" / link.path
        assert f'"## {link.anchor}' in page.read_text(encoding="utf-8")


# --- everything that can go out of step ----------------------------------------------------------


def replaced(before: str, after: str) -> Callable[[str], str]:
    """A change of the first ``before`` in a file's text."""

    def change(text: str) -> str:
        assert before in text
        return text.replace(before, after, 1)

    return change


def in_json(before: str, after: str) -> Callable[[str], str]:
    """The same in a notebook, whose text is JSON."""
    return replaced(*(json.dumps(part, ensure_ascii=False)[1:-1] for part in (before, after)))


def last_run(text: str) -> str:
    """A notebook whose last code cell lost its outputs and its number, as nbval lets pass."""
    notebook = json.loads(text)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code[-2].update(outputs=[], execution_count=None)
    return json.dumps(notebook, ensure_ascii=False)


def without_output(text: str) -> str:
    """A notebook whose first code cell shows nothing although it was run."""
    notebook = json.loads(text)
    next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")["outputs"] = []
    return json.dumps(notebook, ensure_ascii=False)


#: The cell of the picture that is spoiled.
DRAWN = f"{PAGE}, cell {Page(ROOT / PAGE, ROOT).charts['ba-che-payroll'][0].number}"

#: What is changed, how, and what is told of it, place included.
MUTATIONS = {
    "a number": (PAGE, in_json("[27 payroll", "[28 payroll"), f"{PAGE}, cell 1, line 9: [28 payroll posts] says 28"),
    "a unit": (PAGE, in_json("[27 payroll posts]", "[27 schools]"), f"{PAGE}, cell 1, line 9: [27 schools] speaks of"),
    "a link's key": (PAGE, in_json("/payroll-cut\"", "/payroll-cat\""), f"{PAGE}, cell 1, line 9: [27 payroll posts] names"),
    "a link's file": (PAGE, in_json("(02_duc_tho.ipynb)", "(02_duc_to.ipynb)"), f"{PAGE}, cell 1, line 3: the link 02_duc_to.ipynb leads to no file"),
    "an anchor": (PAGE, in_json("#Payroll ", "#Payrol "), f"{PAGE}, cell 1, line 9: the link 01_ba_che.ipynb#Payrol leads to no heading"),
    "a heading": (PAGE, in_json("## Payroll", "## Payrolls"), f"{PAGE}, cell 1, line 9: the link 01_ba_che.ipynb#Payroll leads to no heading"),
    "an unlinked number": ("README.md", replaced("\n## Three", "\nIt cut 27 posts.\n\n## Three"), "the number 27 is no link"),
    "an image's name": ("figures/README.md", replaced("(ba-che-payroll.svg)", "(ba-che-payrol.svg)"), "figures/README.md:"),
    "an alternative text": (PAGE, replaced('"alt": "Ba Chẽ cut 27', '"alt": "Ba Chẽ cut 28'), f"{DRAWN}: the alternative text of the picture ba-che-payroll is not"),
    "a caption": (PAGE, in_json("<em>Ba Chẽ cut 27", "<em>Ba Chẽ cut 28"), f"{DRAWN}: the caption of the picture ba-che-payroll is not"),
    "a picture's words": ("figures/ba-che-payroll.svg", replaced("cut 27, left", "cut 26, left"), f"{DRAWN}: the caption of the picture ba-che-payroll is not"),
    "a picture's table": ("figures/ba-che-payroll.csv", replaced("27", "26"), f"{DRAWN}: the table of the picture ba-che-payroll is not what figures/ba-che-payroll.csv"),
    "a number of a picture's words": ("figures/ba-che-payroll.svg", replaced("left 110.</desc>", "left 111.</desc>"), f"{DRAWN}: the picture ba-che-payroll is told with 111, which its table"),
    "a stored output taken out": (PAGE, last_run, f"{PAGE}: its cells were not run once each"),
    "a notebook cut off": (PAGE, lambda text: text[:900], f"{PAGE}:"),
    "a notebook without cells": (PAGE, lambda _: "[]", f"{PAGE}: no notebook"),
    "a picture that no page shows": (PAGE, lambda text: text.replace('"chart": "ba-che-payroll"', '"chart": "ba-che-pay"'), "figures/ba-che-payroll.svg: shown on 0 pages"),
    "a picture without a name": (PAGE, lambda text: text.replace('"chart": "ba-che-payroll"', '"chart": ""'), f"{DRAWN}: a picture without words"),
    "an output that is not there": (PAGE, without_output, f"{PAGE}, cell 3: it shows something, but has no output"),
    "a notebook whose cells are no list": (PAGE, lambda _: '{"cells": {}, "nbformat": 4}', f"{PAGE}: no notebook"),
    "a notebook of another format": (PAGE, replaced('"nbformat": 4,', '"nbformat": 99,'), f"{PAGE}: no notebook"),
    "a notebook as deep as a well": (PAGE, lambda _: "[" * 200_000, f"{PAGE}: no notebook"),
    "a code cell without outputs": (PAGE, lambda _: '{"cells": [{"cell_type": "code", "metadata": {}, "source": ""}], "nbformat": 4}', f"{PAGE}: no notebook"),
    "an empty notebook": (PAGE, lambda _: "", f"{PAGE}:1:1: no notebook"),
    "a picture cut off": ("figures/ba-che-payroll.svg", lambda text: text[:900], f"{DRAWN}: figures/ba-che-payroll.svg is no picture"),
    "the navigation": (PAGE, in_json("[Đức Thọ →]", "[Next →]"), f"{PAGE}: its navigation is out of date"),
    "the list of notebooks": ("README.md", replaced("| [01 Ba Chẽ]", "| [1 Ba Chẽ]"), "README.md: its navigation is out of date"),
    "a column's name": ("data/tidy/records.csv", replaced("unit_measure", "unit"), "data/tidy/records.csv:1: not what the data gives"),
    "a column's description": ("data/dictionary.yaml", replaced("Name of the row", "Names of the row"), "data/tidy/README.md:"),
    "a cell of a table": ("data/tidy/results.csv", replaced("137", "138"), "data/tidy/results.csv:2: not what"),
    "a code's definition": ("data/codebook.yaml", replaced("definition: ", "definition: Well. "), "data/tidy/codebook.md:"),
    "a schema": ("data/schemas/article.schema.json", replaced('"printed"', '"print"'), "data/schemas/article.schema.json:"),
    "the data under a notebook": ("data/glossary.yaml", replaced("definition: ", "definition: Well. "), f"{PAGE}: its outputs were made from other data"),
    "a record": ("data/articles/ba-che.yaml", lambda text: replaced("printed: 27", "printed: 28")(replaced("cut 27 p", "cut 28 p")(replaced("giảm 27 biên", "giảm 28 biên")(text))), f"{PAGE}, cell 1, line 9: [27 payroll posts] says 27, but `ba-che/payroll-cut` is 28"),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_whatever_goes_out_of_step_is_told_at_its_place(copy: Corpus, name: str) -> None:
    page, change, expected = MUTATIONS[name]
    file = copy.root / page
    text = file.read_text(encoding="utf-8")
    try:
        file.write_text(change(text), encoding="utf-8")
        found = list(map(str, problems(load(copy.root))))
    finally:
        file.write_text(text, encoding="utf-8")
    assert any(expected in problem for problem in found), found


def test_a_missing_page_is_told(copy: Corpus) -> None:
    page = copy.root / "README.md"
    text = page.read_text(encoding="utf-8")
    page.unlink()
    try:
        assert list(map(str, problems(copy))) == ["README.md: is missing: restore it"]
    finally:
        page.write_text(text, encoding="utf-8")


def test_with_a_text_at_hand_the_coding_is_held_against_it(
    copy: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An invented text stands for an article's own: nothing in it is where the records say."""
    (tmp_path / "ba-che.txt").write_text("Giảm 28 biên chế.", encoding="utf-8")
    monkeypatch.setenv("ARTICLES", str(tmp_path))
    found = list(map(str, problems(copy)))
    assert any("'28' at 5 of paragraph 1 is not accounted for" in problem for problem in found)
    assert all("ba-che" in problem for problem in found)
    assert summary(copy).endswith("and with 1 texts of articles.")
    monkeypatch.delenv("ARTICLES")
    assert summary(copy).endswith("agree with each other.")


def test_a_changed_output_is_told_by_running_the_notebook_again(tmp_path: Path) -> None:
    for name in ("data", "notebooks", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name)
    file = tmp_path / "notebooks/05_bac_giang.ipynb"
    text = file.read_text(encoding="utf-8")
    output = ">4 years</td>"
    assert output in text
    file.write_text(text.replace(output, output.replace(">4 ", ">5 "), 1), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tools.build", "--nbval"]
    done = subprocess.run(
        [*command, "--nbval-current-env", "-q", "-p", "no:cacheprovider", file],
        cwd=tmp_path, capture_output=True, encoding="utf-8",
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(tmp_path / "notebooks")))},
    )  # fmt: skip
    assert done.returncode == 1
    assert "05_bac_giang.ipynb::Cell 1" in done.stdout
    assert "1 failed" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["cite", "ba-che/payroll-cut"], 0, '[27](01_ba_che.ipynb#Payroll "ba-che/payroll-cut")'),
        (["cite", "ba-che/nothing"], 1, "no figure 'ba-che/nothing'; there are ba-che/model-years"),
        (["cite", "ba-che/nothing"], 1, "ba-che/payroll-base"),  # derived ones too
        (["cite", "collection/nothing"], 1, "there are collection/reports"),
        (["cite", "nothing/at-all"], 1, "no article 'nothing'; there are ba-che"),
        (["cite", "payroll-cut-share"], 1, "did you mean ba-che/payroll-cut-share?"),
        (["cite"], 2, "the following arguments are required: KEY"),
        (["mend"], 2, "invalid choice"),
        (["scan", ""], 2, "expected a file's or folder's name, found an empty one"),
        (["check"], 0, "agree with each other"),
    ],
)
def test_the_commands(arguments: list[str], code: int, part: str) -> None:
    command = [sys.executable, "-m", "tools", *arguments]
    done = subprocess.run(command, cwd=ROOT / "notebooks", capture_output=True, encoding="utf-8")
    assert done.returncode == code
    assert part in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


# --- when an article is added --------------------------------------------------------------------


def mark(root: Path, was: str, now: str) -> Corpus:
    """The corpus with the line by which Ba Chẽ's file says that the overviews were read with it."""
    file = root / "data/articles/ba-che.yaml"
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, now, 1), encoding="utf-8")
    return load(root)


def test_what_is_said_of_all_reports_is_to_be_read_again_with_a_new_one(copy: Corpus) -> None:
    line, before = "  overviews_read: yes\n", "  notebook: 01_ba_che\n"
    try:
        corpus = mark(copy.root, before + line, before)
        slips = problems(corpus)
    finally:
        mark(copy.root, before, before + line)
    found = list(map(str, slips))
    told = [line for line in found if "read again with ba-che: “" in line]
    for begun in (
        "README.md:9: read again with ba-che: “Where the reports tell whose posts were cut",
        "notebooks/08_comparison.ipynb, cell 1, line 14: read again with ba-che: “Nobody who lost a post",
        "notebooks/00_start_here.ipynb, cell 1, line 10: read again with ba-che: “The only cut",
        "cell 73, line 1: read again with ba-che: “Nothing else in the collection speaks of it.”",
    ):
        assert any(begun in line for line in told), said
    assert len(told) < 120
    assert not any("01_ba_che" in line or "09_encode" in line for line in told)
    assert any(
        line.startswith("data/articles/ba-che.yaml: when the sentences")
        and "overviews_read: yes" in line
        for line in found
    )
    # A page in one line, with its first sentence; all where they are asked for.
    folded = [line for line in report(corpus, slips) if "read again with ba-che: “" in line]
    assert len(folded) == len({line.partition(",")[0].partition(":")[0] for line in told}) < 9
    assert any(
        line.startswith("README.md:") and "more here (`python3 run.py check --all`" in line
        for line in folded
    )
    assert set(told) <= {*report(corpus, slips, every=True)}
    # First what is to be read, then what a build heals.
    healed = ["run `python3 run.py`" in line for line in found]
    assert healed == sorted(healed) and any(healed)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("README.md", "in Viet Nam: newspaper", "in Viet Nam: six newspaper",
         "README.md:1: “six newspaper reports” counts where no link can stand"),
        ("CITATION.cff", "that Vietnamese newspaper", "that six Vietnamese newspaper",
         "CITATION.cff:6: “six Vietnamese newspaper reports” counts where no link can stand"),
        ("README.md", f"Between {FIRST} and {LAST}", f"Between {FIRST} and {LAST - 1}",
         f"README.md:3: says {FIRST} and {LAST - 1}, but the reports are of {FIRST} to {LAST}"),
        ("CITATION.cff", f"of {FIRST} to {LAST}", f"of {FIRST - 1} to {LAST}",
         f"says {FIRST - 1} to {LAST}, but the reports are of {FIRST} to {LAST}"),
        ("notebooks/00_start_here.ipynb", f"giai đoạn {FIRST}–{LAST}", f"giai đoạn {FIRST}–{LAST + 2}",
         f"says {FIRST}–{LAST + 2}, but the reports are of {FIRST} to {LAST}"),
        ("notebooks/08_comparison.ipynb", "# The reports side by side", "# The six reports side by side",
         "cell 1, line 1: “six reports” counts where no link can stand"),
    ],
)  # fmt: skip
def test_titles_count_nothing_and_years_are_those_of_the_reports(
    copy: Corpus, file: str, old: str, new: str, told: str
) -> None:
    path = copy.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    try:
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        found = list(map(str, problems(load(copy.root))))
    finally:
        path.write_text(text, encoding="utf-8")
    assert any(told in problem for problem in found), found


def test_the_report_begins_with_the_next_thing_to_do(copy: Corpus) -> None:
    readme = copy.root / "README.md"
    text = readme.read_text(encoding="utf-8")
    draft = copy.root / "data/articles/half.yaml"
    table = copy.root / "data/tidy/results.csv"
    rows = table.read_text(encoding="utf-8")
    try:
        draft.write_text("article:\n  id: half\n\ndraft:\n  numerals: 3\n", encoding="utf-8")
        readme.write_text(text.replace("[27 payroll", "[28 payroll", 1), encoding="utf-8")
        table.write_text("", encoding="utf-8")
        corpus = load(copy.root)
        lines = list(report(corpus, problems(corpus)))
    finally:
        draft.unlink()
        readme.write_text(text, encoding="utf-8")
        table.write_text(rows, encoding="utf-8")
    assert [line.partition(":")[0] for line in lines] == [
        "Draft data/articles/half.yaml", "README.md",
        "1 file is not what the data give (data/tidy/results.csv)",
    ]  # fmt: skip
    assert "run `python3 run.py`" in lines[-1]
    assert "0 of 3 numerals accounted for; next: data/articles/half.yaml" in lines[0]

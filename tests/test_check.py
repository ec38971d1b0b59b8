"""The writer's tools: each slip in the prose is told by its kind and place; links come ready."""

import json
import shutil
import subprocess
import sys
from fractions import Fraction

import pytest
from conftest import ROOT
from streamlining import Corpus, load
from streamlining.check import problems
from streamlining.prose import LINK, cite, mismatches, said

PAGE = "notebooks/01_ba_che.ipynb"
SOUND = '[27 payroll posts](01_ba_che.ipynb#Payroll "ba-che/payroll-cut")'


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The collection in a copy, whose pages may be changed."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "README.md", root)
    return load(root)


def told(corpus: Corpus, before: str, after: str) -> list[str]:
    """What is wrong with the page after its one ``before`` was changed."""
    page = corpus.root / PAGE
    text = page.read_text(encoding="utf-8")
    before, after = (json.dumps(part, ensure_ascii=False)[1:-1] for part in (before, after))
    assert text.count(before) >= 1
    try:
        page.write_text(text.replace(before, after, 1), encoding="utf-8")
        return list(mismatches(page, corpus))
    finally:
        page.write_text(text, encoding="utf-8")


def test_the_pages_as_they_are_have_no_problem(copy: Corpus) -> None:
    assert list(problems(copy)) == []


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
        link = LINK.fullmatch(cite(key, corpus))
        assert link and link["key"] == key
        page = ROOT / "notebooks" / link["target"].partition("#")[0]
        assert f'"## {link["target"].partition("#")[2]}' in page.read_text(encoding="utf-8")


def test_stale_outputs_are_told(copy: Corpus) -> None:
    file = copy.root / "data/glossary.yaml"
    text = file.read_text(encoding="utf-8")
    try:
        file.write_text(text + "# changed\n", encoding="utf-8")
        found = list(problems(copy))
    finally:
        file.write_text(text, encoding="utf-8")
    assert len(found) == len(list((copy.root / "notebooks").glob("*.ipynb")))
    assert found[0] == (
        "notebooks/00_start_here.ipynb: its outputs were made from other data: run `python3 run.py`"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["cite", "ba-che/payroll-cut"], 0, '[27](01_ba_che.ipynb#Payroll "ba-che/payroll-cut")'),
        (["cite", "ba-che/nothing"], 1, "ba-che has no record 'nothing'; it has model-years"),
        (["cite", "payroll-cut-share"], 1, "did you mean ba-che/payroll-cut-share?"),
        (["cite"], 2, "expected nothing, or: cite <article>/<record>"),
    ],
)
def test_the_commands(arguments: list[str], code: int, part: str) -> None:
    command = [sys.executable, "-m", "streamlining.check", *arguments]
    done = subprocess.run(command, cwd=ROOT / "notebooks", capture_output=True, encoding="utf-8")
    assert done.returncode == code
    assert part in done.stdout + done.stderr
    assert "Traceback" not in done.stderr

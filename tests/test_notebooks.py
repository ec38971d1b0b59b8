"""The committed notebooks: what nbval lets pass, what a reader relies on, and where links lead."""

import ast
import base64
import json
import re
import struct
from pathlib import Path
from statistics import median

import pytest

from conftest import ROOT
from streamlining import Corpus
from tools.build.documents import UNCOMPARED
from streamlining.prose import LINK, mismatches

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = [*NOTEBOOKS, ROOT / "README.md", ROOT / "figures/README.md"]
PICTURE_WIDTH = 1152  # pixels: 7.2 inches at 160 to the inch

each_notebook = pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
each_page = pytest.mark.parametrize(
    "file", PAGES, ids=lambda file: file.relative_to(ROOT).as_posix()
)


def cells(file: Path, kind: str = "") -> list[dict]:
    """The cells of a notebook, sources joined, all of them or those of one kind."""
    found = json.loads(file.read_text(encoding="utf-8"))["cells"]
    for cell in found:
        cell["source"] = "".join(cell["source"])
    return [cell for cell in found if not kind or cell["cell_type"] == kind]


def markdown(file: Path) -> str:
    if file.suffix == ".md":
        return file.read_text(encoding="utf-8")
    return "\n\n".join(cell["source"] for cell in cells(file, "markdown"))


def shows_something(source: str) -> bool:
    """Whether a code cell ends in an expression, whose value Jupyter shows."""
    return isinstance(ast.parse(source).body[-1], ast.Expr)


def pictures(file: Path) -> list[tuple[bytes, dict]]:
    """The PNG of each picture of a notebook, with its metadata."""
    return [
        (base64.b64decode(output["data"]["image/png"]), output["metadata"].get("image/png", {}))
        for cell in cells(file, "code")
        for output in cell["outputs"]
        if "image/png" in output.get("data", {})
    ]


def chart_cells(file: Path) -> list[dict]:
    return [cell for cell in cells(file, "code") if re.search(r"\bcharts\.\w+\(", cell["source"])]


def test_there_are_notebooks() -> None:
    assert [file.stem[:2] for file in NOTEBOOKS] == [f"{n:02}" for n in range(len(NOTEBOOKS))]
    assert len(NOTEBOOKS) >= 8


@each_notebook
def test_every_code_cell_was_run_once_in_order(file: Path) -> None:
    counts = [cell["execution_count"] for cell in cells(file, "code")]
    assert counts == list(range(1, len(counts) + 1))


@each_notebook
def test_every_cell_that_shows_something_has_its_output(file: Path) -> None:
    for number, cell in enumerate(cells(file, "code"), 1):
        if shows_something(cell["source"]):
            assert cell["outputs"], f"code cell {number} shows something and has no output"


@each_notebook
def test_no_output_is_an_error_or_a_warning(file: Path) -> None:
    kinds = {
        (output["output_type"], output.get("name", ""))
        for cell in cells(file, "code")
        for output in cell["outputs"]
    }
    assert kinds <= {("display_data", ""), ("execute_result", "")}


@each_notebook
def test_nothing_stored_depends_on_the_machine(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    words = re.sub(r'"image/png": "[^"]+"', "", text)
    assert not re.search(r"0x[0-9a-f]{8,}|/home/|/root/|/tmp/|C:\\\\", words)
    metadata = json.loads(text)["metadata"]
    assert metadata["kernelspec"]["name"] == "python3"
    assert re.fullmatch(r"3\.\d+\.\d+", metadata["language_info"]["version"])  # as Jupyter saves it


@each_notebook
def test_every_chart_has_its_picture_words_and_numbers(file: Path) -> None:
    assert len(pictures(file)) == len(chart_cells(file))
    for cell in chart_cells(file):
        picture, words, numbers = cell["outputs"]
        alt = picture["metadata"]["image/png"]["alt"]
        assert len(alt) > 40
        assert "".join(picture["data"]["text/plain"]) == alt
        assert "<em>" in "".join(words["data"]["text/html"])
        assert "<table>" in "".join(numbers["data"]["text/html"])


@each_notebook
def test_pictures_are_png_of_one_width(file: Path) -> None:
    for png, metadata in pictures(file):
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = struct.unpack(">II", png[16:24])
        assert width == PICTURE_WIDTH
        assert metadata["width"] / metadata["height"] == pytest.approx(width / height, rel=0.01)


def test_every_chart_is_saved_and_every_saved_figure_is_a_chart() -> None:
    named = [
        re.search(r'charts\.\w+\(\s*"([a-z0-9-]+)"', cell["source"])[1]
        for file in NOTEBOOKS
        for cell in chart_cells(file)
    ]
    assert len(named) == len(set(named))
    for ending in ("svg", "csv"):
        assert sorted(named) == sorted(f.stem for f in (ROOT / "figures").glob(f"*.{ending}"))
    index = (ROOT / "figures/README.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", index, re.M) == sorted(named)


@each_notebook
def test_a_notebook_reads_as_sentences(file: Path) -> None:
    lines = [len(cell["source"].splitlines()) for cell in cells(file, "code")]
    assert median(lines) <= 3
    assert max(lines) <= 20
    assert cells(file)[0]["cell_type"] == "markdown"
    assert cells(file)[0]["source"].startswith("# ")


@each_notebook
def test_navigation_stands_at_top_and_bottom(file: Path) -> None:
    number = NOTEBOOKS.index(file)
    wanted = ["00_start_here.ipynb#Contents"]
    if number:
        wanted.insert(0, NOTEBOOKS[number - 1].name)
    if number + 1 < len(NOTEBOOKS):
        wanted.append(NOTEBOOKS[number + 1].name)
    first, last = cells(file)[0]["source"], cells(file)[-1]["source"]
    for text in (first.splitlines()[2], last):
        assert re.findall(r"\]\(([^)]+)\)", text) == wanted


@each_notebook
def test_it_ends_with_a_colophon_that_names_the_data(file: Path, corpus: Corpus) -> None:
    colophon = cells(file, "code")[-1]
    assert colophon["source"] == "tables.colophon(corpus)"
    assert corpus.data_hash() in "".join(colophon["outputs"][0]["data"]["text/html"])


@each_notebook
def test_of_what_it_shows_only_the_versions_are_not_compared(file: Path) -> None:
    passed_over = [cell for cell in cells(file, "code") if "nbval" in str(cell).lower()]
    assert passed_over == cells(file, "code")[-1:]
    assert passed_over[0]["metadata"] == {"tags": [UNCOMPARED]}


def anchors(file: Path) -> set[str]:
    """The anchors of a page: Jupyter's, a heading's words joined by hyphens."""
    return {
        heading.strip().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", markdown(file), re.M)
    }


@each_page
def test_every_link_leads_somewhere(file: Path) -> None:
    targets = re.findall(r'\]\((?!https?:)([^)\s"]+)', markdown(file))
    assert targets
    for target in targets:
        path, _, anchor = target.partition("#")
        page = (file.parent / path).resolve() if path else file
        assert page.exists(), f"{target} leads to no file"
        if anchor:
            assert anchor in anchors(page), f"{target} leads to no heading"


@each_page
def test_every_number_in_the_prose_is_linked_and_that_of_its_record(
    file: Path, corpus: Corpus
) -> None:
    if file != ROOT / "figures/README.md":  # generated from the data, as alternative texts are
        assert list(mismatches(file, corpus)) == []


def test_links_with_keys_are_found_in_every_article_notebook() -> None:
    for file in NOTEBOOKS[1:]:
        assert len(list(LINK.finditer(markdown(file)))) >= 2

"""The committed notebooks: what the checks say of them, what nbval lets pass, how they read."""

import base64
import re
import struct
from statistics import median

import pytest

from conftest import ROOT
from streamlining import Corpus
from streamlining.pages import Page, links
from tools.build.documents import UNCOMPARED
from tools.check.problems import problems
from tools.make.navigation import in_order

NOTEBOOKS = [Page(file, ROOT) for file in sorted((ROOT / "notebooks").glob("*.ipynb"))]
PICTURE_WIDTH = 1152  # pixels: 7.2 inches at 160 to the inch

each_notebook = pytest.mark.parametrize("page", NOTEBOOKS, ids=lambda page: page.file.stem)


def test_there_are_notebooks() -> None:
    assert [page.file.stem[:2] for page in NOTEBOOKS] == [f"{n:02}" for n in range(len(NOTEBOOKS))]
    assert len(NOTEBOOKS) >= 8


def test_no_check_finds_anything(corpus: Corpus) -> None:
    """Numbers, links, runs, pictures' words, navigation, generated files: see test_check."""
    assert list(map(str, problems(corpus))) == []


@each_notebook
def test_no_output_is_an_error_or_a_warning(page: Page) -> None:
    outputs = [output for cell in page.code for output in cell.outputs]
    kinds = {(output["output_type"], output.get("name", "")) for output in outputs}
    assert kinds <= {("display_data", ""), ("execute_result", "")}


@each_notebook
def test_nothing_stored_depends_on_the_machine(page: Page) -> None:
    words = re.sub(r'"image/png": "[^"]+"', "", page.text)
    assert not re.search(r"0x[0-9a-f]{8,}|/home/|/root/|/tmp/|C:\\\\", words)
    metadata = page.json["metadata"]
    assert metadata["kernelspec"]["name"] == "python3"
    assert re.fullmatch(r"3\.\d+\.\d+", metadata["language_info"]["version"])  # as Jupyter saves it


@each_notebook
def test_every_chart_has_its_picture_words_and_numbers(page: Page) -> None:
    for _, outputs in page.charts.values():
        picture, words, numbers = (output["data"] for output in outputs)
        assert len("".join(picture["text/plain"])) > 40
        assert "<em>" in "".join(words["text/html"])
        assert "<table>" in "".join(numbers["text/html"])


@each_notebook
def test_pictures_are_png_of_one_width(page: Page) -> None:
    for _, (output, *_) in page.charts.values():
        png = base64.b64decode(output["data"]["image/png"])
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = struct.unpack(">II", png[16:24])
        assert width == PICTURE_WIDTH
        shown = output["metadata"]["image/png"]
        assert shown["width"] / shown["height"] == pytest.approx(width / height, rel=0.01)


def test_every_chart_is_saved_and_listed() -> None:
    named = sorted(name for page in NOTEBOOKS for name in page.charts)
    assert len(named) > 20
    for ending in ("svg", "csv"):
        assert named == sorted(file.stem for file in (ROOT / "figures").glob(f"*.{ending}"))
    index = (ROOT / "figures/README.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", index, re.M) == named


@each_notebook
def test_a_notebook_reads_as_sentences(page: Page) -> None:
    lines = [len(cell.source.splitlines()) for cell in page.code]
    assert median(lines) <= 3
    assert max(lines) <= 20
    assert page.cells[0].kind == "markdown" and page.cells[0].source.startswith("# ")


@each_notebook
def test_a_viewer_without_scripts_and_styles_shows_everything(page: Page) -> None:
    """As of a code host, an editor or a mail: pictures as PNG, tables as plain ones, and text."""
    assert (page.json["nbformat"], page.json["nbformat_minor"]) >= (4, 5)
    ids = [cell["id"] for cell in page.json["cells"]]
    assert len(ids) == len(set(ids)) and all(ids)
    assert "widgets" not in page.json["metadata"]
    for output in (output for cell in page.code for output in cell.outputs):
        assert output["data"].keys() <= {"image/png", "text/html", "text/markdown", "text/plain"}
        assert "".join(output["data"]["text/plain"])
        page_of_it = "".join(output["data"].get("text/html", "<p>"))
        assert not re.search(r"<(script|svg|iframe|button|input)|display: ?none", page_of_it)
    assert page.file.stat().st_size < 1_500_000


@each_notebook
def test_what_a_cell_shows_is_no_bare_python(page: Page) -> None:
    """A reader who hides the code meets tables, pictures and numbers, no tuples and no Fraction(…)."""
    if page.file.stem.startswith("09"):  # whose outputs are the tool's own
        return
    for cell in page.code:
        for data in (output["data"] for output in cell.outputs):
            if data.keys() == {"text/plain"}:
                said = "".join(data["text/plain"])
                assert not re.match(r"[\[({'\"]|[\w.]+\(", said), f"{cell.id} shows {said[:60]}"


@each_notebook
def test_ours_is_imported_before_matplotlib(page: Page) -> None:
    """Which would else tell in a cell where it keeps its cache."""
    assert not re.search(r"(?m)^(import|from) matplotlib", "\n".join(c.source for c in page.code))


@each_notebook
def test_navigation_stands_at_top_and_bottom(page: Page) -> None:
    order = [file.name for file in in_order(ROOT)]
    number = order.index(page.file.name)
    wanted = ["00_start_here.ipynb#Contents"]
    if number:
        wanted.insert(0, order[number - 1])
    if number + 1 < len(order):
        wanted.append(order[number + 1])
    for text in (page.cells[0].source.splitlines()[2], page.cells[-1].source):
        assert [link.target for link in links(text)] == wanted


@each_notebook
def test_it_ends_with_a_colophon_that_names_the_data(page: Page, corpus: Corpus) -> None:
    colophon = list(page.code)[-1]
    assert colophon.source == "tables.colophon(corpus)"
    assert corpus.data_hash() in "".join(colophon.outputs[0]["data"]["text/html"])


@each_notebook
def test_of_what_it_shows_only_the_versions_are_not_compared(page: Page) -> None:
    code = [cell for cell in page.json["cells"] if cell["cell_type"] == "code"]
    passed_over = [cell for cell in code if "nbval" in str(cell).lower()]
    assert passed_over == code[-1:]
    assert passed_over[0]["metadata"] == {"tags": [UNCOMPARED]}


def test_links_with_keys_are_found_in_every_article_notebook() -> None:
    for page in NOTEBOOKS[1:]:
        keys = [link.key for cell in page.markdown for link in links(cell.source) if link.key]
        assert len(keys) >= 2

"""A record whose text is hostile shows as text: a site built from a copy that holds one."""

import json
import shutil
from pathlib import Path

import pytest

from conftest import built, served, watch
from streamlining import load, tables
from tools.make.navigation import write_navigation

ROOT = Path(__file__).resolve().parents[2]
LONG = "m" * 400
HOSTILE = (
    "<script>document.title='x'</script><img src=x onerror=document.title='x'> "
    "</td></table><style>*{display:none}</style> &lt;b&gt; gnortS \u05e9\u05dc\u05d5\u05dd " + LONG
)


#: What once ran script on the landing page and published a file of the machine.
DIRECTIVES = (
    "a district\n\n```{raw} html\n<script>document.title='x'</script>\n```\n\n"
    "```{literalinclude} CITATION.cff\n```\n\n| notebook | what it shows |\n|:--|:--|\n"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The built site of a copy of the repository in which one record counts something hostile."""
    copy = tmp_path_factory.mktemp("copy") / "repository"
    copy.mkdir()
    for folder in ("notebooks", "tools", "data", "figures", "site"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("README.md", "CITATION.cff", "LICENSE", "LICENSE-DATA"):
        shutil.copyfile(ROOT / name, copy / name)
    spoil(copy)
    folder = built(copy, "hostile")
    server, address = served(folder)
    yield address
    server.shutdown()


def spoil(copy):
    """Let a record of a copy say something hostile, and its notebook show it."""
    file = copy / "data" / "articles" / "ba-che.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("of:", text.index("id: payroll-cut\n"))
    end = text.index("\n", start)
    said = json.dumps(HOSTILE, ensure_ascii=False)
    file.write_text(f"{text[:start]}of: {said}{text[end:]}", encoding="utf-8")
    corpus = load(copy)
    assert corpus.record("ba-che/payroll-cut").of == HOSTILE
    notebook = copy / "notebooks" / "01_ba_che.ipynb"
    cells = json.loads(notebook.read_text(encoding="utf-8"))
    shown = tables.evidence(corpus, corpus["ba-che"])._repr_html_()
    for cell in cells["cells"]:
        if "tables.evidence(" in "".join(cell["source"]):
            cell["outputs"][0]["data"]["text/html"] = [shown]
    cells["metadata"]["abstract"] = DIRECTIVES
    notebook.write_text(json.dumps(cells, ensure_ascii=False), encoding="utf-8")
    write_navigation(copy)


@pytest.mark.parametrize("page", ["01_ba_che.html", "vi/01_ba_che.html"])
@pytest.mark.parametrize("width", [360, 1440])
def test_hostile_text_is_shown_as_text_and_breaks_nothing(hostile, browser, page, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    opened, troubles = context.new_page(), []
    watch(opened, troubles, hostile)
    opened.goto(hostile + page)
    # On a phone the table is folded.
    opened.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    row = opened.locator('[id="ba-che/payroll-cut"]')
    # What is counted; the Vietnamese table has no column with the English of its phrases.
    counted = row.locator("td").nth(4 if page.startswith("vi/") else 5)
    assert counted.text_content() == HOSTILE
    assert row.is_visible()
    assert opened.title() != "x"
    assert row.bounding_box()["height"] > 20
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert opened.evaluate(wider) <= 0
    assert counted.bounding_box()["width"] < 420
    after = opened.locator('[id="ba-che/payroll-cut-share"] td').nth(2).text_content()
    assert after == "“bằng 19,7%”"
    assert troubles == []
    context.close()


@pytest.mark.parametrize("language", ["", "vi/"])
def test_hostile_text_is_found_and_shown_as_text_by_the_search(hostile, browser, language):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    opened, troubles = context.new_page(), []
    watch(opened, troubles, hostile)
    opened.goto(f"{hostile}{language}search.html?q=gnortS")
    assert opened.locator(".search-results li").count() == 1  # its row
    assert "<style>" in opened.locator(".search-results li").first.text_content()
    opened.goto(f"{hostile}{language}search.html?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    assert opened.locator("article img").count() == 0
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert opened.evaluate(wider) <= 0
    assert troubles == []
    context.close()


@pytest.mark.parametrize("page", ["index.html", "vi/index.html", "00_start_here.html"])
def test_no_directive_comes_of_a_text(hostile, browser, page):
    opened, troubles = browser.new_page(), []
    watch(opened, troubles, hostile)
    opened.goto(hostile + page)
    shown = opened.locator("article").text_content()  # long tables are folded
    assert "```{raw} html <script>" in shown
    assert "cff-version" not in shown and opened.title() != "x"
    assert opened.locator("article table").filter(has_text="{raw} html").count() >= 1
    assert troubles == []
    opened.close()

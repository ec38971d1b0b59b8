"""A first notebook for an article: from the template that all share, never over another, all or nothing."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from streamlining import Corpus, load
from streamlining.pages import Page
from tools.check.numbers import mismatches, unlinked
from tools.make import notebook as template
from tools.make.notebook import SHARED, TemplateError, write_notebook
from tools.processes import Busy

ARTICLES = sorted((ROOT / "notebooks").glob("0[1-6]_*.ipynb"))


def sources(cells: list[dict]) -> list[str]:
    return ["".join(cell["source"]) for cell in cells]


@pytest.fixture
def toy_root(toy) -> Path:
    """The toy collection without a notebook of its article."""
    toy.load()
    (toy.root / "notebooks").mkdir(exist_ok=True)
    (toy.root / "notebooks/08_comparison.ipynb").write_text(
        '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "# A"}], "nbformat": 4}',
        encoding="utf-8",
    )
    return toy.root


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_the_articles_notebooks_keep_to_the_template(file: Path) -> None:
    found = sources(json.loads(file.read_text(encoding="utf-8"))["cells"])
    places = []
    for heading, _, code in SHARED:
        if (file.stem[:2], heading) == ("05", "Numerals"):
            continue  # of that report all is about its numerals: see its section What the article does print
        (place,) = (n for n, text in enumerate(found) if text.partition("\n")[0] == f"## {heading}")
        places.append(place)
        for line in code.splitlines():
            if not line.startswith("tables.documents"):  # where no document is named
                name = line.partition("(")[0]
                assert any(name in text for text in found[place + 1 : place + 3]), line
    assert places == sorted(places)


def test_a_first_notebook_has_every_section_and_links_to_figures(toy_root: Path) -> None:
    file = write_notebook(toy_root, "toy")
    assert file == toy_root / "notebooks/09_toy.ipynb"
    written = json.loads(file.read_text(encoding="utf-8"))
    found = sources(written["cells"])
    assert [text[3:].partition("\n")[0] for text in found if text.startswith("## ")] == [
        heading for heading, _, _ in SHARED
    ]
    assert '(09_toy.ipynb#Evidence "toy/payroll-cut")' in found[0]
    assert written["metadata"]["title"] == load(toy_root).places["ba-che"].name_vi
    assert load(toy_root)["toy"].head.notebook == "09_toy"


def test_what_is_written_passes_the_check_whatever_numbers_the_data_tell_in_words(
    toy, toy_root: Path
) -> None:
    toy.spoil("  subject:", "  subject: How two of 14 communes merged  #")
    toy.write(re.sub(r"(?m)^( +of:) .+$", r"\1 posts cut in nine of 13 offices", toy.read()))
    file = write_notebook(toy_root, "toy")
    corpus, page = load(toy_root), Page(file, toy_root)
    assert "- Payroll downsizing: [1,314](" in next(iter(page.markdown)).source
    assert list(mismatches(page, corpus)) == []
    assert not any(unlinked(page.json["metadata"]["abstract"]))  # it stands in the README, too


def test_the_title_tells_reports_of_one_place_or_of_the_whole_country_apart(
    toy, toy_root: Path
) -> None:
    def title() -> str:
        file = write_notebook(toy_root, "toy")
        said = json.loads(file.read_text(encoding="utf-8"))["metadata"]["title"]
        file.unlink()
        return said

    assert title() == "Ba Chẽ"
    head = load(toy_root)["toy"].head
    twin = toy_root / "data/articles/twin.yaml"
    twin.write_text(toy.read().replace("id: toy", "id: twin", 1), encoding="utf-8")
    assert title() == f"Ba Chẽ ({head.outlet}, {head.published})"
    other = twin.read_text(encoding="utf-8")
    twin.write_text(re.sub(r"outlet: .+", "outlet: Another", other), encoding="utf-8")
    assert title() == f"Ba Chẽ ({head.outlet}, {head.published[:4]})"
    twin.unlink()
    toy.write(toy.read().replace("  place: ba-che\n", "  place: viet-nam\n", 1))
    assert title() == f"Việt Nam ({head.outlet}, {head.published[:4]})"


def test_it_runs(toy_root: Path) -> None:
    cells = json.loads(write_notebook(toy_root, "toy").read_text(encoding="utf-8"))["cells"]
    code = sources([cell for cell in cells if cell["cell_type"] == "code"])
    program = "\n".join(code).replace(
        "load()", f"load(__import__('pathlib').Path({str(toy_root)!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "notebooks")))}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_an_existing_notebook_is_never_overwritten(toy_root: Path) -> None:
    file = write_notebook(toy_root, "toy")
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(TemplateError, match="toy has a notebook: notebooks/09_toy.ipynb"):
        write_notebook(toy_root, "toy")
    assert file.read_text(encoding="utf-8") == "mine"


def test_work_that_was_cut_short_is_completed(toy_root: Path) -> None:
    file = write_notebook(toy_root, "toy")
    text = (toy_root / "data/articles/toy.yaml").read_text(encoding="utf-8")
    file.unlink()  # as if killed between the two
    assert write_notebook(toy_root, "toy") == file
    assert (toy_root / "data/articles/toy.yaml").read_text(encoding="utf-8") == text


def test_an_article_that_changes_meanwhile_keeps_its_change(toy_root: Path, monkeypatch) -> None:
    file = toy_root / "data/articles/toy.yaml"

    def while_it_loads(root: Path) -> Corpus:
        corpus = load(root)
        file.write_text(f"{file.read_text(encoding='utf-8')}# mine\n", encoding="utf-8")
        return corpus

    monkeypatch.setattr(template, "load", while_it_loads)
    with pytest.raises(Busy, match="toy.yaml was changed by somebody"):
        write_notebook(toy_root, "toy")
    assert file.read_text(encoding="utf-8").endswith("# mine\n")
    assert not (toy_root / "notebooks/09_toy.ipynb").exists()


def test_text_from_the_data_is_text_in_it(toy, toy_root: Path) -> None:
    hostile = '"```{literalinclude} ../../x [y](z) <script>x</script> **b**"'
    for field in ("subject", "of"):
        toy.write(re.sub(rf"(?m)^( +{field}:) .+$", rf"\1 {hostile}", toy.read()))
    toy.spoil("name_vi: Ba Chẽ", 'name_vi: "<script>"', "data/places.yaml")
    cells = json.loads(write_notebook(toy_root, "toy").read_text(encoding="utf-8"))["cells"]
    first = "".join(cells[0]["source"])
    assert first.startswith("# \\<script>\n\n\\`\\`\\`\\{literalinclude\\} ../../x")
    assert "\n- \\`\\`\\`\\{literalinclude\\} ../../x \\[y\\](z) \\<script>x\\</script>" in first


@pytest.mark.parametrize("name", ["nothing", "../toy", ""])
def test_an_unknown_article_is_told(toy_root: Path, name: str) -> None:
    before = sorted(toy_root.rglob("*"))
    with pytest.raises(TemplateError, match="no article"):
        write_notebook(toy_root, name)
    assert sorted(toy_root.rglob("*")) == before


def test_a_draft_has_no_notebook_yet(toy_root: Path) -> None:
    file = toy_root / "data/articles/toy.yaml"
    file.write_text("draft:\n  numerals: 99\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(TemplateError, match="toy is still a draft.*of 99 numerals accounted for"):
        write_notebook(toy_root, "toy")


def test_what_is_only_planned_is_not_listed_as_done(toy_root: Path) -> None:
    file = toy_root / "data/articles/toy.yaml"
    text = file.read_text(encoding="utf-8")
    head, _, rest = text.partition("  - id: units-cut\n")
    rest = rest.replace("status: achieved", "status: planned", 1)
    file.write_text(f"{head}  - id: units-cut\n{rest}", encoding="utf-8")
    (first, *_) = json.loads(write_notebook(toy_root, "toy").read_text(encoding="utf-8"))["cells"]
    said = "".join(first["source"])
    assert "toy/payroll-cut" in said and "toy/units-cut" not in said

"""What leads from notebook to notebook: the lines at top and bottom, and the tables of contents.

Each notebook's metadata hold its ``title`` and, but for the first, its ``abstract``; everything
else is written here, so that a notebook that is added is linked everywhere.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from streamlining.coding.yamltext import DataError
from streamlining.pages import Page, relinked

from .markdown import escaped

_TABLE = re.compile(r"^\| notebook \|.*\n\|[-:| ]+\|\n(?:\|.*\n?)*", re.MULTILINE)


def write_navigation(root: Path) -> None:
    """Bring the navigation of the notebooks and of README.md in ``root`` up to date.

    Raises DataError for a notebook without title.
    """
    for file, text in outdated(root).items():
        file.write_text(text, encoding="utf-8", newline="")


def outdated(root: Path) -> dict[Path, str]:
    """The pages whose navigation is not what it should be, with their new texts."""
    pages = [Page(file, root) for file in in_order(root)]
    new: dict[Path, str] = {}
    for number, page in enumerate(pages):
        before = json.dumps(page.json)
        _navigate(page.json["cells"], _line(number, pages))
        for cell in page.json["cells"] if number == 0 else ():
            _contents(cell, pages)
        if json.dumps(page.json) != before:
            text = json.dumps(page.json, ensure_ascii=False, indent=1, sort_keys=True)
            new[page.file] = f"{text}\n"
    readme = root / "README.md"
    if readme.is_file():
        text = readme.read_text(encoding="utf-8")
        listed = _TABLE.sub(lambda _: _table(pages, "notebooks/"), text)
        if listed != text:
            new[readme] = listed
    return new


def in_order(root: Path) -> list[Path]:
    """The notebooks in reading order: those of articles stand together, whatever their numbers."""
    files = sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    named = re.compile(r"(?m)^ +notebook: (\w+)")
    heads = (file.read_text(encoding="utf-8") for file in (root / "data/articles").glob("*.yaml"))
    articles = {name for head in heads for name in named.findall(head)}
    first = min(articles, default="")

    def place(file: Path) -> tuple[int, str]:
        return (1 if file.stem in articles else 2 * (file.stem > first)), file.stem

    return sorted(files, key=place)


def _title(page: Page, field: str = "title") -> str:
    """The title or abstract of a notebook, in one line of Markdown."""
    try:
        return escaped(page.json["metadata"][field])
    except KeyError:
        told = (
            f"its metadata has no `{field}`: add it beside `kernelspec` "
            "(in JupyterLab: Property Inspector, Advanced Tools, Notebook Metadata)"
        )
        raise DataError([page.problem(told)]) from None


def _line(here: int, pages: list[Page]) -> str:
    parts = [f"[Contents]({pages[0].file.name}#Contents)"]
    if here:
        before = pages[here - 1]
        parts.insert(0, f"[← {_title(before)}]({before.file.name})")
    if here + 1 < len(pages):
        after = pages[here + 1]
        parts.append(f"[{_title(after)} →]({after.file.name})")
    return " · ".join(parts)


def _navigate(cells: list[dict[str, Any]], line: str) -> None:
    """Write the line below the title in the first cell, and into the last cell."""
    first, last = cells[0], cells[-1]
    title, _, rest = "".join(first["source"]).partition("\n")
    text = rest.lstrip("\n")
    if is_navigation(text.partition("\n")[0]):
        text = text.partition("\n")[2].lstrip("\n")
    first["source"] = f"{title}\n\n{line}\n\n{text}".splitlines(keepends=True)
    if last["cell_type"] == "markdown" and is_navigation("".join(last["source"])):
        last["source"] = [line]
    else:
        cells.append(
            {"cell_type": "markdown", "id": "navigation", "metadata": {}, "source": [line]}
        )


def is_navigation(line: str) -> bool:
    """Whether a line is one of those that are written here: links alone, to the contents too."""
    rest = relinked(line, lambda _: "")
    return "[Contents](" in line and not rest.replace(" · ", "")


def _contents(cell: dict[str, Any], pages: list[Page]) -> None:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown" and _TABLE.search(source):
        new = _TABLE.sub(lambda _: _table(pages, ""), source).rstrip("\n")
        cell["source"] = new.splitlines(keepends=True)


def _table(pages: list[Page], folder: str) -> str:
    rows = [
        f"| [{page.file.stem[:2]} {_title(page)}]({folder}{page.file.name}) "
        f"| {_title(page, 'abstract')} |"
        for page in pages
    ]
    return "\n".join(["| notebook | what it shows |", "|:--|:--|", *rows]) + "\n"

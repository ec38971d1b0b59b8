"""What leads from notebook to notebook: the lines at top and bottom, and the tables of contents.

Each notebook's metadata hold its ``title`` and, but for the first, its ``abstract``; everything
else is written here, so that a notebook that is added is linked everywhere.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .markdown import escaped

Notebook = dict[str, Any]

_TABLE = re.compile(r"^\| notebook \|.*\n\|[-:| ]+\|\n(?:\|.*\n?)*", re.MULTILINE)


class NavigationError(ValueError):
    """A notebook that cannot be linked; the text says what to add."""


def write_navigation(root: Path) -> None:
    """Bring the navigation of the notebooks and of README.md in ``root`` up to date.

    Raises NavigationError for a notebook without title.
    """
    for file, text in outdated(root).items():
        file.write_text(text, encoding="utf-8", newline="")


def outdated(root: Path) -> dict[Path, str]:
    """The pages whose navigation is not what it should be, with their new texts."""
    files = sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    documents = {file: json.loads(file.read_text(encoding="utf-8")) for file in files}
    new: dict[Path, str] = {}
    for file, notebook in documents.items():
        before = json.dumps(notebook)
        _navigate(notebook, _line(file, documents))
        if file == files[0]:
            for cell in notebook["cells"]:
                _contents(cell, documents)
        if json.dumps(notebook) != before:
            new[file] = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    readme = root / "README.md"
    if readme.is_file():
        text = readme.read_text(encoding="utf-8")
        listed = _TABLE.sub(lambda _: _table(documents, "notebooks/"), text)
        if listed != text:
            new[readme] = listed
    return new


def _title(file: Path, notebook: Notebook, field: str = "title") -> str:
    """The title or abstract of a notebook, in one line of Markdown."""
    try:
        return escaped(notebook["metadata"][field])
    except KeyError:
        raise NavigationError(
            f"notebooks/{file.name}: its metadata has no `{field}`: add it beside `kernelspec` "
            "(in JupyterLab: Property Inspector, Advanced Tools, Notebook Metadata)"
        ) from None


def _line(file: Path, documents: dict[Path, Notebook]) -> str:
    files = list(documents)
    here = files.index(file)
    parts = [f"[Contents]({files[0].name}#Contents)"]
    if here:
        before = files[here - 1]
        parts.insert(0, f"[← {_title(before, documents[before])}]({before.name})")
    if here + 1 < len(files):
        after = files[here + 1]
        parts.append(f"[{_title(after, documents[after])} →]({after.name})")
    return " · ".join(parts)


def _navigate(notebook: Notebook, line: str) -> None:
    """Write the line below the title in the first cell, and into the last cell."""
    first, last = notebook["cells"][0], notebook["cells"][-1]
    title, _, rest = "".join(first["source"]).partition("\n")
    text = rest.lstrip("\n")
    if _is_navigation(text.partition("\n")[0]):
        text = text.partition("\n")[2].lstrip("\n")
    first["source"] = f"{title}\n\n{line}\n\n{text}".splitlines(keepends=True)
    if last["cell_type"] == "markdown" and _is_navigation("".join(last["source"])):
        last["source"] = [line]
    else:
        notebook["cells"].append(
            {"cell_type": "markdown", "id": "navigation", "metadata": {}, "source": [line]}
        )


def _is_navigation(line: str) -> bool:
    return "\n" not in line and "[Contents](" in line


def _contents(cell: dict[str, Any], documents: dict[Path, Notebook]) -> None:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown" and _TABLE.search(source):
        new = _TABLE.sub(lambda _: _table(documents, ""), source).rstrip("\n")
        cell["source"] = new.splitlines(keepends=True)


def _table(documents: dict[Path, Notebook], folder: str) -> str:
    rows = [
        f"| [{file.stem[:2]} {_title(file, notebook)}]({folder}{file.name}) "
        f"| {_title(file, notebook, 'abstract')} |"
        for file, notebook in documents.items()
    ]
    return "\n".join(["| notebook | what it shows |", "|:--|:--|", *rows]) + "\n"

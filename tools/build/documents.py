"""Notebooks as files, with nothing in them that differs from run to run."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

from . import BuildError

#: The tag by which nbval passes over what a cell shows: in a colophon, the versions of libraries.
UNCOMPARED = "nbval-ignore-output"


def read(file: Path) -> Any:
    nbformat = _nbformat()
    try:
        notebook = nbformat.read(file, as_version=4)
        return nbformat.v4.upgrade(notebook)  # from 4.5 on every cell has an id
    except (ValueError, AttributeError, nbformat.ValidationError) as error:
        raise BuildError(f"notebooks/{file.name} is not a Jupyter notebook: {error}") from None


def write(file: Path, notebook: Any) -> None:
    """Write a notebook with nothing in it that differs from run to run, or from place to place.

    When it comes out as the file already tells it, the versions of its colophon stay as they were
    too: they are those that made what is stored, and other versions gave the same.
    """
    stored = read(file)
    for document in (stored, notebook):
        _tidy(document)
    same = _without_versions(stored) == _without_versions(notebook)
    text = _nbformat().writes(stored if same else notebook, version=4)
    file.write_bytes(text.encode() + b"\n")


def _tidy(notebook: Any) -> None:
    notebook.metadata.kernelspec = {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times that JupyterLab recorded


def _without_versions(notebook: Any) -> Any:
    """A copy without the versions of Python and, in cells that are not compared, of libraries."""
    bare = copy.deepcopy(notebook)
    bare.metadata.get("language_info", {}).pop("version", None)
    for cell in bare.cells:
        if UNCOMPARED in cell.metadata.get("tags", ()):
            cell.outputs = re.sub(r"\d+(\.\w+)+", "", json.dumps(cell.outputs, sort_keys=True))
    return bare


def _nbformat() -> ModuleType:
    import nbformat

    return nbformat

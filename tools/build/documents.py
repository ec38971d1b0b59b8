"""Notebooks as files, with nothing in them that differs from run to run."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

from . import BuildError


def read(file: Path) -> Any:
    nbformat = _nbformat()
    try:
        notebook = nbformat.read(file, as_version=4)
        return nbformat.v4.upgrade(notebook)  # from 4.5 on every cell has an id
    except (ValueError, AttributeError, nbformat.ValidationError) as error:
        raise BuildError(f"notebooks/{file.name} is not a Jupyter notebook: {error}") from None


def write(file: Path, notebook: Any) -> None:
    """Write a notebook with nothing in it that differs from run to run."""
    notebook.metadata.kernelspec = {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times that JupyterLab recorded
    text = _nbformat().writes(notebook, version=4)
    file.write_bytes(text.encode() + b"\n")


def _nbformat() -> ModuleType:
    import nbformat

    return nbformat

"""The ties between text and data: the linked numbers of the notebooks' prose."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

#: A linked number: ``[27 payroll posts](01_ba_che.ipynb#Payroll "ba-che/payroll-cut")``.
LINK = re.compile(r'\[(?P<text>[^\]]+)\]\((?P<target>\S+) "(?P<key>[a-z0-9-]+/[a-z0-9-]+)"\)')

_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n")


class Sentence(NamedTuple):
    """A sentence of a notebook's prose, links as plain text, and the keys that its numbers name."""

    notebook: str
    text: str
    keys: tuple[str, ...]


def sentences(folder: Path) -> Iterator[Sentence]:
    """Every sentence with a linked number in the Markdown cells of a folder's notebooks."""
    for file in sorted(folder.glob("*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield from _linked(file.stem, "".join(cell["source"]))


def _linked(notebook: str, markdown: str) -> Iterator[Sentence]:
    for sentence in _SENTENCE.split(markdown):
        if keys := tuple(match["key"] for match in LINK.finditer(sentence)):
            yield Sentence(notebook, LINK.sub(r"\g<text>", sentence).lstrip("-# "), keys)


def resting_on(keys: Collection[str], folder: Path) -> list[Sentence]:
    """The sentences that print one of some figures or results."""
    return [sentence for sentence in sentences(folder) if set(keys) & set(sentence.keys)]

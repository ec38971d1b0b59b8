"""The writer's tools: hold data and prose against each other in seconds, and print ready links.

python -m tools.check.problems              every check of data and prose; with ARTICLES set to the
                                          folder of the texts, also of the coding against them
python -m tools.check.problems cite KEY     the link to a record or result
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from streamlining.coding.yamltext import DataError
from streamlining.corpus import ROOT, Corpus
from streamlining.loading import load
from streamlining.prose import cite, mismatches
from tools.make.navigation import NavigationError, outdated
from tools.make.schemas import schema_files
from tools.make.tidy import tidy_files
from tools.processes import plainly

from .alternatives import unlike
from .links import broken
from .texts import discrepancies, read_text


def problems(corpus: Corpus) -> Iterator[str]:
    """Yield, each at its place, what is wrong with the pages and the generated files."""
    root = corpus.root
    notebooks = sorted((root / "notebooks").glob("*.ipynb"))
    if unreadable := list(_unreadable((*notebooks, *(root / name for name in _PAGES)), root)):
        yield from unreadable  # nothing else can be said before they are mended
        return
    for page in (*notebooks, root / "README.md"):
        yield from mismatches(page, corpus)
    yield from broken((*notebooks, root / "README.md", root / "figures/README.md"), root)
    for page in outdated(root):
        yield f"{_name(page, root)}: its navigation is out of date: run `python3 run.py`"
    for notebook in notebooks:
        yield from _stale(notebook, corpus)
        yield from unlike(notebook, root)
    yield from _unlike_texts(corpus)
    for folder, files in (("tidy", tidy_files(corpus)), ("schemas", schema_files(corpus))):
        yield from _other(root / "data" / folder, files, root)


#: The pages besides the notebooks.
_PAGES = ("README.md", "figures/README.md")


def _unreadable(pages: Iterable[Path], root: Path) -> Iterator[str]:
    """Pages that are missing, and notebooks that are none."""
    for page in pages:
        name = _name(page, root)
        try:
            text = page.read_text(encoding="utf-8")
            if page.suffix == ".ipynb":
                _read_cells(text)
        except FileNotFoundError:
            yield f"{name}: is missing: restore it"
        except json.JSONDecodeError as error:
            yield f"{name}:{error.lineno}:{error.colno}: no notebook: {error.msg}: restore the file"
        except (UnicodeDecodeError, KeyError, TypeError, RecursionError):
            yield f"{name}: no notebook, or not in UTF-8: restore the file"


def _read_cells(text: str) -> None:
    """Look at all that is used of a notebook; raises KeyError or its like where it is not there."""
    notebook = json.loads(text)
    if not isinstance(notebook["cells"], list) or notebook["nbformat"] != 4:
        raise TypeError
    for cell in notebook["cells"]:
        cell["cell_type"], cell["metadata"], "".join(cell["source"])
        for output in cell["outputs"] if cell["cell_type"] == "code" else ():
            output["output_type"]


def _unlike_texts(corpus: Corpus) -> Iterator[str]:
    """What is coded otherwise than it is printed, for the articles whose text is at hand."""
    folder = os.environ.get("ARTICLES")
    for article in corpus.articles.values() if folder else ():
        file = Path(folder, f"{article.id}.txt")
        if file.is_file():
            try:
                yield from discrepancies(article, read_text(file.parent, article.id))
            except UnicodeDecodeError:
                yield f"{file} is not in UTF-8: save it so"


def _stale(notebook: Path, corpus: Corpus) -> Iterator[str]:
    """Outputs made from other data, or missing."""
    name, text = _name(notebook, corpus.root), notebook.read_text(encoding="utf-8")
    if corpus.data_hash() not in text:
        yield f"{name}: its outputs were made from other data: run `python3 run.py`"
    code = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    if [cell.get("execution_count") for cell in code] != list(range(1, len(code) + 1)):
        yield f"{name}: its cells were not run once each, in order: run `python3 run.py`"


def _other(folder: Path, files: Mapping[str, str], root: Path) -> Iterator[str]:
    """Generated files that are not what the data gives."""
    for name, text in files.items():
        file = folder / name
        there = file.read_text(encoding="utf-8") if file.is_file() else ""
        if there != text:
            lines = zip_longest(there.splitlines(), text.splitlines())
            number = next((n for n, (one, other) in enumerate(lines, 1) if one != other), 1)
            yield (
                f"{_name(file, root)}:{number}: not what the data gives: correct "
                "the data where it is wrong, then run `python3 run.py`"
            )


def _name(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix()


def main(arguments: list[str]) -> int:
    """Run one of the tools; returns the exit code."""
    try:
        corpus = load(ROOT)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    match arguments:
        case []:
            try:
                found = list(problems(corpus))
            except NavigationError as error:
                found = [str(error)]
            print("\n".join(found), file=sys.stderr) if found else print(_sound(corpus))
            for draft in corpus.drafts:
                print(f"Draft {draft}")
            return bool(found)
        case ["cite", key]:
            try:
                print(cite(key, corpus))
            except KeyError as error:
                ends = [name for name in _names(corpus) if name.endswith(f"/{key}")]
                guess = f"did you mean {' or '.join(ends)}?" if ends else error.args[0]
                print(guess, file=sys.stderr)
                return 1
            return 0
    print("expected nothing, or: cite <article>/<record>", file=sys.stderr)
    return 2


def _names(corpus: Corpus) -> list[str]:
    return [*corpus.frames["records"]["id"], *corpus.results, *corpus.counts]


def _sound(corpus: Corpus) -> str:
    return (
        f"{len(corpus.frames['records'])} figures, {len(corpus.frames['relations'])} relations, the numbers in the prose, "
        "links, pictures' words and generated files agree with each other."
    )


if __name__ == "__main__":
    sys.exit(plainly(lambda: main(sys.argv[1:])))

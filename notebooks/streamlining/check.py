"""The writer's tools: hold data and prose against each other in seconds, and print ready links.

python -m streamlining.check              every check of data and prose
python -m streamlining.check cite KEY     the link to a record or result
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from .corpus import ROOT, Corpus
from .loading import load
from .prose import cite, mismatches
from .yamltext import DataError


def problems(corpus: Corpus) -> Iterator[str]:
    """Yield what is wrong with the pages: their numbers, and outputs made from other data."""
    notebooks = sorted((corpus.root / "notebooks").glob("*.ipynb"))
    for page in (*notebooks, corpus.root / "README.md"):
        yield from mismatches(page, corpus)
    for page in notebooks:
        if corpus.data_hash() not in page.read_text(encoding="utf-8"):
            name = page.relative_to(corpus.root).as_posix()
            yield f"{name}: its outputs were made from other data: run `python3 run.py`"


def main(arguments: list[str]) -> int:
    """Run one of the tools; returns the exit code."""
    try:
        corpus = load(ROOT)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    match arguments:
        case []:
            found = list(problems(corpus))
            print("\n".join(found), file=sys.stderr) if found else print(_sound(corpus))
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
    return [*corpus.records["id"], *corpus.results]


def _sound(corpus: Corpus) -> str:
    return (
        f"{len(corpus.records)} figures, {len(corpus.relations)} relations and the numbers in the "
        "prose agree with each other."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

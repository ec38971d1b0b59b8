"""Every check of data, prose, pages and generated files, in a second."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import groupby, zip_longest
from pathlib import Path

from streamlining.coding.article import Article
from streamlining.coding.yamltext import DataError, Problem
from streamlining.corpus import Corpus
from tools.make.navigation import outdated
from tools.make.schemas import schema_files
from tools.make.tidy import tidy_files

from .again import titles, to_read
from .numbers import mismatches
from .pages import broken, read, stale, undrawn, unlike
from .texts import discrepancies, read_text

_RUN = "run `python3 run.py`"


def problems(corpus: Corpus) -> list[Problem]:
    """What is wrong with the pages and the generated files, in the order of their places.

    First what a person has to mend, then what has to be read again, last what a build heals.
    """
    try:
        return sorted(_problems(corpus), key=lambda problem: (_turn(problem), problem))
    except DataError as error:  # nothing else can be said before these pages are mended
        return error.problems


def _turn(problem: Problem) -> int:
    return 2 if problem.message.endswith(_RUN) else int("read again" in problem.message)


def report(corpus: Corpus, found: list[Problem], *, every: bool = False) -> Iterator[str]:
    """What to do, the next thing first: drafts, what is to be mended, and the build that heals the rest.

    The sentences of a page that are to be read again are one line, but with ``every``.
    """
    yield from (f"Draft {draft}" for draft in corpus.drafts)
    mended = [problem for problem in found if _turn(problem) < 2]
    yield from map(str, mended) if every else _folded(mended)
    healed = dict.fromkeys(problem.file for problem in found if _turn(problem) == 2)
    if healed:
        some = ", ".join(list(healed)[:_NAMED]) + (", …" if len(healed) > _NAMED else "")
        files = "1 file is" if len(healed) == 1 else f"{len(healed)} files are"
        yield (
            f"{files} not what the data give ({some}): {_RUN}; if one was changed by hand, change "
            "the data instead"
        )


def _folded(found: list[Problem]) -> Iterator[str]:
    """The problems, of the sentences of a page that are to be read again only the first."""
    for page, group in groupby(found, lambda one: one.file if _is_again(one) else ""):
        first, *others = group
        if page and others:
            yield f"{first}, and {len(others)} more here (`python3 run.py check --all` lists them)"
        else:
            yield from map(str, (first, *others))


def _is_again(problem: Problem) -> bool:
    return problem.message.startswith("read again")


_NAMED = 3  # files that are named where a build heals many


def _problems(corpus: Corpus) -> Iterator[Problem]:
    root, figures = corpus.root, corpus.root / "figures"
    notebooks = read(sorted((root / "notebooks").glob("*.ipynb")), root)
    readme, pictures = read([root / "README.md", figures / "README.md"], root)
    for page in (*notebooks, readme):
        yield from mismatches(page, corpus)
    yield from titles(corpus, [readme, *notebooks])
    yield from to_read(corpus, [readme, *notebooks])
    yield from broken((*notebooks, readme, pictures), root)
    for file in outdated(root):
        yield Problem(_name(file, root), 0, 0, f"its navigation is out of date: {_RUN}")
    data_hash = corpus.data_hash()
    for page in notebooks:
        yield from stale(page, data_hash)
        yield from unlike(page, figures)
    yield from undrawn(notebooks, figures)
    yield from _unlike_texts(corpus)
    for folder, files in (("tidy", tidy_files(corpus)), ("schemas", schema_files(corpus))):
        yield from _other(root / "data" / folder, files, root)


def _unlike_texts(corpus: Corpus) -> Iterator[Problem]:
    """What is coded otherwise than it is printed, for the articles whose text is at hand."""
    for article, file in _texts(corpus):
        if file.is_file():
            try:
                for told in discrepancies(article, read_text(file.parent, article.id)):
                    yield Problem(f"data/articles/{article.id}.yaml", 0, 0, told)
            except UnicodeDecodeError:
                yield Problem(str(file), 0, 0, "not in UTF-8: save it so")


def _texts(corpus: Corpus) -> list[tuple[Article, Path]]:
    """Where each article's text is, if it is at hand: in the folder that ``ARTICLES`` names."""
    folder = os.environ.get("ARTICLES")
    articles = corpus.articles.values() if folder else ()
    return [(article, Path(folder, f"{article.id}.txt")) for article in articles]


def _other(folder: Path, files: Mapping[str, str], root: Path) -> Iterator[Problem]:
    """Generated files that are not what the data gives."""
    for name, text in files.items():
        file = folder / name
        there = file.read_text(encoding="utf-8") if file.is_file() else ""
        if there != text:
            lines = zip_longest(there.splitlines(), text.splitlines())
            number = next((n for n, (one, other) in enumerate(lines, 1) if one != other), 1)
            told = f"not what the data gives: correct the data where it is wrong, then {_RUN}"
            yield Problem(_name(file, root), number, 0, told)


def _name(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix()


def summary(corpus: Corpus) -> str:
    """What was held against each other, where nothing is wrong."""
    figures, relations = (len(corpus.frames[name]) for name in ("records", "relations"))
    texts = sum(file.is_file() for _, file in _texts(corpus))
    with_texts = f", and with {texts} texts of articles" if texts else ""
    return (
        f"{figures} figures, {relations} relations, the numbers in the prose, links, pictures' "
        f"words and generated files agree with each other{with_texts}."
    )

"""The whole collection, loaded and joined: articles, codebook, places, documents, glossary.

``load()`` reads and checks every data file, or raises one DataError that lists everything to mend.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import pandas as pd

from . import numerals, records
from .records import (
    LEVELS,
    Code,
    DateMention,
    Document,
    DocumentMention,
    Head,
    Item,
    Mention,
    Place,
    Record,
    SetAside,
    Term,
    Tile,
    Vocabulary,
    read_item,
    read_items,
)
from .yamltext import DataError, Problem, YamlText

ROOT = Path(__file__).resolve().parents[2]

#: The dimensions of the codebook: each field of a record that takes a code, and a few others.
DIMENSIONS = (
    "indicator", "unit", "level", "sector", "status", "qualifier", "set_aside",
    "published_basis", "certainty", "coordinate_certainty",
)  # fmt: skip

#: The sections of an article's file that list items, and the type of each.
SECTIONS: dict[str, type[Item]] = {
    "records": Record,
    "dates": DateMention,
    "documents": DocumentMention,
    "set_aside": SetAside,
}


@dataclass(frozen=True)
class Article:
    """One article as coded: its bibliographic head and everything it prints a numeral for."""

    head: Head
    records: tuple[Record, ...] = ()
    dates: tuple[DateMention, ...] = ()
    documents: tuple[DocumentMention, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    @property
    def id(self) -> str:
        """The article's short name, which is also its file's."""
        return self.head.id

    def record(self, slug: str) -> Record:
        """Return the record of that id; raises KeyError, naming the ids there are."""
        for record in self.records:
            if record.id == slug:
                return record
        raise KeyError(f"{self.id} has no record {slug!r}; it has {', '.join(self._slugs)}")

    @property
    def _slugs(self) -> list[str]:
        return [record.id for record in self.records]

    def voice(self, record: Record) -> str:
        """Who gives the figure, in words: the newspaper, or a post with its holder's name."""
        for voice in self.head.voices:
            if voice.id == record.voice:
                return f"{voice.post_en} ({voice.name})"
        return record.voice

    @property
    def mentions(self) -> list[Mention]:
        """Every numeral of the article, in reading order."""
        everything = (*self.records, *self.dates, *self.documents, *self.set_aside)
        return sorted(everything, key=lambda mention: (mention.paragraph, mention.start))


@dataclass(frozen=True)
class Corpus:
    """Everything that the data files hold.  Iterating gives the articles that are analysed."""

    articles: dict[str, Article]
    codebook: dict[str, dict[str, Code]]
    places: dict[str, Place]
    documents: dict[str, Document]
    glossary: tuple[Term, ...]
    provinces: tuple[Tile, ...]
    root: Path = field(default=ROOT, repr=False)

    def __getitem__(self, article: str) -> Article:
        if article not in self.articles:
            raise KeyError(f"no article {article!r}; there are {', '.join(self.articles)}")
        return self.articles[article]

    def __iter__(self) -> Iterator[Article]:
        return (article for article in self.articles.values() if article.head.left_out is None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def record(self, key: str) -> Record:
        """Return the record of that key, ``<article>/<id>``."""
        article, _, slug = key.partition("/")
        return self[article].record(slug)

    def label(self, dimension: str, code: str) -> str:
        """English label of a code."""
        return self.codebook[dimension][code].label_en

    @cached_property
    def records(self) -> pd.DataFrame:
        """Every figure of the analysed articles, a row each; the columns of ``records.csv``."""
        rows = [_record_row(article, record) for article in self for record in article.records]
        return pd.DataFrame(rows, columns=_RECORD_COLUMNS)

    @cached_property
    def numerals(self) -> pd.DataFrame:
        """Every numeral of every article, a row each, with what accounts for it."""
        rows = [
            {
                "article": article.id,
                "paragraph": mention.paragraph,
                "start": mention.start,
                **self._account(mention),
            }
            for article in self.articles.values()
            for mention in article.mentions
        ]
        return pd.DataFrame(rows)

    def _account(self, mention: Mention) -> dict[str, str]:
        match mention:
            case Record():
                return _account(mention.printed, "record", mention.key)
            case DateMention():
                return _account(mention.token, "date", mention.date, mention.note)
            case DocumentMention():
                return _account(mention.token, "document", mention.document, mention.note)
            case SetAside():
                reason = self.label("set_aside", mention.reason)
                note = f"{reason}: {mention.note}" if mention.note else reason
                return _account(mention.token, "set-aside", "", note)
        raise TypeError(f"{type(mention).__name__} is not a kind of mention")

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Every article, a row each, the left-out ones too; the columns of ``articles.csv``."""
        rows = [
            {
                "article": article.id,
                "title": article.head.title,
                "outlet": article.head.outlet,
                "author": article.head.author or "",
                "published": article.head.published,
                "place": article.head.place,
                "paragraphs": article.head.paragraphs,
                "numerals": len(article.mentions),
                "records": len(article.records),
                "published_basis": article.head.published_basis,
                "left_out": article.head.left_out or "",
            }
            for article in self.articles.values()
        ]
        return pd.DataFrame(rows)

    def data_hash(self) -> str:
        """SHA-256 over the names and contents of all data files, as 12 hexadecimal digits."""
        digest = hashlib.sha256()
        for file in data_files(self.root):
            # Text mode: a checkout with other line ends is the same data.
            text = file.read_text(encoding="utf-8")
            digest.update(f"{file.relative_to(self.root).as_posix()}\0{text}\0".encode())
        return digest.hexdigest()[:12]


# --- loading -------------------------------------------------------------------------------------

def data_files(root: Path = ROOT) -> list[Path]:
    """Every data file that is written by hand, in a fixed order."""
    return [*sorted((root / "data").glob("*.yaml")), *sorted((root / "data/articles").glob("*.yaml"))]


def load(root: Path = ROOT) -> Corpus:
    """Read and check all data files under ``root``.

    Raises DataError, listing every problem of every file.
    """
    loader = _Loader(root)
    corpus = loader.corpus()
    if loader.problems:
        raise DataError(loader.problems)
    return corpus


class _Loader:
    """Reads the files in the order in which they need each other, gathering problems."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources: list[YamlText] = []

    @property
    def problems(self) -> list[Problem]:
        return [problem for source in self.sources for problem in source.problems]

    def corpus(self) -> Corpus:
        known: dict[str, frozenset[str]] = {}
        codebook = self._codebook(known)
        places = self._places(known)
        documents = self._table("documents", Document, known, "id", "document")
        glossary = self._table("glossary", Term, known, "vi")
        provinces = self._table("provinces", Tile, known, "code")
        files = sorted((self.root / "data/articles").glob("*.yaml"))
        articles = sorted(filter(None, (self._article(file, known) for file in files)), key=_order)
        return Corpus(
            {article.id: article for article in articles},
            codebook,
            places,
            documents,
            tuple(glossary.values()),
            tuple(provinces.values()),
            self.root,
        )

    def _open(self, file: Path) -> YamlText:
        source = YamlText(file, file.relative_to(self.root).as_posix())
        self.sources.append(source)
        return source

    def _codebook(self, known: dict[str, frozenset[str]]) -> dict[str, dict[str, Code]]:
        source = self._open(self.root / "data/codebook.yaml")
        tree = _sections(source, DIMENSIONS, required=DIMENSIONS)
        known |= {name: _used(tree.get(name), "code") for name in DIMENSIONS}
        return {
            name: _by(source, (name,), read_items(source, (name,), node, Code, known), "code")
            for name, node in tree.items()
        }

    def _places(self, known: dict[str, frozenset[str]]) -> dict[str, Place]:
        places = self._table("places", Place, known, "id", "place")
        source = self.sources[-1]
        rows = [node.get("id") if isinstance(node, dict) else None for node in source.tree]
        for place in places.values():
            parent = places.get(place.parent)
            if parent and LEVELS.index(parent.level) >= LEVELS.index(place.level):
                message = (
                    f"parent: found the {parent.level} `{parent.id}`, "
                    f"expected a place of a level above {place.level}: correct it"
                )
                here = (rows.index(place.id), "parent")
                source.problems.append(source.problem(here, message))
        return places

    def _table(
        self, name: str, kind: type[Item], known: dict[str, frozenset[str]], key: str, names: str = ""
    ) -> dict[str, Item]:
        """Read ``data/<name>.yaml``; its keys become known as what ``names`` says."""
        source = self._open(self.root / f"data/{name}.yaml")
        tree = source.tree if source.readable else None
        if names:
            known[names] = _used(tree, key)
        if tree is None:
            return {}
        return _by(source, (), read_items(source, (), tree, kind, known), key)

    def _article(self, file: Path, known: Vocabulary) -> Article | None:
        source = self._open(file)
        tree = _sections(source, ("article", *SECTIONS), required=("article",))
        if not tree:
            return None
        head = None
        if "article" in tree:
            head = read_item(source, ("article",), tree["article"], Head, known)
        items = {
            name: read_items(source, (name,), tree[name], kind, known)
            for name, kind in SECTIONS.items()
            if name in tree
        }
        _by(source, ("records",), items.get("records", ()), "id")
        if head:
            _by(source, ("article", "voices"), head.voices, "id")
            source.problems += _strays(source, file, head, items)
        source.problems += _collisions(source, items)
        if source.problems:
            return None
        article = Article(head, **{name: tuple(listed) for name, listed in items.items()})
        for record in article.records:
            record._article = article.id
        return article


def _order(article: Article) -> tuple[bool, str, str]:
    """Reading order: by the notebooks' numbers, then articles that have none yet."""
    return article.head.notebook is None, article.head.notebook or "", article.id


def _sections(
    source: YamlText, allowed: tuple[str, ...], required: tuple[str, ...]
) -> dict[str, records.Tree]:
    """The file's top-level sections, less those that should not be there."""
    if not source.readable:
        return {}
    if not isinstance(source.tree, dict):
        message = f"found no sections, expected {', '.join(allowed)}, each before a `:`"
        source.problems.append(source.problem((), message))
        return {}
    for name in source.tree.keys() - set(allowed):
        message = f"`{name}` is not a section here: expected {', '.join(allowed)}"
        source.problems.append(source.problem((name,), message, key=True))
    for name in set(required) - source.tree.keys():
        source.problems.append(source.problem((), f"the section `{name}:` is missing: add it"))
    return {name: node for name, node in source.tree.items() if name in allowed}


class _Anything(frozenset[str]):
    """The codes of a list that cannot be read: whoever uses one is not to blame."""

    def __contains__(self, code: object) -> bool:
        return True


def _used(node: records.Tree | None, key: str) -> frozenset[str]:
    """The keys of a list's items, the sound ones and the others."""
    if not isinstance(node, list):
        return _Anything()
    names = (item.get(key) for item in node if isinstance(item, dict))
    return frozenset(name for name in names if isinstance(name, str))


def _by(source: YamlText, path: tuple, items: Sequence[Item | None], key: str) -> dict[str, Item]:
    """The sound items by their key; a second one of the same key is noted as a problem."""
    found: dict[str, Item] = {}
    for index, item in enumerate(items):
        name = getattr(item, key, None)
        if name in found:
            message = f"{key}: `{name}` is used a second time: every {key} must be its own"
            source.problems.append(source.problem((*path, index, key), message))
        elif item is not None:
            found[name] = item
    return found


Listed = dict[str, list[Mention | None]]


def _strays(source: YamlText, file: Path, head: Head, items: Listed) -> Iterator[Problem]:
    """What does not fit the article's head."""
    if head.id != file.stem:
        message = f"id: found `{head.id}`, expected the file's name, `{file.stem}`"
        yield source.problem(("article", "id"), message)
    voices = {"newspaper", *(voice.id for voice in head.voices)}
    for here, mention in _each(items):
        if mention.paragraph > head.paragraphs:
            message = (
                f"paragraph: found {mention.paragraph}, the article has {head.paragraphs}: correct it"
            )
            yield source.problem((*here, "paragraph"), message)
        if isinstance(mention, Record) and mention.voice not in voices:
            message = f"voice: `{mention.voice}` is none of {', '.join(sorted(voices))}: add it to `voices`"
            yield source.problem((*here, "voice"), message)


def _collisions(source: YamlText, items: Listed) -> Iterator[Problem]:
    """What accounts for a numeral that is accounted for already."""
    taken: dict[tuple[int, int], str] = {}
    for here, mention in _each(items):
        spot = (mention.paragraph, mention.start)
        if spot in taken:
            message = (
                f"start: the numeral at {mention.start} of paragraph {mention.paragraph} is in "
                f"`{taken[spot]}` already: correct one of the two"
            )
            yield source.problem((*here, "start"), message)
        taken.setdefault(spot, here[0])


def _each(items: Listed) -> Iterator[tuple[tuple[str, int], Mention]]:
    for section, listed in items.items():
        for index, mention in enumerate(listed):
            if mention is not None:
                yield (section, index), mention


# --- tidy tables ---------------------------------------------------------------------------------

_RECORD_COLUMNS = (
    "id", "article", "paragraph", "exact", "printed", "obs_value", "decimals", "qualifier",
    "indicator", "unit_measure", "of", "ref_area", "level", "sector", "time_period",
    "base_period", "obs_status", "voice", "note", "k", "n", "start",
)  # fmt: skip


def _record_row(article: Article, record: Record) -> dict[str, object]:
    k, n = record.parts or (pd.NA, pd.NA)
    values = (
        record.key, article.id, record.paragraph, record.exact, record.printed, float(record.value),
        record.decimals, record.qualifier, record.indicator, record.unit, record.of, record.place,
        record.level, record.sector, record.time_period, record.base_period or "", record.status,
        article.voice(record), record.note or "", k, n, record.start,
    )  # fmt: skip
    return dict(zip(_RECORD_COLUMNS, values, strict=True))


def _account(token: str, accounted_as: str, key: str, reason: str | None = None) -> dict[str, str]:
    return {"token": token, "accounted_as": accounted_as, "key": key, "reason": reason or ""}


def decimal(value: Fraction) -> str:
    """Write a value for a table: exactly where six decimals hold it, else rounded to six."""
    text = numerals.write(value, 6)
    return text.rstrip("0").rstrip(".")


def tidy_tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """The generated tables by file name, every cell as it is written."""
    exact = [decimal(record.value) for article in corpus for record in article.records]
    figures = corpus.records.assign(obs_value=exact)
    return {"articles": corpus.summary, "records": figures, "numerals": corpus.numerals}


def write_tidy(folder: Path, corpus: Corpus | None = None) -> list[Path]:
    """Write ``<name>.csv`` for each tidy table into ``folder``; returns the files."""
    tables = tidy_tables(load() if corpus is None else corpus)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, frame in tables.items():
        file = folder / f"{name}.csv"
        file.write_text(frame.to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="")
        files.append(file)
    return files

"""Reading and checking all data files, in the order in which they need each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from printed.reading.words import BEFORE, BEHIND

from .coding.article import Article, Draft, completed
from .coding.findings import audit_articles
from .coding.items import AnyItem, Item, Vocabulary, read_item, read_items
from .coding.records import (
    Assessment,
    DateMention,
    DocumentMention,
    Head,
    Located,
    Mention,
    Model,
    Progress,
    Record,
    SetAside,
    Voice,
)
from .coding.reference import (
    LEVELS,
    Code,
    Column,
    Comparison,
    Document,
    LimitWord,
    Place,
    SecondCoding,
    Term,
    Tile,
    evident,
)
from .coding.relations import Relation, ResultEntry, Tension, read_relations
from .coding.yamltext import DataError, Path_, Problem, Tree, YamlText
from .corpus import ROOT, Corpus, is_draft

#: The dimensions of the codebook: each field of a record that takes a code, and a few others.
DIMENSIONS = (
    "indicator", "unit", "level", "sector", "status", "qualifier", "set_aside",
    "published_basis", "genre", "voice_kind", "certainty", "coordinate_certainty", "form", "organ", "polarity", "theme",
    "obstacle",
)  # fmt: skip

#: The sections of an article's file that list items, and the type of each.
SECTIONS: dict[str, type[Item]] = {
    "records": Record,
    "dates": DateMention,
    "documents": DocumentMention,
    "set_aside": SetAside,
    "relations": Relation,
    "results": ResultEntry,
    "models": Model,
    "assessments": Assessment,
}

_TYPED = ("defaults", *SECTIONS)

#: The sections of a draft that hold suggestions: each like the section that an item moves to.
SUGGESTED = tuple(
    f"suggested_{name}" for name in ("records", "dates", "documents", "set_aside", "relations")
)


def load(root: Path | str = ROOT) -> Corpus:
    """Read and check all data files under ``root``.

    Raises DataError, listing every problem of every file; FileNotFoundError where no data are.
    """
    root = Path(root)
    if not (root / "data").is_dir():
        raise FileNotFoundError(
            f"{root} holds no folder `data`: expected the collection's repository; load(FOLDER) "
            "with its folder, or install this package from there with `pip install -e .`"
        )
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
        self.strays: list[Problem] = []  # files that are no article's and lie among them
        self.coded: dict[str, YamlText] = {}  # the sources of the articles, by id

    @property
    def problems(self) -> list[Problem]:
        return [*self.strays, *(p for source in self.sources for p in source.problems)]

    def corpus(self) -> Corpus:
        known: dict[str, frozenset[str]] = {}
        codebook = self._codebook(known)
        provinces = self._table("provinces", Tile, known, "code")
        map_ = self.sources[-1]
        others = {tile.place.id: tile.place for tile in provinces.values()}
        places = self._places(known, _Anything() if map_.problems else others.keys())
        documents = self._table("documents", Document, known, "id", "document")
        glossary = self._table("glossary", Term, known, "vi")
        dictionary = self._columns(known)
        every = sorted(self._every())
        drafts = {file: self._draft(file, known) for file in every if is_draft(file)}
        files = [file for file in every if file not in drafts]
        articles = sorted(filter(None, (self._article(file, known) for file in files)), key=_order)
        named = {place for article in articles for place in article.places}
        named |= {place.parent for place in places.values()}
        places |= {key: others[key] for key in sorted(others.keys() & named - places.keys())}
        findings, results, failures = audit_articles(articles)
        records = {record.key: record for article in articles for record in article.records}
        comparisons = self._comparisons(known, records, places)
        second = self._second_coding(known, articles)
        for failure in failures:
            source = self.coded[failure.article]
            place = failure.section, failure.index
            source.problems.append(source.problem(place, failure.message))
        return Corpus(
            articles={article.id: article for article in articles},
            codebook=codebook,
            places=places,
            documents=documents,
            glossary=tuple(glossary.values()),
            provinces=tuple(provinces.values()),
            findings=findings,
            results=results,
            comparisons=tuple(comparisons.values()),
            second_coding=tuple(second.values()),
            dictionary=dictionary,
            root=self.root,
            drafts=tuple(drafts.values()),
        )

    def _every(self) -> Iterator[Path]:
        """The articles' files; anything else beside them would be passed over without a word."""
        for file in (self.root / "data/articles").glob("[!.]*"):
            if file.suffix == ".yaml" and file.is_file():
                yield file
            else:
                message = "no file `<id>.yaml`, and no other is read: rename it, or take it away"
                self.strays.append(Problem(file.relative_to(self.root).as_posix(), 1, 1, message))

    def _open(self, file: Path) -> YamlText:
        source = YamlText(file, file.relative_to(self.root).as_posix())
        self.sources.append(source)
        return source

    def _codebook(self, known: dict[str, frozenset[str]]) -> dict[str, dict[str, Code]]:
        source = self._open(self.root / "data/codebook.yaml")
        tree = _sections(source, (*DIMENSIONS, "limit"), required=(*DIMENSIONS, "limit"))
        known |= {name: _used(tree.get(name), "code") for name in DIMENSIONS}
        if "limit" in tree:
            limits = read_items(source, ("limit",), tree.pop("limit"), LimitWord, known)
            source.problems += _unlike_printed(source, limits)
        return {
            name: _by(source, (name,), node, read_items(source, (name,), node, Code, known), "code")
            for name, node in tree.items()
        }

    def _places(self, known: dict[str, frozenset[str]], others: Set[str]) -> dict[str, Place]:
        """The places that are listed; a parent may be one of the ``others``, provinces of the map."""
        places = self._table("places", Place, known, "id", "place", others)
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
        self,
        name: str,
        kind: type[Item],
        known: dict[str, frozenset[str]],
        key: str,
        names: str = "",
        others: Set[str] = frozenset(),
    ) -> dict[str, Item]:
        """Read ``data/<name>.yaml``; its keys, and ``others``, become known as what ``names`` says."""
        source = self._open(self.root / f"data/{name}.yaml")
        tree = source.tree if source.readable else None
        if names:
            known[names] = others if isinstance(others, _Anything) else _used(tree, key) | others
        if tree is None:
            return {}
        return _by(source, (), tree, read_items(source, (), tree, kind, known), key)

    def _columns(self, known: Vocabulary) -> tuple[Column, ...]:
        source = self._open(self.root / "data/dictionary.yaml")
        tree = source.tree if source.readable else []
        return tuple(filter(None, read_items(source, (), tree, Column, known)))

    def _comparisons(
        self, known: Vocabulary, records: Mapping[str, Record], places: Mapping[str, Place]
    ) -> dict[str, Comparison]:
        comparisons = self._table("comparisons", Comparison, known, "id")
        if self.problems:  # what the comparisons rest on is not all there
            return comparisons
        source = self.sources[-1]
        for index, comparison in enumerate(comparisons.values()):
            for key in (key for key in comparison.figures if key not in records):
                message = f"figures: `{key}` is no record: correct the name"
                source.problems.append(source.problem((index, "figures"), message))
            figures = [records[key] for key in comparison.figures if key in records]
            missing = evident(figures, places) - set(comparison.obstacles)
            if missing:
                message = (
                    f"obstacles: the figures differ in {', '.join(sorted(missing))} as coded: "
                    "name it among the obstacles"
                )
                source.problems.append(source.problem((index, "obstacles"), message))
        return comparisons

    def _second_coding(
        self, known: Vocabulary, articles: Sequence[Article]
    ) -> dict[str, SecondCoding]:
        coded = self._table("second-coding", SecondCoding, known, "assessment")
        if self.problems:  # nor what was coded a second time
            return coded
        source = self.sources[-1]
        told = {f"{a.id}/{assessment.id}" for a in articles for assessment in a.assessments}
        for index, name in enumerate(coded):
            if name not in told:
                message = f"assessment: `{name}` is no assessment: correct the name"
                source.problems.append(source.problem((index, "assessment"), message))
        return coded

    def _coded(
        self, source: YamlText, tree: dict[str, Tree], file: Path, known: Vocabulary
    ) -> tuple[Head | None, Listed]:
        """What an article's file says, sound or not; what is wrong goes to ``source.problems``."""
        head, codes = None, known
        tree, known = completed(source, tree, known)
        if "article" in tree:
            head = read_item(source, ("article",), tree["article"], Head, codes)
        items = {
            name: (
                read_relations(source, (name,), tree[name], known)
                if kind is Relation
                else read_items(source, (name,), tree[name], kind, known)
            )
            for name, kind in SECTIONS.items()
            if name in tree
        }
        for name in ("records", "relations", "results", "models", "assessments"):
            if name in tree:
                _by(source, (name,), tree[name], items[name], "id")
        if head:
            if head.voices:
                _by(source, ("article", "voices"), tree["article"]["voices"], head.voices, "id")
            source.problems += _strays(source, file, head, items)
        source.problems += _collisions(source, items)
        return head, items

    def _draft(self, file: Path, known: Vocabulary) -> Draft:
        """How far a draft has come. What is wrong in it is its own matter, and stops nothing."""
        source = YamlText(file, file.relative_to(self.root).as_posix())
        allowed = ("article", "draft", *_TYPED, *SUGGESTED)
        tree = _sections(source, allowed, required=("article", "draft"))
        if not tree:
            return Draft(file.stem, source.name, 0, 0, tuple(sorted(source.problems)))
        progress = read_item(source, ("draft",), tree.get("draft", ""), Progress, known)
        _, items = self._coded(source, tree, file, known)
        coded = {(mention.paragraph, mention.start) for _, mention in _each(items, Mention)}
        left = _left(source, tree, coded)
        numerals = progress.numerals if progress else len(coded) + len(left)
        if (lost := numerals - len(coded) - len(left)) and not source.problems:
            message = (
                f"numerals: the text prints {numerals}, but {len(coded)} are coded and {len(left)} "
                f"suggested: {abs(lost)} {'are missing' if lost > 0 else 'too many'}"
            )
            source.problems.append(source.problem(("draft", "numerals"), message))
        following = tuple(f"{source.name}:{left[place]}" for place in sorted(left))
        problems = tuple(sorted(source.problems))
        return Draft(file.stem, source.name, numerals, len(coded), problems, following)

    def _article(self, file: Path, known: Vocabulary) -> Article | None:
        source = self._open(file)
        tree = _sections(source, ("article", *_TYPED), required=("article",))
        if not tree:
            return None
        head, items = self._coded(source, tree, file, known)
        if source.problems:
            return None
        article = Article(head, **{name: tuple(listed) for name, listed in items.items()})
        for record in article.records:
            record._article = article.id
        self.coded[article.id] = source
        return article


def _unlike_printed(source: YamlText, limits: Sequence[LimitWord | None]) -> Iterator[Problem]:
    """Where the codebook's words of limit are not those that ``printed`` reads."""
    read = {
        (word, stands): code
        for stands, words in (("before", BEFORE), ("behind", BEHIND))
        for code, group in words.items()
        for word in group
    }
    for index, one in enumerate(limits):
        if one and read.pop((one.word, one.stands), "") != one.qualifier:
            message = (
                f"word: `{one.word}` ({one.stands}) is not read as `{one.qualifier}` or stands here "
                "twice: correct it, or enter it in notebooks/printed/reading/words.py too"
            )
            yield source.problem(("limit", index), message)
    if read and None not in limits:
        missing = ", ".join(word for word, _ in read)
        yield source.problem(("limit",), f"the words {missing} are read but not listed: add them")


def _left(
    source: YamlText, tree: dict[str, Tree], coded: set[tuple[int, int]]
) -> dict[tuple[int, int], str]:
    """The line and numeral of each suggestion that is left, by its paragraph and start."""
    left: dict[tuple[int, int], str] = {}
    for name in SUGGESTED[:-1]:
        node = tree.get(name) or []
        for index, entry in enumerate(node if isinstance(node, list) else [node]):
            fields = entry if isinstance(entry, dict) else {}
            spot = tuple(fields.get(field) for field in ("paragraph", "start"))
            if not all(isinstance(text, str) and re.fullmatch("[0-9]{1,9}", text) for text in spot):
                message = "found no suggestion with `paragraph` and `start`: restore or delete it"
                source.problems.append(source.problem((name, index), message))
                continue
            place = int(spot[0]), int(spot[1])
            if place in coded or place in left:
                message = (
                    "the numeral is coded or suggested elsewhere as well: delete one of the two"
                )
                source.problems.append(source.problem((name, index), message))
            else:
                line, printed = source.place((name, index))[0], fields.get("printed")
                left[place] = f"{line} ({printed or fields.get('token')}, paragraph {place[0]})"
    return left


def _order(article: Article) -> tuple[bool, str, str]:
    """Reading order: by the notebooks' numbers, then articles that have none yet."""
    return article.head.notebook is None, article.head.notebook or "", article.id


def _sections(
    source: YamlText, allowed: tuple[str, ...], required: tuple[str, ...]
) -> dict[str, Tree]:
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

    def __or__(self, more: object) -> _Anything:
        return self


def _used(node: Tree | None, key: str) -> frozenset[str]:
    """The keys of a list's items, the sound ones and the others."""
    if not isinstance(node, list):
        return _Anything()
    names = (item.get(key) for item in node if isinstance(item, dict))
    return frozenset(name for name in names if isinstance(name, str))


def _by(
    source: YamlText, path: Path_, node: Tree, items: Sequence[Item | None], key: str
) -> dict[str, Item]:
    """The sound items of a list by their key; a second one of the same key, sound or not, is noted."""
    found: dict[str, Item | None] = {}
    for index, (entry, item) in enumerate(zip(node, items)):
        name = entry.get(key) if isinstance(entry, dict) else None
        if not isinstance(name, str):
            continue
        if name in found:
            message = f"{key}: `{name}` is used a second time: every {key} must be its own"
            source.problems.append(source.problem((*path, index, key), message))
        found.setdefault(name, item)
    return {name: item for name, item in found.items() if item is not None}


Listed = dict[str, list[Item | None]]


def _strays(source: YamlText, file: Path, head: Head, items: Listed) -> Iterator[Problem]:
    """What does not fit the article's head."""
    if head.id != file.stem:
        message = f"id: found `{head.id}`, expected the file's name, `{file.stem}`"
        yield source.problem(("article", "id"), message)
    voices = {"newspaper", *(voice.id for voice in head.voices)}
    for here, item in _each(items, Located):
        if item.paragraph > head.paragraphs:
            message = (
                f"paragraph: found {item.paragraph}, the article has {head.paragraphs}: correct it"
            )
            yield source.problem((*here, "paragraph"), message)
        voice = getattr(item, "voice", "newspaper")
        if voice not in voices:
            message = (
                f"voice: `{voice}` is none of {', '.join(sorted(voices))}: correct it, or enter it "
                f"under `voices:` of `article:`, with {', '.join(Voice.model_fields)}"
            )
            yield source.problem((*here, "voice"), message)
    for here, relation in _each(items, Tension):
        for side in ("first", "second"):
            if getattr(relation, side).paragraph > head.paragraphs:
                message = f"paragraph: the article has {head.paragraphs}: correct it"
                yield source.problem((*here, side, "paragraph"), message)
    counted = {record.id: record for _, record in _each(items, Record)}
    for here, model in _each(items, Model):
        if model.adopters is not None and model.adopters not in counted:
            message = f"adopters: `{model.adopters}` is no record of this article: correct the name"
            yield source.problem((*here, "adopters"), message)


def _collisions(source: YamlText, items: Listed) -> Iterator[Problem]:
    """What accounts for a numeral that is accounted for already."""
    taken: dict[tuple[int, int], str] = {}
    for here, mention in _each(items, Mention):
        spot = (mention.paragraph, mention.start)
        if spot in taken:
            message = (
                f"start: the numeral at {mention.start} of paragraph {mention.paragraph} is in "
                f"`{taken[spot]}` already: correct one of the two"
            )
            yield source.problem((*here, "start"), message)
        taken.setdefault(spot, here[0])


def _each(items: Listed, kind: type[AnyItem]) -> Iterator[tuple[tuple[str, int], AnyItem]]:
    """The sound items of a kind, each with its place in the file."""
    for section, listed in items.items():
        for index, item in enumerate(listed):
            if isinstance(item, kind):
                yield (section, index), item

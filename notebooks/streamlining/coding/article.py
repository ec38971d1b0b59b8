"""An article as coded, and one that is still a draft."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .items import Vocabulary, read_item
from .records import (
    Assessment,
    DateMention,
    Defaults,
    DocumentMention,
    Head,
    Mention,
    Model,
    Record,
    SetAside,
)
from .relations import Relation, ResultEntry
from .yamltext import Problem, Tree, YamlText


@dataclass(frozen=True, repr=False)
class Article:
    """One article as coded: its bibliographic head and everything it prints a numeral for."""

    head: Head
    records: tuple[Record, ...] = ()
    dates: tuple[DateMention, ...] = ()
    documents: tuple[DocumentMention, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    relations: tuple[Relation, ...] = ()
    results: tuple[ResultEntry, ...] = ()
    models: tuple[Model, ...] = ()
    assessments: tuple[Assessment, ...] = ()

    def __repr__(self) -> str:
        parts = ("records", "relations", "results", "models", "assessments")
        held = ", ".join(f"{len(getattr(self, part))} {part}" for part in parts)
        return f"Article {self.id} ({self.head.title}): {held}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>"

    @property
    def id(self) -> str:
        """The article's short name, which is also its file's."""
        return self.head.id

    def record(self, slug: str) -> Record:
        """Return the record of that id; raises KeyError, naming the ids there are.

        >>> from streamlining import load
        >>> load()["ba-che"].record("payroll-cut").printed
        '27'
        """
        for record in self.records:
            if record.id == slug:
                return record
        slugs = ", ".join(record.id for record in self.records)
        raise KeyError(f"{self.id} has no record {slug!r}; it has {slugs}")

    def adopters(self, model: Model) -> tuple[int | None, int | None]:
        """How many places adopted a model, out of how many; None where it is not printed."""
        if model.adopters is None:
            return None, None
        record = self.record(model.adopters)
        if record.parts:
            return record.parts
        return (None, None) if record.unit == "percent" else (int(record.value), None)

    def voice(self, item: Record | Assessment) -> str:
        """Who says it, in words: the newspaper, or a post with its holder's name."""
        for voice in self.head.voices:
            if voice.id == item.voice:
                return f"{voice.post_en} ({voice.name})"
        return self.head.narrator or item.voice

    def voice_kind(self, item: Record | Assessment) -> str:
        """Code of who says it: the newspaper, its author, or the kind of a named post."""
        for voice in self.head.voices:
            if voice.id == item.voice:
                return voice.kind
        return "author" if self.head.narrator else "newspaper"

    @property
    def places(self) -> set[str]:
        """Every place that the article is about or counts something at."""
        return {self.head.place, *(told.place for told in (*self.records, *self.models))}

    @property
    def mentions(self) -> list[Mention]:
        """Every numeral of the article, in reading order."""
        everything = (*self.records, *self.dates, *self.documents, *self.set_aside)
        return sorted(everything, key=lambda mention: (mention.paragraph, mention.start))


@dataclass(frozen=True)
class Draft:
    """An article that is still being coded: known by its progress, and counted nowhere.

    ``numerals`` is how many its text prints, ``coded`` how many have their item by now.
    ``problems`` is what else stands in the way of its becoming an article; ``left`` names the
    place (``file:line``) and the numeral of each suggestion left, in reading order.
    """

    id: str
    file: str
    numerals: int
    coded: int
    problems: tuple[Problem, ...] = ()
    left: tuple[str, ...] = ()

    def __str__(self) -> str:
        """How far it is, and the next step: every slip with its line, or else the next numeral."""
        said = f"{self.file}: {self.coded} of {self.numerals} numerals accounted for; next:"
        if not self.problems:
            step = "delete the section `draft:`, so that it counts"
            return f"{said} {self.left[0] if self.left else step}"
        return f"{said} " + "\n".join(map(str, self.problems))


def completed(
    source: YamlText, tree: dict[str, Tree], known: Vocabulary
) -> tuple[dict[str, Tree], Vocabulary]:
    """An article's sections, its records and models with what they leave to others.

    That is the place of the head, what ``defaults:`` say for all, and what the record says that one
    is ``like``.  Returns with them the codes that may be used: a default that is wrong is told once,
    at its own place, and not at each record that takes it.
    """
    head, usual = (
        tree[name] if isinstance(tree.get(name), dict) else {} for name in ("article", "defaults")
    )
    sound = "defaults" not in tree or read_item(source, ("defaults",), usual, Defaults, known)
    shared = {"place": head.get("place")} | (usual if sound else dict.fromkeys(usual))
    for name, said in shared.items():
        if not isinstance(said, str) or (name in known and said not in known[name]):
            shared[name] = _UNKNOWN.get(name, "2000")
    known = {**known, **{name: known[name] | {code} for name, code in _UNKNOWN.items()}}
    done = dict(tree)
    for section, kind in (("records", Record), ("models", Model)):
        if isinstance(tree.get(section), list):
            mine = {name: said for name, said in shared.items() if name in kind.shared}
            done[section] = [
                {**mine, **entry} if isinstance(entry, dict) else entry for entry in tree[section]
            ]
    if isinstance(done.get("records"), list):
        done["records"] = _alike(source, done["records"], tree["records"])
    return done, known


#: Stand in for a default that is wrong; no file that holds one becomes an article.
_UNKNOWN = {"place": "no-place", "level": "no-level", "sector": "no-sector"}


def _alike(source: YamlText, records: list[Tree], typed: list[Tree]) -> list[Tree]:
    """Records with what those say that they are ``like``; ``typed`` is what each says itself."""
    known = {
        entry["id"]: entry
        for entry in records
        if isinstance(entry, dict) and isinstance(entry.get("id"), str) and "like" not in entry
    }
    done: list[Tree] = []
    for index, (entry, own) in enumerate(zip(records, typed)):
        if isinstance(entry, dict) and "like" in entry:
            name = entry["like"]
            other = known.get(name) if isinstance(name, str) else None
            if other is None:
                message = f"like: `{name}` is no record that stands for itself: correct the name"
                source.problems.append(source.problem(("records", index, "like"), message))
            told = {field: other[field] for field in Record.alike if field in (other or {})}
            entry = {**entry, **told, **own}
            del entry["like"]
        done.append(entry)
    return done

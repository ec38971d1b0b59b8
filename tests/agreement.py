"""How far the suggestions for an article agree with the article as a person coded it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from printed.reading.census import census
from printed.reading.numerals import NumeralError, read
from printed.reading.text import PhraseError, locate
from streamlining.coding.items import MAX_WORDS
from streamlining.coding.records import DateMention, DocumentMention, Record, SetAside
from streamlining.coding.relations import Base, Difference, Relation, Share, Sum
from streamlining.corpus import Article
from tools.suggest.numerals import Suggestion, suggestions
from tools.suggest.relations import SuggestedRelation, in_context, suggested_relations
from tools.suggest.words import Known

_SECTIONS = {
    Record: "records", DateMention: "dates", DocumentMention: "documents", SetAside: "set_aside",
}  # fmt: skip


def agreement(article: Article, text: Sequence[str], known: Known) -> Counter[str]:
    """How far the suggestions for an article's text agree with the article as it was coded.

    Counts ``numerals`` and those that are ``right``: the numeral and section as coded, and for a
    record a phrase of twelve words at most that stands once, prints the numeral once and can be
    read.  Further the ``records`` and those whose ``unit``, ``indicator`` and ``qualifier`` agree;
    ``values``, the dates, documents and reasons that agree, of ``others``; ``relations`` of the
    kinds that can be suggested and those that were ``related``.
    """
    found = suggestions(text, known)
    relations = suggested_relations(text, found)
    by_spot = {(one.paragraph, one.token.start): one for one in in_context(found, relations)}
    counts = Counter[str]()
    for mention in article.mentions:
        one = by_spot.get((mention.paragraph, mention.start))
        section = _SECTIONS[type(mention)]
        counts["numerals"] += 1
        counts["records" if section == "records" else "others"] += 1
        if one is None or one.section != section or not _is_sound(one, text):
            continue
        counts["right"] += 1
        if isinstance(mention, Record):
            counts["unit"] += one.unit == mention.unit
            counts["indicator"] += one.fields["indicator"] == mention.indicator
            counts["qualifier"] += (one.fields["qualifier"] or "=") == mention.qualifier
        else:
            name = {"dates": "date", "documents": "document", "set_aside": "reason"}[section]
            counts["values"] += one.fields[name] == getattr(mention, name)
    suggested = {(one.kind, frozenset(_spots(one))) for one in relations}
    for relation in _suggestible(article):
        spots = frozenset(
            (record.paragraph, record.start)
            for _, ref in relation.refs()
            for record in [article.record(ref)]
        )
        counts["relations"] += 1
        counts["related"] += (relation.kind, spots) in suggested
    return counts


def _is_sound(one: Suggestion, text: Sequence[str]) -> bool:
    """Whether a suggestion can be used as it stands."""
    if one.section != "records":
        return True
    try:
        start, end = locate(text[one.paragraph - 1], one.exact, one.prefix, one.suffix)
        read(one.token.text)
    except (PhraseError, NumeralError):
        return False
    tokens = [token for token in census(one.exact) if token.text == one.token.text]
    return (
        len(tokens) == 1 and start <= one.token.start < end and len(one.exact.split()) <= MAX_WORDS
    )


def _spots(relation: SuggestedRelation) -> Iterator[tuple[int, int]]:
    return ((one.paragraph, one.token.start) for one in relation.figures)


def _suggestible(article: Article) -> Iterator[Relation]:
    """The relations of printed figures that one passage ties: what a text alone can suggest."""
    printed = {record.id: record for record in article.records}
    for relation in article.relations:
        figures = [printed.get(ref) for _, ref in relation.refs()]
        if not figures or None in figures:
            continue
        match relation:
            case Share(part=str()):
                yield relation
            case Difference() if len({record.paragraph for record in figures}) == 1:
                yield relation
            case Sum(items=()):
                yield relation
            case Base(stated="yes"):
                yield relation


def table(rows: Mapping[str, Counter[str]]) -> str:
    """The agreement of each article, and of all, as a table."""
    every = sum(rows.values(), Counter[str]())
    lines = [f"{'':16} {'right':>11} {'unit':>9} {'indicator':>9} {'values':>9} {'relations':>9}"]
    for name, counts in {**rows, "all": every}.items():
        pairs = (
            ("right", "numerals"), ("unit", "records"), ("indicator", "records"),
            ("values", "others"), ("related", "relations"),
        )  # fmt: skip
        cells = [f"{counts[one]}/{counts[of]}" for one, of in pairs]
        lines.append(f"{name:16} {cells[0]:>11} " + " ".join(f"{cell:>9}" for cell in cells[1:]))
    return "\n".join(lines)

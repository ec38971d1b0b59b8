"""What ties figures together: relations to be audited, and results derived from figures.

Each relation class says which figures an entry under ``relations:`` names and how the engine is
asked about them; an entry under ``results:`` names an operation and its operands.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, NamedTuple, Protocol

from pydantic import AfterValidator, Field

from printed import audit
from printed.audit import Days, Outcome
from printed.reading.figures import Quantity
from printed.reading.numerals import read
from printed.reading.periods import period
from printed.reading.writing import english
from printed.spans import FigureLike, Span
from printed.verdicts import READINGS

from .items import Item, Quote, Slug, Text, Vocabulary, coded, read_item, read_items
from .records import Located
from .yamltext import Path_, Tree, YamlText

#: Names a record or result: its id, or ``<article>/<id>`` where it is another article's.
Ref = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$")]

#: The article's own date, wherever a relation takes a date.
PUBLISHED = "published"


def _date(text: str) -> str:
    if text != PUBLISHED:
        period(text)
    return text


def _reading(code: str) -> str:
    if code not in READINGS:
        raise ValueError(f"`{code}` is no reading: expected one of {', '.join(READINGS)}")
    return code


def _threshold(text: str) -> str:
    read(text)
    return text


#: A number that the article draws on, such as half (50 percent) or all (100).
Claim = Annotated[Text, AfterValidator(_threshold)]


def full_name(article: str, ref: str) -> str:
    """A record's or result's name in the whole collection, as ``article`` refers to it."""
    return ref if "/" in ref else f"{article}/{ref}"


DateRef = Annotated[Text, AfterValidator(_date)]

Reading = Annotated[
    str, AfterValidator(_reading), Field(json_schema_extra={"enum": list(READINGS)})
]


class Sources(Protocol):
    """What a relation draws on: the figures by name, and the dates."""

    def figure(self, ref: str) -> FigureLike:
        """The record or result of that name; raises a ValueError when there is none."""

    def days(self, date: str) -> Days:
        """First and last day of an EDTF string or of ``published``."""


class Operand(NamedTuple):
    """One thing that a relation sets against others: its part in it, what it is, how it is named."""

    role: str
    kind: Literal["figure", "date", "phrase"]
    name: str


#: The role of one of several that a field names.
_ONE_OF = {"parts": "part"}


class Relation(Item):
    """Figures of which one can be checked by the others; ``stated`` where the article says so."""

    kind: ClassVar[str]
    figures: ClassVar[tuple[str, ...]] = ()  # fields that name one figure each
    dates: ClassVar[tuple[str, ...]] = ()  # fields that hold a date

    id: Slug
    stated: Literal["yes", "no"]
    readings: tuple[Reading, ...] = ()  # instead of the usual ones
    note: Text | None = None

    @abstractmethod
    def outcome(self, sources: Sources) -> Outcome:
        """Ask the engine; raises audit.RelationError for figures that cannot stand so."""

    def refs(self) -> Iterator[tuple[str, str]]:
        """Yield (field, name) for each figure that is named."""
        for field in self.figures:
            if (ref := getattr(self, field)) is not None:
                yield field, ref

    def date_refs(self) -> Iterator[tuple[str, str]]:
        """Yield (field, date) for each date that is named."""
        for field in self.dates:
            yield field, getattr(self, field)

    def operands(self, article: str) -> list[Operand]:
        """What is set against what, for a table: figures by their full names, dates as written."""
        figures = (
            Operand(_ONE_OF.get(field, field), "figure", full_name(article, ref))
            for field, ref in self.refs()
        )
        return [*figures, *(Operand(field, "date", date) for field, date in self.date_refs())]

    def _figures(self, sources: Sources) -> dict[str, FigureLike]:
        return {field: sources.figure(ref) for field, ref in self.refs()}


def _value(claim: str | None) -> Fraction | None:
    return None if claim is None else read(claim).value


class Share(Relation):
    """A percentage with its part and its whole, either of which may be missing from print."""

    kind = "share"
    figures = ("percentage", "part", "whole")
    percentage: Ref
    part: Ref | None = None
    whole: Ref | None = None
    claim: Claim | None = None

    def outcome(self, sources: Sources) -> Outcome:
        found = self._figures(sources)
        return audit.share(
            found["percentage"], found.get("part"), found.get("whole"), claim=_value(self.claim)
        )


class Base(Relation):
    """A part and its percentage, of a whole that is not printed."""

    kind = "base"
    figures = ("percentage", "part")
    percentage: Ref
    part: Ref

    def outcome(self, sources: Sources) -> Outcome:
        found = self._figures(sources)
        return audit.base(found["percentage"], found["part"])


@dataclass(frozen=True)
class _Listed:
    """One thing of a list, as a figure: it counts one."""

    key: str
    unit: str
    value: Fraction = Fraction(1)
    step: Fraction = Fraction(1)
    qualifier: str = "="
    parts: None = None


class Sum(Relation):
    """Parts and their total; the parts are figures, or ``items`` that the article lists by name.

    ``partial`` says that only some of the parts are listed: they bound the total from below.
    """

    kind = "sum"
    figures = ("total",)
    total: Ref
    parts: tuple[Ref, ...] = ()
    items: tuple[Quote, ...] = ()
    partial: Literal["yes", "no"] = "no"

    def refs(self) -> Iterator[tuple[str, str]]:
        yield from super().refs()
        for part in self.parts:
            yield "parts", part

    def operands(self, article: str) -> list[Operand]:
        items = (Operand("item", "phrase", f"“{item}”") for item in self.items)
        return [*super().operands(article), *items]

    def outcome(self, sources: Sources) -> Outcome:
        total = sources.figure(self.total)
        listed = (_Listed(item, total.unit) for item in self.items)
        parts = [*map(sources.figure, self.parts), *listed]
        return audit.total(total, parts, partial=self.partial == "yes")


class Difference(Relation):
    """A change with the figures before and after it, one of which may be missing from print.

    The change is printed without a sign; ``direction`` says whether it is a fall or a rise.
    """

    kind = "difference"
    figures = ("before", "after", "change")
    before: Ref | None = None
    after: Ref | None = None
    change: Ref
    direction: Literal["falls", "rises"] = "falls"

    def outcome(self, sources: Sources) -> Outcome:
        found = self._figures(sources)
        return audit.difference(
            found.get("before"), found.get("after"), found["change"],
            rises=self.direction == "rises",
        )  # fmt: skip


class Growth(Relation):
    """A relative change with the figures before and after it, one of which may be missing.

    ``percentage`` is printed without a sign, or says how many times the figure grew or fell.
    """

    kind = "growth"
    figures = ("before", "after", "percentage")
    before: Ref | None = None
    after: Ref | None = None
    percentage: Ref
    direction: Literal["falls", "rises"] = "falls"

    def outcome(self, sources: Sources) -> Outcome:
        found = self._figures(sources)
        return audit.growth(
            found.get("before"), found.get("after"), found["percentage"],
            rises=self.direction == "rises",
        )  # fmt: skip


class Ratio(Relation):
    """A multiple with the figures before and after it, one of which may be missing from print.

    ``multiple`` says how many times as much, or is a percentage of a plan, a base or another year.
    """

    kind = "ratio"
    figures = ("before", "after", "multiple")
    before: Ref | None = None
    after: Ref | None = None
    multiple: Ref

    def outcome(self, sources: Sources) -> Outcome:
        found = self._figures(sources)
        return audit.ratio(found.get("before"), found.get("after"), found["multiple"])


class Same(Relation):
    """Two passages that state the same quantity."""

    kind = "same"
    figures = ("first", "second")
    first: Ref
    second: Ref
    claim: Claim | None = None

    def outcome(self, sources: Sources) -> Outcome:
        found = self._figures(sources)
        return audit.same(found["first"], found["second"], claim=_value(self.claim))


Comparison = Literal["<", "<=", ">", ">="]


class Bound(Relation):
    """A figure that has to keep to a limit: a part to its whole, a count to its most."""

    kind = "bound"
    figures = ("value", "limit")
    value: Ref
    limit: Ref
    comparison: Comparison = Field(alias="is")

    def outcome(self, sources: Sources) -> Outcome:
        found = self._figures(sources)
        return audit.bound(found["value"], found["limit"], self.comparison)


class Deadline(Relation):
    """A date that has to lie before or after another, such as a deadline and the article's date."""

    kind = "bound"
    dates = ("date", "limit")
    date: DateRef
    limit: DateRef
    comparison: Comparison = Field(alias="is")

    def outcome(self, sources: Sources) -> Outcome:
        return audit.bound(sources.days(self.date), sources.days(self.limit), self.comparison)


class Interval(Relation):
    """A printed length of time and the dates that bound it."""

    kind = "interval"
    figures = ("duration",)
    dates = ("start", "end")
    duration: Ref
    start: DateRef
    end: DateRef

    def outcome(self, sources: Sources) -> Outcome:
        duration = sources.figure(self.duration)
        return audit.interval(duration, sources.days(self.start), sources.days(self.end))


class Passage(Located):
    """A phrase of the article and its paragraph."""

    exact: Quote


class Tension(Relation):
    """Two passages that contradict each other, or seem to, in words."""

    kind = "tension"
    first: Passage
    second: Passage

    def operands(self, article: str) -> list[Operand]:
        return [
            Operand(role, "phrase", f"“{passage.exact}” (¶ {passage.paragraph})")
            for role, passage in (("first", self.first), ("second", self.second))
        ]

    def outcome(self, sources: Sources) -> Outcome:
        return audit.tension(self.first.exact, self.second.exact)


#: What may stand after ``kind:`` in a data file; a ``deadline`` is a bound between dates.
KINDS: dict[str, type[Relation]] = {
    **{
        kind.kind: kind
        for kind in (Share, Base, Sum, Difference, Growth, Ratio, Same, Bound, Interval, Tension)
    },
    "deadline": Deadline,
}


def read_relations(
    source: YamlText, path: Path_, node: Tree, known: Vocabulary
) -> list[Relation | None]:
    """Read a list of relations, each by its ``kind``, as ``records.read_items`` does."""
    if not isinstance(node, list):
        return read_items(source, path, node, Relation, known)
    found: list[Relation | None] = []
    for index, entry in enumerate(node):
        here = (*path, index)
        kind = entry.get("kind") if isinstance(entry, dict) else None
        if isinstance(kind, str) and kind in KINDS:
            fields = {name: value for name, value in entry.items() if name != "kind"}
            found.append(read_item(source, here, fields, KINDS[kind], known))
        else:
            message = f"kind: found {kind or 'nothing'}, expected one of {', '.join(KINDS)}"
            source.problems.append(source.problem((*here, "kind"), message))
            found.append(None)
    return found


# --- results -------------------------------------------------------------------------------------


class ResultEntry(Item):
    """An entry under ``results:``: a quantity that the article does not print, and its formula."""

    id: Slug
    operation: Literal["sum", "difference", "quotient", "percentage", "base", "part", "one-more"]
    operands: tuple[Ref, ...]
    assumes: Text | None = None  # what the article does not say and has to be true besides
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    unit: coded("unit")
    of: Text


@dataclass(frozen=True)
class Result(Quantity):
    """A derived quantity: exact, with the formula and the figures it came from.

    It can stand wherever a figure can, so that results build on results.
    """

    key: str
    value: Fraction
    unit: str
    of: str
    formula: str
    operands: tuple[str, ...]
    decimals: int = 0
    assumes: str = ""
    qualifier: str = "="
    parts: None = None

    @property
    def step(self) -> Fraction:
        """What its last digit is worth."""
        return Fraction(1, 10**self.decimals)

    @property
    def text(self) -> str:
        """The value as English text would print it, rounded half up to its decimals."""
        return english(self.value, self.decimals)

    def __str__(self) -> str:
        return self.text


class Unsettled(audit.RelationError):
    """Figures leave a result open: no whole number fits, or several do, which ``left`` tells."""

    def __init__(self, figures: str, implied: Span | None) -> None:
        self.left = "none fits"
        if implied is not None:
            most = "up" if implied.high is None else f"to {english(implied.high)}"
            self.left = f"{english(implied.low)} {most}"
        super().__init__(f"{figures} ({self.left}): state a relation instead")


def _base(part: FigureLike, percentage: FigureLike) -> Fraction:
    """The whole number of which ``part`` is the percentage, where there is only one."""
    implied = audit.base(percentage, part).implied
    if implied is None or not implied.is_point:
        raise Unsettled(f"`{part.key}` and `{percentage.key}` do not fix one base", implied)
    return implied.low


def _part(percentage: FigureLike, whole: FigureLike) -> Fraction:
    """The whole number that is the percentage of ``whole``, where there is only one."""
    implied = audit.share(percentage, whole=whole).implied
    if implied is None or not implied.is_point:
        raise Unsettled(f"`{percentage.key}` of `{whole.key}` is no single whole number", implied)
    return implied.low


def _quotient(one: FigureLike, other: FigureLike) -> Fraction:
    if other.value == 0:
        raise audit.RelationError(f"`{other.key}` is 0: nothing can be divided by it")
    return one.value / other.value


def _percentage(one: FigureLike, other: FigureLike | None = None) -> Fraction:
    return 100 * (one.value if other is None else _quotient(one, other))


def _sum(*figures: FigureLike) -> Fraction:
    return sum((figure.value for figure in figures), Fraction(0))


def _difference(one: FigureLike, other: FigureLike) -> Fraction:
    return one.value - other.value


def _one_more(counted: FigureLike) -> Fraction:
    """The places of a k/n and one more, of which another report tells."""
    if counted.parts is None:
        raise audit.RelationError(f"`{counted.key}` is no k/n: nothing says how many there were")
    return Fraction(counted.parts[0] + 1)


#: Each operation: how many operands it takes, its formula, and what computes it.
OPERATIONS: dict[str, tuple[range, str, Callable[..., Fraction]]] = {
    "sum": (range(2, 10), " + ", _sum),
    "difference": (range(2, 3), " − ", _difference),
    "quotient": (range(2, 3), " / ", _quotient),
    "percentage": (range(1, 3), " / ", _percentage),
    "base": (range(2, 3), " is ", _base),
    "part": (range(2, 3), " of ", _part),
    "one-more": (range(1, 2), "", _one_more),
}


def derive(entry: ResultEntry, article: str, sources: Sources) -> Result:
    """Work out one result; raises audit.RelationError when it cannot be, Unsettled where it is open."""
    count, sign, compute = OPERATIONS[entry.operation]
    if len(entry.operands) not in count:
        most = f" to {count[-1]}" if len(count) > 1 else ""
        raise audit.RelationError(
            f"operands: found {len(entry.operands)}, but `{entry.operation}` takes {count[0]}{most}"
        )
    figures = [sources.figure(ref) for ref in entry.operands]
    keys = tuple(figure.key for figure in figures)
    assumed = [entry.assumes, *(getattr(figure, "assumes", "") for figure in figures)]
    formula = sign.join(keys)
    if entry.operation == "base":
        formula = f"the whole number of which {formula}"
    if entry.operation == "part":
        formula = f"the whole number that is {formula}"
    if entry.operation == "percentage":
        formula += " × 100"
    if entry.operation == "one-more":
        formula += " and one place more"
    return Result(
        f"{article}/{entry.id}", compute(*figures), entry.unit, entry.of, formula, keys,
        entry.decimals, "; ".join(dict.fromkeys(filter(None, assumed))),
    )  # fmt: skip

"""What is coded beside the articles: codebook, places, documents, terms, comparisons, second coding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Literal, NamedTuple

import krippendorff
from pydantic import Field

from .items import Dated, Item, Name, Offset, Ordinal, PlaceId, Slug, Text, coded
from .records import Record
from .relations import Ref


class Code(Item):
    """An entry of the codebook."""

    code: Annotated[str, Field(pattern=r"^[^\s`|]+$")]
    label_en: Text
    label_vi: Text
    definition: Text
    use_when: Text
    not_when: Text
    example: Text


class LimitWord(Item):
    """A word of limit or approximation, and the qualifier that it gives the numeral beside it."""

    word: Text
    stands: Literal["before", "behind"]
    qualifier: coded("qualifier", str)
    means: Text


#: The levels of places, each inside one before it.
LEVELS = ("country", "province", "district", "commune", "village")


class Units(Item):
    """How many units a place had at a date, from an official list."""

    date: Dated
    districts: Ordinal | None = None
    communes: Ordinal | None = None
    source: Text


class Place(Item):
    """A place, with the official code of the time and what became of it in July 2025."""

    id: Slug
    name_vi: Name
    name_en: Name
    level: Literal[*LEVELS]
    type_vi: Text
    code: Annotated[str, Field(pattern=r"^\d{2,5}$")] | None = None
    parent: PlaceId | None = None
    lat: Text | None = None
    lon: Text | None = None
    coordinate_of: Text | None = None
    coordinate_source: Text | None = None
    coordinate_certainty: coded("coordinate_certainty") | None = None
    lat_alt: Text | None = None
    lon_alt: Text | None = None
    alt_source: Text | None = None
    after_2025: Text | None = None
    code_2025: Text | None = None
    province_2025: Text | None = None
    units: tuple[Units, ...] = ()
    note: Text | None = None


class Document(Item):
    """A policy document: one that an article names, or one of the background."""

    id: Slug
    number: Text | None = None
    kind: Text
    issuer_en: Text
    issuer_vi: Text
    date: Dated | None = None
    subject_en: Text
    subject_vi: Text
    certainty: coded("certainty")
    confirmed_by: Text | None = None
    note: Text | None = None


class Term(Item):
    """A Vietnamese term and its English rendering."""

    vi: Text
    en: Text
    definition: Text
    source: Text
    note: Text | None = None


class Column(Item):
    """A column of the generated tables: what a cell holds, how it is written, where it comes from."""

    column: Text
    tables: tuple[Text, ...]
    means: Text
    form: Text
    source: Text


class Tile(Item):
    """A province of 2008-2025 as one tile of the map."""

    code: Annotated[str, Field(pattern=r"^\d{2}$")]
    name_vi: Text
    abbr: Text
    row: Offset
    col: Offset

    @property
    def place(self) -> Place:
        """The province as a place of which ``data/places.yaml`` says no more."""
        city = self.code in _CITIES
        name = self.name_vi.removeprefix("Thành phố ")
        return Place.model_construct(
            id=_slug(name),
            name_vi=self.name_vi,
            name_en=f"{name} {'city' if city else 'province'}",
            level="province",
            type_vi="thành phố trực thuộc trung ương" if city else "tỉnh",
            code=self.code,
            parent="viet-nam",
        )


#: Codes of the cities that were run by the centre until 2024.
_CITIES = {"01", "31", "48", "79", "92"}


def _slug(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub(r"\W+", "-", "".join(one for one in letters if not unicodedata.combining(one)))


# --- comparisons ---------------------------------------------------------------------------------

Obstacle = coded("obstacle")


class NotComparable(ValueError):
    """A picture was asked for of figures that may not be compared."""


class Comparison(Item):
    """Figures that a reader might set side by side, and whether they may be."""

    id: Slug
    question_en: Text
    question_vi: Text
    figures: tuple[Ref, ...]
    verdict: Literal["yes", "with-caveat", "no"]
    obstacles: tuple[Obstacle, ...] = ()
    note: Text

    def slips(self) -> Iterator[tuple[str, str]]:
        if len(self.figures) < 2:
            yield "figures", f"found {len(self.figures)}, expected two or more: add what is missing"
        if bool(self.obstacles) == (self.verdict == "yes"):
            yield (
                "obstacles",
                (
                    f"found {len(self.obstacles)} for the verdict `{self.verdict}`: "
                    "`yes` has no obstacle, any other verdict at least one"
                ),
            )

    def allowed(self) -> None:
        """Raise NotComparable when the figures may not be compared."""
        if self.verdict == "no":
            raise NotComparable(
                f"{self.id} may not be drawn as a comparison ({', '.join(self.obstacles)}): {self.note}"
            )


def evident(figures: Sequence[Record], places: Mapping[str, Place]) -> set[str]:
    """The obstacles that the records themselves show, without a coder's judgement."""
    fields: dict[str, Callable[[Record], object]] = {
        "level": lambda record: record.level,
        "definition": lambda record: (record.indicator, record.unit),
        "status": lambda record: record.status,
        "base": lambda record: record.base_period,
    }
    found = {name for name, field in fields.items() if len(set(map(field, figures))) > 1}
    spots = {record.place for record in figures}
    if any(place in set(_within(other, places)) for place in spots for other in spots):
        found.add("nested")
    return found


def _within(place: str, places: Mapping[str, Place]) -> Iterator[str]:
    """The places that a place lies in, from the nearest up, the country left out."""
    parent = places[place].parent
    while parent is not None and places[parent].level != "country":
        yield parent
        parent = places[parent].parent


# --- the second coding ---------------------------------------------------------------------------

Polarity = coded("polarity")
Theme = coded("theme")


class SecondCoding(Item):
    """What two coders made of one assessment, each without the other's codes."""

    assessment: Ref
    first_polarity: Polarity
    second_polarity: Polarity
    first_theme: Theme
    second_theme: Theme
    doubt: Text | None = None


class Agreement(NamedTuple):
    """How far two coders agree: units coded twice, share of equal codes, and nominal alpha.

    Alpha is K. Krippendorff's, "Content Analysis", 4th edition, 2019, chapter 12: 1 is agreement,
    0 what chance would give.
    """

    units: int
    agreed: int
    alpha: float


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Agreement of two coders on the nominal codes of the same units.

    Raises ValueError for fewer than two units, or when only one code was used: alpha is then not
    defined.
    """
    codes = sorted({code for pair in pairs for code in pair})
    if len(pairs) < 2 or len(codes) < 2:
        raise ValueError(
            f"found {len(pairs)} units and {len(codes)} codes: alpha needs two of each at least"
        )
    numbered = [[codes.index(code) for code in coder] for coder in zip(*pairs, strict=True)]
    alpha = krippendorff.alpha(reliability_data=numbered, level_of_measurement="nominal")
    return Agreement(len(pairs), sum(one == other for one, other in pairs), float(alpha))

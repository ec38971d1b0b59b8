"""What may be compared: groups of figures, and what stands in the way of setting them side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from .records import Item, Place, Record, Slug, Text, coded
from .relations import Ref

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

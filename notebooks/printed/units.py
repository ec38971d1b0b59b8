"""What figures count, which has to be the same where one is set against another."""

from __future__ import annotations

from .spans import MEASURED


class RelationError(ValueError):
    """Figures that cannot stand in that relation."""


def name(figure: object) -> str:
    """What a message calls a figure."""
    return f"`{figure.key}`" if figure.key else repr(figure.text or str(figure))


def of_one_unit(*figures: object) -> None:
    """Refuse figures of mixed units; a bare number counts what the counts beside it count."""
    units = {one.unit: name(one) for one in figures if one is not None}
    if len(units) > 1 and not (len(units) == 2 and "" in units and not MEASURED & set(units)):
        found = " and ".join(
            f"{f'`{unit}`' if unit else 'no unit'} ({called})" for unit, called in units.items()
        )
        raise RelationError(f"mixed units: found {found}, expected the same unit for all of them")

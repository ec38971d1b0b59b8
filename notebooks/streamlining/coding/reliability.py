"""How far two coders agree: units, raw agreement and Krippendorff's alpha."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import krippendorff

from .records import Item, Text, coded
from .relations import Ref

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

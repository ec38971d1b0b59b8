"""What a printed figure says, and whether printed figures agree.

Standard library only; a figure is given as print has it:

>>> from printed import share
>>> share("40,3 %", "76/186").verdict
'inconsistent'

``scan`` finds such figures in a text by itself: those that the text ties together in so many words.
"""

from .audit import base, bound, difference, growth, interval, ratio, same, share, tension, total
from .equations import RelationError
from .outcomes import Outcome
from .reading.census import Token, census
from .reading.figures import Figure, figure
from .reading.numerals import NumeralError
from .scanning import Operand, Relation, scan

__all__ = [
    "Figure",
    "NumeralError",
    "Operand",
    "Outcome",
    "Relation",
    "RelationError",
    "Token",
    "base",
    "bound",
    "census",
    "difference",
    "figure",
    "growth",
    "interval",
    "ratio",
    "same",
    "scan",
    "share",
    "tension",
    "total",
]


def __dir__() -> list[str]:
    """What completion offers."""
    return __all__

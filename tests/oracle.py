"""The verdict of an equation by exact fractions: slow, plain, and independent of the integers.

The engine decides in whole numbers; this is the textbook way, interval by interval, in Fraction.
"""

from dataclasses import replace

from printed.equations import Equation, Printed
from printed.spans import Span

LADDER = {"printed": "exact", "rounded": "rounded", "either": "truncated"}


def fits(equation: Equation, mode: str) -> bool:
    """Whether the term asked for agrees with the others under that mode."""
    needed = equation.needed(equation.asked, mode)
    if equation.terms[equation.asked] is None:
        return needed.has_count
    own = equation.span(equation.asked, mode)
    return needed.inside(own) if equation.sure else needed.meets(own)


def verdict(equation: Equation) -> str:
    """The code of the verdict of the equation."""
    words = {term.qualifier for term in equation.terms if isinstance(term, Printed)}
    if "~" in words:
        return "untestable"
    asked = equation.terms[equation.asked]
    worded = equation.worded or words != {"="} or isinstance(asked, Span)
    for mode, code in LADDER.items():
        if fits(equation, mode):
            return "holds" if worded else code
    if equation.sure and fits(replace(equation, sure=False), "either"):
        return "untestable"
    return "inconsistent"

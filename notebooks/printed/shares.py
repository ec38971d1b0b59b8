"""Shares of a whole: a percentage against its part and whole, printed or not.

Reference: GRIM, N. J. L. Brown and J. A. J. Heathers, "The GRIM Test", Social Psychological and
Personality Science 8(4), 2017.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from math import floor
from operator import mul

from .equations import Equation, Printed, RelationError, halved, not_negative, not_zero
from .outcomes import Compared, Outcome, Told, drawn, place, vague
from .spans import HUNDRED, ONE, PERCENT, QUALIFIERS, ZERO, Span, grim_power, simplest, span
from .units import of_one_unit


def audit_share(
    kind: str,
    printed: Printed,
    part: Printed | None,
    whole: Printed | None,
    claim: object | None = None,
) -> Outcome:
    """A percentage against its part and whole, either of which may be missing from print.

    Raises RelationError for mixed units, a base of 0, a count below it and more than 100 %.
    """
    if printed.unit != PERCENT:
        printed = _as_percentage(printed)
    part, whole = halved(part, whole)
    if part and whole and part.unit != whole.unit:
        of_one_unit(part, whole)
    not_negative(part, whole)
    not_zero(whole)
    _not_above_whole(printed, part, whole)
    equation = Equation(mul, (part, whole, printed), 2, 100, capped=True)
    if part and whole:
        return Share(kind, equation, claim)
    if part is None and whole is None:
        return _smallest_base(kind, printed)
    return _unknown_count(kind, replace(equation, asked=0 if part is None else 1))


def _as_percentage(figure: Printed) -> Printed:
    """A proportion in words as the percentage that it is: half is 50 %.

    Raises RelationError for anything else.
    """
    proper = figure.value.denominator > 1 and not (figure.half or figure.parts)
    if figure.unit in ("", "proportion") and proper:
        said = str(replace(figure, qualifier="="))
        return Printed(figure.key, 100 * figure.value, ONE, PERCENT, figure.qualifier, frame=said)
    raise RelationError(f"mixed units: {figure.counts}, expected a percentage such as 40,3 %")


def _not_above_whole(printed: Printed, part: Printed | None, whole: Printed | None) -> None:
    if not 0 <= printed.top <= 100 * printed.under or (
        printed.qualifier != "="
        and not span(printed, "either").meets(Span(ZERO, HUNDRED, True, True))
    ):
        raise RelationError(
            f"{printed.name} prints {printed}: a share is between 0 and 100 %, only a ratio or a "
            "growth can pass it"
        )
    if not (part and whole):
        return
    if part.is_count and whole.is_count:
        above = part.top > whole.top
    else:
        above = not (span(part, "either") - span(whole, "either")).meets(QUALIFIERS["<="])
    if above and part.frame != "{}":
        raise RelationError(f"{part.name} is over 100 %: expected k/n with k no larger than n")
    if above:
        raise RelationError(
            f"{part.name} ({part}) is over 100 % of {whole.name} ({whole}): "
            "expected a part that is no larger than its whole"
        )


class Share(Compared):
    """Percentage, part and whole are all printed."""

    def __init__(self, kind: str, equation: Equation, claim: object | None) -> None:
        super().__init__(kind, equation, "{0.number}/{1.number}", claim)
        part, whole, printed = equation.terms
        counted = part.is_count and whole.is_count and printed.qualifier == "="
        if self.verdict == "inconsistent" and counted and not attainable(printed, whole.top):
            self.verdict = "unattainable"

    @property
    def power(self) -> Fraction | None:
        """GRIM's, where the whole is a count."""
        _, whole, printed = self.equation.terms
        exact = printed.qualifier == "=" and whole.is_count
        return grim_power(whole.value, printed.step) if exact else None

    @cached_property
    def _beside(self) -> tuple[str, dict[str, Span]]:
        if self.verdict != "unattainable":
            return "", {}
        return _nothing_fits(replace(self.equation, terms=(None, *self.equation.terms[1:])))

    @property
    def explanation(self) -> str:
        """The comparison, and where it cannot be otherwise, why."""
        return f"{super().explanation} {self._beside[0]}".rstrip()

    @cached_property
    def spans(self) -> dict[str, Span]:
        """The comparison's, and the nearest attainable percentages."""
        return {**super().spans, **self._beside[1]}


def attainable(printed: Printed, whole: int) -> bool:
    """Whether some part of a whole number prints the percentage, rounded or cut off: GRIM."""
    percent = 100 * printed.under
    part = max(-(-(printed.top - printed.half) * whole // percent), 0)
    return part <= whole and part * percent < (printed.top + 2 * printed.half) * whole


def _told(
    kind: str,
    verdict: str,
    printed: Printed,
    explanation: str,
    recomputed: str = "",
    *,
    equation: Equation | None = None,
    beside: dict[str, Span] | None = None,
    **more: Span | Fraction | None,
) -> Told:
    """The outcome of a percentage for which counts are sought, with the spans to draw."""
    spans = {**drawn(printed), **(beside or {})}
    found = Told(
        kind, verdict, equation, str(printed), explanation, recomputed, spans=spans, **more
    )
    found._text = printed.shows
    return found


def _counts_text(counts: Span) -> str:
    if counts.is_point:
        return str(counts.low)
    return f"at least {counts.low}" if counts.high is None else f"{counts.low} to {counts.high}"


def _unknown_count(kind: str, equation: Equation) -> Outcome:
    """A percentage where one of part and whole is not printed: which whole numbers can it be?

    For an open part this is GRIM; for an open whole it is the search for a base.
    """
    part, whole, printed = equation.terms
    known = whole or part
    if unlimited := vague(printed, known):
        return _told(kind, "untestable", printed, f"{unlimited} sets no limit.")
    if not known.is_count or known.value == 0:
        why = f"{known} is no count from which another would follow."
        return _told(kind, "untestable", printed, why)
    power = _power(equation)
    verdict = equation.verdict()
    if verdict == "inconsistent":
        why, beside = _nothing_fits(equation)
        texts = " or ".join(printed.shows(at) for at in beside.values())
        return _told(
            kind, "unattainable", printed, why, texts, equation=equation, beside=beside, power=power
        )
    counts = equation.needed(equation.asked, "either").counts
    several = _counts_text(counts)
    if not power:
        why = (
            f"{part or several} of {whole or several} is {printed}; with these figures some whole "
            "number always is, so the check has no power."
        )
        return _told(kind, "untestable", printed, why, several, implied=counts, power=power)
    mode = "truncated" if verdict == "truncated" else "rounded"
    found = equation.needed(equation.asked, mode).counts.low
    k, n = (int(found if term is None else term.value) for term in (part, whole))
    got = Span.point(Fraction(100 * k, n))
    text = f"{k}/{n} = {printed.shows(got)}"
    others = "" if counts.is_point else f" Rounded or cut off, it can be {several}."
    return _told(
        kind, verdict, printed,
        f"{text}{place(replace(equation, asked=2), verdict, got, drawn(printed))}.{others}", text,
        equation=equation, beside={"recomputed": got}, implied=counts, power=power,
    )  # fmt: skip


def _power(equation: Equation) -> Fraction:
    """Chance that no whole number would fit, were the figures put together at random.

    The span where the number has to be is so much shorter than the 1 between two whole numbers;
    over a known base this is ``grim_power``, which counts rounding alone.  For an unknown base
    cutting off counts too, since a base is often fixed only by it.  It is 0 for a wording and for
    0 and 100 %, which every base can print.
    """
    printed = equation.terms[2]
    everywhere = span(printed, "either")
    if printed.qualifier != "=" or 0 in everywhere or 100 in everywhere:
        return ZERO
    needed = equation.needed(equation.asked, "either" if equation.asked == 1 else "rounded")
    return max(ZERO, 1 - (needed.high - needed.low))


def _nothing_fits(equation: Equation) -> tuple[str, dict[str, Span]]:
    """Explanation and the nearest two percentages where no whole number fits."""
    part, whole, printed = equation.terms
    if part is None:
        n = int(whole.value)
        k = floor(n * printed.value / 100)
        pairs = [(k, n), (k + 1, n)]
        says = f"Over {n} no whole number is printed as {printed}"
    else:
        k = int(part.value)
        n = floor(100 * k / printed.value)
        pairs = [(k, n + 1), (k, n)]
        says = f"There is no whole base of which {k} is printed as {printed}"
    below, above = (Span.point(Fraction(100 * k, n)) for k, n in pairs)
    low, high = (
        f"{k}/{n} = {printed.shows(at)}" for (k, n), at in zip(pairs, (below, above), strict=True)
    )
    either = printed.form.text(span(printed, "either"))
    why = f"{says}, rounded or cut off: {low} is below {either} and {high} above it."
    return why, {"below": below, "above": above}


def _smallest_base(kind: str, printed: Printed) -> Told:
    """The outcome where neither part nor base is printed: the smallest base is all there is."""
    neither = "Neither the part nor the base is printed"
    if printed.qualifier != "=":
        return _told(kind, "untestable", printed, f"{neither}.")
    fraction = simplest(span(printed, "either").clipped(ZERO, HUNDRED).times(1 / HUNDRED))
    k, n = fraction.as_integer_ratio()
    value = printed.shows(Span.point(100 * fraction))
    why = f"{neither}; the smallest base over which {printed} can be printed is {n} ({k}/{n} = {value})."
    implied = Span(Fraction(n), None, True)
    return _told(kind, "untestable", printed, why, f"at least {n}", implied=implied)

"""What the audit of a relation came to: the verdict at once, everything else when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from html import escape
from itertools import accumulate
from operator import add, mul

from .equations import Equation, Printed, unit_sign
from .reading.figures import figure
from .spans import (
    ANYTHING,
    NOTHING,
    ONE,
    PERCENT,
    POINT,
    ZERO,
    Span,
    exact_text,
    is_measured,
    shape,
    span,
)
from .verdicts import READINGS, VERDICTS

# --- repairs -------------------------------------------------------------------------------------

#: How many steps from a printed count a repair is looked for where no closed form gives it.
REACH = 100


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure changed, all others kept, so that the relation holds."""

    key: str
    before: str
    after: str
    text: str
    value: Fraction


def repairs(equation: Equation) -> list[Repair]:
    """Every smallest single change after which the relation holds, the nearest value first.

    A count moves by as little as it can, up and down; in any other figure one digit changes, or two
    neighbours change places.
    """
    found, others = [], _others(equation)
    for index, term in enumerate(equation.terms):
        if isinstance(term, Printed) and not term.parts and "{}" in term.frame:
            alone = (Equation(add, (term, others[index]), 0), 0) if others else (equation, index)
            for value in restoring(*alone):
                before, after = str(term), str(term.says(value))
                found.append(Repair(term.key, before, after, f"{before} → {after}", value))
    return found


def _others(equation: Equation) -> list[Span]:
    """Where the others put each term of a sum, in a time that grows with the sum and no faster.

    Empty for what is no sum: there are three terms at most.
    """
    if equation.operation is not add or equation.sure:
        return []
    first, *more = (equation.span(index, "either") for index in range(len(equation.terms)))
    signed = [NOTHING - first, *more]  # which are nothing together
    before = accumulate(signed, add, initial=NOTHING)
    behind = [*accumulate(reversed(signed), add, initial=NOTHING)][-2::-1]
    got = [one + other for one, other in zip(before, behind)]
    return [got[0], *(NOTHING - one for one in got[1:])]


def restoring(equation: Equation, index: int) -> list[Fraction]:
    """The values that restore the equation in the place of the one that is printed there."""
    term = equation.terms[index]
    digits, beside = divmod(term.value, term.step)
    if beside:  # one half, two million and a half: no single digit is the last
        return []
    least, most = _room(equation, index, term.step)

    def holds(changed: int) -> bool:
        if changed < least or (most is not None and changed > most):
            return False
        other = equation.changed(index, changed * term.step)
        return other.fits("either") or (equation.sure and other.fits("printed"))

    if term.half:
        found = filter(holds, _edits(digits, term.form.decimals))
    else:
        up = range(max(digits + 1, least), digits + least + REACH + 1 if most is None else most + 1)
        down = range(digits - 1 if most is None else min(digits - 1, most), least - 1, -1)
        nearest = (next(filter(holds, side[:REACH]), None) for side in (up, down))
        found = (number for number in nearest if number is not None)
    return [number * term.step for number in found]


def _room(equation: Equation, index: int, step: Fraction) -> tuple[int, int | None]:
    """The least and the greatest number of steps that may be printed in that place, if any may."""
    needs_base = equation.operation is mul and 1 in (index, equation.asked)
    room = ANYTHING
    if equation.terms[equation.asked] is not None:
        needed = equation.needed(index, "either")
        if needed.is_empty:
            return 0, -1
        room = needed - shape(equation.terms[index], "either")
    counts = room.clipped(ONE if needs_base else ZERO).times(1 / step).counts
    return int(counts.low), None if counts.high is None else int(counts.high)


def _edits(digits: int, decimals: int) -> list[int]:
    """The numbers with one digit changed or two neighbouring digits swapped, the nearest first.

    ``digits`` is what is printed without the decimal mark.
    """
    text = str(digits).rjust(decimals + 1, "0")
    places = range(len(text))
    changed = {text[:i] + digit + text[i + 1 :] for i in places for digit in "0123456789"}
    changed |= {text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in places[:-1]}
    leads = len(text) > decimals + 1  # then its first digit is not the 0 of 0.5
    numbers = {int(other) for other in changed - {text} if not (leads and other[0] == "0")}
    return sorted(numbers, key=lambda number: (abs(number - digits), number))


# --- outcomes ------------------------------------------------------------------------------------


class Outcome:
    """What the audit of one relation found.

    ``spans`` are those that decided, in the unit of the printed figure, for explaining and drawing:
    ``rounded`` and ``truncated`` or, for a count or a wording, ``stated``; ``recomputed``; and
    where no whole number fits, the attainable values ``below`` and ``above``.  ``implied`` holds
    the figure that is not printed, where the others fix or bound it.  ``power`` is the chance that
    the check turns down figures that have nothing to do with each other (None where the figures
    are simply compared).  ``readings`` are codes of READINGS.
    """

    printed: str = ""
    recomputed: str = ""
    explanation: str = ""
    implied: Span | None = None
    power: Fraction | None = None
    bears: str = ""

    def __init__(self, kind: str, verdict: str, equation: Equation | None = None) -> None:
        self.kind = kind
        self.verdict = verdict
        self.equation = equation

    @cached_property
    def spans(self) -> dict[str, Span]:
        """The spans that decided."""
        return {}

    @property
    def fits(self) -> bool:
        """Whether the figures fit each other."""
        return VERDICTS[self.verdict].standing == "fits"

    @property
    def differs(self) -> bool:
        """Whether the figures do not fit each other."""
        return VERDICTS[self.verdict].standing == "differs"

    @cached_property
    def repairs(self) -> list[Repair]:
        """Every smallest single change after which the relation holds."""
        return repairs(self.equation) if self.equation and self.differs else []

    @cached_property
    def readings(self) -> list[str]:
        """Codes of the innocent explanations, each only where it can be true."""
        codes = [
            reading.code
            for reading in READINGS.values()
            if self.kind in reading.kinds and self.verdict in reading.verdicts
        ]
        if "another-base" in codes and not self._has_another_base:
            codes.remove("another-base")
        if "inferred-date" in codes and self.kind == "bound" and self.equation.figures:
            codes.remove("inferred-date")  # figures against each other, and no date
        return codes

    @property
    def _has_another_base(self) -> bool:
        """Whether any whole base would fit the count that is printed beside the percentage."""
        equation = self.equation
        part, _, printed = equation.terms
        if part is None or not part.is_count or part.value == 0:
            return True
        return Equation(
            mul, (part, None, printed), 1, equation.factor, turn=equation.turn,
            capped=equation.capped,
        ).fits("either")  # fmt: skip

    def _told(self) -> tuple[str, ...]:
        return self.kind, self.verdict, self.printed, self.explanation, self.bears

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Outcome) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self._told())

    def __repr__(self) -> str:
        said = [f"{self.kind}: {VERDICTS[self.verdict].symbol} {self.verdict}"]
        said += [f"printed {self.printed}"] if self.printed else []
        said += [f"recomputed {self.recomputed}"] if self.recomputed else []
        return f"<{'; '.join(said)}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the verdict in sign and word, why, the spans, what else could be."""
        verdict = VERDICTS[self.verdict]
        rows = [
            f"<p><strong>{escape(verdict.symbol)} {escape(verdict.code)}</strong> "
            f"({escape(verdict.label_en)})</p>",
            f"<p>{escape(f'{self.explanation} {self.bears}'.rstrip())}</p>",
        ]
        if self.spans:
            rows.append(f"<pre>{escape(ruler(self.spans, self._text))}</pre>")
        if self.repairs:
            rows.append("<p>Smallest repairs, one at a time:</p>")
            rows.append(_list(repair.text for repair in self.repairs))
        if self.readings:
            rows.append("<p>Other readings:</p>")
            rows.append(_list(READINGS[code].en for code in self.readings))
        return f"<div>{''.join(rows)}</div>"

    def _text(self, values: Span) -> str:
        return values.text(2)


def _list(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


_WIDTH = 40  # characters of a ruler
_NAMES = {
    "rounded": "if rounded",
    "truncated": "if cut off",
    "stated": "as printed",
    "recomputed": "recomputed",
    "below": "nearest below",
    "above": "nearest above",
}


def ruler(spans: dict[str, Span], text: Callable[[Span], str]) -> str:
    """Spans above each other on one scale, drawn in text; ``text`` writes each behind its line.

    A value is a ``|``, a span ``[=====)`` with its ends open or closed, ``<`` and ``>`` where it
    goes on.
    """
    ends = [end for own in spans.values() for end in (own.low, own.high) if end is not None]
    if not ends:
        return "\n".join(f"{_NAMES[name]:<14}{text(own)}" for name, own in spans.items())
    least, most = min(ends), max(ends)
    room = (most - least) / 4 or Fraction(1)
    least, wide = least - room, most - least + 2 * room

    def at(value: Fraction) -> int:
        return int((value - least) * _WIDTH / wide)

    lines = []
    for name, own in spans.items():
        low = 0 if own.low is None else at(own.low)
        high = _WIDTH if own.high is None else max(at(own.high), low + 1)
        left = "<" if own.low is None else "(["[own.low_closed]
        right = ">" if own.high is None else ")]"[own.high_closed]
        drawn = "|" if own.is_point else left + "=" * (high - low - 1) + right
        lines.append(f"{_NAMES[name]:<14}{' ' * low + drawn:<{_WIDTH + 3}}{text(own)}")
    return "\n".join(lines)


# --- figures that are all printed, or all but one ------------------------------------------------


def drawn(figure: Printed) -> dict[str, Span]:
    """The spans of a printed figure."""
    if figure.qualifier != "=" or not is_measured(figure):
        return {"stated": span(figure, "printed")}
    return {mode: span(figure, mode) for mode in ("rounded", "truncated")}


class Compared(Outcome):
    """Every figure of the relation is printed, and one is compared with what the others give.

    ``written`` says how the others give it, with the terms of the equation by their numbers;
    ``claim`` is a threshold that the article draws on.
    """

    def __init__(
        self, kind: str, equation: Equation, written: str, claim: object | None = None
    ) -> None:
        super().__init__(kind, equation.verdict(), equation)
        self.written = written
        self.claim = None if claim is None else figure(claim).value

    @property
    def formula(self) -> str:
        """How the others give the figure that is compared: ``401 − 280``."""
        return self.written.format(*self.equation.terms)

    @property
    def asked(self) -> Printed:
        """The figure that is compared."""
        return self.equation.terms[self.equation.asked]

    @property
    def printed(self) -> str:
        """The figure that is compared, in words."""
        return str(self.asked)

    @property
    def compared(self) -> str:
        """The verdict of the comparison itself, where no whole number fits either."""
        return "inconsistent" if self.verdict == "unattainable" else self.verdict

    @cached_property
    def found(self) -> Span:
        """Where the others put it, under the habit that the verdict allows."""
        modes = {"exact": "printed", "rounded": "rounded", "holds": "rounded"}
        return self.equation.needed(self.equation.asked, modes.get(self.compared, "either"))

    @property
    def recomputed(self) -> str:
        """What the others give, in the form of the printed figure; what the other passage prints."""
        if self.kind == "same":
            return self.formula
        rough = self._at_their_word
        return f"≈ {self.asked.shows(rough)}" if rough else self.asked.shows(self.found)

    @property
    def explanation(self) -> str:
        """A sentence: what the others give, and where that stands against the printed figure."""
        if self._at_their_word:
            return self._roughly
        value, formula = self.asked.shows(self.found), self.formula
        where = place(self.equation, self.compared, self.found, self.spans)
        if self.kind != "same":
            return f"{formula} {'=' if self.found.is_point else 'gives'} {value}{where}."
        also = f", that is {value}" if self.found.is_point and formula not in value else ""
        return f"The other passage prints {formula}{also}{where}."

    @property
    def _at_their_word(self) -> Span | None:
        """What the others give without their words of limit, where one says about how much."""
        if vague(*self.equation.figures) is None or self.found.is_point:
            return None
        words = [
            replace(term, qualifier="=") if isinstance(term, Printed) else term
            for term in self.equation.terms
        ]
        equation = replace(self.equation, terms=tuple(words))
        return equation.needed(equation.asked, "printed")

    @property
    def _roughly(self) -> str:
        got, asked = self._at_their_word, self.asked
        off = got.low - asked.value
        apart = replace(asked, unit=POINT if asked.unit == PERCENT else asked.unit)
        far = f"{apart.shows(Span.point(abs(off)))} {'above' if off > 0 else 'below'} {asked}"
        return (
            f"{self.formula} is about {asked.shows(got)}, {far if off else 'as printed'}; "
            f"{vague(*self.equation.figures)} sets no limit."
        )

    @cached_property
    def spans(self) -> dict[str, Span]:
        """Those of the printed figure and what the others give."""
        return {**drawn(self.asked), "recomputed": self.found}

    @property
    def bears(self) -> str:
        """Says so when the recomputed value falls on another side of the claimed threshold."""
        return _bears(self.claim, self.asked, self.found)

    def _text(self, values: Span) -> str:
        return self.asked.shows(values)


class Partial(Compared):
    """Some of the parts of a printed total: they bound it from below."""

    @cached_property
    def listed(self) -> Span:
        """What the parts that are listed make."""
        mode = "rounded" if self.verdict == "holds" else "either"
        return Equation(add, self.equation.terms[:-1], 0).needed(0, mode)

    @property
    def recomputed(self) -> str:
        """What the total cannot be less than."""
        return f"at least {self.asked.shows(self.listed)}"

    @property
    def explanation(self) -> str:
        """What the listed parts make, and whether the total leaves room for it."""
        sign = "=" if self.listed.is_point else "gives"
        says = {
            "holds": f", in keeping with {self.asked} for these and other parts",
            "inconsistent": f", which is not within {self.asked}",
        }
        where = says.get(self.verdict) or f"; {vague(*self.equation.figures)} sets no limit"
        return f"{self.formula} {sign} {self.asked.shows(self.listed)}{where}."


class Unprinted(Outcome):
    """The figure asked for is not printed, so that nothing can be compared."""

    def __init__(self, kind: str, equation: Equation, formula: str) -> None:
        implied = equation.needed(equation.asked, "rounded")
        below = implied.is_empty or (implied.high is not None and implied.high < 0)
        super().__init__(kind, "inconsistent" if below else "untestable", equation)
        if implied.is_empty:
            self.explanation = f"{formula} is less than nothing, and is not printed."
            return
        self.implied = implied
        self.spans = {"recomputed": implied}
        self.recomputed = implied.text(2)
        sign = "=" if implied.is_point else "gives"
        says = "less than nothing, and is not printed" if below else "which is not printed"
        self.explanation = f"{formula} {sign} {self.recomputed}, {says}."

    @property
    def repairs(self) -> list[Repair]:
        """None: nothing printed is to be restored."""
        return []


class Told(Outcome):
    """An outcome whose parts follow with its verdict; ``text`` writes one of its spans."""

    def __init__(
        self,
        kind: str,
        verdict: str,
        equation: Equation | None,
        printed: str,
        explanation: str,
        recomputed: str = "",
        *,
        spans: dict[str, Span] | None = None,
        implied: Span | None = None,
        power: Fraction | None = None,
    ) -> None:
        super().__init__(kind, verdict, equation)
        self.printed, self.explanation, self.recomputed = printed, explanation, recomputed
        self.spans, self.implied, self.power = spans or {}, implied, power


def place(equation: Equation, verdict: str, got: Span, own: dict[str, Span]) -> str:
    """Where the recomputed span stands against the printed one: the second half of a sentence."""
    printed = equation.terms[equation.asked]
    if verdict == "exact":
        return ", exactly as printed"
    if verdict == "holds":
        return f", in keeping with {printed}"
    if verdict == "untestable":
        unlimited = vague(*equation.figures)
        if unlimited is None:
            return f", partly in keeping with {printed}"
        return f"; {unlimited} sets no limit"
    if "stated" in own:
        says = {"rounded": "meets", "truncated": "once cutting off is allowed meets"}
        return f", which {says.get(verdict, 'is not')} {printed}"
    rounded = f"the rounding span {printed.form.text(own['rounded'])}"
    if verdict == "rounded":
        return f", {'inside' if got.is_point else 'which meets'} {rounded} of {printed}"
    cut_off = f"the cut-off span {printed.form.text(own['truncated'])}"
    if verdict == "inconsistent":
        return f", outside {rounded} and outside {cut_off} of {printed}"
    if got.is_point:
        return f", outside {rounded} of {printed} and inside {cut_off}"
    either = printed.form.text(span(printed, "either"))
    return f", which once cutting off is allowed meets the span {either} of {printed}"


def vague(*figures: Printed | None) -> Printed | None:
    """The first figure that says about how much, and so sets no limit."""
    return next((figure for figure in figures if figure and figure.qualifier == "~"), None)


def _bears(claim: Fraction | None, printed: Printed, got: Span) -> str:
    if claim is None:
        return ""
    sides = {"below": Span(None, claim), "at": Span.point(claim), "above": Span(claim, None)}
    here = next(name for name, side in sides.items() if printed.value in side)
    there = next((name for name, side in sides.items() if got.inside(side)), here)
    if there == here:
        return ""
    sign, digits = unit_sign(printed.unit), printed.form.decimals + 2
    return (
        f"Against {exact_text(claim, digits)}{sign}: printed {here} it, "
        f"recomputed {there} it ({printed.shows(got)})."
    )

"""How long the audit takes, and that its integers are right: ``python tests/bench_audit.py``.

Audits random shares, half of them as part and whole really print them, and tells as ratios of one
run: the verdict and the whole outcome against a bare comparison of the same integers, and each of
100,000 verdicts against each of 1,000, in interleaved rounds of processor time.  Then decides
1,000,000 random relations of all kinds in integers and in fractions, and sets as many relations, and
as many numbers written and read, against counting and trying.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests")]

import brute  # noqa: E402
import oracle  # noqa: E402
from printed.audit import share  # noqa: E402
from printed.equations import Printed  # noqa: E402
from printed.reading.figures import Figure  # noqa: E402

SIZE, ROUNDS, RELATIONS = 100_000, 5, 1_000_000
Integers = tuple[int, int, int, int]  # digits of the percentage, 10**decimals, part, whole


def integers(draw: random.Random) -> Integers:
    """Draw a printed percentage, a part and a whole."""
    whole, scale = draw.randint(1, 5_000), 10 ** draw.randint(0, 2)
    part = draw.randint(0, whole)
    printed = 100 * scale * part // whole if draw.random() < 0.5 else draw.randint(0, 100 * scale)
    return printed, scale, part, whole


def compared(digits: int, scale: int, part: int, whole: int) -> bool:
    """Whether part and whole print the percentage, rounded or cut off: nothing but integers."""
    got, own = 200 * part * scale, 2 * digits * whole
    return got == own or own - whole <= got < own + whole or own <= got < own + 2 * whole


def figures(of: Integers, kind: type) -> list[object]:
    """The three as figures of the engine, or as those that text is read into."""
    digits, scale, part, whole = of
    step = Fraction(1, scale)
    return [
        kind(value=Fraction(digits, scale), step=step, unit="percent", key="share"),
        kind(value=Fraction(part), key="part"),
        kind(value=Fraction(whole), key="whole"),
    ]


def everything(*given: object) -> tuple[object, ...]:
    """All that an outcome says."""
    found = share(*given)
    return found.explanation, found.repairs, found.spans, found.readings, found.power, found.bears


def seconds(ask: Callable, of: Sequence[Sequence[object]]) -> float:
    """Processor time for each."""
    start = process_time()
    for given in of:
        ask(*given)
    return (process_time() - start) / len(of)


def main() -> None:
    """Print a line for each measurement."""
    draw = random.Random(0)
    numbers = [integers(draw) for _ in range(SIZE)]
    engine = [figures(of, Printed) for of in numbers]
    read = [figures(of, Figure) for of in numbers[:10_000]]
    asked = {
        "bare comparison": (compared, numbers[:10_000]),
        "verdict": (share, engine[:10_000]),
        "verdict of figures read": (share, read),
        "verdict, 1,000 of them": (share, engine[:1_000]),
        "verdict, 100,000 of them": (share, engine),
        "whole outcome": (everything, engine[:2_000]),
    }
    best = dict.fromkeys(asked, float("inf"))
    for _ in range(ROUNDS):
        for name, (ask, of) in asked.items():
            best[name] = min(best[name], seconds(ask, of))
    for name, time in best.items():
        times = time / best["bare comparison"]
        print(f"{name:<26} {time * 1e6:7.2f} µs {times:7.1f} times the bare comparison")
    for who, disagreements in (
        ("integers and fractions", oracle.disagreements),
        ("the engine and trying", brute.disagreements),
        (
            "writing, reading and decimal arithmetic",
            partial(brute.disagreements, kinds=brute.NUMBERS),
        ),
    ):
        start = process_time()
        found = dict(Counter(disagreements(RELATIONS)))
        took = process_time() - start
        print(
            f"{who} disagree on {found or 'none'} of {RELATIONS:,} cases, {took:.0f} s", flush=True
        )


if __name__ == "__main__":
    main()

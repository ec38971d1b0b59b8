"""How long the audit takes: ``python tests/bench_audit.py``.

Audits random share relations, 1,000 to 100,000 of them, and prints the processor time for each and
the growth from size to size.  Half of the percentages are what the part and the whole really print, the other
half are drawn at random, so that repairs are searched for as well.
"""

import random
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "notebooks"))

from printed.audit import Printed, share

SIZES = (1_000, 10_000, 100_000)


def relation(draw: random.Random, number: int) -> tuple[Printed, Printed, Printed]:
    """Draw a printed percentage, a part and a whole."""
    whole, decimals = draw.randint(1, 5_000), draw.randint(0, 2)
    part, scale = draw.randint(0, whole), 100 * 10**decimals
    digits = part * scale // whole if draw.random() < 0.5 else draw.randint(0, scale)
    value = Fraction(digits, 10**decimals)
    return (
        Printed(f"share-{number}", value, decimals, "percent"),
        Printed(f"part-{number}", Fraction(part)),
        Printed(f"whole-{number}", Fraction(whole)),
    )


def main() -> None:
    """Print a line for each size."""
    draw = random.Random(0)
    relations = [relation(draw, number) for number in range(max(SIZES))]
    before = None
    for size in SIZES:
        start = process_time()
        verdicts = Counter(share(*figures).verdict for figures in relations[:size])
        seconds = process_time() - start
        growth = f"  {seconds / before:4.1f} times the time for 10 times as many" if before else ""
        print(f"{size:>7,} relations {seconds:6.2f} s  {seconds / size * 1e6:4.0f} µs each{growth}")
        before = seconds
    print(", ".join(f"{verdict} {number:,}" for verdict, number in verdicts.most_common()))


if __name__ == "__main__":
    main()

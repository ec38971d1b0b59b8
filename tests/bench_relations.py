"""How well ``printed.scan`` finds relations, on the labels of data/benchmark: ``python tests/bench_relations.py``.

Recall over the relations that both coders labelled and called strict, precision over those that
are found and tied strictly, and what two readers say of the flags; each with its interval of Wilson
(1927), at 95 %.  The tables of what is found were made by the rules as they were frozen.
"""

from math import sqrt
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).resolve().parents[1] / "data" / "benchmark"
KEY = ["article", "paragraph", "kind", "operands"]
_Z = 1.96  # of the normal distribution, for 95 %


def table(name: str) -> pd.DataFrame:
    """A table of the benchmark, every cell as text but for the paragraphs."""
    return pd.read_csv(FOLDER / f"{name}.csv", keep_default_na=False)


def wilson(right: int, of: int) -> tuple[float, float]:
    """The interval of a proportion.

    >>> [round(end, 2) for end in wilson(9, 10)]
    [0.6, 0.98]
    """
    middle, square = right / of + _Z**2 / (2 * of), _Z**2 / of
    half = _Z * sqrt((right / of) * (1 - right / of) / of + square / (4 * of))
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def told(right: int, of: int) -> str:
    """A proportion with its interval."""
    low, high = wilson(right, of)
    return f"{right:4} of {of:4}  {right / of:.2f}  [{low:.2f}, {high:.2f}]"


def main() -> None:
    """Print the agreement of the coders, recall by kind, precision, and the flags."""
    labels, found, flagged = table("labels"), table("found"), table("flagged")
    coded = labels.pivot(index=KEY, columns="coder", values=["fits", "strict", "partial"])
    both = coded.dropna()
    print(f"relations labelled {len(coded)}, by both coders {len(both)}")
    for what in ("fits", "strict"):
        print(f"  alike in {what:7}", told((both[what, "A"] == both[what, "B"]).sum(), len(both)))

    strict = both[(both["strict"] == "yes").all(axis=1)]
    hit = strict.index.isin(pd.MultiIndex.from_frame(found[KEY]))
    print("recall of what both call strict", told(hit.sum(), len(hit)))
    partial = strict["partial", "A"].eq("yes").map({True: ", some of the parts", False: ""})
    kinds = strict.index.get_level_values("kind") + partial.to_numpy()
    for kind, hits in pd.Series(hit).groupby(kinds):
        print(f"  {kind:28}", told(hits.sum(), len(hits)))

    judged = found[found["strict"] == "yes"]
    right = pd.MultiIndex.from_frame(judged[KEY]).isin(coded.index)
    print("precision of what is found as strict", told(right.sum(), len(right)))

    readers = flagged[["coder_a", "coder_b"]]
    alike = readers["coder_a"] == readers["coder_b"]
    print("flags that both readers call alike", told(alike.sum(), len(flagged)))
    for said in ("misfit", "innocent", "no relation"):
        print(f"  both say {said:19}", told((readers == said).all(axis=1).sum(), len(flagged)))
    misfits = (readers == "misfit").all(axis=1)
    for kind, hits in misfits.groupby(flagged["kind"]):
        print(f"  misfit, {kind:20}", told(hits.sum(), len(hits)))


if __name__ == "__main__":
    main()

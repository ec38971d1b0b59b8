"""How well ``printed.scan`` finds relations, on the labels of data/benchmark: ``python tests/bench_relations.py``.

The agreement of the coders, recall over the relations that both labelled and called strict and over
the misfits among them, precision over those that are found, strictly and loosely, all on the last
sample, and what two readers say of the flags, above all of those in the collections that no rule had
met; each with its interval of Wilson (1927), at 95 %.  The rules were changed after the samples
before had been measured: what they come to there is told apart.
"""

from math import sqrt
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).resolve().parents[1] / "data" / "benchmark"
KEY = ["article", "paragraph", "kind", "operands"]
LAST = "third"  # the sample that the rules had not met
HELD_BACK = ("train/", "val/", "test/")  # of the corpus on which the rules were made
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
    sample = table("passages").set_index("article")["sample"]
    coded = labels.pivot(index=KEY, columns="coder", values=["fits", "strict", "partial"])
    strict = coded[(coded["strict"] == "yes").all(axis=1)]
    hit = pd.Series(strict.index.isin(pd.MultiIndex.from_frame(found[KEY])), strict.index)
    for name, hits in hit.groupby(_article(hit.index).map(sample)):
        if name != LAST:
            print(f"seen before: recall, {name} sample", told(hits.sum(), len(hits)))

    misfits = strict.index[(strict["fits"] == "no").all(axis=1)]
    flags = pd.MultiIndex.from_frame(flagged.loc[_by(flagged, "present"), KEY])
    caught = pd.Series(misfits.isin(flags), misfits)
    last = _article(misfits).map(sample) == LAST
    print("flagged, misfits that both call strict", told(caught[last].sum(), last.sum()))
    print("flagged, such in all three samples", told(caught.sum(), len(caught)))

    coded, strict, hit = (
        part[_article(part.index).map(sample) == LAST] for part in (coded, strict, hit)
    )
    both = coded.dropna()
    print("labelled by both coders", told(len(both), len(coded)))
    for what in ("fits", "strict"):
        print(f"  alike in {what:7}", told((both[what, "A"] == both[what, "B"]).sum(), len(both)))

    print("recall of what both call strict", told(hit.sum(), len(hit)))
    partial = strict["partial", "A"].eq("yes").map({True: ", some of the parts", False: ""})
    kinds = strict.index.get_level_values("kind") + partial.to_numpy()
    for kind, hits in hit.groupby(kinds):
        print(f"  {kind:28}", told(hits.sum(), len(hits)))

    judged = found[found["article"].map(sample) == LAST]
    right = pd.MultiIndex.from_frame(judged[KEY]).isin(coded.index)
    for strictly, name in (("yes", "strict"), ("no", "loose")):
        these = right[judged["strict"] == strictly]
        print(f"precision of what is found as {name}", told(these.sum(), len(these)))

    readers = flagged[["coder_a", "coder_b"]]
    misfit = (readers == "misfit").all(axis=1)
    first = _by(flagged, "first")
    print("seen before: misfits, flags of the first rules", told(misfit[first].sum(), first.sum()))
    fresh = ~flagged["article"].str.startswith(HELD_BACK)
    print(
        "misfits, flags of the second rules in texts not met",
        told(misfit[fresh].sum(), fresh.sum()),
    )
    now = _by(flagged, "present")
    flagged, readers, misfit = flagged[now], readers[now], misfit[now]
    alike = readers["coder_a"] == readers["coder_b"]
    print("flags that both readers call alike", told(alike.sum(), len(flagged)))
    for said in ("misfit", "innocent", "no relation"):
        print(f"  both say {said:19}", told((readers == said).all(axis=1).sum(), len(flagged)))
    for kind, hits in misfit.groupby(flagged["kind"]):
        print(f"  misfit, {kind:20}", told(hits.sum(), len(hits)))


def _by(flagged: pd.DataFrame, rules: str) -> pd.Series:
    """Which relations those rules flag."""
    return flagged["rules"].str.contains(rules)


def _article(index: pd.MultiIndex) -> pd.Index:
    return index.get_level_values("article")


if __name__ == "__main__":
    main()

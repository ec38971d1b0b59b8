"""The words of the audit: its verdicts and its innocent readings, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row of the table of verdicts; ``standing`` is ``fits``, ``differs`` or ``undecided``."""

    code: str
    standing: str
    symbol: str
    label_en: str
    label_vi: str
    definition: str


VERDICTS = {
    verdict.code: verdict
    for verdict in (
        Verdict("exact", "fits", "=", "matches exactly", "khớp tuyệt đối",
                "The recomputed value equals the printed one."),
        Verdict("rounded", "fits", "≈", "matches when rounded", "khớp khi làm tròn",
                "The recomputed value is inside the rounding span."),
        Verdict("truncated", "fits", "⌊", "matches when cut off",
                "khớp khi bỏ phần lẻ (không làm tròn)",
                "The recomputed value is only inside the cut-off span."),
        Verdict("holds", "fits", "✓", "fits the wording", "đúng với cách nói",
                "The recomputed value satisfies the wording: more than, just under, at most."),
        Verdict("inconsistent", "differs", "≠", "does not match", "không khớp",
                "The recomputed value is in no span of the printed one."),
        Verdict("unattainable", "differs", "∅", "not attainable with this base",
                "không thể có với mẫu số này",
                "No whole number over that base prints it, rounded or cut off (GRIM)."),
        Verdict("untestable", "undecided", "?", "cannot be tested", "không kiểm được",
                "The base is unknown, the wording sets no limit, or the check has no power."),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """An innocent explanation, and the kinds and verdicts to which it can apply."""

    code: str
    en: str
    vi: str
    kinds: frozenset[str]
    verdicts: frozenset[str]


def _reading(code: str, kinds: str, verdicts: str, en: str, vi: str) -> Reading:
    return Reading(code, en, vi, frozenset(kinds.split()), frozenset(verdicts.split()))


READINGS = {
    reading.code: reading
    for reading in (
        _reading("cut-off", "share base sum difference growth ratio same interval", "truncated",
                 "The figure was cut off instead of rounded.",
                 "Con số bị bỏ phần lẻ thay vì làm tròn."),
        _reading("another-base", "share base growth", "inconsistent unattainable",
                 "The percentage was taken of another base.",
                 "Tỷ lệ được tính trên một mẫu số khác."),
        _reading("weighted-mean", "share", "unattainable",
                 "The percentage is a mean over several places or groups.",
                 "Tỷ lệ là số bình quân của nhiều nơi hoặc nhiều nhóm."),
        _reading("another-date", "share base sum difference growth ratio same",
                 "inconsistent unattainable",
                 "The figures are of different dates.",
                 "Các con số thuộc những thời điểm khác nhau."),
        _reading("parts-differ", "sum", "inconsistent",
                 "The parts overlap, or some of them are not listed.",
                 "Các phần chồng lên nhau hoặc chưa được kể hết."),
        _reading("another-event", "interval", "inconsistent",
                 "The duration counts from or to another event.",
                 "Khoảng thời gian được tính từ hoặc đến một sự kiện khác."),
        _reading("different-things", "same tension", "inconsistent unattainable untestable",
                 "The passages measure different things.",
                 "Các đoạn nói về những việc khác nhau."),
        _reading("plan-and-result", "same bound", "inconsistent unattainable untestable",
                 "One passage speaks of a plan or an approval, the other of a result.",
                 "Đoạn này nói về kế hoạch hoặc phê duyệt, đoạn kia nói về kết quả."),
        _reading("inferred-date", "interval bound", "inconsistent",
                 "The date of the article is inferred, not printed.",
                 "Ngày đăng là do suy ra, bài không ghi."),
    )
}  # fmt: skip

"""How fast texts are scanned: ``python tests/bench_scan.py [CORPUS.jsonl]``.

Invented articles, of which a few tie figures together, and beside the seconds of ``scan`` those of
reading the same texts and splitting them into paragraphs: the floor.  Twice as many articles show
whether time is linear, and what is held whether memory is flat.  With a corpus, an article a line
of JSON with its ``text``, also the articles that one core scans in a second.
"""

import json
import random
import sys
import tracemalloc
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "notebooks")]

from printed import scan  # noqa: E402
from printed.reading.text import paragraphs  # noqa: E402

ARTICLES = 2_000
PLAIN = [
    "Phong trào văn hóa, văn nghệ của thôn sôi nổi hẳn, đời sống của người dân từng bước nâng cao.",
    "Theo ông Mẫu, cán bộ xã thường xuyên xuống tận bản, nghe dân nói và giải thích cho dân hiểu.",
    "Ngày 12/7/2019, lãnh đạo huyện làm việc với 3 xã về kết quả sáu tháng đầu năm của địa phương.",
    "Từ tháng 5, ba thôn đã họp bàn; việc còn lại là chọn người, chọn chỗ và chọn ngày làm lễ.",
]
TIED = [
    "Huyện Mẫu có 186 xã, trong đó 76 xã (chiếm 40,9%) đã xong việc, còn lại xong trong năm sau.",
    "Số đầu mối giảm từ 401 xuống còn 280, giảm 121 đầu mối, gồm 100 phòng và 21 trung tâm.",
]


def article(random_: random.Random) -> str:
    """Fifteen paragraphs of two to four sentences, one paragraph in twenty with a relation."""
    return "\n".join(
        " ".join(random_.choices(PLAIN, k=random_.randint(2, 4)))
        + (f" {random_.choice(TIED)}" if random_.random() < 0.05 else "")
        for _ in range(15)
    )


def seconds(action: object, texts: Iterable[str]) -> tuple[float, int]:
    """Seconds of the processor, the best of three rounds, and how many things were found."""
    rounds = []
    for _ in range(3):
        began = process_time()
        found = sum(len(action(text)) for text in texts)
        rounds.append(process_time() - began)
    return min(rounds), found


def held(texts: list[str]) -> float:
    """The most that Python held beside the texts, in MB."""
    tracemalloc.start()
    for text in texts:
        scan(text)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def row(name: str, texts: list[str]) -> str:
    floor, _ = seconds(paragraphs, texts)
    taken, found = seconds(scan, texts)
    return (
        f"{name:24}{taken:8.2f} s{floor:8.2f} s{taken / floor:8.1f}×{len(texts) / taken:14,.0f}/s"
        f"{held(texts[:500]):8.1f} MB{found:10,}"
    )


def main(arguments: list[str]) -> None:
    random_ = random.Random(17)
    texts = [article(random_) for _ in range(2 * ARTICLES)]
    print(f"{'':24}{'scan':>10}{'floor':>10}{'ratio':>9}{'articles':>16}{'held':>11}{'found':>10}")
    for count in (ARTICLES, 2 * ARTICLES):
        print(row(f"{count:,} invented articles", texts[:count]), flush=True)
    for name in arguments:
        with open(name, encoding="utf-8") as lines:
            given = [json.loads(line)["text"] for line in islice(lines, 5 * ARTICLES)]
        print(row(f"{len(given):,} of {Path(name).name}", given), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

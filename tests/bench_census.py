"""How fast the census runs and how much it holds: ``python tests/bench_census.py``.

Takes the articles that ARTICLES names, or an invented text without it, again and again to 1, 10 and
100 MB.  Beside each time stands that of one trivial pattern over the same text in the same run: the
floor.  The census takes a text a paragraph at a time, so what it holds does not grow with the text;
one paragraph of 1 MB is the worst that it can meet.  A smaller size can be named: ``… 10``.
"""

import gc
import os
import re
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "notebooks")]

from agreement import agreement, table  # noqa: E402
from printed.reading.census import census  # noqa: E402
from printed.reading.text import nfc  # noqa: E402
from streamlining import load  # noqa: E402
from tools.check.texts import read_text  # noqa: E402
from tools.suggest.words import known_in  # noqa: E402

SIZES = (1, 10, 100)  # MB
MEGABYTE = 1_000_000
INVENTED = [
    "Huyện Mẫu đã giảm 27 biên chế, bằng 19,7% so với năm 2015, theo Nghị quyết 19-NQ/TW khóa XII.",
    "Tính đến hết 31/12/2020, 7/14 xã (tương đương 50%) đã sáp nhập hai thôn; còn một số khó khăn.",
    "Phong trào văn hóa, văn nghệ của thôn sôi nổi hẳn, đời sống của người dân từng bước nâng cao.",
]
#: Numerals close to each other, as a table set as prose has them.
MANY = [
    "Huyện Mẫu giảm 27 biên chế, bằng 19,7% của 137 người, còn 1.314 người, 7/14 xã và 1,3 triệu đồng."
]
FLOOR = re.compile(r"\d+")


def paragraphs_of(file: Path) -> Iterator[str]:
    """The paragraphs of a file, one after the other, as texts.paragraphs splits them."""
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            if paragraph := nfc(line).strip():
                yield paragraph


def count_floor(file: Path) -> int:
    return sum(1 for paragraph in paragraphs_of(file) for _ in FLOOR.finditer(paragraph))


def count_census(file: Path) -> int:
    return sum(1 for paragraph in paragraphs_of(file) for _ in census(paragraph))


def timed(count: Callable[[Path], int], file: Path) -> tuple[float, int]:
    """Seconds of the processor, the best of three rounds, and what was counted."""
    rounds = []
    for _ in range(3):
        gc.collect()
        start = process_time()
        found = count(file)
        rounds.append(process_time() - start)
    return min(rounds), found


def peak(count: Callable[[Path], int], file: Path) -> float:
    """The most that Python held at once, in MB; slower, so not timed."""
    tracemalloc.start()
    count(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / MEGABYTE


def write(file: Path, text: list[str], megabytes: int, glue: str) -> float:
    """Fill a file with the text over and over; returns its true size in MB."""
    once = glue.join(text) + glue
    times = -(-megabytes * MEGABYTE // len(once.encode()))
    with open(file, "w", encoding="utf-8") as stream:
        for _ in range(times):
            stream.write(once)
    return file.stat().st_size / MEGABYTE


def bench(text: list[str], sizes: tuple[int, ...], folder: Path) -> None:
    """Print a line for each size, and one for a single paragraph."""
    print(
        f"{'':24}{'census':>9}{'MB/s':>7}{'floor':>9}{'ratio':>7}{'growth':>8}{'held':>9}{'numerals':>11}"
    )
    before = None
    for megabytes, glue in [*((size, "\n") for size in sizes), (1, " ")]:
        file = folder / "text.txt"
        size = write(file, text, megabytes, glue)
        floor, _ = timed(count_floor, file)
        seconds, numerals = timed(count_census, file)
        one = glue == " "
        growth = f"{seconds / before:7.1f}×" if before and not one else ""
        # Tracing multiplies the time: 10 MB tell as much as 100.
        held = f"{peak(count_census, file):6.1f} MB" if megabytes <= 10 else ""
        name = f"{megabytes} MB, one paragraph" if one else f"{megabytes} MB, many paragraphs"
        print(
            f"{name:24}{seconds:7.2f} s{size / seconds:7.1f}{floor:7.2f} s{seconds / floor:6.1f}×"
            f"{growth:>8}{held:>9}{numerals:>11,}"
        )
        before = seconds


def main(arguments: list[str]) -> None:
    """Measure up to the size in MB that is named, and how good the suggestions are."""
    sizes = tuple(size for size in SIZES if not arguments or size <= int(arguments[0]))
    named = os.environ.get("ARTICLES")
    text, corpus = INVENTED, load()
    if named:
        text = [line for name in corpus.articles for line in read_text(Path(named), name)]
    print(f"{len(text)} paragraphs of {'the articles' if named else 'an invented text'}, repeated")
    with tempfile.TemporaryDirectory() as folder:
        bench(text, sizes, Path(folder))
        print("\nThe same for a text with a numeral every ten letters")
        bench(MANY, sizes[:1], Path(folder))
    if named:
        known = known_in(ROOT)
        rows = {
            name: agreement(article, read_text(Path(named), name), known)
            for name, article in corpus.articles.items()
        }
        print(f"\nSuggestions that agree with what was coded\n{table(rows)}")


if __name__ == "__main__":
    main(sys.argv[1:])

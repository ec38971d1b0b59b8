"""How long executing, loading and checking take, each beside the least that it could take.

``python3 run.py bench`` runs this; ``--help`` tells what else it does.  All numbers of a table come from one run, in rounds that take
every row in turn, so that a busy machine slows all rows alike.  Loading is timed in a new process
each time, as a notebook's kernel is one: nothing is remembered from the round before.
"""

import argparse
import contextlib
import io
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "notebooks")]

import bench_audit  # noqa: E402
import bench_census  # noqa: E402
import bench_scan  # noqa: E402
import streamlining  # noqa: E402
from streamlining import corpus  # noqa: E402
from tools.build import BuildError, execution  # noqa: E402

EXECUTION_ROUNDS = 3
LOADING_ROUNDS = 9
FLOOR = "import pandas, matplotlib.pyplot"


def bench_execution(folder: Path) -> None:
    """All notebooks against as many that only make a kernel import pandas and pyplot."""
    for name in ("data", "notebooks", "tools"):
        shutil.copytree(ROOT / name, folder / name)
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    floor = [_floor_notebook(folder / "floor" / file.name) for file in notebooks]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    rows = {}
    for workers, how in ((1, "one at a time"), (cores, f"{cores} side by side")):
        rows[f"floor, {how}"] = _executing(floor, workers)
        rows[f"notebooks, {how}"] = _executing(notebooks, workers)
    print(f"\nExecuting {len(notebooks)} notebooks; the floor imports pandas and pyplot in each")
    _table(rows, EXECUTION_ROUNDS, "1.3")


def _floor_notebook(file: Path) -> Path:
    cell = {"cell_type": "code", "id": "floor", "source": FLOOR}
    cell |= {"metadata": {}, "outputs": [], "execution_count": None}
    file.parent.mkdir(exist_ok=True)
    document = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def _executing(notebooks: list[Path], workers: int) -> Callable[[], float]:
    def run() -> float:
        began = time.perf_counter()
        with contextlib.redirect_stderr(io.StringIO()):
            execution.execute(notebooks, workers=workers)
        return time.perf_counter() - began

    return run


def bench_loading() -> None:
    """Reading and checking all records against PyYAML's parse of the same files."""
    files = corpus.data_files(ROOT)
    size = sum(file.stat().st_size for file in files)
    print(f"\nLoading {len(files)} data files, {size / 1000:.0f} kB")
    rows = {
        "bare YAML parse": lambda: _in_new_process(parse_records, ROOT),
        "load": lambda: _in_new_process(load_records, ROOT),
    }
    _table(rows, LOADING_ROUNDS, "3")


def load_records(root: Path) -> int:
    """Read and check every record of a collection; returns how many there are."""
    return sum(len(article.records) for article in streamlining.load(root).articles.values())


def parse_records(root: Path) -> None:
    """The least that reading the files takes: text nodes, no checks, no places."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for file in corpus.data_files(root):
        yaml.load(file.read_bytes(), Loader=loader)


def _in_new_process(action: Callable[[Path], object], root: Path) -> float:
    """Seconds that ``action(root)`` takes in a Python of its own, its imports not counted."""
    command = [sys.executable, __file__, "--time", action.__name__, str(root)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def bench_growth(folder: Path) -> None:
    """Loading a collection with each record once, and many times."""
    each = load_records(ROOT)
    print("\nLoading more records\n          records        load   per record   to the parse")
    for times in (1, 10, 100):  # more records make files that are refused
        root = _multiplied(folder / str(times), times)
        rounds = max(1, LOADING_ROUNDS // times)
        parse = min(_in_new_process(parse_records, root) for _ in range(rounds))
        load = min(_in_new_process(load_records, root) for _ in range(rounds))
        row = f"{times:6,}x {each * times:9,} {_text(load):>11} {load / each / times * 1e6:9.0f} us"
        print(f"{row} {load / parse:14.2f}", flush=True)
        shutil.rmtree(root)


def _multiplied(root: Path, times: int) -> Path:
    """A copy of the data in which each article holds its records so many times."""
    shutil.copytree(ROOT / "data", root / "data", ignore=shutil.ignore_patterns("tidy"))
    for file in (root / "data" / "articles").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"(?ms)^records:\n(.*?)(?=^\w|\Z)", lambda found: _copies(found, times), text)
        file.write_text(text, encoding="utf-8")
    return root


def _copies(records: re.Match[str], times: int) -> str:
    return "records:\n" + "\n".join(_copy(records[1], number) for number in range(times))


def _copy(records: str, number: int) -> str:
    """The same records under other ids and at other places, as both must be unique."""
    if number == 0:
        return records
    records = re.sub(r"(?m)^  - id: .+$", rf"\g<0>-{number}", records)
    return re.sub(
        r"(?m)^    start: (\d+)$",
        lambda found: f"    start: {int(found[1]) + number * 10_000}",
        records,
    )


def bench_check(folder: Path) -> None:
    """Every check of data and prose as a command, with the notebooks once and ten times."""
    print("\nChecking everything, start of Python included; the floor loads the data and stops.")
    print("The aim is 3 s for the collection as it is")
    load = ["-c", "import streamlining; streamlining.load()"]
    for times in (1, 10):
        root = _repository(folder / str(times), times)
        count = len(list((root / "notebooks").glob("*.ipynb")))
        print(f" {count} notebooks")
        rows = {
            "load": lambda: _command(root, load),
            "check": lambda: _command(root, ["-m", "tools", "check"]),
        }
        _table(rows, EXECUTION_ROUNDS, "2")


def _repository(root: Path, times: int) -> Path:
    """A copy of what ``check`` reads, with each notebook so many times."""
    for name in ("data", "notebooks", "tools", "figures"):
        shutil.copytree(ROOT / name, root / name)
    for file in (file for file in ROOT.iterdir() if file.is_file()):
        shutil.copy(file, root)
    for number, file in enumerate(sorted((root / "notebooks").glob("*.ipynb")) * (times - 1), 10):
        shutil.copy(file, file.with_name(f"{number}_{file.stem[3:]}_{number}.ipynb"))
    return root


def _command(root: Path, arguments: list[str]) -> float:
    """Seconds that a command of a copy takes; what it finds there does not matter."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(root), str(root / "notebooks")))}
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, capture_output=True, check=False
    )
    return time.perf_counter() - began


def _table(rows: dict[str, Callable[[], float]], rounds: int, aim: str) -> None:
    """Time each row in turn, so many rounds; each second row is compared with the one above."""
    taken: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(rounds):
        for name, action in rows.items():
            taken[name].append(action())
    print(f"  {'':30} {'least':>9} {'median':>9}   ratio (aim: {aim} or less)")
    floor: tuple[float, float] | None = None
    for name, seconds in taken.items():
        both = min(seconds), statistics.median(seconds)
        ratio = ""
        if floor:
            ratio = f"{both[0] / floor[0]:8.2f} ({both[1] / floor[1]:.2f})"
        floor = None if floor else both
        print(f"  {name:30} {_text(both[0]):>9} {_text(both[1]):>9} {ratio}")


def _text(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def main() -> None:
    bench_loading()
    with _scratch() as folder:
        bench_growth(folder)
    with _scratch() as folder:
        bench_check(folder)
    with _scratch() as folder:
        try:
            bench_execution(folder)
        except BuildError as error:
            sys.exit(f"\n{error}")
    print("\nAuditing random relations", flush=True)
    bench_audit.main()
    print("\nFinding the numerals of a text", flush=True)
    bench_census.main([])
    print("\nScanning texts for relations", flush=True)
    bench_scan.main([])
    # In a process of its own: the website's modules are on another path.
    subprocess.run([sys.executable, ROOT / "tests/site/bench.py"], check=True)


def time_one(name: str, root: Path) -> None:
    """Print the seconds that one of the two ways of reading takes."""
    action = {"parse_records": parse_records, "load_records": load_records}[name]
    began = time.perf_counter()
    action(root)
    print(time.perf_counter() - began)


def chosen(arguments: list[str]) -> argparse.Namespace:
    """What to measure or to try."""
    parser = argparse.ArgumentParser("python3 run.py bench", description=__doc__.partition("\n")[0])
    one = parser.add_mutually_exclusive_group()
    one.add_argument(
        "--torture", action="store_true",
        help="instead, kill, interrupt and starve every command that writes",
    )  # fmt: skip
    one.add_argument(
        "--mutants", nargs=argparse.REMAINDER,
        help="instead, count how many small changes to printed/ the tests notice",
    )  # fmt: skip
    one.add_argument(
        "--supply", action="store_true",
        help="instead, tell the licences and known faults of the locked packages",
    )  # fmt: skip
    one.add_argument("--time", nargs=2, help=argparse.SUPPRESS)  # what _in_new_process asks for
    return parser.parse_args(arguments)


if __name__ == "__main__":
    options = chosen(sys.argv[1:])
    if options.torture:
        import torture

        torture.main()
    elif options.mutants is not None:
        import bench_mutants

        bench_mutants.main(options.mutants)
    elif options.supply:
        import bench_supply

        bench_supply.main()
    elif options.time:
        time_one(options.time[0], Path(options.time[1]))
    else:
        main()

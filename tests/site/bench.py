"""What the website costs: its building beside a bare Sphinx build, and the weight of its pages.

`python3 tests/site/bench.py` in the environment that run.py makes; all numbers come from one run.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "site"))

from website.words import LANGUAGES

ROUNDS = 3
#: No translations, no rows, no search of tables, no figures: the least that shows the same pages.
BARE = """
extensions = ["myst_nb"]
root_doc = "index"
html_theme = "furo"
nb_execution_mode = "off"
myst_heading_anchors = 3
suppress_warnings = ["myst", "mystnb", "image", "toc", "download"]
"""


def bare(folder: Path) -> Callable[[], None]:
    """Builds the notebooks and generated pages as they are, once for each language, side by side."""
    source = folder / "source"
    shutil.copytree(ROOT / "notebooks", source, ignore=shutil.ignore_patterns("streamlining"))
    shutil.copyfile(ROOT / "README.md", source / "index.md")
    for name in ("data/tidy/codebook.md", "data/tidy/README.md", "figures/README.md"):
        shutil.copyfile(ROOT / name, source / name.replace("/", "-"))
    for svg in (ROOT / "figures").glob("*.svg"):
        shutil.copyfile(svg, source / svg.name)
    (source / "conf.py").write_text(BARE, encoding="utf-8")

    def run() -> None:
        running = []
        for language in LANGUAGES:
            out = folder / f"bare-{language}"
            shutil.rmtree(out, ignore_errors=True)
            command = [sys.executable, "-m", "sphinx", "-b", "html", "-E", "-q", "-D",
                       f"language={language}", source, out]  # fmt: skip
            running.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        if any(process.wait() for process in running):
            sys.exit("The bare Sphinx build failed.")

    return run


def site(folder: Path) -> Callable[[], None]:
    """Builds the website as `run.py site` does, in a process of its own."""
    code = "import build, sys; from pathlib import Path; build.build(*map(Path, sys.argv[1:]))"
    (folder / "work").mkdir()
    command = [sys.executable, "-c", code, str(ROOT), str(folder / "site"), str(folder / "work")]

    def run() -> None:
        variables = os.environ | {
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "notebooks")))
        }
        subprocess.run(command, check=True, cwd=ROOT / "site", env=variables)

    return run


def seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def weight(folder: Path, page: str) -> tuple[float, float]:
    """Kilobytes of a page with all that it loads at once, and with its pictures further down too."""
    text = (folder / page).read_text(encoding="utf-8")
    loaded = re.findall(
        r'<(?:link rel="(?:stylesheet|shortcut icon)"|script)[^>]* (?:href|src)="([^"]+)"', text
    )
    pictures = re.findall(r'<img src="([^"]+)"', text)
    sizes = []
    for names in (loaded, pictures):
        paths = {urlsplit(urljoin(page, name)).path for name in names}
        sizes.append(sum((folder / path).stat().st_size for path in paths) / 1000)
    once = (folder / page).stat().st_size / 1000 + sizes[0]
    return once, once + sizes[1]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = {"bare Sphinx": bare(folder), "the website": site(folder)}
        times: dict[str, list[float]] = {row: [] for row in rows}
        for _ in range(ROUNDS):
            for row, work in rows.items():
                times[row].append(seconds(work))
        print(f"\nBuilding both editions, {ROUNDS} rounds (the aim: at most 1.6 x)")
        least = statistics.median(times["bare Sphinx"])
        for row, taken in times.items():
            middle = statistics.median(taken)
            print(f"  {row:20}{middle:8.2f} s{middle / least:8.2f} x")
        print(
            "\nkB of a page with all it loads; with all its pictures (the aim: at most 400, first page)"
        )
        for page in ("index.html", "00_start_here.html", "01_ba_che.html", "08_comparison.html"):
            once, everything = weight(folder / "site", page)
            print(f"  {page:20}{once:8.0f}{everything:8.0f}")


if __name__ == "__main__":
    main()

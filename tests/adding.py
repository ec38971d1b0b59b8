"""Do the tests pass on a collection to which articles are added?

    python tests/adding.py 1 2 6     adds so many invented articles to a copy each, and tests it

Each copy goes the whole way: draft, coding, notebook, build, the sentences that no longer hold, and
every test but those of the website.  It takes some minutes a copy.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "notebooks")]

from invented import Invented  # noqa: E402
from streamlining import load  # noqa: E402
from tools.check.problems import problems  # noqa: E402
from tools.make.notebook import write_notebook  # noqa: E402

#: What is left behind: what is built, installed or kept by version control.
_BEHIND = (".git", ".venv", ".build", "_site", "__pycache__", "node_modules")


def copied(root: Path) -> Path:
    """A copy of the collection as it stands."""
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*_BEHIND), dirs_exist_ok=True)
    return root


def add(root: Path, texts: Path, seeds: range) -> None:
    """Add invented articles to a collection as a person does, one after the other."""
    for seed in seeds:
        report = Invented.of(seed)
        report.add(root, texts)
        write_notebook(root, report.id)


def build(root: Path) -> None:
    """Execute the notebooks; raises CalledProcessError when one fails."""
    python(root, "-m", "tools", "build", check=True, capture_output=True)


def python(root: Path, *arguments: str, **options) -> subprocess.CompletedProcess:
    path = os.pathsep.join((str(root), str(root / "notebooks")))
    environment = os.environ | {"PYTHONPATH": path}
    environment.pop("ARTICLES", None)
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, encoding="utf-8", **options
    )


def reread(root: Path) -> list[str]:
    """Correct every sentence that ``check`` names, as a person does; returns what it said."""
    corpus = load(root)
    told = [str(problem) for problem in problems(corpus)]
    for file in [root / "README.md", root / "CITATION.cff", *(root / "notebooks").glob("*.ipynb")]:
        text = file.read_text(encoding="utf-8")
        for old, new in _years(corpus):
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    for article in corpus:
        file = root / "data/articles" / f"{article.id}.yaml"
        text = file.read_text(encoding="utf-8")
        if "overviews_read" not in text:
            file.write_text(
                re.sub(r"(?m)^( +)(?=paragraphs:)", r"\g<0>overviews_read: 'yes'\n\1", text, count=1),
                encoding="utf-8",
            )  # fmt: skip
    return told


def _years(corpus):
    years = [int(year) for a in corpus for year in re.findall(r"\b(?:19|20)\d\d", a.head.published)]
    first, last = min(years), max(years)
    return [
        ("etween 2018 and 2022", f"etween {first} and {last}"),
        ("of 2018 to 2022", f"of {first} to {last}"),
        ("2018–2022", f"{first}–{last}"),
    ]


def main(counts: list[int]) -> int:
    failed = 0
    for count in counts:
        with TemporaryDirectory() as folder:
            began = time.monotonic()
            root, texts = copied(Path(folder, "copy")), Path(folder, "texts")
            texts.mkdir()
            add(root, texts, range(count))
            build(root)
            told = reread(root)
            build(root)
            left = [str(problem) for problem in problems(load(root))]
            way = time.monotonic() - began
            done = python(
                root, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "tests",
                "--ignore=tests/site", capture_output=True,
            )  # fmt: skip
            print(f"{count} added: {len(told)} told, {len(left)} left after {way:.0f} s;",
                  done.stdout.strip().splitlines()[-1], flush=True)  # fmt: skip
            print(*left, sep="\n")
            print(*re.findall(r"(?m)^(?:FAILED|ERROR) .*", done.stdout), sep="\n", flush=True)
            failed += bool(left or done.returncode)
    return failed


if __name__ == "__main__":
    sys.exit(main([int(count) for count in sys.argv[1:]] or [1]))

"""Killed at any moment, a command leaves each file as it was or complete, and the next one makes
all of them the old ones or all the new."""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, TOY
from streamlining import load
from tools import files
from tools.make import notebook as template
from tools.suggest import draft as drafting

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

sys.path.insert(0, str(ROOT / "site"))
from website import catalogues  # noqa: E402

KILLS = 100
TEXT = "Huyện đã giảm 27 biên chế, bằng 19,7% so với năm 2015.\n" * 30


def killed(work: Callable[[], object], after: float) -> bool:
    """Do some work in a process of its own and kill it; returns whether that was in time."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def lasting(work: Callable[[], object]) -> float:
    """Seconds that the work takes in a process of its own."""
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    os.waitpid(child, 0)
    return time.perf_counter() - began


class Task:
    """A command on a small collection: what it does, and the files that it writes, old and new."""

    def __init__(self, folder: Path, work: Callable[[Path], object]) -> None:
        self.before, self.after, self.now = folder / "before", folder / "after", folder / "now"
        self.work = work

    def ready(self) -> None:
        """Run it once to the end, to know what complete is and how long it takes."""
        shutil.copytree(self.before, self.after)
        self.seconds = lasting(lambda: self.work(self.after))
        self.old, self.new = contents(self.before), contents(self.after)
        assert self.old != self.new

    def kill(self, chance: random.Random) -> bool:
        """Kill it at a random moment, and look at every file that it left."""
        shutil.rmtree(self.now, ignore_errors=True)
        shutil.copytree(self.before, self.now)
        in_time = killed(lambda: self.work(self.now), chance.uniform(0, self.seconds))
        for name, content in contents(self.now).items():
            assert content in (self.old.get(name), self.new.get(name)), name
        if chance.random() < 0.5:  # the next command is killed as well
            killed(lambda: files.recover(self.now), chance.uniform(0, self.seconds / 4))
        files.recover(self.now)
        assert contents(self.now) in (self.old, self.new)
        assert [file.name for file in (self.now / files.WRITING).glob("*")] in ([], ["lock"])
        self.work(self.now)  # and run again it does the rest
        assert contents(self.now) == self.new
        return in_time


def contents(root: Path) -> dict[str, bytes]:
    """The files that a person or a command would read, and whatever else lies among them."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file() and ".build" not in file.relative_to(root).parts
    }


def draft(root: Path) -> None:
    if not (root / "data/articles/new.yaml").exists():
        drafting.new(root / "new.txt", "new", root)


def first_notebook(root: Path) -> None:
    if not (root / "notebooks/09_toy.ipynb").exists():
        template.write_notebook(root, "toy")


def update_catalogues(root: Path) -> None:
    wanted = {page: [f"message {n} of {page}" for n in range(300)] for page in ("one", "two")}
    catalogues.bring_up_to_date(root, wanted)


def put_in_place(root: Path) -> None:
    drawn = {root / f"figures/{n}.svg": bytes([65 + n]) * 200_000 for n in range(18)}
    files.put(root, drawn | {root / "figures/18.svg": None})


def rewrite(root: Path) -> None:
    files.put(root, {root / "data/glossary.yaml": "x" * 1_000_000})


@pytest.fixture
def tasks(tmp_path: Path, toy) -> list[Task]:
    toy.write(TOY)
    toy.load()
    made = []
    for work in (draft, first_notebook, update_catalogues, put_in_place, rewrite):
        task = Task(tmp_path / "tasks" / work.__name__, work)
        shutil.copytree(toy.root, task.before)
        (task.before / "new.txt").write_text(TEXT, encoding="utf-8")
        for name in ("notebooks", "figures", "site/locale/vi/LC_MESSAGES"):
            (task.before / name).mkdir(parents=True, exist_ok=True)
        (task.before / "notebooks/08_last.ipynb").write_text('{"cells": []}', encoding="utf-8")
        for n in range(0, 20, 2):
            (task.before / f"figures/{n}.svg").write_text("old", encoding="utf-8")
        (catalogues.folder(task.before) / "one.po").write_text(
            'msgid ""\nmsgstr ""\n\nmsgid "message 1 of one"\nmsgstr "một"\n', encoding="utf-8"
        )
        task.ready()
        made.append(task)
    return made


def test_a_hundred_kills_at_random_moments_lose_nothing(tasks: list[Task]) -> None:
    seed = random.SystemRandom().randrange(10**9)
    print(f"seed {seed}")  # shown when the test fails
    chance = random.Random(seed)
    in_time = sum(tasks[number % len(tasks)].kill(chance) for number in range(KILLS))
    assert in_time > KILLS / 4  # or the kills came too late to try anything
    assert load(tasks[0].now).drafts[0].numerals == 90

"""Struck at any step, a command leaves all files as they were, or all of them new."""

import os
import random
from pathlib import Path

import pytest

from streamlining import load
from tools import files

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

if hasattr(os, "fork"):
    import torture

KILLS = 100
STRIDE = {"draft": 1, "put_in_place": 12}  # how many steps are passed over, on average


@pytest.fixture
def chance() -> random.Random:
    seed = random.SystemRandom().randrange(10**9)
    print(f"seed {seed}")  # shown when the test fails
    return random.Random(seed)


@pytest.fixture
def tasks(tmp_path: Path, toy) -> list["torture.Task"]:
    return torture.tasks(tmp_path / "tasks", toy)


def test_a_hundred_kills_at_random_moments_lose_nothing(tasks, chance) -> None:
    for task in tasks:
        found = torture.at_random(task, KILLS // len(tasks), chance)
        assert not torture.wrong(found), (task.name, found)
        task.work(task.now)  # and run again it does the rest
        assert task.left() == "new"
    assert load(tasks[0].now).drafts[0].numerals == 90


@pytest.mark.parametrize("fault", torture.FAULTS if hasattr(os, "fork") else [])
def test_no_step_is_one_at_which_something_is_lost(tasks, chance, fault) -> None:
    for task in tasks:
        found = torture.every_step(task, fault, chance, STRIDE.get(task.name, 3))
        assert not torture.wrong(found), (task.name, found)
        # Writing is short and puts interrupts off until it is done; all else leaves the old files.
        assert found["new" if fault == "interrupted" else "old"], (task.name, "was never struck")


def test_of_two_at_once_both_leave_the_same(tasks) -> None:
    for task in tasks:
        assert torture.two_at_once(task, 4) == {"new": 4}, task.name


def test_what_somebody_changed_after_a_kill_stays(tasks) -> None:
    (task,) = (task for task in tasks if task.name == "put_in_place")
    step, file = 1, task.now / files.WRITING / "forward"
    while torture.struck(task, step, "killed") and not file.exists():
        step += 1
    assert file.exists()
    (task.now / "figures/16.svg").write_text("mine", encoding="utf-8")
    files.recover(task.now)
    now = torture.contents(task.now)
    assert now.pop("figures/16.svg") == b"mine"
    assert now == {name: data for name, data in task.new.items() if name != "figures/16.svg"}

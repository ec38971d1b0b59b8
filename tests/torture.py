"""Kills, interrupts, full disks and refusals at every step of what writes, and what they leave.

``python3 run.py bench --torture`` runs all of it in some minutes and prints a table; the tests run
a part.  Nothing may be left but all of the old files, or all of the new ones: at once, or, after a
kill, when the next command has come by.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import psutil

from conftest import ROOT, TOY, Repository
from test_build import contents, make_toy
from tools import files
from tools.make import notebook as template
from tools.processes import Busy, plainly
from tools.suggest import draft as drafting

sys.path.insert(0, str(ROOT / "site"))
from website import catalogues

TEXT = "Huyện đã giảm 27 biên chế, bằng 19,7% so với năm 2015.\n" * 30

# --- the commands that write ---------------------------------------------------------------------


class Task:
    """A command on a small collection: what it does, and the files that it writes, old and new."""

    def __init__(self, folder: Path, work: Callable[[Path], object]) -> None:
        self.before, self.after, self.now = folder / "before", folder / "after", folder / "now"
        self.name, self.work = work.__name__, work

    def ready(self) -> None:
        """Run it once to the end, to know what complete is and how long it takes."""
        shutil.copytree(self.before, self.after)
        began = time.perf_counter()
        assert apart(lambda: self.work(self.after)) == 0
        self.seconds = time.perf_counter() - began
        self.old, self.new = contents(self.before), contents(self.after)
        assert self.old != self.new

    def afresh(self) -> None:
        shutil.rmtree(self.now, ignore_errors=True)
        shutil.copytree(self.before, self.now)

    def left(self) -> str:
        """What there is now: ``old``, ``new``, or what differs from both."""
        now = contents(self.now)
        files.recover(self.now)  # the next command has nothing to do but to sweep up
        rest = [file.name for file in (self.now / files.WRITING).glob("*") if file.name != "lock"]
        if now in (self.old, self.new) and now == contents(self.now) and not rest:
            return "old" if now == self.old else "new"
        return f"{sorted(name for name in now if now[name] != self.old.get(name))} {rest}"


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


def tasks(folder: Path, toy: Repository) -> list[Task]:
    """The commands, each with a collection that it has not yet worked on."""
    toy.write(TOY)
    toy.load()
    made = []
    for work in (draft, first_notebook, update_catalogues, put_in_place, rewrite):
        task = Task(folder / work.__name__, work)
        shutil.copytree(toy.root, task.before)
        (task.before / "new.txt").write_text(TEXT, encoding="utf-8")
        for name in ("notebooks", "figures", "site/locale/vi/LC_MESSAGES"):
            (task.before / name).mkdir(parents=True, exist_ok=True)
        (task.before / "notebooks/08_last.ipynb").write_text(
            '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "# A"}], "nbformat": 4}',
            encoding="utf-8",
        )
        for n in range(0, 20, 2):
            (task.before / f"figures/{n}.svg").write_text("old", encoding="utf-8")
        (catalogues.folder(task.before) / "one.po").write_text(
            'msgid ""\nmsgstr ""\n\nmsgid "message 1 of one"\nmsgstr "một"\n', encoding="utf-8"
        )
        task.ready()
        made.append(task)
    return made


# --- in a process of its own ---------------------------------------------------------------------

_REACHED = 77  # exit status of a process whose step came, where nothing else tells


def apart(work: Callable[[], object], after: float | None = None) -> int:
    """Do some work in a process of its own, killed after so many seconds; returns its status."""
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(BaseException):
            work()
            status = 0
        os._exit(status)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


#: What changes the file system, as Python's audit hooks name it; the first need room on the disk.
_NEED_ROOM = {"open", "os.mkdir", "os.link", "os.fsync"}
_CHANGE = {*_NEED_ROOM, "os.rename", "os.remove", "os.rmdir", "os.chmod"}


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def _full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _refuse() -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


FAULTS = {"killed": _kill, "interrupted": _interrupt, "disk full": _full, "refused": _refuse}


def strike(root: Path, step: int, fault: str) -> Callable[[], int]:
    """Let a fault meet the process at a step of its writing below ``root``.

    A disk stays full; the others strike once.  Returns how many steps there have been.
    """
    done = 0

    def look(event: str, arguments: tuple) -> None:
        nonlocal done
        if event not in _CHANGE or (
            event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR)
        ):
            return
        if event != "os.fsync" and not _below(arguments[0], root):
            return
        done += 1
        if done == step or (fault == "disk full" and done > step and event in _NEED_ROOM):
            FAULTS[fault]()

    fsync = os.fsync
    os.fsync = lambda file: (sys.audit("os.fsync", file), fsync(file))[1]
    sys.addaudithook(look)
    return lambda: done


def _below(path: object, root: Path) -> bool:
    named = isinstance(path, str | bytes | os.PathLike)
    return named and (os.fsdecode(path).startswith(str(root)) or not os.path.isabs(path))


def struck(task: Task, step: int, fault: str) -> bool:
    """Do a task, struck at a step; returns whether it came so far."""

    def work() -> None:
        steps = strike(task.now, step, fault)
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
        with contextlib.suppress(Exception):  # DraftError and its like speak for themselves
            plainly(lambda: task.work(task.now) or 0)
        os._exit(_REACHED if steps() >= step else 0)

    task.afresh()
    status = apart(work)
    return os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == _REACHED


def every_step(task: Task, fault: str, chance: random.Random, stride: int = 1) -> Counter[str]:
    """Strike a task at every step (or some), until it has none left; counts what was left."""
    found: Counter[str] = Counter()
    step = chance.randint(1, stride)
    while struck(task, step, fault):
        if fault == "killed":
            if chance.random() < 0.5:  # the next command is killed as well
                apart(lambda: files.recover(task.now), chance.uniform(0, task.seconds / 4))
            files.recover(task.now)
        found[task.left()] += 1
        step += chance.randint(1, 2 * stride - 1)
    return found


def at_random(task: Task, number: int, chance: random.Random) -> Counter[str]:
    """Kill a task at random moments; counts what was left when the next command had come by."""
    found: Counter[str] = Counter()
    for _ in range(number):
        task.afresh()
        apart(lambda: task.work(task.now), chance.uniform(0, task.seconds))
        files.recover(task.now)
        found[task.left()] += 1
    return found


def two_at_once(task: Task, number: int) -> Counter[str]:
    """Start a task twice at the same time; one may find that the other was faster."""
    found: Counter[str] = Counter()
    for _ in range(number):
        task.afresh()
        pair = [os.fork() for _ in "ab" if os.getpid() == _PARENT]
        if os.getpid() != _PARENT:
            with contextlib.suppress(Exception, Busy):
                task.work(task.now)
            os._exit(0)
        for child in pair:
            os.waitpid(child, 0)
        found[task.left()] += 1
    return found


_PARENT = os.getpid()

# --- whole commands, with all that they start ----------------------------------------------------


class Command:
    """A command of the collection in a folder of its own, and what it had there before."""

    def __init__(self, name: str, root: Path, *arguments: str, made: str) -> None:
        self.name, self.root, self.made = name, root, made
        self.command = [sys.executable, *arguments]
        path = os.pathsep.join((str(root), str(root / "notebooks")))
        self.environment = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}

    def start(self, **variables: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command, cwd=self.root, env=self.environment | variables, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def contents(self) -> dict[str, bytes]:
        return {
            file: data for file, data in contents(self.root).items() if file.startswith(self.made)
        }

    def afresh(self, old: dict[str, bytes]) -> None:
        """Put back what was there, as a person would: nothing of what a command keeps for itself."""
        for file in contents(self.root).keys() - old.keys():
            (self.root / file).unlink()
        for file, data in old.items():
            (self.root / file).write_bytes(data)
        (self.root / ".build/stamp.json").unlink(missing_ok=True)


def whole(
    command: Command, number: int, chance: random.Random, sent: signal.Signals
) -> Counter[str]:
    """Kill or interrupt a command at random moments; counts what was left, and what lives on."""
    old = contents(command.root)
    began = time.monotonic()
    command.start().communicate()
    seconds, new = time.monotonic() - began, command.contents()
    before = {file: data for file, data in old.items() if file.startswith(command.made)}
    found: Counter[str] = Counter()
    for _ in range(number):
        command.afresh(old)
        process = command.start()
        time.sleep(chance.uniform(0.05, seconds))
        family = _family(process.pid)
        process.send_signal(sent)
        _, said = process.communicate()
        alive = psutil.wait_procs(family, timeout=5)[1]
        files.recover(command.root)
        now = command.contents()
        left = "old" if now == before else "new" if now == new else "MIXED"
        if command.made == "_site" and not now and sent is signal.SIGKILL:
            left = "new, at the next run"  # killed between two renamings
        faults = [f"{len(alive)} LIVE ON"] * bool(alive) + ["TRACEBACK"] * ("Traceback" in said)
        found[", ".join([left, *faults])] += 1
        for one in alive:
            one.kill()
    command.afresh(old)
    return found


def _family(number: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(number).children(recursive=True)
    return []


def interposed(folder: Path) -> dict[str, str]:
    """Variables that let a command and all it starts meet what torture.c does; {} without a cc."""
    library, count = folder / "torture.so", folder / "count"
    source = Path(__file__).with_suffix(".c")
    build = ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
    if sys.platform != "linux" or not shutil.which("cc"):
        return {}
    subprocess.run(build, check=True)
    return {"LD_PRELOAD": str(library), "TORTURE_COUNT": str(count)}


def full_disk(command: Command, number: int, variables: dict[str, str]) -> Counter[str]:
    """Let the disk be full from the n-th write on, for ``number`` n up to the last."""
    old, count = contents(command.root), Path(variables["TORTURE_COUNT"])
    variables = variables | {"TORTURE_ROOT": str(command.root)}

    def run(step: int) -> tuple[int, str]:
        count.write_bytes(bytes(8))
        command.afresh(old)
        process = command.start(**variables, TORTURE_FULL=str(step))
        _, said = process.communicate()
        return process.returncode, said

    run(10**9)
    writes, new = int.from_bytes(count.read_bytes(), sys.byteorder), command.contents()
    before = {file: data for file, data in old.items() if file.startswith(command.made)}
    found: Counter[str] = Counter()
    for step in sorted({1 + writes * n // number for n in range(number)}):
        status, said = run(step)
        now = command.contents()
        left = "old" if now == before else "new" if now == new else "MIXED"
        faults = ["TRACEBACK"] * ("Traceback" in said) + ["SILENT"] * (left == "old" and not status)
        found[", ".join([left, *faults])] += 1
    command.afresh(old)
    return found


def jumping_clock(command: Command, variables: dict[str, str]) -> Counter[str]:
    """A clock that jumps by years changes nothing in what is made."""
    old = contents(command.root)
    command.start().communicate()
    new = command.contents()
    command.afresh(old)
    process = command.start(**variables, TORTURE_CLOCK="1")
    process.communicate()
    left = "new" if command.contents() == new and not process.returncode else "OTHER"
    command.afresh(old)
    return Counter([left])


# --- the table -----------------------------------------------------------------------------------


def rows(folder: Path, chance: random.Random) -> Iterator[tuple[str, str, Counter[str]]]:
    """Each command with each fault, and what was left how often."""
    toy = Repository(folder / "toy", alone=True)
    for task in tasks(folder / "tasks", toy):
        for fault in FAULTS:
            yield task.name, f"{fault} at each step", every_step(task, fault, chance)
        yield task.name, "killed at random", at_random(task, 40, chance)
        yield task.name, "two at once", two_at_once(task, 20)
    make_toy(folder / "collection")
    built = Command("build", folder / "collection", "-m", "tools", "build", made="")
    yield "build", "killed at random", whole(built, 20, chance, signal.SIGKILL)
    yield "build", "interrupted at random", whole(built, 20, chance, signal.SIGINT)
    if variables := interposed(folder):
        yield "build", "disk full at each write", full_disk(built, 80, variables)
        yield "build", "a clock that jumps", jumping_clock(built, variables)
    copy = folder / "copy"
    for name in subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    site = Command("site", copy, "site/build.py", made="_site")
    site.start().communicate()
    yield "site", "killed at random", whole(site, 6, chance, signal.SIGKILL)
    yield "site", "interrupted at random", whole(site, 6, chance, signal.SIGINT)
    if variables:
        yield "site", "disk full at some writes", full_disk(site, 8, variables)


def main() -> None:
    seed = random.SystemRandom().randrange(10**9)
    print(f"\nTorture (seed {seed}): what each command leaves; nothing but `old` or `new` is right")
    print(f"  {'command':18} {'what it meets':26} {'times':>5}  left")
    with tempfile.TemporaryDirectory() as folder:
        for name, fault, found in rows(Path(folder), random.Random(seed)):
            left = "; ".join(f"{count} {what}" for what, count in sorted(found.items()))
            print(f"  {name:18} {fault:26} {found.total():5}  {left}", flush=True)


def wrong(found: Iterable[str]) -> list[str]:
    """Of what was left, what is neither."""
    return [left for left in found if left not in ("old", "new")]

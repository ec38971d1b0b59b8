"""One message whatever stops a command; children that end with whoever started them."""

import contextlib
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from conftest import ROOT
from streamlining.coding.yamltext import DataError, Problem
from tools.build import BuildError, building, execution, kernels, progress, writer
from tools.make import tidy
from tools.processes import Busy, Refused, alone, on_interrupt, plainly

sys.path.insert(0, str(ROOT / "site"))
import build as site

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals to one process, as on Unix")
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "notebooks")))}

# --- one message ---------------------------------------------------------------------------------


def raising(error: BaseException):
    def work() -> int:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (KeyboardInterrupt(), 130, "\nInterrupted: nothing was changed.\n"),
        (Refused("because"), 1, "because\n"),
        (Busy("wait"), 1, "wait\n"),
        (MemoryError(), 1, "There is too little memory for this.\n"),
        (PermissionError(errno.EACCES, "Permission denied", "a.csv"), 1,
         "a.csv could not be read or written: Permission denied.\n"),
        (OSError(errno.ENOSPC, "No space left on device", "a.csv"), 1,
         "a.csv could not be read or written: the disk is full.\n"),
        (OSError(errno.EMFILE, "Too many open files"), 1,
         "A file could not be read or written: Too many open files (a limit of this shell: "
         "`ulimit -n 1024` raises it).\n"),
        (OSError("odd"), 1, "A file could not be read or written: odd.\n"),
    ],
)  # fmt: skip
def test_what_stops_a_command_is_told_in_one_message(capsys, error, status, told):
    assert plainly(raising(error)) == status
    assert capsys.readouterr() == ("", told)


def test_what_a_command_returns_is_its_status_and_a_slip_of_its_code_is_not_hidden():
    assert (plainly(lambda: 0), plainly(lambda: 3)) == (0, 3)
    with pytest.raises(ZeroDivisionError):
        plainly(lambda: 1 // 0)


@posix_only
def test_whose_output_nobody_reads_any_more_ends_without_a_word():
    code = "from tools.processes import plainly; plainly(lambda: [print(n) for n in range(10**6)])"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


# --- interrupts ----------------------------------------------------------------------------------


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_interrupt_counts_and_the_others_do_not_cut_short_what_follows(number):
    before, seen = signal.getsignal(signal.SIGINT), []
    handlers = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        with on_interrupt(lambda: seen.append("interrupted")):
            os.kill(os.getpid(), number)
            assert seen == ["interrupted"]
            for one in handlers:
                os.kill(os.getpid(), one)
        os.kill(os.getpid(), number)  # nor afterwards
        assert seen == ["interrupted"]
    finally:
        for one, handler in handlers.items():
            signal.signal(one, handler)
    with on_interrupt(lambda: None):
        pass
    assert signal.getsignal(signal.SIGINT) is before


# --- side by side --------------------------------------------------------------------------------


def test_of_two_only_one_holds_a_lock_and_its_end_frees_it(tmp_path):
    lock = tmp_path / "folder/lock"
    with alone(lock, "told"), pytest.raises(Busy, match="told"), alone(lock, "told"):
        pytest.fail("both hold it")
    with alone(lock, "told"):
        pass


def test_who_has_patience_gets_the_lock_when_it_is_free(tmp_path):
    lock = tmp_path / "lock"
    code = (
        f"import sys, time; from pathlib import Path; from tools.processes import alone\n"
        f"with alone(Path({str(lock)!r}), ''): print('held', flush=True); time.sleep(0.3)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], env=ENVIRONMENT, stdout=subprocess.PIPE
    ) as holder:
        holder.stdout.readline()
        with alone(lock, "told", patience=30):
            assert holder.wait(timeout=10) == 0


# --- children ------------------------------------------------------------------------------------

SLEEPS = "import time; print('up', flush=True); time.sleep(60)"


def start_sleeper(folder: Path, *, then: str) -> subprocess.Popen[str]:
    """A process with a child that sleeps; prints the child's number, then does what is said."""
    (folder / "sleeper.py").write_text(SLEEPS, encoding="utf-8")
    code = (
        "import os, sys, time, subprocess; from tools.processes import child, plainly\n"
        "def work():\n"
        "    with child('-m', 'sleeper', stdout=subprocess.PIPE) as process:\n"
        "        process.stdout.readline(); print(process.pid, flush=True)\n"
        f"        {then}\n"
        "    return 0\n"
        "sys.exit(plainly(work))"
    )
    variables = {"PYTHONPATH": os.pathsep.join((ENVIRONMENT["PYTHONPATH"], str(folder)))}
    return subprocess.Popen(
        [sys.executable, "-c", code], env=os.environ | variables, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(number: int) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return not psutil.wait_procs([psutil.Process(number)], timeout=10)[1]
    return True


def test_a_child_ends_with_its_block(tmp_path):
    with start_sleeper(tmp_path, then="pass") as parent:
        assert ended(int(parent.stdout.readline()))
        assert parent.wait(timeout=10) == 0


def test_a_child_ends_with_whoever_started_it_even_when_that_is_killed(tmp_path):
    with start_sleeper(tmp_path, then="time.sleep(60)") as parent:
        number = int(parent.stdout.readline())
        assert psutil.pid_exists(number)
        parent.kill()
    assert ended(number)


@posix_only
def test_an_interrupt_from_the_keyboard_reaches_the_parent_alone(tmp_path):
    """A terminal sends it to the whole group, of which the child is none."""
    with start_sleeper(tmp_path, then="time.sleep(60)") as parent:
        number = int(parent.stdout.readline())
        assert os.getpgid(number) != os.getpgid(parent.pid)
        parent.send_signal(signal.SIGINT)
        assert parent.wait(timeout=10) == 130
        assert parent.stderr.read() == "\nInterrupted: nothing was changed.\n"
    assert ended(number)


# --- a build that has no room --------------------------------------------------------------------


@posix_only
def test_a_shell_that_allows_too_few_open_files_is_told():
    code = (
        "import resource; from tools.build import kernels\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (30, {}))\n"
        "kernels.raise_limit(); print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    wide, narrow = (
        subprocess.run(
            [sys.executable, "-c", code.format(hard)],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
        )
        for hard in (4096, 64)
    )
    assert wide.stdout.strip() == str(kernels.OPEN_FILES)
    told = (
        f"This shell allows 64 open files, and a build needs {kernels.OPEN_FILES}: see `ulimit -n`."
    )
    assert narrow.stderr.endswith(f"BuildError: {told}\n")


def test_a_notebook_that_failed_for_want_of_room_says_so(tmp_path, monkeypatch):
    class Cell:
        cell_type, source = "code", "draw()"

    class Notebook:
        cells = (Cell,)

    at = progress.Position(tmp_path / "notebooks/01_a.ipynb", Notebook)
    (tmp_path / "notebooks").mkdir()
    for free, why in ((10**9, "NoneType: None"), (10**6, "the disk is full")):
        usage = type("Usage", (), {"free": free})
        monkeypatch.setattr(progress.shutil, "disk_usage", lambda _, usage=usage: usage)
        told = at.failure("NoneType: None")
        assert told == f"notebooks/01_a.ipynb, cell 1 (In [1]) failed:\n    draw()\n{why}"


def test_a_notebook_that_cannot_be_written_is_told_and_not_traced(tmp_path, monkeypatch):
    async def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "01_a.ipynb")

    file = tmp_path / "01_a.ipynb"
    file.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    monkeypatch.setattr(execution, "_execute_one", fail)
    with pytest.raises(BuildError, match="^01_a.ipynb could not be .*: the disk is full.$"):
        execution.execute([file], workers=1)


def test_a_build_that_cannot_leave_its_stamp_is_a_build_all_the_same(tmp_path, monkeypatch):
    def full(file: Path, *_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(file))

    for name in ("copy", "run_writer", "execute"):
        monkeypatch.setattr(building, name, lambda *_, **__: {})
    monkeypatch.setattr(building, "changes", lambda *_: {tmp_path / "a": b"new"})
    monkeypatch.setattr(Path, "write_text", full)
    assert building.build(tmp_path) == [tmp_path / "a"]
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            OSError(errno.ENOSPC, "", "a.csv"),
            "a.csv could not be read or written: the disk is full.",
        ),
        (DataError([Problem("a.yaml", 1, 2, "found a slip")]), "a.yaml:1:2: found a slip"),
        (Refused("because"), "because"),
    ],
)
def test_what_stops_a_writer_is_told_in_its_own_words(tmp_path, monkeypatch, error, told):
    monkeypatch.setattr(tidy, "write_tidy", lambda _: raising(error)())
    monkeypatch.setattr(sys, "argv", ["writer", "make.tidy", "write_tidy", str(tmp_path)])
    with pytest.raises(SystemExit) as caught:
        writer.call_writer()
    assert str(caught.value) == told


# --- a website that takes the old one's place ----------------------------------------------------


@pytest.fixture
def places(tmp_path):
    """The folder of the site, with an old page; the working folder, with a finished new one."""
    target, work = tmp_path / "_site", tmp_path / "work"
    for folder, text in ((target, "old"), (work / "finished", "new")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(text, encoding="utf-8")
    return target, work


def page(target: Path) -> str:
    return (target / "index.html").read_text(encoding="utf-8")


def test_a_finished_site_takes_the_old_ones_place_and_leaves_nothing(places):
    target, work = places
    site.swap(work / "finished", target, work)
    assert page(target) == "new" and list(work.iterdir()) == []


def test_a_site_that_cannot_take_its_place_leaves_the_old_one(places, monkeypatch):
    target, work = places
    rename = Path.rename

    def refuse(self: Path, other: Path) -> Path:
        if self.name == "finished":
            raise PermissionError(errno.EACCES, "Permission denied", str(other))
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        site.swap(work / "finished", target, work)
    assert page(target) == "old"


def test_after_a_kill_between_the_two_steps_the_next_run_brings_the_old_one_back(
    places, monkeypatch
):
    target, work = places
    target.rename(work / "old")

    def stop(root: Path) -> None:
        assert page(target) == "old"
        raise KeyboardInterrupt

    monkeypatch.setattr(site, "load", stop)
    with pytest.raises(KeyboardInterrupt):
        site.build(ROOT, target, work)
    assert page(target) == "old"


def test_a_second_build_of_the_site_is_told_and_touches_nothing(places):
    target, work = places
    with alone(work / "lock", ""), pytest.raises(Busy, match="is being built already"):
        site.build(ROOT, target, work)
    assert page(target) == "old" and (work / "finished/index.html").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("a.md:3: WARNING: no such target\n", "a.md:3: WARNING: no such target"),
        ("Traceback (most recent call last):\n  File x\nValueError: odd\n",
         "Sphinx broke off: ValueError: odd"),
        ("Traceback\n    sphinx.errors.ThemeError: no theme\nThe full traceback is in x.log\n",
         "Sphinx broke off: sphinx.errors.ThemeError: no theme"),
        ("Traceback\nNoneType\nKilled\n", "Sphinx broke off: Killed"),
    ],
)  # fmt: skip
def test_what_sphinx_says_is_told_without_the_way_there(said, told):
    assert site.plain(said) == told


def test_an_edition_that_fails_ends_the_build_and_frees_its_room(places, monkeypatch):
    class Failed:
        class stderr:
            read = staticmethod(lambda: "a.md:3: WARNING: odd\n")

        wait = staticmethod(lambda: 2)

    class English:
        language = "en"

    _, work = places
    monkeypatch.setattr(site, "stage", lambda *_: None)
    monkeypatch.setattr(site, "sphinx", lambda *_: contextlib.nullcontext(Failed))
    with pytest.raises(SystemExit) as caught:
        site.render([English], work / "finished", work, "")
    assert str(caught.value) == "a.md:3: WARNING: odd\nThe website was not built (en)."
    assert not (work / "finished").exists()

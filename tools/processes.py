"""Commands that are interrupted, that run side by side, and that start others."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path


class Refused(Exception):
    """Why a command did nothing; its text is for the person who gave it."""


class Busy(Refused):
    """Another command is at work."""


# --- one message, whatever happens ---------------------------------------------------------------


def plainly(work: Callable[[], int]) -> int:
    """Do a command's work; what stops it is told in one message.  Returns the exit status."""
    try:
        with on_interrupt(stop):
            status = work()
            sys.stdout.flush()
            return status
    except KeyboardInterrupt:
        print("\nInterrupted: nothing was changed.", file=sys.stderr)
        return 130
    except Refused as error:
        print(error, file=sys.stderr)
    except MemoryError:
        print("There is too little memory for this.", file=sys.stderr)
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # whoever reads our output has gone: `| head`
            print(reason(error), file=sys.stderr)
        _give_up_output()
    return 1


def _give_up_output() -> None:
    """Where standard output takes no more, let it go, or Python complains at its end once more."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reason(error: OSError) -> str:
    """What an OSError says to a person, in a sentence or two."""
    why = error.strerror or str(error)
    if error.errno == errno.ENOSPC:
        why = "the disk is full"
    if error.errno == errno.EMFILE:
        why += " (a limit of this shell: `ulimit -n 1024` raises it)"
    return f"{error.filename or 'A file'} could not be read or written: {why}."


# --- interrupts ----------------------------------------------------------------------------------


@contextlib.contextmanager
def on_interrupt(action: Callable[[], object]) -> Iterator[None]:
    """Call ``action`` at the first Ctrl-C or request to end, and ignore all later ones.

    They stay ignored: what follows an interrupt is tidying up, which is not to be cut short.
    """
    signals = (signal.SIGINT, signal.SIGTERM)

    def handle(*_: object) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        action()

    if threading.current_thread() is not threading.main_thread():  # signals never come to others
        yield
        return
    outer = {number: signal.signal(number, handle) for number in signals}
    try:
        yield
    finally:
        for number, handler in outer.items():
            if signal.getsignal(number) is handle:
                signal.signal(number, handler)


def stop() -> None:
    """What most commands do on an interrupt."""
    raise KeyboardInterrupt


# --- side by side --------------------------------------------------------------------------------


@contextlib.contextmanager
def alone(lock: Path, told: str, *, patience: float = 0) -> Iterator[None]:
    """Hold a lock that the system releases when this process ends, however it ends.

    Raises Busy with the text ``told`` where another process holds it for ``patience`` seconds.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + patience
    with open(lock, "a", encoding="ascii") as file:
        while not _taken(file.fileno()):
            if time.monotonic() >= until:
                raise Busy(told)
            time.sleep(0.02)
        yield


def _taken(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


# --- children ------------------------------------------------------------------------------------


@contextlib.contextmanager
def child(*command: str, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Start ``python <command>``, which ends when this block ends, and when this process does.

    It reads a pipe that only this process holds open, and the system closes that however this
    process ends.  Ctrl-C reaches this process alone, which tells it once.

    >>> with child("-m", "sphinx", "--version") as process:
    ...     failed = process.wait()
    """
    apart = {"start_new_session": True}
    if os.name == "nt":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    start = [sys.executable, "-P", str(Path(__file__).with_name("watched.py")), *command]
    with subprocess.Popen(start, stdin=subprocess.PIPE, **apart, **options) as process:
        try:
            yield process
        finally:
            process.kill()

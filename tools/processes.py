"""Commands that are interrupted, and commands that run side by side."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path


class Busy(Exception):
    """Another command is at work; its text is for the person who started this one."""


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


@contextlib.contextmanager
def alone(lock: Path, told: str) -> Iterator[None]:
    """Hold a lock that the system releases when this process ends, however it ends.

    Raises Busy with the text ``told`` where another process holds it.
    """
    lock.parent.mkdir(exist_ok=True)
    with open(lock, "a", encoding="ascii") as file:
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise Busy(told) from None
        yield

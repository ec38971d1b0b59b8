"""Executes notebooks, several at a time: all of them, or none when one fails."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from typing import Any

from ..processes import on_interrupt, reason
from . import BuildError, documents
from .kernels import kernel, raise_limit
from .progress import Position, Progress

CELL_TIMEOUT = 600  # seconds


class _Loop(asyncio.SelectorEventLoop):
    """An event loop that leaves signals alone.

    nbclient sets handlers of its own, and takes them away again when its first notebook ends.
    """

    def add_signal_handler(self, *_: Any) -> None:
        raise NotImplementedError


def execute(
    notebooks: list[Path], *, workers: int | None = None, expected: dict[str, float] | None = None
) -> dict[str, float]:
    """Execute notebooks in place, several at a time (as many as there are cores).

    ``expected`` holds each notebook's seconds where known: the longest starts first.  Returns the
    seconds that each took.  Raises BuildError when one fails; the others are then stopped.
    """
    raise_limit()
    longest_first = sorted(
        notebooks, key=lambda file: ((expected or {}).get(file.name, 0), file.stat().st_size)
    )[::-1]
    opened = {file: documents.read(file) for file in longest_first}
    with asyncio.Runner(loop_factory=_Loop) as runner, Progress(opened.values()) as progress:
        try:
            return runner.run(_execute_all(opened, workers or _cores(), progress))
        except BaseExceptionGroup as group:
            failures, slips = group.split((BuildError, OSError))
            if slips:  # of this file, not of a notebook
                raise
            raise BuildError("\n\n".join(map(_told, failures.exceptions))) from None
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None


def _told(failure: BuildError | OSError) -> str:
    return reason(failure) if isinstance(failure, OSError) else str(failure)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


async def _execute_all(
    opened: dict[Path, Any], workers: int, progress: Progress
) -> dict[str, float]:
    loop, everything = asyncio.get_running_loop(), asyncio.current_task()
    free = asyncio.Semaphore(workers)
    seconds: dict[str, float] = {}

    async def one(file: Path) -> None:
        async with free:
            began = time.monotonic()
            await _execute_one(file, opened[file], progress)
            seconds[file.name] = round(time.monotonic() - began, 1)

    with on_interrupt(lambda: loop.call_soon_threadsafe(everything.cancel)):
        async with asyncio.TaskGroup() as group:
            for file in opened:
                group.create_task(one(file))
    return seconds


async def _execute_one(file: Path, notebook: Any, progress: Progress) -> None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    at = Position(file, notebook)

    def cell_starts(cell: Any, cell_index: int) -> None:
        at.index = cell_index
        progress.show(at)

    def cell_ends(cell: Any, cell_index: int, execute_reply: Any) -> None:
        progress.advance()

    try:
        async with kernel(file) as (manager, client):
            executor = NotebookClient(
                notebook,
                km=manager,
                timeout=CELL_TIMEOUT,
                record_timing=False,
                coalesce_streams=True,
                on_cell_execute=cell_starts,
                on_cell_executed=cell_ends,
            )
            executor.kc = client
            await executor.async_execute()
    except CellExecutionError as error:
        raise BuildError(at.failure(f"{error.ename}: {error.evalue}", str(error))) from None
    except CellTimeoutError:
        raise BuildError(at.failure(f"it ran for longer than {CELL_TIMEOUT} s")) from None
    except DeadKernelError:
        if asyncio.current_task().cancelling():  # nbclient's name for being cancelled
            raise asyncio.CancelledError from None
        raise BuildError(at.failure("its kernel died")) from None
    _refuse_warnings(at, notebook)
    documents.write(file, notebook)
    progress.finished(file)


def _refuse_warnings(at: Position, notebook: Any) -> None:
    for at.index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr":
                reason = "it writes to stderr, and no stored output may hold a warning:\n"
                raise BuildError(at.failure(reason + output.text.strip()))

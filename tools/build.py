"""Executes every notebook and puts what they make in place: all of it, or nothing.

``python3 run.py`` runs this file.  It works on a copy of ``data/`` and ``notebooks/`` in
``.build/stage``; only when everything has succeeded are the files that differ replaced.  So a
failing notebook or an interrupt leaves the collection as it was.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

# jsonschema, which nbformat imports, offers to check internationalised addresses with a grammar
# that takes 1 to 4 s to compile in each process.  Notebooks hold none, and it does without when
# the grammar is missing.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

ROOT = Path(__file__).resolve().parents[1]
CELL_TIMEOUT = 600  # seconds
KERNEL_TIMEOUT = 120  # seconds, for a kernel to start

#: The folders and the file that a build depends on; their generated files are hashed with them.
INPUTS = ("README.md", "CITATION.cff", "data", "notebooks", "tools", "site/locale", "figures",
          "requirements.lock")  # fmt: skip
#: Folders whose files are all generated: what a build does not make again is removed.
GENERATED = ("figures", "data/tidy", "data/schemas")


class BuildError(Exception):
    """Why nothing was built; its text is written for the person who started the build."""


def build(root: Path = ROOT, *, workers: int | None = None) -> list[Path]:
    """Execute all notebooks of ``root`` and write figures and tidy tables.

    Returns the files that changed.  Raises BuildError with nothing changed.
    """
    stage = root / ".build" / "stage"
    before = digest(root)
    try:
        _copy(root, stage)
        _run_writer(stage, "make.navigation", "write_navigation", stage)
        # First the tables: a slip in the data then shows as its own message, not as a cell's error.
        _run_writer(stage, "make.tidy", "write_tidy", stage / "data" / "tidy")
        _run_writer(stage, "make.schemas", "write_schemas", stage / "data" / "schemas")
        notebooks = sorted((stage / "notebooks").glob("*.ipynb"))
        seconds = execute(notebooks, workers=workers, expected=_stamp(root).get("seconds", {}))
        _run_writer(stage, "make.pictures", "write_index", stage / "figures")
        if digest(root) != before:
            raise BuildError("Files changed while they were being built: build again.")
        changes = _changes(root, stage)
        with _on_interrupt(lambda: None):  # a moment that is not to be cut short
            _replace(changes)
            stamp = {"digest": digest(root), "seconds": seconds}
            (root / ".build" / "stamp.json").write_text(json.dumps(stamp), encoding="utf-8")
            shutil.rmtree(stage, ignore_errors=True)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return sorted(changes)


# --- what is there, and whether it has changed ---------------------------------------------------


def digest(root: Path) -> str:
    """Hash of everything a build reads and of everything it has written."""
    total = hashlib.sha256(platform.python_version().encode())
    for name in INPUTS:
        for file in _files(root / name):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            total.update(f"{file.relative_to(root).as_posix()} {content}\n".encode())
    return total.hexdigest()


def _files(top: Path) -> list[Path]:
    """The files under a folder (or the file itself) in a fixed order; no caches or hidden files."""
    found = [top] if top.is_file() else sorted(top.rglob("*"))
    return [
        file
        for file in found
        if file.is_file() and not any(map(_is_passing, file.relative_to(top.parent).parts))
    ]


def _is_passing(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def _stamp(root: Path) -> dict[str, Any]:
    """What the last build left: the digest at its end, and each notebook's seconds."""
    try:
        return json.loads((root / ".build" / "stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


# --- the staging copy ----------------------------------------------------------------------------


def _copy(root: Path, stage: Path) -> None:
    shutil.rmtree(stage, ignore_errors=True)  # left by a build that was killed
    for name in ("README.md", "CITATION.cff", "data", "notebooks", "tools", "site/locale"):
        for file in _files(root / name):
            copy = stage / file.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, copy)
    for name in GENERATED:
        shutil.rmtree(stage / name, ignore_errors=True)
        (stage / name).mkdir(parents=True)


def _run_writer(stage: Path, module: str, function: str, folder: Path) -> None:
    """Call a function of the staged package that writes files into ``folder``."""
    command = [sys.executable, "-c", "from tools import build; build.call_writer()"]
    done = subprocess.run(
        [*command, module, function, str(folder)],
        cwd=stage,
        env=_environment(stage) | {"PYTHONPATH": str(stage / "notebooks")},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise BuildError(_shown(done.stderr, stage))


def call_writer() -> None:
    """Call ``tools.<module>.<function>(folder)``, the three named on the command line.

    An error that the package raises for people ends the process with its text alone.
    """
    module, function, folder = sys.argv[1:]
    try:
        getattr(import_module(f"tools.{module}"), function)(Path(folder))
    except Exception as error:
        if type(error).__module__.partition(".")[0] in ("printed", "streamlining", "tools"):
            sys.exit(str(error))
        frame = traceback.extract_tb(error.__traceback__)[-1]
        sys.exit(
            f"tools.{module}.{function} failed at {frame.filename}:{frame.lineno}:\n"
            f"    {frame.line}\n{type(error).__name__}: {error}"
        )


def _environment(stage: Path) -> dict[str, str]:
    """Environment variables for the kernels: none that would change what a notebook shows."""
    foreign = ("MATPLOTLIBRC", "MPLBACKEND", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONWARNINGS")
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {
        "STREAMLINING_FIGURES": str(stage / "figures"),
        "IPYTHONDIR": str(stage / "ipython"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def _shown(text: str, stage: Path) -> str:
    """A message with the staging copy's paths as those of the collection."""
    return text.strip().replace(f"{stage}{os.sep}", "")


# --- executing -----------------------------------------------------------------------------------


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
    longest_first = sorted(
        notebooks, key=lambda file: ((expected or {}).get(file.name, 0), file.stat().st_size)
    )[::-1]
    documents = {file: _read(file) for file in longest_first}
    with asyncio.Runner(loop_factory=_Loop) as runner, _Progress(documents.values()) as progress:
        try:
            return runner.run(_execute_all(documents, workers or _cores(), progress))
        except BaseExceptionGroup as group:
            failures, slips = group.split(BuildError)
            if slips:  # of this file, not of a notebook
                raise
            raise BuildError("\n\n".join(map(str, failures.exceptions))) from None
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


async def _execute_all(
    documents: dict[Path, Any], workers: int, progress: _Progress
) -> dict[str, float]:
    loop, everything = asyncio.get_running_loop(), asyncio.current_task()
    free = asyncio.Semaphore(workers)
    seconds: dict[str, float] = {}

    async def one(file: Path) -> None:
        async with free:
            began = time.monotonic()
            await _execute_one(file, documents[file], progress)
            seconds[file.name] = round(time.monotonic() - began, 1)

    with _on_interrupt(lambda: loop.call_soon_threadsafe(everything.cancel)):
        async with asyncio.TaskGroup() as group:
            for file in documents:
                group.create_task(one(file))
    return seconds


async def _execute_one(file: Path, notebook: Any, progress: _Progress) -> None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    at = _Position(file, notebook)

    def cell_starts(cell: Any, cell_index: int) -> None:
        at.index = cell_index
        progress.show(at)

    def cell_ends(cell: Any, cell_index: int, execute_reply: Any) -> None:
        progress.advance()

    try:
        async with _kernel(file) as (manager, client):
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
    _write(file, notebook)
    progress.finished(file)


@contextlib.asynccontextmanager
async def _kernel(file: Path) -> AsyncIterator[tuple[Any, Any]]:
    """A Python kernel in the notebook's folder; killed at the end, whatever happens."""
    from jupyter_client import AsyncKernelManager

    manager, client = AsyncKernelManager(kernel_name="python3"), None
    try:
        try:
            client = await _connect(manager, file)
        except BuildError:
            # Perhaps another program was faster to take a port that had been free: once more.
            await manager.shutdown_kernel(now=True)
            manager = AsyncKernelManager(kernel_name="python3")
            client = await _connect(manager, file)
        yield manager, client
    finally:
        if client:
            client.stop_channels()
        if manager.has_kernel:
            await manager.shutdown_kernel(now=True)


async def _connect(manager: Any, file: Path) -> Any:
    """Start a kernel and wait for it; returns its client, or raises BuildError."""
    log = file.with_suffix(".log")
    with open(log, "wb") as output:
        await manager.start_kernel(
            extra_arguments=["--HistoryManager.hist_file=:memory:"],
            cwd=str(file.parent),
            env=_environment(file.parents[1]),
            stdout=output,
            stderr=output,
        )
    client = manager.client()
    client.allow_stdin = False
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=KERNEL_TIMEOUT)
    except BaseException as error:
        client.stop_channels()
        if not isinstance(error, RuntimeError):
            raise
        said = log.read_text(encoding="utf-8", errors="replace").strip() or str(error)
        raise BuildError(
            f"notebooks/{file.name}: its kernel did not start.\n{said.splitlines()[-1]}"
        ) from None
    return client


class _Position:
    """The cell that a notebook has come to, named for messages."""

    def __init__(self, file: Path, notebook: Any) -> None:
        self.file = file
        self.cells = notebook.cells
        self.index = 0

    def __str__(self) -> str:
        """As `01_ba_che.ipynb, cell 7 (In [3])`: seventh from the top, third with code."""
        code = [cell for cell in self.cells[: self.index + 1] if _has_code(cell)]
        return f"{self.file.name}, cell {self.index + 1} (In [{len(code)}])"

    def failure(self, reason: str, trace: str = "") -> str:
        """Where the notebook failed, the line of the cell (read from IPython's trace), and why."""
        reached = re.search(r"Cell In\s?\[\d+\], line (\d+)", re.sub(r"\x1b\[[\d;]*m", "", trace))
        source = self.cells[self.index].source
        line = source.splitlines()[int(reached[1]) - 1] if reached else source.strip()
        reason = _shown(reason, self.file.parents[1])
        return f"notebooks/{self} failed:\n    {line.strip().splitlines()[0]}\n{reason}"


def _has_code(cell: Any) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip())


def _refuse_warnings(at: _Position, notebook: Any) -> None:
    for at.index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr":
                reason = "it writes to stderr, and no stored output may hold a warning:\n"
                raise BuildError(at.failure(reason + output.text.strip()))


# --- notebook files ------------------------------------------------------------------------------


def _read(file: Path) -> Any:
    nbformat = _nbformat()
    try:
        notebook = nbformat.read(file, as_version=4)
        return nbformat.v4.upgrade(notebook)  # from 4.5 on every cell has an id
    except (ValueError, AttributeError, nbformat.ValidationError) as error:
        raise BuildError(f"notebooks/{file.name} is not a Jupyter notebook: {error}") from None


def _write(file: Path, notebook: Any) -> None:
    """Write a notebook with nothing in it that differs from run to run."""
    notebook.metadata.kernelspec = {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times that JupyterLab recorded
    text = _nbformat().writes(notebook, version=4)
    file.write_bytes(text.encode() + b"\n")


def _nbformat() -> ModuleType:
    import nbformat

    return nbformat


# --- putting files in place ----------------------------------------------------------------------


def _changes(root: Path, stage: Path) -> dict[Path, bytes | None]:
    """The new content of each file that changes, by its path in ``root``; None: it goes."""
    made = sorted((stage / "notebooks").glob("*.ipynb"))
    made += [stage / "README.md"] if (stage / "README.md").is_file() else []
    made += [file for name in GENERATED for file in _files(stage / name)]
    new = {root / file.relative_to(stage): file.read_bytes() for file in made}
    gone = {file: None for name in GENERATED for file in _files(root / name) if file not in new}
    return gone | {
        file: content
        for file, content in new.items()
        if not file.is_file() or file.read_bytes() != content
    }


def _replace(changes: dict[Path, bytes | None]) -> None:
    """Write and remove files: all of them, or none when one cannot be."""
    before = {file: file.read_bytes() if file.is_file() else None for file in changes}
    try:
        for file, content in changes.items():
            _put(file, content)
    except OSError as error:
        for file, content in before.items():
            with contextlib.suppress(OSError):
                _put(file, content)
        raise BuildError(f"{error.filename} could not be written: {error.strerror}.") from None


def _put(file: Path, content: bytes | None) -> None:
    """Give a file its content in one step; None removes it."""
    if content is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(content)
        if file.exists():
            shutil.copymode(file, new)
        os.replace(new, file)
    finally:
        new.unlink(missing_ok=True)


# --- progress, interrupts, one build at a time ---------------------------------------------------


class _Progress:
    """A progress bar on a terminal; elsewhere one plain line for each notebook."""

    def __init__(self, notebooks: Iterable[Any]) -> None:
        from tqdm import tqdm

        cells = sum(_has_code(cell) for notebook in notebooks for cell in notebook.cells)
        layout = "{percentage:3.0f}% |{bar:24}| {n_fmt} of {total_fmt} cells, {elapsed}  {desc}"
        self.began = time.monotonic()
        self.bar = tqdm(total=cells, bar_format=layout, leave=False, disable=None)

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def show(self, at: _Position) -> None:
        self.bar.set_description_str(str(at))

    def advance(self) -> None:
        self.bar.update()

    def finished(self, file: Path) -> None:
        if self.bar.disable:
            elapsed = time.monotonic() - self.began
            print(f"{elapsed:6.1f} s  {file.name}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def _on_interrupt(action: Callable[[], object]) -> Iterator[None]:
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


def _stop() -> None:
    raise KeyboardInterrupt


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a lock that the system releases when this process ends, however it ends."""
    folder.mkdir(exist_ok=True)
    with open(folder / "build.lock", "a", encoding="ascii") as file:
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise BuildError("Another build of this collection is running: wait for it.") from None
        yield


# --- the command ---------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> int:
    """Build unless nothing has changed; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--force", action="store_true", help="build even when nothing has changed")
    force = parser.parse_args(arguments).force
    began = time.monotonic()
    try:
        with _on_interrupt(_stop), _alone(ROOT / ".build"):
            fresh = not force and _stamp(ROOT).get("digest") == digest(ROOT)
            changed = [] if fresh else build()
    except BuildError as error:
        print(f"{error}\n\nNothing was changed.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted: nothing was changed.", file=sys.stderr)
        return 130
    if fresh:
        print("Nothing has changed since the last build (--force builds anyway).")
    else:
        _report(changed, time.monotonic() - began)
    print(
        "Start reading at notebooks/00_start_here.ipynb; "
        "pictures are in figures/, tables in data/tidy/."
    )
    return 0


def _report(changed: list[Path], seconds: float) -> None:
    count = f"{len(changed)} file{'s' if len(changed) != 1 else ''}"
    print(f"Built in {seconds:.0f} s; {count} changed{':' if changed else '.'}")
    for file in changed[:20]:
        print(f"  {file.relative_to(ROOT).as_posix()}")
    if len(changed) > 20:
        print(f"  and {len(changed) - 20} more")


if __name__ == "__main__":
    sys.exit(main())

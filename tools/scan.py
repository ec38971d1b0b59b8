"""Auditing the texts of a folder: every relation that they print, as one CSV table.

A text is one file, UTF-8 with a paragraph a line.  What is no such text is named and left out, and
the others are audited.  Rows come in the order of the files' names, however many processes work.
"""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TextIO

from printed import scan
from printed.reading.writing import write

from .processes import Refused

COLUMNS = ("text", "paragraph", "start", "end", "kind", "class", "operands", "printed",
           "recomputed", "verdict", "remark", "power", "readings")  # fmt: skip
MAX_BYTES = 20_000_000
BATCH = 32  # files that a process takes at a time
#: What a file begins with that is no plain text, and what it is.
_OTHER = {
    b"%PDF": "a PDF file", b"PK\x03\x04": "a Word file or another archive",
    b"\xd0\xcf\x11\xe0": "an old Word file", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16",
    b"{\\rtf": "an RTF file", b"\x1f\x8b": "a compressed file",
}  # fmt: skip


class Scanned(NamedTuple):
    """What came of one file: its rows as CSV, how many are flagged, or why it was left out."""

    rows: str = ""
    relations: int = 0
    flagged: int = 0
    problem: str = ""


def rows(name: str, text: str) -> Iterator[list[str]]:
    """The relations of a text as rows of the table; only those that fit have a verdict.

    ``class`` is strict, flag (tied strictly, and its figures miss each other: read the sentence) or
    loose.  ``operands`` is JSON: role, start, end and text of each.  ``remark`` says of what is loose
    that its figures miss each other, or are too coarse to test.  ``power`` and ``readings`` (codes,
    between spaces) are those of what is not loose.
    """
    for one in scan(text):
        operands = [[of.role, of.start, of.end, of.text] for of in one.operands]
        power = one.outcome.power if one.strict else None
        yield [
            name, str(one.paragraph), str(one.start), str(one.end), one.kind,
            "flag" if one.flagged else "strict" if one.strict else "loose", json.dumps(operands, ensure_ascii=False),
            one.outcome.printed, one.outcome.recomputed, one.verdict, one.remark,
            "" if power is None else write(power, 4),
            " ".join(one.outcome.readings if one.strict else ()),
        ]  # fmt: skip


def read(file: Path) -> str:
    """The text of a file; raises Refused, saying what it is instead."""
    try:
        if not file.is_file():
            raise Refused("it is no file of its own")
        if file.stat().st_size > MAX_BYTES:
            raise Refused(f"it has more than {MAX_BYTES // 10**6} MB: split it")
        data = file.read_bytes()
    except OSError as error:
        raise Refused(f"it cannot be read ({error.strerror})") from None
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for sign, what in _OTHER.items():
        if data.startswith(sign):
            raise Refused(f"it is {what}: save its text as plain text in UTF-8")
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise Refused("it is HTML or XML: save its text as plain text in UTF-8")
    if b"\0" in data:
        raise Refused("it is no text (it holds a zero byte)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(f"line {line} holds a byte that is not UTF-8: convert it") from None
    if text.startswith(",".join(COLUMNS)):
        raise Refused("it is a table that an audit wrote, and no text")
    return text


def scanned(file: Path, name: str) -> Scanned:
    """Read and audit one file; whatever is wrong with it, the others go on."""
    table = io.StringIO()
    try:
        found = list(rows(_harmless(name), read(file)))
    except Refused as error:
        return Scanned(problem=f"{name} is left out: {error}.")
    except Exception as error:  # a fault of ours, which must not cost the work on all others
        return Scanned(problem=f"{name} is left out: {type(error).__name__}: {error}.")
    csv.writer(table, lineterminator="\n").writerows(found)
    flagged = sum(row[5] == "flag" for row in found)
    return Scanned(table.getvalue(), len(found), flagged)


def _harmless(name: str) -> str:
    """The same path as text, so written that no spreadsheet takes it for a formula."""
    text = os.fsencode(name).decode(errors="backslashreplace")  # not all names are UTF-8
    return f"./{text}" if text[:1] in "=+-@\t\r" else text


def _batch(files: list[tuple[Path, str]]) -> list[Scanned]:
    return [scanned(*file) for file in files]


# --- side by side --------------------------------------------------------------------------------


def _begin() -> None:
    """What a process does first: leave Ctrl-C to its parent, and end when that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def watch() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _processes(count: int) -> Iterator[Executor]:
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(count, context, _begin)
    try:
        yield executor
    finally:
        for process in multiprocessing.active_children():
            process.kill()  # at the end they are idle, after an interrupt nobody wants what they do
        executor.shutdown(cancel_futures=True)


def each(files: list[tuple[Path, str]], workers: int) -> Iterator[Scanned]:
    """Audit files, in their order; only a few batches are under way at a time."""
    batches = [files[at : at + BATCH] for at in range(0, len(files), BATCH)]
    if workers == 1 or len(batches) == 1:
        yield from (scanned(*file) for file in files)
        return
    with _processes(min(workers, len(batches))) as executor:
        waiting: deque = deque()
        for batch in batches:
            waiting.append(executor.submit(_batch, batch))
            if len(waiting) > 4 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# --- the command ---------------------------------------------------------------------------------


def files_of(source: Path, told: Callable[[str], None]) -> list[tuple[Path, str]]:
    """The files of a folder and all folders in it, hidden ones aside, with their names there."""
    if not source.is_dir():
        return [(source, source.name)]
    found = []

    def failed(error: OSError) -> None:
        told(f"{error.filename} is left out: it cannot be read ({error.strerror}).")

    for folder, folders, names in os.walk(source, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if not name.startswith("."):
                file = Path(folder, name)
                found.append((file, file.relative_to(source).as_posix()))
    return sorted(found, key=lambda one: one[1])


def audit(source: Path, out: Path | None, workers: int = 0) -> int:
    """Audit a file or a folder; returns 1 where anything was left out, else 0.

    Raises Refused where there is nothing to audit.
    """
    if not source.exists():
        raise Refused(f"{source} is not there: check the name.")
    if out and source.is_file() and source.resolve() == out.resolve():
        raise Refused(f"{out} is the text itself: name another file for the table.")
    left_out = 0

    def told(problem: str) -> None:
        nonlocal left_out
        left_out += 1
        with _aside():
            print(problem, file=sys.stderr)

    files = files_of(source, told)
    if out:
        files = [(file, name) for file, name in files if file.resolve() != out.resolve()]
    if not files:
        raise Refused(f"{source} holds no text: expected files in UTF-8, a paragraph a line.")
    texts = relations = flagged = 0
    with _table(out) as table:
        csv.writer(table, lineterminator="\n").writerow(COLUMNS)
        for done in _shown(each(files, workers or cores()), len(files)):
            if done.problem:
                told(done.problem)
                continue
            table.write(done.rows)
            texts, relations = texts + 1, relations + done.relations
            flagged += done.flagged
    print(
        f"{texts:,} texts, {relations:,} relations, {flagged:,} of them flagged; "
        f"{left_out:,} left out.",
        file=sys.stderr,
    )
    return int(left_out > 0)


@contextmanager
def _table(out: Path | None) -> Iterator[TextIO]:
    """Where the rows go: standard output, or a file that is there whole or not at all."""
    if out is None:
        yield sys.stdout
        sys.stdout.flush()  # a full disk is told now, and not behind the count of what was written
        return
    if out.is_dir():
        raise Refused(f"{out} is a folder: name a file for the table.")
    try:
        descriptor, name = tempfile.mkstemp(prefix=".scan-", dir=out.parent)
    except OSError as error:
        error.filename = str(out)  # the one asked for, and not the one beside it
        raise
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as table:
            yield table
            table.flush()
            os.fsync(table.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, out)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _shown(done: Iterable[Scanned], count: int) -> Iterable[Scanned]:
    """The same, with a progress bar on a terminal."""
    from tqdm import tqdm

    layout = "{percentage:3.0f}% |{bar:24}| {n_fmt} of {total_fmt} texts, {elapsed}"
    return tqdm(done, total=count, bar_format=layout, leave=False, disable=None)


@contextmanager
def _aside() -> Iterator[None]:
    """Keep a message and the progress bar off each other's line."""
    from tqdm import tqdm

    with tqdm.external_write_mode(file=sys.stderr):
        yield

"""Writing files so that nothing is lost: all of a command's files are the new ones, or none is.

What is to be written is first written whole below ``.build/writing``, each new content beside the
old one, with a manifest.  Giving that folder the name ``forward`` decides: from then on the files
are put in place, come what may.  Killed before, a command has changed nothing; killed after, the
next one that writes goes on where it stopped.  Where a file cannot be put in place, the folder is
named ``back``, and the old ones return in the same way.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from .processes import Busy, alone, on_interrupt

#: What files are to hold; None where there is to be none.
Contents = Mapping[Path, bytes | str | None]

WRITING = ".build/writing"
_BUSY = "Another command is writing files of this collection: wait for it."
_PATIENCE = 10  # seconds that a command waits for its turn


class _Entry(NamedTuple):
    """A file of the manifest: its path in the root, and the hashes of what it held and will hold.

    A hash is None where there is no file.
    """

    path: str
    old: str | None
    new: str | None


def put(root: Path, contents: Contents, *, expected: Contents = MappingProxyType({})) -> None:
    """Write and remove files under ``root``: all of them, or none.

    ``expected`` is what files held when the contents were made.  Raises FileExistsError where one is
    there that was not, Busy where one has changed or another command does not stop writing, and
    OSError with the name of the file that cannot be written.
    """
    with on_interrupt(lambda: None), _turn(root) as folder:
        _expect(expected)
        _prepare(root, folder / "prepared", contents)
        (folder / "prepared").rename(folder / "forward")
        _sync(folder)
        if error := _settle(root, folder):
            raise error


def recover(root: Path) -> None:
    """Finish, or undo, what a command began that was killed while it wrote."""
    folder = root / WRITING
    if any((folder / name).exists() for name in ("prepared", "forward", "back")):
        with on_interrupt(lambda: None), _turn(root):
            pass


@contextmanager
def _turn(root: Path) -> Iterator[Path]:
    """This command's turn to write, after what one before it has left is brought to its end."""
    folder = root / WRITING
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder / "lock", _BUSY, patience=_PATIENCE):
        shutil.rmtree(folder / "prepared", ignore_errors=True)
        _settle(root, folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder / "prepared", ignore_errors=True)


def _expect(contents: Contents) -> None:
    for file, content in contents.items():
        if _hash(file) == _digest(content):
            continue
        if content is None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
        raise Busy(f"{file} was changed by somebody at this moment: start again.")


def _prepare(root: Path, folder: Path, contents: Contents) -> None:
    """Write the new contents, link the old ones beside them, and list both."""
    for side in ("old", "new"):
        (folder / side).mkdir(parents=True)
    entries = []
    for number, (file, content) in enumerate(contents.items()):
        entry = _Entry(file.relative_to(root).as_posix(), _hash(file), _digest(content))
        with _naming(file):
            if content is not None:
                _write(folder / "new" / str(number), _bytes(content))
            if entry.old:
                _copy(file, folder / "old" / str(number))
                if content is not None:
                    shutil.copymode(file, folder / "new" / str(number))
        entries.append(entry)
    with _naming(folder):
        _write(folder / "manifest.json", json.dumps(entries).encode())


def _settle(root: Path, folder: Path) -> OSError | None:
    """Put in place what is decided, or else what was there; returns why it had to be the old."""
    failure = None
    if (folder / "forward").exists():
        try:
            _finish(root, folder / "forward", "new")
        except OSError as error:
            failure = error
            (folder / "forward").rename(folder / "back")
    if (folder / "back").exists():
        _finish(root, folder / "back", "old")
    return failure


def _finish(root: Path, folder: Path, side: str) -> None:
    """Give each file of the manifest its content of one side; done for some, it does the rest."""
    manifest = folder / "manifest.json"
    entries = (
        [_Entry(*entry) for entry in json.loads(manifest.read_bytes())] if manifest.exists() else []
    )
    for number, entry in enumerate(entries):
        file, wanted, other = root / entry.path, entry.new, entry.old
        if side == "old":
            wanted, other = other, wanted
        # A file that holds neither was changed by somebody since: it stays.
        if wanted != other and _hash(file) == other:
            with _naming(file):
                if wanted is None:
                    file.unlink()
                else:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(folder / side / str(number), file)
    for parent in {(root / entry.path).parent for entry in entries}:
        _sync(parent)
    manifest.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Let an OSError name the file that is meant, not the one that it was met at."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(file)) from None


def _write(file: Path, data: bytes) -> None:
    with open(file, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _copy(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # a file system without links
        shutil.copy2(file, target)


def _sync(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _hash(file: Path) -> str | None:
    return _digest(file.read_bytes()) if file.is_file() else None


def _digest(content: bytes | str | None) -> str | None:
    return None if content is None else hashlib.sha256(_bytes(content)).hexdigest()


def _bytes(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content

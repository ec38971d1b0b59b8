"""Kernels that start in their notebook's folder, and end whatever happens."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from . import BuildError
from .stage import environment

KERNEL_TIMEOUT = 120  # seconds, for a kernel to start
OPEN_FILES = 256


def raise_limit() -> None:
    """Allow this process and its kernels as many open files as they need, or raise BuildError."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= soft < OPEN_FILES:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, hard))
        except ValueError:
            raise BuildError(
                f"This shell allows {hard} open files, and a build needs {OPEN_FILES}: "
                f"see `ulimit -n`."
            ) from None


@contextlib.asynccontextmanager
async def kernel(file: Path) -> AsyncIterator[tuple[Any, Any]]:
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
            env=environment(file.parents[1]),
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

"""Calls one function of the staged tools that writes files: ``-m tools.build.writer``."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from pathlib import Path

from tools.processes import reason


def call_writer() -> None:
    """Call ``tools.<module>.<function>(folder)``, the three named on the command line.

    An error that the package raises for people ends the process with its text alone.
    """
    module, function, folder = sys.argv[1:]
    try:
        getattr(import_module(f"tools.{module}"), function)(Path(folder))
    except OSError as error:
        sys.exit(reason(error))
    except Exception as error:
        if type(error).__module__.partition(".")[0] in ("printed", "streamlining", "tools"):
            sys.exit(str(error))
        frame = traceback.extract_tb(error.__traceback__)[-1]
        sys.exit(
            f"tools.{module}.{function} failed at {frame.filename}:{frame.lineno}:\n"
            f"    {frame.line}\n{type(error).__name__}: {error}"
        )


if __name__ == "__main__":
    call_writer()

#!/usr/bin/env python3
"""The front door of the collection: makes its environment, then runs what you ask for.

    python3 run.py                 execute the notebooks, rewrite figures/ and data/tidy/
    python3 run.py --force         the same, even when nothing has changed
    python3 run.py test [option]   run all tests and compare every notebook with its stored
                                   outputs; options and file names go to pytest
    python3 run.py check           hold data, prose and outputs against each other, in a second; --all
                                   lists every sentence to be read again with a new article
    python3 run.py cite KEY        print the link to a figure, such as ba-che/payroll-cut
    python3 run.py new TEXT.txt --id ID   draft data/articles/ID.yaml from an article's text
    python3 run.py notebook ID     write a first notebook for an article that is coded
    python3 run.py lab             open JupyterLab at notebooks/00_start_here.ipynb
    python3 run.py site            build the website into _site/ and _site/vi/; --base-url ADDRESS for
                                   one with a known address, --catalogues to bring the Vietnamese
                                   catalogues up to date
    python3 run.py test-site       try the website in a browser (needs Chromium and npm); options
                                   and file names go to pytest
    python3 run.py scan FILE|FOLDER [--out FILE]   audit any texts: the figures that they tie
                                   together, as a CSV table, and which to read again
    python3 run.py workbook [FILE] write the tables as one workbook for spreadsheets, streamlining.xlsx
    python3 run.py bench           measure what everything costs (half an hour)
    python3 run.py lock            bring the requirements' locks up to date (needs uv)
    python3 run.py --help          show this text

It needs Python 3.11 or newer and nothing else.  Each command first installs into .venv the packages
that it needs and that are not there yet: with uv where it is on the PATH, otherwise with pip.
"""

import sys

if sys.version_info < (3, 11):  # before anything that an older Python could not read
    sys.exit(
        "run.py needs Python 3.11 or newer, but this is Python %d.%d (%s).\n"
        "Install a newer one and start run.py with it, for example: python3.12 run.py"
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent
#: The sets of packages, in the order in which they are locked: a later one fits to those before.
#: Every command needs "run"; NEEDS says what else one does.
LOCKS = {
    "lab": ROOT / "requirements.lock",
    "run": ROOT / "requirements-run.lock",
    "test": ROOT / "requirements-test.lock",
    "site": ROOT / "requirements-site.lock",
    "browser": ROOT / "requirements-browser.lock",
}
NEEDS = {"lab": ["lab"], "test": ["test", "site"], "site": ["site"], "bench": ["test"],
         "test-site": ["lab", "test", "site", "browser"]}  # fmt: skip
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
#: Not .venv's own Python, with which this may be running and which may have to go.
BASE = getattr(sys, "_base_executable", sys.executable)
STATE = VENV / "installed.json"  # what is installed: see _state
#: What to do, by the words in which uv and pip complain.
ADVICE = {
    "failed to fetch|no matching distribution found": "Is there a network?  Then run this again.",
    "certificate": "Let SSL_CERT_FILE (for uv) and PIP_CERT (for pip) name a file with your network's"
                   " certificates, or unset them.",
    "no space left": "Make room: all packages together take about a gigabyte.",
    "unsatisfiable|resolutionimpossible": "Two requirements exclude each other: widen one of them in"
                      " requirements*.txt, then `python3 run.py lock`.",
    "hash mismatch|do not match the hashes": "A package is not the one that its lock names: take the"
                      " lock as it was, or bring it up to date with `python3 run.py lock`.",
}  # fmt: skip

#: Runs a command, and ends it when standard input ends: the system closes that however we end.
WATCHED = """
import os, subprocess, sys, threading
with subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL) as command:
    threading.Thread(target=lambda: (os.read(0, 1), command.kill()), daemon=True).start()
    status = command.wait()
os._exit(status != 0)
"""

# Settings of the user's shell that would lead our Python, pip or kernels elsewhere.
FOREIGN = ("CONDA_PREFIX", "JUPYTER_PATH", "MATPLOTLIBRC", "MPLBACKEND", "PIP_PREFIX", "PIP_TARGET",
           "PIP_USER", "STREAMLINING_FIGURES", "VIRTUAL_ENV")  # fmt: skip
FOREIGN_PREFIXES = ("PYTHON", "PYTEST_")


def environment() -> dict[str, str]:
    """The environment variables for everything that run.py starts."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN and not name.startswith(FOREIGN_PREFIXES)
    }
    if "ARTICLES" in kept:  # given from where the user stands; everything below runs in ROOT
        kept["ARTICLES"] = os.path.abspath(kept["ARTICLES"])
    return kept | {
        "PATH": str(PYTHON.parent) + os.pathsep + kept.get("PATH", os.defpath),
        "VIRTUAL_ENV": str(VENV),
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "notebooks"))),
        "PYTHONUTF8": "1",  # Vietnamese text on every console and in every file
        "JUPYTER_PREFER_ENV_PATH": "1",  # this environment's kernel before the user's own
        "IPYTHONDIR": str(VENV / "etc" / "ipython"),  # no start-up files of the user's
        "MPLCONFIGDIR": str(VENV / "etc" / "matplotlib"),  # nor their plot settings
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # silences the debugger's warning in each kernel
    }


def make_environment(*sets: str) -> None:
    """Install the locks of "run" and ``sets`` into .venv, those that are not there.

    An environment that is half-made, has lost a package or its Python, is made anew.
    """
    locks = [LOCKS[name] for name in ("run", *sets)]
    if not _missing(locks) and _usable():
        return
    sys.path.insert(0, str(ROOT))  # -P and PYTHONSAFEPATH leave it out
    from tools.processes import Busy, alone

    told = "Another run.py is making .venv right now: wait until it has finished."
    try:
        with alone(ROOT / ".build/install.lock", told):
            _make(locks)
    except Busy as busy:
        sys.exit(str(busy))


def _make(locks: list[Path]) -> None:
    """Install the locks that are not there, and note what is there then."""
    if not _usable():
        _create()
    before, missing = _state() or {}, _missing(locks)
    STATE.write_text("unfinished", encoding="ascii")
    try:
        _install(missing)
    except SystemExit:  # nothing was changed, and what was there still serves
        if before:
            STATE.write_text(json.dumps(before), encoding="ascii")
        raise
    installed = before.get("locks", {}) | {lock.name: _hash(lock) for lock in locks}
    modules = [name for name in _modules() if not name.endswith("-info")]
    STATE.write_text(json.dumps({"locks": installed, "modules": modules}), encoding="ascii")


def _state() -> dict[str, Any] | None:
    """The hash of each lock installed, and the packages and modules that were there afterwards.

    Nothing for an environment made by hand; None where an installation was cut short.
    """
    if not STATE.is_file():
        return {}
    with contextlib.suppress(ValueError):
        return json.loads(STATE.read_text(encoding="ascii"))
    return None


def _hash(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _missing(locks: list[Path]) -> list[Path]:
    """The locks that are not installed as they are now."""
    installed = (_state() or {}).get("locks", {})
    return [lock for lock in locks if installed.get(lock.name) != _hash(lock)]


def _modules() -> list[str]:
    """The names in .venv's site-packages."""
    folder = next(VENV.glob("lib/python*/site-packages"), VENV / "Lib/site-packages")
    return os.listdir(folder) if folder.is_dir() else []


def _usable() -> bool:
    """Whether .venv is whole and holds a Python that starts, is new enough and still the same."""
    state = _state()
    if state is None or not set(state.get("modules", ())) <= set(_modules()):
        return False
    # The system's Python may have been upgraded since: then its site-packages folder is missing.
    good = "sys.version_info >= (3, 11) and 'site-packages' in str(sys.path)"
    check = [PYTHON, "-c", f"import sys; sys.exit(not ({good}))"]
    with contextlib.suppress(OSError):
        return subprocess.run(check, env=environment(), check=False).returncode == 0
    return False


def _create() -> None:
    uv = shutil.which("uv")
    if not uv and not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        sys.exit(
            "This Python cannot make virtual environments: its venv module is missing.\n"
            "On Debian and Ubuntu: sudo apt install python3-venv.  Then run this again."
        )
    if VENV.exists() and not VENV.is_dir():
        sys.exit("`.venv` is a file, but the packages go into a folder of that name: move it away.")
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    STATE.write_text("unfinished", encoding="ascii")  # first of all, should we be interrupted
    by_uv = [uv, "venv", "--quiet", "--allow-existing", "--no-project", "--python", BASE, VENV]
    ways = [[by_uv]] if uv else []
    _try([*ways, [[BASE, "-m", "venv", VENV]]], "The environment .venv could not be made")


def _install(locks: list[Path]) -> None:
    """Install locks into .venv: with uv where it is on the PATH and works, otherwise with pip."""
    if not locks:
        return
    names = ", ".join(lock.name for lock in locks)
    print(f"Installing the packages of {names} into .venv ...", flush=True)
    wanted = ["--require-hashes", *(part for lock in locks for part in ("-r", lock))]
    uv, ways = shutil.which("uv"), []
    if uv:
        ways.append([[uv, "pip", "install", "--compile-bytecode", "--python", PYTHON, *wanted]])
    # uv makes environments without pip; where uv does not serve, pip comes from the library.
    ensure = [] if "pip" in _modules() else [[PYTHON, "-m", "ensurepip"]]
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
           "--progress-bar", "off", "--retries", "2", *wanted]  # fmt: skip
    ways.append([*ensure, pip])
    _try(ways, f"The packages of {names} could not be installed")
    # Finds the fonts once, so that no notebook's output holds matplotlib's warning about it.
    fonts = [PYTHON, "-c", "import matplotlib.font_manager"]
    subprocess.run(fonts, env=environment(), stderr=subprocess.DEVNULL, check=False)


def _try(ways: list[list[list]], failure: str) -> None:
    """Go the first way, a few commands each, that leads through; without one, stop and say why."""
    said: list[str] = []
    told = f"{failure}:"
    for way in ways:
        words = next(filter(None, map(_complaint, way)), None)
        if not words:
            return
        if way is not ways[-1]:
            print("uv could not do it; now with what Python brings ...", flush=True)
        said += words
        # From the error on, or the end.
        first = next((i for i, line in enumerate(words) if line.lower().startswith("error")), -4)
        told += "".join(f"\n  {line}" for line in words[first:][:8])
    advice = [what for words, what in ADVICE.items() if re.search(words, "\n".join(said), re.I)]
    sys.exit("\n".join([told, *advice]))


def _complaint(command: list) -> list[str]:
    """Run a command, telling how far it is; what it said should it fail, otherwise nothing."""
    said: list[str] = []
    screen, began = sys.stdout.isatty(), time.monotonic()
    with subprocess.Popen(
        [BASE, "-IS", "-c", WATCHED, *command], env=environment(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip

        def listen() -> None:
            for line in process.stdout:
                said.extend(filter(None, [line.decode(errors="replace").strip()]))

        listener = threading.Thread(target=listen)
        listener.start()
        try:
            while process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=1 if screen else 15)
                    break
                _tell(f"{time.monotonic() - began:4.0f} s  {_progress(said)}", screen)
        except BaseException:
            process.stdin.close()
            raise
        finally:
            listener.join()
            _tell("", screen)
    told = [line for line in said if not line.startswith("Ignoring ")]  # other systems' packages
    return (told or [f"{command[0]} failed"]) if process.returncode else []


def _progress(said: list[str]) -> str:
    """How many packages pip has fetched or an installer put in place so far, and what it does."""
    count, now = sum(name.endswith(".dist-info") for name in _modules()), (said or [""])[-1]
    if not now.startswith("Installing"):
        count = max(count, sum(line.startswith("Collecting ") for line in said))
    return f"{count:3} packages  {now.partition(' (from ')[0]}"


def _tell(text: str, screen: bool) -> None:
    """Show a text in place of the one before on a terminal, elsewhere as a line of its own."""
    width = shutil.get_terminal_size().columns - 1
    if screen:
        print(f"\r{text[:width]:{width}}\r", end="", flush=True)
    elif text:
        print(text[:width], flush=True)


def start(*arguments: str, folder: Path = ROOT) -> NoReturn:
    """Give way to the environment's Python: its output, exit status and interrupts are ours."""
    command, variables = [str(PYTHON), *arguments], environment()
    os.chdir(folder)
    if os.name != "nt":
        os.execve(PYTHON, command, variables)
    with subprocess.Popen(command, env=variables) as process:
        while process.returncode is None:
            # Ctrl-C reaches the child as well, and the child tidies up.
            with contextlib.suppress(KeyboardInterrupt):
                process.wait()
    sys.exit(process.returncode)


def lock(options: list[str]) -> None:
    """Write the locks: newest versions for every system and Python from 3.11 on."""
    uv = shutil.which("uv")
    if not uv:
        sys.exit("`lock` needs uv, which is not on the PATH.  To get it: python3 -m pip install uv")
    os.chdir(ROOT)
    before: list[str] = []
    for file in (lock.name for lock in LOCKS.values()):
        command = [uv, "pip", "compile", file.replace(".lock", ".txt"), "--output-file", file,
                   "--quiet", "--upgrade", "--universal", "--python-version", "3.11",
                   "--generate-hashes", "--no-annotate", "--custom-compile-command",
                   "python3 run.py lock", *before, *options]  # fmt: skip
        _try([[command]], f"{file} could not be brought up to date")
        before += ["--constraint", file]
    print("The locks are up to date; the next command installs them.")


#: What each command starts, in the collection's folder.
#: -P: nothing that is called tools in the folder may stand in for ours.
STARTS = {
    **{name: ["-P", "-m", "tools", name]
       for name in ("build", "check", "cite", "new", "notebook", "scan", "workbook")},
    # -p: loaded before all plugins, see tools/build/__init__.py.
    "test": ["-m", "pytest", "-p", "tools.build", "-n", "logical", "--maxprocesses=8", "--dist=loadfile",
             "--nbval", "--nbval-current-env", "--nbval-cell-timeout=120"],
    "test-site": ["-m", "pytest"],
    "bench": ["tests/bench.py"],
    "site": ["site/build.py"],
    # Not by its file name: JupyterLab would then show notebooks/ alone, without the data.
    "lab": ["-m", "jupyterlab", "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb"],
}  # fmt: skip
HERE = ("new", "scan", "workbook")  # these start where the user stands and names files from
#: The tests that a command runs where its options name none.
TESTS = {"test": ["tests", "notebooks"], "test-site": ["tests/site"]}


def main(arguments: list[str]) -> None:
    named = bool(arguments) and not arguments[0].startswith("-")
    name, options = (arguments[0], arguments[1:]) if named else ("build", arguments)
    if name == "help" or (name in ("build", "lock") and {"--help", "-h"} & set(options)):
        print(__doc__.strip())
        return
    if name == "lock":
        lock(options)
        return
    if name not in STARTS:
        known = ", ".join([*STARTS, "lock"])
        sys.exit(f"run.py knows no command `{name}`: use one of {known}, or --help.")
    if name == "build" and not set(options) <= {"--force"}:
        sys.exit(f"A build takes --force and nothing else, but found `{' '.join(options)}`.")
    try:
        make_environment(*NEEDS.get(name, ()))
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}.  Let the collection's folder be writable.")
    named = any("::" in text or text.endswith((".py", ".ipynb")) for text in options)
    tests = [] if named else TESTS.get(name, [])
    start(*STARTS[name], *tests, *options, folder=Path.cwd() if name in HERE else ROOT)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        sys.exit(130)

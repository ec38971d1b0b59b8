#!/usr/bin/env python3
"""The front door of the collection: makes its environment, then runs what you ask for.

    python3 run.py                 execute the notebooks, rewrite figures/ and data/tidy/
    python3 run.py --force         the same, even when nothing has changed
    python3 run.py test [option]   run all tests and compare every notebook with its stored
                                   outputs; options and file names go to pytest
    python3 run.py check           hold data, prose and outputs against each other, in a second
    python3 run.py cite KEY        print the link to a figure, such as ba-che/payroll-cut
    python3 run.py new TEXT.txt --id ID   draft data/articles/ID.yaml from an article's text
    python3 run.py notebook ID     write a first notebook for an article that is coded
    python3 run.py lab             open JupyterLab at notebooks/00_start_here.ipynb
    python3 run.py site            build the website into _site/ and _site/vi/; --base-url ADDRESS for
                                   one with a known address, --catalogues to bring the Vietnamese
                                   catalogues up to date
    python3 run.py test-site       try the website in a browser (needs Chromium and npm); options
                                   and file names go to pytest
    python3 run.py bench           measure what everything costs (ten minutes)
    python3 run.py lock            bring requirements.lock up to date (needs uv)
    python3 run.py --help          show this text

It needs Python 3.11 or newer and nothing else.  The first command installs the packages of
requirements.lock into .venv: with uv where it is on the PATH, otherwise with pip.
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
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STATE = VENV / "installed-lock"  # the hash of the lock that is installed, or UNFINISHED
UNFINISHED = "unfinished"

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


def make_environment() -> None:
    """Install the lock into .venv unless it is there; half-made environments are made anew."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if _state() == wanted and _usable():
        return
    with _alone(ROOT / ".build"):
        if _state() == UNFINISHED or not _usable():
            _create()
        STATE.write_text(UNFINISHED, encoding="ascii")
        _install()
        STATE.write_text(wanted, encoding="ascii")


def _state() -> str:
    return STATE.read_text(encoding="ascii") if STATE.is_file() else ""


def _usable() -> bool:
    """Whether .venv holds a Python that starts, is new enough and is still the one it was."""
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
    # Not .venv's own Python, with which this may be running and which goes now.
    python = getattr(sys, "_base_executable", sys.executable)
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    STATE.write_text(UNFINISHED, encoding="ascii")  # first of all, should we be interrupted
    if uv:
        command = [uv, "venv", "--quiet", "--allow-existing", "--no-project",
                   "--python", python, VENV]  # fmt: skip
    else:
        command = [python, "-m", "venv", VENV]
    _quietly(command, "The environment .venv could not be made")


def _install() -> None:
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON]
    else:
        # uv makes environments without pip; where it has gone since, pip comes from the library.
        _quietly([PYTHON, "-m", "ensurepip"], "pip could not be added to .venv")
        command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                   "--no-input", "--retries", "2"]  # fmt: skip
    how = "uv" if uv else "pip, which takes a minute or two"
    print(f"Installing the packages of requirements.lock into .venv with {how} ...", flush=True)
    _quietly(
        [*command, "--require-hashes", "-r", LOCK],
        "The packages of requirements.lock could not be installed (is there a network?)",
    )
    # Finds the fonts once, so that no notebook's output holds matplotlib's warning about it.
    fonts = [PYTHON, "-c", "import matplotlib.font_manager"]
    subprocess.run(fonts, env=environment(), stderr=subprocess.DEVNULL, check=False)


def _quietly(command: list, failure: str) -> None:
    """Run a command; should it fail, stop with one message that ends in its own last words."""
    done = subprocess.run(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        said = [line for line in done.stdout.decode(errors="replace").splitlines() if line.strip()]
        sys.exit("\n  ".join([f"{failure}:", *said[-4:]]))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a lock that ends with this process, so that two commands do not install at once."""
    folder.mkdir(exist_ok=True)
    with open(folder / "install.lock", "a", encoding="ascii") as file:
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            sys.exit("Another run.py is making .venv right now: wait until it has finished.")
        yield


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


def _tool(name: str, options: list[str], folder: Path = ROOT) -> NoReturn:
    # -P: nothing that is called tools in the folder may stand in for ours.
    start("-P", "-m", "tools", name, *options, folder=folder)


def build(options: list[str]) -> NoReturn:
    _tool("build", options)


def test(options: list[str]) -> NoReturn:
    places = [] if _files(options) else ["tests", "notebooks"]
    # -p: loaded before all plugins, see tools/build/__init__.py.
    workers = ["-p", "tools.build", "-n", "logical", "--maxprocesses=8", "--dist=loadfile"]
    nbval = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=120"]
    start("-m", "pytest", *workers, *nbval, *places, *options)


def check(options: list[str]) -> NoReturn:
    _tool("check", options)


def cite(options: list[str]) -> NoReturn:
    _tool("cite", options)


def new(options: list[str]) -> NoReturn:
    _tool("new", options, folder=Path.cwd())  # where the text is named from


def notebook(options: list[str]) -> NoReturn:
    _tool("notebook", options)


def lab(options: list[str]) -> NoReturn:
    # Not by its file name: JupyterLab would then show notebooks/ alone, without the data.
    first = "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb"
    start("-m", "jupyterlab", first, *options)


def site(options: list[str]) -> NoReturn:
    start("site/build.py", *options)


def test_site(options: list[str]) -> NoReturn:
    start("-m", "pytest", *([] if _files(options) else ["tests/site"]), *options)


def _files(options: list[str]) -> list[str]:
    """The options that name files of tests."""
    return [text for text in options if "::" in text or text.endswith((".py", ".ipynb"))]


def bench(options: list[str]) -> NoReturn:
    start("tests/bench.py", *options)


def lock(options: list[str]) -> None:
    """Write requirements.lock: newest versions for every system and Python from 3.11 on."""
    uv = shutil.which("uv")
    if not uv:
        sys.exit("`lock` needs uv, which is not on the PATH.  To get it: python3 -m pip install uv")
    os.chdir(ROOT)
    command = ["pip", "compile", "requirements.txt", "--output-file", LOCK.name, "--quiet",
               "--upgrade", "--universal", "--python-version", "3.11", "--generate-hashes",
               "--custom-compile-command", "python3 run.py lock"]  # fmt: skip
    _quietly([uv, *command, *options], "requirements.lock could not be brought up to date")
    print("requirements.lock is up to date; the next command installs it.")


COMMANDS = {"build": build, "test": test, "check": check, "cite": cite, "new": new,
            "notebook": notebook, "lab": lab, "site": site, "test-site": test_site,
            "bench": bench, "lock": lock}  # fmt: skip


def main(arguments: list[str]) -> None:
    if arguments and arguments[0] in ("--help", "-h", "help"):
        print(__doc__.strip())
        return
    named = bool(arguments) and not arguments[0].startswith("-")
    name, options = (arguments[0], arguments[1:]) if named else ("build", arguments)
    if name not in COMMANDS:
        sys.exit(f"run.py knows no command `{name}`: use one of {', '.join(COMMANDS)}, or --help.")
    if name == "build" and not set(options) <= {"--force"}:
        sys.exit(f"A build takes --force and nothing else, but found `{' '.join(options)}`.")
    if COMMANDS[name] is not lock:
        make_environment()
    COMMANDS[name](options)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        sys.exit(130)

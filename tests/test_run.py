"""The front door: what it installs, what it starts, and what it says when it cannot."""

import ast
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import nbval.kernel
import pytest

from conftest import ROOT, second_try
from test_build import make_toy

# uv's place is taken by a small script, so that nothing here needs a network.
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for uv is a Unix script")

FAKE_UV = f"""#!/bin/sh
'''exec' "{sys.executable}" "$0" "$@"
' '''
import os, subprocess, sys, time
with open(os.environ["FAKE_UV_LOG"], "a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
if sys.argv[1] == "venv":
    subprocess.run([{sys.executable!r}, "-m", "venv", "--without-pip", sys.argv[-1]], check=True)
elif os.environ.get("FAKE_UV") == "fail":
    print("something long-winded\\n\\nerror: no route to host", file=sys.stderr)
    sys.exit(2)
elif os.environ.get("FAKE_UV") == "sleep":
    open(os.environ["FAKE_UV_LOG"] + ".asleep", "w").close()
    time.sleep(30)
elif "--python" in sys.argv:  # lend it the packages of the environment these tests run in
    python = sys.argv[sys.argv.index("--python") + 1]
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    done = subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True)
    with open(done.stdout.strip() + "/lent.pth", "w") as file:
        file.write({sysconfig.get_path("purelib")!r})
"""

TELL = """
import json, os, sys
print(json.dumps({"argv": sys.argv[1:], "env": dict(os.environ), "cwd": os.getcwd()}))
"""


class Door:
    """A copy of run.py in a folder of its own, with a stand-in for uv on the PATH."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "thư mục đề án"
        self.bin = folder / "bin"
        self.log = folder / "uv.log"
        self.bin.mkdir()
        make_toy(self.root)
        shutil.copy(ROOT / "run.py", self.root)
        shutil.copy(ROOT / "pytest.ini", self.root)
        (self.bin / "uv").write_text(FAKE_UV)
        (self.bin / "uv").chmod(0o755)

    def environment(self, **variables: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
        return kept | {"PATH": str(self.bin), "FAKE_UV_LOG": str(self.log)} | variables

    def run(self, *arguments: str, before: str = "", **variables: str):
        """Run run.py; ``before`` is Python code that first changes what it sees."""
        code = "import runpy, sys; sys.argv = sys.argv[1:]; sys.path[0] = ''; " + before
        code += "\nrunpy.run_path(sys.argv[0], run_name='__main__')"
        start = ["-c", code] if before else []
        return subprocess.run(
            [sys.executable, *start, str(self.root / "run.py"), *arguments],
            env=self.environment(**variables),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def tell(self, *paths: str) -> None:
        """Put stand-ins in place that print what they were started with."""
        for path in paths:
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(TELL)

    @property
    def calls(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


# --- what it says --------------------------------------------------------------------------------


def test_help_names_every_command(door):
    done = door.run("--help")
    assert done.returncode == 0 and not door.calls
    for word in ("--force", "test", "lab", "bench", "lock"):
        assert word in done.stdout


@pytest.mark.parametrize("arguments", [["tset"], ["--froce"], ["build", "01_ba_che"]])
def test_unknown_arguments_are_named_before_anything_is_installed(door, arguments):
    done = door.run(*arguments)
    assert done.returncode == 1 and f"`{arguments[-1]}`" in done.stderr
    assert "Traceback" not in done.stderr and not door.calls


def test_an_old_python_is_told_so(door):
    done = door.run(before="sys.version_info = (3, 10, 13, 'final', 0)")
    assert done.returncode == 1 and not door.calls
    assert "needs Python 3.11 or newer, but this is Python 3.10" in done.stderr


def test_an_old_python_can_read_as_far_as_that():
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))


def test_a_missing_venv_module_is_told_with_what_to_install(door):
    (door.bin / "uv").unlink()
    lacking = (
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'ensurepip' else find(name, *more)"
    )
    done = door.run(before=lacking)
    assert done.returncode == 1 and "sudo apt install python3-venv" in done.stderr
    assert not (door.root / ".venv").exists()


def test_lock_without_uv_says_how_to_get_it(door):
    (door.bin / "uv").unlink()
    done = door.run("lock")
    assert done.returncode == 1 and "pip install uv" in done.stderr


def test_lock_asks_uv_for_every_system_with_hashes(door):
    assert door.run("lock").returncode == 0
    (call,) = door.calls
    for option in ("pip compile", "--universal", "--generate-hashes", "--python-version 3.11"):
        assert option in call


# --- what it installs ----------------------------------------------------------------------------


def test_it_installs_once_and_again_only_for_another_lock(door):
    door.tell("tests/bench.py")
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls] == ["venv", "pip"]
    assert "--compile-bytecode" in door.calls[1] and "--require-hashes" in door.calls[1]
    assert door.run("bench").returncode == 0
    assert len(door.calls) == 2
    (door.root / "requirements.lock").write_text("# another\n")
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls] == ["venv", "pip", "pip"]
    (door.root / ".venv/bin/python").unlink()  # the system's Python is gone
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls][3:] == ["venv", "pip"]


def test_a_failed_installation_is_one_message_and_is_made_anew(door):
    door.tell("tests/bench.py")
    failed = door.run("bench", FAKE_UV="fail")
    assert failed.returncode == 1 and not failed.stdout.startswith("{")
    assert "could not be installed" in failed.stderr and "no route to host" in failed.stderr
    assert "Traceback" not in failed.stderr
    (door.root / ".venv/half-installed").touch()
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls] == ["venv", "pip"] * 2
    assert not (door.root / ".venv/half-installed").exists()


def test_a_killed_installation_is_made_anew_and_a_second_one_waits(door):
    door.tell("tests/bench.py")
    with subprocess.Popen(
        [sys.executable, door.root / "run.py", "bench"],
        env=door.environment(FAKE_UV="sleep"),
        stdout=subprocess.DEVNULL,
    ) as first:
        asleep = Path(f"{door.log}.asleep")
        deadline = time.monotonic() + 20
        while not asleep.exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        second = door.run("bench")
        assert second.returncode == 1 and "Another run.py is making .venv" in second.stderr
        first.kill()
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls] == ["venv", "pip"] * 2


def test_an_environment_made_by_hand_is_kept(door):
    door.tell("tests/bench.py")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", door.root / ".venv"], check=True)
    (door.root / ".venv/mine").touch()
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls] == ["pip"]
    assert (door.root / ".venv/mine").exists()


def test_without_uv_pip_installs(door):
    door.tell("tests/bench.py")
    (door.bin / "uv").unlink()
    (door.root / "requirements.lock").write_text("none-such==1 --hash=sha256:" + "0" * 64 + "\n")
    failed = door.run("bench", PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)
    assert failed.returncode == 1 and "none-such==1" in failed.stderr
    (door.root / "requirements.lock").write_text("")
    done = door.run("bench", PIP_NO_INDEX="1", PIP_USER="1", PIP_TARGET="/nowhere")
    assert done.returncode == 0, done.stderr


# --- what it starts ------------------------------------------------------------------------------


def test_each_command_starts_the_right_thing_in_a_clean_environment(door):
    door.tell(
        "notebooks/pytest.py",
        "notebooks/jupyterlab.py",
        "tests/bench.py",
        "tools/__main__.py",
    )

    def told(*arguments: str) -> dict:
        done = door.run(
            *arguments,
            PYTHONPATH="/elsewhere",
            PYTHONWARNINGS="error",
            VIRTUAL_ENV="/elsewhere",
            MPLBACKEND="nonsense",
            PYTEST_ADDOPTS="--nonsense",
            STREAMLINING_FIGURES="/elsewhere",
            ARTICLES="articles",
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    build = told()
    assert build["argv"] == ["build"] and build["cwd"] == str(door.root)
    assert told("--force")["argv"] == told("build", "--force")["argv"] == ["build", "--force"]
    assert "elsewhere" not in str(build["env"]) and "nonsense" not in str(build["env"])
    assert build["env"]["PYTHONPATH"] == os.pathsep.join(
        (str(door.root), str(door.root / "notebooks"))
    )
    assert build["env"]["ARTICLES"] == os.path.abspath("articles")
    assert "PYTHONWARNINGS" not in build["env"]
    assert build["env"]["PATH"].split(os.pathsep)[1:] == [str(door.bin)]

    everything = told("test", "-k", "spans")["argv"]
    assert everything[-4:] == ["tests", "notebooks", "-k", "spans"]
    assert {"--nbval", "--nbval-current-env", "--dist=loadfile"} <= set(everything)
    chosen = told("test", "tests/test_audit.py::test_spans")["argv"]
    assert "notebooks" not in chosen and "tests" not in chosen

    assert told("lab", "--no-browser")["argv"][-1] == "--no-browser"
    assert "notebooks/00_start_here.ipynb" in told("lab")["argv"][0]
    assert told("bench")["argv"] == []


def test_test_runs_the_tests_and_compares_the_notebooks(door):
    (door.root / "tests").mkdir()
    # Kernels of other tests may start beside these.
    (door.root / "tests/conftest.py").write_text(
        "import contextlib, functools\nfrom collections.abc import Callable\n"
        "from typing import Any\nimport nbval.kernel\n\n"
        f"{inspect.getsource(second_try)}\n"
        "nbval.kernel.start_new_kernel = second_try(nbval.kernel.start_new_kernel)\n"
    )
    unit = door.root / "tests/test_unit.py"
    unit.write_text("def test_unit():\n    assert True\n")
    built = door.run(HOME=str(door.root.parent))
    assert built.returncode == 0, built.stderr

    passed = door.run("test")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "6 passed" in passed.stdout  # the unit test and five cells

    unit.write_text("def test_unit():\n    assert False\n")
    file = door.root / "notebooks/00_start_here.ipynb"
    stored = file.read_text(encoding="utf-8")
    file.write_text(stored.replace('"Hải Dương\\n"', '"Hải Phòng\\n"'), encoding="utf-8")
    failed = door.run("test")
    assert failed.returncode == 1
    assert "FAILED tests/test_unit.py::test_unit" in failed.stdout
    assert "FAILED notebooks/00_start_here.ipynb::Cell 0" in failed.stdout
    assert "2 failed, 4 passed" in failed.stdout


def test_nbval_starts_a_kernel_again_that_died_at_once():
    starts = []

    def start(**options: str) -> str:
        starts.append(options)
        if len(starts) < 2:
            raise RuntimeError("Kernel died before replying to kernel_info")
        return "kernel"

    assert second_try(start)(cwd="notebooks") == "kernel"
    assert starts == [{"cwd": "notebooks"}] * 2
    assert nbval.kernel.start_new_kernel.__wrapped__.__module__ == "nbval.kernel"


# --- the lock ------------------------------------------------------------------------------------


def test_the_lock_pins_every_requirement_with_hashes_and_names_no_host():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9._-]+)==\S+(?: ; [^\\\n]+)? \\\n    --hash=sha256:", lock, re.M)
    assert len(pinned) == len(re.findall(r"^[^\s#]", lock, re.M)), "each with a hash"
    wanted = re.findall(
        r"^([a-z0-9-]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M
    )
    assert wanted and set(wanted) <= set(pinned), "run `python3 run.py lock`"
    assert not re.search(r"://|index-url|find-links|(?<![\w.-])/\w+/", lock)

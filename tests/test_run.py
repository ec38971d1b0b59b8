"""The front door: what it installs, what it starts, and what it says when it cannot."""

import ast
import hashlib
import inspect
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import tomllib
import zipfile
from pathlib import Path

import nbval.kernel
import pytest

from conftest import ROOT, second_try
from test_build import make_toy

# uv's place is taken by a small script, so that nothing here needs a network.
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for uv is a Unix script")

LOCKS = [
    "requirements.lock",
    "requirements-run.lock",
    "requirements-test.lock",
    "requirements-site.lock",
    "requirements-browser.lock",
]

FAKE_UV = f"""#!/bin/sh
'''exec' "{sys.executable}" "$0" "$@"
' '''
import os, subprocess, sys, time
with open(os.environ["FAKE_UV_LOG"], "a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
if sys.argv[1] == "venv":
    subprocess.run([{sys.executable!r}, "-m", "venv", "--without-pip", sys.argv[-1]], check=True)
elif os.environ.get("FAKE_UV") == "fail":
    print("something long-winded\\n\\nerror: invalid peer certificate", file=sys.stderr)
    sys.exit(2)
elif os.environ.get("FAKE_UV") == "sleep":
    with open(os.environ["FAKE_UV_LOG"] + ".writing", "w") as file:
        file.write(str(os.getpid()))
    os.rename(file.name, os.environ["FAKE_UV_LOG"] + ".asleep")
    time.sleep(30)
elif os.environ.get("FAKE_UV") == "slow":
    print("Downloading numpy", flush=True)
    time.sleep(5)
elif os.environ.get("FAKE_UV") == "conflict":
    sys.exit("Because a depends on b<2 and you require b>=2, your requirements are unsatisfiable.")
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
        (self.root / "tools").mkdir(exist_ok=True)
        shutil.copy(ROOT / "tools/processes.py", self.root / "tools")
        shutil.copy(ROOT / "pyproject.toml", self.root)
        for name in LOCKS:
            (self.root / name).write_text("")
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
            timeout=300,
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


@pytest.mark.parametrize("arguments", [["help"], ["build", "--help"], ["lock", "-h"]])
def test_help_is_there_for_what_run_py_does_itself(door, arguments):
    done = door.run(*arguments)
    assert (done.returncode, done.stdout) == (0, door.run("--help").stdout) and not door.calls


def test_lock_without_uv_says_how_to_get_it(door):
    (door.bin / "uv").unlink()
    done = door.run("lock")
    assert done.returncode == 1 and "pip install uv" in done.stderr


def test_lock_asks_uv_for_every_system_with_hashes(door):
    assert door.run("lock").returncode == 0
    assert [Path(call.split("--output-file ")[1].split()[0]).name for call in door.calls] == LOCKS
    for number, call in enumerate(door.calls):
        for option in ("pip compile", "--universal", "--generate-hashes", "--python-version 3.11"):
            assert option in call
        assert re.findall(r"--constraint (\S+)", call) == LOCKS[:number]


def test_requirements_that_exclude_each_other_are_told_by_uv(door):
    failed = door.run("lock", FAKE_UV="conflict")
    assert failed.returncode == 1 and "Traceback" not in failed.stderr
    assert "requirements.lock could not be brought up to date" in failed.stderr
    assert "your requirements are unsatisfiable" in failed.stderr
    assert "widen one of them in requirements*.txt" in failed.stderr


# --- what it installs ----------------------------------------------------------------------------


def test_it_installs_once_and_again_only_for_another_lock(door):
    door.tell("tests/bench.py")
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls] == ["venv", "pip"]
    assert "--compile-bytecode" in door.calls[1] and "--require-hashes" in door.calls[1]
    assert door.run("bench").returncode == 0
    assert len(door.calls) == 2
    (door.root / "requirements-run.lock").write_text("# another\n")
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls] == ["venv", "pip", "pip"]
    (door.root / ".venv/bin/python").unlink()  # the system's Python is gone
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls][3:] == ["venv", "pip"]


def test_each_command_installs_what_it_needs_and_is_not_there(door):
    door.tell("tests/bench.py", "notebooks/pytest.py", "notebooks/sphinx.py", "site/build.py")
    door.tell("notebooks/jupyterlab.py", "tools/__main__.py")

    def installed(*arguments: str) -> list[str]:
        before = len(door.calls)
        assert door.run(*arguments).returncode == 0
        return [Path(name).name for call in door.calls[before:] for name in call.split(" -r ")[1:]]

    assert installed("check") == ["requirements-run.lock"]
    assert installed("test") == ["requirements-test.lock", "requirements-site.lock"]
    assert installed("check") == installed("test") == installed("bench") == []
    assert installed("lab") == ["requirements.lock"]
    assert installed("test-site") == ["requirements-browser.lock"]
    assert installed("site") == []


def unreachable(door: Door) -> dict[str, str]:
    """What lets both uv and pip fail."""
    (door.root / "requirements-run.lock").write_text(
        "none-such==1 --hash=sha256:" + "0" * 64 + "\n"
    )
    return {"FAKE_UV": "fail", "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}


def test_where_uv_fails_pip_installs(door):
    door.tell("tests/bench.py")
    done = door.run("bench", FAKE_UV="fail", PIP_NO_INDEX="1")
    assert done.returncode == 0, done.stderr
    assert "uv could not do it" in done.stdout


def test_a_failed_installation_is_one_message_and_is_made_anew(door):
    door.tell("tests/bench.py")
    failed = door.run("bench", **unreachable(door))
    assert failed.returncode == 1 and "{" not in failed.stdout
    assert "could not be installed" in failed.stderr and "Is there a network?" in failed.stderr
    assert "invalid peer certificate" in failed.stderr  # of uv's
    assert "none-such==1" in failed.stderr  # of pip's
    assert "Let SSL_CERT_FILE (for uv)" in failed.stderr and "Make room" not in failed.stderr
    assert "Traceback" not in failed.stderr
    (door.root / ".venv/half-installed").touch()
    (door.root / "requirements-run.lock").write_text("")
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls] == ["venv", "pip"] * 2
    assert not (door.root / ".venv/half-installed").exists()


def locked(folder: Path, version: int) -> str:
    """Make a package, and return the line that locks it."""
    file = folder / f"tiny-{version}-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as wheel:
        for name, text in {
            "METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
            "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            "RECORD": "",
        }.items():
            wheel.writestr(f"tiny-{version}.dist-info/{name}", text)
    return f"tiny=={version} --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


@pytest.mark.parametrize(
    ("spoil", "said", "advice"),
    [
        (lambda one, two: one + two, "The user requested tiny==2", "Two requirements exclude"),
        (lambda one, two: one[:-9] + "00000000", "tiny==1 from file:", "take the lock as it was"),
    ],
)
def test_what_pip_complains_of_is_told_with_what_to_do(door, tmp_path, spoil, said, advice):
    (door.bin / "uv").unlink()
    lines = [locked(tmp_path, version) for version in (1, 2)]
    (door.root / "requirements-run.lock").write_text(spoil(*lines))
    offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)}
    failed = door.run("bench", **offline)
    assert failed.returncode == 1 and "Traceback" not in failed.stderr
    assert said in failed.stderr and "Collecting" not in failed.stderr
    assert advice in failed.stderr and "network" not in failed.stderr
    assert len(failed.stderr.splitlines()) <= 10


def test_what_was_there_still_serves_when_more_cannot_be_installed(door):
    door.tell("tools/__main__.py", "site/build.py")
    assert door.run("check").returncode == 0
    (door.root / "requirements-site.lock").write_text("none-such==1 --hash=sha256:" + "0" * 64)
    assert door.run("site", FAKE_UV="fail", PIP_NO_INDEX="1").returncode == 1
    calls = len(door.calls)
    assert door.run("check").returncode == 0 and len(door.calls) == calls


def test_a_package_that_is_gone_is_installed_again(door):
    door.tell("tests/bench.py")
    assert door.run("bench").returncode == 0
    (site,) = door.root.glob(".venv/lib/python*/site-packages")
    (site / "lent.pth").unlink()
    done = door.run("bench")
    assert done.returncode == 0 and (site / "lent.pth").exists()
    assert [call.split()[0] for call in door.calls] == ["venv", "pip"] * 2
    (site / "mine.py").touch()  # what a user adds is nobody's business
    assert door.run("bench").returncode == 0 and (site / "mine.py").exists()


def test_a_file_in_the_environments_place_is_kept_and_told(door):
    (door.root / ".venv").write_text("mine")
    done = door.run("bench")
    assert done.returncode == 1 and "`.venv` is a file" in done.stderr
    assert "Traceback" not in done.stderr and (door.root / ".venv").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(door):
    door.root.chmod(0o555)
    done = door.run("bench")
    door.root.chmod(0o755)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "Permission denied" in done.stderr and "writable" in done.stderr


def test_an_interrupted_installation_ends_at_once_and_is_made_anew(door):
    door.tell("tests/bench.py")
    # What runs in the background (`nohup … &`) ignores the signal, and so would what it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, door.root / "run.py", "bench"],
        env=door.environment(FAKE_UV="sleep"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        asleep = Path(f"{door.log}.asleep")
        deadline = time.monotonic() + 60
        while not asleep.exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=20)  # uv would sleep longer
    assert started.returncode == 130 and said.strip() == "Interrupted."
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls] == ["venv", "pip"] * 2


def test_progress_is_shown_on_a_terminal(door):
    door.tell("tests/bench.py")
    terminal = "sys.stdout.isatty = lambda: True"
    done = door.run("bench", before=terminal, FAKE_UV="slow")
    assert done.returncode == 0, done.stderr
    assert re.search(r" +\d s +\d+ packages  Downloading numpy +\n", done.stdout)


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_installation_is_made_anew_and_a_second_one_waits(door):
    door.tell("tests/bench.py")
    with subprocess.Popen(
        [sys.executable, door.root / "run.py", "bench"],
        env=door.environment(FAKE_UV="sleep"),
        stdout=subprocess.DEVNULL,
    ) as first:
        asleep = Path(f"{door.log}.asleep")
        deadline = time.monotonic() + 60
        while not asleep.exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        second = door.run("bench")
        assert second.returncode == 1 and "Another run.py is making .venv" in second.stderr
        first.kill()
    installer, deadline = int(asleep.read_text()), time.monotonic() + 20  # it would sleep longer
    while runs(installer):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls] == ["venv", "pip"] * 2


def test_a_killed_upgrade_is_made_anew(door):
    """Half of the packages are of the old lock then, and half of the new one."""
    door.tell("tests/bench.py")
    assert door.run("bench").returncode == 0
    (door.root / "requirements-run.lock").write_text("# another\n")
    with subprocess.Popen(
        [sys.executable, door.root / "run.py", "bench"],
        env=door.environment(FAKE_UV="sleep"),
        stdout=subprocess.DEVNULL,
    ) as upgrade:
        asleep = Path(f"{door.log}.asleep")
        deadline = time.monotonic() + 60
        while not asleep.exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        upgrade.kill()
    (door.root / "requirements-run.lock").write_text("")  # as it was
    before = len(door.calls)
    assert door.run("bench").returncode == 0
    assert [call.split()[0] for call in door.calls[before:]] == ["venv", "pip"]


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
    failed = door.run("bench", **unreachable(door))
    assert failed.returncode == 1 and "none-such==1" in failed.stderr
    (door.root / "requirements-run.lock").write_text("")
    done = door.run("bench", PIP_NO_INDEX="1", PIP_USER="1", PIP_TARGET="/nowhere")
    assert done.returncode == 0, done.stderr


#: run.py, but for no other module, this is Windows; its locks are taken by a stand-in.
WINDOWS = """
import contextlib, hashlib, importlib.util, json, pathlib, shutil, subprocess, threading, types
import os as real
seen = types.ModuleType("os")
seen.__dict__.update(real.__dict__)
seen.name = "nt"
sys.modules["os"] = seen
msvcrt = types.ModuleType("msvcrt")
msvcrt.LK_NBLCK = 2
def locking(handle, mode, count):
    if real.environ.get("LOCKED"):
        raise PermissionError(13, "Permission denied")
    assert (mode, count) == (2, 1)
msvcrt.locking = locking
sys.modules["msvcrt"] = msvcrt
"""


def test_on_windows_it_finds_python_in_scripts_and_passes_on_its_exit_status(door):
    door.tell("tests/bench.py")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", door.root / ".venv"], check=True)
    (door.root / ".venv/Scripts").mkdir()
    (door.root / ".venv/Scripts/python.exe").symlink_to("../bin/python")
    busy = door.run("bench", before=WINDOWS, LOCKED="yes")
    assert busy.returncode == 1 and "Another run.py is making .venv" in busy.stderr
    done = door.run("bench", before=WINDOWS)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["env"]["PATH"].split(os.pathsep)[0] == str(door.root / ".venv/Scripts")
    assert str(door.root / ".venv/Scripts/python.exe") in door.calls[0]
    (door.root / "tests/bench.py").write_text("raise SystemExit(7)")
    assert door.run("bench", before=WINDOWS).returncode == 7


# --- what it starts ------------------------------------------------------------------------------


def test_each_command_starts_the_right_thing_in_a_clean_environment(door):
    door.tell(
        "notebooks/pytest.py", "notebooks/jupyterlab.py", "tests/bench.py", "tools/__main__.py"
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


# --- the locks -----------------------------------------------------------------------------------


def requirements(file: str) -> list[str]:
    """The requirements of a file, those of the files that it names included."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    named = [line.removeprefix("-r ") for line in lines if line.startswith("-r ")]
    own = [line.partition("#")[0].strip() for line in lines if re.match("[a-z]", line)]
    return own + [found for other in named for found in requirements(other)]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_requirement_with_hashes_and_names_no_host(name):
    lock = (ROOT / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9._-]+)==\S+(?: ; [^\\\n]+)? \\\n    --hash=sha256:", lock, re.M)
    assert len(pinned) == len(re.findall(r"^[^\s#]", lock, re.M)), "each with a hash"
    wanted = {re.match("[a-z0-9-]+", one)[0] for one in requirements(name.replace("lock", "txt"))}
    assert wanted and wanted <= set(pinned), "run `python3 run.py lock`"
    assert not re.search(r"://|index-url|find-links|(?<![\w.-])/\w+/", lock)


def test_the_locks_agree_on_the_versions_that_they_share():
    pins = {}
    for name in LOCKS:
        lock = (ROOT / name).read_text(encoding="utf-8")
        for package, version in re.findall(r"^([a-z0-9._-]+)==(\S+(?: ; .+)?) \\$", lock, re.M):
            pins.setdefault(package, {}).setdefault(name, set()).add(version.partition(" ;")[0])
    differing = {
        package: found
        for package, found in pins.items()
        if set.intersection(*found.values()) != set.union(*found.values())
    }
    assert not differing


def test_each_requirement_says_what_it_is_for():
    for name in LOCKS:
        for line in (ROOT / name.replace("lock", "txt")).read_text(encoding="utf-8").splitlines():
            assert re.match(r"#|-r |[a-z\d-]+>=[\d.]+(,<\d+)? +# \w", line), line


def test_the_package_takes_the_ranges_of_the_requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["dependencies"]) < set(requirements("requirements-run.txt"))


def test_all_that_is_published_has_one_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    packages = [json.loads(file.read_text(encoding="utf-8"))
                for file in ROOT.glob("data/*/datapackage.json")]  # fmt: skip
    assert len(packages) == 2
    assert {package["version"] for package in packages} == {project["version"]}
    assert f"\nversion: {project['version']}\n" in citation

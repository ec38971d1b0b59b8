"""A build on toy collections: what it puts in place, and that it otherwise leaves no trace."""

import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from conftest import ROOT
from tools import files, processes
from tools.build import building, execution
from tools.build.changes import digest
from tools.build.documents import UNCOMPARED

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals to one process, as on Unix")

TIDY = """
from pathlib import Path

class DataError(ValueError):
    pass

def write_tidy(folder):
    data = Path(__file__).resolve().parents[2] / "data"
    text = (data / "articles" / "one.yaml").read_text(encoding="utf-8")
    if "slip" in text:
        raise DataError("data/articles/one.yaml:1:1: found a slip\\ndata/b.yaml:2:1: and another")
    (folder / "records.csv").write_text(text, encoding="utf-8")
"""

CHARTS = """
import os
from pathlib import Path

def draw(name):
    if folder := os.environ.get("STREAMLINING_FIGURES"):
        (Path(folder) / f"{name}.svg").write_text(f"<svg>{name}</svg>")
"""

INDEX = """
def write_index(folder):
    names = sorted(file.name for file in folder.glob("*.svg"))
    (folder / "README.md").write_text("\\n".join(names))
"""


def notebook(*sources: str) -> str:
    """A notebook without outputs; a source that starts with # is Markdown."""
    cells = []
    for number, source in enumerate(sources):
        cell = {"id": f"cell-{number}", "metadata": {}, "source": source}
        if source.startswith("#"):
            cells.append(cell | {"cell_type": "markdown"})
        else:
            cells.append(cell | {"cell_type": "code", "execution_count": None, "outputs": []})
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def make_toy(root: Path) -> None:
    """A collection of two notebooks with the real tools/build and stand-ins for the rest."""
    package, tools = root / "notebooks" / "streamlining", root / "tools"
    for folder in (package, tools / "make", root / "data" / "articles", root / "figures"):
        folder.mkdir(parents=True)
    for name in ("__main__.py", "build", "files.py", "processes.py", "watched.py"):
        source = ROOT / "tools" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tools / name)
    files = {
        package / "__init__.py": "",
        package / "pictures.py": CHARTS,
        tools / "__init__.py": "",
        tools / "make" / "__init__.py": "",
        tools / "make" / "tidy.py": TIDY,
        tools / "make" / "pictures.py": INDEX,
        tools / "make" / "navigation.py": "def write_navigation(root):\n    pass\n",
        tools / "make" / "schemas.py": "def write_schemas(folder):\n    pass\n",
        tools / "make" / "counts.py": "def write_counts(root):\n    pass\n",
        root / "data" / "articles" / "one.yaml": "id: đề-án\n",
        root / "requirements.lock": "",
        root / "notebooks" / "00_start_here.ipynb": notebook(
            "# Đề án",
            "print('Hải Dương')",
            "from streamlining import pictures\npictures.draw('one')",
        ),
        root / "notebooks" / "01_second.ipynb": notebook(
            "# Two",
            "import os\nprint(os.environ['MPLBACKEND'])",
            "import time\nprint('a', flush=True)\ntime.sleep(0.2)\nprint('b')",
            "from streamlining import pictures\npictures.draw('two')",
        ),
    }
    for file, text in files.items():
        file.write_text(text, encoding="utf-8", newline="")


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "tools", "build", *options]


def run(root: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*options),
        cwd=root,
        env=os.environ | variables,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the collection that git would see, by path."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file() and not {".build", "__pycache__"} & set(file.relative_to(root).parts)
    }


def assert_untouched(root: Path, before: dict[str, bytes]) -> None:
    assert contents(root) == before
    assert not (root / ".build" / "stage").exists()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A toy that was built once.  Its tests must not change it: `toy` gives each its own copy."""
    root = tmp_path_factory.mktemp("built") / "thư mục đề án"
    make_toy(root)
    done = run(root, MPLBACKEND="nonsense")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def toy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "toy đề án"))


def cells(root: Path, name: str) -> list[dict]:
    return json.loads((root / "notebooks" / name).read_text(encoding="utf-8"))["cells"]


# --- what is put in place ------------------------------------------------------------------------


def test_build_puts_everything_in_place(built):
    assert (built / "data/tidy/records.csv").read_text(encoding="utf-8") == "id: đề-án\n"
    assert (built / "figures/README.md").read_text() == "one.svg\ntwo.svg"
    assert (built / "figures/two.svg").read_text() == "<svg>two</svg>"
    assert cells(built, "00_start_here.ipynb")[1]["outputs"][0]["text"] == ["Hải Dương\n"]
    assert not (built / ".build" / "stage").exists()


def test_notebooks_hold_nothing_that_differs_from_run_to_run(built):
    raw = (built / "notebooks" / "00_start_here.ipynb").read_bytes()
    text = raw.decode("utf-8")
    assert text.endswith("}\n") and "\r" not in text and "Hải" in text
    document = json.loads(text)
    assert document["metadata"]["language_info"]["version"] == platform.python_version()
    assert document["metadata"]["kernelspec"]["name"] == "python3"
    assert [cell["id"] for cell in document["cells"]] == ["cell-0", "cell-1", "cell-2"]
    assert [cell.get("execution_count") for cell in document["cells"]] == [None, 1, 2]
    assert all(cell["metadata"] == {} for cell in document["cells"])


def test_other_versions_alone_change_no_notebook(tmp_path):
    make_toy(tmp_path)
    file = tmp_path / "notebooks" / "01_second.ipynb"
    source = "version = '1.26.0rc1'\ndata = '12ab'\nprint(data, version)"
    document = json.loads(notebook("# Two", source))
    document["cells"][1]["metadata"] = {"tags": [UNCOMPARED]}
    file.write_text(json.dumps(document), encoding="utf-8")
    assert run(tmp_path).returncode == 0
    made = file.read_text(encoding="utf-8")
    assert '"12ab 1.26.0rc1\\n"' in made
    elsewhere = made.replace("12ab 1.26.0rc1", "12ab 2.0")
    elsewhere = elsewhere.replace(
        f'"version": "{platform.python_version()}"', '"version": "3.99.0"'
    )
    file.write_text(elsewhere, encoding="utf-8")
    assert "0 files changed" in run(tmp_path, "--force").stdout
    assert file.read_text(encoding="utf-8") == elsewhere
    file.write_text(elsewhere.replace("12ab 2.0", "34cd 2.0"), encoding="utf-8")  # other data
    assert "1 file changed" in run(tmp_path, "--force").stdout
    assert file.read_text(encoding="utf-8") == made


def test_kernels_are_shielded_from_the_users_settings(built):
    backend = cells(built, "01_second.ipynb")[1]["outputs"][0]["text"]
    assert backend == ["module://matplotlib_inline.backend_inline\n"]


def test_streams_are_merged(built):
    outputs = cells(built, "01_second.ipynb")[2]["outputs"]
    assert [output["text"] for output in outputs] == [["a\n", "b\n"]]


def test_a_second_run_does_nothing(toy):
    times = {file: file.stat().st_mtime_ns for file in toy.rglob("*") if file.is_file()}
    # The copy's digest is the original's: it holds no path.
    began = time.monotonic()
    done = run(toy)
    assert time.monotonic() - began < 1
    assert done.returncode == 0 and "Nothing has changed" in done.stdout
    assert {file: file.stat().st_mtime_ns for file in times} == times


def test_a_forced_second_run_is_identical(toy):
    before = contents(toy)
    file = toy / "notebooks/00_start_here.ipynb"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["cells"][1]["metadata"] = {"execution": {"iopub.execute_input": "2026-01-01"}}
    document["cells"][1]["execution_count"] = 99
    file.write_text(json.dumps(document))  # as another program might leave it
    done = run(toy, "--force")
    assert done.returncode == 0 and "1 file changed" in done.stdout
    assert "00_start_here.ipynb" in done.stderr
    assert_untouched(toy, before)


@pytest.mark.parametrize(
    "path",
    ["data/articles/one.yaml", "data/new.yaml", "data/tidy/records.csv", "figures/one.svg",
     "notebooks/01_second.ipynb", "notebooks/streamlining/pictures.py", "requirements.lock"],
)  # fmt: skip
def test_digest_notices_a_change(built, tmp_path, path):
    root = Path(shutil.copytree(built, tmp_path / "toy"))
    assert digest(root) == digest(built)
    with open(root / path, "a", encoding="utf-8") as file:
        file.write(" ")
    changed = digest(root)
    assert changed != digest(built)
    (root / path).unlink()
    assert digest(root) not in (changed, digest(built)) or path == "data/new.yaml"


def test_what_is_no_longer_made_is_removed(toy):
    (toy / "notebooks/01_second.ipynb").write_text(notebook("# Two", "1 + 1"))
    (toy / "data/tidy/old.csv").write_text("old")
    done = run(toy)
    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in (toy / "figures").iterdir()) == ["README.md", "one.svg"]
    assert [file.name for file in (toy / "data/tidy").iterdir()] == ["records.csv"]
    assert (toy / "figures/README.md").read_text() == "one.svg"


def test_a_longer_notebook_starts_first(toy):
    stamp = toy / ".build/stamp.json"
    seconds = {"00_start_here.ipynb": 1.0, "01_second.ipynb": 9.0}
    assert json.loads(stamp.read_text())["seconds"].keys() == seconds.keys()
    files = sorted((toy / "notebooks").glob("*.ipynb"))
    taken = execution.execute(files, workers=1, expected=seconds)
    assert list(taken) == ["01_second.ipynb", "00_start_here.ipynb"]
    taken = execution.execute(files, workers=1, expected={"00_start_here.ipynb": 9.0})
    assert list(taken) == ["00_start_here.ipynb", "01_second.ipynb"]


# --- what goes wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        pytest.param(
            "def share(n):\n    return 1 / n\n\nshare(\n    n=0\n)",
            ["\n    share(\n", "ZeroDivisionError: division by zero"],
            id="error",
        ),
        pytest.param("x = 1\nif x\n    y = 2", ["\n    if x\n", "SyntaxError"], id="syntax"),
        pytest.param(
            "import warnings\nwarnings.warn('take care')", ["stderr", "take care"], id="warning"
        ),
        pytest.param(
            "from pathlib import Path\nPath('none').absolute().read_text()",
            ["\n    Path('none')", "No such file or directory: 'notebooks/none'"],
            id="path",
        ),
        pytest.param("import os\nos._exit(3)", ["its kernel died"], id="kernel dies"),
    ],
)
def test_a_failing_notebook_changes_nothing_and_says_where(toy, source, messages):
    (toy / "data/articles/one.yaml").write_text("id: another\n")  # would change records.csv
    (toy / "notebooks/01_second.ipynb").write_text(notebook("# Two", "1", "# Three", source))
    before, stamp = contents(toy), (toy / ".build/stamp.json").read_bytes()
    done = run(toy)
    assert done.returncode == 1
    assert "notebooks/01_second.ipynb, cell 4 (In [2]) failed:" in done.stderr
    for message in messages:
        assert message in done.stderr
    assert "Traceback" not in done.stderr and "stage" not in done.stderr
    assert "Nothing was changed." in done.stderr
    assert_untouched(toy, before)
    assert (toy / ".build/stamp.json").read_bytes() == stamp, "it must not count as built"


def test_a_slip_in_the_data_is_told_before_any_notebook_runs(toy):
    (toy / "data/articles/one.yaml").write_text("slip")
    before = contents(toy)
    done = run(toy)
    assert done.returncode == 1
    assert done.stderr.startswith("data/articles/one.yaml:1:1: found a slip\ndata/b.yaml:2:1:")
    assert ".ipynb" not in done.stderr and "Traceback" not in done.stderr
    assert_untouched(toy, before)


def test_a_file_that_is_no_notebook_is_named(toy):
    (toy / "notebooks/02_third.ipynb").write_text("{ not json")
    before = contents(toy)
    done = run(toy)
    assert done.returncode == 1
    assert "notebooks/02_third.ipynb is not a Jupyter notebook" in done.stderr
    assert_untouched(toy, before)


LAUNCHER = """
import sys
from pathlib import Path

first = Path("started")
if {always} or not first.exists():
    first.touch()
    sys.exit("Address already in use")
from ipykernel import kernelapp
kernelapp.launch_new_instance()
"""


def test_a_kernel_that_does_not_start_gets_a_second_try(toy):
    (toy / "notebooks/01_second.ipynb").unlink()
    launcher = toy / "notebooks/ipykernel_launcher.py"  # found before the real one
    launcher.write_text(LAUNCHER.format(always=False))
    done = run(toy)
    assert done.returncode == 0, done.stderr
    launcher.write_text(LAUNCHER.format(always=True))
    before = contents(toy)
    done = run(toy)
    assert done.returncode == 1
    assert "00_start_here.ipynb: its kernel did not start.\nAddress already in use" in done.stderr
    assert_untouched(toy, before)


def test_a_change_during_the_build_is_not_overwritten(toy):
    path = (toy / "notebooks/00_start_here.ipynb").as_posix()
    edit = f"open({path!r}, 'a').write(' ')"
    (toy / "notebooks/01_second.ipynb").write_text(notebook("# Two", edit))
    before = contents(toy)
    done = run(toy)
    assert done.returncode == 1 and "build again" in done.stderr
    before["notebooks/00_start_here.ipynb"] += b" "
    assert_untouched(toy, before)


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_cannot_be_written_undoes_the_others(tmp_path, monkeypatch, links):
    """Also on a file system without links."""
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: os.stat(tmp_path / "no links here"))
    a, b, c = (tmp_path / name for name in "abc")
    a.write_bytes(b"old a")
    b.write_bytes(b"old b")
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target) == b and Path(source).read_bytes() == b"new b":
            raise PermissionError(13, "Permission denied", str(source))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(PermissionError) as caught:
        files.put(tmp_path, {c: b"new c", a: b"new a", b: b"new b"})
    assert processes.reason(caught.value).endswith(
        "b could not be read or written: Permission denied."
    )
    assert contents(tmp_path) == {"a": b"old a", "b": b"old b"}


def test_a_command_that_writes_waits_for_its_turn(tmp_path):
    lock = tmp_path / files.WRITING / "lock"
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with processes.alone(lock, ""):
            held.set()
            over.wait(0.3)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    files.put(tmp_path, {tmp_path / "a": b"new"})
    holder.join()
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize("where", ["forward", "prepared"])
def test_what_a_killed_command_has_left_is_brought_to_its_end_before_a_build(toy, where):
    """Before the build looks whether anything has changed: decided, it is done, and otherwise goes."""
    file, writing = toy / "notes.txt", toy / files.WRITING
    files._prepare(toy, writing / "prepared", {file: b"decided"})
    (writing / "prepared").rename(writing / where)
    done = run(toy)
    assert done.returncode == 0 and "Nothing has changed" in done.stdout, done.stderr
    assert [one.name for one in writing.iterdir()] == ["lock"]
    assert file.exists() == (where == "forward")


@posix_only
def test_a_file_that_is_written_anew_may_be_read_by_the_same_people(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"old")
    file.chmod(0o604)
    files.put(tmp_path, {file: b"new"})
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o604)


# --- interrupts, and two builds at once ----------------------------------------------------------


@pytest.fixture
def endless(toy: Path) -> Path:
    """A toy whose second notebook does not end by itself; its kernel ignores polite requests."""
    stuck = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint(1)"
    wait = "open('ready', 'w').close()\ntime.sleep(50)"
    (toy / "notebooks/01_second.ipynb").write_text(notebook("# Two", stuck, wait))
    (toy / "data/articles/one.yaml").write_text("id: another\n")
    return toy


@posix_only
def test_an_interrupt_while_files_are_put_in_place_lets_the_build_end(tmp_path, monkeypatch):
    """Its stamp says what is there: otherwise the next run would execute everything again."""
    for name in ("copy", "run_writer", "execute"):
        monkeypatch.setattr(building, name, lambda *_, **__: {})
    monkeypatch.setattr(building, "changes", lambda *_: {tmp_path / "a": b"new"})

    def put(*given: object) -> None:
        files.put(*given)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)  # here it would arrive

    monkeypatch.setattr(building, "put", put)
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    try:
        assert building.build(tmp_path) == [tmp_path / "a"]
    except KeyboardInterrupt:
        pytest.fail("the interrupt cut the build short")
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
    assert (tmp_path / ".build/stamp.json").is_file()


def start(root: Path, until: Callable[[], bool]) -> tuple[subprocess.Popen, list[psutil.Process]]:
    """Start a build and wait until it has come so far; returns it and all its kernels."""
    process = subprocess.Popen(
        command(), cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    deadline = time.monotonic() + 30
    while not until():
        assert process.poll() is None and time.monotonic() < deadline, process.communicate()
        time.sleep(0.02)
    return process, psutil.Process(process.pid).children(recursive=True)


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_changes_nothing_and_leaves_no_kernel(endless, number):
    before = contents(endless)
    ready = endless / ".build/stage/notebooks/ready"
    process, kernels = start(endless, ready.exists)
    assert kernels
    deadline = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < deadline:  # impatiently
        process.send_signal(number)
        time.sleep(0.01)
    _, errors = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "Interrupted: nothing was changed." in errors and "Traceback" not in errors
    assert not psutil.wait_procs(kernels, timeout=2)[1]
    assert_untouched(endless, before)


@posix_only
def test_an_interrupt_while_kernels_start_leaves_none(endless):
    before = contents(endless)
    log = endless / ".build/stage/notebooks/01_second.log"  # made just before the kernel starts
    process, _ = start(endless, log.exists)
    time.sleep(0.1)
    kernels = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=10)
    assert process.returncode == 130 and "Traceback" not in errors
    assert not psutil.wait_procs(kernels, timeout=2)[1]
    assert_untouched(endless, before)


@posix_only
def test_a_second_build_says_that_one_is_running(endless):
    ready = endless / ".build/stage/notebooks/ready"
    process, _ = start(endless, ready.exists)
    second = run(endless)
    assert second.returncode == 1 and "Another build of this collection is running" in second.stderr
    assert process.poll() is None and ready.exists(), "the first build goes on"
    process.kill()  # leaves the lock file and the staging copy behind
    process.communicate()
    (endless / ".build/stage/notebooks/02_old.ipynb").write_text(notebook("1"))
    (endless / "notebooks/01_second.ipynb").write_text(notebook("# Two", "1"))
    after = run(endless)
    assert after.returncode == 0, after.stderr
    assert not (endless / "notebooks/02_old.ipynb").exists()
    assert not (endless / ".build" / "stage").exists()

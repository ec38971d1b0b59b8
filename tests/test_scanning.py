"""``run.py scan``: any texts in, one table out, whatever lies among them."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT
from printed import scan
from printed.reading.text import paragraphs
from tools import scan as scanning
from tools.processes import Refused
from tools.segmented import restored

FITS = "Xã Đông có 57/60 hộ xong việc, đạt 95%."
DIFFERS = "Xã Tây có 57/60 hộ xong việc, đạt 93%.\nCó gần 31 trên tổng số 45 huyện (68,9%)."
ENVIRONMENT = os.environ | {
    "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "notebooks"))), "PYTHONUTF8": "1",
}  # fmt: skip
COMMAND = [sys.executable, "-P", "-m", "tools", "scan"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts in folders, enough of them for several processes."""
    texts = tmp_path / "texts"
    for number in range(90):
        file = texts / f"{number % 3}" / f"{number:02}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(DIFFERS if number % 10 == 0 else FITS, encoding="utf-8")
    return texts


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], env=ENVIRONMENT, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


def test_each_relation_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"\ufeffTin\r\n\r\n{DIFFERS}", encoding="utf-8", newline="")
    done = run(tmp_path / "a.txt")
    first, second = table(done.stdout)
    assert tuple(first) == scanning.COLUMNS
    assert (done.returncode, first["text"], first["class"]) == (0, "a.txt", "flag")
    assert first["verdict"] == ""
    assert (first["printed"], first["recomputed"], first["power"]) == ("93 %", "95 %", "0.4000")
    assert "another-date" in first["readings"].split()
    paragraph = paragraphs(DIFFERS)[0]
    for _, start, end, text in json.loads(first["operands"]):
        assert paragraph[start:end] == text
    assert int(first["paragraph"]) == 2
    assert (second["class"], second["verdict"], second["readings"]) == ("loose", "", "")
    assert (first["remark"], second["remark"]) == ("", "")
    assert "1 texts, 2 relations, 1 of them flagged; 0 left out." in done.stderr


def test_a_loose_row_says_that_it_misses(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Thôn có 70 hộ, gồm 30 hộ ở núi, 31 hộ ở biển...", encoding="utf-8"
    )
    (row,) = table(run(tmp_path / "a.txt").stdout)
    assert (row["class"], row["verdict"], row["remark"]) == ("loose", "", "misses")


def test_the_table_is_the_same_with_any_number_of_processes(folder: Path, tmp_path: Path) -> None:
    tables = []
    for workers in (1, 2, 3):
        out = tmp_path / f"{workers}.csv"
        assert scanning.audit(folder, out, workers) == 0
        tables.append(out.read_bytes())
    assert tables[0] == tables[1] == tables[2]
    names = [row["text"] for row in table(tables[0].decode())]
    assert names == sorted(names) and len(set(names)) == 90


BAD = {
    "bao.pdf": (b"%PDF-1.7\n", "a PDF file"),
    "bao.docx": (b"PK\x03\x04\x14", "a Word file"),
    "bao.doc": (b"\xd0\xcf\x11\xe0\xa1", "an old Word file"),
    "bao.html": (b"\n <!DOCTYPE html><p>57/60", "HTML"),
    "utf16.txt": (FITS.encode("utf-16"), "UTF-16"),
    "zero.txt": (b"57/60\0", "a zero byte"),
    "truoc.csv": (",".join(scanning.COLUMNS).encode() + b"\n", "a table that an audit wrote"),
    "cp1258.txt": (b"xong\n\xf0\xe2t", "line 2 holds a byte that is not UTF-8"),
}  # fmt: skip


def test_what_is_no_text_is_named_and_left_out(folder: Path, tmp_path: Path) -> None:
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    with open(folder / "lon.txt", "wb") as file:
        file.truncate(10**9)
    (folder / "rong.txt").write_bytes(b"")
    (folder / ".an").write_bytes(b"%PDF")
    done = run(folder, "--out", tmp_path / "out.csv")
    told = done.stderr.splitlines()
    for name, (_, why) in BAD.items():
        assert any(line.startswith(f"{name} is left out: ") and why in line for line in told), name
    assert any(line.startswith("lon.txt is left out: it has more than 20 MB") for line in told)
    assert told[-1] == "91 texts, 99 relations, 9 of them flagged; 9 left out."
    assert done.returncode == 1
    assert len(table((tmp_path / "out.csv").read_text(encoding="utf-8"))) == 99


def test_a_folder_that_may_not_be_read_is_named(folder: Path, tmp_path, capfd, monkeypatch) -> None:
    walk = os.walk

    def closed(source: Path, onerror):
        onerror(PermissionError(13, "Permission denied", str(source / "closed")))
        yield from walk(source)

    monkeypatch.setattr(os, "walk", closed)
    assert scanning.audit(folder, tmp_path / "out.csv", 1) == 1
    assert "closed is left out: it cannot be read (Permission denied)" in capfd.readouterr().err
    assert len(table((tmp_path / "out.csv").read_text(encoding="utf-8"))) == 99


def test_a_fault_of_ours_costs_one_file(folder: Path, tmp_path, capfd, monkeypatch) -> None:
    def broken(text: str):
        if text == DIFFERS:
            raise ZeroDivisionError("oh")
        return scan(text)

    monkeypatch.setattr(scanning, "scan", broken)
    assert scanning.audit(folder, tmp_path / "out.csv", 1) == 1
    assert "0/00.txt is left out: ZeroDivisionError: oh." in capfd.readouterr().err
    assert len(table((tmp_path / "out.csv").read_text(encoding="utf-8"))) == 81


@pytest.mark.parametrize(
    ("make", "told"),
    [(lambda path: None, "is not there"), (lambda path: path.mkdir(), "holds no text")],
)
def test_nothing_to_audit_is_said(tmp_path: Path, make, told: str) -> None:
    make(tmp_path / "x")
    with pytest.raises(Refused, match=told):
        scanning.audit(tmp_path / "x", None)


def test_the_table_is_there_whole_or_not_at_all(folder: Path, tmp_path, monkeypatch) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")

    def full(*_: object):
        yield scanning.Scanned("row\n", 1)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(scanning, "each", full)
    with pytest.raises(OSError):
        scanning.audit(folder, out, 1)
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out.csv", "texts"]


def test_a_name_that_begins_a_formula_goes_out_as_text(tmp_path: Path) -> None:
    for name in ("=1+1.txt", "-2+3.txt", "@SUM.txt", "+a.txt"):
        (tmp_path / name).write_text(DIFFERS, encoding="utf-8")
    for row in table(run(tmp_path).stdout):
        assert row["text"].startswith("./") and (tmp_path / row["text"]).is_file()
        for cell in row.values():
            assert cell[:1] not in tuple("=+-@\t\r")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
def test_a_name_that_is_no_unicode_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text(DIFFERS, encoding="utf-8")
    done = run(tmp_path, "--out", tmp_path / "out.csv")
    assert (done.returncode, run(tmp_path / "out.csv").returncode) == (0, 1), done.stderr
    rows = table((tmp_path / "out.csv").read_text(encoding="utf-8"))
    assert {row["text"] for row in rows} == {"\\xff.txt"}


def test_where_no_table_can_go_is_said(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(DIFFERS, encoding="utf-8")
    for out, told in {
        text: f"{text} is the text itself: name another file for the table.\n",
        tmp_path: f"{tmp_path} is a folder: name a file for the table.\n",
        tmp_path / "no/x.csv": f"{tmp_path / 'no/x.csv'} could not be read or written: No such file"
        " or directory.\n",
    }.items():
        done = run(text, "--out", out)
        assert (done.returncode, done.stderr) == (1, told)
    assert text.read_text(encoding="utf-8") == DIFFERS


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_output_that_finds_no_room_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIFFERS, encoding="utf-8")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, tmp_path], env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    told = "A file could not be read or written: the disk is full.\n"
    assert (done.returncode, done.stderr.decode()) == (1, told)


def _running(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    for number in range(200):
        (folder / f"long-{number}.txt").write_text(f"{FITS}\n" * 4000, encoding="utf-8")
    process = subprocess.Popen(
        [*COMMAND, str(folder), "--out", str(out)], env=ENVIRONMENT, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    time.sleep(4)
    assert process.poll() is None
    return process


def _session(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes of its session that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == process.pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are listed in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupt_ends_every_process_and_leaves_no_table(folder, tmp_path, number) -> None:
    process = _running(folder, tmp_path / "out.csv")
    os.kill(process.pid, number)
    _, told = process.communicate(timeout=30)
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert told.decode().strip() == "Interrupted: nothing was changed."
        assert [file.name for file in tmp_path.iterdir()] == ["texts"]
    until = time.monotonic() + 20
    while _session(process) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _session(process)
    assert not (tmp_path / "out.csv").exists()


def test_a_segmented_text_gets_its_spelling_back() -> None:
    segmented = 'Có 7 / 14 xã ( 50 % ) " hợp_nhất " , \n\n nói : " xong " .\nMột " thôi'
    assert restored(segmented) == 'Có 7/14 xã (50%) "hợp nhất",\nnói: "xong".\nMột " thôi'

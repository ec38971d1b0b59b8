"""The locks hold everything that is needed wherever the collection is said to run."""

import json
import re
from collections.abc import Iterator
from importlib import metadata
from itertools import product
from subprocess import CompletedProcess

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import bench_supply
from conftest import ROOT

LOCKS = sorted(file.name for file in ROOT.glob("requirements*.lock"))
SYSTEMS = {
    "linux": ("posix", "Linux", "x86_64"),
    "darwin": ("posix", "Darwin", "arm64"),
    "win32": ("nt", "Windows", "AMD64"),
}
PLACES = list(product(SYSTEMS, ("3.11", "3.12", "3.13", "3.14")))


def environment(system: str, python: str) -> dict[str, str]:
    """The markers of a system and Python, as the standard names them."""
    os_name, platform, machine = SYSTEMS[system]
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.6",
        "os_name": os_name,
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": platform,
        "platform_version": "",
        "python_full_version": f"{python}.6",
        "python_version": python,
        "sys_platform": system,
        "extra": "",
    }


def applies(requirement: Requirement, place: dict[str, str], extras: tuple[str, ...] = ()) -> bool:
    marker = requirement.marker
    return not marker or any(marker.evaluate(place | {"extra": one}) for one in ("", *extras))


def pins(lock: str, place: dict[str, str]) -> dict[str, str]:
    """The versions that a lock installs there; two of one package are an error."""
    found: dict[str, str] = {}
    for line in re.findall(r"(?m)^[a-z0-9].*?(?= \\$)", lock):
        requirement = Requirement(line)
        if applies(requirement, place):
            assert requirement.name not in found, f"two versions of {requirement.name}"
            (version,) = requirement.specifier
            found[canonicalize_name(requirement.name)] = version.version
    return found


def wanted(file: str) -> Iterator[Requirement]:
    """What a file of requirements asks for, and what it names asks for."""
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            yield from wanted(line.removeprefix("-r "))
        elif re.match("[a-z]", line):
            yield Requirement(line.partition("#")[0])


def needed(name: str, version: str) -> list[str]:
    """What a package says that it needs, where that version of it is installed here."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return []
    return (found.requires or []) if found.version == version else []


def gaps(asked: list[Requirement], pinned: dict[str, str], place: dict[str, str]) -> set[str]:
    """What is asked for, directly or by a package asked for, and is not pinned as it has to be."""
    found: set[str] = set()
    done: set[tuple[str, tuple[str, ...]]] = set()
    while asked:
        requirement = asked.pop()
        name, extras = canonicalize_name(requirement.name), tuple(sorted(requirement.extras))
        if name not in pinned or not requirement.specifier.contains(pinned[name], True):
            found.add(f"{requirement} (pinned: {pinned.get(name)})")
        elif (name, extras) not in done:
            done.add((name, extras))
            further = map(Requirement, needed(name, pinned[name]))
            asked += [one for one in further if applies(one, place, extras)]
    return found


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("where", PLACES, ids=" ".join)
def test_a_lock_is_complete_on_each_system_and_python(name, where):
    place = environment(*where)
    pinned = pins((ROOT / name).read_text(encoding="utf-8"), place)
    assert not gaps(list(wanted(name.replace(".lock", ".txt"))), pinned, place)


def test_a_gap_would_be_seen():
    """Without a package that only Windows needs, without one below another, and with a wrong one."""
    place = environment("win32", "3.13")
    pinned = pins((ROOT / "requirements-run.lock").read_text(encoding="utf-8"), place)
    # As if the versions that are installed here were the locked ones.
    pinned |= {
        name: metadata.version(name) for name in ("matplotlib", "nbformat", "pandas", "tqdm")
    }
    asked = list(wanted("requirements-run.txt"))
    known = gaps([*asked], pinned, place)  # a newer one may need what is not locked yet
    for package in ("colorama", "numpy", "traitlets"):
        rest = {name: version for name, version in pinned.items() if name != package}
        assert gaps([*asked], rest, place) - known, package
    assert gaps([*asked], pinned | {"pandas": "2.0"}, place) - known
    with pytest.raises(AssertionError, match="two versions of six"):
        pins("six==1.0 \\\n    --hash=sha256:0\nsix==1.1 \\\n", place)


# --- what is said of them ------------------------------------------------------------------------


def audited(*packages: dict) -> str:
    return json.dumps(
        {"dependencies": [{"name": "six", "version": "1.0"} | one for one in packages]}
    )


CLEAN, FAULTY = {"vulns": []}, {"vulns": [{"id": "CVE-1"}]}
NOBODY = {"skip_reason": "not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("said", "good", "told"),
    [
        (audited(CLEAN, CLEAN), True, "2 packages, faults: none known\n"),
        (audited(CLEAN, FAULTY), False, "2 packages, faults: six 1.0: CVE-1\n"),
        (audited(CLEAN, NOBODY), True, "none known; nobody could be asked of 1 of them\n"),
        (audited(FAULTY, NOBODY), False, "six 1.0: CVE-1; nobody could be asked of 1 of them\n"),
        ("", True, "nobody could be asked: Failed to resolve\n"),
    ],
)
def test_faults_are_told_and_an_outage_is_none(monkeypatch, capsys, said, good, told):
    done = CompletedProcess([], 1, said, "Failed to resolve")
    monkeypatch.setattr(bench_supply, "run", lambda *_: done)
    assert bench_supply.faultless("uv") == good
    lines = capsys.readouterr().out.splitlines(keepends=True)
    assert len(lines) == len(LOCKS) and all(line.endswith(told) for line in lines)


@pytest.mark.parametrize(
    ("status", "said", "good", "told"),
    [
        (0, "Resolved 7 packages in 2 ms", True, "Resolved 7 packages"),
        (1, "Because dnspython needs connect<2, they are unsatisfiable", False, "NO: Because"),
        (2, "error: Failed to fetch: HTTP status client error (404 Not Found)", False, "NO: error"),
        (2, "error: Failed to fetch: error sending request for url", True, "not known: error"),
        (2, "HTTP status server error (503 Service Unavailable)", True, "not known: HTTP"),
    ],
)
def test_a_lock_that_does_not_fit_is_told_and_an_outage_is_none(
    monkeypatch, capsys, status, said, good, told
):
    done = CompletedProcess([], status, "", said)
    monkeypatch.setattr(bench_supply, "run", lambda *_: done)
    assert bench_supply.resolved("uv") == good
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(PLACES) and all(told in line for line in lines)

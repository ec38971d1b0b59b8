"""What the locked packages are: ``python3 run.py bench --supply``; needs uv and a network.

Resolves all locks together for each system and Python that the collection is said to run on, without
installing anything; lists the licences of what is installed here (pip-licenses) and the known faults
of everything locked (pip-audit).  Ends with exit status 1 where a lock cannot be resolved or a fault
is known, and not where nobody could be asked.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
SYSTEMS, PYTHONS = ("linux", "macos", "windows"), ("3.11", "3.12", "3.13", "3.14")
LICENCES, FAULTS = "pip-licenses==5.5.5", "pip-audit==2.10.1"
#: What uv says where it could ask nobody: that tells nothing of the locks.
OUTAGE = re.compile(r"(?i)error sending request|dns error|timed out|server error")


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=ROOT)


def resolved(uv: str) -> bool:
    """Whether the locks are complete and agree, for each system and Python."""
    good = True
    locks = [part for lock in LOCKS for part in ("-r", lock)]
    with tempfile.TemporaryDirectory() as folder:
        for system in SYSTEMS:
            for python in PYTHONS:
                done = run(
                    uv, "pip", "install", "--dry-run", "--require-hashes", "--target", folder,
                    "--python-platform", system, "--python-version", python, *locks,
                )  # fmt: skip
                said = re.search(r"Resolved \d+ packages", done.stderr)
                failed = done.returncode != 0
                unknown = failed and OUTAGE.search(done.stderr)
                good = good and (not failed or bool(unknown))
                word = "not known: " if unknown else "NO: " if failed else ""
                told = " ".join(done.stderr.split())[-300:] if failed else said[0] if said else ""
                print(f"  {system:8} Python {python}  {word}{told}", flush=True)
    return good


def licences(uv: str) -> None:
    """How many packages of the environment have which licence."""
    done = run(uv, "tool", "run", LICENCES, "--python", sys.executable, "--from=mixed", "--summary",
               "--order=count")  # fmt: skip
    print(done.stdout if done.returncode == 0 else f"  could not be listed: {_last(done)}")


def faultless(uv: str) -> bool:
    """Whether no fault is known of a locked package; True where nobody could be asked."""
    good = True
    for lock in LOCKS:
        done = run(uv, "tool", "run", FAULTS, "-r", lock, "--require-hashes", "--disable-pip",
                   "--progress-spinner=off", "--format=json")  # fmt: skip
        try:
            packages = json.loads(done.stdout)["dependencies"]
        except ValueError:
            print(f"  {lock.name}: nobody could be asked: {_last(done)}")
            continue
        asked = [one for one in packages if "skip_reason" not in one]
        found = [f"{one['name']} {one['version']}: {fault['id']}"
                 for one in asked for fault in one["vulns"]]  # fmt: skip
        good = good and not found
        left = len(packages) - len(asked)
        unknown = f"; nobody could be asked of {left} of them" if left else ""
        said = "; ".join(found) or "none known"
        print(f"  {lock.name}: {len(packages)} packages, faults: {said}{unknown}", flush=True)
    return good


def _last(done: subprocess.CompletedProcess[str]) -> str:
    return " ".join((done.stderr or done.stdout).split())[-200:]


def main() -> None:
    """Print all three; see above for the exit status."""
    uv = shutil.which("uv")
    if not uv:
        sys.exit("This needs uv, which is not on the PATH.  To get it: python3 -m pip install uv")
    print("Each system and Python, all locks together")
    good = resolved(uv)
    print("\nLicences of the packages in this environment")
    licences(uv)
    print("Known faults of what is locked")
    sys.exit(not (faultless(uv) and good))


if __name__ == "__main__":
    main()

"""The house's one rule: who imports whom, and no circles."""

import ast
import sys
import tomllib
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT
from test_locks import wanted

#: What each household may import of ours, its own aside; run.py and printed take no other package,
#: and run.py of the tools only what does so too.
MAY = {
    "run": {"tools"}, "printed": set(), "streamlining": {"printed"},
    "tools": {"printed", "streamlining"}, "website": {"printed", "streamlining", "tools"},
}  # fmt: skip
HOMES = {"run": ROOT, "printed": ROOT / "notebooks", "streamlining": ROOT / "notebooks",
         "tools": ROOT, "website": ROOT / "site"}  # fmt: skip


def modules(name: str) -> dict[str, Path]:
    files = [ROOT / "run.py"] if name == "run" else HOMES[name].glob(f"{name}/**/*.py")
    return {
        ".".join(file.relative_to(HOMES[name]).with_suffix("").parts).removesuffix(
            ".__init__"
        ): file
        for file in files
    }


def imported(module: str, file: Path) -> set[str]:
    """The modules that a file imports, be it in a function or for its annotations alone."""
    tree, found = ast.parse(file.read_text(encoding="utf-8")), set()
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            up = (
                package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            )
            base = ".".join([*up, *filter(None, [node.module])])
            found |= {f"{base}.{alias.name}" for alias in node.names} | {base}
    return found


@pytest.mark.parametrize("name", MAY)
def test_each_household_imports_only_from_those_below_it(name: str) -> None:
    for module, file in modules(name).items():
        tops = {other.partition(".")[0] for other in imported(module, file)}
        assert tops & MAY.keys() <= MAY[name] | {name}, module
        if name in ("run", "printed"):
            assert tops - MAY[name] - {name} <= sys.stdlib_module_names, module


def test_before_anything_is_installed_nothing_of_it_is_imported() -> None:
    tools = {name for name in imported("run", ROOT / "run.py") if name.startswith("tools.")}
    found = imported("tools.processes", ROOT / "tools/processes.py")
    assert {name.split(".")[1] for name in tools} == {"processes"}
    assert {name.partition(".")[0] for name in found} <= sys.stdlib_module_names


def test_there_is_no_circle() -> None:
    every = {module: file for name in MAY for module, file in modules(name).items()}
    graph = {
        module: (imported(module, file) & every.keys()) - {module} for module, file in every.items()
    }
    assert len(graph) > 50
    packages = {module for module, file in every.items() if file.name == "__init__.py"}
    graph = {module: found - packages for module, found in graph.items() if module not in packages}
    list(TopologicalSorter(graph).static_order())


#: Where it is said which packages the files of a folder may count on.
SETS = {
    "notebooks": ["pyproject.toml"], "tools": ["-run"], "site": ["-run", "-site"],
    "tests": ["", "-test", "-site", "-browser"],
}  # fmt: skip


@pytest.mark.parametrize("folder", SETS)
def test_each_package_that_is_imported_is_asked_for(folder: str) -> None:
    """What comes along with another package today may not do so tomorrow."""
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        canonicalize_name(requirement.name)
        for name in SETS[folder]
        for requirement in (
            map(Requirement, package["dependencies"])
            if name == "pyproject.toml"
            else wanted(f"requirements{name}.txt")
        )
    }
    homes = packages_distributions()
    ours = {*MAY, "here", "build"} | {file.stem for file in ROOT.glob("tests/**/*.py")}
    for file in sorted(ROOT.glob(f"{folder}/**/*.py")):
        tops = {other.partition(".")[0] for other in imported("here.here.here.it", file)}
        for top in tops - sys.stdlib_module_names - ours:
            assert asked & set(map(canonicalize_name, homes.get(top, [top]))), (file, top)

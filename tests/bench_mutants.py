"""How many small changes to ``printed`` the tests notice: ``python3 run.py bench --mutants``.

A mutant is the code with one change: ``<`` for ``<=``, another number, a word left out.  mutmut makes
them and runs, for each, the tests that reach the function changed; a mutant that all of them pass
survives, and is printed as a difference to be read.  It changes nothing outside functions, so that
tables of words are not among its mutants.  Modules may be named: ``--mutants spans reading/census``;
``--tenths 2`` takes two of ten mutants, and the first of each function among them.  What survives and
does the same as the code is told with the reason, and counted apart.
"""

import argparse
import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOL = "mutmut==3.8.0"  # brings a terminal interface: too much for everyone who tests
#: What decides a verdict first, then what reads.
MODULES = (
    "spans", "equations", "shares", "outcomes", "audit", "reading/writing", "reading/numerals",
    "reading/census", "reading/figures", "reading/periods", "reading/text",
)  # fmt: skip
TESTS = ("audit", "outcomes", "printed", "numerals", "printed_forms", "texts")
#: Left out are tests of tests.  A busy machine is slow: what ends late is no mutant noticed.
SETTINGS = """\
[mutmut]
source_paths=printed
also_copy=
    data
    notebooks
    tools
only_mutate=
    {modules}
pytest_add_cli_args_test_selection=
    {tests}
pytest_add_cli_args=
    -p
    no:cacheprovider
    -k
    not planted_slip and not would_notice
timeout_multiplier=15
timeout_constant=5
track_dependencies=false
"""
#: Decorators that mutmut leaves alone, with all that they decorate; a call behind does the same.
BEHIND = ("property", "cached_property")
#: What remembers an answer would remember that of the code without the change.
REMEMBERING = ("cache", "lru_cache")

#: Fewer drawn examples: most mutants are noticed by the first.  And mutmut 3.8.0 asks tests for a
#: name that pytest 9.2 keeps elsewhere.
ADAPTED = """
settings.register_profile("few", settings.get_profile("steady"), max_examples=25)
settings.load_profile("few")
if not hasattr(pytest.Item, "_nodeid"):
    pytest.Item._nodeid = property(lambda item: item.nodeid)
"""
#: Changes that change nothing that can be met: the function, a part of the changed line, and why.
EQUIVALENT = (
    ("Span.inside", "Span(None, other.low,", "an end that is not there is neither open nor closed"),
    ("_inside", "(high, None, not high_closed, True,", "the same in integers"),
    ("Form.text", "(self.scale == 1) and False", "a value times one is the value"),
    ("drawn", "span(figure, ", "a wording or a count is the same in each mode"),
    ("restoring", "else most + 2)", "what is outside of the room is refused where it is tried"),
    ("restoring", "least - 2, -1)", "what is outside of the room is refused where it is tried"),
    ("_scaled", "(low is None) and False", "where figures are multiplied none begins nowhere"),
    ("_sum", "sign <= 0", "a sign is never 0"),
    ("Equation.changed", "self.turn, None,", "no part is larger than its whole"),
    ("ruler", "or Fraction(2)", "a single value stands in the middle of any scale"),
    (
        "Outcome._has_another_base",
        ").fits(",
        "what is printed as 100 % always has itself for a base",
    ),
    ("interval", "Equation(None,", "no time that passed is below 0"),
    ("Printed.number", "and False", "without what surrounds it, it is itself"),
    ("_copy", "and False", "reading a figure gives the figure"),
    ("_product", "(high or 1) < 0", "an end of 0 was taken in the line before"),
    ("_product", "return -1, -2,", "what is below 0 meets nothing, wherever it ends"),
    ("_as_percentage", 'unit="XXXX"', "a k/n is shown as it is printed, without a unit"),
    ("_ordered", "after.value >= before.value", "of two equal figures either may come first"),
    ("Printed.says", "self.qualifier, None,", "no figure with parts is ever changed"),
    ("_inverse", "return 0, None, True,", "what has no upper end holds a whole number anyhow"),
    ("Equation.verdict", "add and self.asked == 2", "trying each mode says the same, only later"),
    ("Equation._against", "if own < got <", "where both are equal it was exact before"),
    ("Equation._ends", "high_closed = None", "what is not closed is open"),
    ("Equation._ends", "101 * under", "no part is larger than its whole"),
    ("_inverse", "return 0, None, False, True,", "an end that is not there is not closed either"),
    ("_product", "return -1, -1, False,", "what is below 0 meets nothing, open or closed"),
    ("_nothing_fits", "strict=None", "there are two of both"),
    ("restoring", "fits(None)", "a mode without a name allows either habit"),
    ("Equation.verdict", "fits(None)", "a mode without a name allows either habit"),
    ("Equation.verdict", "is not add", "trying each mode says the same, only later"),
    ("Equation.fits", "-2 if self.asked", "only the sign of a sign counts"),
    ("Partial.listed", "None).needed(", "which one is asked for is not looked at"),
    ("_copy", '"text", None)', "a message then names the figure as it is written"),
    ("vietnamese", "while rest >= 1", "no multiplier divides 1"),
    ("_nearest", "n=1)), None)", "nothing is named either way"),
    ("_value", "and False", "Python then asks the other operand"),
)
DIGITS = "1627384950"  # the last digits of mutants in the order in which tenths are taken


def undecorated(source: str) -> str:
    """The source with what hides functions from mutmut moved behind them, or away.

    >>> print(undecorated("class A:\\n    @property\\n    def b(self):\\n        return 1\\n"))
    class A:
        def b(self):
            return 1
        b = property(b)
    """
    lines = source.split("\n")
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for node in sorted(functions, key=lambda node: -node.lineno):
        if len(node.decorator_list) != 1 or ast.unparse(node.body[-1]) == "...":
            continue
        (decorator,) = node.decorator_list
        name = ast.unparse(decorator).partition("(")[0]
        if name in BEHIND:
            lines.insert(
                node.end_lineno, f"{' ' * node.col_offset}{node.name} = {name}({node.name})"
            )
        if name in (*BEHIND, *REMEMBERING):
            del lines[decorator.lineno - 1]
    return "\n".join(lines)


def scratch(folder: Path, modules: list[str]) -> None:
    """A copy with ``printed`` at its root, where mutmut knows its modules by their names."""
    for name in ("data", "notebooks", "tests", "tools"):
        leave = shutil.ignore_patterns("__pycache__", "site", "tidy", "*.ipynb")
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    (folder / "notebooks" / "printed").rename(folder / "printed")
    for file in (folder / "printed").rglob("*.py"):
        file.write_text(undecorated(file.read_text(encoding="utf-8")), encoding="utf-8")
    with open(folder / "tests/conftest.py", "a", encoding="utf-8") as file:
        file.write(ADAPTED)
    for file in (folder / "tests").glob("test_*.py"):
        file.write_text(
            file.read_text(encoding="utf-8").replace("(20_000, seed", "(1_000, seed"),
            encoding="utf-8",
        )
    settings = SETTINGS.format(
        modules="\n    ".join(f"printed/{name}.py" for name in modules),
        tests="\n    ".join(f"tests/test_{name}.py" for name in TESTS),
    )
    (folder / "setup.cfg").write_text(settings, encoding="ascii")


def mutmut(folder: Path, *arguments: str) -> str:
    """What a command of mutmut says."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"mutmut stopped:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def results(folder: Path) -> dict[str, str]:
    """Each mutant and what became of it."""
    lines = mutmut(folder, "results", "--all", "true").splitlines()
    pairs = (line.strip().rsplit(": ", 1) for line in lines if ": " in line)
    return {name: status for name, status in pairs if status != "not checked"}


def reason(name: str, difference: str) -> str:
    """Why a mutant does the same as the code; '' where it is not known to."""
    function = name.rpartition(".")[2].rpartition("__mutmut")[0].replace("ǁ", ".").lstrip("x_.")
    added = [line for line in difference.splitlines() if line.startswith("+")]
    for where, part, why in EQUIVALENT:
        if function == where.lstrip("_") and any(part in line for line in added):
            return why
    return ""


def show(folder: Path) -> None:
    """Print the score of each module, and the survivors."""
    found = results(folder)
    told = {name: mutmut(folder, "show", name)
            for name, status in found.items() if status not in ("killed", "segfault")}  # fmt: skip
    same = {name: why for name, text in told.items() if (why := reason(name, text))}
    scores: dict[str, Counter[str]] = {}
    for name, status in found.items():
        module = name.rpartition(".")[0].removeprefix("printed.")
        scores.setdefault(module, Counter())["same" if name in same else status] += 1
    scores["all"] = sum(scores.values(), Counter())
    for module, counts in scores.items():
        killed, late = counts["killed"] + counts["segfault"], counts["timeout"]
        share, other = (
            100 * killed / (counts.total() - less) if counts.total() > less else 0
            for less in (0, counts["same"])
        )
        print(f"  {module:20} {counts.total():5} mutants {killed:5} killed {share:6.1f} %"
              f"{late:5} did not end {counts['same']:5} do the same: {other:6.1f} % of the others")  # fmt: skip
    for name, why in same.items():
        print(f"\n# {name}: {why}")
    for name, text in told.items():
        if name not in same:
            print(f"\n{text}")


def main(arguments: list[str]) -> None:
    """Make the mutants of some modules, or of all, and tell how many the tests noticed."""
    parser = argparse.ArgumentParser("python3 run.py bench --mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", default=[], help=", ".join(MODULES))
    parser.add_argument("--tenths", type=int, choices=range(1, 11), default=10, help="of mutants")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.modules) - set(MODULES):
        parser.error(f"no module {', '.join(sorted(unknown))}: expected {', '.join(MODULES)}")
    if not importlib.util.find_spec("mutmut"):
        sys.exit(f"This needs mutmut: .venv/bin/python -m pip install {TOOL}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scratch(folder, asked.modules or list(MODULES))
        some = [f"*{digit}" for digit in DIGITS[: asked.tenths % 10]]
        mutmut(folder, "run", "--max-children", str(os.cpu_count() or 2), *some)
        show(folder)


if __name__ == "__main__":
    main(sys.argv[1:])

"""The tools' one command line, ``python -m tools COMMAND``, through which run.py goes.

What a command needs is imported when it runs, so that a build with nothing to do stays fast.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from .processes import Refused, plainly

ROOT = Path(__file__).resolve().parents[1]


def build(options: argparse.Namespace) -> int:
    from .build.command import main

    return main(options.force)


def check(options: argparse.Namespace) -> int:
    from streamlining.loading import load

    from .check.problems import problems, report, summary

    corpus = load(ROOT)
    found = problems(corpus)
    for told in report(corpus, found, every=options.all):
        print(told, file=sys.stderr if found else sys.stdout)
    if not found:
        print(summary(corpus))
    return bool(found)


def cite(options: argparse.Namespace) -> int:
    from streamlining.loading import load

    from .make.cite import cite

    try:
        print(cite(options.key, load(ROOT)))
    except KeyError as error:
        raise Refused(error.args[0]) from None
    return 0


def new(options: argparse.Namespace) -> int:
    from .files import recover
    from .suggest.draft import new

    recover(options.root)
    print(new(options.text, options.id, options.root))
    return 0


def notebook(options: argparse.Namespace) -> int:
    from .files import recover
    from .make.notebook import write_notebook

    recover(ROOT)
    file = write_notebook(ROOT, options.article)
    print(
        f"notebooks/{file.name} is written, and named in data/articles/{options.article}.yaml.\n"
        "Next: say in it what the article tells; python3 run.py executes it and links it from "
        "the others; python3 run.py cite prints links to figures."
    )
    return 0


def scan(options: argparse.Namespace) -> int:
    from .scan import audit

    return audit(options.source, options.out)


def workbook(options: argparse.Namespace) -> int:
    from .make.workbook import workbook

    options.file.write_bytes(workbook())
    print(f"The tables are in {options.file}, which a spreadsheet opens as it is.")
    return 0


def _path(text: str) -> Path:
    """A path that somebody typed; an empty one, such as an unset variable's, would be this folder."""
    if not text:
        raise argparse.ArgumentTypeError("expected a file's or folder's name, found an empty one")
    return Path(text)


def parser() -> argparse.ArgumentParser:
    """What each command takes."""
    top = argparse.ArgumentParser(prog="run.py", description=(__doc__ or "").partition("\n")[0])
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(command: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(command.__name__, help=help, description=help)
        made.set_defaults(command=command)
        return made

    made = add(build, "Execute the notebooks, rewrite figures/ and data/tidy/.")
    made.add_argument("--force", action="store_true", help="build even when nothing has changed")
    made = add(check, "Hold data, prose and outputs against each other.")
    made.add_argument("--all", action="store_true", help="list every sentence to be read again")
    made = add(cite, "Print the link to a figure, as the prose uses it.")
    made.add_argument("key", metavar="KEY", help="a record or result: ba-che/payroll-cut")
    made = add(new, "Draft an article's file from its plain text (UTF-8).")
    made.add_argument("text", type=_path, help="the article's text, a paragraph a line")
    made.add_argument("--id", required=True, help="short name of the article: da-nang-2017")
    made.add_argument("--root", type=_path, default=ROOT, help="the collection's folder")
    made = add(notebook, "Write a first notebook for an article that is coded.")
    made.add_argument("article", metavar="ARTICLE", help="the article's id: da-nang-2017")
    made = add(scan, "Audit any texts: the relations that they print, as a CSV table.")
    made.add_argument("source", metavar="FILE|FOLDER", type=_path, help="plain text in UTF-8")
    made.add_argument("--out", metavar="FILE", type=_path, help="where the table goes")
    made = add(workbook, "Write the tables as one workbook for spreadsheets.")
    made.add_argument("file", nargs="?", type=_path, default=Path("streamlining.xlsx"))
    return top


def main(arguments: list[str]) -> int:
    """Run a command; what is wrong is told in its own words.  Returns the exit status."""
    options = parser().parse_args(arguments)
    return plainly(lambda: _told(options))


def _told(options: argparse.Namespace) -> int:
    try:
        return options.command(options)
    except ValueError as error:
        from streamlining.coding.yamltext import DataError  # only now: it takes longer than a build

        if not isinstance(error, DataError):
            raise
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Build the website: `_site/` in English, `_site/vi/` in Vietnamese, from what is committed.

    python3 run.py site                      build both editions
    python3 run.py site --base-url ADDRESS   the same, for a site with a known address
    python3 run.py site --catalogues         bring the Vietnamese catalogues up to date

Nothing is executed and nothing is fetched.  The site is built aside and then takes the old one's
place, so that an error or an interrupt leaves the old one whole.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import shutil
import sys
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from subprocess import PIPE, Popen

from streamlining import load
from streamlining.coding.yamltext import DataError
from tools.files import recover
from tools.make.workbook import WORKBOOK, workbook
from tools.processes import alone, child, plainly
from website import catalogues, metadata
from website.archive import ARCHIVE, archive
from website.edition import Edition
from website.stage import stage
from website.words import LANGUAGES, StageError

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build" / "site"


def build(root: Path, target: Path, work: Path, base: str = "") -> None:
    """Build the site of the repository ``root`` into ``target``, by way of the folder ``work``.

    Raises SystemExit with a message when a page does not build, Busy when another process builds
    there, OSError when there is no room; ``target`` is then as it was.
    """
    with alone(work / "lock", "The website is being built already: wait until it has finished."):
        restore(target, work)
        finished = work / "finished"
        shutil.rmtree(finished, ignore_errors=True)
        # The translated one first: it takes longest.
        corpus = load(root)
        editions = [Edition.read(root, corpus, language) for language in reversed(LANGUAGES)]
        render(editions, finished, work, base)
        copy_assets(root, finished, set().union(*(edition.assets for edition in editions)))
        if base:
            write_previews(editions, finished / metadata.PREVIEWS)
            write_addresses(finished, base)
        swap(finished, target, work)


def render(editions: list[Edition], finished: Path, work: Path, base: str) -> None:
    """Have Sphinx write the editions side by side; raises SystemExit when one fails."""
    with ExitStack() as running:
        processes = {}
        for edition in editions:
            source = work / edition.language
            stage(edition, source)
            out = finished if edition.language == "en" else finished / edition.language
            started = sphinx(source, out, work, "html", edition.language, base)
            processes[edition.language] = running.enter_context(started)
        said = {language: process.stderr.read() for language, process in processes.items()}
        failed = [language for language, process in processes.items() if process.wait()]
    if failed:
        shutil.rmtree(finished, ignore_errors=True)  # it may have filled the disk
        messages = "\n".join(dict.fromkeys(plain(said[language]) for language in failed))
        sys.exit(f"{messages}\nThe website was not built ({', '.join(failed)}).")


def plain(said: str) -> str:
    """What Sphinx says of an error: its warnings, or why it broke off, without the way there."""
    if "Traceback" not in said:
        return said.strip()
    why = re.findall(r"^\s*\w+(?:\.\w+)*(?:Error|Exception|Interrupt)(?:: .*)?$", said, re.M)
    return f"Sphinx broke off: {(why or said.strip().splitlines())[-1].strip()}"


def write_previews(editions: list[Edition], folder: Path) -> None:
    """Write the pictures that messengers show, as PNG: each page's first, and the home page's."""
    from website import previews  # draws, which nothing else of the site's does

    folder.mkdir(parents=True)
    for edition in editions:
        home = metadata.preview(edition.language, "")
        (folder / f"{home}.png").write_bytes(previews.home(edition))
        if edition.language == "en":
            for page, (_, png) in edition.previews.items():
                (folder / f"{page}.png").write_bytes(previews.fitted(base64.b64decode(png)))


def write_addresses(site: Path, base: str) -> None:
    """Tell search engines the pages that there are."""
    unlisted = {"search", "404"}
    pages = [file.stem for file in sorted(site.glob("*.html")) if file.stem not in unlisted]
    (site / "sitemap.xml").write_text(metadata.sitemap(pages, base), encoding="utf-8")
    (site / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n")


def sphinx(
    source: Path, out: Path, work: Path, builder: str, language: str, base: str = ""
) -> AbstractContextManager[Popen[str]]:
    """Sphinx at work on staged sources, as long as the block lasts; its warnings are errors."""
    name = f"{builder}-{language}"
    doctrees = work / f"doctrees-{name}"
    shutil.rmtree(doctrees, ignore_errors=True)
    command = [
        "-m", "sphinx", "-b", builder, "-c", str(Path(__file__).parent),
        "-d", str(doctrees), "-D", f"language={language}", "-E", "-q", "-W", "--keep-going",
        str(source), str(out),
    ]  # fmt: skip
    said = {"stderr": PIPE, "encoding": "utf-8", "errors": "replace"}
    return child(*command, env=os.environ | {"SITE_BASE_URL": base}, **said)


def copy_assets(root: Path, site: Path, linked: set[str]) -> None:
    """Copy the files that pages link to, and all pictures, to where they are in the repository."""
    pictures = {
        file.relative_to(root).as_posix()
        for pattern in ("**/*.svg", "*.csv")
        for file in (root / "figures").glob(pattern)
    }
    for name in sorted(linked | pictures):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, site / name)
    (site / "data/tidy" / WORKBOOK).write_bytes(workbook(root / "data/tidy"))
    (site / ARCHIVE).write_bytes(archive(root))
    (site / ".nojekyll").touch()  # or GitHub Pages leaves out folders that begin with _
    # What Sphinx writes and no page uses.
    for name in ("*.map", ".buildinfo", "objects.inv", "searchtools.js", "language_data.js"):
        for rest in site.rglob(name):
            rest.unlink()
    for name in ("_sources", "jupyter_execute"):
        for folder in site.rglob(name):
            shutil.rmtree(folder)


def swap(finished: Path, target: Path, work: Path) -> None:
    """Put a finished site in the old one's place; killed between the two steps, see restore."""
    if target.exists():
        target.rename(work / "old")
    try:
        finished.rename(target)
    finally:
        restore(target, work)


def restore(target: Path, work: Path) -> None:
    """Put the old site back where the new one did not come to stand; otherwise it goes."""
    old = work / "old"
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def wanted_messages(root: Path, work: Path) -> dict[str, list[str]]:
    """Every message that the Vietnamese edition has to say, by catalogue, in reading order."""
    source, templates = work / "messages", work / "templates"
    edition = Edition.read(root, load(root), "en")
    stage(edition, source, titles=False)
    shutil.rmtree(templates, ignore_errors=True)
    with sphinx(source, templates, work, "gettext", "en") as process:
        said = process.stderr.read()
        if process.wait():
            sys.exit(f"{plain(said)}\nThe messages could not be read.")
    # What is put together from names, labels and other messages needs none of its own.
    known = Edition.read(root, edition.corpus, "vi").catalogue
    own = catalogues.translations(catalogues.folder(root) / f"{catalogues.OUTPUTS}.po")
    said = [m for m, text in edition.said.items() if m in own or not known.knows(text)]
    return catalogues.template_messages(templates) | {catalogues.OUTPUTS: said}


def update_catalogues() -> None:
    """Bring the catalogues up to date, and tell what is missing in them."""
    wanted = wanted_messages(ROOT, BUILD)
    missing = catalogues.bring_up_to_date(ROOT, wanted)
    for page, messages in wanted.items():
        print(
            f"{page + '.po':24}{len(messages):6} messages,{missing[page]:6} without a translation"
        )


def main(arguments: list[str]) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python3 run.py site", description="Build the website.")
    parser.add_argument(
        "--base-url", default="", metavar="ADDRESS",
        help="the address that the site will have; without it pages name no absolute addresses",
    )  # fmt: skip
    parser.add_argument(
        "--catalogues", action="store_true", help="bring the Vietnamese catalogues up to date"
    )
    options = parser.parse_args(arguments)
    try:
        recover(ROOT)
        if options.catalogues:
            update_catalogues()
            return 0
        base = options.base_url and options.base_url.rstrip("/") + "/"
        build(ROOT, ROOT / "_site", BUILD, base)
    except (StageError, DataError) as slip:
        sys.exit(str(slip))
    print(f"The website is built: open {ROOT / '_site' / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(plainly(lambda: main(sys.argv[1:])))

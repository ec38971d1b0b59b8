"""The notebooks' own links, where readers open them: in JupyterLab, and as a code host shows them."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from streamlining import pages
from website.outputs import read_picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

KEY = "ba-che/payroll-cut"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab at a copy of the collection, with settings of its own."""
    root = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "tools", "data", "figures"):
        shutil.copytree(ROOT / name, root / name)
    own = {
        f"{name}_DIR": str(root / name.lower())
        for name in ("JUPYTER_CONFIG", "JUPYTER_DATA", "JUPYTER_RUNTIME", "JUPYTERLAB_SETTINGS",
                     "JUPYTERLAB_WORKSPACES")
    }  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0",
               "--ip=127.0.0.1", "--IdentityProvider.token=reader", f"--ServerApp.root_dir={root}"]  # fmt: skip
    with subprocess.Popen(
        command, env=os.environ | own, stderr=subprocess.PIPE, encoding="utf-8"
    ) as server:
        said = (re.search(r"http://127\.0\.0\.1:\d+/lab", line) for line in server.stderr)
        address = next(filter(None, said))[0]
        # Its messages are read on, or it would wait for them to be.
        threading.Thread(target=server.stderr.read, daemon=True).start()
        yield address
        server.terminate()


def open_in_lab(browser: Browser, lab: str, notebook: str) -> Page:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto(f"{lab}/tree/notebooks/{notebook}.ipynb?token=reader")
    # JupyterLab shows a link before it knows where it leads; then its address is a whole one.
    shown(page, f'a[title="{KEY}"][href^="http"]').wait_for(timeout=90_000)
    return page


def shown(page: Page, selector: str) -> Locator:
    return page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) {selector}").first


def link_to(page: Page, key: str) -> Locator:
    return shown(page, f'a[title="{key}"]')


def wait_until_in_view(page: Page, heading: str, patience: int = 20_000) -> None:
    handle = shown(page, f'h2[data-jupyter-id="{heading}"]').element_handle(timeout=patience)
    page.wait_for_function(
        "h => { const y = h.getBoundingClientRect().top; return y > 0 && y < 500 }",
        arg=handle,
        timeout=patience,
    )


def test_in_jupyterlab_a_linked_number_leads_to_its_section(browser: Browser, lab: str) -> None:
    page = open_in_lab(browser, lab, "01_ba_che")
    before = shown(page, 'h2[data-jupyter-id="Payroll"]').bounding_box()
    assert before is None or before["y"] > 800
    link_to(page, KEY).click()
    wait_until_in_view(page, "Payroll")
    page.close()


def test_in_jupyterlab_it_leads_to_another_notebook(browser: Browser, lab: str) -> None:
    """JupyterLab opens a notebook at its top, and goes to the section once the notebook is drawn."""
    from playwright.sync_api import TimeoutError

    page = open_in_lab(browser, lab, "00_start_here")
    for patience in (5_000, 10_000, 20_000, 40_000):
        page.get_by_role("tab", name="00_start_here.ipynb").click()
        link_to(page, KEY).click()
        with contextlib.suppress(TimeoutError):
            wait_until_in_view(page, "Payroll", patience)
            break
    wait_until_in_view(page, "Payroll", 1_000)
    assert shown(page, "h1").inner_text().startswith("Ba Chẽ: a cut")
    page.close()


def test_as_a_code_host_shows_them_every_section_has_its_address(
    browser: Browser, tmp_path: Path
) -> None:
    """Code hosts render notebooks by nbconvert's basic template; its headings carry the anchors."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="basic")
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    pages = {file.name: exporter.from_filename(file)[0] for file in notebooks}
    ids = {name: set(re.findall(r'<h\d id="([^"]+)"', html)) for name, html in pages.items()}
    linked = 0
    for html in pages.values():
        for name, anchor in re.findall(r'href="(\w+\.ipynb)#([^"]+)"', html):
            assert anchor in ids[name], f"{name}#{anchor}"
            linked += 1
    assert linked > 100
    for name, html in pages.items():
        assert not re.search(r'alt="(?:No description[^"]*)?"', html), name
    file = tmp_path / "01_ba_che.ipynb.html"
    file.write_text(f'<!doctype html><meta charset="utf-8">{pages["01_ba_che.ipynb"]}', "utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto(f"{file.as_uri()}#Payroll")
    top = page.locator("#Payroll").bounding_box()["y"]
    assert 0 <= top < 100
    page.close()


def test_exported_html_tells_every_picture_in_words() -> None:
    """JupyterLab's own template writes no alternative text: there the caption holds the words."""
    from nbconvert import HTMLExporter

    told = 0
    for template in ("basic", "lab"):
        exporter = HTMLExporter(template_name=template)
        for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
            html = unescape(exporter.from_filename(file)[0])
            for name in pages.Page(file, ROOT).charts:
                words = read_picture(ROOT / "figures" / f"{name}.svg").words
                assert (f'alt="{words}"' if template == "basic" else f"<em>{words}</em>") in html
                told += 1
    assert told == 2 * len(list((ROOT / "figures").glob("*.svg")))

"""A real Chromium, one for all tests of a run, and what every page must keep to in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# For a module: `pytestmark = in_chromium`; tests take the fixture `chromium`.
in_chromium = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without a screen; only one can be open at a time."""
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened_page(browser: Browser, size: dict[str, int] = DESK, scripts: bool = True, **how: Any) -> Iterator[Page]:
    """A page of a person's own (no cookies of others); whatever the browser complains of fails the test.

    What our policy forbids (a style or script in the page, a foreign picture) is such a complaint.
    """
    wrong: list[str] = []
    context = browser.new_context(viewport=size, java_script_enabled=scripts, locale="th-TH", **how)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" and not _is_status(said) else None)
    yield page
    context.close()
    assert wrong == [], wrong


def _is_status(said: Any) -> bool:
    """Chromium reports a page answered 4xx as an error too; tests that open one say so themselves."""
    return "the server responded with a status of 4" in said.text


def look_over(page: Page) -> None:
    """What every page keeps to: nothing for the accessibility checker to find, nothing wider than the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1], f"{page.url} is {wide[0]} wide on a screen of {wide[1]}"

"""A real Chromium. Where there is none the tests are skipped; where CI runs they fail."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.conftest import missing
from tests.thematic_lists import make_thematic_list

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Playwright runs an event loop in the thread of the tests; Django would refuse to query beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    if not CHROMIUM:
        missing("Chromium is not installed (Debian's package chromium)")
    switches = ["no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking"]
    switches += ["disable-component-update", "disable-sync", "disable-quic"]
    return {"executable_path": CHROMIUM, "args": [f"--{switch}" for switch in switches]}


@pytest.fixture
def thematic_list(tmp_path) -> Path:
    """The real list of Slovenia's fourth cycle where the real files are, else one of the same layout."""
    folder = os.environ.get("UPR_REALDATA")
    if folder:
        return Path(folder) / "thematic_lists" / "SVN_c4.docx"
    path = tmp_path / "list.docx"
    path.write_bytes(make_thematic_list(header="UPR of Slovenia (4th Cycle - 48th Session)"))
    return path


def is_fault(message):
    """An error of the console; that a page is not there, or met somebody's change, is said by its status."""
    return message.type == "error" and not any(f"status of {status}" in message.text for status in (404, 409))


@pytest.fixture
def fresh_browser(browser, live_server):
    """A browser that knows nothing, closed at the end: what still asks would be heard by the tests that follow."""
    contexts = []

    def open_browser(**words):
        contexts.append(browser.new_context(**{"base_url": live_server.url} | words))
        return contexts[-1]

    yield open_browser
    for context in contexts:
        context.close()


@pytest.fixture
def visit(fresh_browser, live_server):
    """A page of a fresh browser; it fails the test on any message of the console or request elsewhere."""
    wrong = []

    def open_page(language, width, script):
        context = fresh_browser(locale=language, viewport={"width": width, "height": 800}, java_script_enabled=script)
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if is_fault(message) else None)
        page.on("request", lambda call: None if call.url.startswith(live_server.url) else wrong.append(call.url))
        return page

    yield open_page
    assert wrong == []


def look(page, script, width):
    """What must hold on every page: nothing runs out at the side, and axe finds nothing."""
    if not script:
        return
    assert page.locator("html").evaluate("html => html.scrollWidth") <= width, page.url
    found = Axe().run(page).response["violations"]
    assert [(page.url, one["id"], one["nodes"][0]["html"]) for one in found] == []


def press(page, button="main form button.main"):
    """Press what leads to another page, and wait until that page is whole: a click answers when it begins to arrive."""
    with page.expect_navigation():
        page.click(button)


def sign_in(page, user, client):
    """The person's session, as signing in would have left it in the browser."""
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}])

"""A real Chromium. Where there is none the tests are skipped; where CI runs they fail."""

import os
import shutil
from pathlib import Path

import pytest

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

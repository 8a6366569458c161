"""The main job as a person does it: sign up, bring in OHCHR's list, rate three, print the report."""

from functools import partial

import pytest
from django.core.management import call_command

from accounts.models import User
from cycles.models import Recommendation
from implementation.models import Rating
from tests.browser.conftest import look, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SETTINGS = [("en", 1280, True), ("en", 360, True), ("ar", 1280, True), ("ar", 360, True), ("en", 1280, False)]
RATED = [
    ("fully", "The law was passed in March."),
    ("not_implemented", "Rien n’a été fait depuis."),
    ("regressed", "أُغلق السجل بقرار."),
]


def sign_up(page, look_at):
    """From nothing to a workspace; answers its address."""
    page.goto("/accounts/signup/")
    look_at(page)
    page.fill("[name=name]", "Ines")
    page.fill("[name=email]", "ines@example.org")
    page.fill("[name=password1]", "three-brown-kettles-sing")
    press(page)
    look_at(page)
    page.fill("[name=organisation-name]", "Ljubljana Rights Watch")
    page.select_option("[name=state]", "SVN")
    page.select_option("[name=cycle]", "4")
    press(page)
    look_at(page)
    return page.url


def bring_in(page, look_at, thematic_list):
    press(page, "main .next a.btn.main")
    look_at(page)
    page.set_input_files("[type=file]", thematic_list)
    press(page)
    look_at(page)
    assert Recommendation.objects.count() == 0
    press(page, "form[action$='/apply/'] button")
    look_at(page)


def rate_three(page, look_at):
    press(page, "main .next a.btn.main")
    for level, note in RATED:
        look_at(page)
        page.check(f"[name=level][value={level}]")
        page.fill("[name=note]", note)
        page.click("form[data-rate] button.main")
        page.wait_for_selector("form[data-rate]:not(:has([name=level]:checked))")


def print_report(page, look_at, language):
    """Answers what the browser downloads."""
    page.check(f"[name=language][value={language}]")
    page.check("[name=file_format][value=pdf]")
    press(page)
    look_at(page)
    with page.expect_download() as download:
        page.click("main a[href$='/file/']")
    return download.value


def hand_back(page, look_at, workspace, language):
    """OHCHR's list, which the import kept, comes back filled in."""
    page.goto(f"{workspace}reports/")
    page.check(f"[name=matrix-language][value={language}]")
    press(page, "#matrix button")
    look_at(page)
    with page.expect_download() as download:
        page.click("main a[href$='/file/']")
    return download.value


def tell_embassy(page, look_at, workspace, language):
    """The page and the letter for the first State's embassy."""
    page.goto(f"{workspace}embassies/")
    look_at(page)
    press(page, "main tbody a >> nth=0")
    look_at(page)
    page.check(f"[name=language][value={language}]")
    files = []
    for button in ("#paper button.main", "#paper button:not(.main)"):
        with page.expect_download() as download:
            page.click(button)
        files.append(download.value.path().read_bytes()[:4])
    return files


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_from_word_file_to_report(visit, thematic_list, language, width, script):
    call_command("load_reference_data", verbosity=0)
    page = visit(language, width, script)
    look_at = partial(look, script=script, width=width)

    workspace = sign_up(page, look_at)
    bring_in(page, look_at, thematic_list)
    assert Recommendation.objects.count() >= 12

    page.goto(workspace)
    look_at(page)
    rate_three(page, look_at)
    page.goto(workspace)
    assert list(Rating.objects.order_by("rated_at").values_list("level", "note")) == RATED

    page.goto(f"{workspace}overview/")
    look_at(page)
    page.goto(f"{workspace}reports/")
    look_at(page)
    report = print_report(page, look_at, language)
    assert report.path().read_bytes()[:5] == b"%PDF-"
    assert report.suggested_filename == f"midterm-SVN-4-{language}.pdf"
    assert User.objects.get().is_record_editor
    matrix = hand_back(page, look_at, workspace, language)
    assert matrix.suggested_filename == f"matrix-SVN-4-{language}.docx"
    assert matrix.path().read_bytes()[:4] == b"PK\x03\x04"
    assert tell_embassy(page, look_at, workspace, language) == [b"%PDF", b"PK\x03\x04"]


@pytest.mark.parametrize("width", [1280, 360])
def test_public_pages_hold(visit, live_server, thematic_list, width):
    call_command("load_reference_data", verbosity=0)
    call_command("import_record", str(thematic_list), verbosity=0)
    page = visit("ar" if width == 360 else "en", width, True)

    for address in (
        "/",
        "/states/",
        "/states/SVN/",
        "/sessions/",
        "/reviews/SVN/4/",
        "/reviews/SVN/4/?position=noted&search=convention",
        "/reviews/SVN/4/140.7/",
        "/sources/",
        "/server/",
        "/api/v1/docs/",
        "/accounts/login/",
        "/accounts/password/reset/",
        "/nowhere/",
    ):
        answer = page.goto(address)
        assert answer.status == (404 if address == "/nowhere/" else 200)
        look(page, True, width)


def test_language_change_keeps_what_was_typed(visit):
    call_command("load_reference_data", verbosity=0)
    page = visit("en", 1280, True)
    page.goto("/accounts/signup/")
    page.fill("[name=name]", "Ines")
    page.fill("[name=email]", "ines@example.org")

    press(page, "form[data-keep-words] button[value=ar]")
    page.wait_for_selector("html[dir=rtl]")

    assert page.input_value("[name=name]") == "Ines"
    assert page.input_value("[name=email]") == "ines@example.org"

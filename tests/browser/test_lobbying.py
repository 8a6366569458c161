"""Whom to lobby on paper: the reasons are there though they are folded on the page."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from cycles.models import Recommendation
from cycles.services.rendering import render_rows
from tests.browser.conftest import look, sign_in
from tests.factories import make_recommendation, make_review, make_state, make_theme

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(workspace, review):
    make_state("FRA", name="France")
    make_theme("Torture", version="2014", scheme="upr_info", code="50")
    row = make_recommendation(review, states=["FRA"], item=1)
    row.theme_rows.create(theme=make_theme("Torture", version="2014", scheme="upr_info", code="50"), order=0)
    render_rows(Recommendation.objects.all())
    return f"/workspaces/{workspace.pk}/lobbying/?issue=50"


@pytest.mark.parametrize("script", [True, False])
def test_reasons_stand_on_paper(visit, client, address, amina, script):
    page = visit("en", 1280, script)
    sign_in(page, amina, client)
    page.goto(address)
    assert page.locator("details.in-print li").first.is_visible() is False

    paper = PdfReader(BytesIO(page.pdf()))

    words = " ".join(" ".join(sheet.extract_text().split()) for sheet in paper.pages)
    assert "1 recommendation to this State" in words
    assert "Its points:" in words
    assert page.locator("details.in-print li").first.is_visible() is False


def test_shades_of_the_table_are_printed_with_their_ground(visit, client, address, amina):
    # The table counts the record, and no State that was invented.
    row = make_recommendation(make_review(make_state("KEN", name="Kenya")), states=["FRA"], item=2)
    row.theme_rows.create(theme=make_theme("Torture", version="2014", scheme="upr_info", code="50"), order=0)
    render_rows(Recommendation.objects.all())
    page = visit("en", 1280, True)
    sign_in(page, amina, client)
    page.goto(address)

    page.emulate_media(media="print")

    shown = page.locator(".heat td[class]").first.evaluate("cell => getComputedStyle(cell).printColorAdjust")
    assert shown == "exact"


@pytest.mark.parametrize(("language", "width", "script"), [("en", 1280, True), ("ar", 360, True), ("en", 360, False)])
def test_all_reasons_are_opened_at_once(visit, client, address, amina, language, width, script):
    page = visit(language, width, script)
    sign_in(page, amina, client)
    page.goto(address)
    look(page, script, width)

    page.click("[data-open-all]")

    page.locator("details.in-print li").first.wait_for(state="visible")
    assert page.locator("details.in-print:not([open])").count() == 0
    look(page, script, width)

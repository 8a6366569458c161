"""A message of the campaign in a real browser: counted while it is typed, approved, copied on a phone, posted."""

from functools import partial

import pytest
from django.utils import timezone

from accounts.models import Membership
from advocacy.models import CampaignMessage, MessageResult
from tests.advocacy.campaigned import ADDRESS, approve
from tests.browser.conftest import look, press, sign_in
from tests.factories import make_member

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LONG = "Traders are beaten in the markets of the capital. " * 6


@pytest.mark.parametrize(
    ("language", "width", "script"), [("en", 360, True), ("ar", 360, True), ("en", 1280, True), ("en", 360, False)]
)
def test_a_message_is_written_approved_and_posted(
    visit, client, workspace, organisation, amina, language, width, script
):
    page = visit(language, width, script)
    look_at = partial(look, script=script, width=width)
    sign_in(page, amina, client)
    today = timezone.localdate().isoformat()

    page.goto(f"/workspaces/{workspace.pk}/campaign/")
    look_at(page)
    page.goto(f"/workspaces/{workspace.pk}/campaign/new/?day={today}")
    page.select_option("[name=channel]", "x")
    page.fill("[name=text]", LONG)
    if not script:
        page.click("[name=check]")
    # 299 signs without the blank at the end.
    page.locator("[data-check] .notice.bad").wait_for()
    look_at(page)
    page.fill("[name=text]", LONG[:49])
    page.check("[name=status][value=written]")
    press(page, "main form button.main >> nth=0")
    look_at(page)
    message = CampaignMessage.objects.get()
    approve(message, make_member(organisation, role=Membership.Role.EDITOR))
    page.goto(f"/workspaces/{workspace.pk}/campaign/day/")
    look_at(page)
    assert page.locator("[data-copy]").input_value() == LONG[:49]
    if script:
        page.click("[data-copy-button]")
        page.locator("[data-copied]").wait_for(state="visible")
    press(page, f"a.main[href*='{message.pk}/posted/']")
    look_at(page)
    page.fill("[name=address]", ADDRESS)
    press(page)
    look_at(page)
    page.goto(f"/campaign/{message.pk}/figures/")
    page.fill("[name=likes]", "31")
    press(page)
    look_at(page)
    for place in ("calendar", "results"):
        page.goto(f"/workspaces/{workspace.pk}/campaign/{place}/")
        look_at(page)

    message.refresh_from_db()
    assert (message.status, message.post_address) == ("posted", ADDRESS)
    assert MessageResult.objects.get().likes == 31

"""A day of meetings in Geneva on a phone: words that survive a dropped line, and the same without script."""

import pytest
from django.urls import reverse

from advocacy.models import Event, Meeting, Target
from tests.advocacy.decided import make_proposal
from tests.advocacy.targeted import make_meeting
from tests.browser.conftest import look, press, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SAID = "They support it if the text names no minister"


@pytest.mark.parametrize(("language", "script"), [("en", True), ("ar", True), ("en", False)])
def test_a_meeting_is_written_down_and_the_board_moves(visit, client, workspace, amina, language, script):
    proposal = make_proposal(workspace, amina)
    meeting = make_meeting(workspace, amina)
    page = visit(language, 360, script)
    sign_in(page, amina, client)

    page.goto(f"{meeting.get_absolute_url()}debrief/")
    look(page, script, 360)
    page.check("[name=stands][value=pledged]")
    page.fill("[name=said]", SAID)
    page.check(f"[name=presented][value='{proposal.pk}']")
    press(page)
    page.wait_for_url(f"**{meeting.get_absolute_url()}")
    look(page, script, 360)
    assert SAID in page.inner_text("main")

    page.goto(f"/workspaces/{workspace.pk}/pipeline/")
    look(page, script, 360)
    page.focus("main .board form select")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#column-delivered ~ ul a").wait_for()
    page.wait_for_load_state()
    assert Target.objects.get().status == "delivered"


def test_words_survive_a_dropped_line_and_are_sent_when_it_is_back(visit, client, workspace, amina):
    meeting = make_meeting(workspace, amina)
    page = visit("en", 360, True)
    sign_in(page, amina, client)
    page.goto(f"{meeting.get_absolute_url()}debrief/")
    page.check("[name=stands][value=met]")
    page.fill("[name=said]", SAID)

    page.reload()
    assert page.input_value("[name=said]") == SAID
    assert page.locator("[data-typed-returned]").is_visible()
    # A line that drops without a word on the console: the answer never comes.
    page.evaluate("() => { globalThis.realFetch = fetch; globalThis.fetch = () => Promise.reject(new Error('line')); }")
    page.click("main form button.main")
    page.locator("[data-typed-waiting]").wait_for(state="visible")
    assert Meeting.objects.get().said == ""

    page.evaluate("() => { globalThis.fetch = realFetch; dispatchEvent(new Event('online')); }")
    page.wait_for_url(f"**{meeting.get_absolute_url()}")
    page.wait_for_load_state("networkidle")

    assert Meeting.objects.get().said == SAID
    assert page.evaluate("() => Object.keys(sessionStorage).filter((key) => key.startsWith('typed:'))") == []


@pytest.mark.parametrize(("route", "name"), [("events", "event_detail"), ("meetings", "meeting_detail")])
def test_a_new_row_is_what_one_sees_once_it_is_saved(visit, client, workspace, amina, route, name):
    page = visit("en", 1280, True)
    sign_in(page, amina, client)
    page.goto(f"/workspaces/{workspace.pk}/{route}/create/")
    page.fill("[name=title]", "A new one")
    page.fill("[name=date]", "2030-06-03")

    press(page)
    page.locator("h1", has_text="A new one").wait_for()

    row = (Event if route == "events" else Meeting).objects.get()
    assert page.url.endswith(reverse(f"advocacy:{name}", args=[row.pk]))

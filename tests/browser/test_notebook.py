"""The notebook of a review on a phone: typed on a bad line, by two people, and put right beside the official list."""

from functools import partial

import pytest

from advocacy.models import LineMatch, NotebookLine, Push, QuestionMatch
from tests.advocacy.decided import make_proposal
from tests.advocacy.noted_down import make_line, make_order
from tests.advocacy.pushed import make_question
from tests.browser.conftest import look, press, sign_in
from tests.factories import make_member, make_recommendation, make_state

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SETTINGS = [("en", 360, True), ("ar", 360, True), ("en", 1280, True), ("en", 360, False)]


@pytest.fixture
def webcast(workspace, review, amina):
    make_state("FRA", name="France", iso2="FR")
    make_state("GHA", name="Ghana", iso2="GH")
    make_recommendation(review, states=["FRA"], item=1)
    make_recommendation(review, states=["GHA"], item=2, text="Reduce overcrowding in prisons")
    make_order(workspace, amina, "FRA", "GHA")
    return workspace


def typed(page, text):
    page.fill("[name=text]", text)
    page.press("[name=text]", "Enter")


@pytest.fixture
def on_a_phone(fresh_browser, client, webcast, amina):
    """A browser of Amina's own, in which the notebook is open, and the page."""
    context = fresh_browser(viewport={"width": 360, "height": 800})
    page = context.new_page()
    sign_in(page, amina, client)
    page.goto(f"/workspaces/{webcast.pk}/notebook/")
    return context, page


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_lines_are_typed_and_confirmed(visit, client, webcast, amina, language, width, script):
    page = visit(language, width, script)
    look_at = partial(look, script=script, width=width)
    sign_in(page, amina, client)

    page.goto(f"/workspaces/{webcast.pk}/notebook/")
    look_at(page)
    typed(page, "FR: ratify OPCAT")
    page.locator("[data-list] li").first.wait_for()
    typed(page, "Ghanna prisons overcrwding")
    page.locator("[data-list] li").nth(1).wait_for()
    look_at(page)
    page.goto(f"/workspaces/{webcast.pk}/notebook/list/?tick=sure")
    look_at(page)
    for box in page.locator("[name=pair]").all():
        box.check()
    press(page)
    look_at(page)
    page.goto(f"/workspaces/{webcast.pk}/notebook/?order=heard")
    press(page, "[data-list] li a")
    look_at(page)

    assert list(NotebookLine.objects.as_heard().values_list("text", flat=True)) == [
        "FR: ratify OPCAT",
        "Ghanna prisons overcrwding",
    ]
    assert set(LineMatch.objects.values_list("recommendation__item", flat=True)) == {1, 2}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_parts_and_words_without_end_fit_a_phone(visit, client, webcast, review, amina, language):
    page = visit(language, 360, True)
    sign_in(page, amina, client)
    make_recommendation(review, states=["FRA"], item=3, text="Abolish the death penalty for all crimes")
    parts = make_line(webcast, amina, "FRA: OPCAT; abolish death penalty")
    endless = make_line(webcast, amina, "x" * 900)

    page.goto(f"/workspaces/{webcast.pk}/notebook/")
    look(page, True, 360)
    page.goto(endless.get_absolute_url())
    look(page, True, 360)
    page.goto(f"/workspaces/{webcast.pk}/notebook/list/")
    look(page, True, 360)
    assert page.locator("[name=pair]").count() == 2
    page.locator("[name=pair]").last.check()
    press(page)
    look(page, True, 360)
    assert page.locator("[name=pair]").count() == 1
    page.goto(parts.get_absolute_url())
    press(page, "main [name=rest]")
    look(page, True, 360)
    page.goto(f"/workspaces/{webcast.pk}/notebook/list/")
    look(page, True, 360)

    assert page.locator("[name=pair]").count() == 0
    found = [match.recommendation and match.recommendation.item for match in LineMatch.objects.order_by("decided_at")]
    assert found == [3, None]


def test_what_is_typed_without_a_line_waits_and_arrives_once(on_a_phone, webcast, organisation, amina):
    context, page = on_a_phone

    context.set_offline(True)
    typed(page, "FR: ratify OPCAT")
    typed(page, "GH: prisons")
    page.locator("[data-failed=line]").wait_for(state="visible")
    assert page.locator("[data-waiting] li").all_inner_texts() == ["FR: ratify OPCAT", "GH: prisons"]
    assert page.input_value("[name=text]") == ""
    look(page, True, 360)
    page.fill("[name=text]", "half a li")
    assert NotebookLine.objects.count() == 0
    make_line(webcast, make_member(organisation), "DE: somebody else’s")

    context.set_offline(False)
    page.locator("[data-list] li").nth(2).wait_for()
    page.locator("[data-waiting]").wait_for(state="hidden")
    assert page.input_value("[name=text]") == "half a li"
    page.reload()

    assert page.input_value("[name=text]") == "half a li"
    assert page.evaluate("Object.values(localStorage)") == ['"half a li"']
    first, second = NotebookLine.objects.filter(created_by=amina).as_heard()
    assert (first.text, second.text) == ("FR: ratify OPCAT", "GH: prisons")
    assert first.heard_at < first.created_at


def test_lines_wait_for_a_page_that_was_closed(on_a_phone, webcast):
    context, page = on_a_phone
    context.set_offline(True)
    typed(page, "FR: ratify OPCAT")
    page.locator("[data-failed=line]").wait_for(state="visible")
    page.close()

    context.set_offline(False)
    later = context.new_page()
    later.goto(f"/workspaces/{webcast.pk}/notebook/")
    later.locator("[data-list] li").first.wait_for()

    assert NotebookLine.objects.get().text == "FR: ratify OPCAT"


@pytest.mark.parametrize(("language", "width", "script"), [("en", 360, True), ("ar", 360, True), ("en", 1280, False)])
def test_questions_are_decided_and_somebody_is_pushed(visit, client, webcast, review, amina, language, width, script):
    page = visit(language, width, script)
    look_at = partial(look, script=script, width=width)
    sign_in(page, amina, client)
    make_question(review)
    make_proposal(webcast, amina, text_en="Ratify OPCAT")
    make_proposal(webcast, amina, text_en="Plant trees along the coast")
    review.recommendations.update(position="pending")

    page.goto(f"/workspaces/{webcast.pk}/questions/")
    look_at(page)
    press(page, "main [name=verdict][value=yes]")
    look_at(page)
    page.goto(f"/workspaces/{webcast.pk}/pending/")
    look_at(page)
    press(page, "main li a:has-text('140.1') >> nth=-1")
    look_at(page)
    page.check("[name=kind][value=nhri]")
    page.fill("[name=name]", "National commission")
    page.fill("[name=next_step]", "Call the commissioner")
    page.fill("[name=next_date]", "2030-03-01")
    press(page)
    look_at(page)

    assert QuestionMatch.objects.get().touches
    push = Push.objects.get()
    assert (push.name, [row.item for row in push.recommendations.all()]) == ("National commission", [1])


def test_who_signs_out_is_asked_while_lines_wait_and_leaves_none(on_a_phone):
    context, page = on_a_phone
    context.set_offline(True)
    typed(page, "FR: ratify OPCAT")
    page.locator("[data-failed=line]").wait_for(state="visible")
    page.fill("[name=text]", "half a li")
    page.evaluate("localStorage.setItem('notebook:1:somebody-else', '[1]')")
    page.close()
    asked = []

    context.set_offline(False)
    later = context.new_page()
    later.goto("/accounts/logout/")
    later.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    later.click("[data-sign-out] button")
    assert asked[0].startswith("Lines of your notebook have not reached the server yet.")
    assert later.evaluate("Object.keys(localStorage).length") == 3
    later.once("dialog", lambda dialog: dialog.accept())
    press(later, "[data-sign-out] button")

    assert later.evaluate("Object.keys(localStorage)") == ["notebook:1:somebody-else"]
    assert NotebookLine.objects.count() == 0

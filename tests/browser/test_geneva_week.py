"""A coalition's week in Geneva on two phones: two people of two organisations, bad lines, and nothing lost."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import Membership, Workspace, WorkspaceMember
from advocacy.models import (
    Factsheet,
    LineMatch,
    Meeting,
    NotebookLine,
    PlenaryPlace,
    Statement,
    StatementText,
    Strategy,
    Target,
    UptakeMatch,
)
from submissions.models import PriorityIssue, ProposedRecommendation
from tests.advocacy.decided import make_proposal
from tests.advocacy.noted_down import make_issue, make_order
from tests.advocacy.sheets import make_sheet
from tests.advocacy.spoken import make_statement, say
from tests.advocacy.targeted import make_meeting, make_target
from tests.browser.conftest import look, press, sign_in
from tests.factories import make_member, make_organisation, make_recommendation, make_review, make_state
from tests.submissions.prepared import make_prepared

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
MONDAY = date(2030, 3, 4)
SAID = "They support it if the text names no minister"
ASKED = (
    "Ratify the Optional Protocol to the Convention against Torture by 2028",
    "Let a doctor see whoever is arrested within six hours, in every police station",
    "Publish each year how many officers were tried for ill-treatment",
    "Film every questioning in the capital from 2027 on",
)


@pytest.fixture
def coalition(transactional_db):
    """Two organisations of one workspace; the first coordinates and has ECOSOC status, and each has an owner."""
    owner = {"role": Membership.Role.OWNER}
    first = make_organisation(name="Rights Watch", ecosoc_status="special")
    second = make_organisation(name="Delta Women")
    ines = make_member(first, name="Ines", **owner)
    dalia = make_member(second, name="Dalia", **owner)
    workspace = Workspace.objects.create(name="Arcadia", review=make_review(), created_at=ines.date_joined)
    for organisation, part in ((first, "coordinator"), (second, "contributor")):
        WorkspaceMember.objects.create(workspace=workspace, organisation=organisation, role=part)
    make_state("FRA", name="France", iso2="FR")
    make_state("GHA", name="Ghana", iso2="GH")
    make_issue(50, "Torture and other CID treatment")
    make_issue(54, "Women's rights")
    return workspace, (ines, first), (dalia, second)


@pytest.fixture
def phone(fresh_browser):
    """A phone in the hands of one person; its line may drop, which a console may say."""

    def hand_to(person, *, language="en", script=True):
        words = {"locale": language, "java_script_enabled": script}
        page = fresh_browser(viewport=PHONE, accept_downloads=True, **words).new_page()
        sign_in(page, person, Client())
        return page

    return hand_to


def go(page, address, *, script=True):
    page.goto(address)
    look(page, script, PHONE["width"])


def typed(page, text):
    page.fill("[name=text]", text)
    page.press("[name=text]", "Enter")


def test_monday_a_state_is_met_on_a_bad_line(phone, coalition):
    workspace, (ines, ours), (dalia, theirs) = coalition
    proposal = make_proposal(workspace, ines, text_en=ASKED[0])
    make_target(workspace, ines, "FRA", [proposal], person=ines, next_step="Meet", next_date=MONDAY)
    day = {"date": MONDAY, "proposals": [proposal]}
    meeting = make_meeting(workspace, ines, "FRA", title="Mission of France", organisation=ours, **day)
    make_meeting(workspace, dalia, "FRA", title="Embassy of France", organisation=theirs, **day)
    first, second = phone(ines), phone(dalia)

    go(first, f"/workspaces/{workspace.pk}/pipeline/")
    # Each is told of the other before they stand in one door.
    assert "Delta Women" in first.inner_text("main .board")
    go(first, f"/workspaces/{workspace.pk}/pipeline/?view=table")
    go(first, f"/workspaces/{workspace.pk}/meetings/day/?day={MONDAY.isoformat()}")
    assert first.locator("main section h2").count() == 2
    assert ASKED[0] in first.inner_text("main")

    first.goto(f"{meeting.get_absolute_url()}debrief/")
    first.check("[name=stands][value=pledged]")
    first.fill("[name=said]", SAID)
    first.check(f"[name=presented][value='{proposal.pk}']")
    first.context.set_offline(True)
    first.click("main form button.main")
    first.locator("[data-typed-waiting]").wait_for(state="visible")
    assert (Meeting.objects.get(pk=meeting.pk).said, first.input_value("[name=said]")) == ("", SAID)
    first.context.set_offline(False)
    first.wait_for_url(f"**{meeting.get_absolute_url()}")
    look(first, True, PHONE["width"])
    assert Meeting.objects.get(pk=meeting.pk).said == SAID

    go(second, f"/workspaces/{workspace.pk}/pipeline/")
    assert "France" in second.locator("#column-pledged ~ ul").inner_text()
    assert Target.objects.get().asks.get().status == "promised"


def test_tuesday_a_factsheet_says_what_it_lacks_then_is_printed_and_published(phone, fresh_browser, coalition):
    workspace, (ines, _ours), _others = coalition
    issue = make_prepared(PriorityIssue, workspace, ines, title="Custody", issue=make_issue(50, "Torture"))
    for text in ASKED:
        make_prepared(ProposedRecommendation, workspace, ines, text_en=text, priority_issue=issue)
    page = phone(ines)

    go(page, f"/workspaces/{workspace.pk}/factsheets/new/")
    page.fill("[name=title]", "Police custody")
    page.fill("[name=challenges]", "They are beaten in the first night. " * 100)
    page.click("main button[name=look]")
    page.locator("#fit .notice.mid").wait_for()
    look(page, True, PHONE["width"])
    assert Factsheet.objects.count() == 0
    page.fill("[name=challenges]", "They are beaten in the first night.")
    for box in page.locator("[name=proposals]").all():
        box.check()
    page.fill("[name=contact]", "desk@example.org")
    press(page)
    page.locator("#fit .notice.good").wait_for()
    look(page, True, PHONE["width"])
    sheet = Factsheet.objects.get()
    assert sheet.proposals.count() == 4
    with page.expect_download() as found:
        page.click("form[action$='/factsheet.pdf'] button.main")
    assert found.value.path().read_bytes().startswith(b"%PDF")

    go(page, f"{sheet.get_absolute_url()}publish/")
    look(page, True, PHONE["width"])
    page.check("[name=may_be_named]")
    page.check("[name=is_read]")
    press(page)
    address = page.locator("#editions ~ ul a").first.get_attribute("href")
    stranger = fresh_browser(viewport=PHONE).new_page()
    go(stranger, address)
    assert all(words in stranger.inner_text("article") for words in ("Police custody", *ASKED))


def test_wednesday_a_statement_is_timed_joined_and_has_a_place(phone, coalition):
    workspace, (ines, ours), (dalia, theirs) = coalition
    first, second = phone(ines), phone(dalia)

    go(first, f"/workspaces/{workspace.pk}/statements/create/")
    first.fill("[name=title]", "Custody at the adoption")
    first.select_option("[name=kind]", "adoption")
    first.select_option("[name=issue]", label="Torture and other CID treatment")
    first.select_option("[name=organisation]", str(ours.pk))
    first.check(f"[name=cosigners][value='{theirs.pk}']")
    press(first)
    statement = Statement.objects.get()
    first.fill("[name=text]", "word " * 400)
    first.locator("[data-check] .notice.bad").wait_for()
    first.fill("[name=text]", "Nobody outside the police visits its cells. " * 12)
    first.locator("[data-check] .notice.good").wait_for()
    press(first)
    first.locator("#versions ~ ul a").first.wait_for()
    look(first, True, PHONE["width"])

    # The other phone has read the first version: what it writes next is the second.
    go(second, statement.get_absolute_url())
    assert "Delta Women" in second.inner_text("main")
    second.fill("[name=text]", "Nobody outside the police visits its cells. Thank you.")
    press(second)
    second.locator("#versions ~ ul a").nth(1).wait_for()
    assert list(StatementText.objects.order_by("number").values_list("written_by__name", "is_current")) == [
        ("Ines", False),
        ("Dalia", True),
    ]

    go(first, f"/workspaces/{workspace.pk}/plenary/")
    first.select_option("[name=organisation]", str(ours.pk))
    first.select_option("[name=issue]", label="Torture and other CID treatment")
    first.select_option("[name=statement]", str(statement.pk))
    press(first)
    look(first, True, PHONE["width"])
    # Without status and without a friend there is no place; with one there is.
    go(second, f"/workspaces/{workspace.pk}/plenary/")
    second.select_option("[name=number]", "2")
    second.select_option("[name=organisation]", str(theirs.pk))
    second.select_option("[name=issue]", label="Women's rights")
    press(second)
    assert second.locator("[name=through][aria-invalid=true]").count() == 1
    second.fill("[name=through]", "A friend")
    press(second)
    look(second, True, PHONE["width"])
    assert list(PlenaryPlace.objects.order_by("number").values_list("organisation__name", "through")) == [
        ("Rights Watch", ""),
        ("Delta Women", "A friend"),
    ]


def test_thursday_two_note_the_review_and_friday_what_became_of_it_is_kept(phone, coalition):
    workspace, (ines, _ours), (dalia, _theirs) = coalition
    proposal = make_proposal(workspace, ines, text_en=ASKED[0])
    make_order(workspace, ines, "FRA", "GHA")
    first, second = phone(ines), phone(dalia)
    address = f"/workspaces/{workspace.pk}/notebook/"
    for page in (first, second):
        go(page, address)

    typed(first, "FR: ratify OPCAT")
    second.context.set_offline(True)
    typed(second, "Ghana: prisons overcrowded")
    second.locator("[data-failed=line]").wait_for(state="visible")
    typed(first, "GH: reduce prison overcrowding")
    first.locator("[data-list] li").nth(1).wait_for()
    second.context.set_offline(False)
    second.locator("[data-list] li").nth(2).wait_for()
    second.locator("[data-waiting]").wait_for(state="hidden")
    look(second, True, PHONE["width"])
    assert sorted(NotebookLine.objects.values_list("text", "created_by__name")) == [
        ("FR: ratify OPCAT", "Ines"),
        ("GH: reduce prison overcrowding", "Ines"),
        ("Ghana: prisons overcrowded", "Dalia"),
    ]

    # The report is out.
    one = make_recommendation(workspace.review, states=["FRA"], item=1)
    make_recommendation(workspace.review, states=["GHA"], item=2, text="Reduce overcrowding in prisons")
    go(first, f"{address}list/?tick=sure")
    for box in first.locator("[name=pair]").all():
        box.check()
    press(first)
    assert sorted(LineMatch.objects.values_list("recommendation__item", flat=True)) == [1, 2, 2]

    go(second, f"/proposals/{proposal.pk}/uptake/")
    beside = f"main form:has([value='{one.number}'])"
    second.select_option(f"{beside} select", "fully")
    press(second, f"{beside} button")
    look(second, True, PHONE["width"])
    assert UptakeMatch.objects.get().recommendation == one
    go(first, f"/workspaces/{workspace.pk}/uptake/")

    go(first, f"/workspaces/{workspace.pk}/strategies/new/")
    first.fill("[name=title]", "One request for each embassy")
    first.check("[name=stage][value='2']")
    first.fill("[name=done]", "Each embassy heard one request, and got one page.")
    first.check("[name=proposals]")
    press(first)
    strategy = Strategy.objects.get()
    go(first, f"{strategy.get_absolute_url()}share/")
    first.check("[name=sharing][value=everybody]")
    first.check("[name=is_read]")
    press(first)
    look(first, True, PHONE["width"])
    stranger = phone(make_member(make_organisation()))
    go(stranger, strategy.get_absolute_url())
    assert "One request for each embassy" in stranger.inner_text("main")
    assert not any(word in stranger.content() for word in ("Arcadia", "Rights Watch", "Ines", ASKED[0]))


def test_week_goes_on_without_script(phone, coalition):
    workspace, (ines, ours), _others = coalition
    proposal = make_proposal(workspace, ines, text_en=ASKED[0])
    meeting = make_meeting(workspace, ines, "FRA", organisation=ours)
    statement = make_statement(workspace, ines, organisation=ours, kind="adoption")
    make_recommendation(workspace.review, states=["FRA"], item=1)
    make_recommendation(workspace.review, states=["GHA"], item=2, text="Reduce overcrowding in prisons")
    page = phone(ines, script=False)

    page.goto(f"{meeting.get_absolute_url()}debrief/")
    page.check("[name=stands][value=met]")
    page.fill("[name=said]", SAID)
    press(page)
    page.goto(statement.get_absolute_url())
    page.fill("[name=text]", "Thank you, Mr President.")
    press(page, "main button[name=check]")
    assert StatementText.objects.count() == 0
    press(page)
    page.goto(f"/workspaces/{workspace.pk}/notebook/")
    page.fill("[name=text]", "FR: ratify OPCAT")
    press(page)
    page.goto(f"/workspaces/{workspace.pk}/notebook/list/")
    page.check("[name=pair]")
    press(page)
    page.goto(f"/proposals/{proposal.pk}/uptake/")
    page.locator("main li form select").first.select_option("fully")
    press(page, "main li form button")
    page.goto(f"/workspaces/{workspace.pk}/strategies/new/")
    page.fill("[name=title]", "One request")
    page.check("[name=stage][value='2']")
    page.fill("[name=done]", "One page for each.")
    press(page)

    assert (Meeting.objects.get().said, Target.objects.get().status) == (SAID, "met")
    assert StatementText.objects.get().text == "Thank you, Mr President."
    assert NotebookLine.objects.get().matches.get().recommendation == UptakeMatch.objects.get().recommendation
    assert Strategy.objects.get().stage == 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_sheets_statements_and_library_can_be_read_by_everybody(phone, coalition, language):
    workspace, (ines, ours), (_dalia, theirs) = coalition
    sheet = make_sheet(workspace, ines)
    statement = make_statement(workspace, ines, organisation=ours, cosigners=[theirs])
    say(statement, ines)
    page = phone(ines, language=language)

    home = f"/workspaces/{workspace.pk}"
    lists = ("factsheets/", "statements/", "strategies/", "plenary/", "pending/", "contacts/", "questions/")
    for part in (*lists, "statements/create/", "strategies/new/", "contacts/create/", "meetings/create/"):
        go(page, f"{home}/{part}")
    for row in (sheet, statement):
        go(page, row.get_absolute_url())
        go(page, f"{row.get_absolute_url()}edit/")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")

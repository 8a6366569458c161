"""Who only observes in a workspace, such as a donor, learns nothing of what is told in confidence."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from advocacy.models import Ask, Contact, Meeting, Push, Target
from reminders.models import Deadline, DeadlineChange
from reminders.services.deadlines import assign_deadline
from reminders.services.feeds import create_feed
from tests.advocacy.contacted import make_contact
from tests.advocacy.decided import make_proposal
from tests.advocacy.held import make_event, make_speaker
from tests.advocacy.pushed import make_push
from tests.advocacy.spoken import make_statement, say
from tests.advocacy.targeted import make_meeting, make_target
from tests.factories import make_recommendation, make_token
from tests.reminders.made import in_days, make_deadline

LISTS = ("contact_list", "contact_duplicates", "meeting_list", "meeting_day", "target_list", "target_csv", "push_list")
BOTH = pytest.mark.parametrize(("name", "is_told"), [("supporter", True), ("bruno", True), ("observer", False)])


@pytest.fixture
def rows(workspace, review, amina):
    """One of everything that is confided, each with a day of its own."""
    due = {"next_step": "canary", "next_date": in_days(9).day}
    target = make_target(workspace, amina, proposals=[make_proposal(workspace, amina)], **due)
    push = make_push(workspace, amina, make_recommendation(review), **due)
    meeting = make_meeting(workspace, amina, title="canary", date=in_days(9).day)
    return [make_contact(workspace, amina), meeting, target, push]


@BOTH
def test_rows_and_their_pages(client, request, workspace, rows, name, is_told):
    person = request.getfixturevalue(name)
    client.force_login(person)

    lists = [client.get(reverse(f"advocacy:{one}", args=[workspace.pk])).status_code for one in LISTS]
    pages = [client.get(row.get_absolute_url()).status_code for row in rows]
    seen = [model.objects.visible_to(person).count() for model in (Contact, Meeting, Target, Ask, Push)]

    # A push has no page to read: its address is the form.
    assert (lists, pages[:3], seen) == (([200] * 7, [200] * 3, [1] * 5) if is_told else ([403] * 7, [404] * 3, [0] * 5))
    assert pages[3] == (403 if is_told else 404)


@BOTH
def test_programs(client, request, workspace, rows, name, is_told):
    scopes = ("read_advocacy", "read_workspace")
    _key, secret = make_token(request.getfixturevalue(name), workspace, scopes=scopes)
    bearer = {"Authorization": f"Bearer {secret}"}

    def number(route):
        answer = client.get(f"/api/v1/workspaces/{workspace.pk}/{route}/", headers=bearer)
        return len(answer.json()["results"])

    assert [number(one) for one in ("targets", "asks", "meetings", "pushes", "deadlines")] == (
        [1, 1, 1, 1, 3] if is_told else [0] * 5
    )


@BOTH
def test_deadlines(client, request, workspace, rows, amina, name, is_told):
    by_hand = make_deadline(workspace, amina, kind="meeting", key="own:lunch", title="canary lunch")
    make_deadline(workspace, amina, kind="draft", key="own:draft", title="Open to all of us")
    person = request.getfixturevalue(name)
    client.force_login(person)
    feed = {"workspace": workspace, "language": "en", "shows_titles": True}
    _feed, secret = create_feed(**feed, by=person, at=timezone.now())

    pages = [
        client.get(reverse("reminders:deadline_list", args=[workspace.pk])),
        client.get(reverse("impact:workspace_detail", args=[workspace.pk])),
        client.get(reverse("reminders:feed_ics", args=[secret])),
    ]
    log = DeadlineChange.objects.visible_to(person).filter(deadline=by_hand)

    assert ["canary" in page.content.decode() for page in pages] == [is_told] * 3
    assert "Open to all of us" in pages[0].content.decode()
    assert client.get(by_hand.get_absolute_url()).status_code == (200 if is_told else 404)
    assert Deadline.objects.visible_to(person).count() == (5 if is_told else 1)
    assert log.exists() == is_told


def test_what_an_observer_has_to_do_is_theirs(client, workspace, amina, observer):
    theirs = make_deadline(workspace, amina, kind="meeting", key="own:lunch")
    assign_deadline(deadline=theirs, organisation=None, person=observer, by=amina, at=timezone.now())
    client.force_login(observer)

    assert client.get(theirs.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("name", "is_told"), [("amina", True), ("bruno", False), ("observer", False)])
def test_speakers_who_did_not_agree_to_be_named(client, request, workspace, rows, amina, name, is_told):
    event = make_event(workspace, amina, links={"invited": [rows[2]]})
    statement = make_statement(workspace, amina, title="kestrel statement")
    until = timezone.localdate() + timedelta(days=90)
    make_speaker(event, amina, name="kestrel", affiliation="kestrel house", statement=statement, erase_date=until)
    make_speaker(event, amina, name="Salma", may_be_named=True, erase_date=until)
    client.force_login(request.getfixturevalue(name))

    page = client.get(event.get_absolute_url()).content.decode()

    assert ("kestrel" in page, "Salma" in page) == (is_told, True)
    assert ("a speaker who is not named" in page) is not is_told
    assert ("Invited" in page) is (name != "observer")


@pytest.mark.parametrize(("name", "is_told"), [("amina", True), ("bruno", False), ("observer", False)])
def test_who_reads_a_statement_aloud(client, request, workspace, amina, name, is_told):
    statement = make_statement(workspace, amina, speaker="Kestrel")
    text = say(statement, amina)
    client.force_login(request.getfixturevalue(name))

    page = client.get(statement.get_absolute_url()).content.decode()
    file = client.get(reverse("advocacy:statement_pdf", args=[text.pk]))

    printed = PdfReader(io.BytesIO(b"".join(file.streaming_content))).pages[0].extract_text()
    assert ("Kestrel" in page, "Kestrel" in printed) == (is_told, is_told)
    assert "Thank you, Mr President." in printed.replace("\n", " ")

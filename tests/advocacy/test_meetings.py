"""Meetings: planned, written down once whatever the line does, and a mail that nobody but a person sends."""

from datetime import date, time
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from advocacy.meeting_mail import LONGEST_ADDRESS, draft_of, mailto
from advocacy.meeting_page import lists
from advocacy.models import Ask, Meeting, Target
from advocacy.services.meetings import keep_mail
from reminders.models import Deadline
from tests.advocacy.contacted import make_contact, make_fact
from tests.advocacy.decided import make_proposal
from tests.advocacy.targeted import MEETING, make_mail, make_meeting, make_target

SAID = "They support it if the text names no minister"


def address(name, row):
    return reverse(f"advocacy:{name}", args=[row.pk])


def debrief(client, row, **sent):
    words = {"stands": "pledged", "said": SAID, "promise": "To read it", "seen": row.version}
    return client.post(address("meeting_debrief", row), words | sent)


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
@pytest.mark.parametrize("view", ["meeting_list", "meeting_day", "meeting_detail"])
def test_the_workspace_alone_reads_them(client, request, workspace, amina, name, status, view):
    row = make_meeting(workspace, amina)
    client.force_login(request.getfixturevalue(name))

    assert client.get(address(view, row if view == "meeting_detail" else workspace)).status_code == status


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 403), ("chidi", 404)])
@pytest.mark.parametrize("view", ["meeting_edit", "meeting_debrief", "meeting_mail_edit", "meeting_delete"])
def test_editors_write_them(client, request, workspace, amina, name, status, view):
    row = make_meeting(workspace, amina, status="held")
    client.force_login(request.getfixturevalue(name))

    assert client.get(address(view, row)).status_code == status


@pytest.mark.parametrize("kind", ["meeting", "event"])
def test_whoever_plans_nothing_comes_back_to_the_list(client, workspace, amina, kind):
    client.force_login(amina)

    page = client.get(address(f"{kind}_create", workspace))

    made = reverse(f"advocacy:{kind}_detail", args=[page.context["form"]["key"].value()])
    assert f'data-typed="{made}"' in page.content.decode()
    assert f'<a href="{address(f"{kind}_list", workspace)}">Change nothing</a>' in page.content.decode()


def test_a_meeting_stands_among_the_deadlines_at_its_hour(workspace, amina):
    row = make_meeting(workspace, amina, date=date(2030, 6, 3), time=time(10, 30))

    deadline = Deadline.objects.get(key=row.deadline_key)
    assert (deadline.kind, deadline.date, deadline.time, deadline.zone) == (
        "meeting",
        date(2030, 6, 3),
        time(10, 30),
        "Europe/Zurich",
    )


def test_writing_it_down_moves_the_state_and_marks_what_was_presented(client, workspace, amina):
    proposal = make_proposal(workspace, amina)
    row = make_meeting(workspace, amina, date=date(2026, 3, 2))
    client.force_login(amina)

    answer = debrief(
        client, row, presented=[proposal.pk], follow_up="Send the text", follow_up_date="2030-01-07", papers="Factsheet"
    )

    assert answer.url == row.get_absolute_url()
    row.refresh_from_db()
    assert (row.status, row.said, row.promise, row.papers) == ("held", SAID, "To read it", "Factsheet")
    ask = Ask.objects.get()
    assert (ask.status, ask.presented_date, ask.target.status) == ("promised", date(2026, 3, 2), "pledged")
    assert [state.pk for state in proposal.states.all()] == ["FRA"]
    assert Deadline.objects.get(key=row.deadline_key).status == Deadline.Status.DONE
    assert Deadline.objects.get(title="Send the text").status == Deadline.Status.OPEN


def test_what_was_said_is_sealed(client, workspace, amina):
    row = make_meeting(workspace, amina)
    client.force_login(amina)
    debrief(client, row)

    with connection.cursor() as cursor:
        cursor.execute("SELECT said || promise FROM advocacy_meeting")
        stored = cursor.fetchone()[0]
    assert [word for word in ("minister", "read it") if word in stored] == []


def test_the_same_words_sent_twice_are_one_change(client, workspace, amina):
    row = make_meeting(workspace, amina)
    client.force_login(amina)
    debrief(client, row)

    assert debrief(client, row).status_code == 302
    assert debrief(client, row, said="Something else").status_code == 409
    row.refresh_from_db()
    assert row.said == SAID


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"stands": ""}, "Say where they stand now."),
        ({"follow_up_date": "2030-01-07"}, "Write what you do until then."),
    ],
)
def test_bad_input_is_answered_at_its_field(client, workspace, amina, sent, message):
    row = make_meeting(workspace, amina)
    client.force_login(amina)

    page = debrief(client, row, **sent).content.decode()

    assert message in page
    assert SAID in page


def test_an_hour_that_the_clocks_leave_out_is_refused(client, workspace, amina):
    client.force_login(amina)

    sent = MEETING | {"date": "2030-03-31", "time": "02:30"}
    page = client.post(address("meeting_create", workspace), sent).content.decode()

    assert "the clocks go forward and show 03:30" in page


def test_a_later_meeting_does_not_put_a_state_back(client, workspace, amina):
    make_target(workspace, amina, status="pledged")
    row = make_meeting(workspace, amina)
    client.force_login(amina)

    form = client.get(address("meeting_debrief", row)).context["form"]

    assert form["stands"].value() == "pledged"


def test_a_meeting_with_nobody_of_a_state_leaves_the_pipeline_alone(client, workspace, amina):
    row = make_meeting(workspace, amina, state=None)
    client.force_login(amina)

    debrief(client, row)

    row.refresh_from_db()
    assert (row.said, Target.objects.count()) == (SAID, 0)


def test_the_sheet_of_a_day_has_addresses_people_and_the_text_in_their_language(client, workspace, amina):
    make_fact(amina)
    leila = make_contact(workspace, amina, telephone="+41 22 917 00 00")
    proposal = make_proposal(workspace, amina, text_fr="Ratifier le Statut de Rome")
    make_meeting(workspace, amina, contacts=[leila], proposals=[proposal], language="fr", time=time(9, 0))
    make_meeting(workspace, amina, "KEN", title="Another day", date=date(2026, 12, 2))
    client.force_login(amina)

    page = client.get(address("meeting_day", workspace), {"day": "2026-12-01"}).content.decode()

    assert [
        word in page
        for word in ("A street in Geneva", "Leila Haddad", "917 00 00", "Ratifier le Statut de Rome", "Another day")
    ] == [True, True, True, True, False]


def test_the_list_asks_for_what_was_not_written_down(workspace, amina):
    over = make_meeting(workspace, amina, date=date(2026, 3, 2))
    coming = make_meeting(workspace, amina, date=date(2026, 5, 2))

    found = lists(Meeting.objects.in_order(), on=date(2026, 4, 1))

    assert (found.to_write_down, found.coming, found.past) == ([over], [coming], [])


def test_a_draft_is_in_the_language_of_the_meeting(workspace, amina):
    proposal = make_proposal(workspace, amina, text_es="Ratificar el Estatuto")
    row = make_meeting(workspace, amina, proposals=[proposal], language="es", date=date(2026, 3, 2))

    assert "– Ratificar el Estatuto" in draft_of(row).text


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_nobody_is_thanked_for_a_meeting_that_has_not_been(client, workspace, amina, status):
    row = make_meeting(workspace, amina, status=status)
    client.force_login(amina)

    answer = client.get(address("meeting_mail_edit", row), follow=True)

    assert answer.redirect_chain == [(row.get_absolute_url(), 302)]
    assert "Write the meeting down first: the mail thanks for what was said there." in answer.content.decode()
    sent = {"subject": "Thanks", "text": "Thank you", "seen": row.version}
    assert client.post(address("meeting_mail_edit", row), sent).url == row.get_absolute_url()
    row.refresh_from_db()
    assert row.mail_text == ""


def test_once_it_is_written_down_a_mail_is_drafted(client, workspace, amina):
    row = make_meeting(workspace, amina, date=date(2026, 3, 2))
    client.force_login(amina)
    debrief(client, row)

    page = client.get(address("meeting_mail_edit", row)).content.decode()

    assert "Thank you for receiving us on 2 March 2026" in page


def test_a_kept_draft_leaves_as_a_file_and_nothing_is_sent(client, workspace, amina):
    leila = make_contact(workspace, amina, email="leila@example.org")
    row = make_mail(workspace, amina, contacts=[leila])
    client.force_login(amina)

    answer = client.post(address("meeting_mail_take", row))

    message = message_from_bytes(answer.content, policy=policy.default)
    assert (message["To"], message["Subject"], message["X-Unsent"]) == ("leila@example.org", "Our meeting", "1")
    assert message.get_content().strip() == "Thank you"
    row.refresh_from_db()
    assert row.mail_taken_at is not None
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[nom et titre de la personne à qui vous écrivez]\n\nMerci [sic]\n\n[name and signature]", 2),
        ("Madame l’Ambassadrice, merci [sic]", 0),
    ],
)
def test_what_is_to_be_filled_in_is_said_before_it_leaves(client, workspace, amina, text, places):
    row = make_mail(workspace, amina, language="fr")
    keep_mail(meeting=row, subject="Merci", text=text, by=amina, at=timezone.now(), seen=row.version)
    client.force_login(amina)

    answer = client.get(address("meeting_mail_edit", row))

    assert len(answer.context["left_open"]) == places
    assert ("These places are still to be filled in." in answer.content.decode()) == bool(places)
    assert client.post(address("meeting_mail_take", row)).headers["Content-Type"] == "message/rfc822"


def test_what_nobody_kept_does_not_leave(client, workspace, amina):
    row = make_meeting(workspace, amina)
    client.force_login(amina)

    answer = client.post(address("meeting_mail_take", row))

    assert answer.url == address("meeting_mail_edit", row)
    row.refresh_from_db()
    assert row.mail_taken_at is None


def test_a_long_draft_is_no_address(workspace, amina):
    row = make_mail(workspace, amina)
    assert mailto(row) == "mailto:?subject=Our%20meeting&body=Thank%20you"

    row.mail_text = "x" * LONGEST_ADDRESS
    assert mailto(row) == ""


def test_called_off_nobody_is_reminded(client, workspace, amina):
    row = make_meeting(workspace, amina, date=date(2030, 6, 3))
    client.force_login(amina)

    client.post(address("meeting_cancel", row))

    assert Deadline.objects.get(key=row.deadline_key).status == Deadline.Status.CANCELLED


def test_list_costs_the_same_however_many(client, workspace, amina, django_assert_num_queries):
    client.force_login(amina)
    page = address("meeting_list", workspace)
    make_meeting(workspace, amina)
    client.get(page)
    with django_assert_num_queries(COST):
        client.get(page)
    for state in ("KEN", "TGO"):
        make_meeting(workspace, amina, state, contacts=[make_contact(workspace, amina)])
    with django_assert_num_queries(COST):
        client.get(page)


COST = 10

"""What is deleted for good takes its words out of the list of deadlines, and what was done stays done."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from advocacy.services.campaign import delete_message
from advocacy.services.events import delete_event, delete_task
from advocacy.services.meetings import debrief_meeting, delete_meeting
from advocacy.services.pipeline import delete_target
from advocacy.services.pushes import delete_push
from common.models import AuditEvent
from implementation.models import FundingCall
from implementation.services.follow_ups import delete_follow_up
from implementation.services.funding import delete_funding
from implementation.services.mechanism import delete_occasion
from implementation.services.plans import delete_action
from reminders.models import Deadline, DeadlineChange
from reminders.words import what_is_due
from submissions.services.drafting import create_section, delete_section
from tests.advocacy.campaigned import make_message
from tests.advocacy.held import make_event, make_task
from tests.advocacy.pushed import make_push
from tests.advocacy.targeted import make_meeting, make_target
from tests.implementation.planned import make_action, make_follow_up, make_funding, make_occasion
from tests.submissions.drafted import make_submission

DAY = date(2030, 5, 2)
STEP = {"next_step": "Costs of nine shelters", "next_date": DAY}
KINDS = {
    "message": (lambda w, by: make_message(w, by, date=DAY), delete_message),
    "event": (lambda w, by: make_event(w, by, date=DAY), delete_event),
    "task": (lambda w, by: make_task(make_event(w, by, date=None), by), delete_task),
    "meeting": (lambda w, by: make_meeting(w, by, date=DAY), delete_meeting),
    "target": (lambda w, by: make_target(w, by, **STEP), delete_target),
    "push": (lambda w, by: make_push(w, by, **STEP), delete_push),
    "follow_up": (lambda w, by: make_follow_up(w, by, due_date=DAY), delete_follow_up),
    "row": (lambda w, by: make_funding(FundingCall, w, by, due_date=DAY), delete_funding),
    "occasion": (lambda w, by: make_occasion(w, by, date=DAY), delete_occasion),
    "action": (lambda w, by: make_action(w, by, end_date=DAY), delete_action),
}


def who(person):
    return {"by": person, "at": timezone.now()}


@pytest.mark.parametrize("name", KINDS)
def test_its_words_leave_the_list(workspace, amina, name):
    make, delete = KINDS[name]
    row = make(workspace, amina)

    delete(**{name: row}, **who(amina))

    deadline = Deadline.objects.get()
    assert (deadline.title, deadline.path, deadline.status) == ("", "", "cancelled")
    assert what_is_due(deadline) == "Something that was deleted"


def test_a_section_takes_its_name_along(workspace, amina):
    submission = make_submission(workspace, amina)
    words = {"kind": "other", "title": "The nine shelters", "due_date": DAY}
    section = create_section(submission=submission, words=words, after=None, key=submission.pk, **who(amina))

    delete_section(section=section, **who(amina))

    deadline = Deadline.objects.get()
    assert (deadline.title, deadline.path, deadline.status) == ("", "", "cancelled")


def test_a_meeting_that_was_held_stays_done_without_a_word(client, workspace, amina):
    row = make_meeting(workspace, amina, title="Breakfast with Spain", date=date(2026, 3, 2))
    words = {"follow_up": "Costs of nine shelters", "follow_up_date": DAY}
    said = {"presented": [], "factsheets": [], "stands": "met", "seen": row.version}
    row = debrief_meeting(meeting=row, words=words, **said, **who(amina))

    delete_meeting(meeting=row, **who(amina))

    held, follow_up = Deadline.objects.order_by("date")
    assert (held.status, follow_up.status) == ("done", "cancelled")
    assert [one.what for one in DeadlineChange.objects.filter(deadline=held).order_by("at", "pk")] == ["set", "done"]
    verbs = AuditEvent.objects.filter(target_id=str(held.pk)).values_list("verb", flat=True)
    assert sorted(verbs) == ["change", "finish", "set"]
    client.force_login(amina)
    shown = [reverse("reminders:deadline_list", args=[workspace.pk]), held.get_absolute_url()]
    pages = [" ".join(client.get(one).content.decode().split()) for one in shown]
    assert ["Spain" in page or "shelters" in page for page in pages] == [False, False]
    assert "What it belonged to was deleted for good" in pages[1]
    assert "Open it again" not in pages[1]

"""One press of a button does what it says, whatever a colleague changed in the same moment."""

from datetime import date

from django.utils import timezone

from advocacy.event_leads import Due, leads_of
from advocacy.services import events, meetings
from advocacy.services.meetings import change_meeting
from tests.advocacy.held import make_event, make_task
from tests.advocacy.targeted import make_meeting


def test_an_event_is_called_off_and_planned_again_as_it_stands_by_then(workspace, amina):
    read = make_event(workspace, amina)
    by = {"by": amina, "at": timezone.now()}
    events.change_event(event=read, words={"place": "Room XX"}, links={}, seen=read.version, **by)

    off = events.move_event(event=read, to="cancelled", **by)
    again = events.move_event(event=read, to="planned", **by)
    words = {"status": "held", "attendance": 40}
    events.change_event(event=again, words=words, links={}, seen=again.version, **by)
    held = events.move_event(event=again, to="cancelled", **by)

    assert [(row.status, row.place) for row in (off, again, held)] == [
        ("cancelled", "Room XX"),
        ("planned", "Room XX"),
        ("held", "Room XX"),
    ]


def test_a_task_is_ticked_and_kept_anew_as_it_stands_by_then(workspace, amina):
    event = make_event(workspace, amina)
    by = {"by": amina, "at": timezone.now()}
    read = make_task(event, amina)
    events.change_task(task=read, words={"title": "Book two rooms"}, seen=read.version, **by)

    ticked = events.tick_task(task=read, is_done=True, **by)

    assert (ticked.title, ticked.is_done) == ("Book two rooms", True)
    lead = leads_of("side_event")["guest_list"]
    dues = [Due(date(2030, 5, day), "confirmed", date(2030, 6, 3), "") for day in (20, 21)]
    kept = [events.keep_lead(event=event, lead=lead, due=due, **by) for due in dues]
    assert (kept[0].pk, kept[1].date) == (kept[1].pk, date(2030, 5, 21))


def test_a_meeting_is_called_off_as_it_stands_by_then_but_not_once_it_is_written_down(client, workspace, amina):
    read, held = make_meeting(workspace, amina), make_meeting(workspace, amina, status="held")
    by = {"by": amina, "at": timezone.now()}
    change_meeting(meeting=read, words={"place": "Palais"}, links={}, seen=read.version, **by)

    off = meetings.cancel_meeting(meeting=read, **by)
    client.force_login(amina)
    answer = client.post(f"{held.get_absolute_url()}cancel/", follow=True)

    assert (off.status, off.place) == ("cancelled", "Palais")
    held.refresh_from_db()
    assert (held.status, "It is written down: it can neither" in answer.content.decode()) == ("held", True)

"""What is to be done for an event by when: the file, the days counted from the real dates of Slovenia's review."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone, translation

from advocacy import event_page
from advocacy.event_leads import CERTAINTIES, MOMENTS, OF_THE_EVENT, WORDS, all_leads, due_of, leads_of, moments_of
from advocacy.models import Event
from advocacy.services.events import change_event, keep_lead
from cycles.key_dates import timeline
from cycles.milestones import MILESTONES
from cycles.models import KeyDate, Review
from cycles.services.reference import load_reference_data
from cycles.source_words import source_markup
from reminders.models import Deadline
from tests.advocacy.held import make_event, make_speaker, make_task
from tests.factories import make_member, make_organisation, make_workspace
from tests.made_once import made_once

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

made_for_all, db, loaded = made_once(lambda: load_reference_data(at=AT))


def of_slovenia():
    return Review.objects.with_parts().get(state_under_review="SVN", cycle=4)


def due(kind, key, **fields):
    found = due_of(leads_of(kind)[key], Event(kind=kind, **fields), moments_of(timeline(of_slovenia())))
    return found.words, found.certainty, found.how


def test_every_line_of_the_file_has_words_a_basis_and_an_anchor():
    leads = all_leads()

    assert {lead.kind for lead in leads} == set(Event.Kind.values)
    assert {lead.key for lead in leads} == set(WORDS)
    assert {lead.certainty for lead in leads} == set(CERTAINTIES)
    assert {lead.anchor for lead in leads} - {OF_THE_EVENT} <= set(MILESTONES)
    assert len({(lead.kind, lead.key) for lead in leads}) == len(leads) == 50
    assert set(MOMENTS.values()) | set(event_page.CALENDAR) <= set(MILESTONES)


def test_what_the_united_nations_ask_names_its_source():
    assert [lead.key for lead in all_leads() if lead.certainty == "rule" and not lead.source] == []
    assert [lead.key for lead in all_leads() if lead.certainty == "rule"] == ["guest_list", "warn_cameras"]


def test_days_of_the_pre_session_are_those_of_the_review(loaded):
    assert due("presession", "apply") == (
        "about 1 September 2024",
        "estimated",
        "69 days before the first day of the pre-session (9 November 2024)",
    )
    assert due("presession", "send_statement")[:2] == ("about 26 October 2024", "estimated")
    assert due("presession", "share_themes") == (
        "about 12 October 2024",
        "estimated",
        "14 days before “Statement for the pre-session to UPR Info” (about 26 October 2024)",
    )
    assert due("embassy", "find_host")[:2] == ("about 7 October 2024", "estimated")
    assert due("screening", "find_room")[:2] == ("about 7 January 2025", "estimated")


def test_an_event_with_a_day_of_its_own_is_counted_from_that(loaded):
    pre_session = {"date": date(2027, 1, 10), "certainty": "confirmed"}

    assert [due("presession", key, **pre_session) for key in ("apply", "send_statement", "share_themes")] == [
        ("about 2 November 2026", "estimated", "69 days before the day of the event (10 January 2027)"),
        ("about 27 December 2026", "estimated", "14 days before the day of the event (10 January 2027)"),
        ("about 13 December 2026", "estimated", "28 days before the day of the event (10 January 2027)"),
    ]
    assert due("embassy", "find_host", date=date(2027, 1, 10)) == (
        "about 11 December 2026",
        "estimated",
        "30 days before the day of the event (10 January 2027)",
    )
    assert due("screening", "find_room", date=date(2025, 2, 4))[:2] == ("about 14 January 2025", "estimated")


def test_a_day_that_somebody_published_stays_whatever_the_day_of_the_event(loaded):
    review = of_slovenia()
    for milestone, day in (("presession_application", date(2026, 9, 1)), ("presession", date(2027, 1, 8))):
        KeyDate.objects.create(review=review, milestone=milestone, date=day, confidence="confirmed", source="UPR Info")

    found = {key: due("presession", key, date=date(2027, 1, 10)) for key in ("apply", "send_statement")}

    assert found == {
        "apply": ("1 September 2026", "confirmed", "as published"),
        "send_statement": (
            "about 27 December 2026",
            "estimated",
            "14 days before the day of the event (10 January 2027)",
        ),
    }


def test_days_of_a_side_event_are_counted_from_its_own_day_and_no_surer_than_it(loaded):
    day = {"date": date(2024, 12, 6)}

    assert due("side_event", "guest_list", certainty="confirmed", **day) == (
        "4 December 2024",
        "confirmed",
        "2 days before the day of the event (6 December 2024)",
    )
    assert due("side_event", "guest_list", certainty="tentative", **day)[:2] == ("4 December 2024", "tentative")
    assert due("side_event", "guest_list", certainty="estimated", **day)[:2] == ("about 4 December 2024", "estimated")
    assert due("side_event", "book_room", certainty="confirmed", **day)[:2] == ("about 22 October 2024", "estimated")
    assert due("side_event", "warn_cameras", certainty="confirmed", **day)[:2] == ("6 December 2024", "confirmed")
    assert due("side_event", "guest_list") == ("", "estimated", "cannot be counted: the event has no day yet")


def test_the_calendar_of_the_review_leads_to_the_kinds_of_events(loaded):
    found = [(row.milestone, row.day_words, kind) for row, kind in event_page.calendar(timeline(of_slovenia()))]

    assert found == [
        ("presession_application", "about 1 September 2024", "presession"),
        ("presession_statement_to_upr_info", "about 26 October 2024", "presession"),
        ("embassy_presession_in_country", "about 6 November 2024", "embassy"),
        ("presession", "about 9 November 2024", "presession"),
        ("side_event_before_review", "about 6 December 2024", "side_event"),
        ("review", "28 January 2025", "screening"),
        ("draft_recommendations_published", "30 January 2025", "press"),
        ("adoption", "2 July 2025", "debrief"),
    ]


def test_a_form_begins_with_a_day_only_where_it_is_published(loaded):
    moments = moments_of(timeline(of_slovenia()))

    begun = {kind: event_page.beginning(kind, moments) for kind in Event.Kind.values}

    assert {kind: found for kind, found in begun.items() if found} == {
        "screening": {"date": date(2025, 1, 28), "certainty": "confirmed"}
    }


@pytest.fixture
def event(loaded):
    organisation = make_organisation()
    amina = make_member(organisation)
    workspace = make_workspace(organisation=organisation, review=of_slovenia())
    return make_event(workspace, amina, date=date(2030, 6, 3), time=time(13, 0)), amina


def test_a_suggestion_is_nothing_until_it_is_kept_and_then_a_deadline_as_sure_as_it_was(event):
    row, amina = event
    lead = leads_of("side_event")["guest_list"]
    assert Deadline.objects.filter(key__startswith="event_task:").count() == 0

    for _ in range(2):
        keep_lead(event=row, lead=lead, due=due_of(lead, row, {}), by=amina, at=AT)

    task = row.tasks.get()
    deadline = Deadline.objects.get(key=task.deadline_key)
    assert (task.title, task.date, task.certainty, task.counted_from) == (
        "Hand in the list of guests without a badge",
        date(2030, 6, 1),
        "confirmed",
        date(2030, 6, 3),
    )
    assert (deadline.title, deadline.date, deadline.confidence, deadline.path, deadline.status) == (
        "Hand in the list of guests without a badge",
        date(2030, 6, 1),
        "confirmed",
        row.get_absolute_url(),
        "open",
    )


def test_a_kept_day_of_advice_stays_an_estimate_among_the_deadlines(event):
    row, amina = event
    lead = leads_of("side_event")["book_room"]

    task = keep_lead(event=row, lead=lead, due=due_of(lead, row, {}), by=amina, at=AT)

    deadline = Deadline.objects.get(key=task.deadline_key)
    assert (deadline.date, deadline.confidence, deadline.is_about) == (date(2030, 4, 19), "estimated", True)


def test_where_the_event_moves_the_page_says_so_and_the_new_day_can_be_taken(event):
    row, amina = event
    lead = leads_of("side_event")["guest_list"]
    keep_lead(event=row, lead=lead, due=due_of(lead, row, {}), by=amina, at=AT)
    Event.objects.filter(pk=row.pk).update(date=date(2030, 6, 10))
    row = Event.objects.with_all(row.created_by).get(pk=row.pk)

    moved = next(todo for todo in event_page.todos(row, {}, on=AT.date()) if todo.task)
    keep_lead(event=row, lead=lead, due=moved.moved, by=amina, at=AT)

    assert (moved.due.words, moved.due.how, moved.moved.words) == (
        "1 June 2030",
        "counted from 3 June 2030",
        "8 June 2030",
    )
    assert row.tasks.get().date == date(2030, 6, 8)
    row = Event.objects.with_all(row.created_by).get(pk=row.pk)
    assert [todo.moved for todo in event_page.todos(row, {}, on=AT.date()) if todo.task] == [None]


def test_what_an_event_is_past_is_no_longer_suggested(event):
    row, amina = event
    words = [todo.words for todo in event_page.todos(row, {}, on=AT.date())]

    held = change_event(event=row, words={"status": "held"}, links={}, by=amina, at=AT, seen=row.version)

    assert len(words) == 10
    assert [todo.words for todo in event_page.todos(held, {}, on=AT.date())] == [
        "Write down what came of it",
        "Thank those who came, and send them the texts",
    ]


def test_what_is_settled_is_not_suggested_and_a_day_of_ones_own_is_not_called_sure(event):
    row, amina = event
    make_task(row, amina)
    usual = set(leads_of("side_event"))
    Event.objects.filter(pk=row.pk).update(booked_by="A friend")
    for _ in range(3):
        make_speaker(row, amina)

    found = event_page.todos(Event.objects.with_all(row.created_by).get(pk=row.pk), {}, on=AT.date())

    assert {todo.lead.key for todo in found if todo.task is None} == usual - {"find_status", "choose_speakers"}
    assert [todo.words for todo in found if not todo.is_counted] == ["Book the room"]


def test_a_suggestion_whose_day_is_past_is_late_in_words_until_the_event_is_over(client, event):
    row, amina = event
    row = Event.objects.with_all(row.created_by).get(pk=row.pk)

    def found(day):
        return [(todo.lead.key, todo.is_late) for todo in event_page.todos(row, {}, on=day)]

    before, after = found(date(2030, 6, 2)), found(date(2030, 6, 4))

    assert ("guest_list", True) in before
    assert ("warn_cameras", False) in before
    assert {lead for lead, _ in after} < {lead for lead, _ in before}
    assert {leads_of("side_event")[lead].offset_days > 0 for lead, _ in after} == {True}
    Event.objects.filter(pk=row.pk).update(date=timezone.localdate() + timedelta(days=1))
    client.force_login(amina)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "late: the usual day is past" in page


def test_every_source_of_what_is_to_be_done_for_an_event_has_words_of_its_own():
    sources = {lead.source for lead in all_leads() if lead.source}

    with translation.override("fr"):
        assert {source for source in sources if "<bdi" in source_markup(source)} == set()
    assert len(sources) == 5

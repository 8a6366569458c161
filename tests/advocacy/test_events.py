"""Events: who may do what, deadlines that follow, minutes that add up, results, costs, the sheet to print."""

from datetime import date, time
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from advocacy import event_page
from advocacy.models import Event, EventSpeaker, EventTask
from advocacy.services import events as services
from reminders.models import Deadline
from submissions.services.preparing import PreparedMeanwhile
from tests.advocacy.decided import make_proposal
from tests.advocacy.held import (
    SENT,
    SPEAKER_SENT,
    TASK_SENT,
    make_event,
    make_speaker,
    make_task,
)
from tests.advocacy.spoken import make_statement, say
from tests.advocacy.targeted import make_target
from tests.factories import AT


def address(name, row):
    return reverse(f"advocacy:{name}", args=[row.pk])


def loaded(event):
    return Event.objects.with_all(event.created_by).get(pk=event.pk)


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
@pytest.mark.parametrize("view", ["event_list", "event_budget", "event_detail", "event_sheet"])
def test_the_workspace_alone_reads_them(client, request, workspace, amina, name, status, view):
    row = make_event(workspace, amina)
    make_speaker(row, amina)
    make_task(row, amina)
    client.force_login(request.getfixturevalue(name))
    on = workspace if view in ("event_list", "event_budget") else row

    assert client.get(address(view, on)).status_code == status


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 403), ("chidi", 404)])
@pytest.mark.parametrize(
    "view",
    [
        *("event_create", "event_edit", "event_results", "event_delete"),
        *("event_speaker_create", "event_speaker_edit", "event_task_create", "event_task_edit"),
    ],
)
def test_editors_write_them(client, request, workspace, amina, name, status, view):
    row = make_event(workspace, amina)
    on = {
        "event_create": workspace,
        "event_speaker_edit": make_speaker(row, amina),
        "event_task_edit": make_task(row, amina),
    }
    client.force_login(request.getfixturevalue(name))

    assert client.get(address(view, on.get(view, row))).status_code == status


@pytest.mark.parametrize(("name", "status"), [("bruno", 403), ("chidi", 404)])
@pytest.mark.parametrize(
    "view",
    [
        *("event_cancel", "event_task_keep", "event_task_tick", "event_task_delete"),
        *("event_speaker_move", "event_speaker_delete"),
    ],
)
def test_buttons_are_for_editors(client, request, workspace, amina, name, status, view):
    row = make_event(workspace, amina)
    of = {"event_task_t": make_task, "event_task_d": make_task, "event_speake": make_speaker}
    on = of[view[:12]](row, amina) if view[:12] in of else row
    client.force_login(request.getfixturevalue(name))

    assert client.post(address(view, on), {"lead": "guest_list", "up": "1"}).status_code == status
    assert (Event.objects.get().status, EventTask.objects.filter(is_done=True).count()) == ("planned", 0)


def test_an_event_stands_among_the_deadlines_as_sure_as_its_day(client, workspace, amina):
    client.force_login(amina)

    client.post(address("event_create", workspace), SENT | {"certainty": "tentative", "time": "13:00", "key": uuid4()})

    row = Event.objects.get()
    deadline = Deadline.objects.get(key=row.deadline_key)
    assert (deadline.kind, deadline.date, deadline.time, deadline.zone, deadline.confidence) == (
        "meeting",
        date(2030, 6, 3),
        time(13, 0),
        "Europe/Zurich",
        "tentative",
    )
    assert (deadline.title, deadline.path) == ("Shelters and the police", row.get_absolute_url())


def test_without_a_day_there_is_no_deadline_and_with_one_later_there_is(workspace, amina):
    row = make_event(workspace, amina, date=None)
    assert Deadline.objects.count() == 0

    services.change_event(event=row, words={"date": date(2030, 6, 3)}, links={}, by=amina, at=AT, seen=row.version)

    assert Deadline.objects.get().date == date(2030, 6, 3)


def test_called_off_nobody_is_reminded_of_anything_and_planned_again_everybody_is(client, workspace, amina):
    row = make_event(workspace, amina)
    make_task(row, amina)
    client.force_login(amina)

    client.post(address("event_cancel", row), {"to": "cancelled"})
    assert set(Deadline.objects.values_list("status", flat=True)) == {"cancelled"}
    # A second press of the same button changes nothing.
    client.post(address("event_cancel", row), {"to": "cancelled"})
    assert set(Deadline.objects.values_list("status", flat=True)) == {"cancelled"}
    client.post(address("event_cancel", row), {"to": "planned"})

    assert set(Deadline.objects.values_list("status", flat=True)) == {"open"}
    assert Event.objects.get().status == "planned"


def test_taken_away_everything_goes(workspace, amina):
    row = make_event(workspace, amina)
    make_task(row, amina)
    make_speaker(row, amina)

    services.delete_event(event=row, by=amina, at=AT)

    assert [model.objects.count() for model in (Event, EventTask, EventSpeaker)] == [0, 0, 0]
    assert [one.status for one in Deadline.objects.all()] == ["cancelled", "cancelled"]


def test_a_task_is_ticked_and_its_deadline_with_it(client, workspace, amina):
    task = make_task(make_event(workspace, amina), amina)
    client.force_login(amina)

    for sent, stands in (({"done": "1"}, (True, "done")), ({"open": "1"}, (False, "open"))):
        client.post(address("event_task_tick", task), sent)
        task.refresh_from_db()
        assert (task.is_done, Deadline.objects.get(key=task.deadline_key).status) == stands


def test_a_day_that_a_person_chose_is_sure(client, workspace, amina):
    event = make_event(workspace, amina)
    task = make_task(event, amina, certainty="estimated", counted_from=event.date)
    client.force_login(amina)

    sent = {"title": "Book the room", "holder": f"person:{amina.pk}", "key": uuid4(), "seen": task.version}
    client.post(address("event_task_edit", task), sent | {"date": "2030-05-21"})

    task.refresh_from_db()
    deadline = Deadline.objects.get(key=task.deadline_key)
    assert (task.date, task.certainty, task.counted_from, task.person) == (
        date(2030, 5, 21),
        "confirmed",
        None,
        amina,
    )
    assert (deadline.date, deadline.is_about, deadline.person) == (date(2030, 5, 21), False, amina)


def test_minutes_are_summed_against_what_there_is(workspace, amina):
    row = make_event(workspace, amina, minutes=60, time=time(13, 15))
    for minutes in (10, 20, None, 15):
        make_speaker(row, amina, minutes=minutes)

    programme = event_page.programme(loaded(row))

    assert [turn.starts for turn in programme.turns] == [time(13, 15), time(13, 25), time(13, 45), time(13, 45)]
    assert (programme.total, programme.left, programme.over, programme.without_minutes) == (45, 15, 0, 1)
    Event.objects.filter(pk=row.pk).update(minutes=40)
    programme = event_page.programme(loaded(row))
    assert (programme.left, programme.over) == (-5, 5)


def test_at_the_pre_session_seven_minutes_are_the_most(workspace, amina):
    row = make_event(workspace, amina, kind="presession")
    make_speaker(row, amina, minutes=7)
    long = make_speaker(row, amina, minutes=8)

    programme = event_page.programme(loaded(row))

    assert (programme.most_each, [turn.speaker for turn in programme.too_long]) == (7, [long])


def test_four_speakers_are_enough_at_a_side_event(workspace, amina):
    row = make_event(workspace, amina)
    crowded = []
    for _ in range(5):
        make_speaker(row, amina)
        crowded.append(event_page.programme(loaded(row)).is_crowded)

    assert crowded == [False, False, False, False, True]


def test_the_text_of_a_statement_is_timed_against_the_minutes_of_its_speaker(workspace, amina):
    row = make_event(workspace, amina, kind="presession", language="en")
    statement = make_statement(workspace, amina, kind="presession", pace=100)
    say(statement, amina, "word " * 550)
    for minutes in (5, 6):
        make_speaker(row, amina, minutes=minutes, statement=statement)

    programme = event_page.programme(loaded(row))

    assert [(turn.said.clock, turn.limit_clock, turn.is_too_long) for turn in programme.turns] == [
        ("5:30", "5:00", True),
        ("5:30", "6:00", False),
    ]


def test_speakers_change_places(client, workspace, amina):
    row = make_event(workspace, amina)
    first, second, third = (make_speaker(row, amina, theme=theme) for theme in "abc")
    client.force_login(amina)

    client.post(address("event_speaker_move", third), {"up": "1"})
    client.post(address("event_speaker_move", first), {"up": "1"})
    client.post(address("event_speaker_move", second), {"down": "1"})

    assert [one.theme for one in loaded(row).speakers.all()] == ["a", "c", "b"]


def test_names_from_outside_and_results_are_sealed(client, workspace, amina):
    row = make_event(workspace, amina)
    make_speaker(row, amina, name="Salma Osman", affiliation="A hidden shelter")
    client.force_login(amina)
    client.post(address("event_results", row), {"results": "Portugal will recommend it", "seen": row.version})

    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text || e::text FROM advocacy_eventspeaker s, advocacy_event e")
        stored = cursor.fetchone()[0]

    assert [word for word in ("Salma", "hidden shelter", "Portugal") if word in stored] == []
    assert Event.objects.get().results == "Portugal will recommend it"


def test_the_printed_sheet_names_only_who_agreed(client, workspace, amina):
    row = make_event(workspace, amina)
    make_speaker(row, amina, name="Salma Osman", affiliation="A hidden shelter")
    make_speaker(row, amina, name="Jonas Weber", may_be_named=True)
    client.force_login(amina)

    sheet = client.get(address("event_sheet", row)).content.decode()
    page = client.get(address("event_detail", row)).content.decode()

    assert [name in sheet for name in ("Salma Osman", "A hidden shelter", "Jonas Weber")] == [False, False, True]
    assert [name in page for name in ("Salma Osman", "A hidden shelter", "Jonas Weber")] == [True, True, True]


def test_results_are_written_down_once_whatever_the_line_does(client, workspace, amina):
    proposal, portugal = make_proposal(workspace, amina), make_target(workspace, amina, "PRT")
    row = make_event(workspace, amina, links={"invited": [portugal]})
    client.force_login(amina)
    sent = {
        **{"attendance": "42", "results": "Good", "press": "https://example.org/news", "spent": "120.50"},
        **{"currency": "chf", "came": [portugal.pk], "proposals": [proposal.pk], "seen": row.version},
    }

    answers = [client.post(address("event_results", row), sent).status_code for _ in range(2)]
    other = client.post(address("event_results", row), sent | {"attendance": "7"})

    assert (answers, other.status_code) == ([302, 302], 409)
    row = loaded(row)
    assert (row.status, row.attendance, row.spent, row.currency) == ("held", 42, Decimal("120.50"), "CHF")
    assert ([one.state_id for one in row.came.all()], list(row.proposals.all())) == (["PRT"], [proposal])
    assert Deadline.objects.get(key=row.deadline_key).status == "done"
    assert '<a href="https://example.org/news"' in client.get(row.get_absolute_url()).content.decode()


def test_costs_are_added_by_currency_and_never_converted(client, workspace, amina):
    make_event(workspace, amina, budget=Decimal(500), spent=Decimal("450.50"), currency="CHF")
    make_event(workspace, amina, budget=Decimal(100), currency="CHF")
    make_event(workspace, amina, budget=Decimal(900), spent=Decimal(30), currency="EUR", status="cancelled")
    make_event(workspace, amina)
    client.force_login(amina)

    context = client.get(address("event_budget", workspace)).context

    assert [(one.currency, one.planned, one.spent) for one in context["sums"]] == [
        ("CHF", Decimal(600), Decimal("450.50")),
        ("EUR", Decimal(0), Decimal(30)),
    ]
    assert len(context["rows"]) == 3


@pytest.mark.parametrize(
    ("view", "sent", "wrong", "said"),
    [
        ("event_create", SENT, {"title": ""}, "Give it a title."),
        ("event_create", SENT, {"date": "", "time": "13:00"}, "Say on which day that hour is."),
        ("event_create", SENT, {"date": "2030-03-31", "time": "02:30"}, "the clocks go forward and show 03:30 then"),
        ("event_create", SENT, {"budget": "200"}, "A currency has three letters, such as USD."),
        ("event_speaker_create", SPEAKER_SENT, {"theme": ""}, "Say who speaks, or what about."),
        ("event_task_create", TASK_SENT, {"title": ""}, "Write what is to be done."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, workspace, amina, view, sent, wrong, said):
    row = make_event(workspace, amina, date=None)
    client.force_login(amina)
    on = workspace if view == "event_create" else row
    kept = {"event_create": {"place": "Room XXII"}, "event_speaker_create": {"minutes": "6"}}.get(view, {})

    page = client.post(address(view, on), sent | {"key": uuid4()} | kept | wrong).content.decode()

    assert said in page
    assert [value for value in kept.values() if f'value="{value}"' not in page] == []
    assert (Event.objects.count(), EventSpeaker.objects.count(), EventTask.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize("name", ["event", "event_speaker", "event_task"])
def test_somebody_was_quicker(client, workspace, amina, name):
    event = make_event(workspace, amina)
    rows = {"event": event, "event_speaker": make_speaker(event, amina), "event_task": make_task(event, amina)}
    sent = {"event": SENT, "event_speaker": SPEAKER_SENT, "event_task": TASK_SENT}[name]
    client.force_login(amina)

    typed = {"title": "Typed meanwhile", "theme": "Typed meanwhile", "key": uuid4(), "seen": "1"}
    answer = client.post(address(f"{name}_edit", rows[name]), sent | typed)

    assert (answer.status_code, "Typed meanwhile" in answer.content.decode()) == (409, True)
    assert str(type(rows[name]).objects.get()) == str(rows[name])


def test_a_past_version_is_refused(workspace, amina):
    row = make_event(workspace, amina)

    with pytest.raises(PreparedMeanwhile):
        services.change_event(event=row, words={"title": "Other"}, links={}, by=amina, at=AT, seen="1")


def test_sent_twice_it_stands_once(client, workspace, amina):
    client.force_login(amina)
    key = uuid4()

    for _ in range(2):
        client.post(address("event_create", workspace), SENT | {"key": key})

    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"kind": "party"}, {"status": "lost"}, {"certainty": "unverified"}, {"budget": 3}, {"cameras": "all"}]
)
def test_the_database_keeps_the_promises(workspace, amina, wrong):
    with pytest.raises(IntegrityError):
        make_event(workspace, amina, **wrong)


def test_the_list_says_what_comes_next(workspace, amina):
    past = make_event(workspace, amina, date=date(2026, 1, 5))
    coming = make_event(workspace, amina, date=date(2026, 5, 5))
    undated = make_event(workspace, amina, date=None)
    held = make_event(workspace, amina, date=date(2026, 1, 2), status="held")
    make_task(coming, amina, title="Later", date=date(2026, 4, 1))
    make_task(coming, amina, title="Next", date=date(2026, 2, 1))

    found = event_page.lists(Event.objects.with_tasks().in_order(), on=date(2026, 3, 1))

    assert [(key, [line.event for line in lines]) for key, _name, lines in found.parts] == [
        ("write", [past]),
        ("coming", [coming]),
        ("undated", [undated]),
        ("past", [held]),
    ]
    assert (found.coming[0].next_task.title, found.coming[0].is_late) == ("Next", True)


@pytest.mark.parametrize(("view", "queries"), [("event_list", 16), ("event_budget", 9)])
def test_lists_ask_the_same_for_one_and_three(client, workspace, amina, django_assert_num_queries, view, queries):
    make_task(make_event(workspace, amina, currency="CHF"), amina, person=amina)
    client.force_login(amina)
    client.get(address(view, workspace))
    with django_assert_num_queries(queries):
        client.get(address(view, workspace))
    for _ in range(2):
        make_task(make_event(workspace, amina, currency="CHF"), amina, person=amina)

    with django_assert_num_queries(queries):
        client.get(address(view, workspace))


def test_states_and_statements_lead_to_their_events(client, workspace, amina):
    portugal, statement = make_target(workspace, amina, "PRT"), make_statement(workspace, amina)
    row = make_event(workspace, amina, links={"invited": [portugal], "statements": [statement]})
    for _ in range(2):
        make_speaker(row, amina, statement=statement)
    make_event(workspace, amina, title="Another one")
    client.force_login(amina)

    found = [list(client.get(one.get_absolute_url()).context["events"]) for one in (portugal, statement)]

    assert found == [[row], [row]]

"""The pipeline: one row for a State, who has it, what it is asked, and two who must know of each other."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from advocacy.models import Ask, Target
from advocacy.pipeline_page import asked_lines, board
from advocacy.services.pipeline import AlreadyThere, answer_ask, change_target, further, move_target
from reminders.models import Deadline
from submissions.services.preparing import PreparedMeanwhile
from tests.advocacy.decided import make_proposal
from tests.advocacy.targeted import TARGET, make_ask, make_meeting, make_target
from tests.factories import make_state

ON = date(2026, 11, 1)


def address(name, row):
    return reverse(f"advocacy:{name}", args=[row.pk])


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
@pytest.mark.parametrize("view", ["target_list", "target_detail"])
def test_the_workspace_alone_reads_it(client, request, workspace, amina, name, status, view):
    row = make_target(workspace, amina)
    client.force_login(request.getfixturevalue(name))

    assert client.get(address(view, workspace if view == "target_list" else row)).status_code == status


@pytest.mark.parametrize(("name", "status"), [("amina", 302), ("bruno", 403), ("chidi", 404)])
def test_editors_move_it(client, request, workspace, amina, name, status):
    row = make_target(workspace, amina)
    client.force_login(request.getfixturevalue(name))

    assert client.post(address("target_move", row), {"to": "met"}).status_code == status
    row.refresh_from_db()
    assert row.status == ("met" if status == 302 else "identified")


def test_one_press_beside_whom_to_lobby_takes_a_state_in(client, workspace, amina):
    make_state("FRA")
    client.force_login(amina)

    answer = client.post(address("target_add", workspace), {"state": "FRA", "question": "issue=50"})

    assert answer.url == f"{address('lobbying', workspace)}?issue=50"
    row = Target.objects.get()
    assert (row.state_id, row.status, row.person) == ("FRA", "identified", amina)


def test_who_takes_in_what_another_has_is_told_of_them(client, workspace, amina, partner):
    make_target(workspace, amina, person=amina)
    client.force_login(partner)

    page = client.post(address("target_add", workspace), {"state": "FRA"}, follow=True).content.decode()

    assert "Who has it: Amina. Talk to each other first." in page
    assert Target.objects.count() == 1


def test_a_state_stands_once_and_nothing_typed_is_lost(client, workspace, amina):
    make_target(workspace, amina)
    client.force_login(amina)

    sent = TARGET | {"state": "FRA", "next_step": "Call the desk", "key": uuid4()}
    answer = client.post(address("target_create", workspace), sent)

    assert answer.status_code == 409
    assert "Call the desk" in answer.content.decode()
    with pytest.raises(AlreadyThere):
        make_target(workspace, amina)
    with pytest.raises(IntegrityError):
        Target.objects.create(workspace=workspace, state_id="FRA", **_made(amina))


def _made(by):
    return {"created_at": timezone.now(), "created_by": by, "changed_at": timezone.now(), "changed_by": by}


def test_its_next_step_is_a_deadline_until_it_is_over(workspace, amina):
    row = make_target(workspace, amina, next_step="Ask for a meeting", next_date=date(2030, 1, 7), person=amina)
    deadline = Deadline.objects.get()
    assert (deadline.title, deadline.date, deadline.person) == ("Fra: Ask for a meeting", date(2030, 1, 7), amina)

    move_target(target=row, to="declined", by=amina, at=timezone.now())

    deadline.refresh_from_db()
    assert deadline.status == Deadline.Status.DONE


def test_what_was_presented_stays_whatever_is_asked_now(workspace, amina):
    first, second = make_proposal(workspace, amina), make_proposal(workspace, amina, text_en="Abolish it")
    row = make_target(workspace, amina, proposals=[first, second])
    ask = Ask.objects.get(proposal=first)
    answer_ask(ask=ask, status="presented", presented_date=ON, by=amina, at=timezone.now())

    words = {"words": {}, "seen": row.version}
    change_target(target=row, proposals=[], **words, by=amina, at=timezone.now())

    assert [one.proposal for one in Ask.objects.all()] == [first]
    assert [state.pk for state in first.states.all()] == ["FRA"]
    assert list(second.states.all()) == []


def test_what_a_state_is_asked_is_part_of_what_was_read(workspace, amina, partner):
    wanted = make_proposal(workspace, amina)
    row = make_target(workspace, amina)
    seen = row.version
    changed = change_target(target=row, words={}, proposals=[wanted], by=amina, at=timezone.now(), seen=seen)

    with pytest.raises(PreparedMeanwhile):
        change_target(target=row, words={"notes": "x"}, proposals=[], by=partner, at=timezone.now(), seen=seen)

    assert changed.version != seen
    assert [one.proposal for one in Ask.objects.all()] == [wanted]


def test_each_recommendation_says_of_how_many_states_it_is_asked(workspace, amina):
    asked, unasked = make_proposal(workspace, amina), make_proposal(workspace, amina, text_en="Abolish it")
    make_target(workspace, amina, proposals=[asked])
    make_target(workspace, amina, "KEN", proposals=[asked])
    make_target(workspace, amina, "TGO")

    lines = {line.proposal.pk: line for line in asked_lines(workspace=workspace, user=amina)}

    assert [(len(lines[one.pk].asks), lines[one.pk].total) for one in (asked, unasked)] == [(2, 3), (0, 3)]


def test_two_on_the_same_mission_are_told_of_each_other(client, workspace, amina, partner):
    row = make_target(workspace, amina, person=amina)
    make_meeting(workspace, amina)
    line = board(workspace=workspace, user=amina, on=ON).lines[0]
    assert (line.who, line.is_shared) == ("Amina", False)

    make_meeting(workspace, partner, organisation=partner.organisations.get())

    line = board(workspace=workspace, user=amina, on=ON).lines[0]
    assert [party.who for party in line.parties] == ["Amina", "Pavel's organisation"]
    for person in (amina, partner):
        client.force_login(person)
        assert "Two of you are at work on this State" in client.get(address("target_detail", row)).content.decode()


def test_the_file_holds_the_rows_of_the_board(client, workspace, amina):
    make_target(workspace, amina, next_step="=Call", next_date=date(2026, 12, 1), person=amina)
    client.force_login(amina)

    answer = client.get(address("target_csv", workspace))
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert lines[1] == "Fra,FRA,Identified,Amina,'=Call,2026-12-01,0,0"


def test_notes_are_sealed(workspace, amina):
    make_target(workspace, amina, notes="They fear their capital")

    with connection.cursor() as cursor:
        cursor.execute("SELECT notes FROM advocacy_target")
        assert "capital" not in cursor.fetchone()[0]


def test_a_planned_ask_has_no_day(workspace, amina):
    ask = make_ask(workspace, amina)

    with pytest.raises(IntegrityError):
        Ask.objects.filter(pk=ask.pk).update(presented_date=ON)


@pytest.mark.parametrize(
    ("now", "to", "expected"),
    [("identified", "met", True), ("pledged", "met", False), ("declined", "met", False), ("met", "met", False)],
)
def test_further_along(now, to, expected):
    assert further(now, to) is expected


@pytest.mark.parametrize("view", ["board", "table", "asks"])
def test_pages_cost_the_same_however_many(client, workspace, amina, django_assert_num_queries, view):
    proposal = make_proposal(workspace, amina)
    client.force_login(amina)
    page = f"{address('target_list', workspace)}?view={view}"
    make_target(workspace, amina, proposals=[proposal])
    make_meeting(workspace, amina)
    client.get(page)
    with django_assert_num_queries(COST[view]):
        client.get(page)
    for state in ("KEN", "TGO"):
        make_target(workspace, amina, state, proposals=[proposal])
        make_meeting(workspace, amina, state)
    with django_assert_num_queries(COST[view]):
        client.get(page)


COST = {"board": 14, "table": 14, "asks": 17}

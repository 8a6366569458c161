"""A program that follows advocacy learns that a row is gone, whichever way it went; and no more than that."""

from datetime import timedelta
from itertools import cycle
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import RemovedRow
from accounts.services.removals import forget_removals
from advocacy.models import Ask, Contact, Event, Meeting
from advocacy.models.followed import FollowedRow
from advocacy.services.campaign import delete_message
from advocacy.services.events import delete_event
from advocacy.services.factsheets import delete_factsheet
from advocacy.services.following import NAMED_BY
from advocacy.services.meetings import delete_meeting, plan_meeting
from advocacy.services.pipeline import change_target, delete_target
from advocacy.services.pushes import delete_push
from common.actor import acting_for
from submissions.services.preparing import delete_prepared
from tests.advocacy.campaigned import make_message
from tests.advocacy.decided import decide, make_proposal
from tests.advocacy.held import make_event, make_speaker
from tests.advocacy.pushed import make_priority, make_push
from tests.advocacy.sheets import make_sheet
from tests.advocacy.spoken import make_statement
from tests.advocacy.strategic import make_strategy
from tests.advocacy.targeted import make_meeting, make_target
from tests.factories import make_member, make_organisation, make_recommendation, make_token, make_workspace


@pytest.fixture
def secret(amina, workspace):
    return make_token(amina, workspace, scopes=["read_advocacy"])[1]


@pytest.fixture
def before():
    return timezone.now() - timedelta(minutes=1)


def ask(client, workspace, route, secret, since=None, headers=None, **query):
    path = f"/api/v1/workspaces/{workspace.pk}/{route}/"
    query |= {"since" if route == "uptake" else "changed_since": since.isoformat()} if since else {}
    return client.get(path, query, headers={"Authorization": f"Bearer {secret}"} | (headers or {}))


def removed(*args, **query):
    return ask(*args, **query).json()["removed"]


ROWS = {
    "targets": (make_target, lambda row, **by: delete_target(target=row, **by)),
    "meetings": (make_meeting, lambda row, **by: delete_meeting(meeting=row, **by)),
    "events": (make_event, lambda row, **by: delete_event(event=row, **by)),
    "campaign": (make_message, lambda row, **by: delete_message(message=row, **by)),
    "pushes": (
        lambda workspace, by: make_push(workspace, by, make_recommendation(workspace.review, item=7)),
        lambda row, **by: delete_push(push=row, **by),
    ),
    "strategies": (make_strategy, lambda row, **by: delete_prepared(row=row, **by)),
    "statements": (make_statement, lambda row, **by: delete_prepared(row=row, **by)),
    "factsheets": (make_sheet, lambda row, **by: delete_prepared(row=row, **by)),
}


@pytest.mark.parametrize("route", ROWS)
def test_a_row_that_was_taken_away_is_named_to_whoever_asks_for_changes(
    client, workspace, amina, secret, before, route
):
    make, take_away = ROWS[route]
    row = make(workspace, amina)
    key = str(row.pk)
    plain, known = ask(client, workspace, route, secret), ask(client, workspace, route, secret, before)

    take_away(row, by=amina, at=timezone.now())
    now = ask(client, workspace, route, secret, before, headers={"If-None-Match": known.headers["ETag"]})

    assert ("removed" in plain.json(), known.json()["removed"]) == (False, [])
    assert (now.status_code, now.json()["removed"], now.json()["results"]) == (200, [{"id": key}], [])
    assert removed(client, workspace, route, secret, timezone.now() + timedelta(seconds=1)) == []
    others = [other for other in ROWS if other != route]
    assert [other for other in others if removed(client, workspace, other, secret, before)] == []


def test_what_went_along_with_another_row_is_named_too(client, workspace, amina, secret, before):
    proposals = [make_proposal(workspace, amina, text_en=text) for text in ("One", "Two", "Three")]
    target = make_target(workspace, amina, proposals=proposals)
    first, second, third = (str(Ask.objects.get(proposal=one).pk) for one in proposals)
    match = decide(proposals[1], None, amina, "none")

    change_target(target=target, words={}, proposals=proposals[1:], by=amina, at=timezone.now(), seen=target.version)
    dropped = removed(client, workspace, "asks", secret, before)
    delete_prepared(row=proposals[1], by=amina, at=timezone.now())
    target.refresh_from_db()
    delete_target(target=target, by=amina, at=timezone.now())

    assert dropped == [{"id": first}]
    gone = removed(client, workspace, "asks", secret, before, state="KEN")
    assert sorted(one["id"] for one in gone) == sorted([first, second, third])
    assert removed(client, workspace, "uptake", secret, before) == [{"id": str(match.pk)}]


def service(call, name):
    return lambda row, **by: call(**{name: row}, **by)


# How each kind is made and goes; who names it, and how many questions that costs.
NAMED = {
    "target": (make_target, service(delete_target, "target"), [("events", "invited"), ("events", "came")]),
    "sheet": (
        make_sheet,
        service(delete_factsheet, "factsheet"),
        [("events", "factsheets"), ("campaign", "factsheet"), ("meetings", "factsheets"), ("factsheets", "variant_of")],
    ),
    "statement": (make_statement, service(delete_prepared, "row"), [("events", "statements"), ("events", "speaker")]),
    "proposal": (
        make_proposal,
        service(delete_prepared, "row"),
        [
            *(("events", "proposals"), ("campaign", "proposal"), ("meetings", "proposals")),
            *(("strategies", "proposals"), ("targets", "proposals"), ("factsheets", "proposals")),
        ],
    ),
    "issue": (
        make_priority,
        service(delete_prepared, "row"),
        [("campaign", "priority_issue"), ("factsheets", "priority_issue")],
    ),
    "message": (make_message, service(delete_message, "message"), [("campaign", "variant_of")]),
}


STATES = cycle(["FRA", "ESP"])


def make_naming(workspace, by, route, field, row):
    match route, field:
        case _, "speaker":
            event = make_event(workspace, by)
            make_speaker(event, by, statement=row, may_be_named=True)
            return event
        case "campaign", _:
            return make_message(workspace, by, **{field: row})
        case "meetings", _:
            return make_meeting(workspace, by, **{field: [row]})
        case "strategies", _:
            return make_strategy(workspace, by, links={field: [row]})
        case "targets", _:
            return make_target(workspace, by, next(STATES), proposals=[row])
        case "factsheets", "proposals":
            sheet = make_sheet(workspace, by)
            sheet.proposals.add(row)
            return sheet
        case "factsheets", _:
            return make_sheet(workspace, by, **{field: row})
    return make_event(workspace, by, links={field: [row]})


@pytest.mark.parametrize("kind", NAMED)
def test_whoever_names_a_row_that_goes_is_changed_and_nothing_else_is(client, workspace, amina, secret, kind):
    make, take_away, fields = NAMED[kind]
    row, other = make(workspace, amina), make(workspace, amina) if kind != "target" else None
    naming = [(route, make_naming(workspace, amina, route, field, row)) for route, field in fields for _ in range(2)]
    if other:
        make_naming(workspace, amina, *fields[0], other)
    make_event(workspace, amina)
    key, at = str(row.pk), timezone.now()
    before = {one: one.version for _of, one in naming}

    with CaptureQueriesContext(connection) as asked:
        take_away(row, by=amina, at=at)
    moved = [one["sql"] for one in asked if 'SET "parts_changed_at"' in one["sql"]]

    assert len(moved) == len({route for route, _field in fields})
    for route in ("events", "campaign", "meetings", "strategies", "targets", "factsheets"):
        found = ask(client, workspace, route, secret, at).json()["results"]
        assert sorted(one["id"] for one in found) == sorted(str(one.pk) for of, one in naming if of == route)
        assert key not in str(found)
    # Nobody's form is past.
    assert {one: type(one).objects.get(pk=one.pk).version for one in before} == before


def test_whatever_programs_read_of_named_rows_is_known():
    # Contacts are given to no program.
    ours = [model for app in ("advocacy", "submissions") for model in apps.get_app_config(app).get_models()]
    links = {
        (field.related_model, model, field.name)
        for model in ours
        if issubclass(model, FollowedRow)
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation and field.related_model in ours and field.related_model is not Contact
    }

    assert (
        links - {(named, model, field) for named, by in NAMED_BY.items() for model in by for field in by[model]}
        == set()
    )


def test_a_row_that_stayed_or_came_back_is_not_gone(client, workspace, amina, secret, before):
    row = make_meeting(workspace, amina)
    key, words = row.pk, {"title": row.title, "date": row.date}
    with transaction.atomic():
        delete_meeting(meeting=row, by=amina, at=timezone.now())
        transaction.set_rollback(True)
    stayed = removed(client, workspace, "meetings", secret, before)

    # Somebody takes it away; the form that made it is sent once more.
    delete_meeting(meeting=Meeting.objects.get(), by=amina, at=timezone.now())
    plan_meeting(workspace=workspace, words=words, links={}, by=amina, at=timezone.now(), key=key)

    assert (stayed, removed(client, workspace, "meetings", secret, before)) == ([], [])
    assert RemovedRow.objects.count() == 1


def test_other_workspaces_tell_nothing(client, workspace, amina, secret, before):
    others = make_organisation()
    elsewhere, writer = make_workspace(organisation=others, review=workspace.review), make_member(others)
    with acting_for(writer):
        delete_event(event=make_event(elsewhere, writer), by=writer, at=timezone.now())

    assert removed(client, workspace, "events", secret, before) == []
    assert ask(client, elsewhere, "events", secret, before).status_code == 404
    with acting_for(amina):
        assert RemovedRow.objects.count() == 0


def test_after_ninety_days_it_is_forgotten_and_who_asked_before_is_told_to_read_anew(client, workspace, amina, secret):
    now = timezone.now()
    for _ in range(2):
        delete_event(event=make_event(workspace, amina), by=amina, at=now)
    old, kept = RemovedRow.objects.order_by("pk")
    RemovedRow.objects.filter(pk=old.pk).update(removed_at=now - timedelta(days=90, minutes=1))
    RemovedRow.objects.filter(pk=kept.pk).update(removed_at=now - timedelta(days=89))

    assert forget_removals(at=now) == 1
    assert removed(client, workspace, "events", secret, now - timedelta(days=90, minutes=1)) is None
    assert removed(client, workspace, "events", secret, now - timedelta(days=89, hours=23)) == [{"id": str(kept.row)}]


def test_a_moment_with_blanks_about_it_is_read_as_the_filter_reads_it(client, workspace, amina, secret, before):
    key = str(make_event(workspace, amina).pk)
    delete_event(event=Event.objects.get(), by=amina, at=timezone.now())

    assert removed(client, workspace, "events", secret, changed_since=f" {before.isoformat()} ") == [{"id": key}]


def test_it_costs_one_question_and_is_described(client, workspace, amina, secret, before, django_assert_num_queries):
    for _ in range(2):
        delete_event(event=make_event(workspace, amina), by=amina, at=timezone.now())
    ask(client, workspace, "events", secret)
    with django_assert_num_queries(5):
        assert len(removed(client, workspace, "events", secret, before)) == 2
    assert ask(client, workspace, "events", secret, changed_since="yesterday").status_code == 400
    assert ask(client, workspace, "events", secret, before, cursor=str(uuid4())).status_code == 404

    schema = client.get("/api/v1/schema/?format=json").json()
    paths = schema["paths"]
    for route in (*ROWS, "asks", "uptake"):
        answer = paths[f"/api/v1/workspaces/{{workspace}}/{route}/"]["get"]["responses"]["200"]["content"]
        name = answer["application/json"]["schema"]["$ref"].rpartition("/")[2]
        found = schema["components"]["schemas"][name]
        assert (found["properties"]["removed"]["nullable"], "removed" in found["required"]) == (True, False)

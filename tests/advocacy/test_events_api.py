"""Events and the digital campaign over the API: what programs read, and what never leaves."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from advocacy.services import campaign_results
from advocacy.services import events as services
from tests.advocacy.campaigned import TEXT, figure, make_message, post
from tests.advocacy.decided import make_proposal
from tests.advocacy.held import make_delegate, make_event, make_speaker, make_task
from tests.advocacy.sheets import make_sheet
from tests.advocacy.spoken import make_statement
from tests.advocacy.targeted import make_target
from tests.factories import make_member, make_token

ROUTES = ("events", "campaign")


def root(workspace, route):
    return f"/api/v1/workspaces/{workspace.pk}/{route}/"


def get(client, path, secret=None, headers=None, **query):
    sent = {"Authorization": f"Bearer {secret}"} if secret else {}
    return client.get(path, query, headers=sent | (headers or {}))


@pytest.fixture
def secret(amina, workspace):
    return make_token(amina, workspace, scopes=["read_advocacy"])[1]


def test_an_event_reads_with_its_programme_and_its_tasks(client, workspace, amina, organisation, secret):
    proposal, sheet = make_proposal(workspace, amina), make_sheet(workspace, amina)
    statement = make_statement(workspace, amina)
    links = {
        "invited": [make_target(workspace, amina)],
        "proposals": [proposal],
        "factsheets": [sheet],
        "statements": [statement],
    }
    words = {"time": time(13, 30), "organisation": organisation, "place": "Room XXII", "minutes": 60}
    event = make_event(workspace, amina, links=links, **words)
    speaker = make_speaker(event, amina, organisation=organisation, statement=statement, may_be_named=True)
    task = make_task(event, amina, person=amina)

    answer = get(client, root(workspace, "events"), secret).json()

    row = answer["results"][0]
    assert row.pop("created_at") <= row.pop("changed_at")
    assert row == {
        "id": str(event.pk),
        "kind": "side_event",
        "title": "Shelters and the police",
        "status": "planned",
        "date": "2030-06-03",
        "certainty": "confirmed",
        "time": "13:30:00",
        "zone": "Europe/Zurich",
        "minutes": 60,
        "place": "Room XXII",
        "organisation": str(organisation.pk),
        "language": "",
        "cameras": "",
        "expected": None,
        "attendance": None,
        "invited": ["FRA"],
        "came": [],
        "proposals": [str(proposal.pk)],
        "factsheets": [str(sheet.pk)],
        "statements": [str(statement.pk)],
        "speakers": [
            {
                "id": str(speaker.pk),
                "turn": 1,
                "theme": "Shelters",
                "minutes": 7,
                "organisation": str(organisation.pk),
                "statement": str(statement.pk),
            }
        ],
        "tasks": [
            {
                "id": str(task.pk),
                "title": "Book the room",
                "date": "2030-05-20",
                "certainty": "confirmed",
                "counted_from": None,
                "basis": None,
                "organisation": None,
                "person": "Amina",
                "is_done": False,
            }
        ],
        "version": event.version,
    }


def test_no_name_no_cost_and_nothing_of_what_came_of_it_leaves(client, workspace, amina, organisation, secret):
    names = ("link", "booked_by", "interpretation", "results", "press")
    words = {name: f"Canary {name}" for name in names} | {"link": "https://canary.example/"}
    event = make_event(workspace, amina, **words, budget=71234, spent=71235, currency="XCD")
    make_speaker(event, amina, name="Canary Speaker", affiliation="Canary House", may_be_named=True)
    statement = make_statement(workspace, amina, organisation=organisation)
    make_speaker(event, amina, person=amina, organisation=organisation, statement=statement)
    make_delegate(workspace, amina, name="Canary Delegate", events=[event])

    listed = get(client, root(workspace, "events"), secret)
    alone = get(client, f"{root(workspace, 'events')}{event.pk}/", secret)

    said = (listed.content + alone.content).decode()
    assert [word for word in ("Canary", "canary", "7123", "XCD", "Amina", str(amina.pk)) if word in said] == []
    # Nor which organisation somebody speaks for who did not agree to be named, nor the statement that tells it.
    told = [(one["organisation"], one["statement"]) for one in alone.json()["speakers"]]
    assert told == [(None, None), (None, None)]


def test_a_counted_day_says_on_what_it_rests(client, workspace, amina, secret):
    event = make_event(workspace, amina)
    words = {"key": "guest_list", "date": date(2030, 5, 27), "certainty": "estimated"}
    make_task(event, amina, counted_from=event.date, **words)

    task = get(client, root(workspace, "events"), secret).json()["results"][0]["tasks"][0]

    assert [task[name] for name in ("date", "certainty", "counted_from", "basis")] == [
        "2030-05-27",
        "estimated",
        "2030-06-03",
        "rule",
    ]


@pytest.mark.parametrize("way", ["add task", "tick", "drop task", "add speaker", "move", "change", "drop speaker"])
def test_what_changes_on_its_programme_or_its_tasks_is_a_change_of_the_event(client, workspace, amina, secret, way):
    event = make_event(workspace, amina)
    task, first, second = make_task(event, amina), make_speaker(event, amina), make_speaker(event, amina)
    path = f"{root(workspace, 'events')}{event.pk}/"
    read = get(client, path, secret)
    at = timezone.now()
    done = {"by": amina, "at": at}
    ways = {
        "add task": lambda: make_task(event, amina),
        "tick": lambda: services.tick_task(task=task, is_done=True, **done),
        "drop task": lambda: services.delete_task(task=task, **done),
        "add speaker": lambda: make_speaker(event, amina),
        "move": lambda: services.move_speaker(speaker=second, is_up=True, **done),
        "change": lambda: services.change_speaker(
            speaker=first, words={"minutes": 5}, links={}, seen=first.version, **done
        ),
        "drop speaker": lambda: services.delete_speaker(speaker=first, **done),
    }

    ways[way]()

    again = get(client, path, secret, {"If-None-Match": read.headers["ETag"]})
    listed = get(client, root(workspace, "events"), secret, changed_since=at.isoformat()).json()
    assert (again.status_code, len(listed["results"])) == (200, 1)
    # Nobody's form over the event itself is past.
    assert again.json()["version"] == read.json()["version"] == event.version


def test_a_message_reads_with_where_it_stands_and_its_last_figures(client, workspace, amina, organisation, secret):
    second = make_member(organisation, role="editor", name="Canary Approver")
    words = {"organisation": organisation, "date": date(2026, 3, 1), "time": time(9), "hashtags": ["Canary"]}
    message = post(make_message(workspace, amina, **words), second)
    figure(message, amina, date(2026, 3, 2), likes=3, shares=1)
    figure(message, amina, date(2026, 3, 4), likes=8)

    answer = get(client, f"{root(workspace, 'campaign')}{message.pk}/", secret)

    row = answer.json()
    assert row.pop("created_at") < row.pop("approved_at") < row.pop("changed_at")
    assert row.pop("posted_at") is not None
    assert row == {
        "id": str(message.pk),
        "channel": "bluesky",
        "language": "en",
        "variant_of": None,
        "status": "posted",
        "date": "2026-03-01",
        "time": "09:00:00",
        "zone": "Europe/Zurich",
        "organisation": str(organisation.pk),
        "priority_issue": None,
        "proposal": None,
        "factsheet": None,
        "post_address": "https://bsky.app/profile/coalition.example/post/3kabc",
        "figures": {
            "day": "2026-03-04",
            "impressions": None,
            "likes": 8,
            "shares": 1,
            "clicks": None,
            "replies": None,
        },
        "version": message.version,
    }
    said = answer.content.decode()
    assert [word for word in (TEXT, "Canary", "Amina", str(amina.pk), str(second.pk)) if word in said] == []


def test_figures_that_came_and_went_are_a_change_of_the_message(client, workspace, amina, organisation, secret):
    message = post(make_message(workspace, amina), make_member(organisation, role="editor"))
    path = root(workspace, "campaign")

    def since(moment):
        rows = get(client, path, secret, changed_since=moment.isoformat()).json()["results"]
        return [row["figures"] and row["figures"]["likes"] for row in rows]

    before = timezone.now()
    entered = figure(message, amina, likes=3)
    known, between = since(before), timezone.now()
    campaign_results.delete_result(result=entered, by=amina, at=timezone.now())

    assert (known, since(between), since(timezone.now() + timedelta(seconds=1))) == ([3], [None], [])


def test_lists_are_narrowed_by_what_they_say(client, workspace, amina, secret):
    make_event(workspace, amina)
    make_event(workspace, amina, kind="press", date=None)
    make_message(workspace, amina)
    make_message(workspace, amina, channel="x", language="fr", status="idea")

    def count(route, **query):
        return len(get(client, root(workspace, route), secret, **query).json()["results"])

    assert [count("events", **one) for one in ({"kind": "press"}, {"date": "2030-06-03"}, {"status": "held"})] == [
        1,
        1,
        0,
    ]
    narrowed = ({"channel": "x"}, {"language": "fr"}, {"status": ["idea", "written"]}, {"date": "2030-06-03"})
    assert [count("campaign", **one) for one in narrowed] == [1, 1, 2, 0]
    assert get(client, root(workspace, "events"), secret, kind="ball").status_code == 400


def test_pages_hold_together_and_what_is_known_is_not_sent_again(client, workspace, amina, secret):
    for _ in range(3):
        make_event(workspace, amina)
        make_message(workspace, amina)
    for route in ROUTES:
        first = get(client, root(workspace, route), secret, page_size=2)
        second = get(client, first.json()["next"], secret)
        keys = [row["id"] for page in (first, second) for row in page.json()["results"]]
        again = get(client, root(workspace, route), secret, {"If-None-Match": first.headers["ETag"]}, page_size=2)
        alone = get(client, f"{root(workspace, route)}{keys[0]}/", secret)
        known = get(client, f"{root(workspace, route)}{keys[0]}/", secret, {"If-None-Match": alone.headers["ETag"]})

        assert (len(set(keys)), second.json()["next"]) == (3, None)
        assert (again.status_code, alone.status_code, known.status_code) == (304, 200, 304)
        assert first.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
def test_the_workspace_alone_reads_it(client, request, workspace, amina, name, status):
    rows = {"events": make_event(workspace, amina), "campaign": make_message(workspace, amina)}
    client.force_login(request.getfixturevalue(name))

    codes = [client.get(root(workspace, route)).status_code for route in ROUTES]
    alone = [client.get(f"{root(workspace, route)}{row.pk}/").status_code for route, row in rows.items()]

    assert codes + alone == [status] * 4
    assert [client.get(f"{root(workspace, route)}{uuid4()}/").status_code for route in ROUTES] == [404, 404]


@pytest.mark.parametrize(("route", "cost"), [("events", 11), ("campaign", 5)])
def test_lists_ask_no_more_for_more_rows(
    client, workspace, amina, organisation, secret, django_assert_num_queries, route, cost
):
    second = make_member(organisation, role="editor")
    links = {
        "invited": [make_target(workspace, amina)],
        "proposals": [make_proposal(workspace, amina)],
        "factsheets": [make_sheet(workspace, amina)],
        "statements": [make_statement(workspace, amina)],
    }
    for _ in range(2):
        event = make_event(workspace, amina, links=links)
        make_speaker(event, amina, organisation=organisation, may_be_named=True)
        make_task(event, amina, person=amina)
        figure(post(make_message(workspace, amina), second), amina, likes=3)
        get(client, root(workspace, route), secret)
        with django_assert_num_queries(cost):
            get(client, root(workspace, route), secret)


def test_the_description_says_what_is_read_and_that_nobody_writes(client, db):
    paths = client.get("/api/v1/schema/?format=json").json()["paths"]

    for route in ROUTES:
        listed, alone = (paths[f"/api/v1/workspaces/{{workspace}}/{route}/{end}"] for end in ("", "{id}/"))
        assert (set(listed), set(alone)) == ({"get"}, {"get"})
        assert "changed_since" in {one["name"] for one in listed["get"]["parameters"]}
        assert sorted(alone["get"]["responses"]) == ["200", "304"]

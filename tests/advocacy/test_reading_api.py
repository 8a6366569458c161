"""What came of the work over the API: uptake with its rates, strategies, statements, factsheets, pushes; read only."""

import pytest
from django.utils import timezone

from advocacy.services.factsheets import withdraw_factsheet
from common.actor import acting_for
from implementation.models import Rating
from tests.advocacy.decided import decide, make_proposal
from tests.advocacy.pushed import make_push
from tests.advocacy.sheets import make_sheet, publish
from tests.advocacy.spoken import make_statement, say
from tests.advocacy.strategic import make_strategy, share
from tests.advocacy.targeted import make_meeting
from tests.factories import (
    AT,
    make_member,
    make_organisation,
    make_recommendation,
    make_token,
    make_workspace,
)

ROUTES = ("uptake", "strategies", "statements", "factsheets", "pushes")


def root(workspace, route):
    return f"/api/v1/workspaces/{workspace.pk}/{route}/"


def get(client, path, secret=None, **query):
    return client.get(path, query, headers={"Authorization": f"Bearer {secret}"} if secret else {})


def results(client, workspace, route, secret, **query):
    return get(client, root(workspace, route), secret, **query).json()["results"]


@pytest.fixture
def secret(amina, workspace):
    return make_token(amina, workspace, scopes=["read_advocacy"])[1]


@pytest.fixture
def recommendation(workspace):
    return make_recommendation(workspace.review, item=7)


def test_a_decision_reads_with_the_recommendation_and_who_made_it(client, workspace, amina, recommendation, secret):
    proposal, other = make_proposal(workspace, amina), make_proposal(workspace, amina)
    made, nobody = decide(proposal, recommendation, amina, "in_part"), decide(other, None, amina, "none")

    found = results(client, workspace, "uptake", secret)

    assert [row.pop("decided_at") is not None for row in found] == [True, True]
    assert found == [
        {
            "id": str(made.pk),
            "proposal": str(proposal.pk),
            "recommendation": "XAR-4-140.7",
            "states": ["FRA"],
            "verdict": "in_part",
            "is_taken_up": True,
        },
        {
            "id": str(nobody.pk),
            "proposal": str(other.pk),
            "recommendation": None,
            "states": [],
            "verdict": "none",
            "is_taken_up": False,
        },
    ]
    assert [row["id"] for row in results(client, workspace, "uptake", secret, verdict="none")] == [str(nobody.pk)]


def test_rates_by_issue_state_meeting_and_organisation(
    client, workspace, amina, organisation, recommendation, secret, django_assert_num_queries
):
    taken, missed, open_one = (make_proposal(workspace, amina, text_en=text) for text in ("One", "Two", "Three"))
    decide(taken, recommendation, amina)
    decide(missed, None, amina, "none")
    words = {"status": "held", "organisation": organisation}
    paris = make_meeting(workspace, amina, "FRA", proposals=[taken, missed, open_one], title="Paris", **words)
    make_meeting(workspace, amina, "KEN", proposals=[taken], title="Nairobi", **words)
    make_meeting(workspace, amina, "TGO", proposals=[taken], title="Only planned")
    taken.states.add("FRA", "KEN")

    answer = get(client, f"{root(workspace, 'uptake')}rates/", secret).json()

    def figures(part):
        return [
            (one["name"], one["proposals"], one["taken_up"], one["undecided"], one["percent"]) for one in answer[part]
        ]

    assert answer["overall"] == {"id": "", "name": "", "proposals": 3, "taken_up": 1, "undecided": 1, "percent": 50}
    assert figures("by_issue") == [("without a priority issue", 3, 1, 1, 50)]
    assert figures("by_state") == [("Fra", 1, 1, 0, 100), ("Ken", 1, 0, 0, 0)]
    assert figures("by_meeting") == [("Paris", 3, 1, 1, 50), ("Nairobi", 1, 0, 0, 0)]
    assert figures("by_organisation") == [(str(organisation), 3, 1, 1, 50)]
    assert answer["by_meeting"][0]["id"] == str(paris.pk)
    with django_assert_num_queries(11):
        get(client, f"{root(workspace, 'uptake')}rates/", secret)


def test_a_strategy_reads_with_what_became_of_its_proposals(client, workspace, amina, recommendation, secret):
    proposal = make_proposal(workspace, amina)
    row = make_strategy(workspace, amina, links={"proposals": [proposal]}, cost="Two flights")
    decide(proposal, recommendation, amina, "weakened")
    Rating.objects.create(
        workspace=workspace,
        recommendation=recommendation,
        level="partially",
        rated_date=AT.date(),
        rated_at=AT,
        rated_by=amina,
        is_current=True,
        is_counted=True,
    )

    found = results(client, workspace, "strategies", secret)

    assert [(one["id"], one["cost"], one["sharing"]) for one in found] == [(str(row.pk), "Two flights", "workspace")]
    assert found[0]["results"] == [
        {
            "proposal": str(proposal.pk),
            "recommendation": "XAR-4-140.7",
            "verdict": "weakened",
            "level": "partially",
        }
    ]


def test_shared_strategies_tell_nothing_of_where_they_come_from(client, workspace, amina, organisation, secret):
    others = make_organisation(name="Canary House")
    elsewhere = make_workspace(organisation=others, review=workspace.review, name="Canary work")
    writer = make_member(others, name="Canary Writer")
    with acting_for(writer):
        row = make_strategy(
            elsewhere, writer, done="Talk first", links={"proposals": [make_proposal(elsewhere, writer)]}
        )
        share(row, others, writer)
        make_strategy(elsewhere, writer, title="Canary kept")
    make_strategy(workspace, amina)
    client.force_login(amina)

    answer = client.get(f"{root(workspace, 'strategies')}shared/")

    assert answer.json()["results"] == [
        {
            "id": str(row.pk),
            "title": "Three embassies",
            "stage": 2,
            "issue": None,
            "done": "Talk first",
            "setting": "",
            "people": "",
            "cost": "",
            "risk": "",
            "result": "",
            "told_by": "",
        }
    ]
    assert [word for word in ("Canary", str(elsewhere.pk)) if word in answer.content.decode()] == []
    # Nor does asking for what changed after a moment tell when it was written.
    later = {"changed_since": "2099-01-01T00:00:00Z"}
    assert len(client.get(f"{root(workspace, 'strategies')}shared/", later).json()["results"]) == 1
    assert get(client, f"{root(workspace, 'strategies')}shared/", secret).json()["results"] == []
    assert client.get(f"{root(workspace, 'strategies')}shared/", {"cursor": "cD1ub3RoaW5n"}).status_code == 404


def test_a_statement_reads_without_its_words_and_its_speaker(client, workspace, amina, secret):
    row = make_statement(workspace, amina, speaker="Canary Speaker")
    say(row, amina, text="Canary words")

    answer = get(client, root(workspace, "statements"), secret)

    found = answer.json()["results"][0]
    assert (found["title"], found["kind"]) == ("On protection orders", "adoption")
    assert [(text["language"], text["number"]) for text in found["texts"]] == [("en", 1)]
    assert found["changed_at"] == found["texts"][0]["written_at"]
    assert "Canary" not in answer.content.decode()


def test_a_factsheet_reads_with_its_public_address_and_its_withdrawal(client, workspace, amina, secret):
    sheet = make_sheet(workspace, amina, challenges="Canary words")
    edition = publish(sheet, amina)
    before = timezone.now()

    public = get(client, root(workspace, "factsheets"), secret)
    withdraw_factsheet(edition=edition, by=amina, at=timezone.now())
    gone = results(client, workspace, "factsheets", secret, changed_since=before.isoformat())

    found = public.json()["results"][0]
    assert (found["title"], found["language"], found["is_public"]) == ("Torture in police stations", "en", True)
    assert found["editions"][0]["url"] == f"http://testserver{edition.get_absolute_url()}"
    assert "Canary" not in public.content.decode()
    assert [(one["is_public"], one["editions"][0]["withdrawn_at"] is None) for one in gone] == [(False, False)]


def test_a_push_reads_as_the_page_shows_it(client, workspace, amina, recommendation, secret):
    row = make_push(workspace, amina, recommendation, arguments="It costs nothing", person=amina)

    found = results(client, workspace, "pushes", secret)

    assert [(one["id"], one["kind"], one["arguments"], one["person"], one["recommendations"]) for one in found] == [
        (str(row.pk), row.kind, "It costs nothing", "Amina", ["XAR-4-140.7"])
    ]
    # Who it is, and what they said.
    assert not {"name", "result_words"} & found[0].keys()


@pytest.mark.parametrize("route", [*ROUTES, "events", "campaign"])
def test_only_keys_that_may_read_advocacy_read_it_and_none_writes(client, workspace, amina, secret, route):
    plain = make_token(amina, workspace, scopes=["read_workspace"])[1]
    writing = make_token(amina, workspace, scopes=["write_advocacy"])[1]
    path = root(workspace, route)

    codes = [get(client, path, key).status_code for key in (plain, secret, writing)]
    sent = client.post(path, {}, content_type="application/json", headers={"Authorization": f"Bearer {writing}"})

    assert (codes, sent.status_code) == ([403, 200, 200], 403)


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
@pytest.mark.parametrize("route", [*ROUTES, "uptake/rates", "strategies/shared"])
def test_the_workspace_alone_reads_it(client, request, workspace, name, status, route):
    client.force_login(request.getfixturevalue(name))

    assert client.get(root(workspace, route)).status_code == status


@pytest.mark.parametrize(
    ("route", "cost"), [("uptake", 5), ("strategies", 7), ("statements", 5), ("factsheets", 6), ("pushes", 6)]
)
def test_lists_ask_no_more_for_more_rows(
    client, workspace, amina, recommendation, secret, django_assert_num_queries, route, cost
):
    for _ in range(3):
        proposal = make_proposal(workspace, amina)
        decide(proposal, recommendation, amina)
        make_strategy(workspace, amina, links={"proposals": [proposal]})
        say(make_statement(workspace, amina), amina)
        make_sheet(workspace, amina)
        make_push(workspace, amina, recommendation, person=amina)
        get(client, root(workspace, route), secret)
        with django_assert_num_queries(cost):
            get(client, root(workspace, route), secret)


def test_contacts_have_no_route_and_the_description_says_what_the_others_need(client, db):
    paths = client.get("/api/v1/schema/?format=json").json()["paths"]

    assert [path for path in paths if "contact" in path] == []
    ours = {path.rpartition("{workspace}/")[2] for path in paths if "{workspace}" in path}
    assert {f"{route}/" for route in (*ROUTES, "targets", "asks", "meetings")} <= ours
    moving = paths["/api/v1/workspaces/{workspace}/meetings/{id}/"]["patch"]
    assert sorted(moving["responses"]) == ["200", "409", "428"]
    assert {one["name"] for one in moving["parameters"] if one["in"] == "header"} == {"If-Match"}

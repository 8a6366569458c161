"""Every list of the API asks the database equally often for one row and for many; the router says which there are."""

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cycles.models import PublishedRating, Recommendation
from cycles.services.rendering import render_rows
from implementation.models import Evidence
from submissions.models import ProposedRecommendation
from tests.advocacy.campaigned import figure, make_message, post
from tests.advocacy.decided import decide
from tests.advocacy.held import make_event, make_speaker, make_task
from tests.advocacy.pushed import make_push
from tests.advocacy.sheets import make_sheet
from tests.advocacy.spoken import make_statement, say
from tests.advocacy.strategic import make_strategy, share
from tests.advocacy.targeted import make_meeting, make_target
from tests.factories import (
    AT,
    make_member,
    make_organisation,
    make_rating,
    make_recommendation,
    make_review,
    make_state,
    make_workspace,
)
from tests.implementation.planned import make_action, make_follow_up
from tests.reminders.made import make_deadline
from tests.submissions.drafted import make_paragraph, make_submission
from tests.submissions.prepared import make_issue, make_prepared
from upr_platform import api

# What stands in an address beside the key of a row: a list has no more than the workspace.
OF_A_LIST = {"workspace"}
# The description of the API and the page to try it on.
NO_LISTS = {"api_schema", "api_explore"}
# How often each list asks the database. A new list goes in here, and its rows into ``fill``. Three queries of a list in
# a workspace are for the session, the person and the workspace; a file is copied out of the database without one.
QUERIES = {
    "bulk_csv": 0,
    "bulk_ndjson": 0,
    "state-list": 2,
    "review-list": 2,
    "recommendation-list": 2,
    "status-list": 3,
    "issue-list": 2,
    "statistics-list": 4,
    "workspace-list": 4,
    "workspace-rating-list": 4,
    "workspace-evidence-list": 6,
    "workspace-action-list": 7,
    "workspace-follow-up-list": 5,
    "workspace-deadline-list": 4,
    "workspace-proposal-list": 5,
    "workspace-paragraph-list": 5,
    "workspace-target-list": 5,
    "workspace-ask-list": 4,
    "workspace-meeting-list": 6,
    "workspace-event-list": 11,
    "workspace-campaign-list": 5,
    "workspace-uptake-list": 5,
    "workspace-uptake-rates": 10,
    "workspace-strategy-list": 7,
    "workspace-strategy-shared": 4,
    "workspace-statement-list": 5,
    "workspace-factsheet-list": 6,
    "workspace-push-list": 6,
}


def list_routes():
    """The names of the routes that answer with many rows."""
    return {
        pattern.name
        for pattern in api.urlpatterns
        if pattern.pattern.regex.groupindex.keys() <= OF_A_LIST and pattern.name not in NO_LISTS
    }


def fill(workspace, by, organisation, places):
    """For each place, a row of everything that a list shows, with all that hangs on a row."""
    for place in places:
        state = make_state("ABC"[place] * 3)
        review = make_review(state, cycle=3, session=40)
        make_workspace(organisation, review)
        make_issue(place + 1, f"Issue {place}")
        recommendation = make_recommendation(workspace.review, states=["FRA", "TGO"], themes=[f"Theme {place}"])
        publish(recommendation, workspace)
        fill_implementation(workspace, by, recommendation)
        make_paragraph(make_submission(workspace, by), by)
        fill_advocacy(workspace, by, organisation, recommendation, state)
        share_elsewhere(review)
    render_rows(Recommendation.objects.all())


def publish(recommendation, workspace):
    said = {"publisher_name": "Ours", "level": "fully", "since": AT.date()}
    PublishedRating.objects.create(recommendation=recommendation, publisher_id=workspace.pk, **said)


def fill_implementation(workspace, by, recommendation):
    make_rating(workspace, recommendation, by)
    row = {"workspace": workspace, "kind": "link", "title": "t", "url": "https://example.org/"}
    Evidence.objects.create(**row, created_at=AT, created_by=by).recommendations.add(recommendation)
    make_action(workspace, by, [recommendation])
    make_follow_up(workspace, by, [recommendation])
    make_deadline(workspace, by, person=by)


def fill_advocacy(workspace, by, organisation, recommendation, state):
    proposal = make_prepared(ProposedRecommendation, workspace, by, {"states": [state]})
    target = make_target(workspace, by, state.pk, proposals=[proposal], person=by)
    sheet, statement = make_sheet(workspace, by), make_statement(workspace, by)
    make_meeting(workspace, by, state.pk, proposals=[proposal], factsheets=[sheet])
    links = {"invited": [target], "proposals": [proposal], "factsheets": [sheet], "statements": [statement]}
    event = make_event(workspace, by, links=links)
    make_speaker(event, by, organisation=organisation, may_be_named=True)
    make_task(event, by, person=by)
    figure(post(make_message(workspace, by), make_member(organisation)), by, likes=3)
    decide(proposal, recommendation, by)
    make_strategy(workspace, by, links={"proposals": [proposal]})
    say(statement, by)
    make_push(workspace, by, recommendation, person=by)


def share_elsewhere(review):
    organisation = make_organisation()
    owner = make_member(organisation, role="owner")
    share(make_strategy(make_workspace(organisation, review), owner), organisation, owner)


def ask(client, reader, workspace, name):
    """The answer of a list, and how many queries it took; what is private is asked by whoever is signed in."""
    is_private = name.startswith("workspace-")
    holes = [workspace.pk] if is_private and name != "workspace-list" else []
    with CaptureQueriesContext(connection) as queries:
        answer = (reader if is_private else client).get(reverse(name, args=holes))
    assert answer.status_code == 200, name
    return len(b"".join(answer.streaming_content) if answer.streaming else answer.content), len(queries)


def test_every_list_costs_its_queries_with_one_row_and_with_three(client, amina, organisation, workspace):
    reader = Client()
    reader.force_login(amina)
    routes = list_routes()

    fill(workspace, amina, organisation, range(1))
    few = {name: ask(client, reader, workspace, name) for name in routes}
    fill(workspace, amina, organisation, range(1, 3))
    # Public answers are kept until the record changes, which rows of the factories do not tell.
    caches["answers"].clear()
    many = {name: ask(client, reader, workspace, name) for name in routes}

    assert {name: queries for name, (_, queries) in few.items()} == QUERIES
    assert {name: queries for name, (_, queries) in many.items()} == QUERIES
    assert [name for name in routes if many[name][0] <= few[name][0]] == [], "lists that did not grow were not tried"

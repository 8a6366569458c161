"""Every list of the API asks the database equally often for one row and for many; the router says which there are."""

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.listed import fill
from upr_platform import api

# What stands in an address beside the key of a row: a list has no more than the workspace.
OF_A_LIST = {"workspace"}
# The description of the API and the page to try it on.
NO_LISTS = {"api_schema", "api_explore"}
# How often each list asks the database. A new list goes in here, and its rows into ``fill``. Three queries of a list in
# a workspace are for the session, the person and the workspace; a file is copied out of the database without one.
QUERIES = {
    "bulk_csv": 1,
    "bulk_ndjson": 1,
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

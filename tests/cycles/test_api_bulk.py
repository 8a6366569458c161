import csv
import io
import json

import pytest
from django.db.models import F

from cycles.api.bulk import CSV_COLUMNS
from cycles.models import Recommendation, RecommendationTheme, SearchFacets, State
from cycles.services.published import publish_ratings
from cycles.services.rendering import render_rows
from tests.cycles.exports import bring, upr_info
from tests.factories import AT, make_recommendation, make_review, make_state, make_theme

BULK = "/api/v1/recommendations/bulk"
STATISTICS = "/api/v1/statistics/"


@pytest.fixture
def record(db):
    """Three recommendations to Slovenia, the last without a number, and one to the invented Arcadia."""
    slovenia = make_review(state=make_state("SVN"), cycle=2, session=20)
    health = make_theme("Right to health", scheme="upr_info", version="2014", code="6")
    formula = "=2+2; “so”\nsaid"
    make_recommendation(slovenia, paragraph=115, item=2, states=["FRA", "TGO"], position="noted", text=formula)
    make_recommendation(slovenia, paragraph=115, item=1, position="supported")
    make_recommendation(slovenia, paragraph=None, item=None, serial=1, states=[], position="supported", themes=[])
    make_recommendation(make_review(), item=1, position="supported")
    RecommendationTheme.objects.filter(recommendation__paragraph=115).update(theme=health)
    render_rows(Recommendation.objects.all())


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def test_bulk_lines_are_the_rows_of_the_list_in_its_order(client, record):
    lines = [json.loads(line) for line in body(client, f"{BULK}.ndjson").splitlines()]

    assert lines == client.get("/api/v1/recommendations/").json()["results"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("review=SVN-2", ["SVN-2-115.1", "SVN-2-115.2", "SVN-2-u1"]),
        ("state=SVN&position=noted", ["SVN-2-115.2"]),
        ("search=said", ["SVN-2-115.2"]),
        ("review=SVN-2&position=pending", []),
    ],
)
def test_bulk_files_hold_what_the_filters_let_through(client, record, query, expected):
    lines = [json.loads(line)["id"] for line in body(client, f"{BULK}.ndjson?{query}").splitlines()]
    table = list(csv.DictReader(io.StringIO(body(client, f"{BULK}.csv?{query}").removeprefix("\ufeff"))))

    assert lines == [row["id"] for row in table] == expected


def test_bulk_table_has_its_columns_a_permalink_and_no_formula(client, record):
    rows = list(csv.reader(io.StringIO(body(client, f"{BULK}.csv?review=SVN-2&position=noted"), newline="")))

    assert [rows[0][0].removeprefix("\ufeff"), *rows[0][1:]] == CSV_COLUMNS
    row = dict(zip(CSV_COLUMNS, rows[1], strict=True))
    assert row["permalink"] == "http://testserver/reviews/SVN/2/115.2/"
    assert row["text"] == "'=2+2; “so”\nsaid"
    assert (row["recommending_states"], row["issues"], row["session"]) == ("FRA;TGO", "6", "20")


def test_bulk_table_says_of_what_kind_an_action_is(client, record):
    numbered = SearchFacets.objects.filter(recommendation__paragraph=115)
    numbered.filter(recommendation__item=1).update(action_category=5, suggested_action=None)
    numbered.filter(recommendation__item=2).update(action_category=None, suggested_action=2)
    SearchFacets.objects.filter(recommendation__paragraph=None).update(action_category=None, suggested_action=None)

    table = csv.DictReader(io.StringIO(body(client, f"{BULK}.csv?review=SVN-2").removeprefix("\ufeff")))

    assert [row["action"] for row in table] == ["5", "suggested-2", ""]


@pytest.mark.parametrize("file", ["bulk.ndjson", "bulk.csv"])
def test_bulk_file_costs_nothing_but_its_copy(client, record, file, django_assert_num_queries):
    # The version. Django does not count COPY; the rows cost no other query.
    with django_assert_num_queries(1):
        body(client, f"/api/v1/recommendations/{file}")


@pytest.mark.parametrize("moment", [AT, AT.replace(microsecond=120)])
def test_bulk_table_writes_the_moment_as_json_does(client, record, moment):
    Recommendation.objects.update(updated_at=moment)
    render_rows(Recommendation.objects.all())

    table = csv.DictReader(io.StringIO(body(client, f"{BULK}.csv?review=SVN-2").removeprefix("\ufeff")))
    rows = client.get("/api/v1/recommendations/?review=SVN-2").json()["results"]

    assert [row["updated_at"] for row in table] == [row["updated_at"] for row in rows]
    assert rows[0]["updated_at"].endswith("Z")


@pytest.mark.parametrize("file", ["bulk.ndjson", "bulk.csv"])
def test_bulk_file_is_not_sent_again_until_the_record_changes(client, record, file):
    address = f"/api/v1/recommendations/{file}?review=SVN-2"
    first = client.get(address)
    again = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    State.objects.filter(pk="XAR").update(data_version=F("data_version") + 1)
    of_another = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    State.objects.filter(pk="SVN").update(data_version=F("data_version") + 1)
    changed = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, of_another.status_code, changed.status_code) == (304, 304, 200)
    assert (again["ETag"], again["Vary"]) == (first["ETag"], "Accept-Encoding")
    assert changed["ETag"] != first["ETag"]


def test_bad_filter_of_a_bulk_file_is_a_problem(client, db):
    assert client.get(f"{BULK}.csv?position=rejected").status_code == 400


def counts(client, query=""):
    found = client.get(f"{STATISTICS}{query}").json()
    return found["all"]["total"], {one["label"]: (one["supported"], one["noted"]) for one in found["results"]}


def test_statistics_count_issues_and_leave_out_invented_states(client, record):
    assert counts(client) == (3, {"Right to health": (1, 1)})


def test_statistics_of_a_review_count_it_even_if_invented(client, record):
    assert counts(client, "?review=XAR-4") == (1, {"Right to health": (0, 0)})
    assert counts(client, "?by=theme&state_under_review=SVN") == (3, {"Right to health": (1, 1)})
    assert counts(client, "?cycle=4")[0] == 0
    assert counts(client, "?session=20")[0] == 3


def test_statistics_of_a_state_name_an_issue_that_another_state_brought(client, record):
    address = f"{STATISTICS}?review=SVN-2"
    before = client.get(address)

    bring(upr_info(("Arcadia", "Open the camps", "France", "Accepted", "5", "Whatever is new", "48")))
    after = client.get(address, HTTP_IF_NONE_MATCH=before["ETag"])
    again = client.get(address, HTTP_IF_NONE_MATCH=after["ETag"])

    assert [one["label"] for one in before.json()["results"]] == ["Right to health"]
    assert [(one["label"], one["total"]) for one in after.json()["results"]] == [
        ("Whatever is new", 0),
        ("Right to health", 2),
    ]
    assert again.status_code == 304


def test_statistics_are_counted_anew_after_every_change(client, record, django_assert_num_queries):
    before = client.get(STATISTICS)
    with django_assert_num_queries(1):
        client.get(STATISTICS)
    row = Recommendation.objects.get(review__cycle=2, serial=1)
    publish_ratings(
        publisher_id="00000000-0000-0000-0000-000000000001",
        publisher_name="Ubuntu",
        ratings=[(row.pk, "fully", AT.date())],
        at=AT,
    )

    after = client.get(STATISTICS)

    assert after["ETag"] != before["ETag"]
    assert after.json()["version"] == before.json()["version"] + 1


def test_issues_go_by_their_numbers(client, record):
    assert client.get("/api/v1/issues/6/").json() == {"code": "6", "version": "2014", "label": "Right to health"}
    assert [issue["code"] for issue in client.get("/api/v1/issues/").json()["results"]] == ["6"]


def test_search_gives_the_best_first_and_every_row_once(client, record):
    for item in range(1, 8):
        text = " ".join(["detention"] * (item % 4 + 1)) + f" number {item}"
        make_recommendation(Recommendation.objects.first().review, paragraph=116, item=item, text=text)
    render_rows(Recommendation.objects.all())

    whole = client.get("/api/v1/recommendations/?search=detention").json()["results"]
    address, walked = "/api/v1/recommendations/?search=detention&page_size=2", []
    while address:
        page = client.get(address).json()
        walked += page["results"]
        address = page["next"]

    assert [row["text"].count("detention") for row in whole] == [4, 4, 3, 3, 2, 2, 1]
    assert walked == whole

from datetime import UTC, datetime

import pytest
from django.core.cache import caches

from common.api import PublicThrottle
from cycles.api.serializers import RecommendationRowSerializer
from cycles.models import PersonGroup, Recommendation, RecommendationTheme
from cycles.services.rendering import render_rows
from tests.factories import make_recommendation, make_review, make_state, make_theme


@pytest.fixture
def record(db):
    """Five recommendations to Arcadia and one to Slovenia."""
    arcadia, slovenia = make_review(), make_review(state=make_state("SVN"), cycle=2, session=20)
    make_recommendation(arcadia, item=1, states=["FRA", "TGO"], position="supported", themes=["Right to health"])
    make_recommendation(arcadia, item=2, states=["FRA"], position="noted", themes=["Death penalty"])
    make_recommendation(arcadia, item=10, states=["CHL"], position="supported", themes=["Right to food"])
    make_recommendation(arcadia, item=11, states=["CHL"], position="pending", text="Abolish the death penalty")
    late = datetime(2026, 5, 1, tzinfo=UTC)
    make_recommendation(arcadia, item=12, states=["PER"], position="partially_supported", updated_at=late)
    make_recommendation(slovenia, paragraph=115, item=1, states=["FRA"], position="supported")
    for label in ("Women", "Children"):
        PersonGroup.objects.create(label=label, version="2014")
    RecommendationTheme.objects.filter(theme__label="Death penalty").update(
        theme=make_theme("Death penalty", version="2", code="D12")
    )
    render_rows(Recommendation.objects.all())


def numbers(client, query):
    response = client.get(f"/api/v1/recommendations/?{query}")
    assert response.status_code == 200, response.content
    return [row["number"] for row in response.json()["results"]]


def test_recommendation_has_the_fields_that_the_schema_names(client, record):
    row = client.get("/api/v1/recommendations/XAR-4-140.1/").json()

    assert list(row) == list(RecommendationRowSerializer().fields)
    assert row["id"] == "XAR-4-140.1"
    assert row["recommending_states"] == ["FRA", "TGO"]
    assert row["position"] == "supported"
    assert row["is_invented"] is True


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("review=XAR-4", ["140.1", "140.2", "140.10", "140.11", "140.12"]),
        ("review=svn-2", ["115.1"]),
        ("review=XAR-4&position=supported", ["140.1", "140.10"]),
        ("review=XAR-4&position=supported&position=noted", ["140.1", "140.2", "140.10"]),
        ("theme=right to food", ["140.10"]),
        ("theme=D12", ["140.2"]),
        ("theme=D12|Right to food", ["140.2", "140.10"]),
        ("review=XAR-4&recommending_state=fra", ["140.1", "140.2"]),
        ("recommending_state=TGO,PER", ["140.1", "140.12"]),
        ("search=penalty abolish", ["140.11"]),
        ("updated_since=2026-04-01T00:00Z", ["140.12"]),
        ("review=XAR-4&page_size=2", ["140.1", "140.2"]),
        ("state_under_review=svn", ["115.1"]),
        ("cycle=2", ["115.1"]),
        ("state=svn,per", ["115.1"]),
        ("cycle=2&cycle=4&session=20", ["115.1"]),
        ("recommending_state=TGO&recommending_state=PER", ["140.1", "140.12"]),
        ("region=african", []),
        ("issue=6", []),
        ("sdg=3", []),
        ("persons=Women|Children", []),
        ("action=suggested-2&action=5", []),
        ("language=fr", []),
        ('search="death penalty" -ratify', ["140.11"]),
        ("search=abol*&position=pending", ["140.11"]),
        ("search=abol*&position=noted", []),
        ("session=48", ["140.1", "140.2", "140.10", "140.11", "140.12"]),
    ],
)
def test_recommendations_are_filtered(client, record, query, expected):
    assert numbers(client, query) == expected


def test_page_size_has_a_maximum(client, review):
    for item in range(1, 206):
        make_recommendation(review, item=item, states=[], themes=[])

    page = client.get("/api/v1/recommendations/?page_size=1000").json()

    assert len(page["results"]) == 200
    assert "count" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_recommendation_list_query_count(client, review, count, django_assert_num_queries):
    for item in range(1, count + 1):
        make_recommendation(review, item=item)

    with django_assert_num_queries(3):
        page = client.get("/api/v1/recommendations/?count=1").json()

    assert page["count"] == len(page["results"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_review_list_query_count(client, db, count, django_assert_num_queries):
    for cycle in range(1, count + 1):
        make_review(cycle=cycle, session=cycle)

    with django_assert_num_queries(2):
        page = client.get("/api/v1/reviews/").json()

    assert page["count"] == count


@pytest.mark.parametrize("route", ["states", "reviews", "issues", "reviews/XAR-4"])
def test_what_is_unchanged_is_not_sent_again(client, review, route):
    first = client.get(f"/api/v1/{route}/")

    again = client.get(f"/api/v1/{route}/", HTTP_IF_NONE_MATCH=first["ETag"])
    review.adoption_source = "OHCHR"
    review.save()
    changed = client.get(f"/api/v1/{route}/", HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == (200 if "reviews" in route else 304)


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("/api/v1/recommendations/?position=rejected", 400, "position"),
        ("/api/v1/recommendations/?updated_since=yesterday", 400, "updated_since"),
        ("/api/v1/recommendations/?search=%00", 400, "search"),
        (f"/api/v1/recommendations/?search={'word+' * 61}", 400, "search"),
        ("/api/v1/recommendations/?search=AND", 400, "search"),
        (f"/api/v1/recommendations/bulk.csv?search={'a' * 801}", 400, "search"),
        ("/api/v1/recommendations/?review=%00", 400, "review"),
        ("/api/v1/recommendations/?cursor=1.2", 400, "cursor"),
        ("/api/v1/recommendations/?cursor=x", 400, "cursor"),
        ("/api/v1/recommendations/?page_size=many", 400, "page_size"),
        ("/api/v1/recommendations/?since=-1", 400, "since"),
        ("/api/v1/recommendations/?since=5.5", 400, "since"),
        ("/api/v1/recommendations/?since=5.0", 400, "since"),
        ("/api/v1/recommendations/?since=1e3", 400, "since"),
        ("/api/v1/status/?since=5.", 400, "since"),
        ("/api/v1/reviews/?cycle=4.5", 400, "cycle"),
        ("/api/v1/recommendations/bulk.csv?since=0", 400, "since"),
        ("/api/v1/recommendations/bulk.ndjson?updated_since=2026-01-01T00:00Z", 400, "updated_since"),
        ("/api/v1/recommendations/?since=3&position=noted", 400, "position"),
        ("/api/v1/recommendations/?positon=noted", 400, "positon"),
        ("/api/v1/recommendations/?page=2", 400, "page"),
        ("/api/v1/recommendations/?State=SVN&format=json", 400, "State"),
        ("/api/v1/recommendations/bulk.csv?foo=1", 400, "foo"),
        ("/api/v1/recommendations/bulk.ndjson?page_size=5", 400, "page_size"),
        ("/api/v1/status/?rating=fully", 400, "rating"),
        ("/api/v1/statistics/?sate=SVN", 400, "sate"),
        ("/api/v1/recommendations/?updated_since=2026-01-01T00:00Z&theme=x", 400, "theme"),
        ("/api/v1/recommendations/?issue=six", 400, "issue"),
        ("/api/v1/recommendations/?action=6", 400, "action"),
        ("/api/v1/recommendations/?search=torture&cursor=1.2.3", 400, "cursor"),
        ("/api/v1/statistics/?by=colour", 400, "by"),
        ("/api/v1/statistics/?region=north", 400, "region"),
        ("/api/v1/reviews/?cycle=99999999999999999999", 400, "cycle"),
        ("/api/v1/reviews/?cycle=98", 400, "cycle"),
        ("/api/v1/reviews/?state=XXX", 400, "state"),
        ("/api/v1/reviews/?sate=SVN", 400, "sate"),
        ("/api/v1/states/?iso3=SVN", 400, "iso3"),
        ("/api/v1/issues/?page=1&page=2", 400, "page"),
        ("/api/v1/recommendations/?review=XXX-4", 400, "review"),
        ("/api/v1/recommendations/?review=nonsense", 400, "review"),
        ("/api/v1/recommendations/?search=abol*&review=nonsense", 400, "review"),
        ("/api/v1/recommendations/?state_under_review=XXX", 400, "state_under_review"),
        ("/api/v1/recommendations/?state=XXX", 400, "state"),
        ("/api/v1/recommendations/?state=%00", 400, "state"),
        ("/api/v1/recommendations/?recommending_state=Frnace", 400, "recommending_state"),
        ("/api/v1/recommendations/?sdg=18", 400, "sdg"),
        ("/api/v1/recommendations/?issue=55", 400, "issue"),
        ("/api/v1/recommendations/?cycle=98", 400, "cycle"),
        ("/api/v1/recommendations/?session=998", 400, "session"),
        ("/api/v1/recommendations/?persons=Wmen", 400, "persons"),
        ("/api/v1/recommendations/?theme=Death penlaty", 400, "theme"),
        ("/api/v1/recommendations/?count=maybe", 400, "count"),
        ("/api/v1/recommendations/bulk.csv?review=XXX-4", 400, "review"),
        ("/api/v1/recommendations/?page_size=5&page_size=6", 400, "page_size"),
        ("/api/v1/recommendations/?search=a&search=b", 400, "search"),
        ("/api/v1/status/?review=XXX-4", 400, "review"),
        ("/api/v1/status/?count=maybe", 400, "count"),
        ("/api/v1/statistics/?session=998", 400, "session"),
    ],
)
def test_bad_filter_is_a_problem_with_its_field(client, db, address, status, field):
    response = client.get(address)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["errors"]) == [field]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "recommending_state=FRA,Frnace&recommending_state=xxy",
            {
                "recommending_state": [
                    "The record has no such value: FRNACE, XXY. ISO code, such as FRA; several divided by commas."
                ]
            },
        ),
        (
            "review=SVN-2&review=XAR-4",
            {"review": ["This parameter stands more than once: give one value."]},
        ),
    ],
)
def test_refusal_says_what_is_wrong(client, record, query, expected):
    assert client.get(f"/api/v1/recommendations/?{query}").json()["errors"] == expected


def test_names_are_known_without_asking_the_database(client, record, django_assert_num_queries):
    address = "/api/v1/recommendations/?review=XAR-4&recommending_state=FRA&theme=right to food&cycle=4&session=48"
    client.get(address)

    with django_assert_num_queries(2):
        assert client.get(f"{address}&count=0").json()["results"] == []


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/states/ZZZ/",
        "/api/v1/reviews/SVN-9/",
        "/api/v1/recommendations/SVN-4-140.999/",
        "/api/v1/recommendations/SVN-4-u1/",
    ],
)
def test_missing_thing_is_a_problem(client, db, address):
    response = client.get(address)

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "Not Found"


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/nothing/", "/api/v2/states/", "/api/v1/states/nowhere/"])
def test_address_of_nothing_is_a_problem_that_leads_to_the_description(client, db, address):
    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address. What there is: http://testserver/api/v1/docs/",
    }


def test_review_and_state_are_found_by_their_codes(client, record):
    review = client.get("/api/v1/reviews/XAR-4/").json()
    state = client.get("/api/v1/states/XAR/").json()

    assert (review["recommendations"], review["supported"], review["session"]) == (5, 2, 48)
    assert state["names"]["en"] == "Arcadia"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_over_the_api(client, record, edda, method):
    client.force_login(edda)

    response = getattr(client, method)("/api/v1/recommendations/XAR-4-140.1/", "{}", content_type="application/json")

    assert response.status_code in {403, 405}


def test_anonymous_reader_is_throttled(client, db, monkeypatch):
    caches["throttle"].clear()
    monkeypatch.setattr(PublicThrottle, "THROTTLE_RATES", {"anon": "2/min"})

    answers = [client.get("/api/v1/states/").status_code for _ in range(3)]

    caches["throttle"].clear()
    assert answers == [200, 200, 429]


def test_description_names_every_filter(client, db):
    schema = client.get("/api/v1/schema/?format=json").json()

    named = {field["name"] for field in schema["paths"]["/api/v1/recommendations/"]["get"]["parameters"]}
    assert named == {
        "action",
        "count",
        "cursor",
        "cycle",
        "issue",
        "language",
        "page_size",
        "persons",
        "position",
        "recommending_region",
        "recommending_state",
        "region",
        "review",
        "sdg",
        "search",
        "session",
        "since",
        "state",
        "state_under_review",
        "theme",
        "updated_since",
    }


def test_page_of_the_api_loads_nothing_from_elsewhere(client, db):
    page = client.get("/api/v1/docs/")

    assert page.status_code == 200
    assert "https://" not in page.content.decode().replace("https://www.w3.org", "")

"""Ratings and evidence of a workspace over the API: who reads, who writes, and that nobody overwrites unread words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from accounts.models import Membership, WorkspaceMember
from common.models import AuditEvent
from implementation.models import Evidence, Rating
from tests.factories import AT, make_organisation, make_rating, make_recommendation, make_token, make_workspace

ALL = ["read_public", "read_workspace", "write_ratings"]
WORDS = {"level": "fully", "note": "The law is in force.", "rated_date": "2026-02-28"}


@pytest.fixture
def recommendation(review):
    return make_recommendation(review, item=7)


def root(workspace):
    return f"/api/v1/workspaces/{workspace.pk}/"


def call(client, method, path, body=None, secret=None):
    headers = {"HTTP_AUTHORIZATION": f"Bearer {secret}"} if secret else {}
    return getattr(client, method)(path, data=body, content_type="application/json", **headers)


def post(client, workspace, secret, **changes):
    body = WORDS | {"recommendation": "XAR-4-140.7", "replaces": None} | changes
    return call(client, "post", f"{root(workspace)}ratings/", body, secret)


@pytest.fixture
def secret(amina, workspace):
    return make_token(amina, workspace, scopes=ALL)[1]


def test_workspaces_are_those_of_the_key(client, amina, organisation, workspace, review, secret):
    make_workspace(organisation=organisation, review=review, name="Another of Amina's")

    answer = call(client, "get", "/api/v1/workspaces/", secret=secret)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.json()["results"] == [
        {
            "id": str(workspace.pk),
            "name": workspace.name,
            "review": "XAR-4",
            "ratings_published_at": None,
            "url": f"http://testserver{root(workspace)}",
        }
    ]


def test_ratings_are_listed_as_they_stand(client, amina, workspace, recommendation, secret):
    make_rating(workspace, recommendation, amina, is_current=False, note="earlier")
    rating = make_rating(workspace, recommendation, amina, note="because", rated_at=AT + timedelta(hours=1))

    answer = call(client, "get", f"{root(workspace)}ratings/", secret=secret).json()

    row = {
        "id": str(rating.pk),
        "recommendation": "XAR-4-140.7",
        "voice": "cso",
        "is_ours": True,
        "organisation": "",
        "level": "partially",
        "note": "because",
        "structure": "",
        "process": "",
        "outcome": "",
        "method": "",
        "confidence": "",
        "source": "",
        "rated_date": "2026-03-01",
        "rated_at": "2026-03-01T10:30:00Z",
        "rated_by": "Amina",
        "state": "approved",
        "counts": True,
    }
    assert (answer["next"], answer["results"]) == (None, [row])
    assert call(client, "get", f"{root(workspace)}ratings/XAR-4-140.7/", secret=secret).json() == row
    assert call(client, "get", f"{root(workspace)}ratings/XAR-4-140.8/", secret=secret).status_code == 404


def test_pages_follow_the_changes_to_the_end(client, amina, workspace, review, secret):
    for number in range(5):
        # Three at the same moment: none of them is lost between two pages.
        at = AT + timedelta(minutes=max(0, number - 2))
        make_rating(workspace, make_recommendation(review), amina, rated_at=at)
    path, seen = f"{root(workspace)}ratings/?page_size=2", []
    while path:
        answer = call(client, "get", path, secret=secret).json()
        seen += [row["id"] for row in answer["results"]]
        path = answer["next"]

    assert sorted(seen) == sorted(str(pk) for pk in Rating.objects.values_list("pk", flat=True))
    since = f"{root(workspace)}ratings/?since=2026-03-01T09:31:00Z"
    assert len(call(client, "get", since, secret=secret).json()["results"]) == 2


@pytest.mark.parametrize(("query", "number"), [("level=fully", 1), ("recommendation=XAR-4-140.7", 1)])
def test_ratings_are_filtered(client, amina, workspace, review, recommendation, secret, query, number):
    make_rating(workspace, recommendation, amina, level="fully")
    make_rating(workspace, make_recommendation(review), amina)

    assert len(call(client, "get", f"{root(workspace)}ratings/?{query}", secret=secret).json()["results"]) == number


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("since=yesterday", 400),
        ("level=accepted", 400),
        ("cursor=%00", 200),
        # A position that is no moment: p=2026-13-45
        ("cursor=cD0yMDI2LTEzLTQ1", 404),
        ("recommendation=%00", 400),
        ("since=%00", 400),
        ("page_size=-1", 200),
    ],
)
def test_wrong_words_in_an_address_are_refused(client, workspace, secret, query, status):
    assert call(client, "get", f"{root(workspace)}ratings/?{query}", secret=secret).status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_no_more_for_more_rows(client, amina, workspace, review, secret, number, django_assert_num_queries):
    for _ in range(number):
        recommendation = make_recommendation(review)
        make_rating(workspace, recommendation, amina)
        row = {"workspace": workspace, "kind": "link", "title": "t", "url": "https://example.org/"}
        Evidence.objects.create(**row, created_at=AT, created_by=amina).recommendations.add(recommendation)
    call(client, "get", f"{root(workspace)}ratings/", secret=secret)

    # The key, its workspaces, the workspace, the rows; for evidence also their recommendations and reviews.
    with django_assert_num_queries(4):
        call(client, "get", f"{root(workspace)}ratings/", secret=secret)
    with django_assert_num_queries(6):
        call(client, "get", f"{root(workspace)}evidence/", secret=secret)


def test_a_rating_is_written_by_the_key_of_its_maker(client, amina, workspace, recommendation, secret):
    answer = post(client, workspace, secret)

    rating = Rating.objects.get()
    assert (answer.status_code, answer.json()["id"]) == (201, str(rating.pk))
    assert (rating.level, rating.note, str(rating.rated_date)) == tuple(WORDS.values())
    assert (rating.recommendation, rating.rated_by, rating.workspace) == (recommendation, amina, workspace)
    assert AuditEvent.objects.get(verb="rate").actor_id == amina.pk
    assert post(client, workspace, secret).status_code == 200


def test_put_replaces_the_one_that_was_read(client, amina, workspace, recommendation, secret):
    before = make_rating(workspace, recommendation, amina)
    path = f"{root(workspace)}ratings/xar-4-140.7/"

    answer = call(client, "put", path, WORDS | {"replaces": str(before.pk)}, secret)

    before.refresh_from_db()
    assert (answer.status_code, before.is_current) == (201, False)
    assert call(client, "get", path, secret=secret).json() == answer.json()


@pytest.mark.parametrize("replaces", [None, "5c1f2f6e-0000-4000-8000-000000000000"])
def test_unread_words_are_not_overwritten(client, amina, bruno, workspace, recommendation, secret, replaces):
    theirs = make_rating(workspace, recommendation, bruno, note="theirs")

    answer = post(client, workspace, secret, replaces=replaces)

    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    assert (answer.json()["current"]["id"], answer.json()["current"]["note"]) == (str(theirs.pk), "theirs")
    assert answer.json()["current"]["recommendation"] == "XAR-4-140.7"
    assert Rating.objects.get().note == "theirs"


def test_a_write_that_replaces_nothing_named_is_refused(client, workspace, recommendation, secret):
    body = WORDS | {"recommendation": "XAR-4-140.7"}

    answer = call(client, "post", f"{root(workspace)}ratings/", body, secret)

    assert (answer.status_code, answer.json()["title"]) == (428, "Precondition Required")
    assert call(client, "put", f"{root(workspace)}ratings/XAR-4-140.7/", WORDS, secret).status_code == 428
    assert Rating.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": "accepted"}, "level"),
        ({"level": ["fully"]}, "level"),
        ({"level": None}, "level"),
        ({"note": "n" * 4001}, "note"),
        ({"note": "a\x00b"}, "note"),
        ({"note": {"a": 1}}, "note"),
        ({"rated_date": "2099-01-01"}, "rated_date"),
        ({"rated_date": "1999-01-01"}, "rated_date"),
        ({"rated_date": True}, "rated_date"),
        ({"replaces": "1"}, "replaces"),
        ({"recommendation": "XAR-4-140.99"}, "recommendation"),
        ({"recommendation": "XAR-3-140.7"}, "recommendation"),
        ({"recommendation": []}, "recommendation"),
    ],
)
def test_wrong_words_are_told_at_their_field(client, workspace, recommendation, secret, changes, field):
    answer = post(client, workspace, secret, **changes)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert Rating.objects.count() == 0


@pytest.mark.parametrize("body", ["[]", "null", "7", '"x"', "{", "\ud800".encode("utf-8", "surrogatepass")])
def test_a_body_that_is_no_object_is_refused(client, workspace, recommendation, secret, body):
    path = f"{root(workspace)}ratings/"

    answer = client.post(path, body, content_type="application/json", HTTP_AUTHORIZATION=f"Bearer {secret}")

    assert answer.status_code == 400


def test_nothing_but_the_fields_is_taken(client, amina, bruno, chidi, workspace, recommendation, review, secret):
    other = make_workspace(organisation=chidi.organisations.get(), review=review)
    protected = {
        "id": str(uuid4()),
        "workspace": str(other.pk),
        "workspace_id": str(other.pk),
        "rated_by": str(bruno.pk),
        "rated_by_id": str(bruno.pk),
        "rated_at": "2000-01-01T00:00Z",
        "is_current": False,
        "organisation": str(chidi.organisations.get().pk),
        "organisation_id": str(chidi.organisations.get().pk),
        "recommendation_id": 1,
        "voice": "government",
        "source": "A/HRC/60/1",
        "is_counted": False,
        "is_settled": True,
        "state": "returned",
        "decided_at": "2000-01-01T00:00Z",
        "decided_by": str(bruno.pk),
        "return_note": "theirs",
        "batch": str(uuid4()),
        "writers": [str(bruno.pk)],
        "former": str(uuid4()),
        "is_ours": False,
        "cluster": str(uuid4()),
        "undone_at": "2000-01-01T00:00Z",
    }
    taken = {*WORDS, "recommendation", "structure", "process", "outcome", "method", "confidence"}
    assert {field.name for field in Rating._meta.fields} <= {*protected, *taken}

    body = protected | WORDS | {"recommendation": "XAR-4-140.7", "replaces": None}
    answer = call(client, "post", f"{root(workspace)}ratings/", body, secret)

    rating = Rating.objects.get()
    assert answer.status_code == 201
    assert (rating.workspace, rating.rated_by, rating.is_current) == (workspace, amina, True)
    assert rating.organisation == amina.organisations.get()
    assert str(rating.pk) != protected["id"]
    assert rating.rated_at.year > 2025


def paths(workspace):
    return [
        ("get", root(workspace)),
        ("get", f"{root(workspace)}ratings/"),
        ("get", f"{root(workspace)}ratings/XAR-4-140.7/"),
        ("get", f"{root(workspace)}evidence/"),
        ("post", f"{root(workspace)}ratings/"),
        ("put", f"{root(workspace)}ratings/XAR-4-140.7/"),
    ]


@pytest.mark.parametrize("way", ["session", "key"])
@pytest.mark.parametrize(
    ("person", "expected"), [("amina", [200] * 4 + [201, 200]), ("bruno", [200] * 4 + [403] * 2), ("chidi", [404] * 6)]
)
def test_who_gets_in(client, request, workspace, review, recommendation, way, person, expected):
    user, secret = request.getfixturevalue(person), None
    if way == "session":
        client.force_login(user)
    else:
        own = make_workspace(organisation=user.organisations.get(), review=review) if person == "chidi" else workspace
        secret = make_token(user, own, scopes=ALL)[1]
    rating = make_rating(workspace, recommendation, request.getfixturevalue("amina"), note="canary")
    body = WORDS | {"recommendation": "XAR-4-140.7", "replaces": str(rating.pk)}

    answers = [
        call(client, method, path, body if method != "get" else None, secret) for method, path in paths(workspace)
    ]

    assert [answer.status_code for answer in answers] == expected
    if person == "chidi":
        nowhere = call(client, "get", f"/api/v1/workspaces/{uuid4()}/ratings/", secret=secret)
        assert {answer.content for answer in answers} == {nowhere.content}


def test_without_a_key_and_a_session_nothing_is_told(client, workspace, recommendation):
    answers = [
        call(client, method, path, WORDS) for method, path in [*paths(workspace), ("get", "/api/v1/workspaces/")]
    ]

    assert {(answer.status_code, answer.headers["WWW-Authenticate"]) for answer in answers} == {(401, "Bearer")}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize(
    ("scopes", "expected"), [(["read_public"], [403] * 6), (["read_workspace"], [200] * 4 + [403] * 2)]
)
def test_a_key_does_what_its_scopes_say(client, amina, workspace, recommendation, scopes, expected):
    make_rating(workspace, recommendation, amina)
    secret = make_token(amina, *([workspace] if scopes != ["read_public"] else []), scopes=scopes)[1]

    answers = [call(client, method, path, WORDS, secret).status_code for method, path in paths(workspace)]

    assert answers == expected


def test_a_session_needs_its_token_to_write(amina, workspace, recommendation):
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina)

    answer = post(client, workspace, None)

    assert (answer.status_code, Rating.objects.count()) == (403, 0)


def leave(user, workspace):
    Membership.objects.filter(user=user).delete()


def become_reader(user, workspace):
    Membership.objects.filter(user=user).update(role="reader")


def close_account(user, workspace):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


def organisation_leaves(user, workspace):
    WorkspaceMember.objects.filter(workspace=workspace).delete()
    WorkspaceMember.objects.create(workspace=workspace, organisation=make_organisation())


@pytest.mark.parametrize(
    ("change", "read", "write"),
    [(leave, 404, 404), (organisation_leaves, 404, 404), (become_reader, 200, 403), (close_account, 401, 401)],
)
def test_a_key_ends_with_the_rights_of_its_maker_at_once(
    client, odile, amina, workspace, recommendation, secret, change, read, write
):
    path = f"{root(workspace)}ratings/"
    assert call(client, "get", path, secret=secret).status_code == 200

    change(amina, workspace)

    assert call(client, "get", path, secret=secret).status_code == read
    assert post(client, workspace, secret).status_code == write
    assert Rating.objects.count() == 0


def test_a_key_reaches_no_other_workspace_of_its_maker(client, amina, organisation, workspace, review, secret):
    other = make_workspace(organisation=organisation, review=review)

    answers = [call(client, method, path, WORDS, secret).status_code for method, path in paths(other)]

    assert answers == [404] * 6


def test_evidence_is_listed_without_its_files(client, amina, workspace, recommendation, secret):
    row = {"workspace": workspace, "created_at": AT, "created_by": amina}
    link = Evidence.objects.create(**row, kind="link", title="A law", url="https://example.org/law")
    file = Evidence(**row, kind="file", title="A letter", file_name="letter.pdf")
    file.file.save("x.pdf", ContentFile(b"canary-content"), save=False)
    file.save()
    for evidence in (link, file):
        evidence.recommendations.add(recommendation)

    answer = call(client, "get", f"{root(workspace)}evidence/?recommendation=XAR-4-140.7", secret=secret)

    rows = {row["title"]: row for row in answer.json()["results"]}
    assert rows["A law"]["url"] == "https://example.org/law"
    assert rows["A law"]["recommendations"] == ["XAR-4-140.7"]
    assert rows["A law"]["file"] is None
    assert rows["A letter"]["file"] == f"http://testserver/evidence/{file.pk}/file/"
    assert b"canary-content" not in answer.content
    assert file.file.name not in answer.content.decode()


def test_the_description_names_the_routes_and_what_they_need(client, db):
    schema = client.get("/api/v1/schema/?format=json").json()

    ratings = schema["paths"]["/api/v1/workspaces/{workspace}/ratings/"]
    assert sorted(ratings["post"]["responses"]) == ["200", "201", "409", "428"]
    assert ratings["get"]["security"] == [{"key": []}, {"cookieAuth": []}]
    assert {} in schema["paths"]["/api/v1/states/"]["get"]["security"]
    assert schema["components"]["securitySchemes"]["key"]["scheme"] == "bearer"

"""Deadlines of a workspace over the API: who reads, who closes, and that nobody's change is overwritten unread."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from common.models import AuditEvent
from reminders.models import Deadline
from reminders.services.deadlines import Day, close_deadline
from tests.factories import AT, make_member, make_organisation, make_token, make_workspace
from tests.reminders.made import make_deadline, make_key_date

pytestmark = pytest.mark.django_db
ALL = ["read_public", "read_workspace", "write_deadlines"]
DAY = Day(day=date(2027, 7, 2), hour=time(17, 30), zone="Africa/Nairobi")


def root(workspace):
    return f"/api/v1/workspaces/{workspace.pk}/deadlines/"


def one(deadline):
    return f"/api/v1/workspaces/{deadline.workspace_id}/deadlines/{deadline.pk}/"


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"} if secret else {}


def get(client, path, secret=None, **headers):
    return client.get(path, headers=bearer(secret) | headers)


def patch(client, deadline, secret=None, seen=None, status="done", **body):
    headers = bearer(secret) | ({"If-Match": seen} if seen else {})
    words = {"status": status} | body
    return client.patch(one(deadline), words, content_type="application/json", headers=headers)


def quoted(deadline):
    return f'"{deadline.version}"'


def fresh(deadline):
    return Deadline.objects.get(pk=deadline.pk)


@pytest.fixture
def secret(amina, workspace):
    return make_token(amina, workspace, scopes=ALL)[1]


@pytest.fixture
def deadline(workspace, amina):
    return make_deadline(workspace, amina, day=DAY, at=AT, person=amina)


def test_a_deadline_reads_as_it_stands(client, workspace, amina, organisation, deadline, secret):
    source = "Letter of the secretariat"
    day = Day(day=date(2027, 5, 3), hour=None, confidence="estimated", is_about=True, source=source)
    key_date = make_key_date(workspace, day=day, at=AT + timedelta(hours=1))
    make_deadline(workspace, amina, day=DAY, at=AT + timedelta(hours=2), kind="letter", organisation=organisation)

    answer = get(client, root(workspace), secret)

    rows = answer.json()["results"]
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert (answer.json()["next"], len(rows)) == (None, 3)
    assert rows[0] == {
        "id": str(deadline.pk),
        "kind": "draft",
        "what": "Draft ready",
        "date": "2027-07-02",
        "last_date": None,
        "time": "17:30:00",
        "zone": "Africa/Nairobi",
        "ends_at": "2027-07-02T14:30:00Z",
        "confidence": "confirmed",
        "is_about": False,
        "source": "",
        "organisation": None,
        "person": "Amina",
        "status": "open",
        "changed_at": "2026-03-01T09:30:00Z",
        "version": "1772357400000000",
    }
    assert rows[1] == rows[0] | {
        "id": str(key_date.pk),
        "kind": "key_date",
        "what": "Pre-session in Geneva",
        "date": "2027-05-03",
        "time": None,
        "zone": "Europe/Zurich",
        "ends_at": "2027-05-03T21:59:00Z",
        "confidence": "estimated",
        "is_about": True,
        "source": source,
        "person": None,
        "changed_at": "2026-03-01T10:30:00Z",
        "version": "1772361000000000",
    }
    assert (rows[2]["kind"], rows[2]["organisation"], rows[2]["person"]) == ("letter", str(organisation.pk), None)
    assert get(client, one(deadline), secret).json() == rows[0]


def test_names_are_shown_where_the_page_shows_them(client, workspace, amina, bruno, partner, deadline):
    bruno.name = ""
    bruno.save()
    make_deadline(workspace, amina, at=AT + timedelta(hours=1), person=bruno)

    def people():
        return [row["person"] for row in get(client, root(workspace)).json()["results"]]

    client.force_login(amina)
    assert people() == ["Amina", str(bruno)]
    client.force_login(partner)
    assert people() == ["Amina", ""]


def test_pages_follow_the_changes_to_the_end(client, workspace, amina, secret):
    for number in range(5):
        # Three at the same moment: none of them is lost between two pages.
        make_deadline(workspace, amina, at=AT + timedelta(minutes=max(0, number - 2)))
    path, seen = f"{root(workspace)}?page_size=2", []
    while path:
        answer = get(client, path, secret).json()
        seen += [row["id"] for row in answer["results"]]
        path = answer["next"]

    assert seen == [str(pk) for pk in Deadline.objects.order_by("changed_at", "pk").values_list("pk", flat=True)]
    assert len(seen) == 5


def test_filters(client, workspace, amina, deadline, secret):
    done, off = (make_deadline(workspace, amina, at=AT) for _ in range(2))
    close_deadline(deadline=done, status="done", by=amina, at=AT + timedelta(minutes=1))
    close_deadline(deadline=off, status="cancelled", by=amina, at=AT + timedelta(minutes=2))

    def found(query):
        return [row["id"] for row in get(client, f"{root(workspace)}?{query}", secret).json()["results"]]

    assert found("status=open") == [str(deadline.pk)]
    assert found("status=done&status=cancelled") == [str(done.pk), str(off.pk)]
    assert found("changed_since=2026-03-01T09:32:00Z") == [str(off.pk)]
    assert found("changed_since=2026-03-01T09:31:00Z&status=done") == [str(done.pk)]
    assert found("changed_since=2026-03-01T09:33:00Z") == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("changed_since=yesterday", 400),
        ("changed_since=%00", 400),
        ("status=late", 400),
        ("cursor=%00", 200),
        # A position that is no moment: p=2026-13-45
        ("cursor=cD0yMDI2LTEzLTQ1", 404),
        ("page_size=-1", 200),
    ],
)
def test_wrong_words_in_an_address_are_refused(client, workspace, secret, query, status):
    assert get(client, f"{root(workspace)}?{query}", secret).status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_no_more_for_more_rows(client, workspace, amina, secret, number, django_assert_num_queries):
    nameless = make_member(make_organisation(), name="")
    for _ in range(number):
        make_deadline(workspace, amina, person=amina)
    get(client, root(workspace), secret)

    # The key, its workspaces, the workspace, the rows.
    with django_assert_num_queries(4):
        get(client, root(workspace), secret)
    Deadline.objects.update(person=nameless)
    # A key is told nobody's address: who its maker's colleagues are is not asked.
    with django_assert_num_queries(4):
        assert {row["person"] for row in get(client, root(workspace), secret).json()["results"]} == {""}
    client.force_login(amina)
    # The session, the person, their organisations' workspace, the rows, and who the colleagues are.
    with django_assert_num_queries(5):
        get(client, root(workspace))


@pytest.mark.parametrize("place", ["list", "one"])
def test_an_unchanged_answer_is_not_sent_twice(client, workspace, amina, deadline, secret, place):
    path = root(workspace) if place == "list" else one(deadline)
    etag = get(client, path, secret).headers["ETag"]

    again = get(client, path, secret, **{"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert again.headers["Cache-Control"] == "private, no-store"
    assert get(client, path, secret, **{"If-None-Match": f'"other", {etag}'}).status_code == 304
    assert get(client, path, secret, **{"If-None-Match": '"other"'}).status_code == 200

    close_deadline(deadline=deadline, status="done", by=amina, at=AT + timedelta(minutes=1))
    assert get(client, path, secret, **{"If-None-Match": etag}).status_code == 200


def test_a_new_name_is_a_new_answer_but_no_new_version(client, amina, deadline, secret):
    etag = get(client, one(deadline), secret).headers["ETag"]
    amina.name = "Amina K."
    amina.save()

    answer = get(client, one(deadline), secret, **{"If-None-Match": etag})

    assert (answer.status_code, answer.json()["person"]) == (200, "Amina K.")
    assert patch(client, deadline, secret, seen=etag).status_code == 200


def test_done_called_off_and_open_again(client, amina, deadline, secret):
    read = get(client, one(deadline), secret)
    done = patch(client, deadline, secret, seen=read.headers["ETag"])

    row = fresh(deadline)
    assert (done.status_code, row.status, row.closed_by) == (200, "done", amina)
    assert done.json() == read.json() | {
        "status": "done", "changed_at": done.json()["changed_at"], "version": row.version
    }  # fmt: skip
    assert done.headers["ETag"] == get(client, one(deadline), secret).headers["ETag"] != read.headers["ETag"]

    off = patch(client, deadline, secret, seen=quoted(row), status="cancelled")
    assert (off.status_code, fresh(deadline).status) == (200, "cancelled")
    opened = patch(client, deadline, secret, seen=f'W/"{off.json()["version"]}"', status="open")
    row = fresh(deadline)
    assert (opened.status_code, row.status, row.closed_at, row.closed_by) == (200, "open", None, None)
    assert list(row.changes.order_by("at").values_list("what", "by")) == [
        (what, amina.pk) for what in ("set", "done", "cancelled", "reopened")
    ]
    verbs = AuditEvent.objects.filter(target_id=str(deadline.pk)).order_by("at").values_list("verb", flat=True)
    assert list(verbs) == ["set", "finish", "cancel", "reopen"]


def test_the_same_again_writes_nothing(client, amina, deadline, secret):
    answer = patch(client, deadline, secret, seen=quoted(deadline), status="open")

    assert (answer.status_code, answer.json()["version"]) == (200, deadline.version)
    assert deadline.changes.count() == 1


def test_an_unread_change_is_not_overwritten(client, bruno, deadline, secret):
    seen = quoted(deadline)
    close_deadline(deadline=deadline, status="cancelled", by=bruno, at=AT + timedelta(minutes=1))

    answer = patch(client, deadline, secret, seen=seen)

    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    assert answer.json()["detail"] == "Somebody changed this deadline after you had read it."
    assert answer.json()["current"] == get(client, one(deadline), secret).json()
    assert (answer.json()["current"]["status"], fresh(deadline).closed_by) == ("cancelled", bruno)
    assert patch(client, deadline, secret, seen=f"{seen}, {quoted(fresh(deadline))}").status_code == 200


@pytest.mark.parametrize("seen", [None, "*", "1772357400000000"])
def test_a_change_that_names_no_version_is_refused(client, deadline, secret, seen):
    answer = patch(client, deadline, secret, seen=seen)

    assert (answer.status_code, answer.json()["title"]) == (428, "Precondition Required")
    assert answer.json()["detail"] == "Say in If-Match which version you have read: its ETag."
    assert fresh(deadline).status == "open"


@pytest.mark.parametrize("status", ["late", "", None, ["done"], {"a": 1}, "done\x00"])
def test_wrong_words_are_told_at_their_field(client, deadline, secret, status):
    answer = patch(client, deadline, secret, seen=quoted(deadline), status=status)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["status"])
    assert fresh(deadline).status == "open"


def test_nothing_but_the_status_is_written(client, deadline, secret):
    answer = patch(client, deadline, secret, seen=quoted(deadline), title="Other", date="2030-01-01", person=None)

    row = fresh(deadline)
    assert (answer.status_code, row.title, row.date, row.person_id) == (
        200, "Draft ready", date(2027, 7, 2), deadline.person_id
    )  # fmt: skip


@pytest.mark.parametrize(
    ("person", "written"),
    [("amina", 200), ("odile", 200), ("partner", 200), ("bruno", 403), ("supporter", 403), ("observer", 403)],
)
def test_everybody_reads_and_writers_close(client, request, workspace, deadline, person, written):
    client.force_login(request.getfixturevalue(person))

    assert get(client, root(workspace)).json()["results"][0]["id"] == str(deadline.pk)
    assert get(client, one(deadline)).status_code == 200
    assert patch(client, deadline, seen=quoted(deadline)).status_code == written
    assert fresh(deadline).status == ("done" if written == 200 else "open")


@pytest.mark.parametrize("way", ["session", "key"])
def test_a_stranger_learns_nothing(client, chidi, workspace, review, deadline, way):
    secret = None
    if way == "session":
        client.force_login(chidi)
    else:
        own = make_workspace(organisation=chidi.organisations.get(), review=review)
        secret = make_token(chidi, own, scopes=ALL)[1]
    answers = [
        get(client, root(workspace), secret),
        get(client, one(deadline), secret),
        patch(client, deadline, secret, seen=quoted(deadline)),
        get(client, f"/api/v1/workspaces/{uuid4()}/deadlines/", secret),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({answer.content for answer in answers}) == 1
    assert fresh(deadline).status == "open"


def test_a_deadline_is_found_in_its_own_workspace_alone(client, organisation, review, workspace, amina, deadline):
    other = make_workspace(organisation=organisation, review=review)
    secret = make_token(amina, other, workspace, scopes=ALL)[1]

    assert get(client, root(other), secret).json()["results"] == []
    assert get(client, f"{root(other)}{deadline.pk}/", secret).status_code == 404


def test_without_a_key_and_a_session_nothing_is_told(client, workspace, deadline):
    answers = [get(client, root(workspace)), get(client, one(deadline)), patch(client, deadline, seen=quoted(deadline))]

    assert {(answer.status_code, answer.headers["WWW-Authenticate"]) for answer in answers} == {(401, "Bearer")}


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        (["read_public"], [403, 403, 403]),
        (["read_workspace"], [200, 200, 403]),
        (["write_ratings"], [200, 200, 403]),
        (ALL, [200, 200, 200]),
    ],
)
def test_a_key_does_what_its_scopes_say(client, workspace, amina, deadline, scopes, expected):
    secret = make_token(amina, *([workspace] if scopes != ["read_public"] else []), scopes=scopes)[1]
    answers = [
        get(client, root(workspace), secret),
        get(client, one(deadline), secret),
        patch(client, deadline, secret, seen=quoted(deadline)),
    ]

    assert [answer.status_code for answer in answers] == expected


def test_a_session_needs_its_token_to_write(amina, deadline):
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina)

    assert patch(client, deadline, seen=quoted(deadline)).status_code == 403
    assert fresh(deadline).status == "open"


def test_the_description_says_how_to_close_one(client):
    path = "/api/v1/workspaces/{workspace}/deadlines/{id}/"
    described = client.get("/api/v1/schema/?format=json").json()

    closing = described["paths"][path]["patch"]
    headers = {one["name"]: one.get("required", False) for one in closing["parameters"] if one["in"] == "header"}
    assert headers == {"If-Match": True}
    assert set(closing["responses"]) == {"200", "409", "428"}
    listing = described["paths"]["/api/v1/workspaces/{workspace}/deadlines/"]["get"]
    assert {"changed_since", "status", "cursor", "page_size", "If-None-Match"} <= {
        one["name"] for one in listing["parameters"]
    }
    assert set(listing["responses"]) == {"200", "304"}
    fields = described["components"]["schemas"]["Deadline"]["properties"]
    assert list(fields) == [
        *("id", "kind", "what", "date", "last_date", "time", "zone", "ends_at", "confidence", "is_about", "source"),
        *("organisation", "person", "status", "changed_at", "version"),
    ]

"""The pipeline and meetings over the API: who reads and writes, nobody's change unread, and nothing that is sealed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from advocacy.models import Ask, Meeting, Target
from advocacy.services.pipeline import change_target
from reminders.models import Deadline
from tests.advocacy.contacted import make_contact
from tests.advocacy.decided import make_proposal
from tests.advocacy.sheets import make_sheet
from tests.advocacy.targeted import make_mail, make_meeting, make_target
from tests.factories import make_state, make_token

ALL = ["read_advocacy", "write_advocacy"]
ROUTES = ("targets", "asks", "meetings")


def root(workspace, route):
    return f"/api/v1/workspaces/{workspace.pk}/{route}/"


def call(client, method, path, secret=None, seen=None, **body):
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    headers |= {"If-Match": f'"{seen}"'} if seen else {}
    more = {"data": body, "content_type": "application/json"} if method != "get" else {"data": body}
    return getattr(client, method)(path, headers=headers, **more)


@pytest.fixture
def secret(amina, workspace):
    return make_token(amina, workspace, scopes=ALL)[1]


@pytest.fixture
def proposal(workspace, amina):
    return make_proposal(workspace, amina)


def test_a_state_reads_as_it_stands_without_its_notes(client, workspace, amina, organisation, proposal, secret):
    words = {"organisation": organisation, "next_step": "Call them", "next_date": date(2027, 1, 7), "notes": "Careful"}
    target = make_target(workspace, amina, proposals=[proposal], **words)

    answer = call(client, "get", root(workspace, "targets"), secret)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.json()["results"] == [
        {
            "id": str(target.pk),
            "state": "FRA",
            "status": "identified",
            "organisation": str(organisation.pk),
            "person": None,
            "next_step": "Call them",
            "next_date": "2027-01-07",
            "proposals": [str(proposal.pk)],
            "created_at": answer.json()["results"][0]["created_at"],
            "changed_at": answer.json()["results"][0]["changed_at"],
            "version": target.version,
        }
    ]
    assert "Careful" not in answer.content.decode()


def test_a_program_takes_a_state_in_once(client, workspace, organisation, proposal, secret):
    make_state("FRA")
    sent = {"state": "FRA", "organisation": str(organisation.pk), "proposals": [str(proposal.pk)]}
    sent |= {"next_step": "Write to them", "next_date": "2030-01-07"}

    made = call(client, "post", root(workspace, "targets"), secret, **sent)
    again = call(client, "post", root(workspace, "targets"), secret, **sent)

    assert (made.status_code, made.json()["status"], made.json()["proposals"]) == (201, "identified", sent["proposals"])
    assert (again.status_code, again.json()["current"]["id"]) == (409, made.json()["id"])
    target = Target.objects.get()
    assert (target.organisation, target.person) == (organisation, None)
    assert Deadline.objects.get(key=target.deadline_key).date == date(2030, 1, 7)


def test_what_is_not_sent_stays(client, workspace, amina, proposal, secret):
    target = make_target(
        workspace, amina, proposals=[proposal], person=amina, notes="Two lines\n\n kept ", next_step="Call"
    )

    answer = call(client, "patch", f"{root(workspace, 'targets')}{target.pk}/", secret, target.version, status="met")

    assert answer.status_code == 200
    assert answer.headers["ETag"].startswith(f'"{answer.json()["version"]}.')
    target.refresh_from_db()
    said = (target.status, target.person, target.notes, target.next_step, target.asks.count())
    assert said == ("met", amina, "Two lines\n\n kept ", "Call", 1)


def test_given_to_an_organisation_a_state_is_nobody_elses(client, workspace, amina, organisation, secret):
    target = make_target(workspace, amina, person=amina)
    path = f"{root(workspace, 'targets')}{target.pk}/"

    given = call(client, "patch", path, secret, target.version, organisation=str(organisation.pk)).json()
    back = call(client, "patch", path, secret, given["version"], organisation=None).json()

    assert (given["organisation"], given["person"]) == (str(organisation.pk), None)
    assert (back["organisation"], back["person"]) == (None, None)


def test_nobodys_change_is_overwritten_unread(client, workspace, amina, secret):
    target = make_target(workspace, amina)
    path, seen = f"{root(workspace, 'targets')}{target.pk}/", target.version
    change_target(target=target, words={"status": "met"}, proposals=[], by=amina, at=timezone.now(), seen=seen)

    late = call(client, "patch", path, secret, seen, status="pledged")
    blind = call(client, "patch", path, secret, status="pledged")

    assert (late.status_code, late.json()["current"]["status"]) == (409, "met")
    assert blind.status_code == 428
    target.refresh_from_db()
    assert target.status == "met"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"state": "XXX"}, "state"),
        ({"status": "won"}, "status"),
        ({"organisation": str(uuid4())}, "organisation"),
        ({"proposals": [str(uuid4())]}, "proposals"),
        ({"next_date": "soon"}, "next_date"),
        ({"next_step": "x" * 151}, "next_step"),
    ],
)
def test_what_the_form_refuses_is_told_under_its_name(client, workspace, secret, sent, field):
    make_state("FRA")

    answer = call(client, "post", root(workspace, "targets"), secret, **{"state": "FRA"} | sent)

    assert (answer.status_code, Target.objects.count()) == (400, 0)
    assert field in answer.content.decode()


def test_the_state_under_review_does_not_lobby_itself(client, workspace, secret):
    code = workspace.review.state_under_review_id

    assert call(client, "post", root(workspace, "targets"), secret, state=code).status_code == 400


def test_what_was_presented_is_noted_and_moves_the_list(client, workspace, amina, proposal, secret):
    make_target(workspace, amina, proposals=[proposal])
    ask = Ask.objects.get()
    path = f"{root(workspace, 'asks')}{ask.pk}/"

    noted = call(client, "patch", path, secret, ask.version, status="presented", presented_date="2026-03-02")
    late = call(client, "patch", path, secret, ask.version, status="refused")
    ahead = call(client, "patch", path, secret, noted.json()["version"], status="promised", presented_date="2999-01-01")

    assert (noted.status_code, noted.json()["presented_date"], noted.json()["state"]) == (200, "2026-03-02", "FRA")
    assert (late.status_code, late.json()["current"]["status"], ahead.status_code) == (409, "presented", 400)
    assert [state.pk for state in proposal.states.all()] == ["FRA"]
    since = (Ask.objects.get().changed_at + timedelta(seconds=1)).isoformat()
    assert call(client, "get", root(workspace, "asks"), secret, changed_since=since).json()["results"] == []
    assert len(call(client, "get", root(workspace, "asks"), secret, state="FRA").json()["results"]) == 1


def test_a_meeting_reads_without_anything_that_is_sealed(client, workspace, amina, proposal, secret):
    sheet, contact = make_sheet(workspace, amina), make_contact(workspace, amina, name="Leila Haddad")
    row = make_mail(workspace, amina, contacts=[contact], proposals=[proposal], factsheets=[sheet], papers="A letter")
    Meeting.objects.filter(pk=row.pk).update(status="held")
    row.refresh_from_db()
    row.said, row.promise = "Canary one", "Canary two"
    row.save(update_fields=["said", "promise"])

    answer = call(client, "get", f"{root(workspace, 'meetings')}{row.pk}/", secret)

    found = answer.json()
    assert (found["proposals"], found["factsheets"], found["papers"]) == (
        [str(proposal.pk)],
        [str(sheet.pk)],
        "A letter",
    )
    assert sorted(set(found) & {"said", "promise", "mail_subject", "mail_text", "contacts"}) == []
    words = ("Canary", "Leila", "Thank you", "Our meeting", str(contact.pk))
    assert [word for word in words if word in answer.content.decode()] == []


def test_a_program_plans_a_meeting_once(client, workspace, proposal, secret):
    make_state("FRA")
    sent = {"key": str(uuid4()), "title": "Mission of France", "date": "2030-06-03", "time": "10:30", "state": "FRA"}

    made = call(client, "post", root(workspace, "meetings"), secret, **sent, proposals=[str(proposal.pk)])
    again = call(client, "post", root(workspace, "meetings"), secret, **sent)

    assert (made.status_code, again.status_code, Meeting.objects.count()) == (201, 200, 1)
    assert (made.json()["zone"], made.json()["time"]) == ("Europe/Zurich", "10:30:00")
    assert again.json() == made.json()
    assert Deadline.objects.get().title == "Mission of France"


def test_a_meeting_is_moved_and_called_off_and_keeps_whom_one_meets(client, workspace, amina, secret):
    row = make_meeting(workspace, amina, contacts=[make_contact(workspace, amina)])
    path = f"{root(workspace, 'meetings')}{row.pk}/"

    moved = call(client, "patch", path, secret, row.version, date="2030-06-04", place="Palais").json()
    off = call(client, "patch", path, secret, moved["version"], status="cancelled")

    assert (moved["date"], moved["place"], off.json()["status"]) == ("2030-06-04", "Palais", "cancelled")
    row.refresh_from_db()
    assert (row.contacts.count(), row.date) == (1, date(2030, 6, 4))
    assert Deadline.objects.get(key=row.deadline_key).status == "cancelled"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"status": "held"}, 400),
        ({"date": "2030-03-31", "time": "02:30"}, 400),
        ({"zone": "Nowhere"}, 400),
        ({"language": "xx"}, 400),
        ({"said": "From a program"}, 200),
    ],
)
def test_what_a_meeting_does_not_take(client, workspace, amina, secret, sent, status):
    row = make_meeting(workspace, amina)

    answer = call(client, "patch", f"{root(workspace, 'meetings')}{row.pk}/", secret, row.version, **sent)

    assert answer.status_code == status
    row.refresh_from_db()
    assert (row.status, row.said) == ("planned", "")


def test_what_is_written_down_is_not_planned_again(client, workspace, amina, secret):
    row = make_meeting(workspace, amina, status="held")

    answer = call(client, "patch", f"{root(workspace, 'meetings')}{row.pk}/", secret, row.version, status="planned")

    assert answer.status_code == 400
    row.refresh_from_db()
    assert row.status == "held"


@pytest.mark.parametrize("route", ROUTES)
def test_keys_need_their_scopes(client, workspace, amina, proposal, route):
    make_target(workspace, amina, proposals=[proposal])
    make_meeting(workspace, amina)
    rows = {"targets": Target, "asks": Ask, "meetings": Meeting}
    row = rows[route].objects.get()
    one = f"{root(workspace, route)}{row.pk}/"
    keys = [make_token(amina, workspace, scopes=scopes)[1] for scopes in (["read_workspace"], ["read_advocacy"])]

    codes = [
        (
            call(client, "get", root(workspace, route), key).status_code,
            call(client, "get", one, key).status_code,
            call(client, "patch", one, key, row.version, status="planned").status_code,
        )
        for key in keys
    ]

    assert codes == [(403, 403, 403), (200, 200, 403)]


def test_who_may_write_may_read(amina, workspace):
    assert make_token(amina, workspace, scopes=["write_advocacy"])[0].scopes == ["read_advocacy", "write_advocacy"]
    assert make_token(amina, workspace, scopes=["write_ratings"])[0].scopes == ["read_workspace", "write_ratings"]


@pytest.mark.parametrize(
    ("name", "reads", "writes", "makes"), [("amina", 200, 200, 201), ("bruno", 200, 403, 403), ("chidi", 404, 404, 404)]
)
def test_the_rules_of_the_pages_hold(client, request, workspace, amina, name, reads, writes, makes):
    row = make_meeting(workspace, amina)
    client.force_login(request.getfixturevalue(name))
    one = f"{root(workspace, 'meetings')}{row.pk}/"

    codes = [
        call(client, "get", one).status_code,
        call(client, "patch", one, seen=row.version, place="Palais").status_code,
        call(client, "post", root(workspace, "meetings"), title="OHCHR", date="2030-06-03").status_code,
    ]

    assert codes == [reads, writes, makes]


@pytest.mark.parametrize("route", ROUTES)
def test_an_unchanged_answer_is_not_sent_twice(client, workspace, amina, proposal, secret, route):
    make_target(workspace, amina, proposals=[proposal])
    make_meeting(workspace, amina)
    path = root(workspace, route)
    etag = call(client, "get", path, secret).headers["ETag"]

    headers = {"Authorization": f"Bearer {secret}", "If-None-Match": etag}

    assert client.get(path, headers=headers).status_code == 304


@pytest.mark.parametrize(("route", "cost"), [("targets", 5), ("asks", 4), ("meetings", 6)])
def test_lists_ask_no_more_for_more_rows(
    client, workspace, amina, proposal, secret, django_assert_num_queries, route, cost
):
    for state in ("FRA", "KEN", "TGO"):
        make_target(workspace, amina, state, proposals=[proposal], person=amina)
        make_meeting(workspace, amina, state, proposals=[proposal], factsheets=[make_sheet(workspace, amina)])
        call(client, "get", root(workspace, route), secret)
        with django_assert_num_queries(cost):
            call(client, "get", root(workspace, route), secret)

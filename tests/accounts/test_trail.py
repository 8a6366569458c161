import ast
import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.models import Membership, WorkspaceMember
from accounts.services.organisations import change_role
from accounts.services.workspaces import remove_organisation
from common.actor import acting_for
from common.audit import record_event
from common.audit_words import all_words
from common.models import AuditEvent
from tests.factories import AT, make_member, make_organisation, make_user

ROOT = Path(__file__).resolve().parent.parent.parent


def lines(answer):
    return [(line.who, line.what, line.kind, line.place, line.fields) for line in answer.context["lines"]]


@pytest.fixture
def ask(client, organisation, odile):
    client.force_login(odile)

    def open_page(**query):
        return client.get(reverse("accounts:organisation_trail", args=[organisation.pk]), query)

    return open_page


@pytest.fixture
def note(organisation):
    def record(by, verb="change", target=None, at=AT, **fields):
        target = target or organisation
        record_event(verb=verb, target=target, by=by, at=at, organisation_id=organisation.pk, **fields)

    return record


@pytest.mark.parametrize(("who", "status"), [("odile", 200), ("amina", 403), ("bruno", 403), ("chidi", 404)])
@pytest.mark.parametrize("name", ["organisation_trail", "organisation_trail_csv"])
def test_owners_alone_read_the_trail(client, request, organisation, odile, who, status, name):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(f"accounts:{name}", args=[organisation.pk])).status_code == status


def test_page_says_who_did_what_to_which_kind_of_thing(ask, note, amina, odile, organisation, workspace):
    note(amina, "rate", workspace, workspace_id=workspace.pk)
    AuditEvent(
        at=AT,
        actor_id=amina.pk,
        verb="rate",
        target_type="implementation.Rating",
        target_id="1",
        workspace_id=workspace.pk,
        fields=["level", "note"],
    ).save(force_insert=True)
    change_role(membership=amina.memberships.get(), role="reader", by=odile, at=AT)
    record_event(verb="change", target=organisation, by=odile, at=AT)

    assert lines(ask()) == [
        ("Odile", "gave another role", "member", "", ("role",)),
        ("Amina", "rated", "rating", workspace.name, ("level", "note")),
        ("Amina", "rated", "workspace", workspace.name, ()),
    ]


def test_who_is_gone_or_from_outside_is_not_named(ask, note, bruno, organisation, workspace):
    staff = make_user(name="Stefan", is_staff=True)
    coordinator = make_member(make_organisation(), name="Cora")
    gone = make_user(name="Gone")
    note(bruno)
    note(gone)
    note(coordinator, "change_part")
    note(staff, "add_member")
    note(None, "change")
    gone.delete()
    Membership.objects.filter(user=bruno).delete()

    answer = ask()

    assert [line[0] for line in lines(answer)] == [
        "the server",
        "the people who run the server",
        "somebody of another organisation",
        "a former member",
        "a former member",
    ]
    for name in ("Stefan", "Cora", "Gone", "Bruno"):
        assert name not in answer.content.decode()


def test_filters_narrow_to_verb_person_and_day(ask, note, amina, odile):
    former = make_user()
    note(amina, "invite")
    note(amina, "close", at=AT + timedelta(days=1))
    note(odile, "invite", at=AT.replace(hour=23, minute=59, second=59, microsecond=999999))
    note(former, "reopen", at=AT + timedelta(days=2))

    def found(**query):
        return [(line.who, line.what) for line in ask(**query).context["lines"]]

    assert found(verb="invite") == [("Odile", "invited"), ("Amina", "invited")]
    assert found(person=str(amina.pk)) == [("Amina", "closed"), ("Amina", "invited")]
    assert found(person="gone") == [("a former member", "opened again")]
    assert found(day="2026-03-01") == [("Odile", "invited"), ("Amina", "invited")]
    assert found(day="2026-03-01", person=str(odile.pk), verb="invite") == [("Odile", "invited")]
    assert found(day="2026-02-01") == []


def test_filters_that_are_not_understood_say_so(ask, note, amina):
    note(amina)

    answer = ask(day="31.2.2026", person="7", verb="x")

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"day", "person", "verb"}
    assert answer.context["lines"] == []


def test_pages_follow_each_other_without_a_gap(ask, note, amina, monkeypatch):
    monkeypatch.setattr("accounts.trail.PAGE", 3)
    for number in range(8):
        note(amina, f"v{number}")
    seen, before = [], None
    for _ in range(3):
        answer = ask(**({"before": before} if before else {}))
        seen.append([line.what for line in answer.context["lines"]])
        before = answer.context["more"]

    assert seen == [["v7", "v6", "v5"], ["v4", "v3", "v2"], ["v1", "v0"]]
    assert before is None


def test_a_page_costs_the_same_with_one_line_and_with_many(ask, note, amina, workspace, django_assert_num_queries):
    note(amina, workspace_id=workspace.pk)
    ask()
    for _ in range(30):
        note(amina, workspace_id=workspace.pk)

    with django_assert_num_queries(9):
        ask()


def test_file_holds_what_the_page_shows(client, ask, note, amina, organisation, workspace):
    for number in range(3):
        note(amina, "change", fields=["name", "is_public"] if number else [], workspace_id=workspace.pk)
    note(amina, "close")

    shown = ask(verb="change").context
    answer = client.get(reverse("accounts:organisation_trail_csv", args=[organisation.pk]), {"verb": "change"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert rows == [list(shown["head"]), *[list(line.cells()) for line in shown["lines"]]]
    assert rows[1][:2] == ["2026-03-01 09:30 UTC", "Amina"]
    assert answer["Cache-Control"] == "private, no-store"
    assert AuditEvent.objects.filter(verb="export", target_id=str(organisation.pk)).count() == 1


def test_who_coordinates_sees_what_shaped_the_workspace(client, amina, chidi, organisation, workspace):
    partner = chidi.organisations.get()
    part = WorkspaceMember.objects.create(workspace=workspace, organisation=partner, role="contributor")
    record_event(verb="join", target=part, by=chidi, at=AT, workspace_id=workspace.pk, organisation_id=partner.pk)
    AuditEvent(
        at=AT,
        actor_id=chidi.pk,
        verb="rate",
        target_type="implementation.Rating",
        target_id="1",
        workspace_id=workspace.pk,
        organisation_id=partner.pk,
    ).save(force_insert=True)
    address = reverse("accounts:workspace_trail", args=[workspace.pk])

    client.force_login(amina)
    answer = client.get(address)
    client.force_login(chidi)
    refused = client.get(address)

    assert lines(answer) == [("somebody of Elsewhere", "joined", "organisation in the workspace", workspace.name, ())]
    assert refused.status_code == 403
    with acting_for(amina):
        remove_organisation(part=part, by=amina, at=AT + timedelta(days=1))
    client.force_login(chidi)
    assert lines(client.get(reverse("accounts:organisation_trail", args=[partner.pk])))[0][:2] == (
        "somebody of another organisation",
        "took out of the workspace",
    )


def verbs_in_code():
    for app in ("accounts", "cycles", "reminders", "implementation", "impact", "common", "upr_platform"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ("record_event", "_note", "_record"):
                    said = {one.arg: one.value for one in node.keywords}.get(
                        "verb", node.args[0] if node.args else None
                    )
                    yield from (
                        (str(path.relative_to(ROOT)), one.value)
                        for one in ast.walk(said)
                        if isinstance(one, ast.Constant) and isinstance(one.value, str)
                    )


def test_every_verb_has_its_words():
    """A new one goes into the ``audit_words`` of its app."""
    found = list(verbs_in_code())

    assert len(found) > 40
    assert [(path, verb) for path, verb in found if verb not in all_words()[0]] == []


def test_a_new_password_leaves_a_line_and_signing_in_none(client, amina):
    amina.set_password("an old password")
    amina.save()
    client.post(reverse("account_login"), {"login": amina.email, "password": "an old password"})
    words = {"oldpassword": "an old password", "password1": "three-brown-kettles", "password2": "three-brown-kettles"}
    client.post(reverse("account_change_password"), words)
    client.get(reverse("leave"))

    assert list(AuditEvent.objects.values_list("verb", "fields", "actor_id")) == [("change", ["password"], amina.pk)]

"""Machines: they fetch a key for an hour over HTTP, do what their maker may do in one workspace, and end at once."""

import base64
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.idp.oidc.models import Client as OidcClient
from allauth.idp.oidc.models import Token
from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import MachineClient, Membership, User, WorkspaceMember
from accounts.services.machines import create_machine, forget_ended_keys, revoke_machine
from common.actor import acting_for
from common.models import AuditEvent
from implementation.models import Rating
from tests.factories import AT, make_organisation, make_recommendation, make_workspace

TOKEN = "/api/v1/token/"
ALL = ["read_public", "read_workspace", "write_ratings"]


def make_machine(by, workspace, scopes=ALL, **fields):
    defaults = {"purpose": "our server", "at": timezone.now()} | fields
    return create_machine(workspace=workspace, scopes=scopes, by=by, **defaults)


def fetch(client, machine, secret, **words):
    body = {"grant_type": "client_credentials", "client_id": machine.client_id, "client_secret": secret} | words
    return client.post(TOKEN, body)


def ask(client, key, path, method="get", **words):
    headers = {"HTTP_AUTHORIZATION": f"Bearer {key}"}
    return getattr(client, method)(path, content_type="application/json", **words, **headers)


@pytest.fixture
def recommendation(review):
    return make_recommendation(review, item=7)


def ratings(workspace):
    return f"/api/v1/workspaces/{workspace.pk}/ratings/"


def rate(client, key, workspace):
    body = {"recommendation": "XAR-4-140.7", "level": "fully", "rated_date": "2026-02-28", "replaces": None}
    return ask(client, key, ratings(workspace), "post", data=body)


def test_a_machine_fetches_a_key_and_works(client, amina, organisation, workspace, review, recommendation):
    other = make_workspace(organisation=organisation, review=review)
    machine, secret = make_machine(amina, workspace)

    answer = fetch(client, machine, secret)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    fetched = answer.json()
    assert (fetched["token_type"], fetched["expires_in"]) == ("Bearer", 3600)
    assert sorted(fetched["scope"].split()) == sorted(ALL)
    assert "refresh_token" not in fetched
    key = fetched["access_token"]
    assert ask(client, key, ratings(workspace)).status_code == 200
    assert ask(client, key, "/api/v1/states/").status_code == 200
    assert [row["id"] for row in ask(client, key, "/api/v1/workspaces/").json()["results"]] == [str(workspace.pk)]
    assert ask(client, key, ratings(other)).status_code == 404
    assert rate(client, key, workspace).status_code == 201
    assert Rating.objects.get().rated_by == amina
    machine.refresh_from_db()
    assert machine.last_used_date == timezone.now().date()


def test_a_machine_says_who_it_is_in_the_head_too(client, amina, workspace):
    machine, secret = make_machine(amina, workspace)
    head = base64.b64encode(f"{machine.client_id}:{secret}".encode()).decode()

    answer = client.post(TOKEN, {"grant_type": "client_credentials"}, HTTP_AUTHORIZATION=f"Basic {head}")

    assert answer.status_code == 200


def test_a_key_can_ask_for_less_and_not_for_more(client, amina, workspace, recommendation):
    machine, secret = make_machine(amina, workspace, scopes=["read_workspace"])

    assert fetch(client, machine, secret, scope="write_ratings").json()["error"] == "invalid_scope"
    key = fetch(client, machine, secret, scope="read_workspace").json()["access_token"]

    assert ask(client, key, ratings(workspace)).status_code == 200
    assert rate(client, key, workspace).status_code == 403
    assert ask(client, key, "/api/v1/states/").status_code == 403


@pytest.mark.parametrize(
    "grant", ["authorization_code", "password", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code", ""]
)
def test_no_other_grant_is_known(client, amina, workspace, grant):
    machine, secret = make_machine(amina, workspace)

    answer = fetch(client, machine, secret, grant_type=grant, username=amina.email, password="x", code="x")

    assert (answer.status_code, answer.json()) == (400, {"error": "unsupported_grant_type"})


@pytest.mark.parametrize("changes", [{"client_secret": "uprc_no"}, {"client_id": "nobody"}, {"client_secret": ""}])
def test_a_wrong_name_or_secret_opens_nothing(client, amina, workspace, changes):
    machine, secret = make_machine(amina, workspace)

    answer = fetch(client, machine, secret, **changes)

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert Token.objects.count() == 0


def test_guessing_is_slow(client, amina, workspace, monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"anon": "9/min", "key": "9/min", "wrong_key": "2/min"})
    machine, _secret = make_machine(amina, workspace)

    assert [fetch(client, machine, "uprc_no").status_code for _ in range(3)] == [401, 401, 429]


@pytest.mark.parametrize(
    "path",
    [
        "/.well-known/openid-configuration",
        "/.well-known/jwks.json",
        "/identity/o/authorize",
        "/identity/o/device",
        "/identity/o/api/token",
        "/identity/o/api/clients",
        "/identity/o/api/introspect",
        "/identity/o/api/userinfo",
        "/identity/o/api/revoke",
    ],
)
def test_nothing_else_of_the_provider_is_reached(client, amina, path):
    client.force_login(amina)

    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]


def test_the_provider_has_no_addresses_of_its_own(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("idp:oidc:client_registration")
    assert client.get(TOKEN).status_code == 405


def revoke(machine):
    revoke_machine(machine=machine, by=machine.created_by, at=timezone.now())


def expire(machine):
    now = timezone.now()
    MachineClient.objects.update(created_at=now - timedelta(days=9), expires_at=now - timedelta(seconds=1))


def maker_leaves(machine):
    Membership.objects.filter(user=machine.created_by).delete()


def maker_is_closed(machine):
    User.objects.filter(pk=machine.created_by_id).update(is_active=False)


def organisation_leaves(machine):
    WorkspaceMember.objects.filter(workspace=machine.workspace).delete()
    WorkspaceMember.objects.create(workspace=machine.workspace, organisation=make_organisation())


def key_is_old(machine):
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (revoke, 401),
        (expire, 401),
        (maker_is_closed, 401),
        (key_is_old, 401),
        (maker_leaves, 404),
        (organisation_leaves, 404),
    ],
)
def test_a_machine_ends_at_once(client, odile, amina, workspace, recommendation, change, status):
    machine, secret = make_machine(amina, workspace)
    key = fetch(client, machine, secret).json()["access_token"]
    assert ask(client, key, ratings(workspace)).status_code == 200

    change(machine)

    assert ask(client, key, ratings(workspace)).status_code == status
    assert rate(client, key, workspace).status_code == status


def test_a_revoked_machine_gets_no_new_key(client, amina, workspace):
    machine, secret = make_machine(amina, workspace)
    fetch(client, machine, secret)

    revoke(machine)

    assert fetch(client, machine, secret).json()["error"] == "invalid_client"
    assert Token.objects.count() == 0
    assert [event.verb for event in AuditEvent.objects.order_by("at")] == ["create_machine", "revoke_machine"]


def test_a_client_that_allauth_knows_and_we_do_not_opens_nothing(client, amina, workspace):
    machine, secret = make_machine(amina, workspace)
    key = fetch(client, machine, secret).json()["access_token"]
    MachineClient.objects.all().delete()

    assert ask(client, key, "/api/v1/states/").status_code == 401


def test_secrets_and_keys_are_kept_as_digests(client, amina, workspace):
    machine, secret = make_machine(amina, workspace)
    key = fetch(client, machine, secret).json()["access_token"]

    with connection.cursor() as cursor:
        for table in ("allauth_idp_oidc_client", "allauth_idp_oidc_token", "accounts_machineclient"):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s OR t::text LIKE %s',  # noqa: S608
                [f"%{secret}%", f"%{key}%"],
            )
            assert cursor.fetchone() == (0,)
    assert OidcClient.objects.get().get_grant_types() == ["client_credentials"]


def test_the_wall_shows_a_machine_to_its_workspace_and_by_its_name(amina, bruno, chidi, workspace):
    machine, _secret = make_machine(amina, workspace)

    seen = []
    for user, key in [(amina, ""), (bruno, ""), (chidi, ""), (None, ""), (None, machine.client_id)]:
        with acting_for(user, key=key):
            seen.append(MachineClient.objects.count())

    assert seen == [1, 1, 0, 0, 1]


def test_keys_that_are_over_are_forgotten(client, amina, workspace):
    machine, secret = make_machine(amina, workspace)
    fetch(client, machine, secret)
    key_is_old(machine)
    fetch(client, machine, secret)

    forget_ended_keys()

    assert Token.objects.count() == 1


def form(**changes):
    return {"key": str(uuid4()), "purpose": "Our server", "scopes": ["read_workspace"], "days": "90"} | changes


@pytest.mark.parametrize(("person", "status"), [("odile", 200), ("amina", 200), ("bruno", 403), ("chidi", 404)])
def test_who_lets_machines_in(client, request, workspace, person, status):
    client.force_login(request.getfixturevalue(person))
    create, listed = (reverse(f"accounts:machine_{name}", args=[workspace.pk]) for name in ("create", "list"))

    assert [client.get(create).status_code, client.get(listed).status_code] == [status, status]
    assert client.post(create, form()).status_code == status
    assert MachineClient.objects.count() == (status == 200)


def test_contributors_let_no_machine_in(client, amina, workspace):
    WorkspaceMember.objects.update(role="contributor")
    client.force_login(amina)

    assert client.post(reverse("accounts:machine_create", args=[workspace.pk]), form()).status_code == 403


def test_machine_create_shows_name_and_secret_once(client, amina, workspace):
    client.force_login(amina)
    place, posted = reverse("accounts:machine_create", args=[workspace.pk]), form()

    answer = client.post(place, posted)

    secret = answer.context["secret"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content.decode().count(secret) == 1
    assert fetch(client, MachineClient.objects.get(), secret).status_code == 200
    assert client.post(place, posted).status_code == 302
    assert MachineClient.objects.count() == 1
    assert secret not in client.get(reverse("accounts:machine_list", args=[workspace.pk])).content.decode()


@pytest.mark.parametrize("changes", [{"scopes": []}, {"purpose": ""}, {"days": "366"}])
def test_machine_create_says_what_is_wrong(client, amina, workspace, changes):
    client.force_login(amina)

    answer = client.post(reverse("accounts:machine_create", args=[workspace.pk]), form(**changes))

    assert (list(answer.context["form"].errors), MachineClient.objects.count()) == (list(changes), 0)


@pytest.mark.parametrize(("person", "status"), [("odile", 302), ("amina", 302), ("bruno", 403), ("chidi", 404)])
def test_who_ends_machines(client, request, odile, workspace, person, status):
    machine, _secret = make_machine(odile, workspace, at=AT + timedelta(days=3000))
    client.force_login(request.getfixturevalue(person))

    assert client.post(reverse("accounts:machine_revoke", args=[machine.pk])).status_code == status
    assert OidcClient.objects.count() == (status != 302)


@pytest.mark.parametrize("number", [1, 3])
def test_machine_list_asks_no_more_for_more(client, amina, workspace, number, django_assert_num_queries):
    for _ in range(number):
        make_machine(amina, workspace)
    client.force_login(amina)

    # The days of the review are kept from now on.
    client.get(reverse("accounts:machine_list", args=[workspace.pk]))
    with django_assert_num_queries(11):
        client.get(reverse("accounts:machine_list", args=[workspace.pk]))

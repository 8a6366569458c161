"""Keys for programs: who makes, sees and ends them, and what is kept of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken, Membership, ShareLink, WorkspaceMember
from accounts.services.tokens import AlreadyMade, KeyRefused, ReachesTooFar, create_token, find_token, revoke_token
from accounts.session_rows import SIGNED_IN
from common.actor import acting_for
from common.keys import digest
from common.models import AuditEvent
from tests.factories import AT, make_member, make_organisation, make_token, make_workspace

LIST, CREATE = "accounts:token_list", "accounts:token_create"


def words(**changes):
    return {"key": str(uuid4()), "purpose": "Our website", "scopes": ["read_public"], "days": "90"} | changes


def test_create_token_keeps_no_secret(amina, workspace):
    token, secret = create_token(
        purpose="a dashboard", scopes=["write_ratings"], workspaces=[workspace], by=amina, at=AT, days=30
    )

    token.refresh_from_db()
    assert (secret[:4], len(secret), token.first_signs) == ("upr_", 47, secret[:8])
    assert token.key_hash == digest(secret)
    assert secret not in str(vars(token))
    assert token.scopes == ["read_workspace", "write_ratings"]
    assert list(token.workspaces.all()) == [workspace]
    assert token.expires_at == AT + timedelta(days=30)
    event = AuditEvent.objects.get(verb="create_token")
    assert (event.target_id, event.actor_id, event.workspace_id) == (str(token.pk), amina.pk, workspace.pk)


@pytest.mark.parametrize(
    ("scopes", "is_given", "days"),
    [(["read_workspace"], False, 90), (["read_public"], True, 90), (["read_public"], False, 366)],
)
def test_create_token_refuses_what_makes_no_sense(amina, workspace, scopes, is_given, days):
    with pytest.raises(ReachesTooFar):
        make_token(amina, *([workspace] if is_given else []), scopes=scopes, days=days)


def test_create_token_reaches_no_foreign_workspace(amina, chidi, workspace):
    with pytest.raises(ReachesTooFar):
        make_token(chidi, workspace, scopes=["read_workspace"])


def test_create_token_twice_makes_one(amina):
    key = uuid4()
    make_token(amina, key=key)

    with pytest.raises(AlreadyMade):
        make_token(amina, key=key)
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(("field", "value"), [("scopes", []), ("scopes", ["everything"]), ("expires_at", AT)])
def test_apitoken_constraints(amina, field, value):
    token, _secret = make_token(amina, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(**{field: value})


def test_find_token_notes_the_day_once(amina, django_assert_num_queries):
    token, secret = make_token(amina, at=AT)

    find_token(secret=secret, at=AT)
    with django_assert_num_queries(1):
        find_token(secret=secret, at=AT + timedelta(hours=3))

    token.refresh_from_db()
    assert token.last_used_date == AT.date()


def test_find_token_refuses_alike(amina):
    revoked, revoked_secret = make_token(amina, at=AT)
    revoke_token(token=revoked, by=amina, at=AT)
    _open, secret = make_token(amina, at=AT, days=1)

    for wrong, at in [("upr_nothing", AT), (secret + "x", AT), (revoked_secret, AT), (secret, AT + timedelta(days=1))]:
        with pytest.raises(KeyRefused):
            find_token(secret=wrong, at=at)
    assert AuditEvent.objects.filter(verb="revoke_token").count() == 1


def test_the_wall_shows_a_key_to_its_maker_to_those_it_reaches_and_to_its_bearer(amina, bruno, chidi, workspace):
    _token, secret = make_token(amina, workspace, scopes=["read_workspace"])
    narrowed = Membership.objects.get(user=bruno).user
    narrowed.narrowed_to = (workspace.pk,)

    seen = []
    for user in (amina, bruno, chidi, narrowed):
        with acting_for(user):
            seen.append(ApiToken.objects.count())
    with acting_for(None, key=digest(secret)):
        seen.append(ApiToken.objects.count())

    assert seen == [1, 1, 0, 0, 1]


def test_visible_to_owners_of_what_a_key_reaches(amina, bruno, odile, chidi, organisation, workspace):
    partner = make_organisation(name="Partner")
    WorkspaceMember.objects.create(workspace=workspace, organisation=partner)
    pavel, petra = make_member(partner), make_member(partner, role=Membership.Role.OWNER)
    ours, _secret = make_token(amina, workspace, scopes=["read_workspace"])
    theirs, _secret = make_token(pavel, workspace, scopes=["read_workspace"])
    elsewhere, _secret = make_token(amina, scopes=["read_public"])

    def seen(user):
        return set(ApiToken.objects.visible_to(user))

    assert seen(amina) == {ours, elsewhere}
    assert seen(bruno) == set()
    assert seen(odile) == {ours, theirs}
    assert seen(petra) == {theirs}
    assert seen(chidi) == set()
    amina.narrowed_to = (workspace.pk,)
    assert seen(amina) == set()


def test_token_list_names_colleagues_only(client, odile, workspace):
    partner = make_organisation(name="Partner")
    WorkspaceMember.objects.create(workspace=workspace, organisation=partner)
    make_token(make_member(partner, name="Pavel"), workspace, scopes=["read_workspace"], purpose="Theirs")
    client.force_login(odile)

    page = client.get(reverse(LIST)).content.decode()

    assert "Theirs" in page
    assert "Pavel" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_token_list_asks_no_more_for_more_keys(client, amina, workspace, number, django_assert_num_queries):
    for _ in range(number):
        make_token(amina, workspace, scopes=["read_workspace"])
    client.force_login(amina)

    with django_assert_num_queries(6):
        client.get(reverse(LIST))


def test_token_create_shows_the_secret_once_and_is_kept_nowhere(client, amina):
    client.force_login(amina)

    answer = client.post(reverse(CREATE), words())

    token = ApiToken.objects.get()
    secret = answer.context["secret"]
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.content.decode().count(secret) == 1
    assert token.key_hash == digest(secret)
    assert secret not in client.get(reverse(LIST)).content.decode()


def test_token_create_sent_twice_makes_one(client, amina):
    client.force_login(amina)
    posted = words()

    client.post(reverse(CREATE), posted)
    answer = client.post(reverse(CREATE), posted)

    assert answer.headers["Location"] == reverse(LIST)
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"purpose": ""}, "purpose"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"scopes": ["write_ratings"]}, "workspaces"),
        ({"days": "3000"}, "days"),
        ({"key": "1"}, "key"),
    ],
)
def test_token_create_says_what_is_wrong_at_its_field(client, amina, changes, field):
    client.force_login(amina)

    answer = client.post(reverse(CREATE), words(**changes))

    assert list(answer.context["form"].errors) == [field]
    assert ApiToken.objects.count() == 0


def test_token_create_offers_and_takes_no_foreign_workspace(client, amina, workspace, review):
    foreign = make_workspace(review=review, name="canary-workspace")
    client.force_login(amina)

    assert "canary-workspace" not in client.get(reverse(CREATE)).content.decode()
    answer = client.post(reverse(CREATE), words(scopes=["read_workspace"], workspaces=[str(foreign.pk)]))

    assert list(answer.context["form"].errors) == ["workspaces"]


def test_token_create_takes_nothing_but_its_fields(client, amina, bruno):
    client.force_login(amina)

    client.post(
        reverse(CREATE),
        words(created_by=str(bruno.pk), expires_at="2099-01-01", key_hash="0" * 64, first_signs="upr_0000"),
    )

    token = ApiToken.objects.get()
    assert (token.created_by, token.expires_at < timezone.now() + timedelta(days=91)) == (amina, True)
    assert token.key_hash != "0" * 64


@pytest.mark.parametrize(("person", "status"), [("amina", 302), ("odile", 302), ("bruno", 404), ("chidi", 404)])
def test_token_revoke(client, request, amina, workspace, person, status):
    token, _secret = make_token(amina, workspace, scopes=["read_workspace"])
    client.force_login(request.getfixturevalue(person))

    assert client.post(reverse("accounts:token_revoke", args=[token.pk])).status_code == status

    token.refresh_from_db()
    assert (token.revoked_at is not None) is (status == 302)


@pytest.mark.parametrize("name", [LIST, CREATE])
def test_pages_of_keys_need_a_sign_in(client, db, name):
    assert client.get(reverse(name)).headers["Location"] == f"/accounts/login/?next={reverse(name)}"


def test_the_secret_stands_in_no_table(amina):
    _token, secret = make_token(amina)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_apitoken t WHERE t::text LIKE %s", [f"%{secret[8:]}%"])
        assert cursor.fetchone() == (0,)


def test_keys_and_links_are_made_by_who_signed_in_just_now(client, odile, workspace):
    client.force_login(odile)
    session = client.session
    session[SIGNED_IN] = timezone.now().timestamp() - 16 * 60
    session.save()
    places = [reverse(CREATE), reverse("accounts:share_create", args=[workspace.pk]) + "?kind=overview"]

    asked = [client.get(place).status_code for place in places]
    posted = [client.post(place, words()).status_code for place in places]

    assert (asked, posted) == ([302, 302], [403, 403])
    assert (ApiToken.objects.count(), ShareLink.objects.count()) == (0, 0)

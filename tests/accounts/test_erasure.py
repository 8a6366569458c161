import json

import pytest
from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from accounts import tasks
from accounts.models import ApiToken, FactorRequest, Invitation, Membership, User
from accounts.person_rows import Fate, fates
from accounts.services.erasure import LastOwnerOf, delete_account
from accounts.services.invitations import invite
from accounts.services.machines import create_machine
from common.actor import acting_for
from common.models import AuditEvent
from cycles.models import SavedSearch
from implementation.models import Rating
from reminders import people_gone
from reminders.models import Letter, Notice, PersonalHours, Reminder, ReminderChoice
from reminders.services.feeds import create_feed
from reminders.services.notices import note_happening
from submissions.models import PriorityIssue
from tests.advocacy.contacted import make_contact
from tests.advocacy.targeted import make_target
from tests.factories import AT, make_member, make_rating, make_recommendation, make_share, make_token
from tests.reminders.made import make_deadline, make_reminder
from tests.submissions.prepared import make_prepared


@pytest.fixture
def rating(amina, workspace, review):
    return make_rating(workspace, make_recommendation(review), by=amina, note="Seen")


def test_the_person_goes_and_the_work_stays(amina, rating, odile):
    EmailAddress.objects.create(user=amina, email=amina.email, verified=True, primary=True)
    SavedSearch.objects.create(user=amina, name="Mine", query="q=x", created_at=AT)
    address = amina.email

    delete_account(user=amina, by=amina, at=AT)

    shadow = User.objects.get(pk=amina.pk)
    assert (str(shadow), shadow.name, shadow.is_active, shadow.deleted_at) == ("a former member", "", False, AT)
    assert shadow.email == f"{amina.pk}@deleted.invalid"
    assert not shadow.has_usable_password()
    assert Rating.objects.get() == rating
    assert (EmailAddress.objects.count(), SavedSearch.objects.count()) == (0, 0)
    assert not Membership.objects.filter(user=amina).exists()
    assert not User.objects.filter(email=address).exists()


def test_every_field_that_names_a_person_is_decided(db):
    found = set()
    for relation in User._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            found.add((relation.related_model._meta.label, relation.field.name))

    assert {(field.model._meta.label, field.name) for field in fates()} == found
    # A row goes, is given back or stays as its own column allows.
    assert [str(field) for field, fate in fates().items() if fate == Fate.FREED and not field.null] == []


def test_a_field_that_nobody_decided_is_refused(db, monkeypatch):
    monkeypatch.delitem(people_gone.GOES, "reminders.Letter")
    fates.cache_clear()

    with pytest.raises(ImproperlyConfigured, match=r"\('reminders.Letter', 'person'\)"):
        fates()

    monkeypatch.undo()
    assert Fate.GOES in fates().values()


def _names(user):
    """How many rows of each kind name the person."""
    counts = {f"{field.model._meta.label}.{field.name}": _rows(field, user) for field in fates()}
    return {name: number for name, number in counts.items() if number}


def _rows(field, user):
    return field.model._base_manager.filter(**{field.name: user}).count()


def test_what_is_ones_own_goes_and_work_stays(amina, bruno, odile, organisation, workspace, rating):
    letter = Letter.objects.create(person=amina, created_at=AT, next_try_at=AT)
    ReminderChoice.objects.create(person=amina, workspace=workspace, channel="app", leads=[24])
    kept = ReminderChoice.objects.create(person=bruno, channel="mail", leads=[24])
    PersonalHours.objects.create(person=amina)
    create_feed(by=amina, workspace=workspace, language="en", note="phone", at=AT)
    deadline = make_deadline(workspace, odile, person=amina)
    reminder = make_reminder(deadline, amina, letter=letter)
    asked = {"workspace": workspace, "about": workspace.pk, "path": "/", "at": AT}
    to_amina = note_happening(kind="rating_returned", by=odile, person=amina.pk, **asked)
    by_amina = note_happening(kind="rating_sent", by=amina, **asked)
    for happening, person in ((to_amina, amina), (by_amina, odile)):
        Notice.objects.create(person=person, workspace=workspace, happening=happening, due_at=AT)
    LogEntry.objects.create(user=amina, action_flag=2, object_repr="A row of the record")
    FactorRequest.objects.create(user=amina, asked_at=AT, opens_at=AT, key_hash="x")

    delete_account(user=amina, by=amina, at=AT)

    assert _names(amina) == {
        "admin.LogEntry.user": 1,
        "implementation.Rating.rated_by": 1,
        "reminders.Happening.by": 1,
    }
    assert str(Rating.objects.get().rated_by) == "a former member"
    assert list(ReminderChoice.objects.all()) == [kept]
    assert not Reminder.objects.filter(pk=reminder.pk).exists()
    # What others still have to hear of, they hear.
    assert list(Notice.objects.values_list("person", "happening")) == [(odile.pk, by_amina.pk)]
    deadline.refresh_from_db()
    assert (deadline.person, deadline.set_by, deadline.changed_at) == (None, odile, AT)


def test_a_task_is_nobodys_and_says_who_let_it_go(amina, odile, workspace, review):
    target = make_target(workspace, odile, person=amina)

    delete_account(user=amina, by=amina, at=AT)

    target.refresh_from_db()
    assert (target.person, str(target.changed_by), target.changed_at) == (None, "a former member", AT)


def test_whatever_opens_something_in_ones_name_ends_and_the_workspace_sees_it(client, amina, odile, workspace):
    link, secret = make_share(workspace, amina)
    machine, _ = create_machine(
        workspace=workspace, purpose="our server", scopes=["read_workspace"], by=amina, at=timezone.now()
    )
    others, _ = make_share(workspace, odile)
    make_token(amina, workspace, scopes=["read_workspace"])
    at = timezone.now()
    with acting_for(amina):
        delete_account(user=amina, by=amina, at=at)

    link.refresh_from_db(), machine.refresh_from_db(), others.refresh_from_db()
    assert (link.revoked_at, machine.revoked_at, others.revoked_at) == (at, at, None)
    assert (str(link.created_by), str(machine.created_by)) == ("a former member", "a former member")
    assert (Client.objects.count(), ApiToken.objects.count()) == (0, 0)
    assert Browser().get(f"/shared/{secret}/").status_code == 404
    told = AuditEvent.objects.filter(workspace_id=workspace.pk, at=at).values_list("verb", "organisation_id")
    where = workspace.member_rows.get().organisation_id
    assert sorted(told) == [(f"revoke_{kind}", where) for kind in ("machine", "share", "token")]
    client.force_login(odile)
    page = client.get(f"/workspaces/{workspace.pk}/machines/").content.decode()
    assert "our server" in page.partition("Machines without access any more")[2]


def test_links_of_a_workspace_that_one_has_left_end_too(amina, chidi, workspace):
    link, _ = make_share(workspace, chidi)
    make_member(chidi.memberships.get().organisation, role=Membership.Role.OWNER)

    with acting_for(chidi):
        delete_account(user=chidi, by=chidi, at=timezone.now())

    link.refresh_from_db()
    assert link.revoked_at is not None


def test_what_still_names_somebody_who_is_gone_is_erased_later(amina, bruno, odile, workspace):
    deadline = make_deadline(workspace, odile, person=amina)
    make_reminder(deadline, amina)
    Letter.objects.create(person=amina, created_at=AT, next_try_at=AT)
    others = Letter.objects.create(person=bruno, created_at=AT, next_try_at=AT)
    link, _ = make_share(workspace, amina)
    User.objects.filter(pk=amina.pk).update(deleted_at=AT, is_active=False)
    assert {"reminders.Letter.person", "reminders.Reminder.person", "reminders.Deadline.person"} <= _names(amina).keys()

    tasks.erase_leftovers()

    assert _names(amina) == {"accounts.ShareLink.created_by": 1}
    assert list(Letter.objects.all()) == [others]
    link.refresh_from_db()
    assert link.revoked_at is not None
    told = AuditEvent.objects.filter(workspace_id=workspace.pk).latest("at")
    assert (told.verb, told.actor_id) == ("revoke_share", None)


def test_invitations_by_the_person_end_and_those_to_their_address_go(amina, odile, organisation):
    make_member(organisation, role=Membership.Role.OWNER)
    now = timezone.now()
    where = {"into": organisation, "role": "reader", "at": now, "accept_url": "https://x/SECRET"}
    sent, _ = invite(by=odile, email="new@example.org", **where)
    invite(by=amina, email=odile.email.upper(), **where)
    Invitation.objects.filter(email=odile.email).update(used_at=now, used_by=odile)

    delete_account(user=odile, by=odile, at=now)

    assert list(Invitation.objects.values_list("pk", "withdrawn_at")) == [(sent.pk, now)]


def test_name_and_address_stand_in_no_table_any_more(amina, odile, organisation, workspace, rating):
    User.objects.filter(pk=amina.pk).update(name="Canary Person", email="canary@example.org")
    EmailAddress.objects.create(user=amina, email="older-canary@example.org")
    where = {"into": organisation, "role": "reader", "at": AT, "accept_url": "https://x/SECRET", "by": odile}
    for address in ("canary@example.org", "older-canary@example.org"):
        invite(email=address, **where)
    make_share(workspace, amina)
    assert _tables_with("canary") == {"account_emailaddress", "accounts_invitation", "accounts_user"}

    delete_account(user=amina, by=amina, at=AT)

    assert _tables_with("canary") == set()


def _tables_with(word):
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        count = "SELECT count(*) FROM {0} WHERE {0}::text ILIKE %s"
        found = set()
        for table in tables:
            cursor.execute(count.format(connection.ops.quote_name(table)), [f"%{word}%"])
            found |= {table} if cursor.fetchone()[0] else set()
    return found


def test_the_page_says_what_ends_before_it_does(client, amina, odile, workspace):
    make_share(workspace, amina, note="the embassy")
    make_share(workspace, odile, note="a partner")
    create_machine(workspace=workspace, purpose="our server", scopes=["read_workspace"], by=amina, at=timezone.now())
    make_token(amina, purpose="a dashboard")
    client.force_login(amina)

    page = client.get("/account/delete/").content.decode()

    ending = page.partition("These end with your account")[2]
    words = ("the embassy", "our server", "a dashboard", "a partner")
    assert [word for word in words if word in ending] == ["the embassy", "our server", "a dashboard"]


def test_the_last_owner_hands_over_first(odile, organisation):
    with pytest.raises(LastOwnerOf) as error:
        delete_account(user=odile, by=odile, at=AT)

    assert error.value.organisations == [organisation]
    assert User.objects.get(pk=odile.pk).deleted_at is None
    make_member(organisation, role=Membership.Role.OWNER)
    delete_account(user=odile, by=odile, at=AT)
    assert User.objects.get(pk=odile.pk).deleted_at == AT


def test_every_browser_is_signed_out_at_once(client, amina):
    elsewhere = Browser()
    elsewhere.force_login(amina)
    client.force_login(amina)

    response = client.post("/account/delete/", {"email": amina.email.upper()})

    assert response["Location"] == "/"
    assert elsewhere.get("/account/").status_code == 302
    assert not [one for one in Session.objects.all() if one.get_decoded().get("_auth_user_id") == str(amina.pk)]


def test_a_slip_deletes_nothing(client, amina):
    client.force_login(amina)

    page = client.post("/account/delete/", {"email": "other@example.org"})

    assert "This is not the address of your account." in page.content.decode()
    assert User.objects.get(pk=amina.pk).deleted_at is None


def test_ones_own_data_holds_what_names_oneself_and_no_secret(client, amina, rating, chidi):
    client.force_login(amina)

    response = client.post("/account/data/")

    data = json.loads(response.content)
    assert data["accounts.User"][0]["email"] == amina.email
    assert data["implementation.Rating (rated_by)"][0]["note"] == "Seen"
    assert [row["role"] for row in data["accounts.Membership (user)"]] == ["editor"]
    assert "password" not in data["accounts.User"][0]
    assert "Chidi" not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_own_data_holds_no_word_about_the_people_whom_one_meets(client, amina, workspace):
    make_contact(workspace, amina)
    make_prepared(PriorityIssue, workspace, amina)
    client.force_login(amina)

    said = client.post("/account/data/").content.decode()

    assert json.loads(said)["submissions.PriorityIssue (created_by)"][0]["title"] == "Torture in police stations"
    assert "advocacy.Contact (created_by)" in json.loads(said)
    assert "Leila" not in said


def test_own_data_of_a_workspace_one_has_left_is_not_there(client, amina, rating):
    Membership.objects.filter(user=amina).delete()
    client.force_login(amina)

    assert "implementation.Rating (rated_by)" not in json.loads(client.post("/account/data/").content)

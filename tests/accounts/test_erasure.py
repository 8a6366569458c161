import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import Membership, User
from accounts.services.erasure import LastOwnerOf, delete_account
from cycles.models import SavedSearch
from implementation.models import Rating
from submissions.models import PriorityIssue
from tests.advocacy.contacted import make_contact
from tests.factories import AT, make_member, make_rating, make_recommendation
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


def test_the_last_owner_hands_over_first(odile, organisation):
    with pytest.raises(LastOwnerOf) as error:
        delete_account(user=odile, by=odile, at=AT)

    assert error.value.organisations == [organisation]
    assert User.objects.get(pk=odile.pk).deleted_at is None
    make_member(organisation, role=Membership.Role.OWNER)
    delete_account(user=odile, by=odile, at=AT)
    assert User.objects.get(pk=odile.pk).deleted_at == AT


def test_every_browser_is_signed_out_at_once(client, amina):
    elsewhere = Client()
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

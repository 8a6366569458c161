"""A lost second factor: asked with the password, stopped by a link, allowed by two people after three days."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import FactorRequest, Membership
from accounts.rules import can_allow_way_back, can_stop_way_back
from accounts.services.second_factors import (
    AlreadyAsked,
    NothingLost,
    NotWaiting,
    OwnerNeeded,
    SamePerson,
    TooEarly,
    allow_way_back,
    ask_way_back,
    request_stopped_by,
    stop_way_back,
)
from common.actor import NOBODY, acting, acting_for
from common.models import AuditEvent
from tests.accounts.factors import PASSWORD, code_now, give_app, sign_in, type_password
from tests.factories import AT, make_member, make_user

WAIT = timedelta(hours=72)
LATER = AT + WAIT
LOST = "accounts:second_factor_lost"


@pytest.fixture
def nadia(organisation):
    """A member with a factor that she has lost."""
    nadia = make_member(organisation, name="Nadia", email="nadia@example.org", password=PASSWORD)
    give_app(nadia)
    return nadia


@pytest.fixture
def second_owner(organisation):
    return make_member(organisation, role=Membership.Role.OWNER, name="Omar")


@pytest.fixture
def staff(db):
    return make_user(name="Sven", is_staff=True)


@pytest.fixture
def asked(nadia):
    return ask_way_back(user=nadia, wait=WAIT, at=AT)[0]


def factors(user):
    return Authenticator.objects.filter(user=user).count()


def test_way_back_takes_an_owner_and_a_second_person(nadia, asked, odile, staff, client):
    sign_in(client, nadia)

    allow_way_back(request=asked, by=staff, at=LATER)
    assert factors(nadia) == 2
    done = allow_way_back(request=asked, by=odile, at=LATER)

    assert (done.outcome, done.first_by, done.second_by) == (FactorRequest.Outcome.ALLOWED, staff, odile)
    assert factors(nadia) == 0
    assert not get_user(client).is_authenticated
    assert type_password(Client(), nadia).headers["Location"] == "/start/"


def test_way_back_by_two_owners(nadia, asked, odile, second_owner):
    allow_way_back(request=asked, by=odile, at=LATER)
    allow_way_back(request=asked, by=second_owner, at=LATER)

    assert factors(nadia) == 0


def test_way_back_is_logged_for_the_organisation(nadia, asked, odile, second_owner, organisation):
    allow_way_back(request=asked, by=odile, at=LATER)
    allow_way_back(request=asked, by=second_owner, at=LATER)

    events = AuditEvent.objects.filter(organisation_id=organisation.pk, target_id=str(asked.pk)).order_by(
        "at", "number"
    )
    assert [(event.verb, event.actor_id) for event in events] == [
        ("ask_way_back", nadia.pk),
        ("allow_way_back", odile.pk),
        ("remove_second_factor", second_owner.pk),
    ]


def test_way_back_is_too_early_before_its_time(asked, odile):
    with pytest.raises(TooEarly):
        allow_way_back(request=asked, by=odile, at=LATER - timedelta(seconds=1))


def test_way_back_needs_two_people(nadia, asked, odile):
    allow_way_back(request=asked, by=odile, at=LATER)

    with pytest.raises(SamePerson):
        allow_way_back(request=asked, by=odile, at=LATER)
    assert factors(nadia) == 2


def test_way_back_needs_an_owner_where_there_is_one(nadia, asked, odile, staff):
    allow_way_back(request=asked, by=staff, at=LATER)

    with pytest.raises(OwnerNeeded):
        allow_way_back(request=asked, by=make_user(is_staff=True), at=LATER)
    assert factors(nadia) == 2


def test_way_back_of_somebody_without_an_owner_beside_them_takes_two_of_the_staff(staff):
    alone = make_user(password=PASSWORD)
    give_app(alone)
    asked, _secret = ask_way_back(user=alone, wait=WAIT, at=AT)

    allow_way_back(request=asked, by=staff, at=LATER)
    allow_way_back(request=asked, by=make_user(is_staff=True), at=LATER)

    assert factors(alone) == 0


def test_way_back_that_was_stopped_is_over(nadia, asked, odile):
    stop_way_back(request=asked, by=nadia, at=AT)

    with pytest.raises(NotWaiting):
        allow_way_back(request=asked, by=odile, at=LATER)
    with pytest.raises(NotWaiting):
        stop_way_back(request=asked, by=nadia, at=AT)


def test_way_back_is_asked_once_and_only_with_a_factor(nadia, asked, amina):
    with pytest.raises(AlreadyAsked):
        ask_way_back(user=nadia, wait=WAIT, at=AT)
    with pytest.raises(NothingLost):
        ask_way_back(user=amina, wait=WAIT, at=AT)


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "allowed"},
        {"opens_at": AT - timedelta(hours=1)},
        {"first_by_self": True},
    ],
)
def test_database_keeps_the_promises(nadia, asked, change):
    if change.pop("first_by_self", False):
        change = {"first_by": nadia}

    with pytest.raises(IntegrityError):
        FactorRequest.objects.filter(pk=asked.pk).update(**change)


def test_rules_say_who_vouches(nadia, asked, odile, amina, bruno, chidi, staff):
    people = {"nadia": nadia, "odile": odile, "amina": amina, "bruno": bruno, "chidi": chidi, "staff": staff}

    assert {name for name, person in people.items() if can_allow_way_back(person, asked)} == {"odile", "staff"}
    assert {name for name, person in people.items() if can_stop_way_back(person, asked)} == {"nadia"}


def test_both_walls_say_who_sees_it(nadia, asked, odile, amina, chidi, staff):
    people = {"nadia": nadia, "odile": odile, "amina": amina, "chidi": chidi, "staff": staff}
    first, second = set(), set()
    for name, person in people.items():
        with acting_for(person):
            second |= {name} if FactorRequest.objects.exists() else set()
        first |= {name} if FactorRequest.objects.visible_to(person).exists() else set()

    assert first == second == {"nadia", "odile", "staff"}
    with acting(NOBODY):
        assert FactorRequest.objects.count() == 0


def test_secret_opens_its_request_and_no_other(nadia):
    asked, secret = ask_way_back(user=nadia, wait=WAIT, at=AT)

    with acting(NOBODY):
        assert request_stopped_by(secret=secret) == asked
        with pytest.raises(NotWaiting):
            request_stopped_by(secret="something else")


# ---- Pages ---------------------------------------------------------------------------------------------------------


def test_lost_page_writes_to_the_person_with_a_link_that_stops_it(client, nadia):
    answer = client.post(reverse(LOST), {"login": nadia.email, "password": PASSWORD})

    link = re.search(r"https?://\S+/stop/\S+/", mail.outbox[0].body)[0]
    assert "Your request waits" in answer.content.decode()
    assert (mail.outbox[0].to, mail.outbox[0].subject) == ([nadia.email], "Your account")
    assert client.get(link).status_code == 200
    assert FactorRequest.objects.get().is_waiting
    client.post(link)
    assert FactorRequest.objects.get().outcome == FactorRequest.Outcome.STOPPED
    assert "not valid any more" in client.get(link).content.decode()


def test_lost_page_tells_owners_without_a_name(client, transactional_db, nadia, odile):
    client.post(reverse(LOST), {"login": nadia.email, "password": PASSWORD})

    told = [message for message in mail.outbox if message.to == [odile.email]]
    assert [message.subject for message in told] == ["Somebody needs you"]
    assert "Nadia" not in told[0].body
    assert nadia.email not in told[0].body


@pytest.mark.parametrize("address", ["nadia@example.org", "nobody@example.org"])
def test_lost_page_says_the_same_for_known_and_unknown_addresses(client, nadia, address):
    answer = client.post(reverse(LOST), {"login": address, "password": "wrong"})

    assert answer.status_code == 200
    assert answer.context["form"].errors == {"password": ["The address and the password do not match. Check both."]}
    assert mail.outbox == []


def test_lost_page_asked_again_says_since_when(client, nadia):
    client.post(reverse(LOST), {"login": nadia.email, "password": PASSWORD})

    answer = client.post(reverse(LOST), {"login": nadia.email, "password": PASSWORD})

    assert "asking again changes nothing" in answer.content.decode()
    assert FactorRequest.objects.count() == 1


def test_lost_page_without_a_factor_sends_to_sign_in(client, amina):
    amina.set_password(PASSWORD)
    amina.save()

    answer = client.post(reverse(LOST), {"login": amina.email, "password": PASSWORD})

    assert answer.headers["Location"] == reverse("account_login")
    assert not FactorRequest.objects.exists()


def test_person_is_shown_the_request_at_every_sign_in_and_stops_it(client, nadia, asked):
    answers = [sign_in(Client(), nadia), sign_in(client, nadia, code=code_now(steps=1))]
    assert [answer.headers["Location"] for answer in answers] == [reverse("accounts:way_back")] * 2
    assert "Was it you?" in client.get(reverse("accounts:way_back")).content.decode()
    assert "Somebody asked to take your second factor away" in client.get(reverse("accounts:security")).content.decode()
    client.post(reverse("accounts:way_back"))

    asked.refresh_from_db()
    assert asked.outcome == FactorRequest.Outcome.STOPPED


def vouch(user, asked):
    browser = Client()
    user.set_password(PASSWORD)
    user.save()
    sign_in(browser, user)
    return browser, browser.post(asked.get_absolute_url())


def test_pages_of_those_who_vouch(nadia, asked, odile, staff):
    FactorRequest.objects.update(opens_at=AT)
    asked.refresh_from_db()

    browser, _answer = vouch(odile, asked)
    assert "One more is needed" in browser.get(asked.get_absolute_url()).content.decode()
    assert "one has vouched" in browser.get(reverse("accounts:factor_request_list")).content.decode()
    vouch(staff, asked)

    assert factors(nadia) == 0


@pytest.mark.parametrize(("name", "status"), [("amina", 404), ("chidi", 404), ("nadia", 403), ("odile", 200)])
def test_page_of_a_request_by_person(request, nadia, asked, name, status):
    person = request.getfixturevalue(name)
    Authenticator.objects.filter(user=person).delete()
    person.set_password(PASSWORD)
    person.save()
    browser = Client()
    sign_in(browser, person)

    assert browser.get(asked.get_absolute_url()).status_code == status


def test_vouching_needs_a_recent_sign_in(client, asked, odile):
    odile.set_password(PASSWORD)
    odile.save()
    client.force_login(odile)

    shown = client.get(asked.get_absolute_url())
    sent = client.post(asked.get_absolute_url(), {"note": "typed"}, headers={"Sec-Fetch-Site": "same-origin"})

    assert shown.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert sent.status_code == 403
    assert reverse("account_reauthenticate") in sent.content.decode()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(asked.get_absolute_url()).status_code == 200

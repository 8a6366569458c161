"""Coming in by way of an organisation's own sign-in, against a real provider on loopback."""

from copy import deepcopy

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.urls import reverse

from accounts.models import User
from tests.accounts.factors import PASSWORD, code_now, give_app, sign_in
from tests.accounts.oidc_server import CLIENT, SECRET, parameters, running_provider
from tests.factories import make_user


@pytest.fixture(scope="module")
def server():
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(server, settings, db):
    settings.OIDC_NAME = "Our own office"
    providers = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    providers["openid_connect"]["APPS"] = [
        {
            "provider_id": "own",
            "name": settings.OIDC_NAME,
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": server.url},
        }
    ]
    settings.SOCIALACCOUNT_PROVIDERS = providers
    server.person = {"sub": "7", "email": "nadia@example.org", "email_verified": True, "name": "Her real name"}
    make_user()
    return server


def come_in(client, process="login"):
    """As a browser does it: our form, the provider's page, and back."""
    sent = client.post(reverse("openid_connect_login", args=["own"]) + f"?process={process}")
    back = requests.get(sent.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return client.get(reverse("openid_connect_callback", args=["own"]), parameters(back))


def test_button_is_there_only_where_a_provider_is_set(client, db, settings):
    assert "Sign in with" not in client.get(reverse("account_login")).content.decode()

    settings.OIDC_NAME = "Our own office"

    assert "Sign in with Our own office" in client.get(reverse("account_login")).content.decode()


def test_newcomer_chooses_a_name_and_gets_an_account(client, provider):
    form = come_in(client)
    assert form.headers["Location"] == reverse("socialaccount_signup")
    page = client.get(form.headers["Location"]).content.decode()
    client.post(form.headers["Location"], {"name": "N.", "email": "somebody.else@example.org"})

    user = get_user(client)
    assert "Her real name" not in page
    assert (user.email, user.name, user.has_usable_password()) == ("nadia@example.org", "N.", False)
    assert EmailAddress.objects.get(user=user).verified is True


def test_newcomer_comes_back(client, provider):
    client.post(come_in(client).headers["Location"], {"name": "N."})
    client.post(reverse("account_logout"))

    assert come_in(client).headers["Location"] == "/start/"
    assert get_user(client).email == "nadia@example.org"


def test_nothing_of_what_the_provider_tells_is_kept(client, provider):
    client.post(come_in(client).headers["Location"], {"name": "N."})

    assert SocialAccount.objects.get().extra_data == {}
    assert SocialToken.objects.count() == 0
    assert ["Her real name" in str(row.get_decoded()) for row in Session.objects.all()] == [False]


def test_newcomer_is_refused_where_sign_up_is_closed(client, provider, settings):
    settings.SIGNUP = "closed"

    answer = come_in(client)

    assert "takes no new accounts by itself" in answer.content.decode()
    assert User.objects.count() == 1


def test_newcomer_waits_where_staff_let_people_in(client, provider, settings):
    settings.SIGNUP = "approval"

    client.post(come_in(client).headers["Location"], {"name": "N."})

    assert User.objects.get(email="nadia@example.org").is_active is False
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("claim", [{"email_verified": False}, {"email_verified": "true"}, {"email": ""}])
def test_address_that_was_not_checked_opens_nothing(client, provider, claim):
    nadia = make_user(email="nadia@example.org", password=PASSWORD)
    provider.person = provider.person | claim

    answer = come_in(client)

    assert answer.status_code == 403
    assert not get_user(client).is_authenticated
    assert not SocialAccount.objects.filter(user=nadia).exists()


def test_known_address_needs_the_password_of_the_account(client, provider):
    nadia = make_user(email="nadia@example.org", password=PASSWORD)

    place = come_in(client).headers["Location"]
    wrong = client.post(place, {"password": "wrong"})

    assert place == reverse("accounts:provider_link")
    assert wrong.context["form"].errors == {"password": ["This is not your password. Type it again."]}
    assert not SocialAccount.objects.exists()
    client.post(place, {"password": PASSWORD})
    assert get_user(client) == nadia
    assert SocialAccount.objects.get().user == nadia


def test_second_factor_is_asked_for_all_the_same(client, provider):
    nadia = make_user(email="nadia@example.org", password=PASSWORD)
    give_app(nadia)

    place = come_in(client).headers["Location"]
    linked = client.post(place, {"password": PASSWORD})

    assert linked.headers["Location"] == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    client.post(reverse("account_logout"))
    assert come_in(client).headers["Location"] == reverse("mfa_authenticate")


def test_link_and_unlink_from_the_account_page(client, provider):
    nadia = make_user(email="nadia@example.org", password=PASSWORD)
    sign_in(client, nadia)
    provider.person = provider.person | {"sub": "8", "email": "other@example.org"}

    come_in(client, process="connect")
    account = SocialAccount.objects.get(user=nadia)
    shown = client.get(reverse("socialaccount_connections")).content.decode()
    client.post(reverse("socialaccount_connections"), {"account": account.pk})

    assert "opens your account since" in shown
    assert not SocialAccount.objects.exists()


def test_answer_that_was_not_asked_for_is_refused(client, provider):
    answer = client.get(reverse("openid_connect_callback", args=["own"]), {"code": "x", "state": "y"})

    assert answer.status_code == 401
    assert 'class="gate-pair' in answer.content.decode()


def test_pages_of_providers_wear_our_design(client, provider):
    pages = [client.get(reverse(name)).content.decode() for name in ("socialaccount_login_cancelled",)]
    pages.append(client.get(reverse("openid_connect_login", args=["own"])).content.decode())

    assert ['class="gate-pair' in page for page in pages] == [True, True]

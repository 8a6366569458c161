"""Coming in: sign-up in its three ways, signing in, the forgotten password, signing out."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import make_user

NEWCOMER = {"name": "Nadia", "email": "nadia@example.org", "password1": "correct horse battery staple"}
PAGES = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
]


def sign_up(client, **fields):
    return client.post(reverse("account_signup"), NEWCOMER | fields)


def link_in(message):
    return re.search(r"https?://\S+", message.body)[0]


def link_in_mail():
    return link_in(mail.outbox[-1])


@pytest.mark.parametrize("name", PAGES)
def test_entrance_pages_are_ours_and_offer_the_way_out(client, db, name):
    page = client.get(reverse(name)).content.decode()

    assert 'class="gate-pair' in page
    assert "data-leave" in page
    assert "placeholder=" not in page


def test_sign_up_first_account_edits_the_record_and_is_staff(client, db):
    make_user(email="demo@example.org", is_demonstration=True)

    answer = sign_up(client)

    user = User.objects.get(email="nadia@example.org")
    assert answer.headers["Location"] == "/start/"
    assert (user.name, user.is_record_editor, user.is_staff, user.is_active) == ("Nadia", True, True, True)
    assert get_user(client) == user


def test_sign_up_second_account_is_an_ordinary_one(client, db):
    make_user()

    sign_up(client)

    user = User.objects.get(email="nadia@example.org")
    assert (user.is_record_editor, user.is_staff, user.is_superuser) == (False, False, False)


def test_sign_up_with_a_wrong_password_keeps_what_was_typed(client, db):
    answer = sign_up(client, password1="short")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Nadia"' in page
    assert 'aria-describedby="id_password1_helptext id_password1_error"' in page
    assert 'id="id_password1_error"' in page
    assert User.objects.count() == 0


def test_sign_up_keeps_the_address_in_small_letters(client, db):
    sign_up(client, email="Nadia@Example.org")

    assert User.objects.get().email == "nadia@example.org"


def test_sign_up_closed_says_whom_to_ask(client, db, settings):
    settings.SIGNUP, settings.OPERATOR_CONTACT = "closed", "desk@example.org"

    shown, sent = client.get(reverse("account_signup")), sign_up(client)

    assert "desk@example.org" in shown.content.decode()
    assert "This server takes no new accounts by itself" in sent.content.decode()
    assert User.objects.count() == 0


def test_sign_up_with_approval_waits_for_staff(client, db, settings):
    settings.SIGNUP = "approval"
    make_user()

    answer = sign_up(client)

    assert answer.headers["Location"] == reverse("account_inactive")
    assert User.objects.get(email="nadia@example.org").is_active is False
    assert not get_user(client).is_authenticated


def test_sign_up_with_approval_lets_the_first_account_in(client, db, settings):
    settings.SIGNUP = "approval"

    sign_up(client)

    assert User.objects.get().is_active is True


def test_sign_up_with_approval_hides_whether_an_address_is_known(client, db, settings):
    settings.SIGNUP = "approval"
    make_user(email="nadia@example.org")

    known = sign_up(client, email="NADIA@example.org")
    unknown = sign_up(client, email="other@example.org")

    assert known.headers["Location"] == unknown.headers["Location"] == reverse("account_inactive")
    assert User.objects.count() == 2


@pytest.mark.parametrize("mode", ["open", "approval"])
def test_sign_up_with_mail_hides_whether_an_address_is_known(client, db, settings, mode):
    settings.SIGNUP, settings.ACCOUNT_EMAIL_VERIFICATION = mode, "mandatory"
    make_user(email="known@example.org")

    known = sign_up(client, email="known@example.org")
    client.get(reverse("account_logout"))
    unknown = sign_up(client)

    assert known.headers["Location"] == unknown.headers["Location"] == reverse("account_email_verification_sent")
    assert [message.to for message in mail.outbox] == [["known@example.org"], ["nadia@example.org"]]


def test_sign_up_with_mail_opens_with_the_link(client, db, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    sign_up(client)

    answer = client.post(link_in_mail())

    assert answer.headers["Location"] == "/start/"
    assert get_user(client).email == "nadia@example.org"


def test_sign_up_with_mail_and_approval_still_waits_after_the_link(client, db, settings):
    settings.SIGNUP, settings.ACCOUNT_EMAIL_VERIFICATION = "approval", "mandatory"
    make_user()
    sign_up(client)

    answer = client.post(link_in_mail())

    assert answer.headers["Location"] == reverse("account_inactive")
    assert not get_user(client).is_authenticated


def test_sign_in_goes_to_the_start_page(client, db):
    make_user(email="nadia@example.org", password="correct horse")

    answer = client.post(reverse("account_login"), {"login": "NADIA@example.org", "password": "correct horse"})

    assert answer.headers["Location"] == "/start/"


@pytest.mark.parametrize(
    ("asked", "reached"),
    [("/account/", "/account/"), ("https://evil.example/", "/start/"), ("//evil.example", "/start/")],
)
def test_sign_in_follows_next_only_on_this_server(client, db, asked, reached):
    make_user(email="nadia@example.org", password="correct horse")

    answer = client.post(
        reverse("account_login"), {"login": "nadia@example.org", "password": "correct horse", "next": asked}
    )

    assert answer.headers["Location"] == reached


@pytest.mark.parametrize("address", ["nadia@example.org", "nobody@example.org"])
def test_sign_in_says_the_same_for_known_and_unknown_addresses(client, db, address):
    make_user(email="nadia@example.org", password="correct horse")

    answer = client.post(reverse("account_login"), {"login": address, "password": "wrong"})

    form = answer.context["form"]
    assert form.errors == {"password": ["The address and the password do not match. Check both."]}


def test_password_reset_without_mail_says_whom_to_ask(client, db, settings):
    settings.EMAIL_HOST, settings.OPERATOR_CONTACT = "", "desk@example.org"

    page = client.get(reverse("account_reset_password")).content.decode()

    assert "desk@example.org" in page
    assert 'name="email"' not in page


def test_password_reset_by_mail(client, db):
    user = make_user(email="nadia@example.org", password="correct horse")

    client.post(reverse("account_reset_password"), {"email": "nadia@example.org"})
    form = client.get(link_in_mail(), follow=True)
    new = {"password1": "another long one", "password2": "another long one"}
    answer = client.post(form.request["PATH_INFO"], new)

    user.refresh_from_db()
    assert answer.headers["Location"] == reverse("account_reset_password_from_key_done")
    assert user.check_password("another long one")


def test_password_reset_for_an_unknown_address_shows_the_same_page(client, db):
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert answer.headers["Location"] == reverse("account_reset_password_done")
    assert mail.outbox[0].subject == "No account with this address"


def test_mails_name_nobody(client, db, settings, organisation, amina):
    settings.OPERATOR_NAME = "The Desk"

    client.post(reverse("account_reset_password"), {"email": amina.email})

    message = mail.outbox[0]
    assert message.subject == "A new password"
    assert [word for word in (organisation.name, amina.name, "The Desk") if word in message.body] == []


def test_password_change_ends_other_sessions_and_tells_by_mail(client, db):
    user = make_user(email="nadia@example.org", password="correct horse")
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    elsewhere = Client()
    elsewhere.force_login(user)
    client.force_login(user)

    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": "correct horse", "password1": "another long one", "password2": "another long one"},
    )

    assert answer.headers["Location"] == reverse("accounts:account")
    assert mail.outbox[0].subject == "Your password was changed"
    assert get_user(client) == user
    assert not get_user(elsewhere).is_authenticated


def test_address_change_waits_for_the_link(client, db, settings):
    settings.EMAIL_HOST, settings.ACCOUNT_EMAIL_VERIFICATION = "mail.example.org", "mandatory"
    sign_up(client)
    client.post(link_in_mail())

    client.post(reverse("account_email"), {"email": "New@example.org", "action_add": "1"})
    waiting = client.get(reverse("account_email")).content.decode()
    before = User.objects.get().email
    client.post(link_in(mail.outbox[1]))

    assert "new@example.org" in waiting
    assert before == "nadia@example.org"
    assert User.objects.get().email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("new@example.org", True)]


def test_address_change_needs_a_confirmed_address(client, db, settings):
    sign_up(client)

    answer = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})

    assert set(answer.context["form"].errors) == {"email"}
    assert User.objects.get().email == "nadia@example.org"


def test_address_change_without_mail_is_not_offered(client, amina, settings):
    settings.EMAIL_HOST = ""
    client.force_login(amina)

    assert 'name="action_add"' not in client.get(reverse("account_email")).content.decode()


def test_sign_out_asks_and_then_ends_the_session(client, amina):
    client.force_login(amina)

    asked = client.get(reverse("account_logout"))
    answer = client.post(reverse("account_logout"))

    assert "Sign out of this browser?" in asked.content.decode()
    assert answer.headers["Location"] == "/"
    assert not get_user(client).is_authenticated

"""Second factors in a real browser: an app's key read from the page, a passkey in a virtual device, the way out."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.models import Membership, Organisation
from accounts.services.second_factors import ask_way_back
from tests.accounts.factors import PASSWORD, code_now, give_app
from tests.browser.conftest import look, press
from tests.factories import make_member, make_organisation, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SIZES = [("en", 1280), ("ar", 360)]
IN = re.compile(r"/(start|workspaces)/")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def nadia(transactional_db):
    return make_user(email="nadia@example.org", name="Nadia", password=PASSWORD)


def type_password(page, email="nadia@example.org"):
    page.goto("/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    press(page, "main form:has([name=login]) button.main")


def type_code(page, code):
    page.fill("[name=code]", code)
    press(page, "form.code button.main")


def sign_out(page):
    page.goto("/accounts/logout/")
    press(page)
    page.wait_for_url(lambda url: "logout" not in url)


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_app_from_key_to_sign_in(visit, nadia, language, width):
    page = visit(language, width, True)
    type_password(page)
    page.goto("/account/security/")
    look(page, True, width)
    press(page, "main a[href$='/totp/activate/']")
    secret = page.inner_text("#key").replace(" ", "")
    look(page, True, width)
    assert page.locator(".qr svg path").bounding_box()["width"] > 100
    type_code(page, code_now(secret))
    page.wait_for_selector(".codes")
    look(page, True, width)
    recovery = page.locator(".codes li").first.inner_text().strip()
    assert page.locator(".codes li").count() == 10
    with page.expect_download() as kept:
        page.click("a[download]")
    assert kept.value.path().read_text().split()[0] == recovery

    sign_out(page)
    type_password(page)
    page.wait_for_selector("[name=code]")
    look(page, True, width)
    type_code(page, code_now(secret, steps=1))
    page.wait_for_url(IN)

    sign_out(page)
    type_password(page)
    type_code(page, recovery)
    page.wait_for_url(IN)
    page.goto("/account/security/")
    look(page, True, width)


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_passkey_from_making_to_removing(visit, nadia, language, width):
    page = visit(language, width, True)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    type_password(page)
    page.goto("/accounts/2fa/webauthn/add/")
    look(page, True, width)
    page.fill("[name=name]", "My telephone")
    page.click("[data-passkey] button.main")
    page.wait_for_selector(".codes")
    assert Authenticator.objects.get(user=nadia, type="webauthn").wrap().is_passwordless is True

    # Alone, without the password.
    sign_out(page)
    page.goto("/accounts/login/")
    look(page, True, width)
    page.click("[data-passkey] button")
    page.wait_for_url(IN)

    # As the second step after the password.
    sign_out(page)
    type_password(page)
    page.wait_for_selector("[name=code]")
    page.click("[data-passkey] button")
    page.wait_for_url(IN)

    page.goto("/accounts/2fa/webauthn/")
    look(page, True, width)
    press(page, "main a[href$='/edit/']")
    page.fill("[name=name]", "The blue key")
    press(page)
    page.wait_for_selector("text=The blue key")
    press(page, "main a[href$='/remove/']")
    look(page, True, width)
    press(page)
    page.wait_for_url(lambda url: "remove" not in url)
    assert not Authenticator.objects.filter(user=nadia).exists()


def test_passkey_page_without_script_says_what_to_do(visit, nadia):
    page = visit("en", 1280, False)
    type_password(page)
    page.goto("/accounts/2fa/webauthn/add/")

    assert page.is_visible("text=Passkeys need JavaScript")
    assert page.is_hidden("text=Make the passkey")


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_pages_of_the_way_back_and_of_devices_hold(visit, nadia, language, width):
    organisation = make_organisation(name="Ljubljana Rights Watch")
    odile = make_member(organisation, role=Membership.Role.OWNER, name="Odile", password=PASSWORD)
    Membership.objects.create(user=nadia, organisation=organisation, role=Membership.Role.EDITOR)
    give_app(nadia)
    asked, secret = ask_way_back(user=nadia, wait=timedelta(hours=0), at=timezone.now())
    page = visit(language, width, True)

    for address in ("/account/security/lost/", f"/account/security/lost/stop/{secret}/", "/accounts/password/reset/"):
        page.goto(address)
        look(page, True, width)
    type_password(page)
    type_code(page, code_now())
    page.wait_for_url(re.compile("way-back"))
    look(page, True, width)
    page.goto("/accounts/sessions/")
    look(page, True, width)
    sign_out(page)

    Organisation.objects.update(requires_second_factor=True)
    type_password(page, odile.email)
    page.wait_for_url(re.compile("security/needed"))
    look(page, True, width)
    Organisation.objects.update(requires_second_factor=False)
    for address in ("/account/security/requests/", asked.get_absolute_url()):
        page.goto(address)
        look(page, True, width)


def test_leave_by_key_and_by_link_ends_the_session(visit, nadia, settings):
    settings.LEAVE_URL = "/healthz"
    page = visit("en", 1280, True)
    type_password(page)
    page.wait_for_url(IN)
    before = page.evaluate("history.length")
    for _press in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url(re.compile("/healthz$"))
    assert page.evaluate("history.length") == before
    page.goto("/account/")
    assert "/accounts/login/" in page.url

    type_password(page)
    page.wait_for_url(re.compile(r"/(start|workspaces|account)/"))
    page.focus("[data-leave]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/healthz$"))

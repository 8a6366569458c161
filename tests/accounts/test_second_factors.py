"""Second factors: setting up, signing in, losing none by a back door, and the organisations that ask for one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse

from accounts.models import Organisation, Workspace
from accounts.services.organisations import change_organisation
from accounts.services.tokens import create_token, find_token, reach
from common.actor import acting_for
from tests.accounts.factors import PASSWORD, code_now, give_app, recovery_codes, sign_in, type_password
from tests.factories import AT, make_member, make_user


@pytest.fixture
def nadia(db):
    return make_user(email="nadia@example.org", password=PASSWORD)


def key_in(page):
    return re.search(r'id="key"[^>]*><bdi>([A-Z2-7 ]+)<', page)[1].replace(" ", "")


def set_up_app(client):
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = key_in(page)
    return client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}), page


def require_factor(organisation, by, is_required=True):
    organisation.requires_second_factor = is_required
    change_organisation(organisation=organisation, fields=["requires_second_factor"], by=by, at=AT)


def test_app_is_set_up_with_picture_or_typed_key(client, nadia):
    sign_in(client, nadia)

    answer, page = set_up_app(client)

    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert "<path" in page
    assert "data:image" not in page
    assert set(Authenticator.objects.filter(user=nadia).values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_app_with_a_wrong_code_stays_off_and_keeps_the_key(client, nadia):
    sign_in(client, nadia)
    first = client.get(reverse("mfa_activate_totp")).context["form"].secret

    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert answer.context["form"].errors == {
        "code": ["This code does not match. Wait for the next one, and type it as it is shown."]
    }
    assert answer.context["form"].secret == first
    assert not Authenticator.objects.exists()


def test_codes_are_shown_once(client, nadia):
    sign_in(client, nadia)
    set_up_app(client)
    codes = recovery_codes(nadia)

    first, second = (client.get(reverse("mfa_view_recovery_codes")) for _ in range(2))

    assert [code in first.content.decode() for code in codes] == [True] * 10
    assert [code in second.content.decode() for code in codes] == [False] * 10
    assert first.headers["Cache-Control"] == "no-store"
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 403


def test_new_codes_replace_the_old_ones(client, nadia):
    give_app(nadia)
    sign_in(client, nadia)
    old = recovery_codes(nadia)

    client.post(reverse("mfa_generate_recovery_codes"))

    assert set(old).isdisjoint(recovery_codes(nadia))


def test_secrets_are_sealed_in_the_database(client, nadia):
    sign_in(client, nadia)
    _answer, page = set_up_app(client)
    secret = key_in(page)

    app = Authenticator.objects.get(user=nadia, type="totp")

    assert app.data["secret"].startswith("v1:")
    assert secret not in str(app.data)


def test_sign_in_needs_password_and_code(client, nadia):
    give_app(nadia)

    halfway = type_password(client, nadia)

    assert halfway.headers["Location"] == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert get_user(client) == nadia


def test_sign_in_takes_a_code_typed_with_a_space(client, nadia):
    give_app(nadia)
    type_password(client, nadia)
    code = code_now()

    client.post(reverse("mfa_authenticate"), {"code": f"{code[:3]} {code[3:]}"})

    assert get_user(client) == nadia


def test_sign_in_with_a_recovery_code_works_once(client, nadia):
    give_app(nadia)
    code = recovery_codes(nadia)[0]

    sign_in(client, nadia, code=code)
    assert get_user(client) == nadia

    client.post(reverse("account_logout"))
    sign_in(client, nadia, code=code)
    assert not get_user(client).is_authenticated


def test_sign_in_with_a_wrong_code_says_so_at_its_field(client, nadia):
    give_app(nadia)
    type_password(client, nadia)

    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert list(answer.context["form"].errors) == ["code"]
    assert not get_user(client).is_authenticated


def test_password_reset_still_needs_the_factor(client, nadia):
    give_app(nadia)
    client.post(reverse("account_reset_password"), {"email": nadia.email})
    link = re.search(r"https?://\S+", mail.outbox[-1].body)[0]
    form = client.get(link, follow=True)
    new = "another horse battery"

    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert not get_user(client).is_authenticated
    assert type_password(client, nadia, password=new).headers["Location"] == reverse("mfa_authenticate")


def test_factor_changes_are_told_by_mail_without_content(client, transactional_db, nadia):
    sign_in(client, nadia)

    set_up_app(client)

    told = mail.outbox[-1]
    assert (told.to, told.subject) == (["nadia@example.org"], "Your account was changed")
    assert "127.0.0.1" not in told.body


def test_admin_cannot_take_a_factor_away(client, nadia):
    client.force_login(make_user(is_staff=True, is_superuser=True))

    assert client.get("/admin/mfa/authenticator/").status_code == 404
    assert client.get("/admin/usersessions/usersession/").status_code == 404


# ---- The policy of an organisation ---------------------------------------------------------------------------------


def test_policy_leads_members_to_the_page_that_sets_one_up(client, odile, amina, organisation, workspace):
    client.force_login(amina)
    place = reverse("accounts:workspace_members", args=[workspace.pk])
    assert client.get(place).status_code == 200

    require_factor(organisation, odile)

    assert client.get(place).headers["Location"] == reverse("accounts:second_factor_needed")
    assert client.get(reverse("accounts:second_factor_needed")).status_code == 200
    assert client.get(reverse("accounts:account")).status_code == 200
    assert client.get(reverse("accounts:security")).status_code == 200
    assert client.get(reverse("cycles:state_list")).status_code == 200


def test_policy_hides_private_rows_also_where_no_page_asks(client, odile, amina, organisation, workspace):
    require_factor(organisation, odile)
    client.force_login(amina)

    member = get_user(client)

    assert member.owes_second_factor is True
    assert member.narrowed_to == ()
    with acting_for(member):
        assert list(Organisation.objects.visible_to(member)) == []
        assert Workspace.objects.count() == 0


def test_policy_holds_for_keys_of_programs(odile, amina, organisation, workspace):
    _token, secret = create_token(
        purpose="A copy", scopes=["read_workspace"], workspaces=[workspace], by=amina, at=AT, days=90
    )
    assert reach(token=find_token(secret=secret, at=AT)) == (workspace.pk,)

    require_factor(organisation, odile)
    assert reach(token=find_token(secret=secret, at=AT)) == ()

    give_app(amina)
    assert reach(token=find_token(secret=secret, at=AT)) == (workspace.pk,)


def test_policy_keeps_the_words_of_a_form(client, odile, amina, organisation, workspace):
    require_factor(organisation, odile)
    client.force_login(amina)
    words = "A long name for another organisation of ours"

    answer = client.post(
        reverse("accounts:organisation_create"), {"name": words}, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert reverse("accounts:second_factor_needed") in answer.content.decode()


def test_policy_opens_everything_with_the_factor(client, odile, amina, organisation, workspace):
    require_factor(organisation, odile)
    give_app(amina)
    client.force_login(amina)

    assert client.get(reverse("accounts:workspace_members", args=[workspace.pk])).status_code == 200
    assert client.get(reverse("accounts:second_factor_needed")).status_code == 302


def test_policy_is_not_fulfilled_by_recovery_codes_alone(client, odile, amina, organisation):
    require_factor(organisation, odile)
    give_app(amina).delete()
    client.force_login(amina)

    assert get_user(client).owes_second_factor is True


def test_policy_of_a_closed_or_another_organisation_binds_nobody_else(client, odile, chidi, organisation):
    require_factor(organisation, odile)
    client.force_login(chidi)
    assert get_user(client).owes_second_factor is False

    Organisation.objects.filter(pk=organisation.pk).update(closed_at=AT, closed_by=odile)
    client.force_login(odile)
    assert get_user(client).owes_second_factor is False


def test_policy_keeps_the_last_factor(client, odile, organisation):
    require_factor(organisation, odile)
    member = make_member(organisation, password=PASSWORD)
    give_app(member)
    sign_in(client, member)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert "Add another one first" in answer.content.decode()
    assert Authenticator.objects.filter(user=member, type="totp").exists()


def test_app_is_removed_where_nobody_asks_for_it(client, nadia):
    give_app(nadia)
    sign_in(client, nadia)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=nadia).exists()


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
        "socialaccount_connections",
        "account_change_password",
        "account_email",
        "account_reauthenticate",
    ],
)
def test_pages_of_allauth_wear_our_design(client, nadia, name):
    sign_in(client, nadia)

    page = client.get(reverse(name)).content.decode()

    assert 'class="gate-pair' in page
    assert "data-leave" in page
    assert "placeholder=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("name", ["mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate"])
def test_pages_of_somebody_with_an_app_wear_our_design(client, nadia, name):
    give_app(nadia)
    sign_in(client, nadia)

    assert 'class="gate-pair' in client.get(reverse(name)).content.decode()

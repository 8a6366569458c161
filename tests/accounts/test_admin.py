"""Accounts and organisations in the administration."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from accounts.models import Workspace, WorkspaceMember
from common.models import AuditEvent
from tests.factories import make_user


@pytest.fixture
def staff(client, db):
    user = make_user(email="staff@example.org", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def test_admin_sign_in_is_that_of_everybody(client, db):
    answer = client.get(reverse("admin:login"))

    assert answer.headers["Location"] == "/accounts/login/?next=%2Fadmin%2Flogin%2F"


def test_admin_is_closed_to_people_without_the_task(client, amina):
    client.force_login(amina)

    assert client.get(reverse("admin:login")).status_code == 403


def test_admin_lets_people_in(client, staff):
    waiting = make_user(is_active=False)

    client.post(reverse("admin:accounts_user_changelist"), {"action": "let_in", "_selected_action": [waiting.pk]})

    waiting.refresh_from_db()
    assert waiting.is_active is True


def noted():
    return list(AuditEvent.objects.order_by("verb", "target_type").values_list("verb", "target_type", "fields"))


@pytest.mark.parametrize("name", ["user", "organisation"])
def test_admin_pages_of_people_open(client, staff, organisation, amina, name):
    keys = {"user": amina.pk, "organisation": organisation.pk}

    assert client.get(reverse(f"admin:accounts_{name}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:accounts_{name}_change", args=[keys[name]])).status_code == 200


def test_admin_gives_a_new_password(client, staff, amina):
    new = {"password1": "another long one", "password2": "another long one", "usable_password": "true"}

    client.post(reverse("admin:auth_user_password_change", args=[amina.pk]), new)

    amina.refresh_from_db()
    assert amina.check_password("another long one")
    assert noted() == [("change", "accounts.User", ["password"])]


def test_admin_changes_an_address_for_good(client, staff, amina):
    EmailAddress.objects.create(user=amina, email=amina.email, verified=True, primary=True)
    fields = {"email": "New@example.org", "name": "Amina", "is_active": "on"}

    client.post(reverse("admin:accounts_user_change", args=[amina.pk]), fields)

    amina.refresh_from_db()
    assert amina.email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("new@example.org", True)]
    assert noted() == [("change_address", "accounts.User", ["email"])]


def test_what_staff_change_stands_in_the_trail_of_the_organisation(client, staff, amina, bruno, chidi, organisation):
    of_amina, of_bruno = (organisation.memberships.get(user=one).pk for one in (amina, bruno))
    rows = [(of_amina, amina, "reader", ""), (of_bruno, bruno, "reader", "on"), ("", chidi, "editor", "")]
    formset = {f"memberships-{name}": value for name, value in (("TOTAL_FORMS", 3), ("INITIAL_FORMS", 2))}
    for number, (key, person, role, gone) in enumerate(rows):
        fields = {"id": key, "organisation": organisation.pk, "user": person.pk, "role": role, "DELETE": gone}
        formset |= {f"memberships-{number}-{name}": value for name, value in fields.items()}
    words = {"name": "Renamed", "kind": "national", "ecosoc_status": "none"}

    client.post(reverse("admin:accounts_organisation_change", args=[organisation.pk]), words | formset)

    assert noted() == [
        ("add_member", "accounts.Membership", []),
        ("change", "accounts.Organisation", ["name"]),
        ("change_role", "accounts.Membership", ["role"]),
        ("remove_member", "accounts.Organisation", []),
    ]
    assert set(AuditEvent.objects.values_list("organisation_id", flat=True)) == {organisation.pk}
    assert LogEntry.objects.count() == 0


def test_admin_shows_no_texts_of_workspaces():
    assert [model for model in (Workspace, WorkspaceMember) if admin.site.is_registered(model)] == []
    assert [model._meta.label for model in admin.site._registry if model._meta.app_label == "implementation"] == []

"""A coalition as people build it: found, invite, accept, be found, ask, divide the issues, leave."""

from functools import partial

import pytest

from accounts.models import Membership, Organisation, ThemeGroup, User, Workspace, WorkspaceMember
from tests.browser.conftest import look, press
from tests.factories import make_review, make_theme

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SETTINGS = [("en", 1280, True), ("ar", 360, True), ("en", 360, False)]


def sign_up(page, name):
    """Fill the form in which one stands already."""
    page.fill("[name=name]", name)
    page.fill("[name=email]", f"{name.lower()}@example.org")
    page.fill("[name=password1]", "three-brown-kettles-sing")
    press(page)


def found_organisation(page, look_at, name):
    page.goto("/organisations/create/")
    look_at(page)
    page.fill("[name=name]", name)
    press(page)
    look_at(page)


def invite(page, look_at, address, role):
    """Open a door on the page at ``address``; answers the link, which stands in a field that can be read."""
    page.goto(address)
    look_at(page)
    page.check(f"[name=role][value={role}]")
    press(page)
    look_at(page)
    return page.input_value("#link")


def come_in(page, look_at, link, name):
    """A stranger follows a link, makes an account, and stands before the door."""
    page.goto(link)
    assert page.url.endswith("/invitations/")
    assert link.rstrip("/").rpartition("/")[2] not in page.content()
    look_at(page)
    press(page, "main a.btn:not(.main)")
    look_at(page)
    sign_up(page, name)
    assert page.url.endswith("/invitations/")
    look_at(page)


def be_found(page, look_at, workspace):
    page.goto(f"/workspaces/{workspace.pk}/be-found/")
    page.fill("[name=title]", "Rights in Arcadia")
    page.fill("[name=text]", "Join us.")
    press(page)
    look_at(page)
    press(page, "[name=show]")
    look_at(page)


def ask_to_join(page, look_at):
    page.goto("/accounts/signup/")
    sign_up(page, "Joram")
    found_organisation(page, look_at, "Press Desk")
    page.goto("/coalitions/")
    look_at(page)
    press(page, "main .rows a")
    look_at(page)
    page.fill("[name=message]", "We cover trials.")
    press(page)
    look_at(page)


def make_group(page, look_at, workspace, lead):
    page.goto(f"/workspaces/{workspace.pk}/groups/create/")
    look_at(page)
    page.fill("[name=name]", "Health")
    page.select_option("[name=lead]", str(lead.pk))
    page.fill("[name=due_date]", "2026-01-31")
    page.check("[name=issues]")
    press(page)
    look_at(page)


def parts():
    return dict(WorkspaceMember.objects.values_list("organisation__name", "role"))


@pytest.mark.parametrize(("language", "width", "script"), SETTINGS)
def test_from_one_organisation_to_a_coalition(visit, language, width, script):
    make_review()
    make_theme("Right to health", "2014", scheme="upr_info", code="42")
    open_page = partial(visit, language, width, script)
    look_at = partial(look, script=script, width=width)
    ines, amal, dalia, joram = (open_page() for _ in range(4))

    ines.goto("/accounts/signup/")
    sign_up(ines, "Ines")
    found_organisation(ines, look_at, "Rights Watch")
    ours = Organisation.objects.get()
    come_in(amal, look_at, invite(ines, look_at, f"/organisations/{ours.pk}/invite/", "editor"), "Amal")
    press(amal)
    look_at(amal)
    assert Membership.objects.get(user__name="Amal").role == Membership.Role.EDITOR

    ines.goto("/workspaces/create/")
    ines.select_option("[name=state]", "XAR")
    press(ines)
    workspace = Workspace.objects.get()
    come_in(dalia, look_at, invite(ines, look_at, f"/workspaces/{workspace.pk}/invite/", "contributor"), "Dalia")
    dalia.fill("[name=organisation-name]", "Women's Network")
    press(dalia)
    look_at(dalia)
    assert parts() == {"Rights Watch": "coordinator", "Women's Network": "contributor"}

    be_found(ines, look_at, workspace)
    ask_to_join(joram, look_at)
    members = f"/workspaces/{workspace.pk}/members/"
    ines.goto(members)
    look_at(ines)
    ines.select_option("main .next select", "observer")
    press(ines, "main .next button.main")
    look_at(ines)
    assert parts()["Press Desk"] == "observer"

    make_group(ines, look_at, workspace, Organisation.objects.get(name="Women's Network"))
    assert ines.is_visible("main .mark.late")
    dalia.goto(members)
    look_at(dalia)
    press(dalia, "main a[href*='/parts/']")
    look_at(dalia)
    press(dalia, "main form button.danger")
    look_at(dalia)

    assert parts() == {"Rights Watch": "coordinator", "Press Desk": "observer"}
    assert ThemeGroup.objects.get().lead is None
    assert dalia.goto(members).status == 404
    assert User.objects.count() == 4

"""Pages of organisations: who gets in, what they show, what they change."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Membership, Organisation, WorkspaceMember
from accounts.services.invitations import invite
from accounts.services.organisations import close_organisation
from tests.factories import AT, make_member, make_organisation, make_review, make_state, make_user, make_workspace

CAST = ["odile", "amina", "bruno", "chidi", "partner", "supporter", "observer"]
# Owners decide, members read, others do not know of it: partners in a workspace learn its name, and no page.
STRANGERS = {"chidi": 404, "partner": 404, "supporter": 404, "observer": 404}
MEMBERS_READ = {"odile": 200, "amina": 200, "bruno": 200} | STRANGERS
OWNERS_ONLY = {"odile": 200, "amina": 403, "bruno": 403} | STRANGERS


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("organisation_detail", MEMBERS_READ),
        ("organisation_edit", OWNERS_ONLY),
        ("organisation_invite", OWNERS_ONLY),
        ("organisation_hand_over", OWNERS_ONLY),
        ("organisation_close", OWNERS_ONLY),
    ],
)
def test_pages_of_an_organisation(client, request, organisation, partners, person, name, allowed):
    make_member(organisation, role=Membership.Role.OWNER)
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse(f"accounts:{name}", args=[organisation.pk])).status_code == allowed[person]


@pytest.mark.parametrize("person", ["amina", "bruno", "chidi"])
@pytest.mark.parametrize("name", ["edit", "invite", "hand_over", "close", "reopen"])
def test_posts_of_an_organisation_are_refused_to_others(client, request, odile, organisation, person, name):
    client.force_login(request.getfixturevalue(person))
    before = Organisation.objects.values().get(pk=organisation.pk)

    answer = client.post(
        reverse(f"accounts:organisation_{name}", args=[organisation.pk]), {"name": "Taken", "kind": "nhri", "days": 3}
    )

    assert answer.status_code == (404 if person == "chidi" else 403)
    assert Organisation.objects.values().get(pk=organisation.pk) == before
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("name", ["membership_edit", "membership_remove"])
@pytest.mark.parametrize(("person", "status"), [("odile", 200), ("amina", 403), ("chidi", 404), ("partner", 404)])
def test_pages_of_a_member(client, request, bruno, partners, name, person, status):
    client.force_login(request.getfixturevalue(person))
    address = reverse(f"accounts:{name}", args=[bruno.memberships.get().pk])

    assert client.get(address).status_code == status
    if status != 200:
        assert client.post(address, {"role": "owner"}).status_code == status
        assert bruno.memberships.get().role == Membership.Role.READER


def test_organisation_detail_shows_members_workspaces_and_doors(client, odile, amina, organisation, workspace):
    invite(
        into=organisation, role="editor", by=odile, at=timezone.now(), accept_url="/SECRET/", email="new@example.org"
    )
    client.force_login(odile)

    page = client.get(organisation.get_absolute_url())

    assert [(row.user, row.role) for row in page.context["members"]] == [(odile, "owner"), (amina, "editor")]
    assert [part.workspace for part in page.context["parts"]] == [workspace]
    assert "new@example.org" in page.content.decode()


def test_organisation_detail_shows_readers_no_doors(client, odile, bruno, organisation):
    invite(
        into=organisation, role="editor", by=odile, at=timezone.now(), accept_url="/SECRET/", email="new@example.org"
    )
    client.force_login(bruno)

    page = client.get(organisation.get_absolute_url()).content.decode()

    assert "new@example.org" not in page
    assert reverse("accounts:membership_edit", args=[odile.memberships.get().pk]) not in page
    assert reverse("accounts:membership_remove", args=[bruno.memberships.get().pk]) in page


@pytest.mark.parametrize("number", [1, 3])
def test_organisation_detail_query_count(client, odile, organisation, django_assert_num_queries, number):
    for index in range(number):
        make_member(organisation)
        make_workspace(organisation=organisation, review=make_review(make_state(f"AA{'ABC'[index]}")))
        invite(into=organisation, role="editor", by=odile, at=timezone.now(), accept_url="/SECRET/")
    client.force_login(odile)

    with django_assert_num_queries(8):
        client.get(organisation.get_absolute_url())


def test_organisation_edit_saves_what_stands_in_it(client, odile, organisation):
    make_state("FRA", name="France")
    client.force_login(odile)

    answer = client.post(
        reverse("accounts:organisation_edit", args=[organisation.pk]),
        {
            "name": "Renamed",
            "acronym": "RN",
            "kind": "coalition",
            "ecosoc_status": "special",
            "state": "FRA",
            "languages": ["ar", "fr"],
            "is_public": "on",
            "requires_second_factor": "on",
            "closed_at": "2026-01-01",
            "id": "0",
        },
    )

    organisation.refresh_from_db()
    assert answer.headers["Location"] == organisation.get_absolute_url()
    assert (organisation.name, organisation.acronym, organisation.kind) == ("Renamed", "RN", "coalition")
    assert (organisation.ecosoc_status, organisation.state_id) == ("special", "FRA")
    assert (organisation.languages, organisation.is_public) == (["ar", "fr"], True)
    assert (organisation.requires_second_factor, organisation.closed_at) == (True, None)


def test_organisation_edit_shows_what_is_stored(client, odile, organisation):
    make_state("FRA", name="France")
    Organisation.objects.filter(pk=organisation.pk).update(state="FRA", languages=["ru"])
    client.force_login(odile)

    page = client.get(reverse("accounts:organisation_edit", args=[organisation.pk])).content.decode()

    assert '<option value="FRA" selected>' in page
    assert page.count("checked") == 1


def test_membership_edit_changes_the_role(client, odile, bruno, organisation):
    client.force_login(odile)

    answer = client.post(reverse("accounts:membership_edit", args=[bruno.memberships.get().pk]), {"role": "editor"})

    assert answer.headers["Location"] == organisation.get_absolute_url()
    assert bruno.memberships.get().role == Membership.Role.EDITOR


def test_the_last_owner_is_told_what_to_do(client, odile, organisation):
    client.force_login(odile)
    pk = odile.memberships.get().pk
    way_out = reverse("accounts:organisation_hand_over", args=[organisation.pk])

    demoted = client.post(reverse("accounts:membership_edit", args=[pk]), {"role": "reader"})
    left = client.post(reverse("accounts:membership_remove", args=[pk]))

    assert (demoted.status_code, left.status_code) == (200, 200)
    assert way_out in demoted.content.decode()
    assert way_out in left.content.decode()
    assert odile.memberships.get().role == Membership.Role.OWNER


def test_removal_holds_from_the_next_request_on(client, odile, amina, workspace):
    theirs = client
    theirs.force_login(amina)
    assert theirs.get(workspace.get_absolute_url()).status_code == 200
    owner = type(client)()
    owner.force_login(odile)

    owner.post(reverse("accounts:membership_remove", args=[amina.memberships.get().pk]))

    assert theirs.get(workspace.get_absolute_url()).status_code == 404
    assert not Membership.objects.filter(user=amina).exists()


def test_a_reader_leaves_by_themselves(client, odile, bruno, organisation):
    client.force_login(bruno)

    answer = client.post(reverse("accounts:membership_remove", args=[bruno.memberships.get().pk]))

    assert answer.headers["Location"] == reverse("accounts:account")
    assert client.get(organisation.get_absolute_url()).status_code == 404


def test_organisation_hand_over(client, odile, amina, organisation):
    client.force_login(odile)
    address = reverse("accounts:organisation_hand_over", args=[organisation.pk])

    refused = client.post(address, {"to": odile.memberships.get().pk, "role": "editor"})
    client.post(address, {"to": amina.memberships.get().pk, "role": "reader"})

    assert set(refused.context["form"].errors) == {"to"}
    assert (amina.memberships.get().role, odile.memberships.get().role) == ("owner", "reader")


def test_organisation_hand_over_alone_says_invite_first(client, odile, organisation):
    client.force_login(odile)

    page = client.get(reverse("accounts:organisation_hand_over", args=[organisation.pk])).content.decode()

    assert "You are its only member." in page


def test_organisation_close_names_the_coalitions_that_need_it(client, odile, organisation, workspace):
    WorkspaceMember.objects.create(workspace=workspace, organisation=make_organisation())
    client.force_login(odile)

    answer = client.post(reverse("accounts:organisation_close", args=[organisation.pk]))

    organisation.refresh_from_db()
    assert answer.context["alone"][0].workspace == workspace
    assert organisation.is_closed is False


def test_a_closed_organisation_is_read_and_opened_again(client, odile, amina, organisation, workspace):
    client.force_login(odile)
    client.post(reverse("accounts:organisation_close", args=[organisation.pk]))

    assert client.get(reverse("accounts:organisation_invite", args=[organisation.pk])).status_code == 403
    assert client.get(reverse("accounts:organisation_edit", args=[organisation.pk])).status_code == 403
    assert "This organisation was closed on" in client.get(organisation.get_absolute_url()).content.decode()
    assert client.get(workspace.get_absolute_url()).status_code == 200

    client.post(reverse("accounts:organisation_reopen", args=[organisation.pk]))
    organisation.refresh_from_db()
    assert organisation.is_closed is False


def test_the_last_owner_of_a_closed_organisation_may_leave(client, odile, organisation):
    close_organisation(organisation=organisation, by=odile, at=AT)
    client.force_login(odile)

    client.post(reverse("accounts:membership_remove", args=[odile.memberships.get().pk]))

    assert Membership.objects.count() == 0


def test_account_leads_to_each_organisation(client, amina, organisation):
    client.force_login(amina)

    assert f'href="{organisation.get_absolute_url()}"' in client.get(reverse("accounts:account")).content.decode()


def test_founding_leads_to_the_organisation(client, db):
    client.force_login(make_user())

    answer = client.post(reverse("accounts:organisation_create"), {"name": "Harbour", "kind": "national"})

    assert answer.headers["Location"] == Organisation.objects.get().get_absolute_url()

"""The next cycle begins from the last: what is taken along, once, by whom, and what stays."""

import pytest
from django.urls import reverse

from accounts.models import ThemeGroup, Workspace, WorkspaceMember
from submissions.models import PriorityIssue
from tests.factories import AT, make_member, make_organisation, make_review, make_theme

ALL = ["organisations", "groups", "issues"]


@pytest.fixture
def following(workspace):
    return make_review(state=workspace.review.state_under_review, cycle=workspace.review.cycle_id + 1, session=60)


@pytest.fixture
def partner(workspace):
    other = make_organisation(name="Partners")
    WorkspaceMember.objects.create(workspace=workspace, organisation=other, role="supporter")
    return other


@pytest.fixture
def filled(workspace, partner, odile):
    group = ThemeGroup.objects.create(
        workspace=workspace, name="Health", lead=partner, due_date=AT.date(), created_at=AT, created_by=odile
    )
    group.organisations.set([partner])
    made = {"created_at": AT, "created_by": odile, "changed_at": AT, "changed_by": odile}
    PriorityIssue.objects.create(
        workspace=workspace, issue=make_theme("Water"), title="Wells", situation="Dry", proposal="Dig", **made
    )
    return workspace


def address(workspace):
    return reverse("impact:next_cycle", args=[workspace.pk])


def rows_of(workspace):
    return (
        sorted(WorkspaceMember.objects.filter(workspace=workspace).values_list("organisation__name", "role")),
        list(ThemeGroup.objects.filter(workspace=workspace).values_list("name", "lead__name", "due_date")),
        list(PriorityIssue.objects.filter(workspace=workspace).values_list("title", "situation", "proposal")),
    )


def test_what_is_chosen_arrives_once(client, filled, following, odile):
    client.force_login(odile)
    before = rows_of(filled)

    answer = client.post(address(filled), {"kinds": ALL})
    client.post(address(filled), {"kinds": ALL})

    new = Workspace.objects.get(review=following)
    assert answer.url == new.get_absolute_url()
    assert rows_of(new) == (
        [("Amina's organisation", "coordinator"), ("Partners", "supporter")],
        [("Health", "Partners", None)],
        [("Wells", "Dry", "")],
    )
    assert rows_of(filled) == before


def test_what_is_not_chosen_stays(client, filled, following, odile):
    client.force_login(odile)

    client.post(address(filled), {"kinds": ["groups"]})

    new = Workspace.objects.get(review=following)
    assert rows_of(new) == ([("Amina's organisation", "coordinator")], [("Health", None, None)], [])


def test_nothing_chosen_opens_an_empty_workspace(client, filled, following, odile):
    client.force_login(odile)

    answer = client.post(address(filled))

    new = Workspace.objects.get(review=following)
    assert answer.url == new.get_absolute_url()
    assert rows_of(new) == ([("Amina's organisation", "coordinator")], [], [])


@pytest.mark.parametrize(("person", "status"), [("odile", 200), ("amina", 403), ("bruno", 403), ("chidi", 404)])
def test_owners_of_the_coordinator_start_it(client, request, filled, following, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(address(filled)).status_code == status
    assert client.post(address(filled), {"kinds": ALL}).status_code == (302 if status == 200 else status)
    assert Workspace.objects.filter(review=following).exists() is (status == 200)


def test_owner_of_a_partner_does_not(client, filled, following, partner):
    client.force_login(make_member(partner, role="owner", name="Petra"))

    assert client.post(address(filled), {"kinds": ALL}).status_code == 403


def test_without_a_next_review_nothing_is_opened(client, filled, odile):
    client.force_login(odile)

    assert client.post(address(filled), {"kinds": ALL}).status_code == 200
    assert Workspace.objects.count() == 1


def test_whoever_was_left_behind_sees_nothing_new(client, filled, following, odile, partner):
    client.force_login(odile)
    client.post(address(filled), {"kinds": ["issues"]})
    petra = make_member(partner, role="owner", name="Petra")
    new = Workspace.objects.get(review=following)

    client.force_login(petra)

    assert client.get(new.get_absolute_url()).status_code == 404
    assert list(PriorityIssue.objects.visible_to(petra).values_list("workspace", flat=True)) == [filled.pk]

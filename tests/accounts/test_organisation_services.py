"""Organisations and their members: what is written, what is refused, as the person who does it."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import Invitation, JoinRequest, Membership, Organisation, WorkspaceMember
from accounts.services.invitations import invite
from accounts.services.organisations import (
    LastOwner,
    StillCoordinates,
    change_organisation,
    change_role,
    close_organisation,
    create_organisation,
    hand_over,
    remove_member,
    reopen_organisation,
)
from common.actor import acting_for
from common.models import AuditEvent
from tests.factories import AT, make_member, make_organisation, make_user, make_workspace


def place(user):
    return Membership.objects.get(user=user)


def events():
    return [(event.verb, event.organisation_id) for event in AuditEvent.objects.order_by("at", "pk")]


def test_create_organisation_makes_its_founder_the_owner(db):
    user = make_user()

    with acting_for(user):
        organisation = create_organisation(name="Harbour", kind="nhri", by=user, at=AT)

    assert (place(user).role, place(user).organisation) == (Membership.Role.OWNER, organisation)
    assert events() == [("create", organisation.pk)]


def test_change_organisation_notes_names_of_fields_only(odile, organisation):
    organisation.name, organisation.languages = "Renamed", ["ar", "fr"]

    with acting_for(odile):
        change_organisation(organisation=organisation, fields=["name", "languages"], by=odile, at=AT)

    organisation.refresh_from_db()
    assert (organisation.name, organisation.languages) == ("Renamed", ["ar", "fr"])
    assert AuditEvent.objects.get().fields == ["languages", "name"]


def test_change_organisation_without_a_change_leaves_no_trace(odile, organisation):
    change_organisation(organisation=organisation, fields=[], by=odile, at=AT)

    assert events() == []


def test_change_role_holds_and_is_noted(odile, amina, organisation):
    with acting_for(odile):
        change_role(membership=place(amina), role=Membership.Role.READER, by=odile, at=AT)
        change_role(membership=place(amina), role=Membership.Role.READER, by=odile, at=AT)

    assert place(amina).role == Membership.Role.READER
    assert events() == [("change_role", organisation.pk)]


def test_the_last_owner_cannot_step_down_or_leave(odile, amina):
    with acting_for(odile), pytest.raises(LastOwner):
        change_role(membership=place(odile), role=Membership.Role.EDITOR, by=odile, at=AT)
    with acting_for(odile), pytest.raises(LastOwner):
        remove_member(membership=place(odile), by=odile, at=AT)

    assert place(odile).role == Membership.Role.OWNER


def test_the_last_owner_cannot_vanish_from_the_database_either(odile):
    def delete_at_once():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DELETE FROM accounts_membership WHERE user_id = %s", [odile.pk])

    with pytest.raises(IntegrityError, match="keeps an owner"):
        delete_at_once()


def test_hand_over_is_one_step(odile, amina, organisation):
    with acting_for(odile):
        hand_over(membership=place(odile), to=place(amina), role=Membership.Role.READER, by=odile, at=AT)

    assert (place(amina).role, place(odile).role) == (Membership.Role.OWNER, Membership.Role.READER)
    assert events() == [("change_role", organisation.pk)] * 2


def test_hand_over_to_a_stranger_is_refused(odile, chidi):
    with pytest.raises(Membership.DoesNotExist):
        hand_over(membership=place(odile), to=place(chidi), role=Membership.Role.READER, by=odile, at=AT)

    assert place(odile).role == Membership.Role.OWNER


def test_remove_member_is_noted_as_removing_or_leaving(odile, amina, bruno, organisation):
    with acting_for(odile):
        remove_member(membership=place(amina), by=odile, at=AT)
    with acting_for(bruno):
        remove_member(membership=place(bruno), by=bruno, at=AT)

    assert list(Membership.objects.values_list("user", flat=True)) == [odile.pk]
    assert sorted(events()) == [("leave", organisation.pk), ("remove_member", organisation.pk)]


@pytest.mark.parametrize("loses", ["removed", "demoted"])
def test_who_loses_the_right_to_invite_takes_no_open_door_along(odile, organisation, workspace, loses):
    second = make_member(organisation, role=Membership.Role.OWNER)
    for into, role in ((organisation, "reader"), (workspace, "observer")):
        invite(into=into, role=role, by=second, at=AT, accept_url="/SECRET/")
        invite(into=into, role=role, by=odile, at=AT, accept_url="/SECRET/")

    with acting_for(odile):
        if loses == "removed":
            remove_member(membership=place(second), by=odile, at=AT)
        else:
            change_role(membership=place(second), role=Membership.Role.READER, by=odile, at=AT)

    assert set(Invitation.objects.open(at=AT).values_list("created_by", flat=True)) == {odile.pk}
    assert Invitation.objects.filter(created_by=second, withdrawn_at=AT).count() == 2


def test_close_organisation_shuts_its_doors_and_takes_its_requests_back(odile, organisation, workspace, chidi):
    invite(into=organisation, role="reader", by=odile, at=AT, accept_url="/SECRET/")
    elsewhere = make_workspace(organisation=chidi.organisations.get(), review=workspace.review)
    JoinRequest.objects.create(workspace=elsewhere, organisation=organisation, asked_at=AT, asked_by=odile)

    with acting_for(odile):
        close_organisation(organisation=organisation, by=odile, at=AT)

    organisation.refresh_from_db()
    assert (organisation.closed_at, organisation.closed_by) == (AT, odile)
    assert Invitation.objects.open(at=AT).count() == JoinRequest.objects.count() == 0
    assert events()[-1][0] in {"close", "invite"}
    assert AuditEvent.objects.filter(verb="close").count() == 1


def test_close_organisation_is_refused_while_others_need_it(odile, organisation, workspace):
    WorkspaceMember.objects.create(workspace=workspace, organisation=make_organisation())
    make_workspace(organisation=organisation, review=workspace.review, name="Of its own")

    with acting_for(odile), pytest.raises(StillCoordinates) as error:
        close_organisation(organisation=organisation, by=odile, at=AT)

    organisation.refresh_from_db()
    assert [part.workspace for part in error.value.parts] == [workspace]
    assert organisation.is_closed is False


def test_close_organisation_leaves_a_coalition_that_another_coordinates(odile, organisation, workspace):
    other = WorkspaceMember.Role.COORDINATOR
    WorkspaceMember.objects.create(workspace=workspace, organisation=make_organisation(), role=other)

    with acting_for(odile):
        close_organisation(organisation=organisation, by=odile, at=AT)

    organisation.refresh_from_db()
    assert organisation.is_closed is True


def test_reopen_organisation_once(odile, organisation):
    close_organisation(organisation=organisation, by=odile, at=AT)

    with acting_for(odile):
        reopen_organisation(organisation=organisation, by=odile, at=AT)
        reopen_organisation(organisation=organisation, by=odile, at=AT)

    organisation.refresh_from_db()
    assert (organisation.closed_at, organisation.closed_by) == (None, None)
    assert AuditEvent.objects.filter(verb="reopen").count() == 1


def test_the_wall_lets_nobody_write_what_others_may_only_read(chidi, amina, organisation, workspace):
    Organisation.objects.filter(pk=organisation.pk).update(is_public=True)

    with acting_for(chidi):
        assert Organisation.objects.filter(pk=organisation.pk).exists()
        assert Organisation.objects.filter(pk=organisation.pk).update(name="Taken") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Membership.objects.create(user=chidi, organisation=organisation, role=Membership.Role.OWNER)

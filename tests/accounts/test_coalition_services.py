"""Coalitions: parts, leaving, being found, asking to join, theme groups, ticked steps."""

import pytest
from django.db import DatabaseError, transaction

from accounts.models import CoalitionNotice, Invitation, JoinRequest, Organisation, ThemeGroup, WorkspaceMember
from accounts.services.coalitions import (
    NameTaken,
    NotInWorkspace,
    OrganisationClosed,
    answer_join_request,
    ask_to_join,
    delete_theme_group,
    hide_coalition,
    save_theme_group,
    show_coalition,
    withdraw_join_request,
)
from accounts.services.invitations import invite
from accounts.services.organisations import close_organisation
from accounts.services.steps import tick_step, untick_step
from accounts.services.workspaces import LastCoordinator, change_part, hand_over_coordination, remove_organisation
from common.actor import acting_as_server, acting_for
from common.models import AuditEvent
from tests.factories import AT, make_organisation, make_theme

Part = WorkspaceMember.Role


def part_of(person):
    with acting_as_server():
        return WorkspaceMember.objects.get(organisation__memberships__user=person)


def shown(workspace, by):
    with acting_for(by):
        return show_coalition(workspace=workspace, title="Rights in Arcadia", text="We look for you.", by=by, at=AT)


def ask(notice, person):
    with acting_for(person):
        return ask_to_join(notice=notice, organisation=person.organisations.get(), message="Take us.", by=person, at=AT)


def group_of(workspace, by, name="Health", issues=(), organisations=(), lead=None, group=None, **fields):
    group = group or ThemeGroup(workspace=workspace)
    fields = {"due_date": None} | fields
    with acting_for(by):
        return save_theme_group(
            group=group, name=name, issues=issues, organisations=organisations, lead=lead, by=by, at=AT, **fields
        )


def test_change_part_holds_and_is_noted(amina, partner, workspace):
    with acting_for(amina):
        change_part(part=part_of(partner), role=Part.OBSERVER, by=amina, at=AT)
        change_part(part=part_of(partner), role=Part.OBSERVER, by=amina, at=AT)

    assert part_of(partner).role == Part.OBSERVER
    event = AuditEvent.objects.get()
    assert (event.verb, event.workspace_id) == ("change_part", workspace.pk)
    assert (event.organisation_id, event.fields) == (partner.organisations.get().pk, ["role"])


def test_the_last_coordinator_cannot_step_down_or_leave(odile, partner):
    with acting_for(odile), pytest.raises(LastCoordinator):
        change_part(part=part_of(odile), role=Part.CONTRIBUTOR, by=odile, at=AT)
    with acting_for(odile), pytest.raises(LastCoordinator):
        remove_organisation(part=part_of(odile), by=odile, at=AT)

    assert part_of(odile).role == Part.COORDINATOR


def test_hand_over_coordination_is_one_step(odile, partner):
    with acting_for(odile):
        hand_over_coordination(part=part_of(odile), to=part_of(partner), role=Part.SUPPORTER, by=odile, at=AT)

    assert (part_of(odile).role, part_of(partner).role) == (Part.SUPPORTER, Part.COORDINATOR)


def test_an_organisation_that_leaves_goes_out_of_its_groups(odile, partner, workspace):
    theirs = partner.organisations.get()
    group = group_of(workspace, odile, organisations=[theirs], lead=theirs)

    with acting_for(partner):
        remove_organisation(part=part_of(partner), by=partner, at=AT)

    group.refresh_from_db()
    assert (list(group.organisations.all()), group.lead) == ([], None)
    event = AuditEvent.objects.get(verb="leave")
    assert (event.workspace_id, event.organisation_id) == (workspace.pk, theirs.pk)


def test_a_coordinator_takes_an_organisation_out(amina, partner, workspace):
    with acting_for(amina):
        remove_organisation(part=part_of(partner), by=amina, at=AT)

    assert workspace.member_rows.count() == 1
    assert AuditEvent.objects.get().verb == "remove_organisation"


def test_a_former_coordinator_takes_no_open_door_along(odile, partner, workspace):
    hand_over_coordination(part=part_of(odile), to=part_of(partner), role=Part.COORDINATOR, by=odile, at=AT)
    invite(into=workspace, role="observer", by=partner, at=AT, accept_url="/SECRET/")

    with acting_for(odile):
        remove_organisation(part=part_of(partner), by=odile, at=AT)

    assert Invitation.objects.get().withdrawn_at == AT


def test_show_coalition_again_changes_its_words(amina, workspace):
    shown(workspace, amina)
    with acting_for(amina):
        show_coalition(workspace=workspace, title="Other words", text="", by=amina, at=AT)

    notice = CoalitionNotice.objects.get()
    assert (notice.title, notice.text, notice.review) == ("Other words", "", workspace.review)
    assert notice.pk != workspace.pk


def test_hide_coalition_leaves_nothing_to_find(amina, workspace):
    shown(workspace, amina)

    with acting_for(amina):
        hide_coalition(workspace=workspace, by=amina, at=AT)
        hide_coalition(workspace=workspace, by=amina, at=AT)

    assert CoalitionNotice.objects.count() == 0
    assert AuditEvent.objects.filter(verb="hide").count() == 1


def test_a_stranger_reads_a_notice_and_nothing_else(amina, chidi, workspace):
    shown(workspace, amina)

    with acting_for(chidi):
        assert CoalitionNotice.objects.get().title == "Rights in Arcadia"
        assert workspace.member_rows.count() == 0
        assert CoalitionNotice.objects.update(title="Taken over") == 0
        assert CoalitionNotice.objects.all().delete() == (0, {})


def test_ask_to_join_once_at_a_time(amina, chidi, workspace):
    notice = shown(workspace, amina)

    first, second = ask(notice, chidi), ask(notice, chidi)

    assert first == second
    assert JoinRequest.objects.count() == 1
    event = AuditEvent.objects.get(verb="ask_to_join")
    assert event.organisation_id == chidi.organisations.get().pk


def test_ask_to_join_of_one_that_is_in_asks_nothing(amina, partner, workspace):
    assert ask(shown(workspace, amina), partner) is None
    assert JoinRequest.objects.count() == 0


def test_coordinators_know_who_asks_until_they_have_answered(amina, chidi, workspace):
    asked = ask(shown(workspace, amina), chidi)
    name = Organisation.objects.filter(name="Elsewhere")

    with acting_for(amina):
        assert name.exists()
        assert name.update(name="Taken over") == 0
        answer_join_request(request=asked, role=None, by=amina, at=AT)
        assert not name.exists()

    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == (JoinRequest.Answer.DECLINED, amina)


def test_the_first_answer_to_a_request_holds(amina, chidi, workspace):
    asked = ask(shown(workspace, amina), chidi)

    with acting_for(amina):
        answer_join_request(request=asked, role=Part.SUPPORTER, by=amina, at=AT)
        answer_join_request(request=asked, role=None, by=amina, at=AT)

    assert part_of(chidi).role == Part.SUPPORTER
    assert list(AuditEvent.objects.exclude(verb__in=["show", "ask_to_join"]).values_list("verb", flat=True)) == [
        "accept"
    ]


def test_an_organisation_that_closed_is_not_taken_in(amina, chidi, workspace):
    asked = ask(shown(workspace, amina), chidi)
    Organisation.objects.filter(name="Elsewhere").update(closed_at=AT, closed_by=chidi)

    with acting_for(amina), pytest.raises(OrganisationClosed):
        answer_join_request(request=asked, role=Part.OBSERVER, by=amina, at=AT)

    assert workspace.member_rows.count() == 1


def test_closing_takes_requests_back(amina, chidi, workspace):
    ask(shown(workspace, amina), chidi)

    with acting_for(chidi):
        close_organisation(organisation=chidi.organisations.get(), by=chidi, at=AT)

    assert JoinRequest.objects.count() == 0


def test_withdraw_join_request(amina, chidi, workspace):
    asked = ask(shown(workspace, amina), chidi)

    with acting_for(chidi):
        withdraw_join_request(request=asked, by=chidi, at=AT)
        withdraw_join_request(request=asked, by=chidi, at=AT)

    assert JoinRequest.objects.count() == 0
    assert AuditEvent.objects.filter(verb="withdraw_join_request").count() == 1


def test_save_theme_group_counts_its_lead_among_its_organisations(amina, partner, workspace):
    theirs, issue = partner.organisations.get(), make_theme("Right to health", "2014", scheme="upr_info", code="42")

    group = group_of(workspace, amina, issues=[issue], lead=theirs, due_date=AT.date())

    assert (list(group.issues.all()), list(group.organisations.all())) == ([issue], [theirs])
    assert (group.lead, group.due_date, group.created_by) == (theirs, AT.date(), amina)
    group_of(workspace, amina, name="Renamed", group=group)
    assert (ThemeGroup.objects.get().name, group.organisations.count()) == ("Renamed", 0)
    assert list(AuditEvent.objects.order_by("verb").values_list("verb", flat=True)) == ["change", "create"]


def test_save_theme_group_refuses_strangers_and_a_name_twice(amina, workspace):
    group_of(workspace, amina)

    with pytest.raises(NotInWorkspace):
        group_of(workspace, amina, name="Other", organisations=[make_organisation()])
    with pytest.raises(NameTaken):
        group_of(workspace, amina)

    assert ThemeGroup.objects.count() == 1


def test_delete_theme_group(amina, workspace):
    group = group_of(workspace, amina)

    with acting_for(amina):
        delete_theme_group(group=group, by=amina, at=AT)

    assert ThemeGroup.objects.count() == 0
    assert AuditEvent.objects.filter(verb="delete", workspace_id=workspace.pk).count() == 1


def test_the_first_tick_of_a_step_stays(amina, odile, workspace):
    with acting_for(amina):
        tick_step(workspace=workspace, step="draft", by=amina, at=AT)
    with acting_for(odile):
        row = tick_step(workspace=workspace, step="draft", by=odile, at=AT)

    assert row.done_by == amina
    assert AuditEvent.objects.get().fields == ["step"]


def test_untick_step_opens_it_again(amina, workspace):
    tick_step(workspace=workspace, step="draft", by=amina, at=AT)

    with acting_for(amina):
        untick_step(workspace=workspace, step="draft", by=amina, at=AT)
        untick_step(workspace=workspace, step="draft", by=amina, at=AT)

    assert workspace.steps.count() == 0
    assert AuditEvent.objects.filter(verb="untick_step").count() == 1


def test_a_stranger_ticks_nothing_through_the_wall(chidi, workspace):
    with acting_for(chidi), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        tick_step(workspace=workspace, step="draft", by=chidi, at=AT)

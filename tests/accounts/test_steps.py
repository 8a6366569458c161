"""What a workspace makes of the steps of the cycle: each change once, noted, and held to by the database."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AdaptedStep, WorkspaceMember, WorkspaceStep
from accounts.services.steps import (
    NotInWorkspace,
    StepWords,
    adapt_step,
    add_step,
    leave_out_step,
    reset_step,
    tick_step,
)
from common.models import AuditEvent
from tests.factories import AT, make_member, make_organisation

MARCH = date(2027, 3, 1)


def events():
    return list(AuditEvent.objects.order_by("number").values_list("verb", "fields"))


def test_adapt_step_keeps_what_was_given(workspace, organisation, amina):
    words = StepWords(name="Our plan", starts_on=MARCH, ends_on=date(2027, 4, 1), organisation=organisation)

    row = adapt_step(workspace=workspace, step="plan", words=words, by=amina, at=AT)

    row.refresh_from_db()
    assert (row.name, row.starts_on, row.ends_on, row.organisation) == (
        "Our plan",
        MARCH,
        date(2027, 4, 1),
        organisation,
    )
    assert (row.changed_by, row.changed_at, row.is_own) == (amina, AT, False)
    assert events() == [("adapt_step", ["ends_on", "name", "organisation", "starts_on"])]


def test_adapt_step_again_with_nothing_new_writes_nothing(workspace, amina):
    for _ in range(2):
        adapt_step(workspace=workspace, step="plan", words=StepWords(name="Our plan"), by=amina, at=AT)

    assert events() == [("adapt_step", ["name"])]


def test_adapt_step_to_nothing_sets_it_back(workspace, amina):
    adapt_step(workspace=workspace, step="plan", words=StepWords(name="Our plan"), by=amina, at=AT)

    assert adapt_step(workspace=workspace, step="plan", words=StepWords(), by=amina, at=AT) is None
    assert not AdaptedStep.objects.exists()
    assert [verb for verb, _fields in events()] == ["adapt_step", "reset_step"]


def test_a_person_who_has_a_step_brings_their_organisation(workspace, organisation, amina, bruno):
    row = adapt_step(workspace=workspace, step="plan", words=StepWords(person=bruno), by=amina, at=AT)

    assert (row.person, row.organisation) == (bruno, organisation)


def test_nobody_from_outside_has_a_step(workspace, amina, chidi):
    for words in (StepWords(person=chidi), StepWords(organisation=make_organisation())):
        with pytest.raises(NotInWorkspace):
            adapt_step(workspace=workspace, step="plan", words=words, by=amina, at=AT)

    assert not AdaptedStep.objects.exists()


def test_a_person_of_another_organisation_of_the_workspace_is_not_of_this_one(workspace, organisation, amina):
    other = make_organisation()
    WorkspaceMember.objects.create(workspace=workspace, organisation=other)

    words = StepWords(person=make_member(other), organisation=organisation)
    with pytest.raises(NotInWorkspace):
        adapt_step(workspace=workspace, step="plan", words=words, by=amina, at=AT)


def test_leave_out_step_once_and_bring_it_back(workspace, amina):
    for _ in range(2):
        leave_out_step(workspace=workspace, step="plan", by=amina, at=AT)
    assert AdaptedStep.objects.get().is_left_out

    adapt_step(workspace=workspace, step="plan", words=StepWords(name="Our plan"), by=amina, at=AT)

    assert not AdaptedStep.objects.get().is_left_out
    assert events() == [("leave_out_step", ["is_left_out"]), ("adapt_step", ["is_left_out", "name"])]


def test_a_step_of_its_own_goes_with_its_tick(workspace, amina):
    row = add_step(workspace=workspace, stage=2, words=StepWords(name="Train observers"), by=amina, at=AT)
    tick_step(workspace=workspace, step=row.step, by=amina, at=AT)

    reset_step(workspace=workspace, step=row.step, by=amina, at=AT)

    assert (AdaptedStep.objects.count(), WorkspaceStep.objects.count()) == (0, 0)
    assert [verb for verb, _fields in events()] == ["add_step", "tick_step", "delete"]


def test_reset_step_of_a_standard_one_keeps_its_tick(workspace, amina):
    adapt_step(workspace=workspace, step="plan", words=StepWords(name="Our plan"), by=amina, at=AT)
    tick_step(workspace=workspace, step="plan", by=amina, at=AT)

    reset_step(workspace=workspace, step="plan", by=amina, at=AT)

    assert WorkspaceStep.objects.get().step == "plan"


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("accounts_adaptedstep_days_in_order", {"starts_on": date(2027, 3, 2), "ends_on": MARCH}),
        ("accounts_adaptedstep_own_is_whole", {"stage": 1, "name": ""}),
        ("accounts_adaptedstep_own_is_whole", {"stage": 4, "name": "Dance"}),
        ("accounts_adaptedstep_own_is_whole", {"stage": 1, "name": "Dance", "is_left_out": True}),
    ],
)
def test_the_database_holds_to_it(workspace, amina, constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AdaptedStep.objects.create(workspace=workspace, step="own-1", changed_at=AT, changed_by=amina, **fields)


def test_a_step_is_adapted_once_in_a_workspace(workspace, amina):
    AdaptedStep.objects.create(workspace=workspace, step="plan", changed_at=AT, changed_by=amina)

    with pytest.raises(IntegrityError, match="accounts_adaptedstep_once"), transaction.atomic():
        AdaptedStep.objects.create(workspace=workspace, step="plan", changed_at=AT, changed_by=amina)

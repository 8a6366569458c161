"""Setting, moving, giving, closing: rows, log, and the rounds that follow."""

from datetime import time, timedelta

import pytest

from common.models import AuditEvent
from reminders.models import Deadline, DeadlineChange, ReminderRound
from reminders.moments import LATE, LEADS
from reminders.services.deadlines import (
    Day,
    assign_deadline,
    close_by_key,
    close_deadline,
    reopen_deadline,
    set_deadline,
)
from reminders.services.rounds import plan_rounds
from tests.factories import AT, make_member, make_organisation, make_workspace

pytestmark = pytest.mark.django_db
DAYS = [lead for lead in LEADS if lead >= 24]


@pytest.fixture
def workspace():
    return make_workspace()


@pytest.fixture
def amina(workspace):
    return make_member(workspace.organisations.get())


def draft(workspace, amina, day, at=AT, **fields):
    return set_deadline(
        workspace=workspace, key="own:draft", kind="draft", title="Draft ready", day=day, by=amina, at=at, **fields
    )


def in_days(number):
    return Day(day=AT.date() + timedelta(days=number), hour=time(12))


def leads_of(deadline):
    return list(deadline.rounds.order_by("-lead").values_list("lead", flat=True))


def log_of(deadline):
    return list(deadline.changes.order_by("pk").values_list("what", "before", "after"))


def test_set_again_with_nothing_new_writes_nothing(workspace, amina):
    first = draft(workspace, amina, in_days(100))
    plan_rounds(at=AT)

    again = draft(workspace, amina, in_days(100), at=AT + timedelta(days=1))

    assert again == first
    assert Deadline.objects.get().set_at == AT
    assert DeadlineChange.objects.count() == 1
    assert plan_rounds(at=AT) == 0


def test_rounds_are_those_still_to_come(workspace, amina):
    deadline = draft(workspace, amina, in_days(20))
    assert plan_rounds(at=AT) == 1

    assert leads_of(deadline) == [14 * 24, 7 * 24, 3 * 24, 24, 6, 2, LATE]


def test_day_without_an_hour_is_not_counted_in_hours(workspace, amina):
    deadline = draft(workspace, amina, Day(day=AT.date() + timedelta(days=200)))
    plan_rounds(at=AT)

    assert leads_of(deadline) == [*DAYS, LATE]


def test_day_of_the_review_is_late_only_for_who_has_it(workspace, amina):
    deadline = set_deadline(
        workspace=workspace,
        key="review:presession",
        kind="key_date",
        milestone="presession",
        day=Day(day=AT.date() + timedelta(days=200)),
        by=None,
        at=AT,
    )
    plan_rounds(at=AT)
    assert leads_of(deadline) == DAYS

    assign_deadline(deadline=deadline, organisation=None, person=amina, by=amina, at=AT)
    plan_rounds(at=AT)

    assert leads_of(deadline) == [*DAYS, LATE]
    assert AuditEvent.objects.filter(verb="set").count() == 0


def test_move_plans_anew_and_is_logged(workspace, amina):
    deadline = draft(workspace, amina, in_days(20))
    plan_rounds(at=AT)
    said = deadline.rounds.order_by("begins_at").first()
    said.begun_at = said.begins_at
    said.save()

    draft(workspace, amina, in_days(40), at=AT + timedelta(days=7))
    plan_rounds(at=AT)

    deadline.refresh_from_db()
    assert deadline.revision == deadline.planned_revision == 1
    assert log_of(deadline) == [
        ("set", "", in_days(20).words),
        ("moved", in_days(20).words, in_days(40).words),
    ]
    kept = ReminderRound.objects.filter(revision=0)
    assert [one.pk for one in kept] == [said.pk]
    assert list(ReminderRound.objects.filter(revision=1).order_by("-lead").values_list("lead", flat=True)) == [
        30 * 24, 14 * 24, 7 * 24, 3 * 24, 24, 6, 2, LATE,
    ]  # fmt: skip


def test_closed_deadline_has_no_rounds_until_it_is_opened_again(workspace, amina):
    deadline = draft(workspace, amina, in_days(20))
    plan_rounds(at=AT)

    close_deadline(deadline=deadline, status="done", by=amina, at=AT)
    close_deadline(deadline=deadline, status="done", by=amina, at=AT)
    plan_rounds(at=AT)
    assert leads_of(deadline) == []

    close_by_key(workspace=workspace, key="own:draft", status="open", by=amina, at=AT)
    reopen_deadline(deadline=deadline, by=amina, at=AT)
    plan_rounds(at=AT)
    assert leads_of(deadline) == [14 * 24, 7 * 24, 3 * 24, 24, 6, 2, LATE]
    assert [what for what, _before, _after in log_of(deadline)] == ["set", "done", "reopened"]
    assert list(AuditEvent.objects.order_by("number").values_list("verb", flat=True))[-3:] == [
        "set", "finish", "reopen",
    ]  # fmt: skip


def test_late_and_ahead(workspace, amina):
    own = draft(workspace, amina, in_days(-1))
    set_deadline(
        workspace=workspace,
        key="review:adoption",
        kind="un_date",
        milestone="adoption",
        day=in_days(-2),
        by=None,
        at=AT,
    )
    near = set_deadline(
        workspace=workspace, key="own:2", kind="meeting", title="Embassy", day=in_days(2), by=amina, at=AT
    )

    seen = Deadline.objects.visible_to(amina)
    assert list(seen.late(AT)) == [own]
    assert list(seen.ahead(AT)) == [near]
    assert list(Deadline.objects.visible_to(make_member(make_organisation()))) == []

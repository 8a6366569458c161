"""The deadlines of workspaces follow the calendar of their reviews: whatever moves there, moves in all of them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from common.models import AuditEvent
from cycles.key_dates import timeline
from cycles.models import DeadlineRule, Review, WorkingGroupSession
from cycles.services.calendar import move_review, set_key_date, set_session_dates
from cycles.services.reference import after_correction, load_reference_data
from reminders.models import Deadline, FollowedReview
from reminders.services.calendar import follow_calendar
from reminders.services.deadlines import close_deadline
from reminders.services.rounds import plan_rounds
from tests.examples import examples
from tests.factories import make_user, make_workspace
from tests.made_once import made_once

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
ZURICH = ZoneInfo("Europe/Zurich")

made_for_all, db, loaded = made_once(lambda: load_reference_data(at=AT))


@pytest.fixture
def editor(loaded):
    return make_user(is_record_editor=True)


def review_of(iso3, cycle=5):
    return Review.objects.with_parts().get(state_under_review=iso3, cycle=cycle)


def workspace_on(iso3, cycle=5, at=AT):
    return make_workspace(review=review_of(iso3, cycle), created_at=at)


def deadlines(workspace):
    return {row.milestone: row for row in Deadline.objects.filter(workspace=workspace)}


def log_of(deadline):
    return list(deadline.changes.order_by("pk").values_list("what", "before", "after", "by"))


def expected(workspace):
    """What the review's own page says of each day that is not over, told apart from how it is stored here."""
    rows = timeline(review_of(workspace.review.state_under_review_id, workspace.review.cycle_id))
    return {
        row.milestone: (
            *(row.day, None if row.is_month else row.end, row.moment),
            *(row.confidence, row.is_about or row.is_month, row.source),
        )
        for row in rows
        if row.last_day and row.last_day >= workspace.created_at.astimezone(ZURICH).date()
    }


def stored(workspace):
    return {
        row.milestone: (row.date, row.last_date, _moment(row), row.confidence, row.is_about, row.source)
        for row in Deadline.objects.filter(workspace=workspace, status="open")
    }


def _moment(row):
    return datetime.combine(row.date, row.time, tzinfo=ZURICH) if row.time else None


def test_new_workspace_has_the_days_that_are_to_come(loaded):
    workspace = workspace_on("TGO", cycle=4)

    assert follow_calendar(at=AT) == 1

    found = deadlines(workspace)
    assert stored(workspace) == expected(workspace)
    # The deadline of July 2026 was over when the workspace was opened.
    assert "stakeholder_submission" not in found
    assert (found["review"].date, found["review"].kind) == (date(2027, 1, 19), "un_date")
    assert found["wg_report_adopted"].kind == "un_date"
    assert found["midterm_report"].kind == "key_date"
    assert found["review"].path == "/reviews/TGO/4/dates/"
    assert found["review"].set_by is None
    assert AuditEvent.objects.filter(target_type="reminders.Deadline").count() == 0


def test_days_count_for_the_kind_of_who_acts(loaded):
    workspace = workspace_on("TGO")
    follow_calendar(at=AT)

    kinds = {milestone: row.kind for milestone, row in deadlines(workspace).items()}
    assert kinds["stakeholder_submission"] == "submission"
    rules = DeadlineRule.objects.exclude(pk="stakeholder_submission")
    ours = {one.pk for one in rules if {"cso", "ecosoc_ngo"} & set(one.actors.split())}
    assert {milestone for milestone, kind in kinds.items() if kind == "key_date"} == ours & set(kinds)


def test_nothing_changed_is_one_query(loaded, django_assert_num_queries):
    workspace_on("TGO")
    follow_calendar(at=AT)

    with django_assert_num_queries(1):
        assert follow_calendar(at=LATER) == 0


def test_change_elsewhere_touches_nobody(loaded, editor):
    workspace = workspace_on("TGO")
    follow_calendar(at=AT)
    other = review_of("SVN", 4)
    set_key_date(
        review=other,
        milestone="action_plan",
        day=date(2027, 3, 1),
        confidence="confirmed",
        source="OHCHR",
        by=editor,
        at=LATER,
    )

    assert follow_calendar(at=LATER) == 0
    assert FollowedReview.objects.get(workspace=workspace).followed_at == LATER
    assert {len(log_of(row)) for row in deadlines(workspace).values()} == {1}


@pytest.mark.parametrize("number", [1, 20])
def test_new_workspaces_cost_few_queries(loaded, django_assert_num_queries, number):
    for _ in range(number):
        workspace_on("TGO")

    with django_assert_num_queries(18):
        assert follow_calendar(at=AT) == number


def test_hour_is_genevas_summer_and_winter(loaded, editor):
    workspace = workspace_on("TGO")
    session = workspace.review.current_session
    ends = []
    for day in (date(2030, 3, 30), date(2030, 3, 31), date(2030, 10, 26), date(2030, 10, 27)):
        values = {"submission_deadline": day, "submission_deadline_confidence": "confirmed"}
        set_session_dates(session=session, values=values, by=editor, at=AT)
        follow_calendar(at=AT)
        ends.append(deadlines(workspace)["stakeholder_submission"].ends_at)

    assert ends == [
        datetime(2030, 3, 30, 22, 59, tzinfo=UTC),
        datetime(2030, 3, 31, 21, 59, tzinfo=UTC),
        datetime(2030, 10, 26, 21, 59, tzinfo=UTC),
        datetime(2030, 10, 27, 22, 59, tzinfo=UTC),
    ]


def test_moved_review_moves_its_days_and_the_log_keeps_the_old(loaded, editor):
    workspace, bystander = workspace_on("TGO", cycle=4), workspace_on("SVN", cycle=4)
    follow_calendar(at=AT)
    plan_rounds(at=AT)
    session = WorkingGroupSession.objects.get(pk=55)
    before = deadlines(workspace)["review"]

    move_review(
        review=workspace.review,
        status="rescheduled",
        session=session,
        confidence="confirmed",
        source="OHCHR, note of 1 December 2026",
        by=editor,
        at=LATER,
    )
    assert follow_calendar(at=LATER) == 1

    after = deadlines(workspace)["review"]
    assert (after.date, after.revision, after.set_at) == (session.start_date, before.revision + 1, LATER)
    assert log_of(after) == [
        ("set", "", "2027-01-19/2027-01-29", None),
        ("moved", "2027-01-19/2027-01-29", str(session.start_date), None),
    ]
    assert stored(workspace) == expected(workspace)
    assert {len(log_of(row)) for row in deadlines(bystander).values()} == {1}
    plan_rounds(at=AT)
    assert set(after.rounds.values_list("revision", flat=True)) == {1}


def test_day_that_cannot_be_counted_is_called_off_and_comes_back(loaded, editor):
    workspace = workspace_on("TGO", cycle=4)
    follow_calendar(at=AT)
    was = workspace.review.current_session
    words = {"confidence": "confirmed", "source": "OHCHR", "by": editor}

    move_review(review=workspace.review, status=Review.Status.POSTPONED, session=None, at=LATER, **words)
    follow_calendar(at=LATER)
    plan_rounds(at=AT)

    off = deadlines(workspace)["review"]
    assert (off.status, off.closed_at, off.closed_by) == ("cancelled", LATER, None)
    assert log_of(off)[1:] == [("cancelled", "", "", None)]
    assert off.rounds.count() == 0
    assert stored(workspace) == expected(workspace)

    later = LATER + timedelta(days=1)
    move_review(review=workspace.review, status="scheduled", session=was, at=later, **words)
    follow_calendar(at=later)

    on = deadlines(workspace)["review"]
    assert (on.status, on.date) == ("open", date(2027, 1, 19))
    assert [line[0] for line in log_of(on)] == ["set", "cancelled", "reopened"]
    assert stored(workspace) == expected(workspace)


def test_workspace_that_cannot_follow_stops_no_other(loaded, editor, caplog):
    stuck, other = workspace_on("TGO", cycle=4), workspace_on("TGO", cycle=4)
    follow_calendar(at=AT)
    # No column counts one move more.
    Deadline.objects.filter(workspace=stuck, milestone="review").update(revision=2**31 - 1)
    session = WorkingGroupSession.objects.get(pk=55)
    words = {"status": "rescheduled", "confidence": "confirmed", "source": "OHCHR", "by": editor, "at": LATER}
    move_review(review=stuck.review, session=session, **words)

    assert follow_calendar(at=LATER) == 1

    assert deadlines(other)["review"].date == session.start_date
    assert deadlines(stuck)["review"].date == date(2027, 1, 19)
    assert [record.getMessage() for record in caplog.records] == [
        "Deadlines cannot follow the calendar, workspaces: 2",
        "Deadlines cannot follow the calendar, workspaces: 1",
    ]
    # It is tried again, as it still is behind.
    Deadline.objects.filter(workspace=stuck, milestone="review").update(revision=5)
    assert follow_calendar(at=LATER) == 1
    assert deadlines(stuck)["review"].date == session.start_date


def test_what_somebody_called_off_stays_off(loaded, editor):
    workspace = workspace_on("TGO", cycle=4)
    follow_calendar(at=AT)
    person = make_user()
    close_deadline(deadline=deadlines(workspace)["hc_letter"], status="cancelled", by=person, at=AT)

    set_key_date(
        review=workspace.review,
        milestone="hc_letter",
        day=date(2027, 10, 4),
        confidence="confirmed",
        source="OHCHR",
        by=editor,
        at=LATER,
    )
    follow_calendar(at=LATER)

    letter = deadlines(workspace)["hc_letter"]
    assert (letter.status, letter.date, letter.closed_by) == ("cancelled", date(2027, 10, 4), person)


DAYS = st.dates(date(2027, 1, 1), date(2035, 12, 31))
MOVES = st.one_of(
    st.tuples(st.just("session"), DAYS),
    st.tuples(st.just("deadline"), DAYS),
    st.tuples(st.just("review"), st.sampled_from([*range(53, 60), None])),
    st.tuples(st.just("rule"), st.tuples(st.integers(0, 26), st.integers(-400, 400))),
    st.tuples(st.just("day"), st.tuples(st.sampled_from(["addendum", "hc_letter", "action_plan"]), DAYS, st.times())),
)


@examples(60, HealthCheck.function_scoped_fixture)
@given(moves=st.lists(MOVES, min_size=1, max_size=6))
def test_every_deadline_of_every_workspace_follows(loaded, editor, moves):
    with transaction.atomic():
        follow_through(moves, editor)
        transaction.set_rollback(True)


def follow_through(moves, editor):
    at = AT
    workspaces = [workspace_on("TGO"), workspace_on("TGO", at=AT - timedelta(days=9)), workspace_on("TGO", cycle=4)]
    follow_calendar(at=at)
    known = [set(deadlines(one)) for one in workspaces]
    for move in moves:
        at += timedelta(minutes=1)
        make_move(*move, by=editor, at=at)
        follow_calendar(at=at)
        for workspace, had in zip(workspaces, known, strict=True):
            assert_follows(workspace, had, at)
            had |= set(deadlines(workspace))
        assert follow_calendar(at=at) == 0


def assert_follows(workspace, had, at):
    """Every day that is not over is there as the review has it; what moved into the past moved as well."""
    rows = {row.milestone: row for row in timeline(review_of("TGO", workspace.review.cycle_id))}
    found = deadlines(workspace)
    assert set(found) == had | set(expected(workspace))
    for milestone, deadline in found.items():
        row = rows.get(milestone)
        if row is None or row.day is None:
            assert deadline.status == "cancelled" or deadline.ends_at <= at
            continue
        assert (deadline.status, deadline.date) == ("open", row.day)
        last = row.day if row.is_month else row.end or row.day
        wall = datetime.combine(last, row.hour if row.moment else time(23, 59), tzinfo=ZURICH)
        assert deadline.ends_at == wall.astimezone(UTC)
        moves = [(before, after) for what, before, after, _by in log_of(deadline) if what == "moved"]
        assert len(moves) == deadline.revision
        # Another last day alone is no move.
        assert all(first(one[1]) == first(other[0]) for one, other in zip(moves, moves[1:], strict=False))


def first(days):
    return days.partition("/")[0]


def make_move(what, value, *, by, at):
    review = review_of("TGO")
    words = {"confidence": "confirmed", "source": "OHCHR", "by": by, "at": at}
    session = WorkingGroupSession.objects.get(pk=review.current_session_id or 55)
    match what:
        case "session":
            dates = {"start_date": value, "end_date": value + timedelta(days=11), "date_precision": "day"}
            set_session_dates(session=session, values=dates | {"confidence": "confirmed"}, by=by, at=at)
        case "deadline":
            dates = {"submission_deadline": value, "submission_deadline_confidence": "confirmed"}
            set_session_dates(session=session, values=dates, by=by, at=at)
        case "review" if value is None:
            move_review(review=review, status=Review.Status.POSTPONED, session=None, **words)
        case "review":
            status = "scheduled" if value == review.original_session_id else "rescheduled"
            asked = WorkingGroupSession.objects.get(pk=value)
            move_review(review=review, status=status, session=asked, **words)
        case "rule":
            rule = DeadlineRule.objects.order_by("order")[value[0] % DeadlineRule.objects.count()]
            rule.offset_days, rule.corrected_at = value[1], at
            rule.save()
            after_correction(row=rule, at=at)
        case "day":
            milestone, day, hour = value
            set_key_date(review=review, milestone=milestone, day=day, hour=hour.replace(microsecond=0), **words)

"""What may fall on any of several days, such as an adoption in a session of the Council."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from cycles.models import CouncilSession
from reminders.deadline_lines import deadline_lists, is_late
from reminders.models import Deadline
from reminders.moments import LATE
from reminders.services.calendar import follow_calendar
from reminders.services.deadlines import Day, set_deadline
from reminders.services.rounds import plan_rounds
from reminders.words import logged_day, time_left, when_due
from tests.factories import AT, make_member, make_organisation, make_review, make_workspace
from tests.reminders.made import make_deadline

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 6, 15), date(2026, 7, 8)
SPAN = Day(day=FIRST, last=LAST)


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def amina(organisation):
    return make_member(organisation)


@pytest.fixture
def workspace(organisation):
    return make_workspace(organisation)


def noon(day):
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def adoption(workspace, day=SPAN, at=AT, **fields):
    return set_deadline(
        workspace=workspace,
        key="review:adoption",
        kind="un_date",
        milestone="adoption",
        day=day,
        by=None,
        at=at,
        **fields,
    )


def test_adoption_in_a_session_of_the_council_is_over_with_its_last_day(organisation):
    council = CouncilSession.objects.create(number=62, start_date=FIRST, end_date=LAST, confidence="confirmed")
    review = make_review(status="reviewed", adoption_session=council)
    workspace = make_workspace(organisation, review=review)

    follow_calendar(at=AT)

    found = Deadline.objects.get(workspace=workspace, milestone="adoption")
    assert (found.date, found.last_date) == (FIRST, LAST)
    assert found.ends_at == datetime(2026, 7, 8, 21, 59, tzinfo=UTC)
    assert when_due(found, "Africa/Nairobi").words == "15 June – 8 July 2026"


@pytest.mark.parametrize(
    ("day", "words", "late"),
    [
        (FIRST - timedelta(days=5), "in 5 days", False),
        (FIRST, "until 8 July 2026", False),
        (LAST, "until 8 July 2026", False),
        (LAST + timedelta(days=3), "3 days ago", True),
    ],
)
def test_it_is_late_after_the_last_day_alone(workspace, amina, day, words, late):
    deadline = adoption(workspace, person=amina)
    deadline.person = amina

    assert (time_left(deadline, noon(day)), is_late(deadline, noon(day))) == (words, late)


def test_estimated_days_are_about(workspace):
    deadline = adoption(workspace, Day(day=FIRST, last=LAST, confidence="estimated", is_about=True))

    assert when_due(deadline, "Europe/Zurich").words == "about 15 June – 8 July 2026"


def test_reminders_count_to_the_first_day_and_late_from_the_last(workspace, amina):
    deadline = make_deadline(workspace, amina, day=SPAN, at=AT)
    plan_rounds(at=AT)

    begins = dict(deadline.rounds.values_list("lead", "begins_at"))
    assert begins[24].date() == FIRST - timedelta(days=2)
    assert begins[LATE].date() == LAST


def test_another_last_day_is_taken_over_without_a_notice(workspace, amina):
    deadline = make_deadline(workspace, amina, key="own:x", day=SPAN, at=AT)
    plan_rounds(at=AT)

    make_deadline(workspace, amina, key="own:x", day=Day(day=FIRST), at=AT + timedelta(days=1))

    deadline.refresh_from_db()
    assert (deadline.last_date, deadline.revision, deadline.ends_at.date()) == (None, 0, FIRST)
    assert list(deadline.changes.values_list("what", flat=True)) == ["set"]
    plan_rounds(at=AT + timedelta(days=1))
    assert deadline.rounds.get(lead=LATE).begins_at.date() == FIRST


def test_log_names_all_the_days(workspace):
    deadline = adoption(workspace)
    adoption(workspace, Day(day=FIRST + timedelta(days=7), last=LAST), at=AT + timedelta(days=1))

    moved = deadline.changes.get(what="moved")
    assert (moved.before, moved.after) == ("2026-06-15/2026-07-08", "2026-06-22/2026-07-08")
    assert logged_day(moved.before) == "15 June – 8 July 2026"


def test_months_of_the_list_go_by_first_days(workspace, amina):
    adoption(workspace)
    make_deadline(workspace, amina, day=Day(day=date(2026, 6, 20)), at=AT)
    make_deadline(workspace, amina, day=Day(day=date(2026, 7, 1)), at=AT)

    found = deadline_lists(workspace=workspace, user=amina, at=AT, everything=False)

    assert [(month, [line.deadline.date.day for line in lines]) for month, lines in found.ahead] == [
        ("June 2026", [15, 20]),
        ("July 2026", [1]),
    ]


def test_page_says_from_when_to_when(client, workspace, amina):
    deadline = adoption(workspace)
    client.force_login(amina)

    page = client.get(reverse("reminders:deadline_detail", args=[deadline.pk])).content.decode()

    assert "15 June – 8 July 2026" in page

"""Where a workspace is in the cycle: stages by time, today, the ring, the strip."""

import re
from datetime import date, timedelta
from math import hypot

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AdaptedStep, WorkspaceStep
from cycles.models import RecordVersion, Review, WorkingGroupSession
from cycles.services.record_version import begin_change
from impact.checklist import here, stages_of
from impact.days import days_of
from impact.place import place_of
from impact.ring import ring_of
from reminders.services.deadlines import Day, set_deadline
from tests.factories import AT, make_review, make_state, make_workspace

REVIEW = date(2027, 11, 1)
DAYS = {
    "stakeholder_submission": date(2027, 4, 1),
    "review": REVIEW,
    "adoption": date(2028, 3, 30),
    "midterm_report": date(2030, 5, 1),
    "next_review": date(2032, 6, 17),
}


def place(workspace, user, known, on):
    stages = stages_of(workspace=workspace, user=user, known=known, on=on)
    return place_of(stages=stages, known=known, on=on)


@pytest.fixture
def early(workspace):
    Review.objects.filter(pk=workspace.review_id).update(status=Review.Status.SCHEDULED)
    workspace.refresh_from_db()
    return workspace


def test_stages_are_as_long_as_their_time(early, amina):
    found = place(early, amina, DAYS, date(2027, 1, 1))

    # From 270 days before the submission, 484 to the review, 150 to the adoption, 1690 in all.
    assert [(stage.starts, round(stage.ends, 3)) for stage in found.stages[:1]] == [(0.0, 0.286)]
    assert [round(stage.ends, 3) for stage in found.stages] == [0.286, 0.375, 1.0]
    assert [stage.months for stage in found.stages][:2] == [
        "July 2026 to November 2027",
        "November 2027 to March 2028",
    ]
    assert [[moment.name for moment in stage.moments] for stage in found.stages] == [
        ["Stakeholder submissions"],
        ["Review", "Outcome adopted"],
        ["Mid-term report"],
    ]


@pytest.mark.parametrize(
    ("on", "stage", "percents", "step"),
    [
        (date(2026, 7, 5), 1, [0, 0, 0], "coalition"),
        (date(2027, 3, 5), 1, [50, 0, 0], "draft"),
        (date(2027, 12, 1), 2, [100, 20, 0], "positions"),
        (date(2028, 6, 1), 3, [100, 100, 6], "plan"),
        (date(2040, 1, 1), 3, [100, 100, 100], "plan"),
    ],
)
def test_the_place_moves_with_the_day(early, amina, on, stage, percents, step):
    found = place(early, amina, DAYS, on)

    assert (found.stage.number, [one.percent for one in found.stages]) == (stage, percents)
    assert found.step.key == step


def test_the_record_goes_before_the_calendar(early, amina):
    """Adopted earlier than the calendar counted: today stands at the beginning of the third stage."""
    early.review.status = Review.Status.ADOPTED

    found = place(early, amina, DAYS, date(2028, 1, 1))

    assert (found.stage.number, found.today) == (3, found.stages[2].starts)


def test_without_a_day_there_are_the_usual_lengths_and_no_pin(early, amina):
    found = place(early, amina, {}, date(2027, 1, 1))

    assert [round(stage.ends, 2) for stage in found.stages] == [0.28, 0.37, 1.0]
    assert (found.today, ring_of(found).pin, ring_of(found).moments) == (None, None, [])
    assert [stage.months for stage in found.stages] == ["", "", ""]
    assert found.words == "Step 1 of 16: Bring the coalition together"


def test_steps_left_out_and_own_ones_count(early, amina):
    AdaptedStep.objects.create(workspace=early, step="draft", is_left_out=True, changed_at=AT, changed_by=amina)
    for number in (1, 2):
        AdaptedStep.objects.create(
            workspace=early, step=f"own-{number}", stage=1, name="Own", changed_at=AT, changed_by=amina
        )
    WorkspaceStep.objects.create(workspace=early, step="coalition", done_at=AT, done_by=amina)

    assert place(early, amina, {}, date(2027, 1, 1)).words == "Step 2 of 17: Rate the last cycle’s recommendations"


def test_when_all_is_done_no_step_is_left(early, amina):
    for stage in stages_of(workspace=early, user=amina, known={}, on=REVIEW):
        for line in stage.lines:
            WorkspaceStep.objects.create(workspace=early, step=line.key, done_at=AT, done_by=amina)

    assert place(early, amina, DAYS, REVIEW).words == "All steps are done."
    assert here(stages_of(workspace=early, user=amina, known=DAYS, on=REVIEW)) is None


def test_while_a_review_is_put_off_no_counted_day_is_late(early, amina):
    type(early).objects.update(created_at=AT - timedelta(days=3000))
    early.refresh_from_db()

    def late():
        found = stages_of(workspace=early, user=amina, known=DAYS, on=date(2027, 5, 1))
        return [line.key for stage in found for line in stage.lines if line.is_late]

    assert len(late()) == 7
    early.review.status = Review.Status.SUSPENDED
    assert late() == []


@pytest.mark.parametrize("days", range(0, 1700, 17))
def test_numbers_on_the_ring_are_never_under_another_circle(early, amina, days):
    ring = ring_of(place(early, amina, DAYS, date(2026, 7, 5) + timedelta(days=days)))

    circles = [(dot, 3.6) for dot in ring.moments] + [(dot, 11) for dot in ring.numbers] + [(ring.pin, 10)]
    near = [
        (one.number, other)
        for one in ring.numbers
        for other, size in circles
        if other is not one and hypot(one.x - other.x, one.y - other.y) < 11 + size
    ]
    assert near == []
    assert sorted(dot.number for dot, _size in circles if dot.number) == [1, 2, 3]
    assert all(round(hypot(dot.x - 100, dot.y - 100)) == 84 for dot, _size in circles)


def test_the_ring_is_drawn_clockwise_from_the_top(early, amina):
    ring = ring_of(place(early, amina, DAYS, date(2027, 3, 5)))

    first = ring.to_come[0]
    assert re.match(r"M10\d\.\d 16\.\d+A84 84 0 0 1 1\d\d\.\d ", first)
    assert (len(ring.to_come), len(ring.over)) == (3, 1)


def test_days_are_kept_until_the_record_changes(early, amina, django_assert_num_queries):
    WorkingGroupSession.objects.update(start_date=REVIEW, end_date=REVIEW, date_precision="day")
    RecordVersion.objects.get_or_create(pk=1, defaults={"changed_at": AT})
    before = days_of(review=early.review, user=amina)
    with django_assert_num_queries(1):
        assert days_of(review=early.review, user=amina) == before

    WorkingGroupSession.objects.update(start_date=REVIEW + timedelta(days=7), end_date=None)
    begin_change(timezone.now())

    assert days_of(review=early.review, user=amina)["review"] == before["review"] + timedelta(days=7)


PAGES = ["accounts:workspace_members", "impact:workspace_steps", "implementation:rating_list", "impact:who_does_what"]


@pytest.mark.parametrize("page", PAGES)
def test_the_strip_stands_on_every_page_of_a_workspace(client, amina, workspace, page):
    set_deadline(
        workspace=workspace,
        key="own:1",
        kind="meeting",
        title="Meet the ministry",
        day=Day(day=timezone.localdate() + timedelta(days=12)),
        by=amina,
        at=timezone.now(),
    )
    client.force_login(amina)

    text = client.get(reverse(page, args=[workspace.pk])).content.decode()

    strip = text[text.index('<section class="strip"') : text.index("</section>")]
    assert re.findall(r"Step \d+ of 16: [^<]+", strip) == [
        "Step 13 of 16: Action strategy plan and follow-up mechanism"
    ]
    assert "<bdi>Meet the ministry</bdi>: 12 days left" in strip
    assert re.findall(r'<li class="now" aria-current="step"><span>(\d)', strip) == ["3"]


@pytest.mark.parametrize("status", [Review.Status.POSTPONED, Review.Status.SUSPENDED])
def test_a_review_that_is_put_off_is_said_to_be(client, amina, organisation, status):
    review = make_review(make_state("AAA"), status=status, current_session=None)
    workspace = make_workspace(organisation=organisation, review=review)
    client.force_login(amina)

    page = client.get(workspace.get_absolute_url()).content.decode()

    assert "This review is put off." in page
    assert "No day of this review is known yet" in page
    assert '<circle class="pin"' not in page

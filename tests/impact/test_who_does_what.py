"""Who does what, and the steps of the cycle."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import ThemeGroup, WorkspaceMember, WorkspaceStep
from cycles.cycle_steps import NAMES, current_stage, moments, steps
from cycles.key_dates import timeline
from cycles.models import CouncilSession, Review, SearchFacets
from impact.who_does_what import last_days, who_does_what
from tests.factories import (
    AT,
    make_member,
    make_organisation,
    make_rating,
    make_recommendation,
    make_review,
    make_theme,
)

ON = date(2026, 6, 1)
CAST = ["odile", "amina", "bruno", "partner", "supporter", "observer", "chidi"]


def make_issue(number, label):
    return make_theme(label, "2014", scheme="upr_info", code=str(number))


def recommended(review, *issues):
    recommendation = make_recommendation(review)
    SearchFacets.objects.create(
        recommendation=recommendation, cycle=4, state_under_review="XAR", position="pending", issues=list(issues)
    )
    return recommendation


def make_group(workspace, by, name, issues=(), organisations=(), **fields):
    group = ThemeGroup.objects.create(workspace=workspace, name=name, created_at=AT, created_by=by, **fields)
    group.issues.set(issues)
    group.organisations.set(organisations)
    return group


def read(workspace, user, **options):
    return who_does_what(workspace=workspace, user=user, on=ON, **{"with_activity": False} | options)


def test_a_recommendation_on_two_issues_of_a_group_counts_once(amina, workspace, organisation):
    both = recommended(workspace.review, 42, 50)
    recommended(workspace.review, 42)
    recommended(workspace.review, 7)
    make_rating(workspace, both, by=amina)
    health, torture = make_issue(42, "Right to health"), make_issue(50, "Torture")
    make_group(workspace, amina, "Care", [health, torture], [organisation])

    page = read(workspace, amina)

    assert [(line.rated, line.total, line.is_late) for line in page.groups] == [(1, 2, False)]
    assert [(line.number, line.rated, line.total) for line in page.uncovered] == [(7, 0, 1)]


@pytest.mark.parametrize(
    ("days", "is_rated", "is_late"), [(-1, False, True), (-1, True, False), (0, False, False), (None, False, False)]
)
def test_a_group_is_late_when_its_day_has_passed_and_something_is_not_rated(amina, workspace, days, is_rated, is_late):
    recommendation = recommended(workspace.review, 42)
    if is_rated:
        make_rating(workspace, recommendation, by=amina)
    due = None if days is None else ON + timedelta(days=days)
    make_group(workspace, amina, "Care", [make_issue(42, "Right to health")], due_date=due)

    page = read(workspace, amina)

    assert [line.is_late for line in page.groups] == [is_late]
    assert len(page.late) == is_late


def test_organisations_that_write_and_are_in_no_group(amina, workspace, partner, observer, organisation):
    make_group(workspace, amina, "Care", organisations=[organisation])

    page = read(workspace, amina)

    assert page.without_group == [partner.organisations.get()]
    assert [line.groups for line in page.parts] == [1, 0, 0]


def test_ratings_of_another_workspace_do_not_count(amina, chidi, workspace):
    recommendation = recommended(workspace.review, 42)
    theirs = workspace.__class__.objects.create(name="Theirs", review=workspace.review, created_at=AT)
    make_rating(theirs, recommendation, by=chidi)

    assert [line.rated for line in read(workspace, amina).uncovered] == [0]


def test_last_days_are_days_of_organisations(amina, workspace, partner, organisation):
    theirs = partner.organisations.get()
    make_rating(workspace, recommended(workspace.review, 42), by=partner, organisation=theirs)

    found = last_days(workspace=workspace, user=amina)

    assert found == {theirs.pk: AT.date()}


@pytest.mark.parametrize("person", CAST)
def test_who_does_what_is_read_by_everybody_in_it(client, request, workspace, partners, person):
    client.force_login(request.getfixturevalue(person))

    answer = client.get(reverse("impact:who_does_what", args=[workspace.pk]))

    assert answer.status_code == (404 if person == "chidi" else 200)
    if person != "chidi":
        assert ("Last at work here" in answer.content.decode()) is (person in {"odile", "amina"})


@pytest.mark.parametrize("number", [1, 3])
def test_who_does_what_query_count(client, amina, workspace, django_assert_num_queries, number):
    for index in range(number):
        other = make_organisation()
        WorkspaceMember.objects.create(workspace=workspace, organisation=other)
        make_rating(workspace, recommended(workspace.review, 42 + index), by=make_member(other))
        make_group(workspace, amina, f"G{index}", [make_issue(42 + index, f"I{index}")], [other], lead=other)
    client.force_login(amina)

    # The days of the review are kept: the strip costs four.
    client.get(reverse("impact:who_does_what", args=[workspace.pk]))
    with django_assert_num_queries(17):
        client.get(reverse("impact:who_does_what", args=[workspace.pk]))


def test_the_sixteen_steps_have_names_and_stand_in_three_stages():
    assert [step.number for step in steps()] == list(range(1, 17))
    assert {step.key for step in steps()} == set(NAMES)
    assert [sum(step.stage == stage for step in steps()) for stage in (1, 2, 3)] == [9, 3, 4]


@pytest.mark.parametrize(
    ("status", "known", "stage"),
    [
        (Review.Status.SCHEDULED, {}, 1),
        (Review.Status.SCHEDULED, {"review": ON + timedelta(days=1)}, 1),
        (Review.Status.SCHEDULED, {"review": ON}, 2),
        (Review.Status.REVIEWED, {"review": ON, "adoption": ON}, 2),
        (Review.Status.SCHEDULED, {"review": ON - timedelta(days=90), "adoption": ON - timedelta(days=1)}, 3),
        (Review.Status.REVIEWED, {"adoption": ON - timedelta(days=9), "adoption:until": ON}, 2),
        (Review.Status.REVIEWED, {"adoption": ON - timedelta(days=9), "adoption:until": ON - timedelta(days=1)}, 3),
        (Review.Status.ADOPTED, {}, 3),
    ],
)
def test_current_stage(status, known, stage):
    assert current_stage(Review(status=status), known, ON) == stage


def test_steps_end_with_the_last_day_on_which_the_adoption_may_be():
    first, last = ON, ON + timedelta(days=24)
    days = {step.key: step.days({"adoption": first, "adoption:until": last}) for step in steps()}

    assert days["positions"] == (None, first - timedelta(days=14))
    assert days["adoption"] == (first - timedelta(days=30), last + timedelta(days=1))
    assert days["plan"] == (first, last + timedelta(days=180))


def test_moments_of_a_review_name_the_last_of_several_days(workspace):
    review = workspace.review
    council = CouncilSession.objects.create(number=59, start_date=date(2025, 6, 16), end_date=date(2025, 7, 11))
    Review.objects.filter(pk=review.pk).update(adoption_session=council, review_date=date(2025, 1, 28))

    known = moments(timeline(Review.objects.with_parts().get(pk=review.pk)))

    assert {name: day for name, day in known.items() if not name.startswith("next")} == {
        "review": date(2025, 1, 28),
        "adoption": date(2025, 6, 16),
        "adoption:until": date(2025, 7, 11),
    }


@pytest.mark.parametrize("person", CAST)
def test_steps_are_ticked_by_those_who_write(client, request, workspace, partners, person):
    client.force_login(request.getfixturevalue(person))
    page = client.get(reverse("impact:workspace_steps", args=[workspace.pk]))
    tick = client.post(reverse("impact:step_tick", args=[workspace.pk, "plan"]))

    writes = person in {"odile", "amina", "partner"}
    assert page.status_code == (404 if person == "chidi" else 200)
    assert tick.status_code == (302 if writes else page.status_code if person == "chidi" else 403)
    assert WorkspaceStep.objects.exists() is writes


def test_a_tick_says_who_and_when_and_can_be_taken_back(client, amina, workspace):
    client.force_login(amina)
    address = reverse("impact:step_tick", args=[workspace.pk, "plan"])

    assert client.post(address).headers["Location"] == f"/workspaces/{workspace.pk}/steps/#step-plan"
    row = WorkspaceStep.objects.get()
    assert (row.step, row.done_by) == ("plan", amina)
    [stage] = [one for one in client.get(f"/workspaces/{workspace.pk}/steps/").context["stages"] if one.number == 3]
    assert (stage.done, stage.is_current) == (1, True)

    client.post(address, {"undo": "on"})
    assert WorkspaceStep.objects.count() == 0
    assert client.post(reverse("impact:step_tick", args=[workspace.pk, "nothing"])).status_code == 404


def test_what_was_over_before_the_workspace_began_is_not_late(client, amina, workspace):
    today = timezone.localdate()
    Review.objects.filter(pk=workspace.review_id).update(
        status=Review.Status.ADOPTED, adoption_date=today - timedelta(days=181), review_date=today - timedelta(days=270)
    )
    client.force_login(amina)

    def late():
        stages = client.get(f"/workspaces/{workspace.pk}/steps/").context["stages"]
        return [line.key for stage in stages for line in stage.lines if line.is_late]

    type(workspace).objects.update(created_at=timezone.now())
    assert late() == []
    type(workspace).objects.update(created_at=timezone.now() - timedelta(days=100))
    assert late() == ["plan"]


def test_a_new_workspace_shows_the_last_reviews_recommendations_at_once(client, amina, organisation, review):
    for _ in range(12):
        make_recommendation(review)
    following = make_review(review.state_under_review, cycle=5, status=Review.Status.SCHEDULED, current_session=None)
    client.force_login(amina)

    address = client.post(reverse("accounts:workspace_create"), {"state": "XAR", "cycle": "5"}).headers["Location"]
    page = client.get(address)

    assert page.context["workspace"].review == following
    assert (page.context["before"].total, len(page.context["before"].recommendations)) == (12, 10)
    assert page.context["stage"].number == 1
    assert len(page.context["stage"].open_lines) == 9
    assert "All 12 recommendations of cycle 4" in page.content.decode()

"""Better, worse or as before: in the list of ratings, and in the overview."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import WorkspaceMember
from implementation.models import RatingRules
from implementation.trend import step_counts, steps
from implementation.viewpoint import viewpoint_of
from tests.factories import AT, make_member, make_organisation, make_rating, make_recommendation

EARLY, DAY = date(2025, 3, 1), date(2026, 3, 1)


def past(workspace, row, by, level, day=EARLY, **fields):
    at = AT - timedelta(days=300)
    defaults = {"is_current": False, "is_counted": False, "rated_at": at}
    return make_rating(workspace, row, by, level=level, rated_date=day, **(defaults | fields))


def kinds(workspace, user, **more):
    return {key: step.kind for key, step in steps(viewpoint_of(workspace, user), **more).items()}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [("partially", "fully", "better"), ("fully", "regressed", "worse"), ("fully", "fully", "same")],
)
def test_a_rating_is_held_against_the_last_verdict_of_an_earlier_day(workspace, review, amina, before, after, kind):
    row = make_recommendation(review)
    past(workspace, row, amina, "not_implemented", date(2024, 3, 1))
    past(workspace, row, amina, before)
    past(workspace, row, amina, "no_information", date(2025, 6, 1))
    make_rating(workspace, row, amina, level=after, rated_date=DAY)

    assert kinds(workspace, amina) == {row.pk: kind}


def test_a_correction_of_the_same_day_is_no_way_and_what_was_taken_back_neither(workspace, review, amina):
    row = make_recommendation(review)
    past(workspace, row, amina, "partially", DAY)
    past(workspace, row, amina, "regressed", undone_at=AT)
    make_rating(workspace, row, amina, level="fully", rated_date=DAY)

    assert kinds(workspace, amina) == {}


def test_where_each_rates_apart_only_the_own_words_are_the_way(workspace, review, amina, organisation):
    RatingRules.objects.create(workspace=workspace, rates_apart=True)
    bar = make_organisation(name="Bar association")
    WorkspaceMember.objects.create(workspace=workspace, organisation=bar, role="contributor")
    parveen = make_member(bar, name="Parveen")
    row = make_recommendation(review)
    past(workspace, row, amina, "fully", organisation=organisation)
    make_rating(workspace, row, amina, level="partially", rated_date=DAY, organisation=organisation)
    past(workspace, row, parveen, "regressed", organisation=bar)
    make_rating(workspace, row, parveen, level="partially", rated_date=DAY, organisation=bar, is_counted=False)

    assert (kinds(workspace, amina), kinds(workspace, parveen)) == ({row.pk: "worse"}, {row.pk: "better"})
    assert kinds(workspace, parveen, counted=True) == {row.pk: "worse"}


def test_the_list_and_the_overview_say_it_in_words(client, workspace, review, bruno, amina):
    rows = [make_recommendation(review, item=item) for item in (1, 2, 3)]
    for row, level in zip(rows, ("fully", "not_implemented", "partially"), strict=True):
        past(workspace, row, amina, "partially")
        make_rating(workspace, row, amina, level=level, rated_date=DAY)
    client.force_login(bruno)

    listed = client.get(reverse("implementation:rating_list", args=[workspace.pk]) + "?at=140.2").content.decode()
    seen = client.get(reverse("implementation:overview", args=[workspace.pk]))

    told = [f"{arrow}</span> {words}" for arrow, words in (("↗", "better"), ("↘", "worse"))]
    assert [listed.count(f"{one} than before") for one in told] == [1, 1]
    assert listed.count("→</span> as before") == 1
    counts = [(step.kind, number) for step, number in step_counts(viewpoint_of(workspace, bruno))]
    assert counts == [("better", 1), ("worse", 1), ("same", 1)]
    assert "Since the rating of an earlier day:" in seen.content.decode()

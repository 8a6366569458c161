"""Counts over the record against a count by hand of the same made rows."""

from collections import Counter
from random import Random

import pytest

from cycles.models import PositionKind, Recommendation, SearchFacets
from cycles.search_filter import (
    ACTION,
    CYCLE,
    ISSUE,
    RECOMMENDING_REGION,
    RECOMMENDING_STATE,
    REGION,
    STATE,
    SearchFilter,
)
from cycles.services.record_version import begin_change
from cycles.services.rendering import render_rows
from cycles.statistics import THEME, Coverage, Partial, Tally, coverage, kept_tallies, percent, tallies, tally
from tests.factories import AT, make_recommendation, make_review, make_state, make_theme

STATES = {"SVN": "eastern_european", "KEN": "african", "FRA": "weog", "TGO": "african"}
ISSUES = {7: "Detention conditions", 42: "Right to health", 54: "Women's rights"}


def make_record(seed=1, count=60):
    """Recommendations to two States in two cycles and to an invented one, at random but the same for a seed."""
    random = Random(seed)  # noqa: S311
    for iso3, group in STATES.items():
        make_state(iso3, regional_group=group)
    for number, label in ISSUES.items():
        make_theme(label, version="2014", scheme="upr_info", code=str(number))
    places = [("SVN", 3, 34), ("SVN", 4, 48), ("KEN", 4, 49), ("XAR", 4, 48)]
    reviews = [make_review(make_state(iso3), cycle=cycle, session=session) for iso3, cycle, session in places]
    for _ in range(count):
        themes = random.sample(list(ISSUES.values()), random.randint(0, 2))
        action = random.choice([None, 1, 5])
        recommendation = make_recommendation(
            random.choice(reviews),
            states=random.sample(["FRA", "TGO", "KEN"], random.randint(1, 3)),
            themes=[],
            position=random.choice(PositionKind.values),
            action_category=action,
            action_basis="given" if action else "",
        )
        for order, label in enumerate(themes):
            recommendation.theme_rows.create(theme=make_theme(label, version="2014", scheme="upr_info"), order=order)
    begin_change(AT)
    render_rows(Recommendation.objects.all())


def by_hand(by):
    """The same counts from the tables themselves, one recommendation after the other."""
    found = {}
    for row in Recommendation.objects.exclude(review__state_under_review="XAR"):
        for value in values(row, by):
            found.setdefault(str(value), Counter())[row.position] += 1
    return {value: Tally(**counts) for value, counts in found.items()}


def values(row, by):
    state = row.review.state_under_review
    return {
        CYCLE: lambda: [row.review.cycle_id],
        STATE: lambda: [state.pk],
        REGION: lambda: [state.regional_group],
        ISSUE: lambda: {one.theme.code for one in row.theme_rows.all()},
        THEME: lambda: {one.theme_id for one in row.theme_rows.all()},
        RECOMMENDING_STATE: lambda: {one.state_id for one in row.state_rows.all()},
        RECOMMENDING_REGION: lambda: {one.state.regional_group for one in row.state_rows.all()},
        ACTION: lambda: [row.action_category] if row.action_category else [],
    }[by]()


@pytest.mark.parametrize("by", [CYCLE, STATE, REGION, ISSUE, THEME, RECOMMENDING_STATE, RECOMMENDING_REGION, ACTION])
def test_counts_are_those_by_hand(db, by):
    make_record()

    assert tallies(SearchFilter().found(), by) == by_hand(by)


def test_counts_of_a_search_are_those_of_its_rows(db):
    make_record()
    asked = SearchFilter(chosen={RECOMMENDING_STATE: ("FRA",), CYCLE: ("4",)})
    rows = [
        row
        for row in Recommendation.objects.filter(review__cycle=4).exclude(review__state_under_review="XAR")
        if row.state_rows.filter(state="FRA").exists()
    ]

    assert tally(asked.found()) == Tally(**Counter(row.position for row in rows))


def test_suggested_category_is_counted_apart(db):
    make_record(count=1)
    SearchFacets.objects.update(action_category=None, suggested_action=5, is_invented=False)

    assert list(tallies(SearchFacets.objects.all(), ACTION)) == ["suggested-5"]


def test_coverage_names_the_sessions_without_the_invented_state(db):
    make_record()
    whole = coverage()

    assert whole.sessions == ["34", "48–49"]
    assert whole.tally == sum(by_hand(STATE).values(), Tally())
    assert whole.actions == {value: counts.total for value, counts in by_hand(ACTION).items()}


def test_coverage_of_an_empty_record_is_empty(db):
    assert coverage() == Coverage()


def test_counts_are_kept_until_the_record_changes(db, django_assert_num_queries):
    make_record(count=9)
    before = kept_tallies(SearchFilter(), [ISSUE])

    with django_assert_num_queries(1):
        assert kept_tallies(SearchFilter(), [ISSUE]) == before
    Recommendation.objects.update(position="noted")
    begin_change(AT)
    render_rows(Recommendation.objects.all())
    assert kept_tallies(SearchFilter(), [ISSUE]) != before
    assert kept_tallies(SearchFilter(), [ISSUE])[ISSUE] == by_hand(ISSUE)


@pytest.mark.parametrize(
    ("counts", "apart", "counted_in"),
    [
        (Tally(3, 1, 0, 6), 75, 100),
        (Tally(1, 1, 1, 0), 33, 67),
        (Tally(0, 0, 0, 4), None, None),
        (Tally(), None, None),
    ],
)
def test_share_is_of_what_was_answered(counts, apart, counted_in):
    assert counts.share() == apart
    assert counts.share(Partial.SUPPORTED) == counted_in


@pytest.mark.parametrize(("part", "whole", "wanted"), [(1, 8, 13), (1, 200, 1), (0, 5, 0), (5, 5, 100), (0, 0, None)])
def test_percent_rounds_half_up(part, whole, wanted):
    assert percent(part, whole) == wanted

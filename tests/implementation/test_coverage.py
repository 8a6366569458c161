"""Who covers what, what nobody covers, and what was supported beside a noted recommendation."""

import pytest
from django.urls import reverse

from accounts.models import ThemeGroup
from cycles.models import SearchFacets
from implementation.coverage import coverage_of
from tests.factories import AT, make_organisation, make_rating, make_recommendation, make_theme


def recommended(review, *issues, **fields):
    row = make_recommendation(review, **fields)
    SearchFacets.objects.create(
        recommendation=row, cycle=4, state_under_review="XAR", position=row.position, issues=list(issues)
    )
    return row


def make_group(workspace, by, number, *organisations):
    group = ThemeGroup.objects.create(workspace=workspace, name=f"Group {number}", created_at=AT, created_by=by)
    group.issues.set([make_theme(f"Issue {number}", "2014", scheme="upr_info", code=str(number))])
    group.organisations.set(organisations)
    return group


def test_an_issue_is_covered_by_a_group_or_by_a_rating(workspace, review, amina, organisation):
    group_only, rated, nobody = recommended(review, 1), recommended(review, 2), recommended(review, 3)
    other = make_organisation(name="Bar association")
    make_group(workspace, amina, 1, other)
    make_rating(workspace, rated, amina, organisation=organisation)

    page = coverage_of(workspace, amina)

    told = {line.number: (line.by_group, line.by_rating, line.rated, line.total) for line in page.lines}
    assert told == {1: ([other], [], 0, 1), 2: ([], [organisation], 1, 1), 3: ([], [], 0, 1)}
    assert [line.number for line in page.uncovered] == [3]
    assert (group_only.pk, nobody.pk) != (rated.pk, rated.pk)


def test_what_the_government_says_covers_nothing(workspace, review, amina, organisation):
    make_rating(workspace, recommended(review, 7), amina, organisation=organisation, voice="government")

    assert [line.is_covered for line in coverage_of(workspace, amina).lines] == [False]


def test_a_noted_one_stands_beside_supported_ones_the_most_alike_first(workspace, review, amina):
    noted = recommended(review, 6, position="noted", text="Abolish the death penalty in law and practice")
    far = recommended(review, 6, position="supported", text="Train judges")
    near = recommended(review, 6, position="supported", text="Open a debate to abolish the death penalty")
    recommended(review, 9, position="supported", text="Abolish the death penalty in law and practice")

    [line] = coverage_of(workspace, amina).with_noted

    assert [(one.recommendation, one.neighbours) for one in line.noted] == [(noted, [near, far])]


def test_a_recommendation_without_an_issue_is_counted_apart(workspace, review, amina):
    recommended(review, 1)
    make_recommendation(review)

    assert coverage_of(workspace, amina).without_issue == 1


def test_ratings_of_other_workspaces_cover_nothing_here(workspace, review, amina, chidi):
    row = recommended(review, 1)
    theirs = type(workspace).objects.create(name="Theirs", review=review, created_at=AT)
    make_rating(theirs, row, chidi, organisation=chidi.organisations.get())

    assert [line.is_covered for line in coverage_of(workspace, amina).lines] == [False]


@pytest.mark.parametrize("number", [1, 3])
def test_coverage_asks_no_more_for_more(workspace, review, amina, organisation, django_assert_num_queries, number):
    for issue in range(1, number + 1):
        recommended(review, issue, position="noted")
        make_rating(workspace, recommended(review, issue), amina, organisation=organisation)
        make_group(workspace, amina, issue, organisation)

    with django_assert_num_queries(7):
        coverage_of(workspace, amina)


def test_coverage_page_names_what_nobody_covers(client, workspace, review, bruno):
    recommended(review, 6, position="noted")
    client.force_login(bruno)

    html = client.get(reverse("implementation:coverage", args=[workspace.pk])).content.decode()

    assert "Nobody covers 1 issue" in html
    assert "Death penalty" in html
    assert "Nothing on this issue was supported." in html

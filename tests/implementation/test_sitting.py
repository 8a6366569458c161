"""Which recommendation is open, what stood before it, and what comes next."""

import pytest
from django.http import QueryDict

from implementation.sitting import Choice, open_sitting
from tests.factories import AT, make_rating, make_recommendation


@pytest.fixture
def five(review):
    """140.1 to 140.5: two on health, two on torture, one without a theme; 140.4 is noted."""
    themes = [("Right to health",), ("Torture", "Right to health"), ("Torture",), ("Right to health",), ()]
    positions = ["supported", "supported", "supported", "noted", "supported"]
    return [
        make_recommendation(review, item=item, themes=theme, position=position)
        for item, (theme, position) in enumerate(zip(themes, positions, strict=True), start=1)
    ]


def sitting(workspace, query=""):
    return open_sitting(workspace, QueryDict(query))


def numbers(lines):
    return [line.number for line in lines]


def test_sitting_opens_at_the_first_without_a_rating(workspace, five, amina):
    make_rating(workspace, five[0], amina)

    opened = sitting(workspace)

    assert opened.current.number == "140.2"
    assert (numbers(opened.before), numbers(opened.after)) == (["140.1"], ["140.3", "140.4", "140.5"])
    assert (opened.rated, len(opened.chosen), opened.ordinal) == (1, 5, 2)


def test_sitting_opens_where_the_address_says(workspace, five):
    opened = sitting(workspace, "at=140.4")

    assert opened.current.number == "140.4"
    assert (numbers(opened.before), opened.following.number) == (["140.2", "140.3"], "140.5")


def test_sitting_with_a_number_that_is_not_there_opens_none(workspace, five):
    assert sitting(workspace, "at=141.9").current is None


def test_sitting_goes_by_number_and_not_by_letters(workspace, review):
    for item in (10, 9, 2):
        make_recommendation(review, item=item)

    assert numbers(sitting(workspace).lines) == ["140.2", "140.9", "140.10"]


def test_sitting_by_theme_takes_the_first_theme(workspace, five):
    torture = next(theme for theme in sitting(workspace).themes if theme.label == "Torture")

    opened = sitting(workspace, f"theme={torture.key}")

    assert (torture.count, numbers(opened.chosen)) == (2, ["140.2", "140.3"])


def test_sitting_counts_every_recommendation_under_one_theme(workspace, five):
    assert [(theme.label, theme.count) for theme in sitting(workspace).themes] == [
        ("Right to health", 2),
        ("Torture", 2),
        ("Without a theme", 1),
    ]


def test_sitting_by_position(workspace, five):
    assert numbers(sitting(workspace, "position=noted").chosen) == ["140.4"]


def test_sitting_of_the_unrated_passes_over_the_rated(workspace, five, amina):
    make_rating(workspace, five[2], amina)

    assert numbers(sitting(workspace, "rated=no&at=140.2").after) == ["140.4", "140.5"]


def test_sitting_after_the_last_goes_on_with_what_was_skipped(workspace, five, amina):
    for recommendation in five[1:]:
        make_rating(workspace, recommendation, amina)

    assert sitting(workspace, "at=140.5").next_unrated.number == "140.1"


def test_sitting_with_everything_rated_has_no_next(workspace, five, amina):
    for recommendation in five:
        make_rating(workspace, recommendation, amina)

    opened = sitting(workspace)

    assert (opened.current, opened.next_unrated, opened.rated) == (None, None, 5)


def test_sitting_takes_only_current_ratings_of_this_workspace(workspace, five, amina):
    make_rating(workspace, five[0], amina, level="regressed", is_current=False)
    make_rating(workspace, five[0], amina, level="fully", rated_at=AT)

    assert sitting(workspace).line("140.1").level == "fully"


@pytest.mark.parametrize("query", ["theme=x", "theme=99999999999999", "position=rejected", "rated=yes"])
def test_choice_leaves_out_what_means_nothing(query):
    assert Choice.of(QueryDict(query)).is_everything


def test_choice_is_an_address():
    choice = Choice(theme=7, position="noted", unrated=True)

    assert choice.query(at="140.7") == "?theme=7&position=noted&rated=no&at=140.7"
    assert Choice.of(QueryDict(choice.query()[1:])) == choice


@pytest.mark.parametrize("rows", [1, 3])
def test_open_sitting_asks_three_queries(workspace, review, amina, rows, django_assert_num_queries):
    for _row in range(rows):
        make_rating(workspace, make_recommendation(review), amina)

    with django_assert_num_queries(3):
        sitting(workspace)

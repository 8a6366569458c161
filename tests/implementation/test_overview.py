"""What the ratings say as a whole."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from cycles.models import PublishedRating
from implementation.charts import Tally
from implementation.midterm_content import midterm_report
from implementation.midterm_counts import Counts
from implementation.overview import Overview
from tests.factories import make_rating, make_recommendation

LEVELS = ("fully", "partially", "not_implemented", "regressed", "no_information", "too_early", "not_rated")


@pytest.fixture
def five(review):
    """Two on torture, two on health, one without a theme; one is noted."""
    themes = [("Torture", "Right to health"), ("Torture",), ("Right to health",), ("Right to health",), ()]
    positions = ["supported", "supported", "supported", "noted", "supported"]
    return [
        make_recommendation(review, item=item, themes=theme, position=position)
        for item, (theme, position) in enumerate(zip(themes, positions, strict=True), start=1)
    ]


def overview(workspace):
    return Overview(midterm_report(workspace, language="en", on=date(2026, 11, 14)), {"Torture": 7})


def page(client, workspace, name="overview"):
    return client.get(reverse(f"implementation:{name}", args=[workspace.pk]))


def tally(*numbers):
    return Tally.of(Counts(dict(zip(LEVELS, numbers, strict=True))))


def test_overview_sums_equal_the_total(workspace, five, amina):
    for recommendation, level in zip(five, ["fully", "regressed", "too_early"], strict=False):
        make_rating(workspace, recommendation, amina, level=level)

    shown = overview(workspace)

    assert shown.tally.columns == (1, 0, 0, 1, 1, 2)
    assert [sum(column) for column in zip(*(line.tally.columns for line in shown._themes), strict=True)] == [
        1, 0, 0, 1, 1, 2,
    ]  # fmt: skip
    assert [(line.name, line.tally.total) for line in shown.by_position] == [("Supported", 4), ("Noted", 1)]


def test_overview_puts_the_least_implemented_theme_first_and_the_unrated_apart(workspace, five, amina):
    make_rating(workspace, five[0], amina, level="fully")
    make_rating(workspace, five[2], amina, level="not_implemented")

    shown = overview(workspace)

    assert [line.name for line in shown.by_theme] == ["Right to health", "Torture"]
    assert [(line.name, line.query) for line in shown.untouched] == [("Without a theme", "?theme=0")]
    assert shown.by_theme[1].query == "?theme=7"
    assert shown.untouched_total == 1


def test_overview_says_how_much_is_rated_until_all_is(workspace, five, amina):
    assert overview(workspace).finding == "The recommendations to Arcadia are not rated yet"

    make_rating(workspace, five[0], amina, level="fully")
    make_rating(workspace, five[1], amina, level="partially")

    assert overview(workspace).finding == "1 of the 2 recommendations to Arcadia rated so far are fully implemented"
    assert overview(workspace).figures == "1 is partially implemented. 3 of 5 are not rated yet."


def test_overview_with_everything_rated_has_the_finding_of_the_report(workspace, five, amina):
    for recommendation in five:
        make_rating(workspace, recommendation, amina, level="partially")

    shown = overview(workspace)

    assert shown.finding == shown.report.headline
    assert shown.figures == "5 are partially implemented."


def test_tally_draws_as_much_of_the_bar_as_is_rated():
    picture = tally(1, 1, 0, 0, 0, 0, 2).wide

    assert [segment.css for segment in picture.bar.segments] == ["f-full", "f-part"]
    assert picture.bar.width == 600
    assert picture.bar.segments[-1].outline.split("H")[1].startswith("300.0")
    assert picture.rest == "M301.5 11.0H600"


def test_tally_with_everything_rated_draws_no_rest():
    assert tally(1, 0, 0, 0, 0, 0, 0).narrow.rest == ""


def test_tally_with_nothing_rated_draws_the_line_only():
    picture = tally(0, 0, 0, 0, 0, 0, 9).narrow

    assert (picture.bar.segments, picture.rest) == ((), "M0.0 9.0H240")


def test_tally_with_very_few_rated_keeps_every_piece_in_sight():
    picture = tally(1, 1, 1, 1, 1, 0, 995).narrow

    starts = [float(segment.outline[1:].split(" ")[0]) for segment in picture.bar.segments]
    assert starts == sorted(starts)
    assert len(starts) == 5


def test_overview_page_is_a_table_with_its_figures(client, workspace, five, amina, odile):
    make_rating(workspace, five[0], amina, level="fully", rated_date=date(2026, 3, 1))
    make_rating(workspace, five[1], amina, level="regressed", rated_date=date(2026, 5, 2))
    client.force_login(odile)

    html = page(client, workspace).content.decode()

    assert "as of 1 March 2026 to 2 May 2026." in html
    assert html.count("<table") == 2
    assert "2 themes with nothing rated yet" in html
    assert "<text" not in html
    assert "only your workspace sees this" in html


def test_overview_page_without_ratings_says_what_to_do(client, workspace, five, amina):
    client.force_login(amina)

    html = page(client, workspace).content.decode()

    assert "are not rated yet" in html
    assert "<table" not in html
    assert reverse("implementation:rating_list", args=[workspace.pk]) in html


def test_overview_page_without_recommendations_says_what_is_missing(client, workspace, amina):
    client.force_login(amina)

    assert reverse("cycles:import_create") in page(client, workspace).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_overview_page_asks_as_often_for_three_as_for_one(
    client, workspace, review, amina, rows, django_assert_num_queries
):
    for item in range(1, rows + 1):
        make_rating(workspace, make_recommendation(review, item=item, themes=(f"Theme {item}",)), amina)
    client.force_login(amina)

    # The days of the review are kept from now on.
    page(client, workspace)
    with django_assert_num_queries(24):
        page(client, workspace)


def test_overview_csv_holds_the_tables(client, workspace, five, amina):
    make_rating(workspace, five[0], amina, level="too_early")
    client.force_login(amina)

    answer = page(client, workspace, "overview_csv")

    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0][:2] + rows[0][-2:] == ["Counted by", "Name", "Not rated", "All recommendations"]
    assert rows[1:] == [
        ["Theme", "Torture", "0", "0", "0", "0", "0", "1", "1", "2"],
        ["Theme", "Right to health", "0", "0", "0", "0", "0", "0", "2", "2"],
        ["Theme", "Without a theme", "0", "0", "0", "0", "0", "0", "1", "1"],
        ["Position", "Supported", "0", "0", "0", "0", "0", "1", "3", "4"],
        ["Position", "Noted", "0", "0", "0", "0", "0", "0", "1", "1"],
    ]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="overview-XAR-4.csv"'


def test_ratings_publish_says_first_what_everybody_will_see(client, workspace, five, amina, odile):
    make_rating(workspace, five[0], amina)
    client.force_login(odile)

    html = page(client, workspace, "ratings_publish").content.decode()

    assert "1 rating leaves this workspace" in html
    assert workspace.name in html
    assert "your evidence" in html
    assert PublishedRating.objects.count() == 0


def test_ratings_publish_and_withdraw(client, workspace, five, amina, odile):
    make_rating(workspace, five[0], amina)
    client.force_login(odile)

    client.post(reverse("implementation:ratings_publish", args=[workspace.pk]))
    published = PublishedRating.objects.count()
    html = page(client, workspace).content.decode()
    client.post(reverse("implementation:ratings_withdraw", args=[workspace.pk]))

    assert (published, PublishedRating.objects.count()) == (1, 0)
    assert "level and date are public" in html
    assert "Odile decided it" in html

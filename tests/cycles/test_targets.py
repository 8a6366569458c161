"""Targets of the Sustainable Development Goals, as UHRI gives them: themes of a scheme of their own."""

import json

import pytest

from cycles.models import ImportRun, RecommendationSource, RecommendationTheme, Theme
from cycles.services.rendering import render_rows
from cycles.services.undoing import undo_import
from tests.cycles.exports import bring, dump, uhri, uhri_object
from tests.cycles.imported import make_arcadia
from tests.factories import AT, make_recommendation

RATIFY = "Ratify the Optional Protocol to the Convention against Torture"
VIOLENCE = "Eliminate all forms of violence against all women"
OBJECT = uhri_object(f"120.1 {RATIFY}", ["France"], Sdgs=["3 - GOOD HEALTH", f"5.2 - {VIOLENCE}", "16.10"])
OF_TARGETS = [["sdg", "2015", "SDG 5.2", VIOLENCE], ["sdg", "2015", "SDG 16.10", "Target 16.10"]]


@pytest.fixture
def review(db):
    return make_arcadia()


def themes(row):
    rows = RecommendationTheme.objects.filter(recommendation=row).order_by("order")
    return [list(one) for one in rows.values_list("theme__scheme", "theme__version", "theme__code", "theme__label")]


def listed(review, **fields):
    """A recommendation that OHCHR's list has brought, with themes of its own."""
    row = make_recommendation(review, text=RATIFY, paragraph=120, item=1, themes=("Torture", "Detention"), **fields)
    run = ImportRun.objects.create(format="thematic_list", created_at=AT)
    RecommendationSource.objects.create(recommendation=row, import_run=run, kind="thematic_list")
    return row


def test_targets_are_themes_behind_those_of_uhri(review):
    bring(uhri(OBJECT))

    row = review.recommendations.get()
    assert themes(row) == [["ohchr", "4", "", "Right to health"], *OF_TARGETS]
    assert [list(theme.values()) for theme in json.loads(row.row_json)["themes"]] == themes(row)
    assert json.loads(row.row_json)["sdgs"] == [3, 5, 16]
    assert render_rows(review.recommendations.all()) == 0


def test_target_is_found_through_its_goal_and_in_its_review(review, client):
    bring(uhri(OBJECT, uhri_object("120.2 Another one, about schools", ["Chile"])))

    by_goal = client.get("/api/v1/recommendations/", {"sdg": "5"}).json()
    in_review = client.get(review.get_absolute_url(), {"theme": "SDG 5.2"})

    assert [row["number"] for row in by_goal["results"]] == ["120.1"]
    assert [row.number for row in in_review.context["page"].object_list] == ["120.1"]


def test_targets_are_shown_beside_the_themes(review, client):
    bring(uhri(OBJECT))

    page = client.get(review.recommendations.get().get_absolute_url())

    address = f"{review.get_absolute_url()}?theme=SDG%205.2"
    assert page.status_code == 200
    assert f'<li><a href="{address}"><bdi>SDG 5.2 {VIOLENCE}</bdi></a></li>' in page.content.decode()


def test_themes_of_a_list_stay_where_targets_come(review):
    first = listed(review)
    other = make_recommendation(review, text="Build schools", paragraph=120, item=2, themes=("Torture",))

    bring(uhri(OBJECT, uhri_object("120.2 Build schools", ["France"], Sdgs=["4.1 - Free schools"])))
    again = bring(uhri(OBJECT))

    lists = [["ohchr", "4", "", "Torture"], ["ohchr", "4", "", "Detention"]]
    assert themes(first) == [*lists, *OF_TARGETS]
    assert themes(other) == [["ohchr", "4", "", "Torture"], ["sdg", "2015", "SDG 4.1", "Free schools"]]
    assert again.touched == 0


def test_a_later_export_replaces_the_targets_alone(review):
    row = listed(review)
    bring(uhri(OBJECT))

    bring(uhri(OBJECT | {"Sdgs": ["5.1 - End discrimination"], "Themes": ["Something else"]}))

    assert themes(row)[2:] == [["sdg", "2015", "SDG 5.1", "End discrimination"]]
    change = row.changes.get(field="themes")
    assert (change.before, change.after) == (
        f"SDG 5.2 {VIOLENCE}\nSDG 16.10 Target 16.10",
        "SDG 5.1 End discrimination",
    )


def test_targets_go_with_their_import(review):
    listed(review)
    render_rows(review.recommendations.all())
    before = dump()
    bring(uhri(OBJECT))

    undo_import(run=ImportRun.objects.get(format="uhri"), by=None, at=AT)

    assert dump() == before
    assert not Theme.objects.filter(scheme="sdg").exists()

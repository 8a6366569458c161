"""The themes and groups of UHRI are those of its own list, whatever the cycle of the review."""

import json

import pytest

from cycles.models import (
    ImportRun,
    PersonGroup,
    Recommendation,
    RecommendationSource,
    RecommendationTheme,
    SearchFacets,
    State,
    Theme,
    ThemeIssue,
)
from cycles.services.crosswalk import decide_line, load_crosswalk
from cycles.services.reference import load_reference_data
from cycles.services.uhri_labels import relabel_uhri
from cycles.services.undoing import undo_import
from tests.cycles.exports import bring, dump, uhri, uhri_object, upr_info
from tests.cycles.imported import make_arcadia
from tests.factories import AT, make_recommendation, make_theme

RATIFY = "Ratify the Optional Protocol to the Convention against Torture"
HEALTH = "Right to health"
OF_UPR_INFO = upr_info(("Arcadia", RATIFY, "France", "Accepted", "5", "Detention", "20"))


@pytest.fixture
def review(db):
    return make_arcadia(cycle=2, session=20)


@pytest.fixture
def issue(db):
    """The issue that the reviewed crosswalk leads UHRI's label to."""
    found = make_theme(HEALTH, version="2014", scheme="upr_info", code="42")
    make_theme(HEALTH, version="4")
    load_crosswalk(at=AT)
    return found


def bring_uhri(*themes):
    fields = {"Symbol": "A/HRC/28/99", "UprCycle": "2nd cycle", "UprSession": ["20"], "Themes": themes or [HEALTH]}
    return bring(uhri(uhri_object(f"115.1 {RATIFY}", ["France"], **fields)))


def label_as_before():
    """The labels as they were stored when they went by the cycle of the review."""
    for row in RecommendationTheme.objects.filter(theme__scheme="ohchr").select_related("theme"):
        row.theme, is_new = Theme.objects.get_or_create(
            label=row.theme.label, version="2", defaults={"source": "UHRI, export"}
        )
        row.save()
        if is_new:
            note_as_made(row.theme)
    new = PersonGroup.objects.get(version="4")
    old = PersonGroup.objects.create(label=new.label, version="2", source="UHRI, export")
    note_as_made(old)
    Recommendation.groups.through.objects.update(persongroup=old)
    new.delete()


def note_as_made(label):
    run = ImportRun.objects.get(format="uhri")
    run.undo_data.setdefault("made", {}).setdefault(label._meta.label_lower, []).append(label.pk)
    run.save()


def versions(row):
    return [theme.version for theme in row.themes.filter(scheme="ohchr").order_by("recommendation_rows__order")]


def test_labels_of_an_early_review_lead_to_their_issues(review, issue):
    bring_uhri()

    row = review.recommendations.get()
    assert (versions(row), row.groups.get().version) == (["4"], "4")
    assert json.loads(row.row_json)["issues"] == [{"code": "42", "label": HEALTH, "basis": "crosswalk"}]
    assert SearchFacets.objects.get().issues == [42]


def test_labels_stand_beside_those_of_the_list_of_that_cycle(review):
    make_theme(HEALTH, version="2")
    row = make_recommendation(review, text=RATIFY, paragraph=115, item=1, themes=(), document_symbol="A/HRC/28/99")
    RecommendationTheme.objects.create(recommendation=row, theme=Theme.objects.get(version="2"), order=0)

    bring_uhri()
    again = bring_uhri()

    assert versions(row) == ["2", "4"]
    assert again.touched == 0


def test_old_labels_are_moved_and_counted(review, issue):
    bring_uhri()
    label_as_before()
    old = Recommendation.objects.get()
    before = State.objects.get(pk="XAR").data_version

    moved = relabel_uhri(at=AT)

    row = Recommendation.objects.get()
    assert (moved, relabel_uhri(at=AT)) == (1, 0)
    assert (versions(row), row.groups.get().version) == (["4"], "4")
    assert SearchFacets.objects.get().issues == [42]
    assert json.loads(row.row_json)["issues"] == [{"code": "42", "label": HEALTH, "basis": "crosswalk"}]
    assert row.version == old.version + 1
    assert State.objects.get(pk="XAR").data_version == before + 1
    assert not Theme.objects.filter(scheme="ohchr", version="2").exists()
    assert not PersonGroup.objects.filter(version="2").exists()
    assert row.sources.get().kind == "uhri"


def test_old_labels_are_moved_when_the_reference_data_is_loaded(review):
    bring_uhri()
    label_as_before()

    load_reference_data(at=AT)

    assert versions(Recommendation.objects.get()) == ["4"]
    assert SearchFacets.objects.get().issues == [42]


def test_label_that_is_there_in_both_versions_stands_once(review):
    bring_uhri()
    label_as_before()
    RecommendationTheme.objects.create(
        recommendation=Recommendation.objects.get(), theme=make_theme(HEALTH, version="4"), order=1
    )

    relabel_uhri(at=AT)

    assert versions(Recommendation.objects.get()) == ["4"]


def test_labels_of_a_list_stay(review):
    bring_uhri()
    label_as_before()
    row = Recommendation.objects.get()
    RecommendationSource.objects.create(recommendation=row, import_run=make_run(), kind="thematic_list")

    assert relabel_uhri(at=AT) == 0
    assert versions(row) == ["2"]


def make_run():
    return ImportRun.objects.create(format="thematic_list", created_at=AT)


def test_what_an_editor_decided_on_an_old_label_holds_for_the_new_one(review, issue, edda):
    bring_uhri("Space travel")
    label_as_before()
    old = Theme.objects.get(label="Space travel", version="2")
    decide_line(theme=old, issue=issue, status="reviewed", by=edda, at=AT)

    relabel_uhri(at=AT)

    line = ThemeIssue.objects.get(theme__label="Space travel")
    assert (line.theme.version, line.status, line.reviewed_by) == ("4", "reviewed", edda)
    assert SearchFacets.objects.get().issues == [42]


def test_imports_are_taken_back_after_the_move_as_ever(review, issue):
    before = dump()
    bring_uhri()
    label_as_before()
    bring(OF_UPR_INFO)
    relabel_uhri(at=AT)

    undo_import(run=ImportRun.objects.get(format="upr_info"), by=None, at=AT)
    between = versions(Recommendation.objects.get())
    undo_import(run=ImportRun.objects.get(format="uhri"), by=None, at=AT)

    assert between == ["4"]
    assert dump() == before

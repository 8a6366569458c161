"""The exports of UPR Info and UHRI at hand, where they are: ``UPR_REALDATA`` names the folder."""

import os
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command

from cycles.models import ImportRun, Position, Recommendation, RecommendationSource, RecommendingState, Review
from cycles.services.imports import answer_doubts, apply_import, compare_again, import_file, keep_reading
from cycles.services.undoing import undo_import
from tests.cycles.exports import dump
from tests.factories import AT, make_user

pytestmark = pytest.mark.slow

# Rows; State mentions by session; mentions that were accepted; reviews. 17-20.csv has no session 17.
FIGURES = {
    "6-9.csv": (8343, {6: 2038, 7: 2147, 8: 2107, 9: 2051}, 6206, 63),
    "14-17.csv": (9598, {14: 2179, 15: 1847, 16: 2751, 17: 2821}, 7105, 56),
    "17-20.csv": (7984, {18: 2387, 19: 2829, 20: 2768}, 6094, 42),
}
# Rows that stand twice in a file; a State makes a recommendation once.
TWICE = {"6-9.csv": 1, "14-17.csv": 2, "17-20.csv": 0}
OWN = ("review", "position", "paragraph", "serial", "action_category")


@pytest.fixture
def folder():
    root = os.environ.get("UPR_REALDATA")
    if not root:
        pytest.skip("UPR_REALDATA does not name the files")
    return Path(root)


@pytest.fixture
def reference(db):
    call_command("load_reference_data", verbosity=0)


def bring(path, **options):
    with path.open("rb") as file:
        return import_file(data=file, file_name=path.name, chosen=None, by=None, at=AT, **options)


def bring_part(folder, start):
    """The rows about States whose names begin so, as the file prints them."""
    heading, *lines = (folder / "upr_info" / "17-20.csv").read_bytes().split(b"\r")
    data = b"\r".join([heading, *(line for line in lines if line.startswith(start))])
    return import_file(data=data, file_name="part.csv", chosen=None, by=None, at=AT)


def bring_slovenia(folder):
    return bring_part(folder, b"Slovenia,")


@pytest.mark.parametrize("name", FIGURES)
def test_export_of_upr_info_gives_the_figures_that_were_counted(folder, reference, name):
    rows, sessions, supported, reviews = FIGURES[name]

    found = bring(folder / "upr_info" / name)

    # Plain reads: nothing has counted these tables yet, so joins of them take minutes.
    session_of = dict(Review.objects.values_list("pk", "current_session"))
    made = {row[0]: row[1:] for row in Recommendation.objects.values_list("pk", *OWN)}
    mentions = RecommendingState.objects.values_list("recommendation", flat=True)
    by_session = Counter(session_of[made[key][0]] for key in mentions)
    assert (found.rows, found.skipped, len(found.tallies)) == (rows, {}, reviews)
    assert sum(by_session.values()) == rows - TWICE[name]
    assert all(abs(by_session[session] - count) <= TWICE[name] for session, count in sessions.items())
    assert abs(sum(made[key][1] == "supported" for key in mentions) - supported) <= TWICE[name]
    assert len(made) == RecommendationSource.objects.count() == Position.objects.count() == found.created
    assert all(paragraph is None and serial and action for _, _, paragraph, serial, action in made.values())


def test_export_read_twice_or_as_workbook_writes_nothing(folder, reference):
    bring(folder / "upr_info" / "17-20.csv")
    before = Recommendation.objects.order_by("pk").values_list("pk", "version", "row_json")
    first = list(before)

    again = bring(folder / "upr_info" / "17-20.csv")
    workbook = bring(folder / "upr_info" / "17-20.xls")

    assert again.already_stored
    assert workbook.already_stored
    assert list(before.all()) == first
    assert ImportRun.objects.count() == 1


def test_export_after_the_list_meets_every_recommendation(folder, reference):
    bring(folder / "thematic_lists" / "SVN_c2.docx")
    slovenia = Review.objects.by_code("SVN-2").get()

    found = bring_slovenia(folder)

    sources = RecommendationSource.objects.filter(recommendation__review=slovenia, kind="upr_info")
    themes = slovenia.recommendations.filter(themes__scheme="upr_info").distinct().count()
    assert (found.rows, found.joined, found.created, found.doubts) == (180, 163, 0, ())
    assert slovenia.recommendations.count() == sources.count() == themes == 163
    assert not [warning for warning in found.warnings if warning.code == "other_position"]
    assert RecommendingState.objects.filter(recommendation__review=slovenia).count() == 180


def test_list_after_the_export_gives_the_numberless_their_numbers(folder, reference):
    by = make_user(is_record_editor=True)
    bring_slovenia(folder)
    slovenia = Review.objects.by_code("SVN-2").get()
    before = slovenia.recommendations.count()
    data = (folder / "thematic_lists" / "SVN_c2.docx").read_bytes()

    run = keep_reading(data=data, file_name="list.docx", chosen=None, by=by, at=AT)
    doubts = compare_again(run).doubts
    answers = {doubt.place: doubt.candidates[0].number for doubt in doubts}
    answer_doubts(run=run, answers=answers, by=by, at=AT)
    apply_import(run=run, by=by, at=AT)

    numbered = slovenia.recommendations.exclude(paragraph=None)
    # UPR Info holds the two "Ratify ICRMW" as one: the second of them is new. Three were cut into nine clauses by
    # UPR Info, which are joined again.
    assert (before, {doubt.place for doubt in doubts}) == (168, {"115.8", "115.10"})
    assert (numbered.count(), numbered.exclude(serial=None).count()) == (163, 162)
    assert slovenia.recommendations.filter(paragraph=None).count() == 0
    joined = {row.number: {one.serial for one in row.former_serials.all()} | {row.serial} for row in numbered}
    assert {number: serials for number, serials in joined.items() if len(serials) > 1} == {
        "115.38": {37, 38, 39},
        "115.106": {107, 108},
        "115.124": {126, 127, 128, 129},
    }
    again = bring_slovenia(folder)
    assert (again.created, again.updated, again.doubts) == (0, 1, ())
    assert [source.kind for source in numbered.get(item=10).sources.order_by("pk")] == ["thematic_list", "upr_info"]
    assert bring_slovenia(folder).already_stored


def test_list_after_the_export_is_taken_back_exactly(folder, reference):
    by = make_user(is_record_editor=True)
    bring_slovenia(folder)
    before = dump()
    data = (folder / "thematic_lists" / "SVN_c2.docx").read_bytes()
    run = keep_reading(data=data, file_name="list.docx", chosen=None, by=by, at=AT)
    answer_doubts(run=run, answers={"115.8": "u8", "115.10": "new"}, by=by, at=AT)
    apply_import(run=run, by=by, at=AT)

    undo_import(run=run, by=by, at=AT)

    assert dump() == before


def test_uhri_over_the_list_meets_every_recommendation_by_number(folder, reference):
    bring(folder / "thematic_lists" / "SVN_c4.docx")
    before = dict(Recommendation.objects.values_list("pk", "text"))

    found = bring(folder / "uhri_constructed" / "uhri_like_SVN_c4.json")

    sources = RecommendationSource.objects.filter(kind="uhri").exclude(external_key="")
    assert (found.created, found.joined, found.doubts) == (0, 254, ())
    assert dict(Recommendation.objects.values_list("pk", "text")) == before
    assert sources.count() == 254
    assert bring(folder / "uhri_constructed" / "uhri_like_SVN_c4.xlsx").already_stored


def test_list_over_uhri_meets_every_recommendation_by_number(folder, reference):
    bring(folder / "uhri_constructed" / "uhri_like_SVN_c4.json")

    found = bring(folder / "thematic_lists" / "SVN_c4.docx")

    assert (found.created, found.updated, found.doubts) == (0, 254, ())
    assert Recommendation.objects.count() == 254


def test_undone_exports_leave_the_record_as_it_was(folder, reference):
    bring(folder / "thematic_lists" / "SVN_c2.docx")
    before = dump()
    # Slovenia and Slovakia: undoing thousands of rows in the transaction that wrote them may take minutes.
    found = bring_part(folder, b"Slov")
    bring(folder / "uhri_constructed" / "uhri_like_SVN_c4.json")

    undo_import(run=ImportRun.objects.get(format="uhri"), by=None, at=AT)
    count = undo_import(run=ImportRun.objects.get(format="upr_info"), by=None, at=AT)

    assert (count, found.joined) == (found.created + found.updated, 163)
    assert dump() == before

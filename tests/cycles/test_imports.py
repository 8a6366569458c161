import json
from dataclasses import replace
from datetime import timedelta

import pytest

from common.models import AuditEvent
from cycles.importers import UnreadableFile
from cycles.models import (
    Goal,
    ImportRun,
    PersonGroup,
    Position,
    Recommendation,
    RecommendationChange,
    Theme,
    UnDocument,
)
from cycles.services.imports import (
    AlreadyDecided,
    ImportRefused,
    answer_doubts,
    apply_import,
    choose_review,
    compare,
    discard_import,
    import_file,
    propose_import,
    read_document,
)
from cycles.services.reconcile import similarity
from tests import wrong_files
from tests.cycles.imported import bring, corrected, corrected_list, data_version, make_arcadia, outcome, take_in
from tests.factories import AT, make_rating, make_review, make_workspace
from tests.thematic_lists import DEFAULT_ROWS, HEADERS, SYMBOL, make_thematic_list

LATER = AT + timedelta(days=30)


@pytest.fixture
def arcadia(db):
    return make_arcadia()


@pytest.fixture
def stored(arcadia, edda):
    """The default list, in the record."""
    return take_in(make_thematic_list(), edda)


def list_with_sources(source):
    return make_thematic_list(rows=[replace(row, source=source) for row in DEFAULT_ROWS])


def one(number):
    paragraph, item = number.split(".")
    return Recommendation.objects.get(paragraph=paragraph, item=item)


def test_list_is_written_whole(arcadia, edda):
    found = take_in(make_thematic_list(), edda)

    assert outcome(found) == (12, 0, 0)
    assert found.warnings == found.obstacles == ()
    assert arcadia.recommendations.count() == 12
    assert arcadia.recommendations.filter(position="supported").count() == 9
    assert sum(row.state_rows.count() for row in arcadia.recommendations.all()) == 16
    assert data_version() == 1


def test_recommendation_has_everything_that_the_file_says(stored):
    row = one("120.4")

    assert (row.text, row.position) == ("Protect old and young from unequal pay", "supported")
    assert row.raw_text == "120.4 Protect old and young from unequal pay (Viet Nam) (Kenya) (Fiji);"
    assert [state.state_id for state in row.state_rows.order_by("order")] == ["VNM", "KEN", "FJI"]
    assert [theme.theme.label for theme in row.theme_rows.order_by("order")] == ["Equality & non-discrimination"]
    assert [(theme.scheme, theme.version) for theme in row.themes.all()] == [("ohchr", "4")]
    assert [group.label for group in row.groups.all()] == ["Public officials"]
    assert sorted(goal.number for goal in row.goals.all()) == [5, 10]
    assert [(step.kind, step.source) for step in row.positions.all()] == [("supported", "A/HRC/99/7/Add.1 - Para. 3")]
    assert row.document.symbol == SYMBOL


def test_addendum_that_a_source_names_becomes_a_document(stored, arcadia):
    documents = arcadia.documents.order_by("kind").values_list("kind", "symbol")

    assert list(documents) == [("addendum", "A/HRC/99/7/Add.1"), ("working_group_report", "A/HRC/99/7")]


def test_themes_and_groups_are_not_doubled(arcadia, edda):
    Theme.objects.create(version="4", label="Right to education")
    PersonGroup.objects.create(version="4", label="Public officials")
    Goal.objects.create(number=4, name_en="Quality education")

    take_in(make_thematic_list(), edda)

    assert Theme.objects.filter(label="Right to education").count() == 1
    assert PersonGroup.objects.count() == 1
    assert Goal.objects.get(number=4).name_en == "Quality education"


def test_answer_of_the_api_is_written_with_the_row(stored, arcadia):
    row = json.loads(one("120.10").row_json)

    assert list(row) == [
        "id",
        "review",
        "state_under_review",
        "cycle",
        "session",
        "document",
        "number",
        "serial",
        "language",
        "text",
        "texts",
        "recommending_states",
        "position",
        "positions",
        "action",
        "issues",
        "themes",
        "groups",
        "sdgs",
        "ratings",
        "sources",
        "is_invented",
        "url",
        "version",
        "updated_at",
    ]
    assert row["id"] == "XAR-4-120.10"
    assert (row["document"], row["session"], row["is_invented"]) == ("A/HRC/99/7", 48, True)
    assert row["recommending_states"] == ["TGO", "PER"]
    assert row["positions"] == [
        {
            "position": "noted",
            "stage": "addendum",
            "note": "",
            "source": "A/HRC/99/7/Add.1 - Para. 3",
            "date": None,
            "recorded_at": "2026-03-01T09:30:00Z",
        }
    ]
    assert row["sources"] == [{"kind": "thematic_list", "place": "row 16", "external_key": ""}]
    assert (row["serial"], row["language"], row["texts"], row["issues"]) == (None, "en", [], [])
    assert row["action"] == {"category": 5, "basis": "suggested", "verb": "accede"}
    assert row["themes"][0]["label"] == "Ratification of & accession to international instruments"
    assert row["url"] == "/reviews/XAR/4/120.10/"
    assert row["updated_at"] == "2026-03-01T09:30:00Z"


def test_same_file_twice_changes_nothing(stored, edda):
    before = list(Recommendation.objects.order_by("pk").values())

    found = take_in(make_thematic_list(), edda, at=LATER)

    assert outcome(found) == (0, 0, 12)
    assert found.already_stored
    assert list(Recommendation.objects.order_by("pk").values()) == before
    assert Position.objects.count() == 12
    assert data_version() == 1


def test_same_file_from_the_command_line_leaves_no_trace(stored):
    found = import_file(data=make_thematic_list(), file_name="again.docx", chosen=None, by=None, at=LATER)

    assert found.already_stored
    assert ImportRun.objects.count() == 1


def test_corrected_text_is_updated_and_its_history_kept(stored, edda):
    found = take_in(corrected_list("120.6", text="Open all village schools to all children"), edda, at=LATER)

    assert outcome(found) == (0, 1, 11)
    assert one("120.6").text == "Open all village schools to all children"
    assert one("120.6").updated_at == LATER
    assert one("120.7").updated_at == AT
    change = RecommendationChange.objects.get(field="text")
    assert (change.before, change.after) == (
        "Open village schools to all children",
        "Open all village schools to all children",
    )
    assert set(RecommendationChange.objects.values_list("field", flat=True)) == {"text", "raw_text"}
    assert json.loads(one("120.6").row_json)["text"] == "Open all village schools to all children"
    assert data_version() == 2


def test_changed_position_becomes_a_step_of_the_history(stored, edda):
    source = f"{SYMBOL}/Add.1 - Para. 5"

    take_in(corrected_list("120.7", position="Supported/Noted", source=source), edda, at=LATER)

    steps = one("120.7").positions.order_by("recorded_at").values_list("kind", "source", "recorded_by")
    assert list(steps) == [
        ("supported", "A/HRC/99/7/Add.1 - Para. 3", edda.pk),
        ("partially_supported", "A/HRC/99/7/Add.1 - Para. 5", edda.pk),
    ]
    assert one("120.7").position == "partially_supported"
    assert RecommendationChange.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "before", "after"),
    [
        ({"states": ("Norway", "Peru")}, "recommending_states", "NOR", "NOR\nPER"),
        ({"themes": ("education", "equality")}, "themes", "Right to education", None),
        ({"groups": ("Children", "Teachers")}, "groups", "Public officials", "Children\nTeachers"),
        ({"sdgs": (4, 16)}, "sdgs", "4", "4\n16"),
        ({"comments": "Read out on 3 March"}, "comment", "", "Read out on 3 March"),
    ],
)
def test_every_field_can_be_corrected(stored, edda, changes, field, before, after):
    data = corrected_list("120.7", **changes)

    found = take_in(data, edda, at=LATER)

    change = RecommendationChange.objects.get(field=field)
    assert outcome(found) == (0, 1, 11)
    assert (change.before, change.after) == (before, after or "Right to education\nEquality & non-discrimination")
    assert take_in(data, edda, at=LATER).already_stored


def test_ratings_of_a_corrected_recommendation_stay(stored, edda, arcadia):
    rating = make_rating(make_workspace(review=arcadia), one("120.6"), edda)

    take_in(corrected_list("120.6", text="Open the village schools to all children"), edda, at=LATER)

    rating.refresh_from_db()
    assert rating.recommendation == one("120.6")


def test_longer_list_adds_what_is_new(arcadia, edda):
    take_in(make_thematic_list(rows=DEFAULT_ROWS[:9]), edda)

    found = take_in(make_thematic_list(), edda, at=LATER)

    assert outcome(found) == (3, 0, 9)


def test_unknown_state_stays_in_the_text_and_is_reported(arcadia, edda):
    found = take_in(corrected_list("120.7", states=("Norway", "Ruritania")), edda)

    assert [(warning.code, warning.number) for warning in found.warnings] == [("unknown_state", "120.7")]
    assert [state.state_id for state in one("120.7").state_rows.all()] == ["NOR"]
    assert "(Ruritania)" in one("120.7").raw_text


def test_unknown_position_is_pending(arcadia, edda):
    found = take_in(corrected_list("120.7", position="Considered"), edda)

    assert [(warning.code, warning.number) for warning in found.warnings] == [("unknown_position", "120.7")]
    assert one("120.7").position == "pending"
    assert one("120.7").positions.get().kind == "pending"


def test_session_other_than_the_stored_one_is_reported(db, edda):
    make_arcadia(session=47)

    found = take_in(make_thematic_list(), edda)

    assert [(warning.code, warning.detail) for warning in found.warnings] == [("other_session", "48; 47")]


def test_labels_longer_than_the_record_holds_are_cut(arcadia, edda):
    rows = corrected("120.7", themes=("education", "Long " * 60), groups=("Persons " * 40,), source="Para. 3 " * 40)

    take_in(make_thematic_list(rows=rows), edda)

    assert len(one("120.7").theme_rows.get(order=1).theme.label) <= 200
    assert len(one("120.7").positions.get().source) <= 200
    assert take_in(make_thematic_list(rows=rows), edda).already_stored


def test_list_without_symbol_finds_the_stored_recommendations(stored, edda, arcadia):
    nameless = list_with_sources("Para. 3")

    found = take_in(nameless, edda, at=LATER)

    assert outcome(found) == (0, 12, 0)
    assert {change.field for verdict in found.verdicts for change in verdict.changes} == {"position_source"}
    assert arcadia.recommendations.count() == 12
    assert one("120.1").document.symbol == SYMBOL


def test_list_with_symbol_names_what_was_stored_without(arcadia, edda):
    nameless = list_with_sources("")
    take_in(nameless, edda)
    assert one("120.1").document.symbol == ""

    found = take_in(make_thematic_list(), edda, at=LATER)

    assert outcome(found) == (0, 12, 0)
    assert arcadia.recommendations.count() == 12
    assert list(UnDocument.objects.filter(kind="working_group_report").values_list("symbol", flat=True)) == [SYMBOL]
    assert json.loads(one("120.1").row_json)["document"] == SYMBOL


def refused(data, edda):
    with pytest.raises(ImportRefused) as caught:
        take_in(data, edda, at=LATER)
    return [(obstacle.code, obstacle.number) for obstacle in caught.value.found.obstacles]


@pytest.mark.parametrize(
    ("data", "obstacles"),
    [
        (wrong_files.list_with_gap(), [("gap", "120")]),
        (wrong_files.list_with_duplicate(), [("duplicate_number", "120.5")]),
        (wrong_files.list_with_foreign_paragraph(), [("foreign_paragraph", "999.1")]),
    ],
)
def test_list_that_is_not_whole_is_refused(arcadia, edda, data, obstacles):
    assert refused(data, edda) == obstacles
    assert Recommendation.objects.count() == 0
    assert ImportRun.objects.get().status == "read"


def test_gap_that_a_person_saw_in_the_document_stays(arcadia, edda):
    kept = bring(wrong_files.list_with_gap(), edda)

    answer_doubts(run=kept, answers={"gap 120.4": "left_out"}, by=edda, at=AT)
    found = apply_import(run=kept, by=edda, at=AT)

    assert outcome(found) == (11, 0, 0)
    assert [(one.code, one.detail) for one in found.warnings] == [("gap_said", "120.4")]
    assert ImportRun.objects.get().answers == {"gap 120.4": "left_out"}


@pytest.mark.parametrize("answers", [{"gap 120.5": "left_out"}, {"gap 120.4": "new"}, {"gap 120": "left_out"}])
def test_gap_is_answered_by_its_own_number_only(arcadia, edda, answers):
    kept = bring(wrong_files.list_with_gap(), edda)

    answer_doubts(run=kept, answers=answers, by=edda, at=AT)

    assert ImportRun.objects.get().answers == {}
    with pytest.raises(ImportRefused):
        apply_import(run=kept, by=edda, at=AT)


def test_what_else_is_wrong_stays_wrong(arcadia, edda):
    rows = [row for row in [*DEFAULT_ROWS, DEFAULT_ROWS[4]] if row.number != "120.4"]

    with pytest.raises(ImportRefused) as caught:
        import_file(data=make_thematic_list(rows=rows), file_name="x", chosen=None, by=None, at=AT, accept_gaps=True)

    assert [one.code for one in caught.value.found.obstacles] == ["duplicate_number"]
    assert Recommendation.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "obstacles"),
    [
        (make_thematic_list(rows=DEFAULT_ROWS[:9]), [("missing", "")]),
        (corrected_list("120.6", text="Abolish the death penalty in law"), [("contradiction", "120.6")]),
        (list_with_sources("A/HRC/98/3"), [("other_document", "")]),
    ],
)
def test_list_that_contradicts_the_record_is_refused(stored, edda, data, obstacles):
    before = list(Recommendation.objects.order_by("pk").values())

    assert refused(data, edda) == obstacles
    assert list(Recommendation.objects.order_by("pk").values()) == before
    assert data_version() == 1


@pytest.mark.parametrize(
    "make",
    [
        wrong_files.renamed_pdf,
        wrong_files.empty_list,
        wrong_files.other_word_document,
        wrong_files.document_without_table,
        wrong_files.macro_document,
        wrong_files.zip_bomb,
        wrong_files.hostile_xml,
        wrong_files.cut_off,
        lambda: wrong_files.list_in_language("fr"),
    ],
)
def test_file_that_is_no_list_is_not_kept(arcadia, edda, make):
    with pytest.raises(UnreadableFile):
        bring(make(), edda)

    assert ImportRun.objects.count() == 0


def test_file_whose_review_the_record_lacks_is_refused(arcadia, edda):
    with pytest.raises(ImportRefused) as caught:
        bring(make_thematic_list(header=HEADERS["B"]), edda)

    assert caught.value.code == "review_unknown"
    assert ImportRun.objects.count() == 0


def test_file_that_names_no_review_waits_for_a_person(arcadia, edda):
    run = bring(make_thematic_list(header="Thematic list of recommendations"), edda)

    with pytest.raises(ImportRefused) as caught:
        apply_import(run=run, by=edda, at=AT)
    choose_review(run=run, review=arcadia, by=edda, at=AT)
    apply_import(run=run, by=edda, at=AT)

    assert caught.value.code == "review_not_named"
    assert arcadia.recommendations.count() == 12
    with pytest.raises(AlreadyDecided):
        choose_review(run=run, review=arcadia, by=edda, at=AT)


def test_chosen_review_completes_a_silent_file(arcadia):
    found = compare(read_document(make_thematic_list(header="Thematic list")), arcadia)

    assert (found.review, outcome(found)) == (arcadia, (12, 0, 0))


def test_chosen_review_never_overrules_the_file(arcadia):
    other = make_review(cycle=3, session=34)

    with pytest.raises(ImportRefused) as caught:
        compare(read_document(make_thematic_list()), other)

    assert (caught.value.code, caught.value.detail) == ("other_review", "XAR-4; XAR-3")


def test_same_file_brought_twice_is_one_reading(arcadia, amina, chidi):
    first = bring(make_thematic_list(), amina)

    assert bring(make_thematic_list(), amina) == first
    assert bring(make_thematic_list(), chidi) != first


def test_file_is_kept_under_a_name_that_tells_nothing(arcadia, amina):
    run = bring(make_thematic_list(), amina, file_name="Arcadia secret plan.docx")

    assert run.file_name == "Arcadia secret plan.docx"
    assert run.file.name.removeprefix("imports/").isalnum()
    assert run.file.read() == make_thematic_list()


def test_proposal_is_in_no_list_until_it_is_taken_in(client, arcadia, amina, edda):
    run = bring(make_thematic_list(), amina)

    propose_import(run=run, by=amina, at=AT)

    assert client.get("/api/v1/recommendations/").json()["results"] == []
    assert client.get("/api/v1/reviews/XAR-4/").json()["recommendations"] == 0
    assert data_version() == 0
    apply_import(run=run, by=edda, at=LATER)
    assert len(client.get("/api/v1/recommendations/").json()["results"]) == 12


def test_proposal_with_an_obstacle_is_not_put_before_the_editors(arcadia, amina):
    run = bring(wrong_files.list_with_gap(), amina)

    with pytest.raises(ImportRefused):
        propose_import(run=run, by=amina, at=AT)

    run.refresh_from_db()
    assert run.status == "read"


def test_import_is_decided_once(arcadia, edda):
    run = bring(make_thematic_list(), edda)
    apply_import(run=run, by=edda, at=AT)

    for decide in (apply_import, propose_import, discard_import):
        with pytest.raises(AlreadyDecided):
            decide(run=run, by=edda, at=LATER)

    assert Recommendation.objects.count() == 12


def test_discarded_reading_loses_its_file(arcadia, amina, django_capture_on_commit_callbacks):
    run = bring(make_thematic_list(), amina)
    storage, name = run.file.storage, run.file.name

    with django_capture_on_commit_callbacks(execute=True):
        discard_import(run=run, by=amina, at=AT)

    run.refresh_from_db()
    assert (run.status, run.file.name) == ("discarded", "")
    assert not storage.exists(name)


def test_report_is_kept_as_it_was_when_written(arcadia, edda):
    run = bring(corrected_list("120.7", states=("Norway", "Ruritania")), edda)

    apply_import(run=run, by=edda, at=LATER)

    run.refresh_from_db()
    assert (run.applied_at, run.applied_by) == (LATER, edda)
    assert (run.report["created"], run.report["updated"], run.report["rows"]) == (12, 0, 12)
    assert [warning["code"] for warning in run.report["warnings"]] == ["unknown_state"]


def test_decisions_leave_a_trail_without_contents(arcadia, amina, edda):
    run = bring(make_thematic_list(), amina)
    other = bring(corrected_list("120.7", sdgs=(4, 5)), amina)

    propose_import(run=run, by=amina, at=AT)
    apply_import(run=run, by=edda, at=LATER)
    discard_import(run=other, by=edda, at=LATER)

    trail = AuditEvent.objects.order_by("at", "verb").values_list("verb", "actor_id", "target_id")
    assert list(trail) == [
        ("propose", amina.pk, str(run.pk)),
        ("apply", edda.pk, str(run.pk)),
        ("discard", edda.pk, str(other.pk)),
    ]


@pytest.mark.parametrize("layout", ["A", "B", "C", "D"])
def test_every_layout_is_stored_and_found_again(db, edda, layout):
    make_arcadia(*{"A": (2, 20), "B": (2, 20), "C": (3, 34), "D": (4, 48)}[layout])

    first = take_in(make_thematic_list(layout), edda)
    second = take_in(make_thematic_list(layout), edda, at=LATER)

    assert (outcome(first), outcome(second)) == ((12, 0, 0), (0, 0, 12))


@pytest.mark.parametrize("count", [1, 9])
def test_number_of_queries_does_not_grow_with_the_list(arcadia, edda, count, django_assert_num_queries):
    run = bring(make_thematic_list(rows=DEFAULT_ROWS[:count]), edda)

    with django_assert_num_queries(80):
        apply_import(run=run, by=edda, at=AT)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Open village schools to all children", "Open all village schools to all the children", True),
        ("Ratify the Convention, in full.", "ratify the convention in full", True),
        ("Open village schools to all children", "Abolish the death penalty in law", False),
        ("Ratify", "", False),
    ],
)
def test_similarity_tells_a_correction_from_another_text(one, other, same):
    assert (similarity(one, other) >= 0.6) is same

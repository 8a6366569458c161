"""A list meets clauses that UPR Info holds as recommendations of their own: they are joined, and parted by undoing."""

import pytest

from cycles.models import FormerSerial, ImportRun, Recommendation, RemovedRecommendation
from cycles.services.imports import compare_again
from cycles.services.undoing import UndoRefused, undo_import
from tests.cycles.exports import bring as bring_export
from tests.cycles.exports import dump, upr_info
from tests.cycles.imported import bring, corrected, make_arcadia, outcome, take_in
from tests.factories import AT, make_rating, make_workspace
from tests.thematic_lists import make_thematic_list

FIRST = "Open village schools to all children"
SECOND = "Train teachers in the mountains"
THIRD = "End child labour"
WHOLE = f"{FIRST} (Norway); train teachers in the mountains (Peru, Chile); end child labour (France)"


def clause(text, state, response="Accepted", action="5", issue="Right to education"):
    return ("Arcadia", text, state, response, action, issue, "48")


CLAUSES = (
    clause(FIRST, "Norway"),
    clause(SECOND, "Peru", action="4", issue="Labour"),
    clause(SECOND, "Chile", action="4", issue="Labour"),
    clause(THIRD, "France", issue="Rights of the Child"),
)


@pytest.fixture
def arcadia(db):
    return make_arcadia()


def the_list():
    """The list of the fixtures, in which 120.6 has three clauses."""
    return make_thematic_list(rows=corrected("120.6", printed=f"{WHOLE};"))


def one(number):
    return Recommendation.objects.by_number(number).get()


def test_clauses_are_joined_and_nothing_of_them_is_lost(arcadia, edda):
    bring_export(upr_info(*CLAUSES))

    found = take_in(the_list(), edda)

    whole = arcadia.recommendations.get(item=6)
    source = whole.sources.get(kind="upr_info")
    assert (outcome(found), found.doubts) == ((11, 1, 0), ())
    assert (arcadia.recommendations.count(), whole.serial, whole.action_category) == (12, 1, 5)
    assert set(whole.state_rows.values_list("state", "clause")) == {("NOR", 1), ("PER", 2), ("CHL", 2), ("FRA", 3)}
    assert (source.text, source.place) == (f"{FIRST}\n{SECOND}\n{THIRD}", "rows 2, 3, 4, 5")
    assert whole.themes.filter(scheme="upr_info").count() == 3
    # What UPR Info says of the position, the list says too, with its source.
    assert not whole.positions.filter(source="UPR Info").exists()
    change = whole.changes.get(field="parts")
    assert (change.before, change.after) == ("u2\nu3", "120.6")


def test_old_numbers_lead_to_the_whole_and_are_given_to_nothing_else(client, arcadia, edda):
    bring_export(upr_info(*CLAUSES))
    take_in(the_list(), edda)

    bring_export(upr_info(clause("Give every village a library", "Kenya")))

    assert {one(f"u{serial}").number for serial in (1, 2, 3)} == {"120.6"}
    assert one("u4").text == "Give every village a library"
    assert {"XAR-4-u1", "XAR-4-u2", "XAR-4-u3"} <= set(RemovedRecommendation.objects.values_list("key", flat=True))
    assert client.get("/reviews/XAR/4/u3/").url == "/reviews/XAR/4/120.6/"


def test_both_files_again_change_nothing(arcadia, edda):
    bring_export(upr_info(*CLAUSES))
    take_in(the_list(), edda)
    before = dump()

    assert bring_export(upr_info(*CLAUSES)).already_stored
    assert take_in(the_list(), edda).already_stored
    assert dump() == before


def test_undoing_parts_them_again(arcadia, edda):
    bring_export(upr_info(*CLAUSES))
    before = dump()
    versions = dict(Recommendation.objects.values_list("pk", "version"))
    take_in(the_list(), edda)

    undo_import(run=ImportRun.objects.get(format="thematic_list"), by=edda, at=AT)

    assert dump() == before
    assert not FormerSerial.objects.exists()
    assert all(row.version > versions[row.pk] for row in Recommendation.objects.all())
    undo_import(run=ImportRun.objects.get(format="upr_info"), by=edda, at=AT)
    assert not Recommendation.objects.exists()


def test_export_waits_until_the_list_is_taken_back(arcadia, edda):
    bring_export(upr_info(*CLAUSES))
    take_in(the_list(), edda)

    with pytest.raises(UndoRefused, match="touched_later"):
        undo_import(run=ImportRun.objects.get(format="upr_info"), by=edda, at=AT)


def test_one_text_that_was_answered_in_two_ways_is_one_again(arcadia, edda):
    text = "Train judges in the law of equality"
    bring_export(upr_info(clause(text, "Chile"), clause(text, "Estonia", response="Noted")))

    take_in(make_thematic_list(rows=corrected("120.5", states=("Chile", "Estonia"), position="Supported/Noted")), edda)

    row = arcadia.recommendations.get(item=5)
    assert arcadia.recommendations.filter(paragraph=None).count() == 0
    assert (row.position, row.positions.filter(source="UPR Info").count()) == ("partially_supported", 0)


def test_clause_that_somebody_works_with_stays_and_is_told(arcadia, edda):
    bring_export(upr_info(*CLAUSES))
    workspace = make_workspace(review=arcadia)
    make_rating(workspace, one("u2"), edda)
    make_rating(workspace, one("u3"), edda)

    found = take_in(the_list(), edda)

    told = [(warning.number, warning.detail) for warning in found.warnings if warning.code == "clause_in_use"]
    assert told == [("120.6", "u3")]
    assert (one("120.6").serial, one("u1").number) == (2, "120.6")
    assert [row.number for row in arcadia.recommendations.filter(paragraph=None)] == ["u3"]


def test_clause_of_other_states_or_of_two_rows_is_not_taken_for_one(arcadia, edda):
    bring_export(upr_info(clause(FIRST, "Kenya"), clause(SECOND, "Peru"), clause(THIRD, "France")))
    rows = corrected("120.7", rows=corrected("120.6", printed=f"{WHOLE};"), printed=f"{THIRD} in mines (France);")

    found = compare_again(bring(make_thematic_list(rows=rows), edda))

    joined = {
        verdict.read.number: [part.number for part in verdict.parts] for verdict in found.verdicts if verdict.stored
    }
    assert joined == {"120.6": []}
    assert next(verdict.stored.number for verdict in found.verdicts if verdict.stored) == "u2"


def test_clauses_that_upr_info_brings_after_the_list_are_the_same_recommendation(arcadia, edda):
    take_in(the_list(), edda)

    found = bring_export(upr_info(*CLAUSES))

    whole = arcadia.recommendations.get(item=6)
    source = whole.sources.get(kind="upr_info")
    assert (found.created, found.joined, found.doubts) == (0, 1, ())
    assert (arcadia.recommendations.count(), whole.serial, whole.action_category) == (12, None, 5)
    assert set(whole.state_rows.values_list("state", "clause")) == {("NOR", 1), ("PER", 2), ("CHL", 2), ("FRA", 3)}
    assert (source.text, source.place) == (f"{FIRST}\n{SECOND}\n{THIRD}", "rows 2, 3, 4, 5")
    assert bring_export(upr_info(*reversed(CLAUSES))).created == 0


def test_clause_of_another_state_stays_apart_after_the_list_and_one_of_two_recommendations_is_asked(arcadia, edda):
    rows = corrected("120.7", rows=corrected("120.6", printed=f"{WHOLE};"), printed=f"{THIRD} in mines (France);")
    take_in(make_thematic_list(rows=rows), edda)
    export = upr_info(clause(FIRST, "Kenya"), clause(SECOND, "Peru"), clause(THIRD, "France"))

    found = bring_export(export, leave_doubts=True)

    assert [row.text for row in arcadia.recommendations.filter(paragraph=None)] == [FIRST]
    assert (found.created, found.joined, found.left_out) == (1, 1, ("4",))

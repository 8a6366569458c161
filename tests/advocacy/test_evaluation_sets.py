"""The sets of proposals with known answers: their form, and that they are nobody's words but ours."""

import os
from collections import Counter
from pathlib import Path

import pytest

from advocacy.matching.evaluation import FOLDER, Figures, Proposal, answers, measure, proposal_set, shared_run
from advocacy.matching.note_evaluation import measure_notes
from advocacy.matching.uptake import Suggestion

REALDATA = os.environ.get("UPR_REALDATA")
SETS = [name for name in ("tuned", "learnt", "kept") if (FOLDER / f"{name}.json").exists()]


@pytest.mark.parametrize("name", SETS)
def test_proposals_have_keys_of_their_own_and_known_reviews(name):
    found = proposal_set(name)

    assert [key for key, count in Counter(one.key for one in found.proposals).items() if count > 1] == []
    assert [one.key for one in found.proposals if one.review not in found.files] == []
    assert {one.language for one in found.proposals} <= {"en", "fr", "es"}
    assert [one.key for one in found.proposals if len(one.text) < 16] == []


@pytest.mark.slow
@pytest.mark.skipif(not REALDATA, reason="UPR_REALDATA is not set")
@pytest.mark.parametrize("name", SETS)
def test_proposals_share_no_five_words_with_the_record_and_name_numbers_of_it(name):
    found = proposal_set(name)
    record = found.candidates(Path(REALDATA))
    numbers = {code: {one.number for one in rows} for code, rows in record.items()}

    assert [
        (one.key, sorted(one.taken_up_by - numbers[one.review]))
        for one in found.proposals
        if one.taken_up_by - numbers[one.review]
    ] == []
    shared = {one.key: shared_run(one.text, (row.text for row in record[one.review])) for one in found.proposals}
    assert {key: run for key, run in shared.items() if run} == {}


def test_shared_words_are_found_whatever_their_case_and_signs():
    assert (
        shared_run("End now the crowding, of prisons!", ["They END now the crowding of all"])
        == "end now the crowding of"
    )
    assert shared_run("End now the crowding", ["End now the crowding"]) == ""


@pytest.mark.slow
@pytest.mark.skipif(not REALDATA, reason="UPR_REALDATA is not set")
def test_notes_find_what_they_heard_on_real_reviews():
    found = measure_notes("tuned", Path(REALDATA))

    assert (found.meant, found.nothing_meant) == (90, 12)
    assert found.right >= 86
    assert found.false <= 1


@pytest.mark.slow
@pytest.mark.skipif(not REALDATA, reason="UPR_REALDATA is not set")
@pytest.mark.parametrize(
    ("name", "sizes", "hits", "hopes"), [("tuned", (143, 33), 142, 3), ("learnt", (698, 360), 657, 48)]
)
def test_proposals_find_what_took_them_up_on_real_reviews(name, sizes, hits, hopes):
    found = proposal_set(name)

    measured = measure(answers(found, found.candidates(Path(REALDATA))))

    assert (measured.taken_up, measured.not_taken_up) == sizes
    assert (measured.among_five, measured.false_hope) == (hits, hopes)


def test_hits_and_false_hope_are_counted_in_what_is_shown_at_one_and_the_same_cut_off():
    def answered(key, right, *found):
        proposal = Proposal(key, "XAR-4", "en", "", frozenset(right))
        return proposal, [Suggestion(number, confidence) for number, confidence in found]

    rows = [
        answered("shown first", {"1.1"}, ("1.1", 0.9), ("1.2", 0.6)),
        answered("shown second", {"1.2"}, ("1.1", 0.9), ("1.2", 0.6)),
        answered("right beside a wrong one", {"1.2"}, ("1.1", 0.9), ("1.2", 0.4)),
        answered("right but not shown", {"1.2"}, ("1.1", 0.9), ("1.2", 0.05)),
        answered("nothing shown", {"1.2"}, ("1.2", 0.3)),
        answered("nobody's, a hope", set(), ("1.3", 0.5)),
        answered("nobody's, none", set(), ("1.3", 0.4)),
    ]

    assert measure(rows, 0.5) == Figures(0.5, 5, 1, 3, 2, 5, 2, 1, 5, 8)
    assert measure(rows, 0.2) == Figures(0.2, 5, 2, 4, 4, 5, 2, 2, 7, 10)
    assert measure(rows, 0.5).words == "at 0.5: hit@1 1/5 (20.0%), hit@5 3/5 (60.0%), false hope 1/2 (50.0%)"
    assert measure(rows, 0.5).ranked_words == (
        "1.6 candidates each; each candidate for itself: hit@5 2/5 (40.0%); "
        "order alone, without a cut-off: hit@5 5/5 (100.0%)"
    )

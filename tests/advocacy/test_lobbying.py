"""The order of States and its reasons, by exact values."""

from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command

from advocacy.lobbying import Counts, Weights, rank, shade
from advocacy.lobbying_evaluation import Hits, Made, evaluate, read_made

ONLY_HERE = Weights(here=1, nearby=0, everywhere=0, strong=0, supported=0, questions=0)
HEAD = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\n"


def made(session, state, by, issue="Torture", region="Africa"):
    return Made(session, state, region, by, issue, is_supported=True, is_strong=False)


def test_points_are_the_weighted_reasons_and_each_says_how_many_it_gave():
    found = {
        "FRA": Counts(here=2, nearby=2, everywhere=7, supported=2, answered=7, strong=1, questions=1),
        "TGO": Counts(here=1, nearby=3, everywhere=3, supported=3, answered=3, strong=0),
    }

    first, second = rank(found, Weights())

    assert (first.rank, first.iso3, first.points) == (1, "FRA", 80.3)
    assert first.shares == pytest.approx(
        {"here": 25, "nearby": 100 / 9, "everywhere": 100 / 3, "strong": 5 / 6, "supported": 5 / 3, "questions": 25 / 3}
        | {"delivered": 0, "embassy": 0, "groups": 0}
    )
    assert (second.rank, second.iso3, second.points) == (2, "TGO", 47.6)
    assert second.shares["supported"] == pytest.approx(100 / 12 * 0.5)


def test_weights_change_the_order_and_equal_points_share_a_rank():
    found = {"FRA": Counts(everywhere=9), "TGO": Counts(here=1, everywhere=1), "KEN": Counts(everywhere=2)}

    assert [(one.rank, one.iso3, one.points) for one in rank(found, ONLY_HERE)] == [
        (1, "TGO", 100.0),
        (2, "FRA", 0.0),
        (2, "KEN", 0.0),
    ]


def test_the_state_under_review_is_neither_ranked_nor_measured_against():
    found = {"FRA": Counts(everywhere=2), "KEN": Counts(everywhere=90)}
    only = Weights(here=0, nearby=0, everywhere=1, strong=0, supported=0, questions=0)

    assert [(one.iso3, one.points) for one in rank(found, only, without="KEN")] == [("FRA", 100.0)]


def test_what_people_noted_counts_from_the_first_note_on():
    found = {"FRA": Counts(everywhere=2), "TGO": Counts(everywhere=2, asked=2, delivered=1, embassy=1)}
    only = Weights(here=0, nearby=0, everywhere=1, strong=0, supported=0, questions=0, delivered=2, embassy=1)

    assert [(one.iso3, one.points) for one in rank(found, only)] == [("TGO", 75.0), ("FRA", 25.0)]
    found["TGO"].asked = found["TGO"].delivered = found["TGO"].embassy = 0
    assert [(one.iso3, one.points) for one in rank(found, only)] == [("FRA", 100.0), ("TGO", 100.0)]


def test_nothing_weighs_nothing():
    assert [one.points for one in rank({"FRA": Counts(everywhere=2)}, Weights(0, 0, 0, 0, 0, 0))] == [0.0]


@pytest.mark.parametrize(("count", "number"), [(0, 0), (1, 1), (2, 1), (3, 2), (9, 5), (10, 5)])
def test_shades_are_fifths_of_the_most(count, number):
    assert shade(count, 10) == number


def test_hind_sight_counts_who_recommended_among_the_first_ten():
    busy = [made(6, f"S{number}", f"Busy {number}", issue="Labour") for number in range(10) for _ in range(2)]
    taught = [*busy, made(7, "Kenya", "Togo")]
    asked = [made(18, "Mali", "Togo"), made(18, "Mali", "Busy 3", issue="Labour")]

    every, spoken = evaluate(taught, asked, Weights())

    assert spoken == every == Hits(pairs=2, ranked=2, frequent=1, frequent_on_issue=2)


def test_an_export_gives_a_row_for_each_issue():
    row = 'Mali,Africa,AU,"Ratify OPCAT",Togo,Africa,AU,Accepted,5,"Torture,Labour",18\n'

    assert list(read_made(BytesIO((HEAD + row).encode()))) == [
        Made(18, "Mali", "Africa", "Togo", "Torture", is_supported=True, is_strong=True),
        Made(18, "Mali", "Africa", "Togo", "Labour", is_supported=True, is_strong=True),
    ]


def test_evaluation_prints_both_rates_and_the_difference(tmp_path):
    file = tmp_path / "export.csv"
    rows = ["Mali,Africa,,x,Togo,Africa,,Accepted,5,Torture,6", "Niger,Africa,,x,Togo,Africa,,Noted,1,Torture,18"]
    file.write_text(HEAD + "\n".join(rows) + "\n")
    out = StringIO()

    call_command("evaluate_lobbying", str(file), stdout=out)

    assert out.getvalue().splitlines()[:4] == [
        "learnt from sessions 6, judged on sessions 18",
        "all pairs: 1 of State under Review and issue",
        "  first 10 as ranked: 10.00%",
        "  10 most frequent recommenders: 10.00% (difference +0.00 points)",
    ]


def test_evaluation_says_what_a_file_lacks(tmp_path):
    file = tmp_path / "export.csv"
    file.write_text(HEAD + "Mali,Africa,,x,Togo,Africa,,Accepted,5,Torture,6\n")

    with pytest.raises(CommandError, match="hold nothing to judge on: none of the sessions 18, 19, 20"):
        call_command("evaluate_lobbying", str(file))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.citations import Trace, trace
from cycles.echoes import Echo, find_echoes
from tests.examples import examples

PARAGRAPH = "AI asked that such papers do not need a medical certificate as a prerequisite for any change."


def test_longest_run_of_words_is_found_whatever_case_and_punctuation():
    text = "Ensure Papers do not need, a medical certificate; as a prerequisite (Chile)"

    found = find_echoes([(82, PARAGRAPH)], [("140.237", text), ("140.238", "Ratify the Convention")])

    assert found == [Echo(82, "140.237", 10, "Papers do not need, a medical certificate; as a prerequisite")]


def test_eight_words_are_too_few():
    text = "one two three four five six seven eight"

    assert find_echoes([(1, text)], [("1.1", text)]) == []


def test_years_must_agree_but_are_no_words():
    text = "to the 1961 Convention on the Reduction of Statelessness and"

    same = find_echoes([(1, text)], [("1.1", text)])
    other = find_echoes([(1, text)], [("1.1", text.replace("1961", "1954"))])

    assert [(echo.length, echo.words) for echo in same] == [(9, text)]
    assert other == []


def test_longest_of_several_runs_counts_once():
    short, long = "a b c d e f g h i", "k l m n o p q r s t u"

    found = find_echoes([(7, f"{short} x {long}")], [("1.1", f"{long} y {short}")])

    assert found == [Echo(7, "1.1", 11, long)]


@examples(60)
@given(st.text(alphabet="ab 1.,\n", max_size=120), st.text(alphabet="ab 1.,\n", max_size=120))
def test_echo_is_in_both_texts(left, right):
    for echo in find_echoes([(1, left)], [("1.1", right)], fewest=2):
        assert echo.length >= 2
        assert echo.words in right
        assert "".join(filter(str.isalnum, echo.words)) in "".join(filter(str.isalnum, left))


@pytest.mark.parametrize(
    ("refs", "expected"),
    [
        ([], Trace(())),
        ([("para", "7")], Trace(("7",))),
        ([("page", "7")], Trace(())),
        ([("para", "9"), ("para", "1"), ("para", "3-5")], Trace(("1", "3–5", "9"), ("2", "6–8"), 1, 9)),
        ([("para", "1"), ("para", "2")], Trace(("1", "2"), (), 1, 2)),
        ([("para", "3.10"), ("para", "3.2"), ("para", "4")], Trace(("4", "3.2", "3.10"))),
        ([("para", "5-3"), ("para", "1-9999"), ("para", "2 (a)")], Trace(("1-9999", "2 (a)", "5-3"))),
    ],
)
def test_trace_says_what_is_cited_and_passed_over(refs, expected):
    assert trace(refs, "para") == expected

"""Two people's changes of one text: joined where they do not clash, and never a word invented or dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.merging import Piece, merge, normal, pieces
from tests.examples import examples

BASE = "Of 1,722 people held for more than a year, none has seen a judge. The ministry has not answered."


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "joined"),
    [
        ("a b c d e", "a X b c d e", "a b c d Y e", "a X b c d Y e"),
        ("a b c d e", "a c d e", "a b c d e f", "a c d e f"),
        ("a b c", "a X c", "a Y c", None),
        ("a b c", "a X c", "a X c", "a X c"),
        ("a b c", "a b c", "a Y c", "a Y c"),
        ("a b c", "a X c", "a b c", "a X c"),
        # Behind the last word both want to stand.
        ("a b c", "a b c d", "a b c e", None),
        # Neighbours: what each meant may not fit together.
        ("a b c d", "a X c d", "a b Y d", None),
        ("one\n\ntwo three", "ONE\n\ntwo three", "one\n\ntwo four", "ONE\n\ntwo four"),
        ("人权很重要", "人权非常重要", "人权很重要啊", "人权非常重要啊"),
        ("", "x", "y", None),
        ("a b", "", "a b", ""),
        ("a b", "", "a c", None),
    ],
)
def test_what_does_not_clash_is_joined(base, mine, theirs, joined):
    assert merge(base, mine, theirs).text == joined
    assert merge(base, theirs, mine).text == joined


def test_a_real_paragraph_takes_both_changes():
    mine = BASE.replace("people", "men and women")
    theirs = BASE.replace("The ministry", "The Ministry of Justice")

    assert merge(BASE, mine, theirs).text == BASE.replace("people", "men and women").replace(
        "The ministry", "The Ministry of Justice"
    )


words = st.lists(st.sampled_from(["torture", "law", "the", "of", "police", "2026"]), max_size=12)


@examples(200)
@given(base=words, cuts=st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=6))
def test_words_that_each_put_in_are_all_there_or_it_clashes(base, cuts):
    mine, theirs = list(base), list(base)
    for number, (place, is_mine) in enumerate(cuts):
        side = mine if is_mine else theirs
        side.insert(min(place, len(side)), f"new{number}")

    joined = merge(" ".join(base), " ".join(mine), " ".join(theirs)).text

    if joined is not None:
        assert {f"new{number}" for number in range(len(cuts))} <= set(joined.split())
        assert len(joined.split()) == len(base) + len(cuts)


@examples(200)
@given(base=st.text(), other=st.text())
def test_one_change_alone_is_taken_as_it_is(base, other):
    assert merge(base, other, base).text == other
    assert merge(base, base, other).text == other


def test_pieces_say_what_the_other_text_lacks():
    found = pieces("the cat sat", "the dog sat")

    assert found == [Piece("the ", False), Piece("cat ", True), Piece("sat ", False)]


def test_texts_are_kept_in_one_form():
    assert normal("  a \r\nb\rc  \n\n") == "a\nb\nc"

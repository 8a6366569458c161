import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers.number_lists import (
    BACKWARDS,
    MOST_IN_RANGE,
    TOO_LONG,
    UNREAD,
    NumberDoubt,
    check_lists,
    read_numbers,
    read_run,
)
from tests.examples import examples


def spoken(text, paragraph=None):
    return [f"{holder or ''}.{item}" for holder, item in read_numbers(text, paragraph).numbers]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("140.7, 140.8; 140.10", [".7", ".8", ".10"]),
        ("140.82-85, 87", [".82", ".83", ".84", ".85", ".87"]),
        ("140.35. 140.36, 140.41. 140.42.", [".35", ".36", ".41", ".42"]),
        ("140.7–140.9", [".7", ".8", ".9"]),
        ("140.62-\n66, 140.34- 35", [".62", ".63", ".64", ".65", ".66", ".34", ".35"]),
        ("140.141-144,140.146", [".141", ".142", ".143", ".144", ".146"]),
        ("140.1 and 140.2, and 140.4", [".1", ".2", ".4"]),
        ("140.1 et 140.2", [".1", ".2"]),
        ("140.1 y 140.2", [".1", ".2"]),
        ("140.1 и 140.2", [".1", ".2"]),
        ("140.1 و140.2، 140.3", [".1", ".2", ".3"]),
        ("140.1、140.2和140.3", [".1", ".2", ".3"]),
        ("140.1 to 140.3 as well as 140.5", [".1", ".2", ".3", ".5"]),
        ("140.1 à 140.3", [".1", ".2", ".3"]),
        ("140.1\n140.2\n3", [".1", ".2", ".3"]),
        ("- 140.3\n- 140.7", [".3", ".7"]),
        ("• 140.3\n• 140.7", [".3", ".7"]),
        ("140.1 140.2", [".1", ".2"]),
        ("", []),
    ],
)
def test_full_numbers_are_read(text, numbers):
    assert spoken(text) == [f"140{number}" for number in numbers]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1–5, 14–\n16, 150 – 152", [1, 2, 3, 4, 5, 14, 15, 16, 150, 151, 152]),
        ("Rec. 18", [18]),
        ("Recs. 6–8", [6, 7, 8]),
        ("Recommendations Nos. 5 and 7", [5, 7]),
        ("5., 6., 7.", [5, 6, 7]),
        ("138, 139, 140. 141", [138, 139, 140, 141]),
    ],
)
def test_bare_numbers_belong_to_the_paragraph_that_is_given(text, numbers):
    assert read_numbers(text).numbers == tuple((None, number) for number in numbers)
    assert read_numbers(text, 115).numbers == tuple((115, number) for number in numbers)
    assert read_numbers(text).doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        "Article 297",
        "99.9%",
        "99.9 %",
        "2024-2026",
        "See recommendation 122.28",
        "140.7 (a)",
        "140.7 bis",
        "140.35.140.36",
        "1 2",
        "12 months",
        "140.1-2026",
        "by 19 December 2014",
    ],
)
def test_what_is_no_list_is_reported_and_not_read(text):
    listed = read_numbers(text)

    assert listed.numbers == ()
    assert listed.doubts == (NumberDoubt(UNREAD, text, 0),)


@pytest.mark.parametrize(
    ("text", "code", "raw"),
    [
        ("140.2, 140.9-7", BACKWARDS, "140.9-7"),
        ("140.2, 140.9-141.3", BACKWARDS, "140.9-141.3"),
        ("140.2, 140.0", BACKWARDS, "140.0"),
        ("140.2, 140.1-900", TOO_LONG, "140.1-900"),
        ("140.2, 140. 7", UNREAD, "140. 7"),
        ("140.2, Article 297 of the Code, Part II", UNREAD, "Article 297 of the Code, Part II"),
    ],
)
def test_doubt_has_its_place(text, code, raw):
    listed = read_numbers(text)

    assert listed.numbers == ((140, 2),)
    assert listed.doubts == (NumberDoubt(code, raw, 7),)


def test_longest_range_is_read():
    assert len(read_numbers(f"140.1-{MOST_IN_RANGE}").numbers) == MOST_IN_RANGE


def test_words_before_the_list_are_one_doubt():
    listed = read_numbers("The Government accepts the following recommendations: 140.7, 140.8")

    assert listed.numbers == ((140, 7), (140, 8))
    assert [doubt.raw for doubt in listed.doubts] == ["The Government accepts the following recommendations:"]


def test_piece_keeps_what_was_printed_and_where():
    piece = read_numbers("140.2; 140.16 – 19").pieces[1]

    assert (piece.raw, piece.start, piece.stop) == ("140.16 - 19", 7, 18)


@pytest.mark.parametrize(
    ("text", "numbers", "rest"),
    [
        ("Recs. 6-8 The Government", 3, " The Government"),
        ("118.1, 118.2 and 5 enjoy support", 3, " enjoy support"),
        ("Rec. 53 12 members", 1, " 12 members"),
        ("118.5 (first part) and 118.6", 0, "118.5 (first part) and 118.6"),
    ],
)
def test_list_in_running_text_ends_at_words(text, numbers, rest):
    listed, stop = read_run(text)

    assert len(listed.numbers) == numbers
    assert text[stop:] == rest


def test_bare_number_before_words_is_a_doubt():
    listed, _ = read_run("118.5, 12 members voted")

    assert listed.numbers == ((118, 5),)
    assert [doubt.raw for doubt in listed.doubts] == ["12 members voted"]


def test_lists_that_add_up_are_complete():
    review = [(140, item) for item in range(1, 255)]
    noted = "140.1-6, 140.22-25, 28, 30, 37, 48, 55, 57-59, 69-72, 74, 75, 77-80, 229, 230, 235-240, 253"
    supported = ", ".join(f"140.{item}" for item in range(1, 255) if (140, item) not in read_numbers(noted).numbers)

    check = check_lists({"supported": read_numbers(supported), "noted": read_numbers(noted)}, review)

    assert (check.totals, check.total, check.expected) == ({"supported": 217, "noted": 37}, 254, 254)
    assert check.is_complete


def test_lists_that_do_not_add_up_say_where():
    review = [(121, 1), (121, 2), (121, 3), (122, 1), (122, 4)]
    lists = {"supported": read_numbers("121.1, 121.2, 121.1, 4, x"), "noted": read_numbers("2-3, 1, 9")}

    check = check_lists(lists, review)

    assert (check.totals, check.total, check.expected) == ({"supported": 3, "noted": 4}, 7, 5)
    assert check.missing == ((122, 1), (122, 4))
    assert check.repeated == (((121, 1), ("supported", "supported")), ((121, 2), ("supported", "noted")))
    assert check.unknown == (("supported", (121, 4)), ("noted", (None, 9)))
    assert check.ambiguous == (("noted", 1),)
    assert check.doubts == (("supported", NumberDoubt(UNREAD, "x", 24)),)
    assert not check.is_complete


NUMBERS = st.tuples(st.sampled_from([121, 140]), st.integers(1, 300))


@examples(100)
@given(
    st.lists(NUMBERS, min_size=1, max_size=30), st.sampled_from([", ", ",", "; ", ". ", " and ", "\n", ",\n", " ,  "])
)
def test_written_list_is_read_back(numbers, separator):
    text = separator.join(f"{paragraph}.{item}" for paragraph, item in numbers)

    listed = read_numbers(text)

    assert listed.numbers == tuple(numbers)
    assert listed.doubts == ()


@examples(200)
@given(st.text(alphabet="0123456789.,;-– \n()anderc%،", max_size=60), st.sampled_from([None, 140]))
def test_every_digit_is_read_or_reported(text, paragraph):
    listed = read_numbers(text, paragraph)

    places = [(piece.start, piece.stop) for piece in listed.pieces]
    doubted = [doubt.at for doubt in listed.doubts]
    starts = sorted([start for start, _ in places] + doubted)
    outside = "".join(sign for at, sign in enumerate(text) if not starts or at < starts[0])
    assert not any(sign.isdigit() for sign in outside)
    assert all(start < stop for start, stop in places)
    assert len(set(starts)) == len(starts)

from common.bars import GAP, Fill, Pattern, stacked_bar

DARK, STRIPED, EMPTY = Fill("dark"), Fill("striped", pattern=Pattern.HATCHED), Fill("empty", pattern=Pattern.OPEN)


def test_bar_keeps_the_order_and_leaves_out_what_has_no_cases():
    bar = stacked_bar([(DARK, 1), (STRIPED, 0), (EMPTY, 3)], width=101.5, height=10)

    assert [segment.css for segment in bar.segments] == ["dark", "empty"]
    assert bar.segments[0].outline == "M0.0 0.00H25.0V10.00H0.0z"
    assert bar.segments[1].is_open


def test_pieces_fill_the_width_in_proportion():
    bar = stacked_bar([(DARK, 1), (STRIPED, 1)], width=200 + GAP, height=10)

    assert bar.segments[1].outline == "M101.5 0.00H201.5V10.00H101.5z"
    assert bar.segments[1].lines.startswith("M105.5 0.0L101.5 4.0")


def test_bar_of_nothing_is_empty():
    assert stacked_bar([(DARK, 0)], width=10, height=10).segments == ()

"""How long a message is, counted as each channel counts it."""

import pytest

from advocacy.channels import channels, compose, graphemes, length_on
from advocacy.models import CampaignMessage

LINK = "https://www.ohchr.org/en/hr-bodies/upr/upr-main"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("abc", 3),
        ("e\u0301a", 2),
        ("a\r\nb", 3),
        ("👩‍👩‍👧‍👦x", 2),
        ("🇰🇪🇺🇳", 2),
        ("🇰", 1),
        ("1️⃣2", 2),
        ("✊🏿", 1),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", 1),
        ("السَّلامُ", 6),
        ("普遍定期", 4),
        ("a\u200db", 2),
        ("", 0),
    ],
)
def test_a_sign_is_what_a_reader_sees(text, number):
    assert len(list(graphemes(text))) == number


@pytest.mark.parametrize(
    ("channel", "text", "count"),
    [
        # X: Latin, Cyrillic and Arabic one, Chinese and emoji two, a link 23, whatever it is.
        ("x", "Ratify OPCAT", 12),
        ("x", "Пытки", 5),
        ("x", "السَّلامُ", 9),
        ("x", "普" * 140, 280),
        ("x", "👩‍👩‍👧‍👦", 2),
        ("x", "🇰🇪🇺🇳", 4),
        ("x", "1️⃣", 2),
        ("x", "❤️", 2),
        ("x", "“x” – y…", 9),
        ("x", "→", 2),
        ("x", "e\u0301", 1),
        ("x", f"See {LINK}.", 4 + 23 + 1),
        ("x", f"{LINK} {LINK}", 47),
        ("x", f"({LINK})", 25),
        ("x", "https://en.wikipedia.org/wiki/UPR_(UN) now", 23 + 4),
        ("x", "ohchr.org says", 23 + 5),
        ("x", "see bit.ly/abc", 4 + 23),
        ("x", "e.g. this, No.7", 15),
        ("x", "press@ohchr.org", 15),
        # Bluesky: signs; its app shows thirteen characters of a path and three dots.
        ("bluesky", "👩‍👩‍👧‍👦 é", 3),
        ("bluesky", LINK, len("www.ohchr.org/en/hr-bodies...")),
        ("bluesky", "https://ohchr.org/en/upr", len("ohchr.org/en/upr")),
        ("bluesky", "https://ohchr.org/", len("ohchr.org")),
        # Mastodon: signs, a link 23, of an account its name alone; without a protocol it is no link.
        ("mastodon", f"@upr@mastodon.social {LINK}", 4 + 1 + 23),
        ("mastodon", "ohchr.org", 9),
        ("mastodon", "✊🏿", 1),
        # Where nobody says how it counts: the way that finds the most.
        ("telegram", "✊🏿", 3),
        ("linkedin", LINK, len(LINK)),
    ],
)
def test_each_channel_counts_its_own_way(channel, text, count):
    assert length_on(channel, text).count == count


def test_what_is_over_is_said_by_how_many():
    exact, over, free = (length_on("x", "a" * number) for number in (280, 291, 100))

    assert (exact.over, exact.left, exact.fits) == (0, 0, True)
    assert (over.over, over.left, over.fits) == (11, 0, False)
    assert (free.over, free.left, free.fits) == (0, 180, True)


def test_below_a_picture_telegram_allows_less():
    text = "a" * 1030

    assert [length_on("telegram", text, has_picture=has).over for has in (False, True)] == [0, 6]


def test_instagram_allows_thirty_hashtags():
    length = length_on("instagram", " ".join(f"#a{number}" for number in range(32)))

    assert (length.tags, length.tags_over, length.over, length.fits) == (32, 2, 0, False)


def test_a_newsletter_has_no_limit():
    length = length_on("newsletter", "a" * 100_000)

    assert (length.limit, length.over, length.fits) == (None, 0, True)


@pytest.mark.parametrize(
    ("text", "tags", "link", "post"),
    [
        ("Text", ["UPR48", "Arcadia"], "https://a.org/f", "Text\n#UPR48 #Arcadia\nhttps://a.org/f"),
        # What stands in the text is not said twice.
        ("Text on #upr48", ["UPR48", "Arcadia"], "", "Text on #upr48\n#Arcadia"),
        ("See https://a.org/f", [], "https://a.org/f", "See https://a.org/f"),
        ("One\r\n\r\nTwo \n", [], "", "One\n\nTwo"),
        ("", ["UPR48"], "", "#UPR48"),
    ],
)
def test_text_hashtags_and_link_are_posted_together(text, tags, link, post):
    assert compose(text, hashtags=tags, link=link) == post


def test_every_channel_that_is_offered_has_its_rules_and_where_they_are_from():
    rules = channels()

    assert list(rules) == CampaignMessage.Channel.values
    assert all(bool(one.source) == (one.limit is not None) for one in rules.values())
    assert {one.unit for one in rules.values()} == {"weighted", "graphemes", "utf16"}

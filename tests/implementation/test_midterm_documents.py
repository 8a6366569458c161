import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from pypdf import PdfReader

from implementation.midterm import EvidenceLine, RatingLine, ReportRow
from implementation.midterm_charts import cover_grid, stacked_bar
from implementation.midterm_counts import Counts
from implementation.midterm_pdf import render_html, render_pdf
from implementation.midterm_words import LEVELS, headline, rest_of_the_finding, tied
from tests.implementation.sample_report import LANGUAGES, make_report

DAY = date(2026, 11, 14)


def make_row(number="140.1", themes=("Health",), level="fully", **fields):
    rating = RatingLine(level, DAY) if level else None
    values = {"text": "Adopt a law", "recommending_states": ("Chile",), "position": "supported"}
    return ReportRow(number=number, themes=themes, rating=rating, **(values | fields))


def report_of(*rows, **fields):
    return replace(make_report(1), rows=rows, **fields)


def words_of(html):
    """Every word that a reader of the page sees, without punctuation and without the words for screen readers."""
    body = re.sub(r"<title>.*?</title>", " ", html[html.index("<body") :], flags=re.DOTALL)
    return set(re.findall(r"[\w.-]*\w", unescape(re.sub(r"<[^>]+>", " ", body))))


def pages_of(document):
    return [page.extract_text() for page in PdfReader(io.BytesIO(document)).pages]


def without_spaces(texts):
    return re.sub(r"\s", "", "".join(texts))


@pytest.fixture(scope="module")
def documents():
    """A small report in each language, as HTML and as PDF."""
    reports = {language: make_report(30, language) for language in LANGUAGES}
    return {language: (render_html(report), render_pdf(report)) for language, report in reports.items()}


@pytest.fixture(scope="module")
def longest():
    """254 recommendations under the longest of names."""
    return render_pdf(
        make_report(
            254,
            title="Bolivia (Plurinational State of) at mid-term",
            state_name="Bolivia (Plurinational State of)",
            organisations=("Coalition of organisations for human rights",) * 4,
        )
    )


def test_counts_of_ratings_by_level():
    counts = Counts.of(["fully", "fully", "regressed", "too_early", "not_rated"])

    assert counts.columns == (2, 0, 0, 1, 2, 5)
    assert counts.rated == 4


def test_counts_in_words_name_only_what_occurs():
    assert Counts.of(["fully", "fully", "not_rated"]).in_words == "Fully implemented 2, Not rated 1"


def test_recommendation_with_several_themes_stands_under_its_first_and_names_the_others():
    report = report_of(make_row("140.1", ("Health", "Women", "Work")), make_row("140.2", ("Women",)))

    assert [(theme.name, [row.number for row in theme.rows]) for theme in report.themes] == [
        ("Health", ["140.1"]),
        ("Women", ["140.2"]),
    ]
    assert report.themes[0].rows[0].other_themes_text == "Women; Work"


def test_recommendation_without_a_theme_stands_in_the_last_section():
    report = report_of(make_row("140.1", ()), make_row("140.2", ("Women",)))

    assert [theme.name for theme in report.themes] == ["Women", "Without a theme"]


def test_themes_least_first_puts_what_is_done_last():
    report = report_of(
        make_row("140.1", ("Done",)), make_row("140.2", ("Begun",), "partially"), make_row("140.3", ("Open",), None)
    )

    assert [theme.name for theme in report.themes_least_first] == ["Open", "Begun", "Done"]


def test_positions_are_crossed_with_ratings():
    report = report_of(make_row("1.1"), make_row("1.2", position="noted", level="regressed"), make_row("1.3"))

    assert [(line.mark.kind, line.counts.columns) for line in report.by_position] == [
        ("supported", (2, 0, 0, 0, 0, 2)),
        ("noted", (0, 0, 0, 1, 0, 1)),
    ]


def test_matrix_stands_in_the_order_of_the_numbers_with_the_section_of_each():
    report = report_of(
        make_row("140.10", ("Health",)), make_row("140.9", ("Women",)), make_row("139.200", ("Women",), None)
    )

    assert [(row.number, section.place) for row, section in report.matrix] == [
        ("139.200", 2),
        ("140.9", 2),
        ("140.10", 1),
    ]


@pytest.mark.parametrize(
    ("full", "rated", "total", "sentence"),
    [
        (12, 60, 62, "Halfway, Arcadia has fully carried out 12 of 62 recommendations"),
        (0, 60, 62, "Halfway, Arcadia has fully carried out none of 62 recommendations"),
        (0, 1, 1, "Halfway, Arcadia has not fully carried out its 1 recommendation"),
        (62, 62, 62, "Halfway, Arcadia has fully carried out all 62 recommendations"),
        (0, 0, 62, "The recommendations to Arcadia have not been rated yet"),
        (0, 0, 0, "No recommendation to Arcadia is on record yet"),
    ],
)
def test_headline_says_the_finding(full, rated, total, sentence):
    assert headline(state="Arcadia", full=full, rated=rated, total=total) == sentence


def test_rest_of_the_finding_leaves_out_what_does_not_occur():
    text = rest_of_the_finding(partially=1, not_implemented=20, regressed=0, unknown=0, unrated=0, total=21)

    assert text == "1 is partially implemented. 20 are not implemented."


def test_tied_headline_keeps_its_last_words_together():
    assert tied("Halfway, Arcadia has carried out 12 of 62 recommendations").endswith("12 of\xa062\xa0recommendations")


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_have_words_in_every_plural(language):
    with translation.override(language):
        sentences = [headline(state="X", full=1, rated=n, total=n) for n in (1, 2, 3, 11, 100, 254)]

    assert all("%" not in sentence and "X" in sentence for sentence in sentences)


def test_opening_is_cut_between_two_words():
    row = make_row(text="Adopt a law on domestic violence and make sure that the courts of all twelve regions know it")

    assert row.opening == "Adopt a law on domestic violence and make sure that the courts of all twelve…"


@pytest.mark.parametrize(
    ("address", "link", "shown"),
    [
        ("https://www.gazette.example.org/14/", "https://www.gazette.example.org/14/", "gazette.example.org/14"),
        ("javascript:alert(1)", "", ""),
        ("file:///etc/passwd", "", ""),
        ("", "", ""),
    ],
)
def test_evidence_links_to_pages_only(address, link, shown):
    item = EvidenceLine("Law 14", url=address)

    assert (item.link, item.link_text) == (link, shown)


def test_texts_run_in_their_own_direction():
    row = make_row(text="«اعتماد قانون»")

    assert row.direction == "rtl"
    assert make_row(text="140.1 Adopt").direction == "ltr"


def test_stacked_bar_fills_its_width_in_the_fixed_order():
    bar = stacked_bar({"open": 1, "full": 1, "not": 2}, width=403, height=20)

    assert [segment.css for segment in bar.segments] == ["f-full", "f-not", "f-open"]
    assert [segment.outline for segment in bar.segments] == [
        "M0.0 0.00H100.0V20.00H0.0z",
        "M101.5 0.00H301.5V20.00H101.5z",
        "M303.8 0.75H402.2V19.25H303.8z",
    ]
    assert [bool(segment.lines) for segment in bar.segments] == [False, True, False]


def test_stacked_bar_without_cases_is_empty():
    assert stacked_bar({}, width=600, height=20).segments == ()


@pytest.mark.parametrize("size", [1, 12, 62, 254, 600])
def test_cover_has_a_mark_for_each_recommendation_and_room_for_its_foot(size):
    grid = cover_grid([(LEVELS["fully"], size)], from_the_right=False)

    assert len({mark.transform for mark in grid.marks}) == size
    assert grid.height <= 82


def test_cover_begins_at_the_right_where_the_writing_does():
    left = cover_grid([(LEVELS["fully"], 2)], from_the_right=False).marks[0].transform
    right = cover_grid([(LEVELS["fully"], 2)], from_the_right=True).marks[0].transform

    assert left.startswith("translate(0.00 0.00)")
    assert right.startswith("translate(167.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_is_well_formed_and_says_its_language(language, documents):
    root = ET.fromstring(documents[language][0])  # noqa: S314

    assert root.attrib == {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}


def test_a_day_keeps_its_order_in_a_line_that_runs_the_other_way():
    row = make_row(evidence=(EvidenceLine("Standing invitation", "Ministry", "27 تموز/يوليو 2025"),))
    report = replace(make_report(1, "ar"), rows=(row,))

    html = render_html(report)

    assert '<span class="where">Ministry، <bdi>27 تموز/يوليو 2025</bdi></span>' in html


def test_html_has_no_inline_style_and_no_text_in_pictures(documents):
    root = ET.fromstring(documents["en"][0])  # noqa: S314

    assert [element for element in root.iter() if "style" in element.attrib] == []
    assert [element.tag for element in root.iter() if element.tag in {"style", "script"}] == []
    pictures = list(root.iter("{http://www.w3.org/2000/svg}svg"))
    assert all(picture[0].tag.endswith("}title") and picture[0].text for picture in pictures)
    assert {tag.tag.split("}")[1] for picture in pictures for tag in picture.iter()} <= {
        *("svg", "title", "g", "path", "rect", "circle"),
    }


def test_html_skips_no_level_of_headings(documents):
    levels = [int(level) for level in re.findall(r"<h(\d)", documents["en"][0])]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(after - before for before, after in zip(levels, levels[1:], strict=False)) == 1


def test_html_escapes_what_people_wrote():
    report = report_of(make_row(text="<img src=x onerror=alert(1)>"), state_name="<b>", title="A & B")

    html = render_html(report)

    assert "<img" not in html
    assert "<b>" not in html.replace("<b>1</b>", "")
    assert "A &amp; B" in html


def test_html_says_that_an_invented_state_is_invented():
    assert "Arcadia is an invented State" in render_html(make_report(1))
    assert "invented" not in render_html(make_report(1, state_is_invented=False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_loses_no_word(language, documents):
    html, document = documents[language]

    text = without_spaces(pages_of(document))

    assert {word for word in words_of(html) if word not in text} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_shows_no_recommendation_twice(language, documents):
    """Once in its section, once in the annex: a column that is pushed to the next page must not leave its half."""
    text = "\n".join(pages_of(documents[language][1]))

    numbers = Counter(re.findall(r"(?<![\d.])140\.\d+", text))

    assert numbers == {f"140.{place}": 2 for place in range(1, 31)}


def test_pdf_names_the_pages_of_the_contents(documents):
    pages = pages_of(documents["en"][1])
    theme = LANGUAGES["en"].themes[5]

    shown = int(re.search(rf"{theme}\s*(\d+)", pages[1])[1])

    assert f"6 {theme}" in " ".join(pages[shown - 1].split())


def test_pdf_is_tagged_and_every_picture_has_words(documents):
    root = PdfReader(io.BytesIO(documents["en"][1])).trailer["/Root"]
    kinds, silent = Counter(), []

    def walk(element):
        kinds[element.get("/S")] += 1
        if element.get("/S") == "/Figure" and not element.get("/Alt"):
            silent.append(element)
        below = element.get("/K", [])
        for child in below if isinstance(below, list) else [below]:
            child = child.get_object()
            if isinstance(child, dict) and child.get("/S"):
                walk(child)

    walk(root["/StructTreeRoot"])

    assert silent == []
    assert kinds["/H1"] == 1
    assert kinds["/H4"] == 30
    assert kinds["/Table"] >= 5
    assert root["/Lang"] == "en"


def test_pdf_names_the_workspace_and_no_person(documents):
    about = PdfReader(io.BytesIO(documents["en"][1])).metadata

    assert about.author == "Coalition for the Review in Arcadia"
    assert about.title == "Arcadia at half-time"
    assert about.creation_date.date() == DAY


def test_pdf_with_nothing_to_report_is_still_a_document():
    report = replace(make_report(1), rows=(), organisations=(), sources=(), method=())

    pages = pages_of(render_pdf(report))

    assert "No recommendation to Arcadia is on record yet" in " ".join(pages[0].split())


def test_pdf_with_signs_that_xml_forbids_is_still_a_document():
    pages = pages_of(render_pdf(report_of(make_row(text="Adopt\x0b a law"))))

    assert "a law" in "".join(pages)


@pytest.mark.slow
def test_pdf_of_254_recommendations_is_small_and_of_bearable_length(longest):
    assert len(longest) < 1_000_000
    assert len(PdfReader(io.BytesIO(longest)).pages) <= 62


@pytest.mark.slow
def test_pdf_cover_keeps_its_foot_clear_of_the_marks(longest):
    heights = {}

    def note(text, _matrix, text_matrix, _font, _size):
        for word in ("Not rated", "Coalition for the Review in Arcadia"):
            if text.strip().startswith(word):
                heights[word] = text_matrix[5]

    PdfReader(io.BytesIO(longest)).pages[0].extract_text(visitor_text=note)

    assert len(heights) == 2
    assert abs(heights["Not rated"] - heights["Coalition for the Review in Arcadia"]) > 30

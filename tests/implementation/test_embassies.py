"""What became of each State's recommendations: the figures, the page, the sheet and the letter."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from common.models import AuditEvent
from common.pdf import TooLong
from cycles.models import State
from implementation import embassy_words as words
from implementation.embassies import embassies, embassy_paper
from implementation.embassy import USUAL_ROWS, AskedRow, EmbassyPaper
from implementation.embassy_pdf import Fit, render_html, render_pdf, what_fits
from implementation.embassy_word import render_word
from implementation.midterm import RatingLine
from implementation.models import Evidence
from tests.factories import AT, make_rating, make_recommendation, make_state, make_workspace

DAY = date(2026, 3, 1)
LONG = "Strengthen the protection of everybody in the whole country by law and in practice without delay. " * 4


@pytest.fixture
def made(review, workspace, amina):
    """France made four, two of them with others; Chile two."""
    make_state("FRA", name="France")
    make_state("CHL", name="Chile")
    levels = {1: "fully", 2: "partially", 3: "regressed"}
    states = {1: ("FRA",), 2: ("FRA", "CHL", "KEN"), 3: ("CHL", "FRA"), 4: ("FRA",)}
    positions = {1: "supported", 2: "supported", 3: "noted", 4: "pending"}
    rows = {}
    for item, who in states.items():
        text = f"Recommendation of number {item}"
        rows[item] = make_recommendation(review, states=who, item=item, position=positions[item], text=text)
        if item in levels:
            day = DAY.replace(month=item)
            make_rating(workspace, rows[item], amina, level=levels[item], note=f"Reason {item}", rated_date=day)
    evidence = Evidence.objects.create(
        workspace=workspace, kind="link", title="canary-title", source="canary-source", url="https://canary.example",
        created_at=AT, created_by=amina,
    )  # fmt: skip
    evidence.recommendations.set(rows.values())
    return rows


def paper(workspace, iso3="FRA", language="en", **fields):
    return embassy_paper(workspace, State.objects.get(pk=iso3), language=language, on=date(2026, 11, 28), **fields)


def sheet_of(rows, **fields):
    about = {"code": "FRA", "state_name": "France", "review_state": "Arcadia", "cycle_label": "4th cycle"}
    about |= {"workspace_name": "The coalition", "as_of": DAY, "language": "en"}
    numbers = frozenset(row.number for row in rows)
    return EmbassyPaper(**about | {"rows": tuple(rows), "chosen": numbers} | fields)


def row(item, level="partially", note="", **fields):
    rating = RatingLine(level, DAY, note) if level else None
    about = {"text": f"Text {item}", "recommending_states": ("France",), "position": "supported"}
    return AskedRow(number=f"140.{item}", rating=rating, **about | fields)


def words_of(data):
    """All words of a PDF or a Word file on one line."""
    if data.startswith(b"%PDF"):
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    else:
        file = Document(io.BytesIO(data))
        cells = [cell.text for table in file.tables for line in table.rows for cell in line.cells]
        text = " ".join([*(one.text for one in file.paragraphs), *cells])
    return re.sub(r"\s+", " ", text)


def test_embassies_count_each_recommendation_for_every_state_that_made_it(made, workspace):
    page = embassies(workspace)

    lines = {line.state.pk: (line.tally.columns, line.tally.total, line.shared) for line in page.lines}
    assert lines == {
        "CHL": ((0, 1, 0, 1, 0, 0), 2, 2),
        "FRA": ((1, 1, 0, 1, 0, 1), 4, 2),
        "KEN": ((0, 1, 0, 0, 0, 0), 1, 1),
    }
    assert (page.recommendations, page.mentions) == (4, 7)
    assert page.days == (DAY.replace(month=1), DAY.replace(month=3))


def test_embassies_come_by_name_or_with_the_most_first(made, workspace):
    by_name = [line.state.name for line in embassies(workspace).lines]
    by_number = [line.state.pk for line in embassies(workspace, by_number=True).lines]

    assert by_name == sorted(by_name)
    assert by_number == ["FRA", "CHL", "KEN"]


def test_embassies_ignore_earlier_ratings_and_those_of_others(made, workspace, amina, review):
    make_rating(workspace, made[4], amina, level="fully", is_current=False)
    make_rating(make_workspace(review=review), made[4], amina, level="fully")

    assert {line.state.pk: line.tally.not_rated for line in embassies(workspace).lines}["FRA"] == 1


@pytest.mark.parametrize("states", [1, 3])
def test_embassies_ask_as_often_for_three_states_as_for_one(review, workspace, states, django_assert_num_queries):
    make_recommendation(review, states=("FRA", "CHL", "KEN")[:states])

    with django_assert_num_queries(2):
        embassies(workspace)


def test_paper_holds_the_rows_of_one_state_and_who_made_them_with_it(made, workspace):
    shown = paper(workspace)

    assert [(one.number, one.level, one.others) for one in shown.rows] == [
        ("140.1", "fully", ()),
        ("140.2", "partially", ("Chile", State.objects.get(pk="KEN").name)),
        ("140.3", "regressed", ("Chile",)),
        ("140.4", "not_rated", ()),
    ]
    assert shown.rated_by == (
        "Rated by " + workspace.name + ", an organisation of civil society, as of 1 January 2026 to 1 March 2026."
    )
    assert shown.positions_text == "Supported 2, Noted 1, Pending 1"


def test_paper_speaks_the_language_that_is_asked_for(made, workspace):
    state = State.objects.get(pk="FRA")
    State.objects.filter(pk="FRA").update(name_ar="فرنسا")

    shown = paper(workspace, language="ar")

    assert (state.name, shown.state_name, shown.direction) == ("France", "فرنسا", "rtl")


def test_paper_of_a_state_that_made_none_is_empty(made, workspace):
    make_state("NPL")

    assert paper(workspace, "NPL").rows == ()


@pytest.mark.parametrize(
    ("full", "rated", "total", "sentence"),
    [
        (0, 0, 1, "The recommendation of France to Arcadia is not rated yet"),
        (0, 0, 3, "The 3 recommendations of France to Arcadia are not rated yet"),
        (0, 1, 1, "The recommendation of France to Arcadia is not fully implemented"),
        (1, 1, 1, "The recommendation of France to Arcadia is fully implemented"),
        (0, 3, 3, "Of the 3 recommendations of France to Arcadia, none is fully implemented"),
        (1, 3, 3, "Of the 3 recommendations of France to Arcadia, 1 is fully implemented"),
        (2, 3, 3, "Of the 3 recommendations of France to Arcadia, 2 are fully implemented"),
        (3, 3, 3, "All 3 recommendations of France to Arcadia are fully implemented"),
        (1, 2, 3, "So far 2 of the 3 recommendations of France to Arcadia are rated, 1 of them fully implemented"),
        (0, 1, 3, "So far 1 of the 3 recommendations of France to Arcadia is rated, 0 of them fully implemented"),
    ],
)
def test_finding_is_a_sentence(full, rated, total, sentence):
    assert words.finding(asker="France", state="Arcadia", full=full, rated=rated, total=total) == sentence


@pytest.mark.parametrize(
    ("others", "most", "sentence"),
    [
        ((), 3, ""),
        (("Chile",), 3, "Together with Chile"),
        (("Chile", "Kenya"), 0, "Together with Chile, Kenya"),
        (("Chile", "Kenya", "Nepal", "Togo"), 3, "Together with Chile, Kenya, Nepal and 1 other State"),
        (("Chile", "Kenya", "Nepal", "Togo", "Fiji"), 3, "Together with Chile, Kenya, Nepal and 2 other States"),
    ],
)
def test_other_states_are_named(others, most, sentence):
    assert words.together_with(others, most) == sentence


def test_asks_follow_from_the_ratings():
    rows = [
        row(1, "not_implemented"),
        row(2, "regressed"),
        row(3, "partially"),
        row(4, "fully"),
        row(5, "not_implemented", position="noted"),
        row(6, "too_early"),
        row(7, ""),
    ]

    assert sheet_of(rows).asks == [
        "Ask the Government what it plans on recommendations 140.1, 140.2, and by when.",
        "Ask what is still missing on recommendation 140.3.",
        "Come back to recommendation 140.5, which was noted: a State may carry it out all the same.",
        "Say in public that recommendation 140.4 has been carried out.",
    ]


def test_sheet_is_one_tagged_page_with_its_words(made, workspace):
    data = render_pdf(paper(workspace))

    said = words_of(data)
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for expected in (
        "So far 3 of the 4 recommendations of France to",
        "140.2 Recommendation of number 2 Together with Chile",
        "Reason 3",
        "Regressed as of 1 March 2026",
        "Come back to recommendation 140.3, which was noted",
        "The Government was not asked to agree.",
    ):
        assert expected in said


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
@pytest.mark.parametrize("make", [render_pdf, render_word])
def test_papers_hold_no_evidence(made, workspace, make, language):
    said = words_of(make(paper(workspace, language=language)))

    assert "canary" not in said
    assert "140.3" in said


@pytest.mark.parametrize("make", [render_pdf, render_word])
def test_government_stands_beside_our_rating(made, workspace, amina, make):
    how = {"voice": "government", "level": "fully", "rated_date": DAY.replace(month=5), "is_counted": False}
    make_rating(workspace, made[3], amina, **how)

    shown = paper(workspace)

    assert shown.counts.fully == 1
    assert "The government: Fully implemented, as of 1 May 2026" in words_of(make(shown))


@pytest.mark.parametrize("make", [render_pdf, render_word])
def test_reasons_stay_out_where_they_are_not_wanted(made, workspace, make):
    said = words_of(make(paper(workspace, with_reasons=False)))

    assert "Reason" not in said
    assert "Recommendation of number 3" in said


@pytest.mark.parametrize("make", [render_pdf, render_word])
def test_those_not_chosen_are_counted_and_named(made, workspace, make):
    said = words_of(make(paper(workspace, chosen=["140.3"])))

    assert "3 of the 4 recommendations" in said
    assert "Counted above and not shown here: 140.1, 140.2, 140.4." in said
    assert "number 3" in said
    assert "number 1" not in said


def test_letter_says_what_a_person_fills_in(made, workspace):
    data = render_word(paper(workspace))

    blanks = re.findall(r"\[([^\]]+)\]", words_of(data))
    assert blanks[:4] == ["your address, telephone and e-mail", "name of the Ambassador", "city", blanks[3]]
    assert blanks[3].startswith("what else you ask")
    table = Document(io.BytesIO(data)).tables[0]
    assert [cell.text for cell in table.rows[2].cells][:2] == [
        "140.2",
        f"Recommendation of number 2 (Together with Chile, {State.objects.get(pk='KEN').name})",
    ]


@pytest.mark.parametrize("make", [render_pdf, render_word])
def test_what_people_wrote_is_no_markup(make):
    said = words_of(make(sheet_of([row(1, note="<b>A</b> & \x0bB", text="<script>x</script>")])))

    assert "<b>A</b> & B" in said
    assert "<script>x</script>" in said


def test_long_texts_are_cut_on_the_sheet_and_it_says_so():
    long = sheet_of([row(1, text=LONG)])

    assert len(long.rows[0].short_text) <= 231
    assert "“…” stands where words are left out." in words_of(render_pdf(long))
    assert LONG.strip() in words_of(render_word(long))


def test_sheet_is_set_closer_before_it_is_refused():
    rows = [row(item, note=LONG, text=LONG) for item in range(1, 7)]

    roomy, dense = sheet_of(rows[:3]), sheet_of(rows)

    assert "sheet dense" not in render_html(roomy)
    assert len(PdfReader(io.BytesIO(render_pdf(roomy))).pages) == 1
    assert len(PdfReader(io.BytesIO(render_pdf(dense))).pages) == 1


@pytest.mark.parametrize("count", range(1, 14))
def test_sheet_loses_no_word_or_is_refused(count):
    sheet = sheet_of([row(item, note=LONG, text=LONG) for item in range(1, count + 1)])

    try:
        said = words_of(render_pdf(sheet))
    except TooLong:
        assert count > 6
    else:
        body = render_html(sheet).split("<body>")[1]
        missing = set(re.findall(r"[\w.]+", re.sub(r"<[^>]+>", " ", body))) - set(re.findall(r"[\w.]+", said))
        assert missing == set()
        assert len(re.findall(r"140\.\d+ Strengthen", said)) == count


def test_sheet_that_is_too_long_is_refused_with_what_fits():
    long = sheet_of([row(item, note=LONG, text=LONG) for item in range(1, 31)])

    with pytest.raises(TooLong):
        render_pdf(long)
    fit = what_fits(long)

    assert (fit.with_reasons, fit.without) == (6, 10)
    numbers = [one.number for one in long.rows]
    render_pdf(replace(long, chosen=frozenset(numbers[: fit.with_reasons])))
    with pytest.raises(TooLong):
        render_pdf(replace(long, chosen=frozenset(numbers[: fit.with_reasons + 1])))
    assert what_fits(replace(long, with_reasons=False)) == Fit(0, fit.without)


def test_usual_choice_takes_what_is_rated_first(review, workspace, amina):
    for item in range(1, 12):
        one = make_recommendation(review, states=("FRA",), item=item)
        if item > 2:
            make_rating(workspace, one, amina)

    assert paper(workspace).chosen == {f"140.{item}" for item in range(3, 3 + USUAL_ROWS)}


def address(name, workspace, iso3="FRA", query=""):
    keys = [workspace.pk] if name in {"embassy_list", "embassy_csv"} else [workspace.pk, iso3]
    return reverse(f"implementation:{name}", args=keys) + query


def get(client, user, name, workspace, query="", iso3="FRA"):
    client.force_login(user)
    return client.get(address(name, workspace, iso3, query))


def test_list_leads_to_each_state(client, made, workspace, bruno):
    html = get(client, bruno, "embassy_list", workspace).content.decode()

    assert "3 recommending States" in html
    assert f'<a href="{address("embassy_detail", workspace)}">France</a>' in html
    assert "4 recommendations, each made by one State or several together" in html


def test_list_without_recommendations_says_so(client, workspace, amina):
    assert "recommending State" not in get(client, amina, "embassy_list", workspace).content.decode()


def test_list_comes_as_csv(client, made, workspace, bruno):
    answer = get(client, bruno, "embassy_csv", workspace)

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("State,Code,Fully implemented,Partially implemented,Not implemented,Regressed,")
    assert "France,FRA,1,1,0,1,0,0,1,4,2" in lines


def test_page_shows_marks_states_and_what_is_ticked(client, made, workspace, bruno):
    html = get(client, bruno, "embassy_detail", workspace).content.decode()

    assert html.count('name="number"') == html.count(" checked> <span>On the page and in the letter") == 4
    assert "Together with Chile" in html
    assert "canary" not in html


@pytest.mark.parametrize(
    ("name", "kind", "extension"),
    [("embassy_pdf", "application/pdf", "pdf"), ("embassy_letter", "wordprocessingml.document", "docx")],
)
def test_papers_come_with_one_click_and_are_noted(client, made, workspace, bruno, name, kind, extension):
    answer = get(client, bruno, name, workspace)

    said = words_of(b"".join(answer.streaming_content))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].endswith(kind)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="XAR-4-FRA-en.{extension}"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "140.4" in said
    assert list(AuditEvent.objects.values_list("verb", "actor_id")) == [("export", bruno.pk)]


def test_papers_take_what_is_chosen(client, made, workspace, bruno):
    answer = get(client, bruno, "embassy_letter", workspace, "?language=fr&number=140.1&number=140.3")

    said = words_of(b"".join(answer.streaming_content))
    assert "number 1" in said
    assert "number 2" not in said
    assert "Reason" not in said
    assert answer.headers["Content-Disposition"] == 'attachment; filename="XAR-4-FRA-fr.docx"'


@pytest.mark.parametrize("name", ["embassy_pdf", "embassy_letter"])
@pytest.mark.parametrize("query", ["?language=xx", "?language=en&number=99.9"])
def test_papers_of_what_is_not_there_are_refused(client, made, workspace, bruno, name, query):
    answer = get(client, bruno, name, workspace, query)

    assert (answer.status_code, AuditEvent.objects.count()) == (422, 0)
    assert 'class="notice bad"' in answer.content.decode()


def test_page_says_how_much_of_a_long_sheet_fits_and_keeps_what_was_ticked(client, review, workspace, amina):
    for item in range(1, 26):
        one = make_recommendation(review, states=("FRA",), item=item, text=LONG)
        make_rating(workspace, one, amina, note=LONG)
    chosen = "".join(f"&number=140.{item}" for item in range(1, 25))

    answer = get(client, amina, "embassy_pdf", workspace, f"?language=en&reasons=on{chosen}")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This does not fit on one page." in html
    assert "With your reasons, the first 5 of those chosen fit." in html
    assert "Without reasons, the first 9 fit." in html
    assert html.count(" checked> <span>On the page") == 24
    assert AuditEvent.objects.count() == 0
    for query in re.findall(r'href="\?(language=en[^"]+)"', html):
        one = client.get(address("embassy_pdf", workspace, query=f"?{query.replace('&amp;', '&')}"))
        assert one.headers["Content-Type"] == "application/pdf"
    assert len(re.findall(r'href="\?language=en', html)) == 2


@pytest.mark.parametrize("name", ["embassy_detail", "embassy_pdf", "embassy_letter"])
@pytest.mark.parametrize("iso3", ["NPL", "XXX", "fra"])
def test_state_that_made_no_recommendation_is_not_found(client, made, workspace, amina, name, iso3):
    make_state("NPL")

    assert get(client, amina, name, workspace, iso3=iso3).status_code == 404


@pytest.mark.parametrize("name", ["embassy_list", "embassy_csv", "embassy_detail", "embassy_pdf", "embassy_letter"])
def test_who_gets_in(client, made, workspace, amina, bruno, odile, chidi, name):
    said = [get(client, user, name, workspace).status_code for user in (amina, bruno, odile, chidi)]
    client.logout()
    stranger = client.get(address(name, workspace))
    client.force_login(amina)

    assert said == [200, 200, 200, 404]
    assert (stranger.status_code, stranger.headers["Location"].split("?")[0]) == (302, "/accounts/login/")
    assert client.post(address(name, workspace)).status_code == 405

"""Ratings taken along as an Excel file and brought back: nothing lost, nothing run, nothing overwritten unseen."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from implementation.models import Rating
from implementation.rating_sheet import normal, read_ratings, write_ratings
from tests.factories import AT, make_rating, make_recommendation

LATER = AT + timedelta(hours=1)
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def two(review):
    return [make_recommendation(review, item=item, text=f"Adopt law {item}") for item in (1, 10)]


def at(name, workspace):
    return reverse(f"implementation:{name}", args=[workspace.pk])


def changed(content, **cells):
    """The file as it came, with these cells typed anew."""
    book = openpyxl.load_workbook(BytesIO(content))
    for place, value in cells.items():
        book.active[place] = value
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def bring(client, workspace, content, name="ratings.xlsx"):
    return client.post(at("rating_import", workspace), {"file": SimpleUploadedFile(name, content, TYPE)})


def apply(client, workspace, review_page, **chosen):
    words = {"kept": review_page.context["kept"]} | chosen
    return client.post(at("rating_import_apply", workspace), words, follow=True)


WORDS = {
    "level": "regressed",
    "note": '=HYPERLINK("http://example.org")\r\nA second line, عربي',
    "structure": "+1 law, written _x0041_ so",
    "process": "-2 budgets \x0b and a sign that XML cannot hold",
    "outcome": "@people",
    "method": "interviews",
    "confidence": "low",
}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_the_file_comes_back_without_loss(workspace, two, amina, language):
    rating = make_rating(workspace, two[0], amina, **WORDS)
    with translation.override(language):
        content = write_ratings([(two[0].number, two[0].text, rating), (two[1].number, two[1].text, None)])

    rows = read_ratings(BytesIO(content))

    assert [(row.line, row.number, row.key) for row in rows] == [(2, "140.1", str(rating.pk)), (3, "140.10", "")]
    said = {name: normal(rows[0].words[name]) for name in WORDS}
    assert said == {name: normal(value) for name, value in WORDS.items()}
    assert rows[0].words["rated_date"] == rating.rated_date
    assert set(rows[1].words.values()) == {""}


def test_no_cell_is_a_formula(workspace, two, amina):
    rating = make_rating(workspace, two[0], amina, **WORDS)
    content = write_ratings([(two[0].number, "=1+1", rating)])

    sheet = openpyxl.load_workbook(BytesIO(content)).active

    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "d", "n"}
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].quotePrefix) == ("=1+1", "s", True)


def test_the_file_as_it_was_taken_changes_nothing(client, workspace, two, amina):
    make_rating(workspace, two[0], amina, **WORDS)
    client.force_login(amina)

    page = bring(client, workspace, client.get(at("rating_xlsx", workspace)).content)

    assert (page.context["found"].changes, page.context["found"].wrong, page.context["found"].same) == ([], [], 2)


def test_nothing_is_written_before_it_is_confirmed(client, workspace, two, amina):
    first = make_rating(workspace, two[0], amina, note="Half of it", structure="Law 14")
    client.force_login(amina)
    content = client.get(at("rating_xlsx", workspace)).content

    page = bring(client, workspace, changed(content, C2="Fully implemented", C3="not implemented", E3="It was vetoed."))
    before = Rating.objects.count()
    answer = apply(client, workspace, page)

    assert before == 1
    assert "2 ratings were changed." in answer.content.decode()
    said = Rating.objects.counted().order_by("recommendation__item").values_list("level", "note", "structure")
    assert list(said) == [("fully", "Half of it", "Law 14"), ("not_implemented", "It was vetoed.", "")]
    assert Rating.objects.get(recommendation=two[0], is_current=True).former == first


def test_what_others_changed_since_is_shown_cell_by_cell(client, workspace, two, amina, odile):
    old = make_rating(workspace, two[0], amina, level="partially", note="Half of it", is_current=False)
    client.force_login(amina)
    content = write_ratings([(two[0].number, two[0].text, old)])
    make_rating(workspace, two[0], odile, level="regressed", note="Half of it", rated_at=LATER)

    page = bring(client, workspace, changed(content, C2="Fully implemented", E2="Now all of it"))
    [change] = page.context["found"].changes

    assert [(cell.name, cell.now, cell.file, cell.is_conflict) for cell in change.cells] == [
        ("level", "regressed", "fully", True),
        ("note", "Half of it", "Now all of it", False),
    ]
    assert "Stands now, Odile, 1 March 2026" in page.content.decode()
    apply(client, workspace, page)
    assert Rating.objects.counted().values_list("level", "note").get() == ("regressed", "Now all of it")


def test_of_a_conflict_the_file_stands_where_it_is_chosen(client, workspace, two, amina, odile):
    old = make_rating(workspace, two[0], amina, level="partially", is_current=False)
    client.force_login(amina)
    make_rating(workspace, two[0], odile, level="regressed", rated_at=LATER)
    page = bring(client, workspace, changed(write_ratings([(two[0].number, "", old)]), C2="fully"))

    apply(client, workspace, page, **{f"{two[0].pk}-level": "file"})

    assert Rating.objects.counted().get().level == "fully"
    assert Rating.objects.count() == 3


def test_what_is_rated_while_somebody_looks_is_left(client, workspace, two, amina, odile):
    client.force_login(amina)
    page = bring(client, workspace, changed(client.get(at("rating_xlsx", workspace)).content, C2="fully"))
    make_rating(workspace, two[0], odile, level="regressed")

    answer = apply(client, workspace, page)

    assert "while you looked: 140.1." in answer.content.decode()
    assert Rating.objects.get().level == "regressed"


def test_bad_cells_are_named_by_row_and_column(client, workspace, two, amina):
    make_rating(workspace, two[0], amina)
    client.force_login(amina)
    content = client.get(at("rating_xlsx", workspace)).content

    page = bring(client, workspace, changed(content, C2="splendid", D2="soon", A3="140.77", C3="fully"))

    wrong = page.context["found"].wrong
    assert [(cell.line, cell.letter) for cell in wrong] == [(2, "C"), (2, "D"), (3, "A")]
    assert "Row 2, column C" in page.content.decode()
    assert page.context["found"].changes == []


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"C2": None}, (2, "C")),
        ({"D2": None}, (2, "D")),
        ({"D2": date(3026, 1, 1)}, (2, "D")),
        ({"E3": "Words without a rating"}, (3, "C")),
        ({"A3": "140.1"}, (3, "A")),
        ({"E2": "x" * 4001}, (2, "E")),
        ({"E2": "=A1&A2"}, (2, "E")),
    ],
)
def test_what_would_leave_a_rating_without_its_parts_is_wrong(client, workspace, two, amina, cells, wrong):
    make_rating(workspace, two[0], amina)
    client.force_login(amina)

    page = bring(client, workspace, changed(client.get(at("rating_xlsx", workspace)).content, **cells))

    assert [(cell.line, cell.letter) for cell in page.context["found"].wrong] == [wrong]


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"no file"), ("a.pdf", b"%PDF-1.4\n%%EOF"), ("a.txt", b"x")])
def test_other_files_are_refused_at_the_field(client, workspace, two, amina, name, content):
    client.force_login(amina)

    page = bring(client, workspace, content, name)

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["file"])


def test_what_another_person_saw_cannot_be_confirmed(client, workspace, two, amina, odile):
    client.force_login(odile)
    page = bring(client, workspace, changed(client.get(at("rating_xlsx", workspace)).content, C2="fully"))
    client.force_login(amina)

    answer = apply(client, workspace, page)

    assert "Nothing was written" in answer.content.decode()
    assert Rating.objects.count() == 0


@pytest.mark.parametrize(("person", "status"), [("amina", 200), ("bruno", 403), ("chidi", 404)])
def test_rating_import_is_for_editors(client, workspace, two, request, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(at("rating_import", workspace)).status_code == status


def column_of(content, label):
    """The letter of the column with this name."""
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    return next(cell.column_letter for cell in sheet[1] if cell.value == label)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_what_others_say_stands_in_columns_of_its_own_and_comes_back(workspace, two, amina, language):
    said = {"level": "fully", "source": "National report, para. 14", "note": "=Done"}
    theirs = make_rating(workspace, two[0], amina, voice="government", **said)
    with translation.override(language):
        lines = [(row.number, row.text, None) for row in two]
        content = write_ratings(lines, beside={"140.1": {"government": theirs}})

    rows = read_ratings(BytesIO(content))

    assert [(row.number, row.voice) for row in rows] == [("140.1", ""), ("140.1", "government"), ("140.10", "")]
    assert rows[1].words == said | {"rated_date": theirs.rated_date}
    assert rows[1].key == str(theirs.pk)


def test_others_words_are_written_beside_ours_and_count_nowhere(client, workspace, two, amina):
    make_rating(workspace, two[0], amina, level="partially")
    client.force_login(amina)
    content = client.get(at("rating_xlsx", workspace)).content
    level, source = (
        column_of(content, f"The national human rights institution: {word}") for word in ("Rating", "Where it says so")
    )
    day = column_of(content, "The national human rights institution: As of")
    cells = {f"{level}2": "Regressed", f"{source}2": "Report 2026, para. 3", f"{day}2": date(2026, 2, 1)}

    page = bring(client, workspace, changed(content, **cells))
    apply(client, workspace, page)

    assert [(row.voice, row.key) for row in page.context["found"].changes] == [("nhri", f"{two[0].pk}-nhri")]
    rows = Rating.objects.order_by("voice").values_list("voice", "level", "source", "is_counted", "is_current")
    assert list(rows) == [
        ("cso", "partially", "", True, True),
        ("nhri", "regressed", "Report 2026, para. 3", False, True),
    ]


def test_others_words_need_their_source(client, workspace, two, amina):
    client.force_login(amina)
    content = client.get(at("rating_xlsx", workspace)).content
    level = column_of(content, "The government: Rating")

    page = bring(client, workspace, changed(content, **{f"{level}2": "Regressed"}))

    found = page.context["found"]
    assert [(cell.line, cell.letter, cell.why) for cell in found.wrong] == [
        (
            2,
            column_of(content, "The government: Where it says so"),
            "Write the document in which it says so, with its paragraph.",
        )
    ]
    assert found.changes == []


@pytest.mark.parametrize(("chosen", "level"), [("now", "fully"), ("file", "not_implemented")])
def test_a_conflict_of_others_words_is_chosen_cell_by_cell(client, workspace, two, amina, odile, chosen, level):
    first = make_rating(workspace, two[0], amina, voice="government", level="partially", source="Report")
    client.force_login(amina)
    content = client.get(at("rating_xlsx", workspace)).content
    Rating.objects.filter(pk=first.pk).update(is_current=False)
    make_rating(workspace, two[0], odile, voice="government", level="fully", source="Report", rated_at=LATER)

    page = bring(
        client, workspace, changed(content, **{f"{column_of(content, 'The government: Rating')}2": "Not implemented"})
    )
    apply(client, workspace, page, **{f"{two[0].pk}-government-level": chosen})

    assert page.context["found"].conflicts == 1
    assert Rating.objects.current().get().level == level

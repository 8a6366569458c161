"""Voluntary pledges in a document of their own enter the record, once, and leave it without a trace."""

import io
import json

import pytest
from django.urls import reverse

from cycles.importers import UnreadableFile, tell_format
from cycles.models import ImportRun, UnDocument, VoluntaryPledge
from cycles.services.import_kinds.base import ImportRefused
from cycles.services.imports import compare, import_file, keep_reading, read_document, report
from cycles.services.undoing import undo_import
from tests.cycles.dumps import dump
from tests.cycles.exports import upr_info
from tests.cycles.imported import data_version, make_arcadia, outcome
from tests.factories import AT
from tests.thematic_lists import make_thematic_list, paragraph, word_file
from tests.working_group_reports import make_report

PLEDGES = """Voluntary pledges and commitments of Arcadia

1. Arcadia will ratify the Optional Protocol before 2028.
2. Arcadia commits itself to:
(a) building ten shelters;
(b) training the police
and the judges.
"""
TEXTS = [
    ("1", "Arcadia will ratify the Optional Protocol before 2028."),
    ("2 (a)", "Arcadia commits itself to: building ten shelters;"),
    ("2 (b)", "Arcadia commits itself to: training the police and the judges."),
]


@pytest.fixture
def arcadia(db):
    return make_arcadia()


def take_in(text, review, kind=""):
    data = text.encode() if isinstance(text, str) else text
    return import_file(data=data, file_name="x.txt", chosen=review, by=None, at=AT, kind=kind)


def stored(review):
    return [(row.place, row.text) for row in review.pledges.order_by("document", "order")]


def test_pledges_are_told_by_their_heading_and_stored(arcadia):
    assert tell_format(io.BytesIO(PLEDGES.encode())) == "voluntary_pledges"

    found = take_in(PLEDGES, arcadia)

    assert outcome(found) == (3, 0, 0)
    assert stored(arcadia) == TEXTS
    document = arcadia.documents.get()
    assert (document.kind, document.symbol) == ("voluntary_pledges", "")
    assert data_version() == 1


def test_word_file_reads_as_its_text(arcadia):
    assert outcome(take_in(word_file("".join(map(paragraph, PLEDGES.splitlines()))), arcadia)) == (3, 0, 0)
    assert [text for _, text in stored(arcadia)][0] == TEXTS[0][1]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Republic of Arcadia\nMinistry of Justice\n\n- One.\n- Two and\nmore.\n", ["One.", "Two and more."]),
        ("We shall build\nshelters.\n\nWe train.\n", ["We shall build shelters.", "We train."]),
        (
            "Arcadia\n\nGeneva. The Government\npledges to:\n(a) building shelters;\n(b) training.",
            ["The Government pledges to: building shelters;", "The Government pledges to: training."],
        ),
        ("Engagements volontaires\n\n• Ratifier.\n• Former la police.\n", ["Ratifier.", "Former la police."]),
    ],
)
def test_lists_without_numbers_are_read_by_points_or_paragraphs(arcadia, text, read):
    take_in(text, arcadia, kind="voluntary_pledges")

    assert [text for _, text in stored(arcadia)] == read


def test_second_paper_adds_what_is_new_and_loses_nothing(arcadia):
    take_in(PLEDGES, arcadia)

    found = take_in(
        "Voluntary pledges\n\n- Building ten more prisons into schools.\n- building ten shelters;\n", arcadia
    )

    assert outcome(found) == (1, 0, 1)
    assert stored(arcadia) == [*TEXTS, ("", "Building ten more prisons into schools.")]


def test_paper_that_is_read_again_adds_who_promises_and_never_takes_it_away(arcadia):
    take_in(PLEDGES, arcadia)
    kept = list(arcadia.pledges.order_by("order").values_list("pk", "text"))
    for row in arcadia.pledges.exclude(order=1):
        row.text = row.text.removeprefix("Arcadia commits itself to: ")
        row.save()

    again = take_in(PLEDGES, arcadia)
    without = take_in(PLEDGES.replace("2. Arcadia commits itself to:\n", ""), arcadia)

    assert (outcome(again), outcome(without)) == ((0, 2, 1), (0, 0, 3))
    assert list(arcadia.pledges.order_by("order").values_list("pk", "text")) == kept


def test_points_with_one_long_opening_are_not_taken_for_each_other(arcadia):
    opening = "The Government of Arcadia pledges, with all its ministries and with civil society, before 2030:"
    take_in(f"{opening}\n(a) to build shelters;\n", arcadia, kind="voluntary_pledges")

    found = take_in(f"{opening}\n(a) to train judges;\n", arcadia, kind="voluntary_pledges")

    assert outcome(found) == (1, 0, 0)


def test_pledge_of_the_report_is_not_stored_twice(arcadia):
    document = UnDocument.objects.create(review=arcadia, kind="working_group_report", symbol="A/HRC/99/3")
    run = ImportRun.objects.create(review=arcadia, format="working_group_report", created_at=AT)
    VoluntaryPledge.objects.create(
        review=arcadia, document=document, order=1, place="96", text=TEXTS[0][1], import_run=run
    )

    found = take_in(PLEDGES.replace("before 2028", "by 2028"), arcadia)

    assert outcome(found) == (2, 0, 1)
    assert stored(arcadia) == [("96", TEXTS[0][1]), *TEXTS[1:]]


def test_better_words_of_the_same_paper_change_the_row_and_come_back(arcadia):
    take_in(PLEDGES, arcadia)
    key = VoluntaryPledge.objects.get(order=3).pk
    first = ImportRun.objects.get()
    before = dump(arcadia)

    found = take_in(PLEDGES.replace("and the judges.", "and all judges."), arcadia)

    assert outcome(found) == (0, 1, 2)
    assert VoluntaryPledge.objects.get(pk=key).text == "Arcadia commits itself to: training the police and all judges."
    undo_import(run=ImportRun.objects.exclude(pk=first.pk).get(), by=None, at=AT)
    assert dump(arcadia) == before


def test_undone_import_leaves_nothing(arcadia):
    before = dump(arcadia)
    take_in(PLEDGES, arcadia)

    undo_import(run=ImportRun.objects.get(), by=None, at=AT)

    assert dump(arcadia) == before


def test_addendum_keeps_its_kind(arcadia):
    take_in(f"A/HRC/59/15/Add.1\n\n{PLEDGES}", arcadia, kind="voluntary_pledges")

    assert list(arcadia.documents.values_list("kind", "symbol")) == [("addendum", "A/HRC/59/15/Add.1")]


def test_paper_that_names_no_cycle_is_asked_about(arcadia, edda):
    with pytest.raises(ImportRefused) as refused:
        take_in(PLEDGES, None)
    assert (refused.value.code, refused.value.detail) == ("review_not_named", "XAR")

    kept = keep_reading(data=PLEDGES.encode(), file_name="x.txt", chosen=None, by=edda, at=AT)

    assert (kept.review, kept.format, kept.status) == (None, "voluntary_pledges", "read")


def test_paper_without_a_pledge_is_refused_with_words(arcadia):
    with pytest.raises(ImportRefused) as refused:
        take_in("\n \n", arcadia, kind="voluntary_pledges")

    assert [one.code for one in refused.value.found.obstacles] == ["no_pledges"]


@pytest.mark.parametrize(
    "data",
    [
        make_thematic_list(),
        make_report().encode(),
        b'[{"text": "x"}]',
        upr_info(("Arcadia", "x", "Chile", "S", 4, "Other", 48)),
    ],
)
def test_what_is_no_paper_of_pledges_is_refused(arcadia, data):
    with pytest.raises(UnreadableFile) as refused:
        take_in(data, arcadia, kind="voluntary_pledges")

    assert refused.value.code == "not_pledges"


def test_report_lists_every_pledge(arcadia):
    figures = report(compare(read_document(PLEDGES.encode()), arcadia))

    assert [(one["place"], one["text"], one["is_new"]) for one in figures["listed"]] == [(*one, True) for one in TEXTS]
    assert json.loads(json.dumps(figures)) == figures


def test_page_shows_them_and_the_review_has_them(client, arcadia, edda):
    client.force_login(edda)
    kept = keep_reading(data=PLEDGES.encode(), file_name="x.txt", chosen=arcadia, by=edda, at=AT)

    page = client.get(kept.get_absolute_url()).content.decode()
    written = client.post(reverse("cycles:import_apply", args=[kept.pk]), follow=True).content.decode()
    documents = client.get(reverse("cycles:review_documents", args=["XAR", 4])).content.decode()

    assert all(text in page for _, text in TEXTS)
    assert "3 voluntary pledges" in page
    assert "The document was written into the record." in written
    assert all(text in documents for _, text in TEXTS)

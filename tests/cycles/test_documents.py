"""Advance questions and stakeholder summaries enter the record, once, and leave it without a trace."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from common.models import AuditEvent
from cycles.importers import UnreadableFile
from cycles.models import AdvanceQuestion, ImportRun, Stakeholder, State, SummaryCitation, SummaryParagraph, UnDocument
from cycles.services import import_words
from cycles.services.documents import link_note
from cycles.services.import_kinds.base import ImportRefused
from cycles.services.imports import (
    apply_import,
    compare,
    import_file,
    keep_reading,
    propose_import,
    read_document,
    report,
)
from cycles.services.undoing import UndoRefused, refusal, undo_import
from tests.cycles.dumps import dump
from tests.cycles.imported import bring, data_version, make_arcadia, outcome
from tests.examples import examples
from tests.factories import AT
from tests.stakeholder_summaries import BODY, make_summary, make_summary_pdf
from tests.thematic_lists import paragraph, word_file

QUESTIONS = """ADVANCE QUESTIONS TO ARCADIA
Generated on 22 Jan 2025 14:31

CHILE
What is the state of the media bill?

How many cases of hate speech were tried?

PORTUGAL on behalf of the Group of Friends on NMIRFs:
Has the State a mechanism?
"""
MORE = """ADVANCE QUESTIONS TO ARCADIA - Add.1

CHILE
What is the STATE of the media-bill ?

NORWAY
What comes next?
"""


@pytest.fixture
def arcadia(db):
    return make_arcadia(cycle=3, session=34)


@pytest.fixture
def summary(arcadia):
    return take_in(make_summary())


def take_in(text, review=None, name="x.txt"):
    data = text.encode() if isinstance(text, str) else text
    return import_file(data=data, file_name=name, chosen=review, by=None, at=AT)


def asked(review):
    rows = review.advance_questions.order_by("order")
    return [(row.order, row.state_id, row.on_behalf_of, row.text) for row in rows]


def test_questions_are_stored_by_state(arcadia):
    found = take_in(QUESTIONS, arcadia)

    assert outcome(found) == (3, 0, 0)
    assert asked(arcadia) == [
        (1, "CHL", "", "What is the state of the media bill?"),
        (2, "CHL", "", "How many cases of hate speech were tried?"),
        (3, "PRT", "the Group of Friends on NMIRFs", "Has the State a mechanism?"),
    ]
    assert data_version() == 1


def test_questions_report_counts_each_state(arcadia):
    take_in(QUESTIONS, arcadia)

    figures = report(compare(read_document(MORE.encode()), arcadia))

    assert figures["headings"] == [
        {"heading": "CHILE", "count": 1, "new": 0},
        {"heading": "NORWAY", "count": 1, "new": 1},
    ]
    assert (figures["questions"], figures["states"], figures["created"], figures["unchanged"]) == (2, 2, 1, 1)
    assert json.loads(json.dumps(figures)) == figures


def test_second_file_adds_only_what_is_new(arcadia):
    take_in(QUESTIONS, arcadia)

    found = take_in(MORE, arcadia)

    assert outcome(found) == (1, 0, 1)
    assert asked(arcadia)[3:] == [(4, "NOR", "", "What comes next?")]


def test_same_questions_again_write_nothing(arcadia):
    take_in(QUESTIONS, arcadia)

    found = take_in(QUESTIONS, arcadia)

    assert found.already_stored
    assert (ImportRun.objects.count(), data_version()) == (1, 1)


def test_question_asked_twice_in_one_file_is_stored_once(arcadia):
    take_in(QUESTIONS + "\nCHILE\nHow many cases of hate speech were tried?\n", arcadia)

    assert [order for order, *_ in asked(arcadia)] == [1, 2, 3]


@pytest.mark.parametrize("line", ["Generated on 20 Feb 2025 14:31", "Generated on 2 Nov 2024 14:31", ""])
def test_questions_do_not_name_their_cycle(arcadia, line):
    with pytest.raises(ImportRefused) as refused:
        take_in(QUESTIONS.replace("Generated on 22 Jan 2025 14:31", line))

    assert (refused.value.code, refused.value.detail) == ("review_not_named", "XAR")


def test_questions_put_together_before_a_review_are_about_it(arcadia):
    found = take_in(QUESTIONS)

    assert (found.review, found.created) == (arcadia, 3)


def test_file_without_questions_is_refused_with_words(arcadia):
    with pytest.raises(ImportRefused) as refused:
        take_in("ADVANCE QUESTIONS TO ARCADIA\n", arcadia)

    obstacle = refused.value.found.obstacles[0]
    assert import_words.finding(obstacle).startswith("No questions were found.")


def test_endless_questions_are_refused(arcadia):
    text = QUESTIONS + "".join(f"- What of law {number}?\n" for number in range(2001))

    with pytest.raises(UnreadableFile, match="too_long"):
        take_in(text, arcadia)


def test_unknown_state_is_kept_by_its_words_and_warned_with_its_row(arcadia):
    data = word_file("".join(paragraph(text) for text in ["ADVANCE QUESTIONS TO ARCADIA", "RURITANIA", "Why?"]))

    found = take_in(data, arcadia)

    assert [(one.code, one.row, one.detail) for one in found.warnings] == [("unknown_state", 3, "RURITANIA")]
    assert list(arcadia.advance_questions.values_list("state", "heading")) == [(None, "RURITANIA")]


@pytest.mark.parametrize("make", [lambda: QUESTIONS, make_summary])
def test_taken_back_leaves_no_trace(arcadia, edda, make):
    UnDocument.objects.create(review=arcadia, kind="stakeholder_summary", symbol="A/HRC/WG.6/34/XAR/3")
    before = dump(arcadia)

    take_in(make(), arcadia)
    assert dump(arcadia) != before
    undo_import(run=ImportRun.objects.get(), by=edda, at=AT)

    assert dump(arcadia) == before
    assert ImportRun.objects.get().status == "undone"


def test_document_that_the_import_made_goes_with_it(summary, edda):
    undo_import(run=ImportRun.objects.get(), by=edda, at=AT)

    assert UnDocument.objects.count() == Stakeholder.objects.count() == SummaryCitation.objects.count() == 0


def test_first_file_of_questions_goes_after_the_second(arcadia, edda):
    first, second = (
        bring_and_apply(text, arcadia, edda, at) for text, at in ((QUESTIONS, AT), (MORE, AT.replace(hour=10)))
    )

    with pytest.raises(UndoRefused) as refused:
        undo_import(run=first, by=edda, at=AT)
    undo_import(run=second, by=edda, at=AT)
    undo_import(run=first, by=edda, at=AT)

    assert (refused.value.code, refused.value.later) == ("touched_later", (second,))
    assert AdvanceQuestion.objects.count() == 0


def bring_and_apply(text, review, by, at):
    run = bring(text.encode(), by, file_name="questions.txt", chosen=review)
    apply_import(run=run, by=by, at=at)
    return ImportRun.objects.get(pk=run.pk)


def test_summary_is_stored_whole(summary, arcadia):
    document = UnDocument.objects.get()
    cited = SummaryCitation.objects.filter(code="AI").order_by("note")

    assert (document.kind, document.symbol, str(document.published_date)) == (
        "stakeholder_summary",
        "A/HRC/WG.6/34/XAR/3",
        "2019-09-02",
    )
    assert list(document.summary_paragraphs.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert list(document.stakeholders.order_by("order").values_list("code", "category"))[3:5] == [
        ("JS1", "joint"),
        ("HLP/JS2", "joint"),
    ]
    assert [(one.note, one.paragraph and one.paragraph.number, one.role, one.refs) for one in cited] == [
        (5, 3, "see_also", [["para", "4"]]),
        (6, 3, "main", [["para", "9"]]),
        (10, None, "main", [["para", "30"]]),
    ]
    assert {one.stakeholder.name for one in cited} == {"Amnesty International"}
    assert outcome(summary) == (5, 0, 0)
    assert data_version() == 1


def test_code_of_one_part_of_a_double_name_is_its_stakeholder(summary):
    citation = SummaryCitation.objects.get(note=8, code="JS2")

    assert (citation.code, citation.stakeholder.code) == ("JS2", "HLP/JS2")


def test_same_summary_as_pdf_and_as_text_is_one(summary):
    again = take_in(make_summary())
    as_pdf = compare(read_document(make_summary_pdf()), None)

    assert again.already_stored
    assert outcome(as_pdf) in {(0, 0, 5), (5, 0, 0)}
    assert ImportRun.objects.count() == 1


def test_other_summary_is_refused_with_words(summary):
    with pytest.raises(ImportRefused) as refused:
        take_in(make_summary(body=BODY.replace("no strategy", "a strategy")))

    words = import_words.finding(refused.value.found.obstacles[0])
    assert words == (
        "The record holds another reading of this review’s summary (A/HRC/WG.6/34/XAR/3). Undo the first import, "
        "then bring this one."
    )
    assert SummaryParagraph.objects.count() == 5


def test_summary_report_counts_notes_categories_and_citations(arcadia):
    figures = report(compare(read_document(make_summary().encode()), None))

    assert figures["categories"] == {"individual": 3, "joint": 2, "nhri": 1, "regional": 3}
    assert (figures["paragraphs"], figures["stakeholders"], figures["attachments"]) == (5, 9, 2)
    assert {one["code"]: one["count"] for one in figures["cited"]}["AI"] == 3
    assert json.loads(json.dumps(figures)) == figures


def test_note_on_a_heading_has_no_paragraph_until_an_editor_links_it(summary, arcadia, edda):
    document = UnDocument.objects.get()
    loose = SummaryCitation.objects.filter(paragraph=None).values_list("note", flat=True).distinct()
    note = loose.order_by("note")[0]
    paragraph_5 = document.summary_paragraphs.get(number=5)

    link_note(document=document, note=note, paragraph=paragraph_5, by=edda, at=AT)
    again = take_in(make_summary())

    assert {one.paragraph for one in document.citations.filter(note=note)} == {paragraph_5}
    assert again.already_stored
    assert data_version() == 2
    event = AuditEvent.objects.get(verb="link_note")
    assert (event.actor_id, event.fields, event.target_type) == (edda.pk, ["paragraph"], "cycles.SummaryCitation")


def test_note_can_be_taken_off_again(summary, edda):
    document = UnDocument.objects.get()

    link_note(document=document, note=3, paragraph=None, by=edda, at=AT)

    assert {one.paragraph for one in document.citations.filter(note=3)} == {None}


def test_summary_whose_notes_were_placed_by_hand_stays(client, summary, edda):
    run, document = ImportRun.objects.get(), UnDocument.objects.get()
    first, second = document.summary_paragraphs.filter(number__in=(4, 5)).order_by("number")
    for note, place in ((3, second), (10, first), (10, second)):
        link_note(document=document, note=note, paragraph=place, by=edda, at=AT)
    client.force_login(edda)

    page = client.get(f"{run.get_absolute_url()}undo/")
    client.post(f"{run.get_absolute_url()}undo/")

    assert page.context["refusal"] == (
        "Editors have since said by hand where 2 notes of this summary belong. The import stays as it is."
    )
    assert {one.paragraph for one in document.citations.filter(note__in=(3, 10))} == {second}


def test_summary_goes_once_its_note_is_without_a_place_again(summary, edda):
    run, document = ImportRun.objects.get(), UnDocument.objects.get()
    link_note(document=document, note=10, paragraph=document.summary_paragraphs.get(number=5), by=edda, at=AT)
    placed = refusal(run)
    link_note(document=document, note=10, paragraph=None, by=edda, at=AT)

    undo_import(run=run, by=edda, at=AT)

    assert (placed.code, placed.count) == ("notes_placed", 1)
    assert SummaryCitation.objects.count() == 0


def test_questions_are_proposed_and_then_taken_in(arcadia, amina, edda):
    run = keep_reading(data=QUESTIONS.encode(), file_name="q.txt", chosen=arcadia, by=amina, at=AT)
    propose_import(run=run, by=amina, at=AT)
    assert AdvanceQuestion.objects.count() == 0

    apply_import(run=run, by=edda, at=AT)

    assert AdvanceQuestion.objects.count() == 3


@examples(15, HealthCheck.function_scoped_fixture)
@given(st.data())
def test_broken_texts_are_stored_or_refused(arcadia, data):
    whole = data.draw(st.sampled_from([QUESTIONS, make_summary()]))
    lines = data.draw(st.permutations(whole.splitlines()[: data.draw(st.integers(1, 60))]))
    spaces = data.draw(st.sampled_from([" ", "\u00a0", "\t", "\u200b", "\0"]))
    text = "\n".join(lines).replace(" ", spaces)
    for model in (AdvanceQuestion, SummaryCitation, Stakeholder, SummaryParagraph):
        model.objects.all().delete()
    kind = data.draw(st.sampled_from(["advance_questions", "stakeholder_summary"]))

    with suppress(UnreadableFile, ImportRefused):
        found = import_file(data=text.encode(), file_name="x", chosen=arcadia, by=None, at=AT, kind=kind)
        assert found.created == AdvanceQuestion.objects.count() + SummaryParagraph.objects.count()
        assert all(import_words.finding(warning) for warning in found.warnings)


def test_states_versions_of_others_stay(arcadia):
    take_in(QUESTIONS, arcadia)

    assert set(State.objects.exclude(pk="XAR").values_list("data_version", flat=True)) == {0}

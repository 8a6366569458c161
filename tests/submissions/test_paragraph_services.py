"""Paragraphs written by several people: every version kept, nothing run over."""

from uuid import uuid4

import pytest
from django.utils import timezone

from submissions.drafting_page import number_of
from submissions.models import KeptText, Paragraph, ParagraphVersion, Section
from submissions.services import comments, drafting, paragraphs
from submissions.services.paragraphs import Outcome
from tests.submissions.drafted import make_comment, make_paragraph, make_submission


@pytest.fixture
def submission(workspace, amina):
    return make_submission(workspace, amina)


@pytest.fixture
def paragraph(submission, amina):
    return make_paragraph(submission, amina, "one two three four five")


def save(paragraph, by, text, seen, **more):
    return paragraphs.save_paragraph(paragraph=paragraph, text=text, seen=seen, by=by, at=timezone.now(), **more)


def texts(paragraph):
    rows = ParagraphVersion.objects.filter(paragraph=paragraph).order_by("number")
    return list(rows.values_list("number", "what", "text", "base"))


def test_a_submission_begins_with_five_sections_in_its_language(workspace, amina):
    french = make_submission(workspace, amina, language="fr")

    assert [one.kind for one in french.sections.in_order()] == [
        "introduction",
        "method",
        "follow_up",
        "theme",
        "conclusion",
    ]
    again = drafting.create_submission(
        workspace=workspace,
        words={"kind": "joint", "language": "fr", "title": "Twice"},
        by=amina,
        at=timezone.now(),
        key=french.pk,
    )
    assert (again, again.title) == (french, "Joint submission on Arcadia")


def test_every_save_is_a_version(paragraph, amina):
    saved = save(paragraph, amina, " one two THREE four five \r\n", 1)

    assert (saved.outcome, saved.paragraph.text, saved.paragraph.revision) == (
        Outcome.SAVED,
        "one two THREE four five",
        2,
    )
    assert texts(paragraph) == [
        (1, "written", "one two three four five", None),
        (2, "written", "one two THREE four five", 1),
    ]


def test_the_same_text_again_is_no_version(paragraph, amina):
    assert save(paragraph, amina, "one two three four five", 1).outcome == Outcome.UNCHANGED
    assert len(texts(paragraph)) == 1


def test_two_changes_that_do_not_clash_are_joined(paragraph, amina, odile):
    save(paragraph, odile, "one two three four FIVE", 1)

    saved = save(paragraph, amina, "ONE two three four five", 1)

    assert (saved.outcome, saved.paragraph.text) == (Outcome.MERGED, "ONE two three four FIVE")
    version = ParagraphVersion.objects.get(paragraph=paragraph, number=3)
    assert (version.what, version.base, version.sent) == ("merged", 1, "ONE two three four five")


def test_what_clashes_is_kept_and_changes_nothing(paragraph, amina, odile):
    save(paragraph, odile, "one two III four five", 1)

    saved = save(paragraph, amina, "one two drei four five", 1)

    assert (saved.outcome, saved.paragraph.text) == (Outcome.CLASH, "one two III four five")
    assert (saved.kept.text, saved.kept.base, saved.kept.met, saved.kept.by) == ("one two drei four five", 1, 2, amina)
    assert len(texts(paragraph)) == 2


def test_a_clash_that_is_sent_twice_is_kept_once(paragraph, amina, odile):
    save(paragraph, odile, "one two III four five", 1)

    first, second = (save(paragraph, amina, "one two drei four five", 1) for _time in range(2))

    assert first.kept == second.kept


def test_a_save_that_is_sent_twice_is_written_once(paragraph, amina):
    save(paragraph, amina, "ONE two three four five", 1)

    assert save(paragraph, amina, "ONE two three four five", 1).outcome == Outcome.UNCHANGED
    assert len(texts(paragraph)) == 2


def test_settling_a_clash_writes_and_closes_it(paragraph, amina, odile):
    save(paragraph, odile, "one two III four five", 1)
    kept = save(paragraph, amina, "one two drei four five", 1).kept

    saved = save(paragraph, amina, "one two III (drei) four five", 2, settles=kept)

    assert saved.outcome == Outcome.SAVED
    assert KeptText.objects.open().count() == 0
    assert KeptText.objects.get().settled_by == amina


def test_an_earlier_version_comes_back_as_a_new_one(paragraph, amina):
    save(paragraph, amina, "something else", 1)
    first = ParagraphVersion.objects.get(paragraph=paragraph, number=1)

    saved = paragraphs.restore_version(paragraph=paragraph, version=first, seen=2, by=amina, at=timezone.now())

    assert (saved.paragraph.text, texts(paragraph)[-1]) == (
        "one two three four five",
        (3, "restored", "one two three four five", 2),
    )
    with pytest.raises(paragraphs.ParagraphChanged):
        paragraphs.restore_version(paragraph=paragraph, version=first, seen=2, by=amina, at=timezone.now())


def test_unknown_versions_and_empty_texts_are_refused(paragraph, amina):
    with pytest.raises(paragraphs.UnknownVersion):
        save(paragraph, amina, "x", 7)
    with pytest.raises(paragraphs.EmptyText):
        save(paragraph, amina, " \n ", 1)


def test_a_closed_text_changes_no_more(submission, paragraph, amina):
    section = paragraph.section
    drafting.set_text_open(submission=submission, is_open=False, by=amina, at=timezone.now())

    now = {"by": amina, "at": timezone.now()}
    for attempt in (
        lambda: save(paragraph, amina, "x", 1),
        lambda: make_paragraph(submission, amina),
        lambda: paragraphs.split_paragraph(paragraph=paragraph, parts=["a", "b"], seen=1, **now),
        lambda: paragraphs.move_paragraph(paragraph=paragraph, section=section, after=None, **now),
        lambda: paragraphs.bin_paragraph(paragraph=paragraph, **now),
        lambda: drafting.number_paragraphs(submission=submission, **now),
        lambda: drafting.delete_section(section=section, **now),
    ):
        with pytest.raises(drafting.TextClosed):
            attempt()
    drafting.set_text_open(submission=submission, is_open=True, **now)
    assert save(paragraph, amina, "x", 1).outcome == Outcome.SAVED


def test_numbers_count_until_they_are_fixed_and_then_stay(submission, paragraph, amina):
    third = make_paragraph(submission, amina, "third")
    second = make_paragraph(submission, amina, "second", after=paragraph)
    assert [number_of(row) for row in (paragraph, second, third)] == ["1", "2", "3"]

    assert drafting.number_paragraphs(submission=submission, by=amina, at=timezone.now()) == 3
    between = make_paragraph(submission, amina, "between", after=paragraph)
    also = make_paragraph(submission, amina, "also", after=between)
    last = make_paragraph(submission, amina, "last", after=third)
    paragraphs.bin_paragraph(paragraph=second, by=amina, at=timezone.now())
    moved = paragraphs.move_paragraph(
        paragraph=third, section=paragraph.section, after=None, by=amina, at=timezone.now()
    )

    rows = {row.text: row.fixed_number for row in Paragraph.objects.all()}
    assert rows == {
        "one two three four five": "1",
        "second": "2",
        "third": "3",
        "between": "1a",
        "also": "1b",
        "last": "4",
    }
    assert (moved.place, between.fixed_number, also.fixed_number, last.fixed_number) == (1, "1a", "1b", "4")

    assert drafting.number_paragraphs(submission=submission, by=amina, at=timezone.now()) == 5
    order = Paragraph.objects.standing().in_order().values_list("text", "number", "letter")
    assert list(order) == [
        ("third", 1, ""),
        ("one two three four five", 2, ""),
        ("between", 3, ""),
        ("also", 4, ""),
        ("last", 5, ""),
    ]
    paragraphs.restore_paragraph(paragraph=second, by=amina, at=timezone.now())
    assert Paragraph.objects.get(pk=second.pk).fixed_number == "4a"


def test_a_paragraph_is_cut_and_each_part_has_its_history(submission, paragraph, amina):
    made = paragraphs.split_paragraph(
        paragraph=paragraph, parts=["one two", "three", "four five"], seen=1, by=amina, at=timezone.now()
    )

    rows = Paragraph.objects.in_order()
    assert [row.text for row in rows] == ["one two", "three", "four five"]
    assert list(rows) == made
    assert texts(made[0])[-1] == (2, "split", "one two", 1)
    assert texts(made[1]) == [(1, "split", "three", None)]
    with pytest.raises(paragraphs.ParagraphChanged):
        paragraphs.split_paragraph(paragraph=paragraph, parts=["a", "b"], seen=1, by=amina, at=timezone.now())


def test_what_stood_before_was_moved_elsewhere_meanwhile(submission, paragraph, amina):
    last = submission.sections.in_order().last()
    make_paragraph(submission, amina, "second")
    now = {"by": amina, "at": timezone.now()}
    paragraphs.move_paragraph(paragraph=paragraph, section=last, after=None, **now)

    behind = make_paragraph(submission, amina, "third", after=paragraph)
    moved = paragraphs.move_paragraph(paragraph=paragraph, section=behind.section, after=None, **now)

    order = Paragraph.objects.in_order().values_list("text", flat=True)
    assert (moved.place, list(order)) == (1, ["one two three four five", "second", "third"])


def test_suggestions_are_joined_with_what_came_meanwhile(paragraph, amina, odile):
    suggested = make_comment(paragraph, odile, "", suggestion="one two three four FIVE", base=1)
    save(paragraph, amina, "ONE two three four five", 1)

    saved = comments.take_suggestion(comment=suggested, by=amina, at=timezone.now())

    assert (saved.outcome, saved.paragraph.text) == (Outcome.MERGED, "ONE two three four FIVE")
    suggested.refresh_from_db()
    assert (suggested.outcome, suggested.decided_by) == ("taken", amina)
    with pytest.raises(comments.AlreadyDecided):
        comments.take_suggestion(comment=suggested, by=amina, at=timezone.now())


def test_a_suggestion_that_clashes_stays_open(paragraph, amina, odile):
    suggested = make_comment(paragraph, odile, "", suggestion="one two drei four five", base=1)
    save(paragraph, amina, "one two III four five", 1)

    saved = comments.take_suggestion(comment=suggested, by=amina, at=timezone.now())

    assert (saved.outcome, saved.paragraph.text, saved.kept.text) == (
        Outcome.CLASH,
        "one two III four five",
        "one two drei four five",
    )
    suggested.refresh_from_db()
    assert suggested.is_open


def test_answers_go_to_what_began_the_talk(paragraph, amina, odile):
    first = make_comment(paragraph, amina)
    second = make_comment(paragraph, odile, "The prison doctor.", parent=first)
    third = make_comment(paragraph, amina, "Thank you.", parent=second)

    assert (second.parent, third.parent) == (first, first)
    comments.decide_comment(comment=first, outcome="resolved", by=amina, at=timezone.now())
    comments.decide_comment(comment=first, outcome="open", by=amina, at=timezone.now())
    first.refresh_from_db()
    assert (first.outcome, first.decided_by) == ("open", None)


def test_sections_move_and_their_day_is_a_deadline(submission, workspace, amina):
    first, second = submission.sections.in_order()[:2]
    words = {"title": "Opening", "kind": "introduction", "budget": 400, "due_date": timezone.localdate()}
    holders = {"organisation": None, "person": amina}

    drafting.change_section(section=first, words=words | holders, after=second, by=amina, at=timezone.now(), seen=1)

    assert [one.title for one in submission.sections.in_order()[:2]] == ["Method", "Opening"]
    deadline = workspace.deadlines.get(key=first.deadline_key)
    assert (deadline.title, deadline.kind, deadline.person, deadline.status) == ("Opening", "draft", amina, "open")
    with pytest.raises(drafting.SectionChanged):
        drafting.change_section(section=first, words=words, after=None, by=amina, at=timezone.now(), seen=1)
    drafting.delete_section(section=Section.objects.get(pk=first.pk), by=amina, at=timezone.now())
    deadline.refresh_from_db()
    assert deadline.status == "cancelled"


def test_a_section_with_paragraphs_does_not_go(paragraph, amina):
    paragraphs.bin_paragraph(paragraph=paragraph, by=amina, at=timezone.now())

    with pytest.raises(drafting.SectionNotEmpty):
        drafting.delete_section(section=paragraph.section, by=amina, at=timezone.now())


def test_a_comment_that_is_sent_twice_stands_once(paragraph, amina):
    key = uuid4()
    said = {"paragraph": paragraph, "text": "Says who?", "by": amina, "at": timezone.now(), "key": key}

    assert comments.comment(**said) == comments.comment(**said)

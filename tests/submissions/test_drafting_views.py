"""The pages on which a submission is written: who gets in, what they write, and what happens when two write at once."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from submissions.models import Comment, KeptText, Paragraph, ParagraphVersion, Submission
from submissions.services import drafting
from tests.submissions.drafted import make_comment, make_paragraph, make_submission

READ = (
    "submission_list",
    "submission_detail",
    "submission_rules",
    "submission_bin",
    "submission_check",
    "paragraph_detail",
    "paragraph_versions",
)
WRITE = (
    "submission_create",
    "submission_edit",
    "submission_close",
    "submission_numbers",
    "section_create",
    "section_edit",
    "section_delete",
    "paragraph_create",
    "paragraph_edit",
    "paragraph_split",
    "paragraph_move",
    "paragraph_delete",
    "paragraph_restore",
    "version_restore",
    "comment_create",
    "suggestion_create",
    "comment_decide",
    "suggestion_take",
)


@pytest.fixture
def submission(workspace, amina):
    return make_submission(workspace, amina)


@pytest.fixture
def paragraph(submission, amina):
    return make_paragraph(submission, amina, "one two three four five")


@pytest.fixture
def keys(workspace, submission, paragraph, amina):
    """What stands in the address of each page."""
    return {
        "workspace": workspace.pk,
        "submission": submission.pk,
        "section": paragraph.section_id,
        "paragraph": paragraph.pk,
        "version": paragraph.versions.get().pk,
        "comment": make_comment(paragraph, amina, "", suggestion="ONE two three four five", base=1).pk,
    }


def address(name, keys):
    noun = name.split("_")[0]
    noun = {"suggestion": "comment"}.get(noun, noun)
    above = {"submission_list": "workspace", "submission_create": "workspace", "section_create": "submission"}
    above |= {"paragraph_create": "section", "comment_create": "paragraph", "suggestion_create": "paragraph"}
    return reverse(f"submissions:{name}", args=[keys[above.get(name, noun)]])


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_strangers_do_not_learn_of_it(client, keys, chidi, name):
    client.force_login(chidi)

    assert client.post(address(name, keys)).status_code == (405 if name in READ else 404)
    assert client.get(address(name, keys)).status_code in {404, 405}


@pytest.mark.parametrize("name", READ)
def test_members_read(client, keys, bruno, name):
    client.force_login(bruno)

    assert client.get(address(name, keys)).status_code == 200


@pytest.mark.parametrize("name", WRITE)
def test_readers_do_not_write(client, keys, bruno, name):
    client.force_login(bruno)

    assert client.post(address(name, keys), {"to": "resolved"}).status_code == 403
    assert (Paragraph.objects.get().revision, Submission.objects.get().status) == (1, "drafting")


def test_supporters_comment_and_do_not_write(client, keys, supporter):
    client.force_login(supporter)

    said = client.post(address("comment_create", keys), {"text": "Add a source.", "key": uuid4()})

    assert said.status_code == 302
    assert client.post(address("paragraph_edit", keys), {"text": "x", "seen": 1}).status_code == 403
    assert Comment.objects.filter(by=supporter).get().text == "Add a source."


def test_a_submission_is_begun_and_its_first_paragraph_written(client, workspace, amina):
    client.force_login(amina)
    words = {"title": "On Arcadia", "kind": "individual", "language": "fr", "key": uuid4()}

    begun = client.post(reverse("submissions:submission_create", args=[workspace.pk]), words)
    made = Submission.objects.get()
    section = made.sections.in_order().first()
    written = client.post(
        reverse("submissions:paragraph_create", args=[section.pk]), {"text": "Un mot.", "key": uuid4()}
    )

    assert begun.headers["Location"] == made.get_absolute_url()
    assert written.headers["Location"] == f"{made.get_absolute_url()}#p1"
    page = client.get(made.get_absolute_url()).content.decode()
    assert "<p>Un mot.</p>" in page
    assert "2 of 2,815 words" in page


def test_bold_lists_and_notes_are_shown_and_nothing_else(client, submission, amina):
    client.force_login(amina)
    make_paragraph(submission, amina, "**Bold**[^1] <script>alert(1)</script>\n\n- one\n- two\n\n[^1]: UN *doc*, p. 3")

    page = client.get(submission.get_absolute_url()).content.decode()

    assert '<strong>Bold</strong><sup><a href="#n1" id="r1">1</a></sup>' in page
    assert "<li>one</li>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert '<li id="n1" dir="auto">UN <em>doc</em>, p. 3 ' in page
    assert "4 of 5,630 words" in page
    assert "And 4 words in notes, which do not count." in page


def test_what_two_people_wrote_apart_is_joined_and_said(client, keys, paragraph, amina, odile):
    client.force_login(odile)
    client.post(address("paragraph_edit", keys), {"text": "one two three four FIVE", "seen": 1})
    client.force_login(amina)

    answer = client.post(address("paragraph_edit", keys), {"text": "ONE two three four five", "seen": 1}, follow=True)

    assert Paragraph.objects.get().text == "ONE two three four FIVE"
    assert "joined with what somebody else wrote" in answer.content.decode()


def test_a_clash_shows_both_texts_and_keeps_what_was_typed(client, keys, paragraph, amina, odile):
    client.force_login(odile)
    client.post(address("paragraph_edit", keys), {"text": "one two III four five", "seen": 1})
    client.force_login(amina)

    answer = client.post(address("paragraph_edit", keys), {"text": "one two drei four five", "seen": 1})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<ins>III </ins>" in page
    assert "<ins>drei </ins>" in page
    assert answer.context["form"]["text"].value() == "one two drei four five"
    kept = KeptText.objects.get()
    # The line drops here: it is found again from the page of the submission.
    assert f"?kept={kept.pk}" in client.get(paragraph.submission.get_absolute_url()).content.decode()
    again = client.get(f"{address('paragraph_edit', keys)}?kept={kept.pk}")
    assert again.context["form"]["text"].value() == "one two drei four five"

    form = {"text": "one two III (drei) four five", "seen": 2, "settles": kept.pk}
    assert client.post(address("paragraph_edit", keys), form).status_code == 302
    assert (Paragraph.objects.get().text, KeptText.objects.open().count()) == ("one two III (drei) four five", 0)


def test_a_kept_text_is_put_aside_and_stays_in_the_history(client, keys, paragraph, amina, odile, chidi, bruno):
    client.force_login(odile)
    client.post(address("paragraph_edit", keys), {"text": "one two III four five", "seen": 1})
    client.force_login(amina)
    client.post(address("paragraph_edit", keys), {"text": "one two drei four five", "seen": 1})
    aside = reverse("submissions:kept_put_aside", args=[KeptText.objects.get().pk])
    for person, status in ((chidi, 404), (bruno, 403), (amina, 302)):
        client.force_login(person)
        assert client.post(aside).status_code == status

    assert KeptText.objects.open().count() == 0
    assert "one two drei four five" in client.get(address("paragraph_versions", keys)).content.decode()


def test_words_come_back_when_the_session_ended(client, keys, amina):
    client.force_login(amina)
    client.logout()

    answer = client.post(
        address("paragraph_edit", keys),
        {"text": "words that took an hour to write", "seen": 1},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert "words that took an hour to write" in answer.content.decode()


def test_words_come_back_when_the_text_was_closed(client, keys, submission, amina):
    drafting.set_text_open(submission=submission, is_open=False, by=amina, at=timezone.now())
    client.force_login(amina)

    answer = client.post(address("paragraph_edit", keys), {"text": "words of an hour", "seen": 1})

    assert answer.status_code == 409
    assert answer.context["form"]["text"].value() == "words of an hour"
    assert "The text is closed. Nothing was saved" in answer.content.decode()


def test_any_two_versions_side_by_side_and_one_restored(client, keys, paragraph, amina):
    client.force_login(amina)
    for seen, text in ((1, "one two three"), (2, "one two three four")):
        client.post(address("paragraph_edit", keys), {"text": text, "seen": seen})

    page = client.get(f"{address('paragraph_versions', keys)}?from=1&to=3").content.decode()
    first = ParagraphVersion.objects.get(paragraph=paragraph, number=1)
    client.post(reverse("submissions:version_restore", args=[first.pk]), {"seen": 3})

    assert "<del>five </del>" in page
    assert Paragraph.objects.get().text == "one two three four five"
    assert Paragraph.objects.get().revision == 4


def test_cutting_needs_a_mark_and_keeps_the_words(client, keys, amina):
    client.force_login(amina)

    without = client.post(address("paragraph_split", keys), {"text": "one two three", "seen": 1})
    cut = client.post(address("paragraph_split", keys), {"text": "one two\r\n---\r\nthree", "seen": 1})

    assert "Put a line with --- where" in without.content.decode()
    assert without.context["form"]["text"].value() == "one two three"
    assert cut.status_code == 302
    assert [row.text for row in Paragraph.objects.in_order()] == ["one two", "three"]


def test_a_paragraph_moves_to_another_section(client, keys, submission, paragraph, amina):
    last = submission.sections.in_order().last()
    client.force_login(amina)

    answer = client.post(address("paragraph_move", keys), {"to": f"s{last.pk}"})

    assert answer.status_code == 302
    assert Paragraph.objects.get().section == last
    assert client.post(address("paragraph_move", keys), {"to": "elsewhere"}).status_code == 200


def test_suggestions_are_taken_and_declined(client, keys, amina, odile):
    client.force_login(odile)

    client.post(address("suggestion_take", keys))
    client.post(address("suggestion_create", keys), {"suggestion": "no", "base": 2, "key": uuid4(), "text": "shorter"})
    other = Comment.objects.get(outcome="open")
    client.post(reverse("submissions:comment_decide", args=[other.pk]), {"to": "declined"})

    assert Paragraph.objects.get().text == "ONE two three four five"
    assert sorted(Comment.objects.values_list("outcome", flat=True)) == ["declined", "taken"]


QUERIES = 17


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_however_long(
    client, workspace, submission, amina, number, django_assert_num_queries
):
    for text in range(number):
        make_comment(make_paragraph(submission, amina, f"paragraph {text}"), amina)
    client.force_login(amina)
    client.get(submission.get_absolute_url())

    with django_assert_num_queries(QUERIES):
        client.get(submission.get_absolute_url())


def test_120_paragraphs_and_400_comments_are_one_light_page(client, submission, amina, django_assert_max_num_queries):
    sections = list(submission.sections.in_order())
    words = ["the", "police", "held", "people", "for", "days", "without", "a", "lawyer", "and", "nobody", "answered"]
    for place in range(120):
        text = " ".join(words[(place + at) % len(words)] for at in range(46)) + f" end{place}."
        row = make_paragraph(submission, amina, text, section=sections[place * 5 // 120])
        Comment.objects.bulk_create(
            Comment(
                workspace_id=row.workspace_id,
                submission=submission,
                paragraph=row,
                text="A comment of some length on this paragraph, as people write them.",
                by=amina,
                at=timezone.now(),
            )
            for _number in range(4 if place < 40 else 3)
        )
    client.force_login(amina)
    client.get(submission.get_absolute_url())

    with django_assert_max_num_queries(20):
        answer = client.get(submission.get_absolute_url())

    assert Comment.objects.count() == 400
    assert answer.context["page"].measure.words == 120 * 47
    assert answer.content.decode().count('class="para"') == 120
    assert len(answer.content) < 100_000

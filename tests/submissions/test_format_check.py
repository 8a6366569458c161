"""What stands in the way of lodging, each finding with its reason, its source and its spot."""

import pytest
from django.utils import timezone

from accounts.models import Organisation
from submissions.drafting_page import draft_page
from submissions.format_check import findings
from submissions.models import Submission, SubmissionRule
from submissions.services import drafting, paragraphs
from submissions.signing_page import signing_page
from tests.submissions.drafted import load_rules, make_comment, make_paragraph, make_signature, make_submission


@pytest.fixture
def submission(workspace, amina):
    load_rules()
    return make_submission(workspace, amina)


def check(submission, user):
    submission = Submission.objects.with_parts().get(pk=submission.pk)
    return {
        one.title: one
        for one in findings(draft_page(submission, user), signing_page(submission, user))
        if one.level != "good"
    }


def complete(submission, amina):
    """A text with everything that OHCHR asks for."""
    for section in submission.sections.in_order():
        make_paragraph(submission, amina, f"Arcadia: {section.title} in 2024. Key words: torture.", section=section)
    drafting.number_paragraphs(submission=submission, by=amina, at=timezone.now())


def test_a_text_with_everything_leaves_nothing(submission, amina, organisation, odile, partner):
    complete(submission, amina)
    make_signature(submission, organisation, odile)
    make_signature(submission, Organisation.objects.get(memberships__user=partner), partner)

    assert check(submission, amina) == {}


def test_an_empty_one_says_what_is_missing(submission, amina):
    found = check(submission, amina)

    assert {title: one.level for title, one in found.items()} == {
        "Fewer than two organisations have signed": "bad",
        "The numbers of the paragraphs are not fixed yet": "mid",
        "There is no introduction": "mid",
        "There are no key words": "mid",
        "1 organisation has not decided": "mid",
        "A section is empty": "mid",
    }
    joint = found["Fewer than two organisations have signed"]
    assert (joint.rule.source, joint.spots[0].words) == ("OHCHR Technical guide 2008", "Sign-off")


def test_too_many_words_are_counted_against_the_rule_of_the_kind(submission, amina):
    SubmissionRule.objects.filter(key="word_limit_joint").update(value="5")
    complete(submission, amina)

    found = check(submission, amina)["34 words too many"]

    assert (found.level, found.rule.binding) == ("bad", "yes")
    assert found.reason.startswith("It has 39 words; at most 5 are taken.")


def test_languages_are_taken_preferred_or_neither(submission, amina):
    Submission.objects.update(language="ru")
    assert [one for one in check(submission, amina) if one.startswith("Written in")] == ["Written in: Russian"]
    SubmissionRule.objects.filter(key="languages").update(value="en,fr")
    assert "OHCHR takes no submissions in this language: Russian" in check(submission, amina)


def test_old_years_another_state_and_loose_notes_name_their_paragraph(submission, amina):
    complete(submission, amina)
    old = make_paragraph(submission, amina, "In 2009 and 2011 nothing happened.")
    loose = make_paragraph(submission, amina, "Said so.[^1]\n\n[^2]: Elsewhere.")

    found = check(submission, amina)

    assert found["1 paragraph is about older years only"].spots[0].href == old.get_absolute_url()
    assert found["Notes without a place, or places without a note"].spots[0].href == loose.get_absolute_url()
    assert "The State under Review is not named" not in found


def test_a_state_that_is_never_named(submission, amina):
    make_paragraph(submission, amina, "Somewhere else people are beaten.")

    assert "The State under Review is not named" in check(submission, amina)


def test_what_waits_for_a_decision(submission, amina, organisation, odile):
    complete(submission, amina)
    row = make_paragraph(submission, amina, "one two three")
    make_comment(row, amina)
    make_signature(submission, organisation, odile)
    for text in ("one II three", "one zwei three"):
        paragraphs.save_paragraph(paragraph=row, text=text, seen=1, by=amina, at=timezone.now())

    found = check(submission, amina)

    number = "6"
    assert found["Two texts wait for a decision"].level == "bad"
    assert found["1 open comment"].spots[0].href == row.get_absolute_url()
    assert "The text changed since 1 organisation signed" in found
    assert found["1 open comment"].spots[0].words in {f"Paragraph {number}", "Paragraph 1a"}

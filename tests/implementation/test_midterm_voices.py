"""What the government and the national institution say stands beside our ratings in a report, where it is chosen."""

import io
from datetime import date

import pytest
from docx import Document

from implementation import midterm_frozen
from implementation.midterm_drafts import changed_since, draft_report, fingerprints
from implementation.midterm_pdf import render_html
from implementation.midterm_word import render_word
from tests.factories import make_rating, make_recommendation
from tests.implementation.drafted import EVERYTHING, make_draft

ON = date(2026, 11, 28)
GOVERNMENT = "The government: Fully implemented, as of 1 March 2026"
INSTITUTION = "The national human rights institution: Regressed, as of 2 May 2026"


@pytest.fixture
def recommendation(workspace, review, amina):
    row = make_recommendation(review, item=7, position="supported")
    make_rating(workspace, row, amina, level="partially")
    make_rating(
        workspace,
        row,
        amina,
        voice="nhri",
        level="regressed",
        rated_date=date(2026, 5, 2),
        source="Annual report",
        note="canary",
    )
    make_rating(workspace, row, amina, voice="government", level="fully", source="National report, para. 14")
    return row


def report(draft, language="en"):
    return draft_report(draft, language=language, on=ON)


def said(draft, language="en"):
    return [(one.who, one.level, one.source) for one in report(draft, language).rows[0].voices]


def test_each_voice_is_named_the_government_first(workspace, amina, recommendation):
    draft = make_draft(workspace, amina)

    assert said(draft) == [
        ("The government", "fully", "National report, para. 14"),
        ("The national human rights institution", "regressed", "Annual report"),
    ]
    assert report(draft).rows[0].level == "partially"
    assert [line.total for line in [report(draft).counts]] == [1]
    assert report(draft).method_paragraphs[-1].startswith("Under some ratings stands what others say for themselves")


def test_without_the_choice_nobody_stands_beside_it(workspace, amina, recommendation):
    draft = make_draft(workspace, amina, shows=[one for one in EVERYTHING if one != "voices"])

    assert said(draft) == []
    assert "The government:" not in render_html(report(draft))
    assert not any("what others say" in paragraph for paragraph in report(draft).method_paragraphs)


def test_the_period_of_the_report_holds_for_every_voice(workspace, amina, recommendation):
    draft = make_draft(workspace, amina, rated_until=date(2026, 4, 1))

    assert [who for who, *_ in said(draft)] == ["The government"]


def test_pdf_and_word_say_it_and_not_the_words_that_were_noted(workspace, amina, recommendation):
    whole = report(make_draft(workspace, amina))

    html = render_html(whole)
    word = "\n".join(one.text for one in Document(io.BytesIO(render_word(whole))).paragraphs)

    for line in (GOVERNMENT, INSTITUTION):
        assert line in html
        assert line in word
    assert html.index(GOVERNMENT) < html.index(INSTITUTION)
    assert "National report, para. 14" in html
    assert f"{GOVERNMENT} (National report, para. 14)" in word
    assert "canary" not in html + word


def test_an_edition_keeps_what_was_said_then(workspace, amina, recommendation):
    whole = report(make_draft(workspace, amina))
    plain = midterm_frozen.frozen(whole)
    workspace.ratings.filter(is_ours=False).update(level="too_early")

    kept = midterm_frozen.thawed(plain)

    assert [one.level for one in kept.rows[0].voices] == ["fully", "regressed"]
    assert render_html(kept) == render_html(whole)
    for row in plain["rows"]:
        del row["voices"]
    assert midterm_frozen.thawed(plain).rows[0].voices == ()


def test_who_signed_is_told_that_another_voice_changed(workspace, amina, recommendation):
    draft = make_draft(workspace, amina)
    seen = fingerprints(draft)

    workspace.ratings.filter(voice="government").update(level="not_implemented")

    assert changed_since(draft, seen, now=fingerprints(draft)) == ["What others say for themselves"]

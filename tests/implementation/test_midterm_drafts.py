"""What a draft of a mid-term report says, who signs it, and what is frozen."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

from common.models import AuditEvent
from implementation import midterm_frozen
from implementation.forms.midterm import themes_of
from implementation.midterm_drafts import changed_since, draft_report, fingerprints
from implementation.midterm_pdf import render_html
from implementation.midterm_word import render_word
from implementation.models import MidTermReport, MidTermText
from implementation.services import midterm_drafts as services
from implementation.services.kept_rows import ChangedMeanwhile
from tests.factories import AT, make_rating, make_recommendation, make_theme
from tests.implementation.drafted import EVERYTHING, make_draft, write
from tests.implementation.sample_report import make_report

ON = date(2026, 11, 28)


def picture(kind="PNG", size=(900, 600)):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **({"exif": b"Exif\0\0canary"} if kind == "JPEG" else {}))
    return SimpleUploadedFile(f"logo.{kind.lower()}", out.getvalue())


@pytest.fixture
def rated(workspace, review, amina):
    """Torture, supported and rated; prisons, noted and rated; health, supported and not rated."""
    torture = make_recommendation(review, item=7, themes=("Torture",), states=("FRA", "KEN"), position="supported")
    prisons = make_recommendation(review, item=8, themes=("Prisons",), states=("KEN",), position="noted")
    make_recommendation(review, item=9, themes=("Health",), states=("FRA",), position="supported")
    make_rating(workspace, torture, amina, level="fully", note="Done in March.", rated_date=date(2026, 3, 1))
    make_rating(workspace, prisons, amina, level="not_implemented", note="", rated_date=date(2026, 9, 1))
    return {"torture": torture, "prisons": prisons}


def numbers(draft):
    return [row.number for row in draft_report(draft, language="en", on=ON).rows]


def test_a_draft_covers_everything_unless_it_says_otherwise(workspace, amina, rated):
    report = draft_report(make_draft(workspace, amina), language="en", on=ON)

    assert [row.number for row in report.rows] == ["140.7", "140.8", "140.9"]
    assert (report.scope, report.order, report.has_annex, report.has_charts) == ((), "theme", True, True)
    assert report.rows[0].rating.note == "Done in March."


def test_a_draft_is_narrowed_by_theme_day_and_position_and_says_so(workspace, amina, rated):
    theme = rated["torture"].themes.get()
    draft = make_draft(workspace, amina, themes=[theme], rated_from=date(2026, 2, 1), shows=["unrated", "noted"])

    report = draft_report(draft, language="en", on=ON)

    assert [row.number for row in report.rows] == ["140.7"]
    assert report.rows[0].rating.note == ""
    assert report.scope == (
        "This report shows 1 of the 3 recommendations of the review.",
        "It is limited to these themes: Torture.",
        "Only ratings from 1 February 2026 on count in it.",
    )
    assert (report.has_annex, report.has_charts) == (False, False)


def test_ratings_of_another_time_do_not_count(workspace, amina, rated):
    draft = make_draft(workspace, amina, rated_until=date(2026, 5, 1), shows=["noted"])

    assert numbers(draft) == ["140.7"]


def test_noted_and_unrated_ones_are_left_out_on_request(workspace, amina, rated):
    assert numbers(make_draft(workspace, amina, shows=["unrated"])) == ["140.7", "140.9"]
    assert numbers(make_draft(workspace, amina, shows=["noted"])) == ["140.7", "140.8"]


def test_only_the_ratings_of_chosen_organisations_count(workspace, amina, rated, organisation, partner):
    theirs = partner.memberships.first().organisation if hasattr(partner, "memberships") else None
    make_rating(
        workspace,
        rated["torture"],
        partner,
        level="regressed",
        organisation=theirs,
        is_counted=False,
    )

    draft = make_draft(workspace, amina, organisations=[theirs], shows=["noted"])

    report = draft_report(draft, language="en", on=ON)
    assert [(row.number, row.level) for row in report.rows] == [("140.7", "regressed")]
    assert f"It rests on the ratings of: {theirs.name}." in report.scope


@pytest.mark.parametrize(
    ("order", "sections"),
    [
        ("theme", [("Torture", ["140.7"]), ("Prisons", ["140.8"]), ("Health", ["140.9"])]),
        ("number", [("All recommendations", ["140.7", "140.8", "140.9"])]),
        ("level", [("Fully implemented", ["140.7"]), ("Not implemented", ["140.8"]), ("Not rated", ["140.9"])]),
        ("state", [("Fra", ["140.7", "140.9"]), ("Ken", ["140.8"])]),
    ],
)
def test_each_order_has_each_recommendation_once(workspace, amina, rated, order, sections):
    report = draft_report(make_draft(workspace, amina, order=order), language="en", on=ON)

    assert [(section.name, [row.number for row in section.rows]) for section in report.themes] == sections


def test_texts_stand_in_their_language_alone_and_under_their_theme(workspace, amina, rated):
    draft = make_draft(workspace, amina)
    write(draft, amina, "introduction", "We are\nthree.\n\nWe met.")
    write(draft, amina, "theme", "Of torture.", theme=rated["torture"].themes.get())
    write(draft, amina, "conclusion", "En français.", language="fr")

    english, french = (draft_report(draft, language=language, on=ON) for language in ("en", "fr"))

    assert english.introduction == ("We are three.", "We met.")
    assert [section.words for section in english.themes] == [("Of torture.",), (), ()]
    assert (english.conclusion, french.conclusion) == ((), ("En français.",))
    assert french.introduction == ()


def test_a_text_keeps_what_it_said_before_and_takes_no_newer_one_away(workspace, amina, odile):
    draft = make_draft(workspace, amina)
    first = write(draft, amina, "summary", "One")
    second = write(draft, odile, "summary", "Two", seen=first.pk)

    with pytest.raises(ChangedMeanwhile) as error:
        write(draft, amina, "summary", "Three", seen=first.pk)

    assert error.value.current == second
    assert list(MidTermText.objects.order_by("pk").values_list("text", "is_current").order_by("text")) == [
        ("One", False),
        ("Two", True),
    ]
    assert write(draft, amina, "summary", "Two", seen=first.pk) == second


def test_a_change_of_scope_that_was_read_too_early_is_refused(workspace, amina):
    draft = make_draft(workspace, amina)
    row = {"draft": draft, "themes": [], "organisations": [], "by": amina}
    seen = draft.version
    services.change_draft(**row, words={"name": "Other"}, seen=seen, at=AT + timedelta(minutes=1))

    with pytest.raises(ChangedMeanwhile):
        services.change_draft(**row, words={"name": "Third"}, seen=seen, at=AT + timedelta(minutes=2))

    draft.refresh_from_db()
    assert draft.name == "Other"
    assert AuditEvent.objects.filter(verb="change_midterm_draft").count() == 1


def test_who_signed_is_told_what_changed_since(workspace, amina, organisation, odile, rated):
    draft = make_draft(workspace, amina)
    text = write(draft, amina, "introduction", "One")
    services.sign_draft(
        draft=draft,
        organisation=organisation,
        decision="signed",
        logo=picture(),
        seen=fingerprints(draft),
        by=odile,
        at=AT,
    )
    signature = draft.signatures.get()
    assert changed_since(draft, signature.seen, now=fingerprints(draft)) == []

    write(draft, amina, "introduction", "Two", seen=text.pk)
    make_rating(workspace, rated["prisons"].__class__.objects.get(item=9), amina, level="partially")

    assert changed_since(draft, signature.seen, now=fingerprints(draft)) == ["The ratings", "Introduction, English"]


def test_signing_again_takes_the_place_of_what_was_said_and_keeps_the_logo(workspace, amina, organisation, odile):
    draft = make_draft(workspace, amina)
    row = {"draft": draft, "organisation": organisation, "seen": {}, "by": odile}
    services.sign_draft(**row, decision="signed", logo=picture(), at=AT)
    services.sign_draft(**row, decision="withdrawn", logo=None, at=AT + timedelta(days=1))
    assert draft_report(draft, language="en", on=ON).signatories == ()

    services.sign_draft(**row, decision="signed", logo=None, at=AT + timedelta(days=2))

    (signatory,) = draft_report(draft, language="en", on=ON).signatories
    assert (signatory.name, signatory.logo != "") == (organisation.name, True)
    assert list(draft.signatures.order_by("at").values_list("decision", "is_current")) == [
        ("signed", False),
        ("withdrawn", False),
        ("signed", True),
    ]


def test_a_logo_is_made_anew_small_and_without_hidden_data():
    small = services.small_logo(picture("JPEG"))

    with Image.open(io.BytesIO(small)) as image:
        assert (image.format, image.size) == ("PNG", (240, 160))
    assert b"canary" not in small


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"\x89PNG\r\n\x1a\nshort"])
def test_what_is_no_picture_is_no_logo(content):
    with pytest.raises(services.NoPicture):
        services.small_logo(SimpleUploadedFile("logo.png", content))


def test_a_report_is_the_same_after_it_was_frozen(workspace, amina, organisation, odile, rated):
    draft = make_draft(workspace, amina)
    write(draft, amina, "introduction", "One")
    seen = fingerprints(draft)
    services.sign_draft(
        draft=draft, organisation=organisation, decision="signed", logo=picture(), seen=seen, by=odile, at=AT
    )
    for report in (draft_report(draft, language="en", on=ON), make_report(30), make_report(12, "ar", order="state")):
        kept = midterm_frozen.thawed(midterm_frozen.frozen(report))

        assert kept == replace(report, method=tuple(report.method))
        assert render_html(kept) == render_html(report)


def test_what_is_published_is_frozen_and_numbered(workspace, amina, odile, rated):
    draft = make_draft(workspace, amina)
    content = {"en": midterm_frozen.frozen(draft_report(draft, language="en", on=ON))}
    first = services.publish_edition(draft=draft, content=content, by=odile, at=AT)
    rated["torture"].ratings.update(level="regressed", note="canary")

    second = services.publish_edition(draft=draft, content=content, by=odile, at=AT + timedelta(days=1))

    first.refresh_from_db()
    assert midterm_frozen.thawed(first.content["en"]).rows[0].level == "fully"
    assert (first.number, second.number, first.address != second.address) == (1, 2, True)
    assert list(MidTermReport.objects.filter(edition=first).values_list("language", "file_format", "status")) == [
        ("en", "pdf", "waiting"),
        ("en", "docx", "waiting"),
    ]


def test_nothing_is_published_of_an_empty_report(workspace, amina, odile):
    with pytest.raises(services.NothingToPublish):
        services.publish_edition(draft=make_draft(workspace, amina), content={"en": {"rows": []}}, by=odile, at=AT)


def test_the_word_file_has_texts_signatories_and_their_logos(workspace, amina, organisation, odile, rated):
    draft = make_draft(workspace, amina, shows=[one for one in EVERYTHING if one != "annex"])
    write(draft, amina, "introduction", "Our introduction")
    services.sign_draft(
        draft=draft, organisation=organisation, decision="signed", logo=picture(), seen={}, by=odile, at=AT
    )

    document = Document(io.BytesIO(render_word(draft_report(draft, language="en", on=ON))))

    said = [paragraph.text for paragraph in document.paragraphs]
    assert "Our introduction" in said
    assert organisation.name in said
    assert "All recommendations by number" not in said
    assert len(document.inline_shapes) == 1


def test_make_theme_of_another_review_is_not_offered(workspace, rated):
    make_theme("Elsewhere")

    assert [theme.label for theme in themes_of(workspace)] == ["Health", "Prisons", "Torture"]

"""Voluntary pledges are rated like recommendations, and a report that is read again never loses a rating."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from docx import Document

from accounts.models import WorkspaceMember
from cycles.importers.records import ReadPledge
from cycles.models import ImportRun, VoluntaryPledge
from cycles.services.pledges import write_pledges
from cycles.services.undo_log import UndoLog
from cycles.services.undoing import refusal, undo_import
from implementation.midterm_content import midterm_report
from implementation.midterm_drafts import changed_since, draft_report, fingerprints
from implementation.midterm_frozen import frozen, thawed
from implementation.midterm_word import render_word
from implementation.models import PledgeRating, RatingRules
from implementation.pledges import pledge_lines
from implementation.services.ratings import NotInReview, PledgeConflict
from implementation.services.words import copy_own_words, own_words
from tests.factories import AT, make_member, make_organisation, make_recommendation, make_review, make_state
from tests.implementation.drafted import make_draft
from tests.implementation.pledged import POST, VOICE, make_pledge, make_run, rate, report_of

LATER = AT + timedelta(days=1)


def read_again(review, by, *texts):
    """The report read anew with these pledges; the import as it would be kept."""
    run, log = make_run(review, name="again.pdf"), UndoLog()
    read = [ReadPledge(order, str(95 + order), text) for order, text in enumerate(texts, start=1)]
    write_pledges(read, report_of(review), run, log)
    run.status, run.undo_data = ImportRun.Status.APPLIED, log.data
    run.applied_at, run.applied_by = AT, by
    run.save()
    return run


def pledges():
    return list(VoluntaryPledge.objects.order_by("order").values_list("pk", "order", "text"))


def test_a_pledge_read_again_is_the_row_that_it_was(review, workspace, amina):
    law, schools, court = (
        make_pledge(review, order, text=text)
        for order, text in enumerate(["To pass a law by 2027", "To open ten schools", "To build a court"], start=1)
    )
    rate(workspace, schools, amina)

    before = pledges()
    run = read_again(
        review, amina, "To build  a court", "To open ten new schools", "To hear all people", "To pass a law by 2027"
    )

    assert [row[:2] for row in pledges() if row[0] in {law.pk, schools.pk, court.pk}] == [
        (court.pk, 1),
        (schools.pk, 2),
        (law.pk, 4),
    ]
    assert VoluntaryPledge.objects.get(order=3).text == "To hear all people"
    assert PledgeRating.objects.get().pledge.text == "To open ten new schools"
    undo_import(run=run, by=amina, at=LATER)
    assert pledges() == before


def test_a_rated_pledge_that_is_read_no_more_stands_behind_the_others(review, workspace, amina):
    rated, plain = make_pledge(review, 1, text="To pass a law by 2027"), make_pledge(review, 2, text="To build a court")
    rate(workspace, rated, amina)
    before = pledges()

    run = read_again(review, amina, "To welcome visitors")

    assert [row[1:] for row in pledges()] == [(1, "To welcome visitors"), (2, "To pass a law by 2027")]
    assert PledgeRating.objects.get().pledge == rated
    undo_import(run=run, by=amina, at=LATER)
    assert pledges() == before
    assert plain.pk in {row[0] for row in pledges()}


def test_an_import_whose_pledges_are_rated_stays(review, workspace, amina):
    run = read_again(review, amina, "To pass a law by 2027")
    assert refusal(run) is None
    rate(workspace, VoluntaryPledge.objects.get(), amina)

    assert (refusal(run).code, refusal(run).count) == ("in_use", 1)
    assert VoluntaryPledge.objects.get().import_run == run


def test_each_rating_is_a_row_and_nobody_writes_over_what_they_have_not_seen(review, workspace, amina, odile):
    pledge = make_pledge(review)
    first = rate(workspace, pledge, amina, "not_implemented")
    assert rate(workspace, pledge, amina, "not_implemented") == first
    with pytest.raises(PledgeConflict) as conflict:
        rate(workspace, pledge, odile, "fully")
    second = rate(workspace, pledge, odile, "fully", replaces=first.pk, at=LATER)
    voice = rate(workspace, pledge, amina, "fully", voice="government", source="A/HRC/WG.6/49/KEN/1")

    assert conflict.value.current == first
    assert second.former == first
    assert set(PledgeRating.objects.current()) == {second, voice}
    assert PledgeRating.objects.count() == 3


def test_a_pledge_of_another_review_is_not_rated_here(workspace, amina):
    with pytest.raises(NotInReview):
        rate(workspace, make_pledge(make_review(make_state("UGA"))), amina)


def test_an_organisation_takes_its_ratings_of_pledges_along(review, workspace, organisation, amina, odile):
    pledge = make_pledge(review)
    first = rate(workspace, pledge, amina, "not_implemented")
    rate(workspace, pledge, amina, "fully", replaces=first.pk, at=LATER)

    assert own_words(workspace=workspace, organisation=organisation).ratings == 2
    own = copy_own_words(workspace=workspace, organisation=organisation, by=odile, at=LATER)
    copies = PledgeRating.objects.filter(workspace=own).order_by("rated_at")
    assert [(row.level, row.is_current) for row in copies] == [("not_implemented", False), ("fully", True)]


def address(name, pk, pledge=None):
    return reverse(f"implementation:{name}", args=[pk]) + (f"?at={pledge.pk}" if pledge else "")


@pytest.mark.parametrize(
    ("name", "user", "get", "post"),
    [
        ("pledge_list", "amina", 200, 405),
        ("pledge_list", "bruno", 200, 405),
        ("pledge_list", "chidi", 404, 405),
        ("pledge_rate", "amina", 200, 302),
        ("pledge_rate", "bruno", 200, 403),
        ("pledge_rate", "chidi", 404, 404),
        ("pledge_voice", "amina", 200, 302),
        ("pledge_voice", "bruno", 403, 403),
        ("pledge_voice", "chidi", 404, 404),
        ("pledge_rating_approve", "amina", 405, 302),
        ("pledge_rating_approve", "bruno", 405, 403),
        ("pledge_rating_approve", "chidi", 405, 404),
        ("pledge_rating_return", "amina", 200, 302),
        ("pledge_rating_return", "bruno", 403, 403),
        ("pledge_rating_return", "chidi", 404, 404),
    ],
)
def test_who_gets_in(client, request, review, workspace, odile, name, user, get, post):
    RatingRules.objects.create(workspace=workspace, needs_approval=True)
    pledge = make_pledge(review)
    rating = rate(workspace, pledge, odile)
    where = address(name, workspace.pk, pledge) if "rating" not in name else address(name, rating.pk)
    client.force_login(request.getfixturevalue(user))

    words = POST | VOICE | {"replaces": rating.pk}
    assert (client.get(where).status_code, client.post(where, words).status_code) == (get, post)


def test_a_pledge_is_rated_on_its_page_with_its_history(client, review, workspace, amina):
    pledge = make_pledge(review)
    client.force_login(amina)
    where = address("pledge_rate", workspace.pk, pledge)
    wrong = client.post(where, POST | {"level": ""})
    assert (wrong.status_code, wrong.context["form"].errors["level"]) == (
        422,
        ["Say what has happened: one of the six."],
    )
    assert wrong.context["form"]["note"].value() == "Two of five laws"

    client.post(where, POST)
    first = PledgeRating.objects.get()
    late = client.post(where, POST | {"level": "fully"})
    assert (late.status_code, late.context["theirs"]) == (409, first)
    client.post(where, POST | {"level": "fully", "replaces": late.context["form"]["replaces"].value()})
    one = client.get(where).context["one"]
    assert (one.own.level, one.counted, one.earlier) == ("fully", one.own, [first])


def test_what_waits_counts_when_another_person_approves(client, review, workspace, amina, odile):
    RatingRules.objects.create(workspace=workspace, needs_approval=True)
    pledge = make_pledge(review)
    client.force_login(odile)
    where = address("pledge_rate", workspace.pk, pledge)
    client.post(where, POST | {"as": "draft"})
    draft = PledgeRating.objects.get()
    client.post(where, POST | {"replaces": draft.pk})
    assert (draft.state, PledgeRating.objects.get().state) == ("draft", "sent")
    assert pledge_lines(workspace)[0].level == "not_rated"
    assert client.post(address("pledge_rating_approve", draft.pk)).status_code == 403

    client.force_login(amina)
    client.post(address("pledge_rating_approve", draft.pk))
    assert pledge_lines(workspace)[0].level == "partially"
    late = client.post(address("pledge_rating_return", draft.pk), {"note": "Which laws?"})
    assert late.status_code == 409


def test_what_came_back_says_why(client, review, workspace, amina, odile):
    RatingRules.objects.create(workspace=workspace, needs_approval=True)
    rating = rate(workspace, make_pledge(review), odile)
    client.force_login(amina)
    empty = client.post(address("pledge_rating_return", rating.pk), {"note": ""})
    assert list(empty.context["form"].errors) == ["note"]
    client.post(address("pledge_rating_return", rating.pk), {"note": "Which laws?"})

    rating.refresh_from_db()
    assert (rating.state, rating.return_note, rating.decided_by) == ("returned", "Which laws?", amina)


def test_where_organisations_differ_the_coordinating_one_counts(review, workspace, amina):
    partner = make_organisation(name="Partner")
    WorkspaceMember.objects.create(workspace=workspace, organisation=partner)
    RatingRules.objects.create(workspace=workspace, rates_apart=True)
    pledge = make_pledge(review)
    rate(workspace, pledge, make_member(partner), "fully")
    rate(workspace, pledge, amina, "regressed", at=LATER)

    assert [line.level for line in pledge_lines(workspace)] == ["regressed"]
    assert PledgeRating.objects.current().count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    client, review, workspace, amina, number, django_assert_num_queries
):
    for order in range(1, number + 1):
        rate(workspace, make_pledge(review, order), amina)
    client.force_login(amina)
    client.get(address("pledge_list", workspace.pk))

    with django_assert_num_queries(13):
        page = client.get(address("pledge_list", workspace.pk))
    assert page.context["counts"].partially == number


def test_the_report_has_a_section_of_its_own_and_counts_apart(review, workspace, amina):
    make_recommendation(review, item=7)
    rate(workspace, make_pledge(review), amina, note="Only a bill")
    make_pledge(review, 2)

    report = midterm_report(workspace, language="en", on=date(2026, 11, 14))

    assert (report.counts.total, report.pledge_counts.in_words) == (1, "Partially implemented 1, Not rated 1")
    assert [(line.level, line.where) for line in report.pledges] == [
        ("partially", "A/HRC/59/99, paragraph 96"),
        ("not_rated", "A/HRC/59/99, paragraph 97"),
    ]
    assert thawed(json.loads(json.dumps(frozen(report)))).pledges == report.pledges
    older = frozen(report)
    del older["pledges"]
    assert thawed(older).pledges == ()
    body = render_to_string("implementation/_midterm_body.html", {"report": report, "screen": True})
    assert body.count('<h2 id="pledges"') == body.count("Only a bill") == 1
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(render_word(report))).paragraphs)
    assert "Arcadia pledges to open 1 schools\nPartially implemented · rated on 1 March 2026" in text


def test_a_draft_leaves_out_what_it_is_told_to(review, workspace, amina):
    rate(workspace, make_pledge(review), amina, note="Only a bill")
    make_pledge(review, 2)
    draft = make_draft(workspace, amina)
    before = fingerprints(draft)
    on = date(2026, 11, 14)
    assert len(draft_report(draft, language="en", on=on).pledges) == 2

    draft.shows = [one for one in draft.shows if one not in {"unrated", "reasons"}]
    found = draft_report(draft, language="en", on=on).pledges
    assert [(line.level, line.rating.note) for line in found] == [("partially", "")]
    draft.rated_from = date(2026, 4, 1)
    assert draft_report(draft, language="en", on=on).pledges == ()
    assert "pledges" in before
    assert changed_since(draft, before, now={key: value for key, value in before.items() if key != "pledges"}) == [
        "The ratings of voluntary pledges"
    ]


def test_the_overview_counts_pledges_apart_and_leads_to_them(client, review, workspace, amina):
    make_recommendation(review, item=7)
    rate(workspace, make_pledge(review), amina)
    client.force_login(amina)

    page = client.get(address("overview", workspace.pk))

    assert page.context["overview"].tally.rated == 0
    assert page.context["overview"].report.pledge_counts.partially == 1
    assert address("pledge_list", workspace.pk) in page.text

"""Which of several ratings counts: in the figures, the reports, and what everybody sees."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership, WorkspaceMember
from cycles.models import PublishedRating
from implementation.midterm_content import midterm_report
from implementation.models import Rating, RatingRules
from implementation.services.ratings import publish_workspace_ratings, rate_recommendation
from implementation.services.reviewing import (
    NotWaiting,
    OwnRating,
    approve_ratings,
    return_rating,
    set_rating_rules,
)
from tests.factories import AT, make_member, make_organisation, make_rating, make_recommendation

LATER = AT + timedelta(hours=1)
LAST = AT + timedelta(hours=2)


def rate(workspace, recommendation, by, level="fully", at=AT, replaces=None, **fields):
    words = {"note": "Law 14/2025", "rated_date": date(2026, 3, 1)} | fields
    row = {"workspace": workspace, "recommendation": recommendation, "by": by, "at": at}
    return rate_recommendation(**row, level=level, replaces=replaces, **words)


def decide(workspace, by, *, needs_approval=False, rates_apart=False):
    return set_rating_rules(workspace=workspace, needs_approval=needs_approval, rates_apart=rates_apart, by=by, at=AT)


def counted(workspace):
    return list(Rating.objects.counted().filter(workspace=workspace).values_list("level", flat=True))


def published():
    return list(PublishedRating.objects.values_list("level", flat=True))


@pytest.fixture
def recommendation(review):
    return make_recommendation(review)


@pytest.fixture
def partner(workspace):
    """An editor of a second organisation of the coalition."""
    organisation = make_organisation(name="Bar association")
    WorkspaceMember.objects.create(
        workspace=workspace, organisation=organisation, role=WorkspaceMember.Role.CONTRIBUTOR
    )
    return make_member(organisation, role=Membership.Role.EDITOR, name="Parveen")


def test_without_rules_every_rating_counts_at_once(workspace, recommendation, amina):
    first = rate(workspace, recommendation, amina)

    rate(workspace, recommendation, amina, "regressed", LATER, first.pk)

    assert counted(workspace) == ["regressed"]
    assert set(Rating.objects.values_list("state", flat=True)) == {"approved"}


def test_a_draft_leaves_what_counted_and_what_is_published(workspace, recommendation, amina, odile):
    first = rate(workspace, recommendation, amina)
    publish_workspace_ratings(workspace=workspace, by=odile, at=AT)
    decide(workspace, odile, needs_approval=True)

    draft = rate(workspace, recommendation, amina, "regressed", LATER, first.pk, is_draft=True)

    assert (draft.state, draft.is_current, draft.is_counted) == ("draft", True, False)
    assert (counted(workspace), published()) == (["fully"], ["fully"])
    assert midterm_report(workspace, language="en", on=date(2026, 4, 1)).rows[0].level == "fully"


def test_the_same_words_again_send_a_draft_for_review(workspace, recommendation, amina, odile):
    decide(workspace, odile, needs_approval=True)
    draft = rate(workspace, recommendation, amina, is_draft=True)

    again = rate(workspace, recommendation, amina, at=LATER)

    assert (again.pk, again.state, Rating.objects.count()) == (draft.pk, "sent", 1)


def test_approved_by_another_person_it_counts_and_is_published(workspace, recommendation, amina, odile):
    publish_workspace_ratings(workspace=workspace, by=odile, at=AT)
    decide(workspace, odile, needs_approval=True)
    sent = rate(workspace, recommendation, amina)
    before = (counted(workspace), published())

    number = approve_ratings(workspace=workspace, ratings=[sent], by=odile, at=LATER)

    sent.refresh_from_db()
    assert (number, before) == (1, ([], []))
    assert (counted(workspace), published()) == (["fully"], ["fully"])
    assert (sent.state, sent.decided_by, sent.decided_at) == ("approved", odile, LATER)


def test_nobody_approves_or_returns_their_own(workspace, recommendation, amina, odile):
    decide(workspace, odile, needs_approval=True)
    sent = rate(workspace, recommendation, amina)

    assert approve_ratings(workspace=workspace, ratings=[sent], by=amina, at=LATER) == 0
    with pytest.raises(OwnRating):
        return_rating(rating=sent, note="No", by=amina, at=LATER)
    assert counted(workspace) == []


def test_a_returned_one_keeps_its_words_through_the_next(workspace, recommendation, amina, odile):
    decide(workspace, odile, needs_approval=True)
    sent = rate(workspace, recommendation, amina, note="The law is in force.", structure="Law 14/2025")

    back = return_rating(rating=sent, note="Which law?", by=odile, at=LATER)
    again = rate(workspace, recommendation, amina, at=LAST, replaces=sent.pk, note="Law 14 is in force.")

    back.refresh_from_db()
    assert (back.state, back.return_note, back.note) == ("returned", "Which law?", "The law is in force.")
    assert (again.state, again.former, again.structure) == ("sent", back, "Law 14/2025")
    with pytest.raises(NotWaiting):
        return_rating(rating=back, note="Again", by=odile, at=LAST)


def test_without_approval_any_longer_what_waited_counts(workspace, recommendation, amina, odile):
    decide(workspace, odile, needs_approval=True)
    rate(workspace, recommendation, amina)
    publish_workspace_ratings(workspace=workspace, by=odile, at=AT)
    before = published()

    decide(workspace, odile)
    then = (counted(workspace), published())
    decide(workspace, odile, needs_approval=True)

    assert (before, then) == ([], (["fully"], ["fully"]))
    assert (counted(workspace), published()) == ([], [])


def test_voices_stand_side_by_side_and_only_ours_counts(workspace, recommendation, amina):
    rate(workspace, recommendation, amina, "not_implemented")

    rate(workspace, recommendation, amina, "fully", LATER, voice="government", source="National report, para. 4")
    rate(workspace, recommendation, amina, "partially", LATER, voice="nhri", source="Annual report")

    current = Rating.objects.current().order_by("voice").values_list("voice", "level", "is_counted")
    assert list(current) == [
        ("cso", "not_implemented", True),
        ("government", "fully", False),
        ("nhri", "partially", False),
    ]


def test_apart_two_organisations_do_not_overwrite_each_other(workspace, recommendation, amina, partner, odile):
    decide(workspace, odile, rates_apart=True)
    rate(workspace, recommendation, partner, "not_implemented")
    alone = counted(workspace)

    rate(workspace, recommendation, amina, "partially", LATER)

    assert Rating.objects.current().count() == 2
    # They differ: until somebody settles it, the word of the organisation that coordinates counts.
    assert (alone, counted(workspace)) == (["not_implemented"], ["partially"])


def test_together_two_organisations_write_one_rating(workspace, recommendation, amina, partner):
    first = rate(workspace, recommendation, partner, "not_implemented")

    rate(workspace, recommendation, amina, "partially", LATER, first.pk)

    assert (Rating.objects.current().count(), counted(workspace)) == (1, ["partially"])


def test_only_one_rating_counts_and_none_of_the_government(workspace, recommendation, amina, odile):
    make_rating(workspace, recommendation, amina)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_rating(workspace, recommendation, odile, is_current=False, is_counted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_rating(workspace, make_recommendation(recommendation.review), amina, voice="nhri", is_counted=True)


def test_the_same_rules_again_write_no_event(workspace, odile):
    decide(workspace, odile, needs_approval=True)
    decide(workspace, odile, needs_approval=True)

    assert RatingRules.objects.values_list("needs_approval", "rates_apart").get() == (True, False)

"""What became of a recommendation: saying it, saying it again, and saying it at once with somebody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from common.actor import SERVER, assume
from common.models import AuditEvent
from cycles.models import PublishedRating
from implementation.models import Rating
from implementation.services.ratings import (
    NotInReview,
    RatingConflict,
    publish_workspace_ratings,
    rate_recommendation,
    withdraw_workspace_ratings,
)
from tests.factories import AT, make_member, make_rating, make_recommendation, make_review, make_state, make_workspace

LATER = AT + timedelta(hours=1)


def rate(workspace, recommendation, by, **fields):
    words = {"level": "fully", "note": "Law 14/2025", "rated_date": date(2026, 3, 1), "at": AT, "replaces": None}
    return rate_recommendation(workspace=workspace, recommendation=recommendation, by=by, **(words | fields))


@pytest.fixture
def recommendation(review):
    return make_recommendation(review)


def test_rate_recommendation_writes_who_when_and_why(workspace, recommendation, amina):
    rating = rate(workspace, recommendation, amina)

    saved = Rating.objects.get()
    assert saved == rating
    assert (saved.level, saved.note, saved.rated_date) == ("fully", "Law 14/2025", date(2026, 3, 1))
    assert (saved.rated_by, saved.rated_at, saved.is_current) == (amina, AT, True)


def test_rate_recommendation_again_keeps_the_former_rating(workspace, recommendation, amina):
    first = rate(workspace, recommendation, amina)

    second = rate(workspace, recommendation, amina, level="regressed", at=LATER, replaces=first.pk)

    assert list(Rating.objects.order_by("rated_at").values_list("pk", "level", "is_current")) == [
        (first.pk, "fully", False),
        (second.pk, "regressed", True),
    ]


def test_rate_recommendation_with_the_same_words_changes_nothing(workspace, recommendation, amina):
    first = rate(workspace, recommendation, amina)

    again = rate(workspace, recommendation, amina, at=LATER, replaces=None)

    assert again == first
    assert Rating.objects.count() == 1
    assert AuditEvent.objects.filter(verb="rate").count() == 1


def test_rate_recommendation_refuses_to_overwrite_what_was_not_seen(workspace, recommendation, amina, odile):
    theirs = rate(workspace, recommendation, odile, level="partially")

    with pytest.raises(RatingConflict) as conflict:
        rate(workspace, recommendation, amina, at=LATER, replaces=None)

    assert conflict.value.current == theirs
    assert Rating.objects.count() == 1


def test_rate_recommendation_refuses_a_rating_that_is_no_longer_current(workspace, recommendation, amina, odile):
    first = rate(workspace, recommendation, amina)
    theirs = rate(workspace, recommendation, odile, level="partially", replaces=first.pk)

    with pytest.raises(RatingConflict):
        rate(workspace, recommendation, amina, level="regressed", replaces=first.pk)

    assert rate(workspace, recommendation, amina, level="regressed", replaces=theirs.pk).is_current


def test_rate_recommendation_refuses_one_of_another_review(workspace, amina):
    foreign = make_recommendation(make_review(make_state("KEN", name="Kenya")))

    with pytest.raises(NotInReview):
        rate(workspace, foreign, amina)


def test_rate_recommendation_leaves_other_workspaces_alone(workspace, recommendation, amina, chidi):
    elsewhere = make_workspace(review=workspace.review)
    theirs = rate(elsewhere, recommendation, chidi, level="regressed")

    rate(workspace, recommendation, amina)

    theirs.refresh_from_db()
    assert theirs.is_current


def test_rate_recommendation_notes_ids_and_names_of_fields_only(workspace, recommendation, amina):
    first = rate(workspace, recommendation, amina)
    second = rate(workspace, recommendation, amina, note="Now we know the witness", replaces=first.pk)

    event = AuditEvent.objects.get(target_id=str(second.pk))
    assert (event.verb, event.actor_id, event.workspace_id) == ("rate", amina.pk, workspace.pk)
    assert event.fields == ["note"]


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_leave_one_current_rating(workspace, recommendation, organisation):
    people = [make_member(organisation), make_member(organisation)]
    start = Barrier(2)

    def one(person, level):
        start.wait()
        try:
            return rate(workspace, recommendation, person, level=level).level
        except RatingConflict as conflict:
            return f"conflict with {conflict.current.level}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2, initializer=assume, initargs=(SERVER,)) as pool:
        said = list(pool.map(one, people, ["fully", "regressed"]))

    current = Rating.objects.current().get()
    assert sorted(said) == sorted([current.level, f"conflict with {current.level}"])
    assert Rating.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_rating_while_publishing_misses_nothing(workspace, recommendation, amina, odile):
    start = Barrier(2)

    def at_once(act):
        start.wait()
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2, initializer=assume, initargs=(SERVER,)) as pool:
        list(
            pool.map(
                at_once,
                [
                    lambda: rate(workspace, recommendation, amina),
                    lambda: publish_workspace_ratings(workspace=workspace, by=odile, at=AT),
                ],
            )
        )

    assert PublishedRating.objects.values_list("recommendation", "level").get() == (recommendation.pk, "fully")


def test_publish_workspace_ratings_shows_level_since_and_name(workspace, recommendation, amina, odile):
    first = rate(workspace, recommendation, amina)
    rate(workspace, recommendation, amina, level="partially", rated_date=date(2026, 3, 9), replaces=first.pk)

    publish_workspace_ratings(workspace=workspace, by=odile, at=LATER)

    shown = PublishedRating.objects.get()
    assert (shown.recommendation, shown.level, shown.since) == (recommendation, "partially", date(2026, 3, 9))
    assert (shown.publisher_id, shown.publisher_name) == (workspace.pk, workspace.name)
    workspace.refresh_from_db()
    assert (workspace.ratings_published_at, workspace.ratings_published_by) == (LATER, odile)


def test_rate_recommendation_of_a_publishing_workspace_is_shown_at_once(workspace, recommendation, amina, odile):
    publish_workspace_ratings(workspace=workspace, by=odile, at=AT)

    rate(workspace, recommendation, amina, level="regressed")

    assert PublishedRating.objects.get().level == "regressed"
    recommendation.refresh_from_db()
    assert '"regressed"' in recommendation.row_json
    assert "Law 14/2025" not in recommendation.row_json


def test_publish_workspace_ratings_twice_changes_nothing(workspace, amina, odile):
    publish_workspace_ratings(workspace=workspace, by=odile, at=AT)

    publish_workspace_ratings(workspace=workspace, by=odile, at=LATER)

    workspace.refresh_from_db()
    assert workspace.ratings_published_at == AT
    assert AuditEvent.objects.filter(verb="publish_ratings").count() == 1


def test_withdraw_workspace_ratings_takes_all_back(workspace, recommendation, amina, odile):
    elsewhere = make_workspace(review=workspace.review)
    make_rating(elsewhere, recommendation, odile)
    publish_workspace_ratings(workspace=elsewhere, by=odile, at=AT)
    rate(workspace, recommendation, amina)
    publish_workspace_ratings(workspace=workspace, by=odile, at=AT)

    withdraw_workspace_ratings(workspace=workspace, by=odile, at=LATER)

    assert PublishedRating.objects.get().publisher_id == elsewhere.pk
    workspace.refresh_from_db()
    assert (workspace.ratings_published_at, workspace.ratings_published_by) == (None, None)
    assert Rating.objects.current().filter(workspace=workspace).count() == 1
    assert list(AuditEvent.objects.values_list("verb", flat=True)).count("withdraw_ratings") == 1


def test_withdraw_workspace_ratings_of_one_that_never_published_changes_nothing(workspace, odile):
    withdraw_workspace_ratings(workspace=workspace, by=odile, at=AT)

    assert not AuditEvent.objects.filter(verb="withdraw_ratings").exists()


def test_rate_recommendation_with_an_unknown_former_rating_on_a_fresh_one_saves(workspace, recommendation, amina):
    assert rate(workspace, recommendation, amina, replaces=uuid4()).is_current

"""Many ratings at one go and taking them back; the history of one; and settling where organisations differ."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import WorkspaceMember
from common.models import AuditEvent
from cycles.models import PublishedRating
from implementation.disagreements import disagreements
from implementation.models import Rating, RatingRules
from implementation.services.bulk import rate_many, take_back_batch
from implementation.services.ratings import publish_workspace_ratings
from implementation.trend import trend
from tests.factories import AT, make_member, make_organisation, make_rating, make_recommendation

LATER = AT + timedelta(hours=1)


@pytest.fixture
def three(review):
    return [make_recommendation(review, item=item, text=f"Adopt law {item}") for item in (1, 2, 3)]


@pytest.fixture
def partner(workspace):
    """An editor of an organisation that contributes, where each organisation rates for itself."""
    RatingRules.objects.create(workspace=workspace, rates_apart=True)
    organisation = make_organisation(name="Bar association")
    WorkspaceMember.objects.create(workspace=workspace, organisation=organisation, role="contributor")
    return make_member(organisation, name="Parveen")


def many(workspace, seen, by, **fields):
    words = {"level": "fully", "note": "", "rated_date": date(2026, 3, 1), "at": LATER} | fields
    return rate_many(workspace=workspace, seen=seen, by=by, **words)


def at(name, key, query=""):
    return reverse(f"implementation:{name}", args=[key]) + query


def test_rate_many_keeps_reasons_and_leaves_what_was_not_seen(workspace, three, amina, odile):
    mine = make_rating(workspace, three[0], amina, note="Half of it", structure="Law 14")
    theirs = make_rating(workspace, three[1], odile, level="regressed")

    batch = many(workspace, {three[0].pk: mine.pk, three[1].pk: None, three[2].pk: None}, amina)

    assert (batch.rated, batch.conflicts) == (2, [theirs])
    said = Rating.objects.counted().order_by("recommendation__item").values_list("level", "note", "structure")
    assert list(said) == [("fully", "Half of it", "Law 14"), ("regressed", "", ""), ("fully", "", "")]
    assert AuditEvent.objects.filter(verb="rate").count() == 2


def test_rate_many_publishes_and_taking_back_brings_back_what_stood(workspace, three, amina, odile):
    mine = make_rating(workspace, three[0], amina, level="partially")
    publish_workspace_ratings(workspace=workspace, by=odile, at=AT)
    batch = many(workspace, {three[0].pk: mine.pk, three[1].pk: None}, amina)
    then = sorted(PublishedRating.objects.values_list("recommendation", "level"))

    number = take_back_batch(workspace=workspace, batch=batch.key, by=amina, at=LATER)

    assert then == [(three[0].pk, "fully"), (three[1].pk, "fully")]
    assert (number, list(PublishedRating.objects.values_list("recommendation", "level"))) == (
        2,
        [(three[0].pk, "partially")],
    )
    assert list(Rating.objects.current().values_list("pk", "is_counted")) == [(mine.pk, True)]
    assert Rating.objects.exclude(undone_at=None).count() == 2


def test_nobody_takes_back_what_another_person_rated_or_rated_anew(workspace, three, amina, odile):
    batch = many(workspace, {three[0].pk: None}, amina)

    assert take_back_batch(workspace=workspace, batch=batch.key, by=odile, at=LATER) == 0
    assert take_back_batch(workspace=workspace, batch=uuid4(), by=amina, at=LATER) == 0
    assert Rating.objects.counted().count() == 1


@pytest.mark.parametrize(("person", "status"), [("amina", 200), ("odile", 200), ("bruno", 403), ("chidi", 404)])
@pytest.mark.parametrize("name", ["rating_bulk", "rating_settle"])
def test_who_rates_many_and_who_settles(client, workspace, three, amina, request, name, person, status):
    make_rating(workspace, three[0], amina)
    client.force_login(request.getfixturevalue(person))

    assert client.get(at(name, workspace.pk, "?at=140.1")).status_code == status


@pytest.mark.parametrize(("person", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
def test_who_reads_the_history(client, workspace, three, request, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(at("rating_history", workspace.pk, "?at=140.1")).status_code == status
    assert client.get(at("rating_history", workspace.pk, "?at=x")).status_code == 404


def test_only_who_coordinates_settles(client, workspace, three, partner):
    make_rating(workspace, three[0], partner)
    client.force_login(partner)

    assert client.get(at("rating_settle", workspace.pk, "?at=140.1")).status_code == 403


def test_rating_bulk_rates_the_ticked_ones_and_offers_to_take_it_back(client, workspace, three, amina):
    client.force_login(amina)
    words = {"level": "fully", "rated_date": "2026-03-01", "row": [f"{three[0].pk}:", f"{three[2].pk}:"]}

    answer = client.post(at("rating_bulk", workspace.pk), words, follow=True)
    rated = sorted(Rating.objects.values_list("recommendation__item", flat=True))
    undone = client.post(at("rating_bulk_undo", workspace.pk), {"batch": answer.context["batch"]}, follow=True)

    assert "2 recommendations are rated." in answer.content.decode()
    assert rated == [1, 3]
    assert "2 ratings are taken back." in undone.content.decode()
    assert Rating.objects.current().count() == 0


def test_rating_bulk_names_what_somebody_rated_meanwhile(client, workspace, three, amina, odile):
    make_rating(workspace, three[0], odile, level="regressed")
    client.force_login(amina)
    words = {"level": "fully", "rated_date": "2026-03-01", "row": [f"{three[0].pk}:"]}

    html = client.post(at("rating_bulk", workspace.pk), words, follow=True).content.decode()

    assert "after you had opened the page: 140.1." in html
    assert Rating.objects.get().level == "regressed"


def test_rating_bulk_without_a_tick_keeps_what_was_typed(client, workspace, three, amina):
    client.force_login(amina)

    answer = client.post(at("rating_bulk", workspace.pk), {"note": "Our words", "rated_date": "2026-03-01"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"level", "__all__"}
    assert "Our words" in answer.content.decode()


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("not_implemented", "partially", "better"),
        ("fully", "regressed", "worse"),
        ("fully", "fully", "same"),
        ("too_early", "fully", ""),
        ("fully", "no_information", ""),
    ],
)
def test_trend(before, after, word):
    assert trend(before, after) == word


def test_rating_history_says_how_it_went(client, workspace, three, amina):
    early = {"is_current": False, "rated_date": date(2025, 3, 1)}
    make_rating(workspace, three[0], amina, level="not_implemented", note="Nothing yet", **early)
    make_rating(workspace, three[0], amina, level="partially")
    make_rating(workspace, three[0], amina, level="fully", voice="government", source="A/HRC/60/1")
    client.force_login(amina)

    answer = client.get(at("rating_history", workspace.pk, "?at=140.1"))

    told = [(moment.rating.voice, moment.rating.level, moment.trend) for moment in answer.context["moments"]]
    assert sorted(told) == [
        ("cso", "not_implemented", ""),
        ("cso", "partially", "better"),
        ("government", "fully", ""),
    ]
    assert "Nothing yet" in answer.content.decode()


def test_settling_counts_and_keeps_what_both_said(client, workspace, three, amina, partner):
    other = partner.organisations.get()
    own = amina.organisations.get()
    make_rating(workspace, three[0], partner, organisation=other, level="not_implemented", is_counted=False)
    make_rating(workspace, three[0], amina, organisation=own, level="partially", note="Half of it", rated_at=LATER)
    client.force_login(amina)

    opened = client.get(at("rating_settle", workspace.pk, "?at=140.1"))
    words = {"level": "not_implemented", "note": "We agreed.", "rated_date": "2026-03-01"}
    answer = client.post(at("rating_settle", workspace.pk, "?at=140.1"), words, follow=True)

    assert opened.context["form"].initial["note"] == "Half of it"
    assert Rating.objects.counted().values_list("level", "note", "is_settled").get() == (
        "not_implemented",
        "We agreed.",
        True,
    )
    assert Rating.objects.current().count() == 3
    assert "Settled. What the organisations said stays beside it." in answer.content.decode()


def test_what_is_settled_is_open_again_when_somebody_changes_their_mind(workspace, three, amina, partner):
    other = partner.organisations.get()
    make_rating(workspace, three[0], amina, organisation=amina.organisations.get(), is_counted=False)
    make_rating(workspace, three[0], amina, is_settled=True, level="fully", rated_at=LATER)
    row = make_rating(workspace, three[0], partner, organisation=other, level="regressed", is_counted=False)
    before = [one.is_open for one in disagreements(workspace, amina)]

    Rating.objects.filter(pk=row.pk).update(rated_at=LATER + timedelta(hours=1))

    assert (before, [one.is_open for one in disagreements(workspace, amina)]) == ([False], [True])


def test_settling_over_what_was_settled_meanwhile_gives_the_words_back(client, workspace, three, amina, odile, partner):
    make_rating(workspace, three[0], amina, is_counted=False)
    make_rating(workspace, three[0], odile, is_settled=True, level="fully", rated_at=LATER)
    client.force_login(amina)
    words = {"level": "partially", "note": "We agreed.", "rated_date": "2026-03-01"}

    answer = client.post(at("rating_settle", workspace.pk, "?at=140.1"), words)

    assert answer.status_code == 409
    assert "We agreed." in answer.content.decode()
    assert Rating.objects.counted().get().level == "fully"


def test_rating_list_apart_shows_ones_own_and_the_others_beside_it(client, workspace, three, amina, partner):
    other = partner.organisations.get()
    make_rating(workspace, three[0], partner, organisation=other, level="regressed", note="Worse here")
    client.force_login(amina)

    answer = client.get(at("rating_list", workspace.pk, "?at=140.1"))

    html = answer.content.decode()
    assert (answer.context["rating"], "0 of 3 rated" in html) == (None, True)
    assert "Bar association" in html
    assert "Worse here" in html

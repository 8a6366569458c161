"""The pages on which ratings are approved, returned, and set beside what others say."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import WorkspaceMember
from implementation.models import Rating, RatingRules
from implementation.services.ratings import rate_recommendation
from implementation.services.reviewing import approve_ratings
from tests.factories import make_member, make_organisation, make_rating, make_recommendation


@pytest.fixture
def recommendation(review):
    return make_recommendation(review, item=7, text="Adopt the law on associations")


@pytest.fixture
def waiting(workspace, recommendation, amina):
    RatingRules.objects.create(workspace=workspace, needs_approval=True)
    return make_rating(workspace, recommendation, amina, note="The law is in force.", state="sent", is_counted=False)


@pytest.fixture
def coalition_partner(workspace):
    """An editor of an organisation that contributes."""
    organisation = make_organisation(name="Bar association")
    WorkspaceMember.objects.create(workspace=workspace, organisation=organisation, role="contributor")
    return make_member(organisation, name="Parveen")


def at(name, key, query=""):
    return reverse(f"implementation:{name}", args=[key]) + query


@pytest.mark.parametrize(
    ("person", "status"), [("amina", 200), ("odile", 200), ("bruno", 403), ("chidi", 404), ("partner", 403)]
)
def test_rating_rules_are_for_who_coordinates(client, workspace, coalition_partner, request, person, status):
    client.force_login(coalition_partner if person == "partner" else request.getfixturevalue(person))

    assert client.get(at("rating_rules", workspace.pk)).status_code == status


def test_rating_rules_are_saved(client, workspace, amina):
    client.force_login(amina)

    answer = client.post(at("rating_rules", workspace.pk), {"needs_approval": "on"})

    assert answer.headers["Location"] == at("rating_list", workspace.pk)
    assert RatingRules.objects.values_list("needs_approval", "rates_apart").get() == (True, False)


@pytest.mark.parametrize(("person", "status"), [("odile", 200), ("amina", 403), ("bruno", 403), ("chidi", 404)])
def test_rating_return_is_for_another_editor(client, waiting, request, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(at("rating_return", waiting.pk)).status_code == status


def test_rating_return_brings_the_note_to_its_author(client, workspace, waiting, odile, amina):
    client.force_login(odile)
    client.post(at("rating_return", waiting.pk), {"note": "Which law?"})

    client.force_login(amina)
    html = client.get(at("rating_list", workspace.pk, "?at=140.7")).content.decode()

    assert "Which law?" in html
    assert "The law is in force." in html
    assert "Returned to you" in client.get(at("rating_review_list", workspace.pk)).content.decode()


def test_rating_return_without_a_note_is_asked_for_one(client, waiting, odile):
    client.force_login(odile)

    answer = client.post(at("rating_return", waiting.pk), {"note": " "})

    assert list(answer.context["form"].errors) == ["note"]
    assert Rating.objects.get().state == "sent"


def test_rating_return_after_a_decision_says_so_and_keeps_the_note(client, waiting, odile):
    Rating.objects.update(state="approved")
    client.force_login(odile)

    answer = client.post(at("rating_return", waiting.pk), {"note": "Which law?"})

    assert answer.status_code == 409
    assert "Which law?" in answer.content.decode()


def test_rating_approve_takes_the_ticked_ones(client, workspace, waiting, odile):
    client.force_login(odile)

    answer = client.post(at("rating_approve", workspace.pk), {"rating": [waiting.pk, "nonsense"]}, follow=True)

    assert "1 rating is approved." in answer.content.decode()
    assert Rating.objects.counted().get() == waiting


def test_rating_approve_of_ones_own_approves_nothing(client, workspace, waiting, amina):
    client.force_login(amina)

    answer = client.post(at("rating_approve", workspace.pk), {"rating": [waiting.pk]}, follow=True)

    assert "Nothing was approved." in answer.content.decode()
    assert Rating.objects.counted().count() == 0


def correct(rating, by):
    words = {"level": rating.level, "rated_date": rating.rated_date, "note": f"{rating.note}."}
    place = {"workspace": rating.workspace, "recommendation": rating.recommendation}
    return rate_recommendation(**place, **words, replaces=rating.pk, by=by, at=timezone.now())


def may_return(client, rating, *people):
    codes = []
    for person in people:
        client.force_login(person)
        codes.append(client.get(at("rating_return", rating.pk)).status_code)
    return codes


def test_nobody_decides_a_rating_in_which_they_had_a_part(client, workspace, waiting, amina, odile, coalition_partner):
    corrected = correct(waiting, odile)
    people = (amina, odile, coalition_partner)

    assert may_return(client, corrected, *people) == [403, 403, 200]
    client.force_login(amina)
    listed = client.get(at("rating_review_list", workspace.pk)).context
    approved = [
        approve_ratings(workspace=workspace, ratings=[corrected], by=person, at=timezone.now()) for person in people
    ]
    assert (listed["waiting"], listed["own"], approved) == ([], [corrected], [0, 0, 1])
    # What was approved is behind it: only who changes it then had a part in what waits.
    anew = correct(Rating.objects.current().get(), odile)
    assert may_return(client, anew, *people) == [200, 403, 200]


def test_where_everybody_rated_all_but_the_last_decide(client, waiting, amina, odile):
    assert may_return(client, correct(waiting, odile), amina, odile) == [200, 403]


def test_rating_form_offers_a_draft_where_approval_is_wanted(client, workspace, waiting, amina):
    client.force_login(amina)
    words = {"level": "fully", "note": "Now.", "rated_date": "2026-03-01", "replaces": waiting.pk}

    html = client.get(at("rating_list", workspace.pk, "?at=140.7")).content.decode()
    client.post(at("rating_create", workspace.pk, "?at=140.7&as=draft"), words)

    assert "Keep it as a draft" in html
    assert Rating.objects.current().get().state == "draft"


@pytest.mark.parametrize(("person", "status"), [("amina", 200), ("odile", 200), ("bruno", 403), ("chidi", 404)])
def test_voice_create_is_for_editors(client, workspace, recommendation, request, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(at("voice_create", workspace.pk, "?at=140.7")).status_code == status
    assert client.get(at("voice_create", workspace.pk, "?at=1.1")).status_code == (404 if status == 200 else status)


def test_voice_create_stands_in_small_words_under_ours(client, workspace, recommendation, amina):
    make_rating(workspace, recommendation, amina, level="not_implemented")
    client.force_login(amina)
    words = {"voice": "government", "level": "fully", "source": "A/HRC/60/1", "rated_date": "2026-03-01"}

    answer = client.post(at("voice_create", workspace.pk, "?at=140.7"), words, follow=True)

    html = answer.content.decode()
    assert "The government says, 1 March 2026" in html
    assert "A/HRC/60/1" in html
    assert answer.context["rating"].level == "not_implemented"


def test_voice_create_twice_keeps_both_and_shows_the_last(client, workspace, recommendation, amina):
    client.force_login(amina)
    words = {"voice": "nhri", "level": "fully", "source": "Report 2025", "rated_date": "2026-03-01"}

    client.post(at("voice_create", workspace.pk, "?at=140.7"), words)
    client.post(at("voice_create", workspace.pk, "?at=140.7"), words | {"level": "partially"})

    assert list(Rating.objects.order_by("rated_at").values_list("level", "is_current")) == [
        ("fully", False),
        ("partially", True),
    ]


def test_voice_create_keeps_what_was_typed(client, workspace, recommendation, amina):
    client.force_login(amina)

    answer = client.post(at("voice_create", workspace.pk, "?at=140.7"), {"note": "Our words", "voice": "cso"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"voice", "level", "source", "rated_date"}
    assert "Our words" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_rating_review_list_query_count(client, workspace, review, amina, odile, django_assert_num_queries, number):
    RatingRules.objects.create(workspace=workspace, needs_approval=True)
    for _ in range(number):
        make_rating(workspace, make_recommendation(review), amina, state="sent", is_counted=False)
    client.force_login(odile)

    # The days of the review are kept from now on.
    client.get(at("rating_review_list", workspace.pk))
    with django_assert_num_queries(12):
        client.get(at("rating_review_list", workspace.pk))

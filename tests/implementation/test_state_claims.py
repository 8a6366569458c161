"""What the State says in its own reports: noted, found, and taken as the source of the government's rating."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from implementation.models import Rating, StateClaim
from implementation.services.ratings import NotInReview
from implementation.services.state_claims import change_state_claim
from tests.factories import make_recommendation, make_review, make_state
from tests.implementation.state_claims_noted import POST, make_claim


@pytest.fixture
def recommendation(review):
    return make_recommendation(review, item=7)


def address(name, row):
    return reverse(f"implementation:{name}", args=[row.pk])


def test_a_passage_is_kept_once_however_often_it_is_sent(client, workspace, amina, recommendation):
    client.force_login(amina)
    sent = POST | {"key": uuid4()}
    for _time in range(2):
        answer = client.post(address("state_claim_create", workspace), sent)
        assert (answer.status_code, answer.url) == (302, address("state_claim_list", workspace))

    row = StateClaim.objects.get()
    assert (row.recommendation, row.claim, row.date) == (recommendation, "done", date(2026, 3, 1))
    assert row.place == "A/HRC/WG.6/49/KEN/1, § 14"


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"number": "140.99"}, "number", "No recommendation of this review has this number: 140.99"),
        ({"number": ""}, "number", "Write which recommendation it is about."),
        ({"source": ""}, "source", "Write in which document it stands."),
        ({"words": ""}, "words", "Write what it says, so that others can check the claim."),
    ],
)
def test_bad_input_is_answered_at_its_field(client, workspace, amina, recommendation, more, field, says):
    client.force_login(amina)
    form = client.post(address("state_claim_create", workspace), POST | {"key": uuid4()} | more).context["form"]

    assert form.errors[field] == [says]
    assert form["paragraph"].value() == "14"
    assert StateClaim.objects.count() == 0


def test_one_entry_is_about_one_recommendation(client, workspace, amina, review, recommendation):
    make_recommendation(review, item=8)
    client.force_login(amina)
    sent = POST | {"key": uuid4(), "number": "140.7, 140.8"}
    form = client.post(address("state_claim_create", workspace), sent).context["form"]

    assert form.errors["number"] == ["Write one number. Each recommendation has an entry of its own."]


def test_that_nothing_is_said_needs_no_words_and_a_claim_does(workspace, amina, recommendation):
    make_claim(workspace, recommendation, amina, claim="nothing", words="")
    with pytest.raises(IntegrityError, match="implementation_stateclaim_has_words"), transaction.atomic():
        make_claim(workspace, recommendation, amina, words="")
    assert StateClaim.objects.count() == 1


def test_another_review_has_no_place_here(workspace, amina):
    with pytest.raises(NotInReview):
        make_claim(workspace, make_recommendation(make_review(make_state("UGA")), item=7), amina)


def test_nobody_writes_over_what_they_have_not_read(client, workspace, amina, recommendation):
    row = make_claim(workspace, recommendation, amina)
    read = row.version
    how = {"recommendation": recommendation, "by": amina}
    change_state_claim(claim=row, words={"words": "Theirs"}, seen=read, at=row.changed_at.replace(year=2027), **how)
    client.force_login(amina)
    answer = client.post(address("state_claim_edit", row), POST | {"words": "Mine", "key": row.pk, "seen": read})

    assert (answer.status_code, answer.context["newer"].words) == (409, "Theirs")
    assert StateClaim.objects.get().words == "Theirs"


def test_the_list_is_filtered_by_words_document_and_claim(client, workspace, amina, recommendation):
    one = make_claim(workspace, recommendation, amina)
    other = make_claim(workspace, recommendation, amina, claim="planned", document="midterm", words="A bill", date=None)
    client.force_login(amina)

    def found(**asked):
        return set(client.get(address("state_claim_list", workspace), asked).context["page"].object_list)

    assert found() == {one, other}
    assert found(claim="planned") == found(document="midterm") == found(q="bill") == {other}
    assert found(q="law", document="midterm") == set()


def test_the_rating_page_shows_it_and_it_begins_the_rating_of_the_government(client, workspace, amina, recommendation):
    row = make_claim(workspace, recommendation, amina)
    client.force_login(amina)
    link = f"{address('voice_create', workspace)}?at=140.7&claim={row.pk}"
    page = client.get(address("rating_list", workspace), {"at": "140.7"})
    assert list(page.context["state_claims"]) == [row]
    assert link.replace("&", "&amp;") in page.text

    form = client.get(link).context["form"]
    begun = {name: form[name].value() for name in ("voice", "source", "note", "level")}
    assert begun == {"voice": "government", "source": row.place, "note": "The law was passed.", "level": None}
    client.post(link, begun | {"level": "fully", "rated_date": "2026-03-01"})
    assert Rating.objects.values_list("voice", "level", "source").get() == ("government", "fully", row.place)


def test_it_is_taken_away_and_strangers_find_nothing(client, workspace, amina, recommendation, chidi):
    row = make_claim(workspace, recommendation, amina)
    client.force_login(chidi)
    for name in ("state_claim_edit", "state_claim_delete"):
        assert client.post(address(name, row), POST).status_code == 404
    client.force_login(amina)
    client.post(address("state_claim_delete", row))
    assert StateClaim.objects.count() == 0

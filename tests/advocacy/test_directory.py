"""The public directory: who adds, who checks, who reads what."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from advocacy.models import DiplomaticPost, PostFact
from advocacy.services.directory import check_post, end_fact
from tests.advocacy.contacted import POST, make_fact, make_post
from tests.factories import make_state

pytestmark = pytest.mark.django_db


def page(client, state="FRA"):
    return client.get(reverse("advocacy:mission_detail", args=[state])).content.decode()


def test_what_nobody_checked_is_read_by_members_only(client, amina):
    make_fact(amina)

    assert "A street in Geneva" not in page(client)
    client.force_login(amina)
    found = page(client)
    assert "A street in Geneva" in found
    assert "not checked" in found
    assert "The Blue Book" in found


def test_what_an_editor_of_the_record_checked_is_read_by_everybody(client, amina, edda):
    fact = make_fact(amina)

    check_post(post=fact.post, facts=[fact], by=edda, at=timezone.now())

    assert "A street in Geneva" in page(client)


def test_what_an_editor_adds_counts_as_checked(client, edda):
    client.force_login(edda)

    client.post(reverse("advocacy:mission_add", args=[make_state("FRA").pk]), POST)

    post = DiplomaticPost.objects.get()
    assert (post.kind, post.host, post.is_checked, post.facts.get().is_checked) == ("mission", None, True, True)


def test_a_new_fact_stands_beside_the_checked_one_until_it_is_checked_too(amina, edda):
    make_post(edda, facts={"address": "Old"}, is_check=True)
    post = make_post(amina, facts={"address": "New"})
    assert {fact.value for fact in post.facts.standing()} == {"Old", "New"}

    check_post(post=post, facts=list(post.facts.filter(value="New")), by=edda, at=timezone.now())

    assert [fact.value for fact in post.facts.standing()] == ["New"]
    assert PostFact.objects.count() == 2


def test_one_unchecked_fact_takes_the_place_of_another(amina):
    make_post(amina, facts={"address": "Old"})
    post = make_post(amina, facts={"address": "New", "telephone": "+41 22 000 00 00"})

    assert {fact.value for fact in post.facts.standing()} == {"New", "+41 22 000 00 00"}


def test_what_came_after_the_page_was_read_is_not_checked_along(client, amina, edda):
    fact = make_fact(amina)
    make_post(amina, facts={"telephone": "+41 22 000 00 00"})
    client.force_login(edda)

    client.post(reverse("advocacy:mission_check", args=[fact.post_id]), {"fact": [fact.pk, "nonsense"]})

    assert [one.kind for one in PostFact.objects.exclude(checked_at=None)] == ["address"]


@pytest.mark.parametrize(("name", "status"), [("amina", 302), ("chidi", 403), ("edda", 302)])
def test_who_added_it_or_an_editor_takes_it_out(client, request, amina, name, status):
    fact = make_fact(amina)
    client.force_login(request.getfixturevalue(name))

    assert client.post(reverse("advocacy:mission_fact_end", args=[fact.pk])).status_code == status


def test_what_is_checked_is_no_longer_the_adders_to_take_out(client, amina, edda):
    fact = make_fact(amina)
    check_post(post=fact.post, facts=[fact], by=edda, at=timezone.now())
    client.force_login(amina)

    assert client.post(reverse("advocacy:mission_fact_end", args=[fact.pk])).status_code == 403


def test_what_ended_is_shown_no_more(client, amina):
    fact = make_fact(amina)

    end_fact(fact=fact, by=amina, at=timezone.now())

    client.force_login(amina)
    assert "A street in Geneva" not in page(client)


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 403), ("edda", 200)])
def test_writers_add(client, request, name, status):
    make_state("FRA")
    client.force_login(request.getfixturevalue(name))

    assert client.get(reverse("advocacy:mission_add", args=["FRA"])).status_code == status


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"kind": "embassy"}, "Say in which State the embassy works."),
        ({"source": ""}, "Say where this is published."),
        ({"as_of_date": "2099-01-01"}, "This day is still to come."),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_bad_input_is_answered_at_its_field(client, amina, sent, message):
    make_state("FRA")
    client.force_login(amina)

    answer = client.post(reverse("advocacy:mission_add", args=["FRA"]), POST | sent).content.decode()

    assert message in answer
    assert "A street in Geneva" in answer
    assert DiplomaticPost.objects.count() == 0


def test_the_list_says_what_is_known_of_the_state_that_is_asked_about(client, amina, edda):
    make_post(edda, is_check=True)
    make_post(edda, host="KEN", is_check=True)
    make_post(edda, state="TGO", host="KEN", presence="elsewhere", is_check=True)
    make_post(amina, state="SVN")

    letters = client.get(reverse("advocacy:mission_list"), {"host": "KEN"}).context["letters"]

    lines = {line.state.pk: line for group in letters for line in group.lines}
    assert set(lines) == {"FRA", "SVN", "TGO"}
    assert (lines["FRA"].mission is None, lines["FRA"].embassy.presence) == (False, "resident")
    assert (lines["TGO"].mission, lines["TGO"].embassy.presence) == (None, "elsewhere")
    assert (lines["SVN"].mission, lines["SVN"].embassy) == (None, None)


def test_a_state_has_no_embassy_in_itself(amina):
    with pytest.raises(IntegrityError):
        make_post(amina, state="FRA", host="FRA")


def test_list_costs_two_queries_however_many(client, edda, django_assert_num_queries):
    make_post(edda, is_check=True)
    address = reverse("advocacy:mission_list")
    with django_assert_num_queries(2):
        client.get(address)
    make_post(edda, state="TGO", is_check=True, as_of_date=date(2026, 3, 2))
    with django_assert_num_queries(2):
        client.get(address)

import pytest
from django.urls import reverse
from django.utils import timezone

from advocacy.models import LineMatch
from advocacy.services.notebook import NotTheirs, withdraw_line
from tests.advocacy.noted_down import decide, make_line
from tests.factories import make_recommendation, make_review, make_state, make_workspace

TEXTS = [
    ("FRA", "Ratify the Optional Protocol to the Convention against Torture"),
    ("FRA", "Abolish the death penalty for all crimes"),
    ("GHA", "Reduce overcrowding in prisons through non-custodial measures"),
]


@pytest.fixture
def workspace(organisation):
    review = make_review()
    for item, (iso3, text) in enumerate(TEXTS, 1):
        make_recommendation(review, states=[iso3], paragraph=120, item=item, text=text)
    return make_workspace(organisation=organisation, review=review)


def number(workspace, item):
    return workspace.review.recommendations.get(item=item)


def address(workspace, name="notebook_official"):
    return reverse(f"advocacy:{name}", args=[workspace.pk])


def guessed(beside):
    return [guess.recommendation.number for guess in beside.guesses]


def test_both_sides_with_what_has_no_other_side(client, amina, workspace):
    client.force_login(amina)
    make_line(workspace, amina, "FR: ratify OPCAT")
    make_line(workspace, amina, "Ghana - prisons overcrwding")
    make_line(workspace, amina, "FR: ban bullfighting")

    both = client.get(address(workspace)).context["both"]

    assert [guessed(one) for one in both.lines] == [["120.1"], ["120.3"], []]
    assert [one.number for one in both.unheard] == ["120.2"]
    assert (both.decided, both.guessed, both.without) == (0, 2, 1)
    assert LineMatch.objects.count() == 0


def test_a_state_that_stands_in_no_word_of_the_line_is_said_to_go_on(client, amina, workspace):
    client.force_login(amina)
    make_line(workspace, amina, "FR: ratify OPCAT")
    make_line(workspace, amina, "abolish the death penalty")

    page = " ".join(client.get(address(workspace)).content.decode().split())

    assert page.count("(as in the line before)") == 1


@pytest.mark.parametrize(("show", "items"), [("all", 2), ("open", 1), ("none", 1), ("unheard", 2), ("else", 2)])
def test_what_is_shown_can_be_chosen(client, amina, workspace, show, items):
    client.force_login(amina)
    decide(make_line(workspace, amina, "FR: ratify OPCAT"), None, amina)
    make_line(workspace, amina, "Ghana - prisons overcrowding")

    page = client.get(address(workspace), {"show": show}).context["page"]

    assert len(page.object_list) == items


def test_only_what_is_ticked_is_confirmed_with_how_sure_the_machine_was(client, amina, workspace):
    client.force_login(amina)
    first = make_line(workspace, amina, "FR: ratify OPCAT")
    make_line(workspace, amina, "Ghana - prisons overcrowding")
    pairs = [f"{first.pk}:{number(workspace, 1).pk}", f"{first.pk}:{number(workspace, 2).pk}", "nonsense"]

    answer = client.post(address(workspace, "notebook_confirm"), {"pair": pairs}, follow=True)

    match = LineMatch.objects.get()
    assert (match.line, match.recommendation, match.decided_by) == (first, number(workspace, 1), amina)
    assert 0.5 <= match.score <= 1
    assert [str(one) for one in answer.context["messages"]] == [
        "1 guess is confirmed.",
        "What was not ticked, or changed meanwhile, is still open.",
    ]


def test_parts_of_a_line_are_guessed_and_decided_one_by_one(client, amina, workspace):
    client.force_login(amina)
    line = make_line(workspace, amina, "FR: OPCAT; also abolish death penalty + whales")
    official, confirm = address(workspace), address(workspace, "notebook_confirm")

    before = client.get(official, {"show": "open"})
    client.post(confirm, {"pair": f"{line.pk}:{number(workspace, 2).pk}"})
    after = client.get(official, {"show": "open"})
    client.post(confirm, {"pair": f"{line.pk}:{number(workspace, 1).pk}"})
    done = client.get(official)

    assert [guessed(one) for one in before.context["both"].lines] == [["120.1", "120.2"]]
    assert "It is 120.1<" in before.content.decode()
    assert [guessed(one) for one in after.context["page"]] == [["120.1"]]
    assert (after.context["both"].decided, after.context["both"].guessed) == (0, 1)
    assert [guessed(one) for one in done.context["both"].lines] == [[]]
    assert (done.context["both"].decided, done.context["both"].guessed) == (1, 0)
    assert sorted(match.recommendation.number for match in line.matches.all()) == ["120.1", "120.2"]


def test_line_with_an_open_part_is_closed_by_hand_and_opened_by_another_decision(client, amina, workspace):
    client.force_login(amina)
    line = make_line(workspace, amina, "FR: OPCAT; abolish death penalty")
    decide_it = reverse("advocacy:notebook_line_decide", args=[line.pk])
    decide(line, number(workspace, 1), amina)

    client.post(decide_it, {"rest": "1"})
    closed = client.get(address(workspace))

    assert [match.recommendation for match in line.matches.order_by("score")].count(None) == 1
    assert [guessed(one) for one in closed.context["both"].lines] == [[]]
    assert [(one.is_none, one.is_open) for one in closed.context["both"].lines] == [(False, False)]
    assert "nothing else" in closed.content.decode()
    assert "not in the list" not in closed.content.decode()
    assert b"".join(client.get(address(workspace, "notebook_csv")).streaming_content).decode().endswith(",120.1\r\n")
    client.post(decide_it, {"number": "120.2"})
    assert sorted(match.recommendation.number for match in line.matches.all()) == ["120.1", "120.2"]


@pytest.mark.parametrize(("name", "status"), [("amina", 302), ("bruno", 403), ("chidi", 404)])
def test_editors_decide(client, request, amina, workspace, name, status):
    line = make_line(workspace, amina)
    client.force_login(request.getfixturevalue(name))

    answers = [
        client.post(address(workspace, "notebook_confirm"), {"pair": f"{line.pk}:{number(workspace, 1).pk}"}),
        client.post(reverse("advocacy:notebook_line_decide", args=[line.pk]), {"number": "120.2"}),
        client.post(reverse("advocacy:notebook_line_delete", args=[line.pk])),
    ]

    assert [answer.status_code for answer in answers] == [status] * 3


def test_another_number_is_chosen_by_hand_and_opened_again(client, amina, workspace):
    client.force_login(amina)
    line = make_line(workspace, amina)
    decide_it = reverse("advocacy:notebook_line_decide", args=[line.pk])

    client.post(decide_it, {"number": "120.2"})

    match = LineMatch.objects.get()
    assert (match.recommendation.number, match.line) == ("120.2", line)
    client.post(decide_it, {"none": "1"})
    assert [match.recommendation for match in LineMatch.objects.all()] == [None]
    client.post(decide_it, {"open": "1"})
    assert LineMatch.objects.count() == 0


def test_unknown_number_is_said_at_its_field_and_kept(client, amina, workspace):
    client.force_login(amina)
    line = make_line(workspace, amina)

    page = client.post(reverse("advocacy:notebook_line_decide", args=[line.pk]), {"number": "99.9"}).content.decode()

    assert "XAR-4 has no recommendation 99.9. Numbers look like 140.7." in page
    assert 'value="99.9"' in page
    assert LineMatch.objects.count() == 0


def test_line_may_be_two_recommendations_and_none_undoes_both(amina, workspace):
    line = make_line(workspace, amina)

    for row in (number(workspace, 1), number(workspace, 2), number(workspace, 1)):
        decide(line, row, amina)
    assert LineMatch.objects.count() == 2
    decide(line, None, amina)
    assert [match.recommendation for match in LineMatch.objects.all()] == [None]

    decide(line, number(workspace, 1), amina)
    assert [match.recommendation.item for match in LineMatch.objects.all()] == [1]
    withdraw_line(line=line, by=amina, at=timezone.now())
    withdraw_line(line=line, by=amina, at=timezone.now())
    assert LineMatch.objects.count() == 0


def test_recommendation_of_another_review_is_refused(amina, workspace):
    other = make_recommendation(make_review(make_state("NPL"), session=49))

    with pytest.raises(NotTheirs):
        decide(make_line(workspace, amina), other, amina)


def test_state_set_by_a_person_narrows_the_guess(client, amina, workspace):
    client.force_login(amina)
    line = make_line(workspace, amina, "Ghana: abolish death penalty", state=make_state("FRA"))

    rows = client.get(line.get_absolute_url()).context["candidates"]

    assert [one.recommendation.number for one in rows][:1] == ["120.2"]


def test_list_asks_the_same_number_of_questions_for_one_and_three(client, amina, workspace, django_assert_num_queries):
    client.force_login(amina)
    decide(make_line(workspace, amina), number(workspace, 1), amina)
    client.get(address(workspace))
    with django_assert_num_queries(QUERIES):
        client.get(address(workspace))
    for _ in range(2):
        decide(make_line(workspace, amina), number(workspace, 1), amina)

    with django_assert_num_queries(QUERIES):
        client.get(address(workspace))


QUERIES = 24

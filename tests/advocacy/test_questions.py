import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from advocacy.models import QuestionMatch
from advocacy.services.questions import NotTheirQuestion, withdraw_question
from tests.advocacy.decided import make_proposal
from tests.advocacy.noted_down import make_issue
from tests.advocacy.pushed import decide, make_priority, make_question
from tests.factories import make_review, make_state, make_workspace

TEXTS = [
    ("FRA", "What steps will the Government take to ratify the Optional Protocol to the Convention against Torture?"),
    ("DEU", "How does the State relieve overcrowding in its prisons?"),
    ("GHA", "Which measures protect journalists?"),
]


@pytest.fixture
def workspace(organisation):
    review = make_review()
    for order, (iso3, text) in enumerate(TEXTS, 1):
        make_question(review, text, iso3, order)
    return make_workspace(organisation=organisation, review=review)


def question(workspace, order):
    return workspace.review.advance_questions.get(order=order)


def address(workspace, name="question_list"):
    return reverse(f"advocacy:{name}", args=[workspace.pk])


@pytest.mark.parametrize(("name", "statuses"), [("amina", (200, 302)), ("bruno", (200, 403)), ("chidi", (404, 404))])
def test_page_is_the_workspaces_and_editors_decide(client, request, amina, workspace, name, statuses):
    proposal = make_proposal(workspace, amina, text_en="Ratify OPCAT")
    client.force_login(request.getfixturevalue(name))
    sent = {"question": question(workspace, 1).pk, "ours": f"proposal:{proposal.pk}", "verdict": "yes"}

    answers = client.get(address(workspace)), client.post(address(workspace, "question_decide"), sent)

    assert tuple(answer.status_code for answer in answers) == statuses
    assert QuestionMatch.objects.count() == (name == "amina")


def test_questions_are_guessed_across_words_and_what_nobody_asked_is_said(client, amina, workspace):
    client.force_login(amina)
    opcat = make_proposal(workspace, amina, text_en="Ratify OPCAT")
    trees = make_proposal(workspace, amina, text_en="Plant trees along the coast")
    jails = make_priority(workspace, amina, title="Crowded jails")
    tortured = make_priority(workspace, amina, title="Beaten at the station", issue=make_issue(50, "Torture"))

    page = client.get(address(workspace))

    touched = [{touch.ours.row for touch in row.touches} for row in page.context["rows"]]
    assert touched == [{opcat, tortured}, {jails}, set()]
    assert [one.row for one in page.context["unasked"]] == [trees]
    assert "the machine’s guess" in page.content.decode()
    assert QuestionMatch.objects.count() == 0


def test_decision_stands_above_the_guess(client, amina, workspace):
    client.force_login(amina)
    proposal = make_proposal(workspace, amina, text_en="Ratify OPCAT")
    pair = {"ours": f"proposal:{proposal.pk}"}
    decide_it = address(workspace, "question_decide")

    client.post(decide_it, pair | {"question": question(workspace, 1).pk, "verdict": "no"})
    client.post(decide_it, pair | {"question": question(workspace, 3).pk, "verdict": "yes"})
    rows = client.get(address(workspace)).context["rows"]

    assert [[touch.counts for touch in row.touches] for row in rows] == [[False], [], [True]]
    first, second = QuestionMatch.objects.order_by("question__order")
    assert (first.touches, second.touches, second.score) == (False, True, None)
    assert 0.5 <= first.score <= 1
    client.post(decide_it, pair | {"question": question(workspace, 1).pk, "verdict": "open"})
    assert [match.question.order for match in QuestionMatch.objects.all()] == [3]


@pytest.mark.parametrize("wrong", [{"question": "0"}, {"ours": "issue:1"}, {"verdict": "perhaps"}, {"question": "x"}])
def test_senseless_decision_is_refused(client, amina, workspace, wrong):
    client.force_login(amina)
    proposal = make_proposal(workspace, amina)
    sent = {"question": question(workspace, 1).pk, "ours": f"proposal:{proposal.pk}", "verdict": "yes"}

    answer = client.post(address(workspace, "question_decide"), sent | wrong, follow=True)

    said = "Choose one of your issues or proposals, and say whether the question touches it."
    assert [str(one) for one in answer.context["messages"]] == [said]
    assert QuestionMatch.objects.count() == 0


def test_only_what_touches_can_be_shown(client, amina, workspace):
    client.force_login(amina)
    make_proposal(workspace, amina, text_en="Ratify OPCAT")

    context = client.get(address(workspace), {"show": "touching"}).context

    assert ([row.question.order for row in context["rows"]], context["touching"], context["states"]) == ([1], 1, 3)


def test_latest_word_holds_and_can_be_taken_back(amina, workspace):
    proposal = make_proposal(workspace, amina)

    for touches in (True, False):
        decide(question(workspace, 1), proposal, amina, touches)
    assert list(QuestionMatch.objects.values_list("touches", flat=True)) == [False]

    pair = {"workspace": workspace, "question": question(workspace, 1), "ours": proposal}
    for _ in range(2):
        withdraw_question(**pair, by=amina, at=timezone.now())
    assert QuestionMatch.objects.count() == 0


def test_question_of_another_review_is_refused(amina, workspace):
    other = make_question(make_review(make_state("NPL"), session=49))

    with pytest.raises(NotTheirQuestion):
        decide(other, make_proposal(workspace, amina), amina)


def test_database_keeps_one_decision_a_pair_of_one_thing(amina, workspace):
    proposal, issue = make_proposal(workspace, amina), make_priority(workspace, amina)
    decide(question(workspace, 1), proposal, amina)
    fields = {"workspace": workspace, "question": question(workspace, 1), "touches": True}
    fields |= {"decided_by": amina, "decided_at": timezone.now(), "proposal": proposal}

    for more in ({}, {"priority_issue": issue}):
        with pytest.raises(IntegrityError), transaction.atomic():
            QuestionMatch.objects.create(**fields, **more)


def test_list_asks_the_same_number_of_questions_for_one_and_three(client, amina, workspace, django_assert_num_queries):
    client.force_login(amina)
    decide(question(workspace, 1), make_proposal(workspace, amina), amina)
    client.get(address(workspace))
    with django_assert_num_queries(QUERIES):
        client.get(address(workspace))
    for order in (2, 3):
        decide(question(workspace, order), make_proposal(workspace, amina), amina)

    with django_assert_num_queries(QUERIES):
        client.get(address(workspace))


QUERIES = 13

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from advocacy.models import Push
from advocacy.services.pushes import delete_push
from cycles.models import Position
from implementation.services.ratings import NotInReview
from reminders.models import Deadline
from tests.advocacy.pushed import MINISTRY, make_push
from tests.factories import AT, make_recommendation, make_review, make_state, make_workspace


@pytest.fixture
def workspace(organisation):
    review = make_review()
    for item, position in ((1, "pending"), (2, "pending"), (3, "supported")):
        make_recommendation(review, paragraph=120, item=item, position=position)
    return make_workspace(organisation=organisation, review=review)


def number(workspace, item):
    return workspace.review.recommendations.get(item=item)


def address(workspace, name="push_list"):
    return reverse(f"advocacy:{name}", args=[workspace.pk])


@pytest.mark.parametrize(
    ("name", "statuses"), [("amina", [200] * 4), ("bruno", [200] + [403] * 3), ("chidi", [404] * 4)]
)
def test_pages_are_the_workspaces_and_editors_write(client, request, amina, workspace, name, statuses):
    push = make_push(workspace, amina, number(workspace, 1))
    client.force_login(request.getfixturevalue(name))
    pages = [address(workspace), address(workspace, "push_create"), push.get_absolute_url()]

    answers = [client.get(page) for page in [*pages, reverse("advocacy:push_delete", args=[push.pk])]]

    assert [answer.status_code for answer in answers] == statuses


def test_list_shows_what_is_pending_and_who_is_pushed_for_it(client, amina, workspace):
    client.force_login(amina)
    push = make_push(workspace, amina, number(workspace, 1))
    answered = make_push(workspace, amina, number(workspace, 3), name="Parliament")

    page = client.get(address(workspace)).context
    alone = client.get(address(workspace), {"show": "alone"}).context

    assert [(row.number, pushes) for row, pushes in page["lines"]] == [("120.1", [push]), ("120.2", [])]
    assert (page["pending"], page["alone"], page["answered"]) == (2, 1, [answered])
    assert [row.number for row, _ in alone["lines"]] == ["120.2"]


def test_addendum_that_left_one_unclear_is_said(client, amina, workspace):
    client.force_login(amina)
    Position.objects.create(recommendation=number(workspace, 3), kind="supported", stage="addendum", recorded_at=AT)

    page = client.get(address(workspace)).content.decode()

    assert "The addendum answered others and left 2 without a clear answer." in page


def test_next_step_stands_among_the_deadlines_until_there_is_a_result(client, amina, workspace):
    client.force_login(amina)
    sent = MINISTRY | {"numbers": "120.1, 120.2", "next_step": "Call", "next_date": "2030-03-01", "key": uuid4()}

    client.post(address(workspace, "push_create"), sent)
    push = Push.objects.get()
    deadline = Deadline.objects.get(key=f"push:{push.pk}")

    assert [row.number for row in push.recommendations.in_order()] == ["120.1", "120.2"]
    assert (deadline.title, deadline.date, deadline.status) == ("Ministry of Justice: Call", date(2030, 3, 1), "open")
    client.post(push.get_absolute_url(), sent | {"result": "helped", "seen": push.version})
    deadline.refresh_from_db()
    push.refresh_from_db()
    assert (push.result, deadline.status) == ("helped", "done")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"numbers": "99.1"}, "No recommendation of this review has this number: 99.1"),
        ({"numbers": ""}, "Write at least one number."),
        ({"name": ""}, "Write who it is."),
        ({"kind": ""}, "Choose whom you push."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, amina, workspace, wrong, said):
    client.force_login(amina)
    sent = MINISTRY | {"numbers": "120.1", "arguments": "The law says so.", "key": uuid4()}

    page = client.post(address(workspace, "push_create"), sent | wrong).content.decode()

    assert said in page
    assert "The law says so.</textarea>" in page
    assert Push.objects.count() == 0


def test_sent_twice_it_stands_once(client, amina, workspace):
    client.force_login(amina)
    sent = MINISTRY | {"numbers": "120.1", "key": uuid4()}

    for _ in range(2):
        client.post(address(workspace, "push_create"), sent)

    assert Push.objects.count() == 1


def test_somebody_was_quicker(client, amina, workspace):
    client.force_login(amina)
    push = make_push(workspace, amina, number(workspace, 1))

    answer = client.post(
        push.get_absolute_url(), MINISTRY | {"name": "Else", "numbers": "120.1", "key": uuid4(), "seen": "1"}
    )

    push.refresh_from_db()
    assert (answer.status_code, push.name) == (409, "Ministry of Justice")


def test_taken_away_nobody_is_reminded(amina, workspace):
    push = make_push(workspace, amina, number(workspace, 1), next_date=date(2030, 3, 1))

    key = push.deadline_key
    delete_push(push=push, by=amina, at=timezone.now())

    assert Push.objects.count() == 0
    assert Deadline.objects.get(key=key).status == "cancelled"


def test_recommendation_of_another_review_is_refused(amina, workspace):
    other = make_recommendation(make_review(make_state("NPL"), session=49))

    with pytest.raises(NotInReview):
        make_push(workspace, amina, other)


def test_list_asks_the_same_number_of_questions_for_one_and_three(client, amina, workspace, django_assert_num_queries):
    client.force_login(amina)
    make_push(workspace, amina, number(workspace, 1), person=amina)
    client.get(address(workspace))
    with django_assert_num_queries(QUERIES):
        client.get(address(workspace))
    for _ in range(2):
        make_push(workspace, amina, number(workspace, 1), number(workspace, 2), person=amina)

    with django_assert_num_queries(QUERIES):
        client.get(address(workspace))


QUERIES = 21

"""The plan's services: actions, the deadlines that follow them, and what the database refuses."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from common.models import AuditEvent
from implementation.models import Action, ActionStrategyPlan
from implementation.plan_lines import PlanFilter, plan_page
from implementation.services import plans
from implementation.services.kept_rows import ChangedMeanwhile
from implementation.services.ratings import NotInReview
from reminders.models import Deadline
from tests.factories import AT, make_recommendation, make_review, make_state
from tests.implementation.planned import make_action

DAY = date(2027, 4, 2)
LATER = AT + timedelta(hours=1)


def deadlines():
    return list(Deadline.objects.values_list("key", "kind", "title", "date", "status"))


def test_an_action_begins_the_plan_and_its_last_day_is_a_deadline(workspace, amina, organisation):
    action = make_action(workspace, amina, end_date=DAY, organisation=organisation, at=AT)

    deadline = Deadline.objects.get()
    assert ActionStrategyPlan.objects.get().workspace == workspace
    assert deadlines() == [(f"action:{action.pk}", "action", "Train the police", DAY, "open")]
    assert (deadline.organisation, deadline.person, deadline.path) == (organisation, None, action.get_absolute_url())
    assert not deadline.is_by_hand


def test_an_action_without_a_last_day_is_no_deadline(workspace, amina):
    make_action(workspace, amina)

    assert deadlines() == []


@pytest.mark.parametrize(("status", "said"), [("done", "done"), ("dropped", "cancelled"), ("under_way", "open")])
def test_the_deadline_closes_with_the_action_and_opens_again(workspace, amina, status, said):
    action = make_action(workspace, amina, end_date=DAY)

    plans.move_action(action=action, status=status, by=amina, at=LATER)
    assert Deadline.objects.get().status == said
    plans.move_action(action=action, status="planned", by=amina, at=LATER)
    assert Deadline.objects.get().status == "open"


def test_a_last_day_that_moves_or_goes_takes_the_deadline_along(workspace, amina):
    action = make_action(workspace, amina, end_date=DAY, at=AT)
    change = {"action": action, "recommendations": [], "by": amina, "at": LATER}

    action = plans.change_action(words={"end_date": date(2027, 5, 1)}, seen=action.version, **change)
    assert deadlines()[0][3:] == (date(2027, 5, 1), "open")
    plans.change_action(words={"end_date": None}, seen=action.version, **change)
    assert deadlines()[0][3:] == (date(2027, 5, 1), "cancelled")


def test_nobody_writes_over_what_they_have_not_read(workspace, amina):
    action = make_action(workspace, amina, at=AT)
    seen = action.version
    plans.move_action(action=action, status="done", by=amina, at=LATER)

    with pytest.raises(ChangedMeanwhile) as refused:
        plans.change_action(action=action, words={"title": "X"}, recommendations=[], by=amina, at=LATER, seen=seen)

    assert refused.value.current.status == "done"
    assert Action.objects.get().title == "Train the police"


def test_the_same_form_twice_is_one_action(workspace, amina):
    sent = {"workspace": workspace, "words": {"title": "Once"}, "recommendations": [], "by": amina, "at": AT}
    key = uuid4()

    assert plans.create_action(**sent, key=key) == plans.create_action(**sent, key=key)
    assert Action.objects.count() == 1


def test_saying_the_same_again_writes_nothing(workspace, amina, review):
    served = make_recommendation(review, item=7)
    action = make_action(workspace, amina, [served], at=AT)
    before = AuditEvent.objects.count()

    plans.change_action(
        action=action,
        words={"title": "Train the police"},
        recommendations=[served],
        by=amina,
        at=LATER,
        seen=action.version,
    )

    assert (Action.objects.get().changed_at, AuditEvent.objects.count()) == (AT, before)


def test_a_recommendation_of_another_review_is_refused(workspace, amina):
    other = make_recommendation(make_review(make_state("NPL"), session=49), item=1)

    with pytest.raises(NotInReview):
        make_action(workspace, amina, [other])
    assert Action.objects.count() == 0


def test_what_is_taken_out_calls_its_deadline_off(workspace, amina):
    action = make_action(workspace, amina, end_date=DAY)

    plans.delete_action(action=action, by=amina, at=LATER)

    assert (Action.objects.count(), Deadline.objects.get().status) == (0, "cancelled")


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_date": date(2027, 5, 1), "end_date": DAY},
        {"budget": Decimal(-1)},
        {"committed": Decimal(-1)},
        {"status": "forgotten"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(workspace, amina, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_action(workspace, amina, **wrong)


def test_money_is_summed_without_what_is_given_up_and_no_gap_fills_another(workspace, amina):
    make_action(workspace, amina, title="A", budget=Decimal(1000), committed=Decimal(400))
    make_action(workspace, amina, title="B", budget=Decimal(100), committed=Decimal(300))
    make_action(workspace, amina, title="C", budget=Decimal(9999), status="dropped")
    make_action(workspace, amina, title="D")

    money = plan_page(workspace=workspace, user=amina, on=DAY).money

    assert (money.budget, money.committed, money.gap) == (Decimal(1100), Decimal(700), Decimal(600))


def test_filters_take_what_they_say(workspace, amina, review, organisation):
    served = make_recommendation(review, item=7)
    make_action(workspace, amina, [served], title="A", cluster="Police", end_date=DAY, organisation=organisation)
    make_action(workspace, amina, title="B", cluster="Courts", status="done", end_date=DAY)
    page = {"workspace": workspace, "user": amina, "on": DAY + timedelta(days=1)}

    def shown(**asked):
        found = plan_page(**page, asked=PlanFilter.from_address(asked)).shown
        return [line.action.title for line in found]

    assert shown() == ["B", "A"]
    assert shown(late="on") == shown(status="planned") == shown(cluster="Police") == ["A"]
    assert shown(recommendation="140.7") == shown(organisation=str(organisation.pk)) == ["A"]
    assert shown(status="unknown") == ["B", "A"]
    assert shown(status="done", late="on") == []


def test_the_time_line_goes_from_the_first_day_to_the_last_with_today_in_it(workspace, amina):
    make_action(workspace, amina, title="A", start_date=date(2027, 1, 1), end_date=date(2027, 1, 31))
    make_action(workspace, amina, title="B", start_date=date(2027, 4, 1), end_date=date(2027, 4, 10), status="done")
    make_action(workspace, amina, title="C")

    page = plan_page(workspace=workspace, user=amina, on=date(2027, 2, 20))

    bars = [(line.action.title, bar and (bar.css, bar.outline, bar.today)) for line, bar in page.bars]
    assert bars == [
        ("A", ("f-not", "M0.0 3H200.0V13H0.0z", "M200.0 0V16")),
        ("B", ("f-sup", "M360.0 3H396.0V13H360.0z", "M200.0 0V16")),
        ("C", None),
    ]

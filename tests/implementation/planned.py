"""Actions of a plan, what is asked of authorities, and money, for tests; made by the services."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from implementation.models import FundingCall, FundingNeed, Grant, GrantShare, Spending
from implementation.services.clusters import create_cluster
from implementation.services.follow_ups import create_follow_up
from implementation.services.funding import create_funding
from implementation.services.mechanism import create_occasion
from implementation.services.plans import create_action
from tests.factories import make_recommendation


def make_action(workspace, by, recommendations=(), **words):
    """An action with a name and nothing else; ``words`` are what the form would say."""
    at = words.pop("at", None) or timezone.now()
    said = {"title": "Train the police"} | words
    return create_action(workspace=workspace, words=said, recommendations=recommendations, by=by, at=at, key=uuid4())


def make_follow_up(workspace, by, recommendations=(), **words):
    """A letter to the Ministry of Justice; ``words`` are what the form would say."""
    at = words.pop("at", None) or timezone.now()
    said = {"kind": "letter", "title": "The bill on torture", "body": "Ministry of Justice"} | words
    return create_follow_up(workspace=workspace, words=said, recommendations=recommendations, by=by, at=at, key=uuid4())


def make_occasion(workspace, by, recommendations=(), **words):
    """A meeting of the mechanism; ``words`` are what the form would say."""
    at = words.pop("at", None) or timezone.now()
    said = {"kind": "meeting", "title": "Second round", "date": date(2026, 3, 1)} | words
    return create_occasion(workspace=workspace, words=said, recommendations=recommendations, by=by, at=at, key=uuid4())


def make_funding(model, workspace, by, **words):
    """A need, a call, a grant, a share or a spending with what it cannot do without."""
    at = words.pop("at", None) or timezone.now()
    said = MONEY[model] | words
    return create_funding(model=model, workspace=workspace, words=said, by=by, at=at, key=uuid4())


_AMOUNT = {"amount": Decimal(1000), "currency": "USD"}
MONEY = {
    FundingNeed: {"title": "Trainers"} | _AMOUNT,
    FundingCall: {"title": "Justice call", "funder": "Embassy of X", "currency": "USD"},
    Grant: {"title": "Justice grant", "funder": "Embassy of X"} | _AMOUNT,
    GrantShare: {"activity": "training", "amount": Decimal(100)},
    Spending: {"title": "Room", "spent_date": date(2026, 3, 1)} | _AMOUNT,
}


def make_cluster(world, size=2):
    """The recommendation of the world put together with others."""
    rows = [world.recommendation, *(make_recommendation(world.workspace.review) for _ in range(size - 1))]
    said = {"workspace": world.workspace, "by": world.amina, "at": timezone.now(), "key": uuid4()}
    return create_cluster(name="The law on torture", recommendations=rows, **said)


def two_numbers(world):
    """The numbers of the recommendation of the world and of another one."""
    other = world.workspace.review.recommendations.exclude(pk=world.recommendation.pk).first()
    return f"{world.recommendation.number}, {(other or make_recommendation(world.workspace.review, item=8)).number}"

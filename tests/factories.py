"""Plain builders. Each makes one valid row; pass what your test is about."""

from datetime import UTC, date, datetime
from itertools import count

from django.utils import timezone

from accounts.models import Membership, Organisation, User, Workspace, WorkspaceMember
from accounts.services.shares import create_share
from accounts.services.tokens import create_token
from cycles.models import (
    Cycle,
    Recommendation,
    RecommendationTheme,
    RecommendingState,
    Review,
    State,
    Theme,
    UnDocument,
    WorkingGroupSession,
)
from implementation.models import Rating

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
_n = count(1)


def make_state(iso3="XAR", **fields):
    name = fields.pop("name", "Arcadia" if iso3 == "XAR" else iso3.title())
    names = {f"name_{language}": name for language in ("un", "en", "fr", "es", "ar", "ru", "zh")}
    return State.objects.get_or_create(iso3=iso3, defaults=names | {"is_invented": iso3 == "XAR"} | fields)[0]


def make_review(state=None, cycle=4, session=48, **fields):
    state = state or make_state()
    cycle_row, _ = Cycle.objects.get_or_create(
        number=cycle, defaults={"first_session": max(1, cycle * 14 - 15), "last_session": cycle * 14 - 2}
    )
    session_row, _ = WorkingGroupSession.objects.get_or_create(
        number=session,
        defaults={"cycle": cycle_row, "start_date": date(2025, 1, 20), "end_date": date(2025, 1, 31)},
    )
    defaults = {"original_session": session_row, "current_session": session_row, "status": Review.Status.ADOPTED}
    return Review.objects.create(state_under_review=state, cycle=cycle_row, **(defaults | fields))


def make_theme(label="Right to health", version="4", **fields):
    return Theme.objects.get_or_create(label=label, version=version, **fields)[0]


def make_recommendation(review=None, states=("FRA",), themes=("Right to health",), **fields):
    review = review or Review.objects.first() or make_review()
    document, _ = UnDocument.objects.get_or_create(
        review=review, kind=UnDocument.Kind.WORKING_GROUP_REPORT, symbol=fields.pop("document_symbol", "A/HRC/59/99")
    )
    text = fields.setdefault("text", "Ratify the Optional Protocol to the Convention against Torture")
    turn = next(_n)
    # Four figures at most, as in the addresses of the record, however many a process has made.
    item = turn if turn < 10_000 else 1000 + turn % 9000
    defaults = {"paragraph": 140, "item": item, "raw_text": text, "created_at": AT, "updated_at": AT}
    recommendation = Recommendation.objects.create(review=review, document=document, **(defaults | fields))
    for order, iso3 in enumerate(states):
        RecommendingState.objects.create(recommendation=recommendation, state=make_state(iso3), order=order)
    for order, label in enumerate(themes):
        RecommendationTheme.objects.create(recommendation=recommendation, theme=make_theme(label), order=order)
    return recommendation


def make_organisation(**fields):
    return Organisation.objects.create(**{"name": f"Organisation {next(_n)}", "created_at": AT} | fields)


def make_user(**fields):
    return User.objects.create_user(**{"email": f"user{next(_n)}@example.org"} | fields)


def make_member(organisation, role=Membership.Role.EDITOR, **fields):
    user = make_user(**fields)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def make_workspace(organisation=None, review=None, role=WorkspaceMember.Role.COORDINATOR, **fields):
    workspace = Workspace.objects.create(
        **{"name": f"Workspace {next(_n)}", "review": review or make_review(), "created_at": AT} | fields
    )
    WorkspaceMember.objects.create(workspace=workspace, organisation=organisation or make_organisation(), role=role)
    return workspace


def make_rating(workspace, recommendation, by, **fields):
    defaults = {"level": Rating.Level.PARTIALLY, "rated_date": date(2026, 3, 1), "rated_at": AT}
    defaults["is_ours"] = fields.get("voice", "cso") == "cso"
    defaults["is_counted"] = fields.get("is_current", True) and fields.get("is_ours", defaults["is_ours"])
    return Rating.objects.create(workspace=workspace, recommendation=recommendation, rated_by=by, **(defaults | fields))


def make_token(by, *workspaces, scopes=("read_public",), **fields):
    """An open key and its secret."""
    return create_token(
        **{"purpose": "a dashboard", "scopes": scopes, "workspaces": workspaces, "by": by, "at": timezone.now()}
        | fields
    )


def make_share(workspace, by, **fields):
    """An open link to the overview, and its secret."""
    defaults = {"workspace": workspace, "kind": "overview", "object_id": None, "by": by, "at": timezone.now()}
    return create_share(**defaults | fields)

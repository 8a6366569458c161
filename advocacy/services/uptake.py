"""What became of our proposals: decided by a person, one recommendation at a time."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from advocacy.models import UptakeMatch
from common.audit import record_event
from cycles.models import Recommendation
from submissions.models import ProposedRecommendation

Verdict = UptakeMatch.Verdict


class TakenUpAlready(Exception):
    """Somebody decided that a recommendation took the proposal up: then it is not nobody's."""


class DecidedMeanwhile(Exception):
    """Somebody else decided about the pair after it had been read; ``current`` is their decision."""

    def __init__(self, current: UptakeMatch) -> None:
        super().__init__(str(current.pk))
        self.current = current


@transaction.atomic
def decide_uptake(
    *,
    proposal: ProposedRecommendation,
    recommendation: Recommendation | None,
    verdict: str,
    score: float | None,
    by: User,
    at: datetime,
    seen: str = "",
) -> UptakeMatch:
    """Record how far ``recommendation`` took the proposal up; without one, that nobody did.

    ``seen`` is the verdict on the pair that was read, empty for none. A recommendation that took it up undoes
    "nobody". Raises ``DecidedMeanwhile`` if the verdict is another one by now, and ``TakenUpAlready``.
    """
    ProposedRecommendation.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    others = UptakeMatch.objects.filter(proposal=proposal)
    _refuse_unread(others.filter(recommendation=recommendation).first(), seen, verdict)
    if recommendation is None and others.taken_up().exists():
        raise TakenUpAlready
    made, _ = UptakeMatch.objects.update_or_create(
        proposal=proposal,
        recommendation=recommendation,
        defaults={
            "workspace_id": proposal.workspace_id,
            "verdict": verdict,
            "score": score,
            "decided_at": at,
            "decided_by": by,
        },
    )
    if made.is_taken_up:
        others.filter(recommendation=None).delete()
    record_event(verb="decide_uptake", target=made, by=by, at=at, workspace_id=proposal.workspace_id)
    return made


@transaction.atomic
def withdraw_uptake(
    *, proposal: ProposedRecommendation, recommendation: Recommendation | None, by: User, at: datetime, seen: str
) -> None:
    """Take a decision back: the pair is open again. Nothing happens where there is none.

    Raises ``DecidedMeanwhile`` if it is another one than ``seen`` by now.
    """
    ProposedRecommendation.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    match = UptakeMatch.objects.filter(proposal=proposal, recommendation=recommendation).first()
    _refuse_unread(match, seen, "")
    if match:
        record_event(verb="withdraw_uptake", target=match, by=by, at=at, workspace_id=proposal.workspace_id)
        match.delete()


def _refuse_unread(current: UptakeMatch | None, seen: str, verdict: str) -> None:
    if current and current.verdict not in {seen, verdict}:
        raise DecidedMeanwhile(current)

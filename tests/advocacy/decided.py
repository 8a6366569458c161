"""Decisions about uptake for tests, and their cases of the audit trail."""

from django.utils import timezone

from advocacy.models import UptakeMatch
from advocacy.services.uptake import decide_uptake
from submissions.models import ProposedRecommendation
from tests.submissions.prepared import make_prepared


def make_proposal(workspace, by, **words):
    return make_prepared(ProposedRecommendation, workspace, by, **words)


def decide(proposal, recommendation, by, verdict="fully", score=None, seen=None):
    """As whoever has read what stands decided."""
    now = UptakeMatch.objects.filter(proposal=proposal, recommendation=recommendation).first()
    seen = (now.verdict if now else "") if seen is None else seen
    pair = {"proposal": proposal, "recommendation": recommendation}
    return decide_uptake(**pair, verdict=verdict, score=score, by=by, at=timezone.now(), seen=seen)


def _decide(world):
    proposal = make_proposal(world.workspace, world.amina)
    return world.amina, [proposal.pk], {"number": world.recommendation.number, "verdict": "fully"}


DECIDED = {"advocacy:uptake_decide": _decide}

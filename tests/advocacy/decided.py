"""Decisions about uptake for tests, and their cases of the audit trail."""

from django.utils import timezone

from advocacy.services.uptake import decide_uptake
from submissions.models import ProposedRecommendation
from tests.submissions.prepared import make_prepared


def make_proposal(workspace, by, **words):
    return make_prepared(ProposedRecommendation, workspace, by, **words)


def decide(proposal, recommendation, by, verdict="fully", score=None):
    return decide_uptake(
        proposal=proposal, recommendation=recommendation, verdict=verdict, score=score, by=by, at=timezone.now()
    )


def _decide(world):
    proposal = make_proposal(world.workspace, world.amina)
    return world.amina, [proposal.pk], {"number": world.recommendation.number, "verdict": "fully"}


DECIDED = {"advocacy:uptake_decide": _decide}

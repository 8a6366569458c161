"""What civil society says became of recommendations: ratings, evidence, mid-term reports."""

from implementation.models.clusters import ClusterRefusal, RatingCluster, RatingClusterMember
from implementation.models.evidence import Evidence
from implementation.models.follow_ups import FollowUp
from implementation.models.funding import FundingCall, FundingNeed, Grant, GrantShare, Spending
from implementation.models.indicators import Indicator, Measurement
from implementation.models.mechanism import FollowUpMechanism, Occasion
from implementation.models.midterm import MidTermDraft, MidTermEdition, MidTermSignature, MidTermText
from implementation.models.next_cycle import BaselineLine, CycleLink, Lesson
from implementation.models.plans import Action, ActionStrategyPlan
from implementation.models.ratings import OWN, PledgeRating, Rating, RatingRules, Verdict, Voice
from implementation.models.reports import MidTermReport
from implementation.models.state_claims import StateClaim

__all__ = [
    "OWN",
    "Action",
    "ActionStrategyPlan",
    "BaselineLine",
    "ClusterRefusal",
    "CycleLink",
    "Evidence",
    "FollowUp",
    "FollowUpMechanism",
    "FundingCall",
    "FundingNeed",
    "Grant",
    "GrantShare",
    "Indicator",
    "Lesson",
    "Measurement",
    "MidTermDraft",
    "MidTermEdition",
    "MidTermReport",
    "Occasion",
    "MidTermSignature",
    "MidTermText",
    "PledgeRating",
    "Rating",
    "RatingCluster",
    "RatingClusterMember",
    "RatingRules",
    "Spending",
    "StateClaim",
    "Verdict",
    "Voice",
]

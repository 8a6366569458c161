"""What civil society says became of recommendations: ratings, evidence, mid-term reports."""

from implementation.models.evidence import Evidence
from implementation.models.plans import Action, ActionStrategyPlan
from implementation.models.ratings import Rating, RatingRules, Voice
from implementation.models.reports import MidTermReport

__all__ = ["Action", "ActionStrategyPlan", "Evidence", "MidTermReport", "Rating", "RatingRules", "Voice"]

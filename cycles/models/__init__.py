"""The public record: States, cycles, sessions, reviews, recommendations and where each comes from."""

from cycles.models.base import Confidence
from cycles.models.calendar import CouncilSession, Cycle, Review, UnDocument, WorkingGroupSession
from cycles.models.imports import ImportRun
from cycles.models.recommendations import (
    Position,
    PositionKind,
    PublishedRating,
    RatingLevel,
    Recommendation,
    RecommendationChange,
    RecommendationTheme,
    RecommendingState,
)
from cycles.models.states import State, StateAlias
from cycles.models.themes import Goal, PersonGroup, Theme

__all__ = [
    "Confidence",
    "CouncilSession",
    "Cycle",
    "Goal",
    "ImportRun",
    "PersonGroup",
    "Position",
    "PositionKind",
    "PublishedRating",
    "RatingLevel",
    "Recommendation",
    "RecommendationChange",
    "RecommendationTheme",
    "RecommendingState",
    "Review",
    "State",
    "StateAlias",
    "Theme",
    "UnDocument",
    "WorkingGroupSession",
]

"""The public record: States, cycles, sessions, reviews, recommendations and where each comes from."""

from cycles.models.actions import ActionSuggestion
from cycles.models.base import Confidence
from cycles.models.calendar import CouncilSession, Cycle, Review, UnDocument, WorkingGroupSession
from cycles.models.documents import (
    AdvanceQuestion,
    Explanation,
    Stakeholder,
    SummaryCitation,
    SummaryParagraph,
    VoluntaryPledge,
)
from cycles.models.imports import ImportRun
from cycles.models.key_dates import DeadlineRule, KeyDate, ReviewDateChange
from cycles.models.recommendations import (
    ActionCategory,
    FormerSerial,
    Position,
    PositionKind,
    PublishedRating,
    RatingLevel,
    Recommendation,
    RecommendationChange,
    RecommendationTheme,
    RecommendingState,
    Voice,
    WithdrawnRating,
)
from cycles.models.searches import SavedSearch, SearchFacets, SearchText
from cycles.models.sources import RecommendationSource, RecommendationText, RecordVersion, RemovedRecommendation
from cycles.models.states import State, StateAlias
from cycles.models.themes import Goal, PersonGroup, Theme, ThemeIssue

__all__ = [
    "ActionCategory",
    "ActionSuggestion",
    "AdvanceQuestion",
    "Confidence",
    "CouncilSession",
    "Cycle",
    "DeadlineRule",
    "Explanation",
    "FormerSerial",
    "Goal",
    "ImportRun",
    "KeyDate",
    "PersonGroup",
    "Position",
    "PositionKind",
    "PublishedRating",
    "RatingLevel",
    "Recommendation",
    "RecommendationChange",
    "RecommendationSource",
    "RecommendationText",
    "RecommendationTheme",
    "RecommendingState",
    "RecordVersion",
    "RemovedRecommendation",
    "Review",
    "ReviewDateChange",
    "SavedSearch",
    "SearchFacets",
    "SearchText",
    "Stakeholder",
    "State",
    "StateAlias",
    "SummaryCitation",
    "SummaryParagraph",
    "Theme",
    "ThemeIssue",
    "UnDocument",
    "VoluntaryPledge",
    "Voice",
    "WithdrawnRating",
    "WorkingGroupSession",
]

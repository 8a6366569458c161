"""The one router of the API, its description, and the page to try it on."""

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from accounts.api.workspaces import UUID, WorkspaceViewSet
from advocacy.api.campaign import CampaignViewSet
from advocacy.api.events import EventViewSet
from advocacy.api.meetings import MeetingViewSet
from advocacy.api.pipeline import AskViewSet, TargetViewSet
from advocacy.api.views import (
    FactsheetViewSet,
    PushViewSet,
    StatementViewSet,
    StrategyViewSet,
    UptakeViewSet,
)
from cycles.api.documents import ReviewWithDocumentsViewSet
from cycles.api.issues import IssueViewSet
from cycles.api.statistics import StatisticsViewSet
from cycles.api.status import StatusViewSet
from cycles.api.views import RecommendationViewSet, StateViewSet
from implementation.api.views import ActionViewSet, EvidenceViewSet, FollowUpViewSet, RatingViewSet
from reminders.api.views import DeadlineViewSet
from submissions.api.proposals import ProposalViewSet
from submissions.api.views import ParagraphViewSet

router = SimpleRouter()
router.register("states", StateViewSet, basename="state")
router.register("reviews", ReviewWithDocumentsViewSet, basename="review")
router.register("recommendations", RecommendationViewSet, basename="recommendation")
router.register("status", StatusViewSet, basename="status")
router.register("issues", IssueViewSet, basename="issue")
router.register("statistics", StatisticsViewSet, basename="statistics")
router.register("workspaces", WorkspaceViewSet, basename="workspace")
router.register(rf"workspaces/(?P<workspace>{UUID})/ratings", RatingViewSet, basename="workspace-rating")
router.register(rf"workspaces/(?P<workspace>{UUID})/evidence", EvidenceViewSet, basename="workspace-evidence")
router.register(rf"workspaces/(?P<workspace>{UUID})/actions", ActionViewSet, basename="workspace-action")
router.register(rf"workspaces/(?P<workspace>{UUID})/follow-up", FollowUpViewSet, basename="workspace-follow-up")
router.register(rf"workspaces/(?P<workspace>{UUID})/deadlines", DeadlineViewSet, basename="workspace-deadline")
router.register(rf"workspaces/(?P<workspace>{UUID})/proposals", ProposalViewSet, basename="workspace-proposal")
router.register(rf"workspaces/(?P<workspace>{UUID})/paragraphs", ParagraphViewSet, basename="workspace-paragraph")
router.register(rf"workspaces/(?P<workspace>{UUID})/targets", TargetViewSet, basename="workspace-target")
router.register(rf"workspaces/(?P<workspace>{UUID})/asks", AskViewSet, basename="workspace-ask")
router.register(rf"workspaces/(?P<workspace>{UUID})/meetings", MeetingViewSet, basename="workspace-meeting")
router.register(rf"workspaces/(?P<workspace>{UUID})/events", EventViewSet, basename="workspace-event")
router.register(rf"workspaces/(?P<workspace>{UUID})/campaign", CampaignViewSet, basename="workspace-campaign")
router.register(rf"workspaces/(?P<workspace>{UUID})/uptake", UptakeViewSet, basename="workspace-uptake")
router.register(rf"workspaces/(?P<workspace>{UUID})/strategies", StrategyViewSet, basename="workspace-strategy")
router.register(rf"workspaces/(?P<workspace>{UUID})/statements", StatementViewSet, basename="workspace-statement")
router.register(rf"workspaces/(?P<workspace>{UUID})/factsheets", FactsheetViewSet, basename="workspace-factsheet")
router.register(rf"workspaces/(?P<workspace>{UUID})/pushes", PushViewSet, basename="workspace-push")

# Swagger's page draws its icons from data addresses; everything else stays as strict as elsewhere.
explore = csp_update({"img-src": ["data:"]})(SpectacularSwaggerSplitView.as_view(url_name="api_schema"))

urlpatterns = [
    # Files, whose names end as such; before the addresses of single rows.
    path("recommendations/bulk.ndjson", RecommendationViewSet.as_view({"get": "bulk_ndjson"}), name="bulk_ndjson"),
    path("recommendations/bulk.csv", RecommendationViewSet.as_view({"get": "bulk_csv"}), name="bulk_csv"),
    *router.urls,
    path("schema/", login_not_required(SpectacularAPIView.as_view()), name="api_schema"),
    path("explore/", login_not_required(explore), name="api_explore"),
]

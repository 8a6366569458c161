"""Nothing is public, and nothing crosses workspaces, unless it is listed here. Read from the URLconf itself."""

import ast
from pathlib import Path

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.urls import URLPattern, get_resolver

from accounts.models import Organisation, Workspace
from common.api import RulePermission
from common.querysets import PublicQuerySet, TenantQuerySet
from tests.factories import make_organisation, make_workspace

OUR_APPS = [
    "common",
    "cycles",
    "accounts",
    "guidance",
    "reminders",
    "implementation",
    "submissions",
    "advocacy",
    "impact",
    "upr_platform",
]
PUBLIC_VIEWS = {
    "advocacy.views.factsheet_editions.factsheet_edition",
    "advocacy.views.factsheet_editions.factsheet_edition_file",
    "accounts.views.invitations.invitation_accept",
    "accounts.views.invitations.invitation_forget",
    "accounts.views.invitations.invitation_open",
    "accounts.views.machines.machine_token",
    "accounts.views.contact.contact",
    "accounts.views.people.server",
    "accounts.views.providers.provider_link",
    "accounts.views.security.second_factor_lost",
    "accounts.views.security.way_back_stop",
    "accounts.views.shares.shared",
    "accounts.views.shares.shared_file",
    "advocacy.views.directory.mission_detail",
    "advocacy.views.directory.mission_list",
    "common.views.leave",
    "reminders.views.mail_stops.mail_stop",
    "cycles.views.calendar.calendar_month",
    "cycles.views.calendar.state_ics",
    "cycles.views.calendar_imports.calendar_template",
    "cycles.views.dates.review_dates",
    "cycles.views.documents.review_documents",
    "cycles.views.documents.review_questions",
    "cycles.views.documents.review_summary",
    "cycles.views.compare.compare",
    "cycles.views.compare.compare_csv",
    "cycles.views.figures.issue_csv",
    "cycles.views.figures.issue_detail",
    "cycles.views.figures.review_overview",
    "cycles.views.figures.review_overview_csv",
    "cycles.views.figures.state_csv",
    "cycles.views.figures.state_recommending",
    "cycles.views.figures.state_recommending_csv",
    "cycles.views.home.home",
    "cycles.views.issues.crosswalk",
    "cycles.views.issues.issue_list",
    "cycles.views.reviews.recommendation_detail",
    "cycles.views.reviews.review_csv",
    "cycles.views.reviews.review_detail",
    "cycles.views.sessions.session_detail",
    "cycles.views.search.search",
    "cycles.views.search_files.search_csv",
    "cycles.views.search_files.search_json",
    "cycles.views.search_files.search_ndjson",
    "cycles.views.search_files.search_xlsx",
    "cycles.views.sessions.session_list",
    "cycles.views.sources.sources",
    "cycles.views.states.state_detail",
    "cycles.views.states.state_list",
    "cycles.views.status.review_status",
    "cycles.views.status.review_status_json",
    "cycles.views.status.status_badge",
    "cycles.views.status.status_table",
    "guidance.views.glossary",
    "guidance.views.guide_detail",
    "guidance.views.guide_list",
    "guidance.views.guide_print",
    "implementation.views.midterm_editions.midterm_edition",
    "implementation.views.midterm_editions.midterm_edition_file",
    "reminders.views.feeds.feed_ics",
    "upr_platform.views.api_docs",
    "upr_platform.views.healthz",
    "upr_platform.views.readyz",
    "upr_platform.views.robots_txt",
    "upr_platform.views.security_txt",
    "upr_platform.views.set_language",
}
# Whose rows say themselves who may see them: people to whoever signs in as them, the audit trail to owners
# (accounts/trail.py), where its chains end to nobody.
UNSCOPED_MODELS = {
    "accounts.User",
    "common.AuditEvent",
    "common.AuditHead",
}
# Rows of the public record that are only reached through a State, a review or a recommendation.
PARTS_OF_THE_RECORD = {
    "cycles.ActionSuggestion",
    "cycles.AdvanceQuestion",
    "cycles.DeadlineRule",
    "cycles.Explanation",
    "cycles.FormerSerial",
    "cycles.KeyDate",
    "cycles.RecommendationSource",
    "cycles.RecommendationText",
    "cycles.RecordVersion",
    "cycles.RemovedRecommendation",
    "cycles.ReviewDateChange",
    "cycles.SearchFacets",
    "cycles.SearchText",
    "cycles.Stakeholder",
    "cycles.SummaryCitation",
    "cycles.SummaryParagraph",
    "cycles.ThemeIssue",
    "cycles.VoluntaryPledge",
    "cycles.Cycle",
    "cycles.Goal",
    "cycles.PersonGroup",
    "cycles.Position",
    "cycles.PublishedRating",
    "cycles.RecommendationChange",
    "cycles.RecommendationTheme",
    "cycles.RecommendingState",
    "cycles.StateAlias",
    "cycles.Theme",
    "cycles.UnDocument",
    "cycles.WithdrawnRating",
    "cycles.WorkingGroupSession",
}


def our_views():
    pending = [get_resolver()]
    while pending:
        for entry in pending.pop().url_patterns:
            if not isinstance(entry, URLPattern):
                pending.append(entry)
            elif entry.callback.__module__.split(".")[0] in OUR_APPS:
                yield entry.callback


def test_views_need_a_login_unless_listed():
    pages = [view for view in our_views() if not hasattr(view, "cls")]

    public = {f"{view.__module__}.{view.__name__}" for view in pages if not getattr(view, "login_required", True)}

    assert public == PUBLIC_VIEWS


def test_api_views_ask_the_rules():
    endpoints = [view.cls for view in our_views() if hasattr(view, "cls")]

    assert endpoints
    assert [cls for cls in endpoints if RulePermission not in cls.permission_classes] == []


def test_models_say_who_may_see_them():
    unscoped = {
        model._meta.label
        for app in OUR_APPS
        if apps.is_installed(app)
        for model in apps.get_app_config(app).get_models()
        if not isinstance(model._default_manager.all(), TenantQuerySet | PublicQuerySet)
    }

    assert unscoped == UNSCOPED_MODELS | PARTS_OF_THE_RECORD


def test_rows_of_a_workspace_are_scoped():
    private = [
        model
        for app in OUR_APPS
        if apps.is_installed(app)
        for model in apps.get_app_config(app).get_models()
        if any(field.name == "workspace" for field in model._meta.fields) and model._meta.label not in UNSCOPED_MODELS
    ]

    assert len(private) > 60
    assert [model for model in private if not isinstance(model._default_manager.all(), TenantQuerySet)] == []


def test_pages_and_forms_reach_rows_through_visible_to():
    root = Path(__file__).resolve().parent.parent
    free = {label.split(".")[1] for label in UNSCOPED_MODELS | PARTS_OF_THE_RECORD}
    paths = [path for app in OUR_APPS for path in (root / app).rglob("*.py")]

    shortcuts = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in paths
        if {"views", "views.py", "api", "forms.py"} & set(path.parts)
        for node in ast.walk(ast.parse(path.read_text()))
        if reaches_past_visible_to(node, free)
    ]

    assert shortcuts == []


def reaches_past_visible_to(node, free):
    match node:
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id=model), attr="objects"), attr=method):
            return model not in free and method not in {"visible_to", "in_bin_of"}
        case ast.Call(func=ast.Name(id="get_object_or_404" | "get_list_or_404"), args=[ast.Name(id=model), *_]):
            return model not in free
    return False


def test_anonymous_is_nobody(workspace):
    """A filter on ``user=None`` must never be asked: it would find rows without people."""
    make_workspace(organisation=make_organisation(name="Without members"), review=workspace.review)

    assert Organisation.objects.visible_to(AnonymousUser()).count() == 0
    assert Workspace.objects.visible_to(AnonymousUser()).count() == 0

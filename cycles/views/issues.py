"""The issues of the record, the crosswalk that leads to them, and what a recommendation asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F, Func, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.access import require
from common.templatetags.marks import listed
from cycles import rules
from cycles.covered import covered_sessions, sessions_held
from cycles.issue_forms import ActionForm, LineForm
from cycles.issue_names import ISSUE_NAMES
from cycles.measured import ACTIONS, CROSSWALK
from cycles.models import Recommendation, SearchFacets, Theme, ThemeIssue
from cycles.services.actions import decide_action
from cycles.services.crosswalk import ISSUES, decide_line, file_lines, key_of
from cycles.statistics import percent
from cycles.views.reviews import find_review

_SUPPORTED, _PENDING = Q(position="supported"), Q(position="pending")
LINES = Prefetch("issue_rows", ThemeIssue.objects.select_related("issue").order_by("status", "issue__label"))


@dataclass(frozen=True)
class IssueRow:
    """An issue, how many recommendations are about it, and how many of those answered are supported."""

    number: int
    name: str
    total: int = 0
    supported: int = 0
    answered: int = 0

    @property
    def share(self) -> int | None:
        """Supported ones in a hundred that are answered, as on the page of the issue; None where none is."""
        return percent(self.supported, self.answered)


@dataclass(frozen=True)
class ThemeRow:
    """A theme of OHCHR's with its lines, or the reason why it has none."""

    theme: Any
    reason: str

    @property
    def address(self) -> str:
        """The page on which editors decide its lines; themes go by their words, not by numbers."""
        return theme_address(self.theme)


@dataclass
class VersionRows:
    """The themes of one version of OHCHR's list: those of one cycle."""

    version: str
    rows: list[ThemeRow] = field(default_factory=list)
    waiting: int = 0


@login_not_required
@require_safe
def issue_list(request: HttpRequest) -> HttpResponse:
    rows = SearchFacets.objects.filter(is_invented=False)
    found = rows.annotate(issue=Func(F("issues"), function="unnest")).values("issue")
    counted = found.annotate(
        total=Count("pk"), supported=Count("pk", filter=_SUPPORTED), answered=Count("pk", filter=~_PENDING)
    )
    counts = {row["issue"]: row for row in counted}
    context = {
        "rows": [_issue_row(number, counts.get(number, {})) for number in ISSUE_NAMES],
        "total": rows.count(),
        "sessions": listed(covered_sessions(sessions_held())),
        "here": "issues",
    }
    return render(request, "cycles/issue_list.html", context)


@login_not_required
@require_safe
def crosswalk(request: HttpRequest) -> HttpResponse:
    real = Q(recommendations__review__state_under_review__is_invented=False)
    themes = Theme.objects.filter(scheme=Theme.Scheme.OHCHR).annotate(total=Count("recommendations", filter=real))
    context = {
        "versions": _by_version(themes.prefetch_related(LINES).order_by("-version", "code", "label", "pk")),
        "can_edit": rules.can_edit_record(request.user),
        "crosswalk_figures": CROSSWALK,
        "action_figures": ACTIONS,
        "here": "issues",
    }
    return render(request, "cycles/crosswalk.html", context)


@require_http_methods(["GET", "POST"])
def crosswalk_theme(request: HttpRequest) -> HttpResponse:
    require(rules.can_edit_record(request.user))
    names = {name: request.GET.get(name, "").replace("\0", "") for name in ("version", "code", "label")}
    theme = get_object_or_404(Theme, scheme=Theme.Scheme.OHCHR, **names)
    form = LineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        issue = get_object_or_404(Theme, **ISSUES, code=form.cleaned_data["issue"])
        decide_line(theme=theme, issue=issue, status=form.cleaned_data["status"], by=request.user, at=timezone.now())
        messages.success(request, _("Written down. The recommendations with this theme show it at once."))
        return redirect(theme_address(theme))
    context = {
        "row": ThemeRow(theme, _reason(theme)),
        "lines": theme.issue_rows.select_related("issue", "reviewed_by").order_by("status", "issue__label"),
        "form": form,
        "here": "issues",
    }
    return render(request, "cycles/crosswalk_theme.html", context)


@require_POST
def recommendation_action(request: HttpRequest, iso3: str, cycle: int, number: str) -> HttpResponse:
    require(rules.can_edit_record(request.user))
    rows = Recommendation.objects.visible_to(request.user).filter(review=find_review(request, iso3, cycle))
    recommendation = get_object_or_404(rows.by_number(number).select_related("review").order_by("-document")[:1])
    form = ActionForm(request.POST)
    if form.is_valid():
        decide_action(
            recommendation=recommendation,
            category=form.cleaned_data["category"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The action category is written down as decided by an editor."))
    else:
        messages.error(request, _("Choose one of the five categories."))
    return redirect(recommendation)


def theme_address(theme: Theme) -> str:
    words = urlencode({"version": theme.version, "code": theme.code, "label": theme.label})
    return f"{reverse('cycles:crosswalk_theme')}?{words}"


def _issue_row(number: int, counts: Mapping[str, Any]) -> IssueRow:
    figures = {name: counts.get(name, 0) for name in ("total", "supported", "answered")}
    return IssueRow(number, str(ISSUE_NAMES[number]), **figures)


def _by_version(themes: Iterable[Theme]) -> list[VersionRows]:
    found: dict[str, VersionRows] = {}
    for theme in themes:
        group = found.setdefault(theme.version, VersionRows(theme.version))
        group.rows.append(ThemeRow(theme, _reason(theme)))
        group.waiting += any(line.status == ThemeIssue.Status.SUGGESTED for line in theme.issue_rows.all())
    return list(found.values())


def _reason(theme: Theme) -> str:
    """Why our file leads this theme to no issue; nothing where it says no such thing."""
    line = file_lines().get(key_of(theme))
    return line.basis if line and not line.issues else ""

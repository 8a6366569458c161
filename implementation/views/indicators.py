"""Indicators: the list, the page of each, its figures."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import User, Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from common.audit import record_event
from common.http import csv_response
from cycles.models import Recommendation
from implementation.forms.indicators import IndicatorForm, MeasurementsForm
from implementation.indicator_lines import IndicatorLine, indicator_line
from implementation.models import Indicator, Measurement
from implementation.services import indicators as services
from implementation.services.kept_rows import ChangedMeanwhile


@require_GET
def indicator_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    context = {
        "workspace": workspace,
        "here": "indicators",
        "lines": _lines(request, workspace),
        "kind": _kind(request),
        "kinds": Indicator.Kind.choices,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "implementation/indicator_list.html", context)


@require_GET
def indicator_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user), pk=pk)
    head = [_("Kind"), _("What is measured"), _("What is counted"), _("Recommendations")]
    head += [_("Baseline"), _("Day of the baseline"), _("Target"), _("To be reached by")]
    head += [_("Latest figure"), _("Day"), _("Progress")]
    rows = [_cells(line) for line in _lines(request, workspace)]
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    return _private(csv_response(f"indicators-{workspace.review.code}.csv", head, rows))


@require_http_methods(["GET", "POST"])
def indicator_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    initial = {"numbers": request.GET.get("recommendation", "")[:30]}
    form = IndicatorForm(request.POST or None, workspace=workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = services.create_indicator(
            workspace=workspace,
            words=form.words,
            recommendations=form.cleaned_data["numbers"],
            key=form.cleaned_data["key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("It is kept."))
        return redirect(made)
    context = {"workspace": workspace, "here": "indicators", "form": form}
    return render(request, "implementation/indicator_edit.html", context)


@require_http_methods(["GET", "POST"])
def indicator_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    indicator = _indicator(request, pk)
    can_edit = can_edit_workspace(request.user, indicator.workspace)
    form = MeasurementsForm(request.POST or None)
    if request.method == "POST":
        require(can_edit)
        if form.is_valid():
            lines = form.cleaned_data["lines"]
            services.add_measurements(indicator=indicator, lines=lines, by=request.user, at=timezone.now())
            messages.success(request, _("The figures are kept."))
            return redirect(indicator)
    context = {
        "workspace": indicator.workspace,
        "here": "indicators",
        "indicator": indicator,
        "line": indicator_line(indicator),
        "form": form,
        "can_edit": can_edit,
    }
    return render(request, "implementation/indicator_detail.html", context)


@require_GET
def measurement_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    indicator = _indicator(request, pk)
    head = [_("Day"), _("Figure"), _("Group"), _("Source")]
    rows = [[one.date, _number(one.value), one.group, one.source] for one in indicator_line(indicator).measurements]
    workspace = indicator.workspace
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    return _private(csv_response(f"indicator-{workspace.review.code}.csv", head, rows))


@require_http_methods(["GET", "POST"])
def indicator_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    indicator = _indicator(request, pk)
    require(can_edit_workspace(request.user, indicator.workspace))
    form = IndicatorForm(request.POST or None, workspace=indicator.workspace, indicator=indicator)
    newer = None
    if request.method == "POST" and form.is_valid():
        said = {"words": form.words, "recommendations": form.cleaned_data["numbers"], "seen": form.cleaned_data["seen"]}
        try:
            services.change_indicator(indicator=indicator, **said, by=request.user, at=timezone.now())
        except ChangedMeanwhile as conflict:
            newer = indicator_line(conflict.current)
            form.go_on_after(conflict.current.version)
        else:
            messages.success(request, _("It is changed."))
            return redirect(indicator)
    context = {
        "workspace": indicator.workspace,
        "here": "indicators",
        "indicator": indicator,
        "form": form,
        "newer": newer,
    }
    return render(request, "implementation/indicator_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def indicator_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    indicator = _indicator(request, pk)
    require(can_edit_workspace(request.user, indicator.workspace))
    if request.method == "POST":
        services.delete_indicator(indicator=indicator, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("implementation:indicator_list", pk=indicator.workspace_id)
    context = {"workspace": indicator.workspace, "here": "indicators", "indicator": indicator}
    return render(request, "implementation/indicator_delete.html", context)


@require_POST
def measurement_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    measurement = get_object_or_404(
        Measurement.objects.visible_to(request.user).select_related("indicator", "workspace"), pk=pk
    )
    require(can_edit_workspace(request.user, measurement.workspace))
    services.delete_measurement(measurement=measurement, by=request.user, at=timezone.now())
    messages.success(request, _("The figure is gone."))
    return redirect(measurement.indicator)


def _indicator(request: UserRequest, pk: UUID) -> Indicator:
    rows = Indicator.objects.visible_to(request.user).select_related("workspace__review__state_under_review")
    return get_object_or_404(rows.prefetch_related("measurements", _about(request.user)), pk=pk)


def _about(user: User) -> Prefetch:
    rows = Recommendation.objects.visible_to(user).select_related("review").in_order()
    return Prefetch("recommendations", queryset=rows)


def _kind(request: UserRequest) -> str:
    asked = request.GET.get("kind", "")
    return asked if asked in Indicator.Kind.values else ""


def _lines(request: UserRequest, workspace: Workspace) -> list[IndicatorLine]:
    rows = Indicator.objects.visible_to(request.user).filter(workspace=workspace)
    if kind := _kind(request):
        rows = rows.filter(kind=kind)
    rows = rows.prefetch_related("measurements", _about(request.user)).order_by("title", "pk")
    return [indicator_line(row) for row in rows]


def _cells(line: IndicatorLine) -> list[object]:
    row, latest = line.indicator, line.latest
    numbers = ", ".join(one.number for one in row.recommendations.all())
    start = [row.get_kind_display(), row.title, row.unit, numbers]
    way = [_number(row.baseline), row.baseline_date, _number(row.target), row.target_date]
    return [*start, *way, _number(latest and latest.value), latest and latest.date, line.progress]


def _number(value: object) -> float | None:
    # A number is no formula, with or without a sign (common.http.safe_cell).
    return None if value is None else float(str(value))


def _private(answer: StreamingHttpResponse) -> StreamingHttpResponse:
    answer["Cache-Control"] = "private, no-store"
    return answer

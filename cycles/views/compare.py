"""Two reviews or two States side by side."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.http import csv_response
from cycles.compare_forms import SIDES, CompareForm, asked_for
from cycles.comparison import Comparison, Side
from cycles.models import Cycle, State
from cycles.statistics import coverage


@login_not_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    form, comparison = read(request)
    tables = comparison.tables if comparison else []
    all_of = request.GET.get("all", "")
    context = {
        "tables": [table for table in tables if table.kind == all_of] or tables,
        "all_of": all_of,
        "form": form,
        "comparison": comparison,
        "query": f"?{query(comparison)}" if comparison else "",
        "covered": {"coverage": coverage()},
        "here": "compare",
    }
    return render(request, "cycles/compare.html", context)


@login_not_required
@require_safe
def compare_csv(request: HttpRequest) -> StreamingHttpResponse:
    _form, comparison = read(request)
    if comparison is None:
        raise Http404
    name = f"compare-{comparison.first.code}-{comparison.second.code}.csv"
    return csv_response(name, comparison.head(), comparison.rows())


def read(request: HttpRequest) -> tuple[CompareForm, Comparison | None]:
    """The form as it was filled in, and the comparison where there is one to show."""
    states = State.objects.visible_to(request.user).in_bulk()
    asked = asked_for(request.GET)
    complete = asked is not None and all(asked[side] for side in SIDES)
    cycles = list(Cycle.objects.order_by("-number").values_list("number", flat=True))
    # One side alone, as links to this page give it, is a form half filled in, and no mistake.
    form = CompareForm(asked if complete else None, initial=asked, states=states, cycles=cycles)
    if not complete or not form.is_valid():
        return form, None
    sides = [
        Side.of(states[form.cleaned_data[side]], int(form.cleaned_data[f"{side}_cycle"] or 0) or None, states)
        for side in SIDES
    ]
    for side, name in zip(sides, SIDES, strict=True):
        if not side.figures.tally.total:
            form.add_error(name, _("The record holds no recommendations to %(name)s.") % {"name": side.name})
    return form, Comparison(*sides) if form.is_valid() else None


def query(comparison: Comparison) -> str:
    """The comparison as the query of an address."""
    return urlencode({"first": comparison.first.code, "second": comparison.second.code})

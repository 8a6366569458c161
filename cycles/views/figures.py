"""Pages of figures: what a review brought, what a State recommends, what becomes of an issue; each also as a file."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.http import csv_response
from cycles.facet_index import facet_index
from cycles.figures import csv_head, csv_rows, strength
from cycles.issue_names import ISSUE_NAMES
from cycles.models import State, ThemeIssue
from cycles.search_filter import ACTION, NEWEST, STATE
from cycles.services.crosswalk import ISSUES
from cycles.views.figure_pages import Page, issue_page, received_page, recommending_page, review_page
from cycles.views.reviews import find_review
from cycles.views.search import FoundRow, found_rows

NEWEST_SHOWN = 10


@login_not_required
@require_safe
def review_overview(request: HttpRequest, iso3: str, cycle: int) -> HttpResponse:
    review = find_review(request, iso3, cycle)
    page = review_page(request, iso3, cycle)
    context = {"review": review, "state": review.state_under_review, "page": page, "here": "states"}
    return render(request, "cycles/review_overview.html", context)


@login_not_required
@require_safe
def review_overview_csv(request: HttpRequest, iso3: str, cycle: int) -> StreamingHttpResponse:
    review = find_review(request, iso3, cycle)
    return page_file(f"figures-{review.code}.csv", review_page(request, iso3, cycle))


@login_not_required
@require_safe
def state_csv(request: HttpRequest, iso3: str) -> StreamingHttpResponse:
    state = get_object_or_404(State.objects.visible_to(request.user), pk=iso3)
    return page_file(f"figures-{state.pk}.csv", received_page(request, iso3))


@login_not_required
@require_safe
def state_recommending(request: HttpRequest, iso3: str) -> HttpResponse:
    state = get_object_or_404(State.objects.visible_to(request.user), pk=iso3)
    page = recommending_page(request, iso3)
    context = {"state": state, "page": page, "here": "states"}
    if page.figures.tally.total:
        whole = page.coverage
        actions = next((table for table in page.tables if table.kind == ACTION), None)
        context |= {
            "others_share": whole.tally.share(page.partial),
            "strength": strength({line.code: line.tally.total for line in actions.lines}) if actions else None,
            "others_strength": strength(whole.actions),
            "states_count": sum(len(table.lines) for table in page.tables if table.kind == STATE),
        }
    return render(request, "cycles/state_recommending.html", context)


@login_not_required
@require_safe
def state_recommending_csv(request: HttpRequest, iso3: str) -> StreamingHttpResponse:
    state = get_object_or_404(State.objects.visible_to(request.user), pk=iso3)
    return page_file(f"recommending-{state.pk}.csv", recommending_page(request, iso3))


@login_not_required
@require_safe
def issue_detail(request: HttpRequest, number: int) -> HttpResponse:
    page = issue_page(request, number)
    lines = ThemeIssue.objects.filter(
        status=ThemeIssue.Status.REVIEWED, **{f"issue__{name}": value for name, value in ISSUES.items()}
    )
    context = {
        "number": number,
        "name": ISSUE_NAMES[number],
        "page": page,
        "whole_share": page.coverage.tally.share(page.partial),
        "newest": newest_rows(request, page),
        "newest_address": f"{reverse('cycles:search')}?{replace(page.figures.asked, order=NEWEST).address()}",
        "themes": lines.filter(issue__code=str(number))
        .select_related("theme")
        .order_by("theme__label", "-theme__version"),
        "here": "issues",
    }
    return render(request, "cycles/issue_detail.html", context)


@login_not_required
@require_safe
def issue_csv(request: HttpRequest, number: int) -> StreamingHttpResponse:
    return page_file(f"issue-{number}.csv", issue_page(request, number))


def newest_rows(request: HttpRequest, page: Page) -> list[FoundRow]:
    """The ten newest recommendations, in the order of the search page."""
    return found_rows(request, page.figures.asked, facet_index(), 0)[:NEWEST_SHOWN]


def page_file(name: str, page: Page) -> StreamingHttpResponse:
    return csv_response(name, csv_head(), csv_rows(page.figures, page.tables))

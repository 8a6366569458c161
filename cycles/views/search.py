"""Search over the whole record."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cycles.covered import covered_sessions
from cycles.facet_index import FacetIndex, facet_index
from cycles.models import Recommendation, RecommendationText, RecommendingState
from cycles.search_choices import SearchChoices
from cycles.search_filter import SearchFilter
from cycles.search_hints import hints_for
from cycles.search_issues import named_issues
from cycles.search_marks import Piece, marked_texts
from cycles.search_reading import MAX_RANKED, found_keys, is_ranked
from cycles.search_states import named_states

PAGE_SIZE = 25
# Nobody turns four hundred pages; whoever wants so many rows takes them as a file.
MAX_PAGES = 400


@dataclass(frozen=True)
class FoundRow:
    """A recommendation on the page, with the text that fits and where the words stand in it."""

    recommendation: Recommendation
    language: str
    pieces: list[Piece]


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = SearchFilter.from_address(request.GET)
    index = facet_index()
    found = index.counts(asked) if asked.is_active else index.whole
    paginator = Paginator(range(min(found.total, PAGE_SIZE * MAX_PAGES)), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "choices": SearchChoices(asked, found),
        "hints": hints_for(asked, found.total),
        "named_issues": named_issues(asked, index),
        "named_states": named_states(asked, index),
        "total": found.total,
        "held": index.whole.total,
        "sessions": covered_sessions(index.sessions),
        "session_count": len(index.sessions),
        "page": page,
        "rows": found_rows(request, asked, index, PAGE_SIZE * (page.number - 1)),
        "is_ranked": is_ranked(asked, found.total),
        "max_ranked": MAX_RANKED,
        "address": asked.address(),
        "best_first": replace(asked, order="").address(),
        "here": "search",
    }
    return render(request, "cycles/search.html", context)


def found_rows(request: HttpRequest, asked: SearchFilter, index: FacetIndex, start: int) -> list[FoundRow]:
    keys = found_keys(asked, index, start, PAGE_SIZE)
    rows: dict[int, Any] = (
        Recommendation.objects.visible_to(request.user)
        .select_related("review__state_under_review")
        .prefetch_related(
            Prefetch("state_rows", RecommendingState.objects.select_related("state").order_by("order", "pk"))
        )
        .defer("row_json", "raw_text")
        .in_bulk(keys)
    )
    found = [rows[key] for key in keys if key in rows]
    texts = shown_texts(asked, index, found)
    pieces = marked_texts(texts, asked.query)
    return [FoundRow(row, text[0], marks) for row, text, marks in zip(found, texts, pieces, strict=True)]


def shown_texts(asked: SearchFilter, index: FacetIndex, rows: list[Recommendation]) -> list[tuple[str, str]]:
    """The language and the words of each row: its own text if that fits, or the one that does."""
    fitting = {row.pk: index.languages_of(row.pk, asked) if asked.needs_hits else [] for row in rows}
    others = [row.pk for row in rows if fitting[row.pk] and row.language not in fitting[row.pk]]
    texts = {
        (text.recommendation_id, text.language): text.text
        for text in RecommendationText.objects.filter(recommendation__in=others)
    }
    shown = []
    for row in rows:
        language = next((one for one in sorted(fitting[row.pk]) if (row.pk, one) in texts), row.language)
        shown.append((language, texts.get((row.pk, language), row.text)))
    return shown

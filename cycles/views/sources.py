"""Where the public record comes from."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cycles.models import Confidence, CouncilSession, Review, State, UnDocument, WorkingGroupSession


@login_not_required
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    real_reviews = Review.objects.visible_to(request.user).filter(state_under_review__is_invented=False)
    kinds: list[tuple[str, Any]] = [
        (pgettext("UN members", "States"), State.objects.visible_to(request.user).real()),
        (_("Sessions of the Working Group"), WorkingGroupSession.objects.all()),
        (_("Sessions of the Human Rights Council"), CouncilSession.objects.visible_to(request.user)),
        (_("Reviews"), real_reviews),
    ]
    documents = UnDocument.objects.filter(review__state_under_review__is_invented=False, recommendations__isnull=False)
    context = {
        "tables": [{"name": name, "sources": by_source(rows)} for name, rows in kinds],
        "confidences": list(Confidence),
        "documents": documents.exclude(symbol="").values("symbol").distinct().count(),
    }
    return render(request, "cycles/sources.html", context)


def by_source(rows: Any) -> list[dict[str, Any]]:
    """Each source with how sure it is and how many rows rest on it, the most used first."""
    return list(rows.values("source", "confidence").annotate(count=Count("pk")).order_by("-count", "source"))

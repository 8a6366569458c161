"""Ratings as an Excel file: taking it along, and bringing it back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from cycles.models import Recommendation
from implementation.forms.sheets import RatingSheetForm
from implementation.models import OWN, Rating
from implementation.rating_merge import Merge, RowChange, merge
from implementation.rating_sheet import SheetRow, write_ratings
from implementation.services.bulk import write_voices
from implementation.services.counting import rules_of
from implementation.viewpoint import viewpoint_of
from implementation.views.ratings import today

# How long somebody may look at the changes before they confirm.
PATIENCE = 24 * 60 * 60


@require_GET
def rating_xlsx(request: UserRequest, pk: UUID) -> HttpResponse:
    """Every recommendation with the rating that this person goes on from."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    ratings, others = _standing(request, workspace), rules_of(workspace).others
    found = Recommendation.objects.visible_to(request.user).filter(review=workspace.review_id).in_order()
    beside: dict[str, dict[str, Rating]] = {
        row.number: {voice: ratings[voice, row.pk] for voice in others if (voice, row.pk) in ratings} for row in found
    }
    lines = ((row.number, row.text, ratings.get((OWN, row.pk))) for row in found)
    content = write_ratings(lines, beside=beside, voices=others)
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    response = HttpResponse(content, content_type=CONTENT_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="ratings-{workspace.review.code}-{today():%Y-%m-%d}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
def rating_import(request: UserRequest, pk: UUID) -> HttpResponse:
    """Reads the file and shows what it would change, cell by cell. Writes nothing."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    form = RatingSheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"workspace": workspace, "here": "ratings", "form": form}
    if request.method == "POST" and form.is_valid():
        found = _merged(request, workspace, form.rows)
        kept = signing.dumps([_kept(change) for change in found.changes], salt=_salt(request, workspace), compress=True)
        context |= {"found": found, "kept": kept}
        return render(request, "implementation/rating_import_review.html", context)
    return render(request, "implementation/rating_import.html", context, status=422 if form.errors else 200)


@require_POST
def rating_import_apply(request: UserRequest, pk: UUID) -> HttpResponse:
    """Writes what was looked at and confirmed; of a conflict what the person chose."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=_salt(request, workspace), max_age=PATIENCE)
    except signing.BadSignature:
        messages.warning(request, _("Nothing was written: too much time has passed. Bring the file once more."))
        return redirect("implementation:rating_import", pk=workspace.pk)
    changes: dict[str, dict[int, Any]] = {}
    for key, voice, seen, words, conflicts in kept:
        field = str(key) if voice == OWN else f"{key}-{voice}"
        chosen = {
            name: date.fromisoformat(value) if name == "rated_date" else value
            for name, value in words.items()
            if name not in conflicts or request.POST.get(f"{field}-{name}") == "file"
        }
        if chosen:
            changes.setdefault(voice, {})[key] = (UUID(seen) if seen else None, chosen)
    batch = write_voices(workspace=workspace, changes=changes, by=request.user, at=timezone.now())
    _tell(request, batch.rated, [rating.recommendation.number for rating in batch.conflicts])
    return redirect("implementation:rating_list", pk=workspace.pk)


def _tell(request: UserRequest, rated: int, left: list[str]) -> None:
    said = ngettext("%(number)s rating was changed.", "%(number)s ratings were changed.", rated)
    messages.success(request, said % {"number": rated})
    if left:
        told = _("Left as they are, since somebody rated them while you looked: %(numbers)s. Bring the file once more.")
        messages.warning(request, told % {"numbers": ", ".join(left)})


def _standing(request: UserRequest, workspace: Workspace) -> dict[tuple[str, int], Rating]:
    """By voice and recommendation: what this person goes on from, and what others were noted to say."""
    own = viewpoint_of(workspace, request.user).ratings.select_related("rated_by")
    others = Rating.objects.visible_to(request.user).filter(workspace=workspace, is_ours=False).current()
    rows = [*own, *others.select_related("rated_by").order_by("rated_at", "pk")]
    return {(OWN if rating.is_ours else rating.voice, rating.recommendation_id): rating for rating in rows}


def _merged(request: UserRequest, workspace: Workspace, rows: list[SheetRow]) -> Merge:
    found = Recommendation.objects.visible_to(request.user).filter(review=workspace.review_id)
    bases = Rating.objects.visible_to(request.user).filter(
        workspace=workspace, pk__in=[row.key for row in rows if row.key]
    )
    read = (OWN, *rules_of(workspace).others)
    return merge(
        [row for row in rows if row.voice in read],
        {row.number: row.pk for row in found.only("paragraph", "item")},
        _standing(request, workspace),
        {str(rating.pk): rating for rating in bases},
        today=today(),
    )


def _kept(change: RowChange) -> tuple[int, str, str, dict[str, str], list[str]]:
    """A change as the form carries it, signed, until it is confirmed."""
    words = {cell.name: str(cell.file) for cell in change.cells}
    if change.current is None:
        words.setdefault("rated_date", today().isoformat())
    seen = str(change.current.pk) if change.current else ""
    return (change.recommendation, change.voice, seen, words, [cell.name for cell in change.conflicts])


def _salt(request: UserRequest, workspace: Workspace) -> str:
    """What was shown to one person in one workspace is good there only."""
    return f"implementation.rating_import.{workspace.pk}.{request.user.pk}"

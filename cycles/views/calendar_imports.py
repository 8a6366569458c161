"""A calendar as a table: looked at line by line, confirmed, taken back. For editors of the record."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from common.access import require
from common.http import csv_response
from common.templatetags.marks import listed
from cycles import rules
from cycles.calendar_forms import CalendarFileForm
from cycles.dates import day_in_words
from cycles.importers import UnreadableFile
from cycles.importers.calendar_table import COLUMNS, REVIEWS, SESSIONS
from cycles.importers.messages import describe
from cycles.models import ImportRun, Review, WorkingGroupSession
from cycles.models.imports import CALENDAR
from cycles.services import calendar_imports, import_words
from cycles.services.calendar_imports import CalendarDifference
from cycles.services.imports import AlreadyDecided, ImportRefused

SHOWN = 300
LAST = 10


@require_http_methods(["GET", "POST"])
def calendar_import(request: HttpRequest) -> HttpResponse:
    require(rules.can_edit_calendar(request.user))
    form = CalendarFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = calendar_imports.keep_calendar(
                data=file.read(), file_name=file.name, by=request.user, at=timezone.now()
            )
            return redirect(run)
        except (UnreadableFile, ImportRefused) as error:
            form.add_error("file", import_words.refusal(error))
    runs = ImportRun.objects.visible_to(request.user).filter(format=CALENDAR).select_related("created_by")
    context = {
        "form": form,
        "runs": runs.order_by("-created_at", "pk")[:LAST],
        "columns": [(kind, list(columns)) for kind, columns in COLUMNS.items()],
        "here": "sessions",
    }
    return render(request, "cycles/calendar_import.html", context)


@login_not_required
@require_safe
def calendar_template(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The calendar as it is, in the columns that the import reads: a template and a copy in one."""
    if kind == SESSIONS:
        rows: Any = WorkingGroupSession.objects.order_by("number")
    elif kind == REVIEWS:
        reviews = Review.objects.visible_to(request.user).filter(state_under_review__is_invented=False)
        rows = reviews.order_by("cycle", "current_session", "review_order", "state_under_review")
    else:
        raise Http404
    fields = [name for name, _ in COLUMNS[kind].values()]
    words = ([_cell(kind, row, name) for name in fields] for row in rows.iterator())
    return csv_response(f"upr_{kind}.csv", list(COLUMNS[kind]), words)


@require_GET
def calendar_import_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = _find(request, pk)
    difference, refused = None, ""
    if run.status == ImportRun.Status.READ:
        try:
            difference = calendar_imports.compare_again(run)
        except (ImportRefused, UnreadableFile) as error:
            refused = import_words.refusal(error)
    context = {
        "run": run,
        "found": difference,
        "lines": _lines(difference)[:SHOWN] if difference else [],
        "problems": [(one.row, describe(one)) for one in difference.problems[:SHOWN]] if difference else [],
        "refused": refused,
        "shown": SHOWN,
        "here": "sessions",
    }
    return render(request, "cycles/calendar_import_detail.html", context)


@require_POST
def calendar_import_apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = _find(request, pk)
    try:
        found = calendar_imports.apply_calendar(run=run, by=request.user, at=timezone.now())
    except AlreadyDecided:
        messages.warning(request, _("This table was decided before: nothing was written a second time."))
    except (ImportRefused, UnreadableFile) as error:
        messages.error(request, import_words.refusal(error))
    else:
        words = ngettext(
            "%(count)s row of the calendar was written.", "%(count)s rows of the calendar were written.", found.touched
        )
        messages.success(request, words % {"count": found.touched})
    return redirect(run)


@require_POST
def calendar_import_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = _find(request, pk)
    try:
        kept = calendar_imports.undo_calendar(run=run, by=request.user, at=timezone.now())
    except AlreadyDecided:
        messages.warning(request, _("There is nothing to take back."))
    else:
        messages.success(request, _("The import was taken back."))
        if kept:
            words = _("These stay as they are, because they changed again since or are in use: %(rows)s.")
            messages.warning(request, words % {"rows": listed(kept)})
    return redirect(run)


def _find(request: HttpRequest, pk: UUID) -> ImportRun:
    require(rules.can_edit_calendar(request.user))
    return get_object_or_404(
        ImportRun.objects.visible_to(request.user).select_related("created_by", "applied_by", "undone_by"),
        pk=pk,
        format=CALENDAR,
    )


def _lines(found: CalendarDifference) -> list[dict[str, Any]]:
    """Each value that changes, with the heading of its column, before and after in words."""
    columns = {name: column for column, (name, _) in COLUMNS[found.table.kind].items()}
    return [
        {
            "line": change.line,
            "label": change.label,
            "column": columns[change.field],
            "before": _words(change.before),
            "after": _words(change.after),
        }
        for change in found.changes
    ]


def _words(value: Any) -> str:
    if isinstance(value, date):
        return day_in_words(value)
    return "" if value is None else str(value)


def _cell(kind: str, row: Any, name: str) -> str:
    """A value as the import reads it again; how sure a session is stands there as past or scheduled."""
    value = getattr(row, name)
    if kind == SESSIONS and name == "confidence":
        return {"confirmed": "past", "tentative": "scheduled"}.get(value, "")
    return "" if value is None else str(value)

"""A calendar as a table: looked at line by line, confirmed, taken back. For editors of the record."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from common.access import require
from common.http import csv_response
from common.templatetags.marks import listed
from cycles import rules
from cycles.calendar_forms import CalendarFileForm
from cycles.dates import day_in_words
from cycles.importers import UnreadableFile
from cycles.importers.calendar_table import COLUMNS, REVIEWS, SESSIONS
from cycles.importers.calendar_table import COUNCIL as COUNCIL_FIELDS
from cycles.importers.messages import describe
from cycles.milestones import MILESTONES
from cycles.models import ImportRun, Review, WorkingGroupSession
from cycles.models.imports import CALENDAR
from cycles.services import calendar_imports, import_words, imports
from cycles.services.calendar_imports import CalendarDifference
from cycles.services.calendar_plan import COUNCIL, KEY_DATE, REVIEW, SESSION
from cycles.services.imports import AlreadyDecided, ImportRefused
from cycles.source_words import source_words
from cycles.views.sessions import today

SHOWN = 300
# The heading of a column by the field that it fills.
_COLUMNS = {
    model: {field: column for column, (field, _read) in COLUMNS[kind].items()}
    for model, kind in ((SESSION, SESSIONS), (REVIEW, REVIEWS))
}
_COLUMNS[COUNCIL] = {
    field.removeprefix(COUNCIL_FIELDS): column
    for field, column in _COLUMNS[SESSION].items()
    if field.startswith(COUNCIL_FIELDS)
}
_NO_TABLE = {
    "not_an_export": gettext_lazy(
        "This is no table. Take the template of sessions or of reviews, change it, and save it as .csv or .xlsx."
    ),
    "empty_export": gettext_lazy("This table holds no rows. Write the lines that change below the headings."),
}
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
            form.add_error("file", _refusal(error))
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
        rows: Any = WorkingGroupSession.objects.select_related("council_session").order_by("number")
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
            difference = calendar_imports.compare_again(run, on=today())
        except (ImportRefused, UnreadableFile) as error:
            refused = import_words.refusal(error)
    lines = _lines(difference) if difference else _written(run)
    context = {
        "run": run,
        "found": difference,
        "lines": lines[:SHOWN],
        "line_count": len(lines),
        "can_discard": rules.can_discard_import(request.user, run),
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
def calendar_import_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = _find(request, pk)
    require(rules.can_discard_import(request.user, run))
    try:
        imports.discard_import(run=run, by=request.user, at=timezone.now())
    except AlreadyDecided:
        messages.warning(request, _("This table was decided before: nothing was written a second time."))
        return redirect(run)
    messages.success(request, _("The table was thrown away. The calendar stays as it is."))
    return redirect("cycles:calendar_import")


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


def _refusal(error: UnreadableFile | ImportRefused) -> str:
    """Why a file was not taken; the words of other readers speak of exports."""
    return str(_NO_TABLE.get(error.code) or import_words.refusal(error))


def _lines(found: CalendarDifference) -> list[dict[str, Any]]:
    """Each value that would change, with the heading of its column, before and after in words."""
    return [_line(one.model, one.line, one.label, one.field, one.before, one.after) for one in found.changes]


def _written(run: ImportRun) -> list[dict[str, Any]]:
    """Each value that changed when the table was written; nothing of rows that were new then."""
    first = SESSION if run.undo_data.get("kind") == SESSIONS else REVIEW
    rows = [{"model": first} | row for row in run.undo_data.get("rows", ())]
    lines: list[dict[str, Any]] = []
    for row in rows:
        fields = row["fields"]
        if row["model"] == KEY_DATE:
            fields = {fields["milestone"][0]: fields["date"]}
        order = [name for name in _COLUMNS.get(row["model"], {}) if name in fields] or list(fields)
        lines += [_line(row["model"], None, row["label"], name, *fields[name]) for name in order]
    return lines


def _line(model: str, line: int | None, label: str, field: str, before: Any, after: Any) -> dict[str, Any]:
    said = source_words if field.endswith("source") else _words
    return {
        "line": line,
        "row": _named(model, label),
        "column": MILESTONES[field].name if model == KEY_DATE else _COLUMNS[model][field],
        "before": said(before or ""),
        "after": said(after or ""),
    }


def _named(model: str, label: str) -> str:
    if model == COUNCIL:
        return _("Session %(number)s of the Human Rights Council") % {"number": label.removeprefix("HRC-")}
    return _("Session %(number)s") % {"number": label} if model == SESSION else label


def _words(value: Any) -> str:
    """A value in words; the database keeps days as text."""
    if isinstance(value, str):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if isinstance(value, date):
        return day_in_words(value)
    return "" if value is None else str(value)


def _cell(kind: str, row: Any, name: str) -> str:
    """A value as the import reads it again; how sure a session is stands there as past or scheduled."""
    if name.startswith(COUNCIL_FIELDS):
        value = getattr(row.council_session, name.removeprefix(COUNCIL_FIELDS), "")
        return "" if value is None else str(value)
    value = getattr(row, name)
    if kind == SESSIONS and name == "confidence":
        return {"confirmed": "past", "tentative": "scheduled"}.get(value, "")
    return "" if value is None else str(value)

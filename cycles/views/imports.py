"""Bringing a document into the record: choose it, look at what it would change, then confirm or propose."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.access import require
from cycles import rules
from cycles.forms import ImportForm, ReviewForm
from cycles.importers import UnreadableFile
from cycles.models import ImportRun, Review
from cycles.models.imports import CALENDAR
from cycles.services import import_words, imports, undoing
from cycles.services.import_kinds.base import Found, ImportRefused
from cycles.services.imports import AlreadyDecided
from cycles.services.undoing import UndoRefused
from cycles.views.import_page import read_answers, show_import

SHOWN = 50
PARTS = ("review__state_under_review", "created_by", "applied_by", "undone_by")


@require_http_methods(["GET", "POST"])
def import_create(request: HttpRequest) -> HttpResponse:
    asked = Review.objects.visible_to(request.user).by_code(request.GET.get("review", "")).first()
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES, user=request.user, asks_review="state" in request.POST)
        run = _keep(request, form) if form.is_valid() else None
        if run:
            return redirect(run)
    else:
        initial = {"state": asked.state_under_review_id, "cycle": asked.cycle_id} if asked else {}
        form = ImportForm(initial=initial, user=request.user, asks_review=asked is not None)
    is_editor = rules.can_decide_imports(request.user)
    waiting = ImportRun.objects.visible_to(request.user).waiting().count() if is_editor else 0
    context = {"form": form, "asked": asked, "is_editor": is_editor, "waiting": waiting, "here": "imports"}
    return render(request, "cycles/import_create.html", context)


@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    runs = ImportRun.objects.visible_to(request.user).select_related(*PARTS).defer("report", "undo_data")
    is_editor = rules.can_decide_imports(request.user)
    context = {
        "is_editor": is_editor,
        "waiting": runs.waiting()[:SHOWN] if is_editor else [],
        "own": runs.filter(created_by=request.user.pk).order_by("-created_at", "pk")[:SHOWN],
        "here": "imports",
    }
    return render(request, "cycles/import_list.html", context)


@require_GET
def import_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    return show_import(request, _visible_run(request, pk))


@require_POST
def import_apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = _visible_run(request, pk)
    require(rules.can_apply_import(request.user, run))
    try:
        found = imports.apply_import(run=run, by=request.user, at=timezone.now())
    except (AlreadyDecided, ImportRefused, UnreadableFile) as error:
        return _say_why_not(request, run, error)
    messages.success(request, _written(found))
    return redirect(run.review or run)


@require_POST
def import_propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = _visible_run(request, pk)
    require(rules.can_propose_import(request.user, run))
    try:
        imports.propose_import(run=run, by=request.user, at=timezone.now())
    except (AlreadyDecided, ImportRefused, UnreadableFile) as error:
        return _say_why_not(request, run, error)
    messages.success(request, _("The editors of the record see your proposal now. Until one takes it in, it is yours."))
    return redirect(run)


@require_POST
def import_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = _visible_run(request, pk)
    require(rules.can_discard_import(request.user, run))
    try:
        imports.discard_import(run=run, by=request.user, at=timezone.now())
    except AlreadyDecided as error:
        return _say_why_not(request, run, error)
    messages.success(request, _("The reading was thrown away, and the file with it. The record stays as it is."))
    return redirect("cycles:import_list")


@require_POST
def import_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = _visible_run(request, pk)
    require(rules.can_answer_doubts(request.user, run))
    answers = read_answers(request.POST)
    if not answers:
        messages.warning(
            request, _("Nothing was chosen. Say for each row what it is; you can do some now and some later.")
        )
        return redirect(run)
    try:
        imports.answer_doubts(run=run, answers=answers, by=request.user, at=timezone.now())
    except (AlreadyDecided, ImportRefused, UnreadableFile) as error:
        return _say_why_not(request, run, error)
    messages.success(request, _("Your answers are kept. What the file would change is compared anew."))
    return redirect(run)


@require_POST
def import_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = _visible_run(request, pk)
    require(rules.can_answer_doubts(request.user, run))
    form = ReviewForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            imports.choose_review(run=run, review=form.cleaned_data["review"], by=request.user, at=timezone.now())
            return redirect(run)
        except AlreadyDecided as error:
            return _say_why_not(request, run, error)
        except (ImportRefused, UnreadableFile) as error:
            form.add_error("state", import_words.refusal(error))
    return show_import(request, run, review_form=form)


@require_http_methods(["GET", "POST"])
def import_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    run = _visible_run(request, pk)
    require(rules.can_undo_import(request.user, run))
    if request.method == "POST":
        try:
            undoing.undo_import(run=run, by=request.user, at=timezone.now())
        except UndoRefused as error:
            messages.error(request, import_words.undo_refusal(error))
        else:
            messages.success(request, _("This import was taken back. The record is as it was before it."))
        return redirect(run)
    refused = undoing.refusal(run)
    context = {
        "run": run,
        "refusal": import_words.undo_refusal(refused) if refused else "",
        "later": refused.later if refused else (),
        "created": run.sources.filter(before__isnull=True).count(),
        "changed": run.sources.filter(before__isnull=False).count(),
        "here": "imports",
    }
    return render(request, "cycles/import_undo.html", context)


def _visible_run(request: HttpRequest, pk: UUID) -> ImportRun:
    """An import that these pages show; those of the calendar have their own."""
    runs = ImportRun.objects.visible_to(request.user).exclude(format=CALENDAR)
    return get_object_or_404(runs.select_related(*PARTS), pk=pk)


def _keep(request: HttpRequest, form: ImportForm) -> ImportRun | None:
    """The file or text kept for its reconciliation, or nothing and the reason at the field."""
    data, name = form.brought()
    try:
        return imports.keep_reading(
            data=data,
            file_name=name,
            chosen=form.cleaned_data["review"],
            kind=form.cleaned_data["kind"],
            by=request.user,
            at=timezone.now(),
        )
    except (ImportRefused, UnreadableFile) as error:
        form.refuse(error)
        return None


def _written(found: Found) -> str:
    count = found.touched
    if count and not found.is_of_recommendations:
        return _("The document was written into the record.")
    if not count:
        return _("Everything in this file was in the record already. Nothing changed.")
    if count == found.joined:
        words = ngettext(
            "%(count)s recommendation has this document as a source now.",
            "%(count)s recommendations have this document as a source now.",
            count,
        )
        return words % {"count": count}
    words = ngettext(
        "%(count)s recommendation was written into the record.",
        "%(count)s recommendations were written into the record.",
        count,
    )
    return words % {"count": count}


def _say_why_not(
    request: HttpRequest, run: ImportRun, error: AlreadyDecided | ImportRefused | UnreadableFile
) -> HttpResponse:
    if isinstance(error, AlreadyDecided):
        messages.warning(request, _("This import was decided before: nothing was written a second time."))
    else:
        messages.error(request, import_words.refusal(error))
    return redirect(run)

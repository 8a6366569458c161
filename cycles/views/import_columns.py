"""Saying which column of an export is which."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.access import require
from cycles import rules
from cycles.column_forms import columns_form
from cycles.models import ImportRun
from cycles.services import imports
from cycles.services.import_kinds import exports
from cycles.views.import_page import show_import


@require_POST
def import_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    runs = ImportRun.objects.visible_to(request.user).filter(format__in=exports.FORMATS)
    run = get_object_or_404(runs.select_related("review__state_under_review", "created_by"), pk=pk)
    require(rules.can_answer_doubts(request.user, run))
    form = columns_form(run, request.POST)
    if form is None:
        return redirect(run)
    if not form.is_valid():
        return show_import(request, run, columns=form)
    imports.choose_columns(run=run, columns=form.columns, by=request.user, at=timezone.now())
    messages.success(request, _("The columns are kept. Look now at what was read with them."))
    return redirect(run)

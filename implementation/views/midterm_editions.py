"""Mid-term reports for everybody: published, read, downloaded, withdrawn."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.rules import can_publish_workspace
from common.access import require
from implementation import midterm_drafts, midterm_frozen
from implementation.forms.midterm import PublishForm
from implementation.models import MidTermDraft, MidTermEdition
from implementation.services import midterm_drafts as services
from implementation.services.editions import edition_for_everybody, files_for_everybody
from implementation.views.midterm_drafts import WITH_STATE
from implementation.views.reports import report_file


@require_http_methods(["GET", "POST"])
def midterm_publish(request: UserRequest, pk: UUID) -> HttpResponse:
    """What becomes public, and the last word before it does."""
    draft = get_object_or_404(MidTermDraft.objects.visible_to(request.user).select_related(WITH_STATE), pk=pk)
    require(can_publish_workspace(request.user, draft.workspace))
    form = PublishForm(request.POST or None, initial={"languages": [get_language()]})
    today = timezone.localdate()
    if request.method == "POST" and form.is_valid():
        content = {
            language: midterm_frozen.frozen(midterm_drafts.draft_report(draft, language=language, on=today))
            for language in form.cleaned_data["languages"]
        }
        try:
            services.publish_edition(draft=draft, content=content, by=request.user, at=timezone.now())
        except services.NothingToPublish:
            form.add_error(None, _("This report covers no recommendation, so there is nothing to publish."))
        else:
            messages.success(request, _("The report is published. Its files are ready in a moment."))
            return redirect(f"{draft.get_absolute_url()}#editions")
    report = midterm_drafts.draft_report(draft, language=get_language() or "en", on=today)
    context = {
        "workspace": draft.workspace,
        "here": "midterm",
        "draft": draft,
        "form": form,
        "report": report,
        "evidence": sum(len(row.evidence) for row in report.rows),
        "reasons": sum(1 for row in report.rows if row.rating and row.rating.note),
        "languages": dict(settings.LANGUAGES),
    }
    return render(request, "implementation/midterm_publish.html", context)


@require_http_methods(["GET", "POST"])
def midterm_withdraw(request: UserRequest, pk: UUID) -> HttpResponse:
    edition = get_object_or_404(
        MidTermEdition.objects.visible_to(request.user).select_related("draft", WITH_STATE), pk=pk
    )
    require(can_publish_workspace(request.user, edition.workspace))
    if request.method == "POST":
        services.withdraw_edition(edition=edition, by=request.user, at=timezone.now())
        messages.success(request, _("The report is withdrawn. Its address says so."))
        return redirect(f"{edition.draft.get_absolute_url()}#editions")
    context = {"workspace": edition.workspace, "here": "midterm", "edition": edition}
    return render(request, "implementation/midterm_withdraw.html", context)


@login_not_required
@require_safe
def midterm_edition(request: HttpRequest, address: str) -> HttpResponse:
    """The published report under its address that stays; withdrawn, the address says no more than that."""
    edition = edition_for_everybody(address)
    if edition is None:
        raise Http404
    if edition.withdrawn_at:
        return render(request, "implementation/midterm_edition_gone.html", {"edition": edition}, status=410)
    asked = request.GET.get("language", "") or get_language() or ""
    language = asked if asked in edition.content else edition.languages[0]
    report = midterm_frozen.thawed(edition.content[language])
    with translation.override(language):
        body = render_to_string("implementation/_midterm_body.html", {"report": report, "screen": True})
    context: dict[str, Any] = {
        "edition": edition,
        "report": report,
        "body": body,
        "files": files_for_everybody(edition),
        "languages": [(code, dict(settings.LANGUAGES).get(code, code)) for code in edition.languages],
    }
    response = render(request, "implementation/midterm_edition.html", context)
    # Withdrawn, it is gone at the next look.
    response.headers["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def midterm_edition_file(request: HttpRequest, address: str, language: str, file_format: str) -> HttpResponseBase:
    edition = edition_for_everybody(address)
    if edition is None or edition.withdrawn_at:
        raise Http404
    for report in files_for_everybody(edition):
        if (report.language, report.file_format) == (language, file_format):
            return report_file(report, edition.workspace)
    raise Http404

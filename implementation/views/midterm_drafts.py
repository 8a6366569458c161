"""Mid-term reports put together: what they cover, their texts, who signs."""

from base64 import b64decode
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace, can_own_organisation, can_publish_workspace
from common.access import require
from cycles.models import Theme
from implementation import midterm_drafts
from implementation.forms.midterm import DraftForm, MidTermTextForm, SignForm, signing_organisations, themes_of
from implementation.forms.reports import MidTermReportForm
from implementation.models import MidTermDraft, MidTermText
from implementation.services import midterm_drafts as services
from implementation.services.kept_rows import ChangedMeanwhile
from implementation.services.reports import request_midterm_report

Part = MidTermText.Part
WITH_STATE = "workspace__review__state_under_review"
# The parts that every report has.
WHOLE = (Part.INTRODUCTION, Part.METHOD, Part.SUMMARY, Part.CONCLUSION)


@require_http_methods(["GET", "POST"])
def midterm_draft_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    form = DraftForm(request.POST or None, workspace=workspace)
    if request.method == "POST" and form.is_valid():
        how = {"key": form.cleaned_data["key"], "by": request.user, "at": timezone.now()}
        return redirect(services.create_draft(workspace=workspace, **form.chosen, **how))
    context = {"workspace": workspace, "here": "midterm", "form": form}
    return render(request, "implementation/midterm_draft_create.html", context)


@require_GET
def midterm_draft_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    return _page(request, _draft(request, pk))


@require_http_methods(["GET", "POST"])
def midterm_draft_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    draft = _draft(request, pk)
    require(can_edit_workspace(request.user, draft.workspace))
    form = DraftForm(request.POST or None, workspace=draft.workspace, draft=draft)
    newer = False
    if request.method == "POST" and form.is_valid():
        how = {"seen": form.cleaned_data["seen"], "by": request.user, "at": timezone.now()}
        try:
            services.change_draft(draft=draft, **form.chosen, **how)
        except ChangedMeanwhile as error:
            newer, draft = True, error.current
            form.go_on_after(draft.version)
        else:
            messages.success(request, _("What the report covers is changed."))
            return redirect(draft)
    context = {"workspace": draft.workspace, "here": "midterm", "draft": draft, "form": form, "newer": newer}
    return render(request, "implementation/midterm_draft_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def midterm_draft_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """For good, with a question before; what was published keeps its draft."""
    draft = _draft(request, pk)
    require(can_edit_workspace(request.user, draft.workspace))
    if request.method == "POST":
        try:
            services.delete_draft(draft=draft, by=request.user, at=timezone.now())
        except services.IsPublished:
            messages.error(request, _("It was published: it stays, so that one can see where the edition comes from."))
            return redirect(draft)
        messages.success(request, _("The report in the making is gone for good."))
        return redirect("implementation:midterm_report_list", pk=draft.workspace_id)
    context = {"workspace": draft.workspace, "here": "midterm", "draft": draft, "has_editions": draft.editions.exists()}
    return render(request, "implementation/midterm_draft_delete.html", context)


@require_http_methods(["GET", "POST"])
def midterm_text(request: UserRequest, pk: UUID) -> HttpResponse:
    """One text of a report: ``?part=…&language=…``, and ``theme`` for what is said of one."""
    draft = _draft(request, pk)
    part, theme, language = _asked(request, draft)
    current = draft.texts.filter(part=part, theme=theme, language=language, is_current=True).first()
    may_write = can_edit_workspace(request.user, draft.workspace)
    if request.method == "POST":
        require(may_write)
    initial = {"text": current.text if current else "", "seen": current.pk if current else None}
    form = MidTermTextForm(request.POST or None, initial=initial)
    form.fields["text"].widget.attrs |= {"lang": language, "dir": "auto"}
    newer: MidTermText | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.write_text(
                draft=draft,
                part=part,
                theme=theme,
                language=language,
                text=form.cleaned_data["text"],
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=timezone.now(),
            )
        except ChangedMeanwhile as error:
            newer = error.current
            form.go_on_after(str(newer.pk))
        else:
            messages.success(request, _("The text is saved. What it said before stays in its history."))
            return redirect(f"{draft.get_absolute_url()}?language={language}#texts")
    history = draft.texts.filter(part=part, theme=theme, language=language, is_current=False)
    context = {
        "workspace": draft.workspace,
        "here": "midterm",
        "draft": draft,
        "title": _title(part, theme),
        "language_name": dict(settings.LANGUAGES)[language],
        "language": language,
        "form": form,
        "newer": newer,
        "can_edit": may_write,
        "current": current,
        "history": history.select_related("written_by").order_by("-written_at", "pk")[:30],
    }
    return render(request, "implementation/midterm_text.html", context, status=409 if newer else 200)


@require_GET
def midterm_draft_preview(request: UserRequest, pk: UUID) -> HttpResponse:
    """The report to read on the screen, in any of the languages, as the file would be made now."""
    draft = _draft(request, pk)
    language = _language(request)
    report = midterm_drafts.draft_report(draft, language=language, on=timezone.localdate())
    with translation.override(language):
        body = render_to_string(
            "implementation/_midterm_body.html", {"report": report, "screen": True, "has_logos": True}
        )
    context = {"workspace": draft.workspace, "here": "midterm", "draft": draft, "report": report, "body": body}
    return render(request, "implementation/midterm_report_preview.html", context)


@require_GET
def midterm_logo(request: UserRequest, pk: UUID, name: str) -> HttpResponse:
    """The logo of an organisation that signed, as the preview names it."""
    signed = midterm_drafts.signatories_of(_draft(request, pk))
    logo = next((one.logo for one in signed if one.picture == f"logos/{name}.png"), None)
    if logo is None:
        raise Http404
    return HttpResponse(b64decode(logo), content_type="image/png", headers={"Cache-Control": "private, no-store"})


@require_POST
def midterm_draft_file(request: UserRequest, pk: UUID) -> HttpResponse:
    """Have the report made as a file, as it stands now."""
    draft = _draft(request, pk)
    require(can_edit_workspace(request.user, draft.workspace))
    form = MidTermReportForm(request.POST)
    if not form.is_valid():
        return _page(request, draft, file_form=form, status=422)
    asked = {"workspace": draft.workspace, "draft": draft, **form.cleaned_data}
    return redirect(request_midterm_report(**asked, by=request.user, at=timezone.now()))


@require_POST
def midterm_sign(request: UserRequest, pk: UUID) -> HttpResponse:
    draft = _draft(request, pk)
    form = SignForm(request.POST, request.FILES, user=request.user, workspace=draft.workspace)
    require(signing_organisations(request.user, draft.workspace).exists())
    if form.is_valid():
        organisation = form.cleaned_data["organisation"]
        require(can_own_organisation(request.user, organisation))
        try:
            services.sign_draft(
                draft=draft, **form.cleaned_data, seen=midterm_drafts.fingerprints(draft), **_by_now(request)
            )
        except services.NoPicture:
            form.refuse_logo()
        else:
            messages.success(request, _("Noted what the organisation says to the report."))
            return redirect(f"{draft.get_absolute_url()}#signatures")
    return _page(request, draft, sign_form=form, status=422)


def _page(request: UserRequest, draft: MidTermDraft, *, status: int = 200, **forms: Any) -> HttpResponse:
    workspace, language = draft.workspace, _language(request)
    mine = signing_organisations(request.user, workspace)
    initial = {"language": language}
    now = midterm_drafts.fingerprints(draft)
    context = {
        "workspace": workspace,
        "here": "midterm",
        "draft": draft,
        "languages": dict(settings.LANGUAGES),
        "language": language,
        **_parts(draft, language),
        "signatures": [
            (row, midterm_drafts.changed_since(draft, row.seen, now=now) if row.decision == "signed" else [])
            for row in draft.signatures.filter(is_current=True)
            .select_related("organisation", "by")
            .order_by("organisation__name", "pk")
        ],
        "sign_form": SignForm(user=request.user, workspace=workspace) if mine.exists() else None,
        "file_form": MidTermReportForm(initial=initial | {"file_format": "pdf"}),
        "files": draft.files.select_related("created_by").order_by("-created_at", "pk")[:20],
        "editions": draft.editions.select_related("published_by").order_by("-number"),
        "scope": midterm_drafts.draft_report(draft, language=get_language() or "en", on=timezone.localdate()),
        "can_edit": can_edit_workspace(request.user, workspace),
        "can_publish": can_publish_workspace(request.user, workspace),
    }
    return render(request, "implementation/midterm_draft_detail.html", context | forms, status=status)


@dataclass(frozen=True)
class _Line:
    """A part of the report: what it is called, where its text is written, and the text."""

    title: str
    address: str
    text: MidTermText | None


def _parts(draft: MidTermDraft, language: str) -> dict[str, Any]:
    """Each part with its text in this language; those of single themes apart."""
    texts = {
        (text.part, text.theme_id): text
        for text in draft.texts.filter(is_current=True, language=language).select_related("written_by")
    }
    address = f"{reverse('implementation:midterm_text', args=[draft.pk])}?language={language}"
    chosen = draft.themes.order_by("label", "pk") if draft.themes.exists() else themes_of(draft.workspace)
    themes = [
        _Line(str(theme), f"{address}&part=theme&theme={theme.pk}", texts.get((Part.THEME, theme.pk)))
        for theme in (chosen if draft.order == MidTermDraft.Order.THEME else ())
    ]
    parts = [_Line(str(part.label), f"{address}&part={part}", texts.get((part, None))) for part in WHOLE]
    written = sum(1 for line in themes if line.text and line.text.text)
    return {"parts": parts, "theme_parts": themes, "themes_written": written}


def _asked(request: UserRequest, draft: MidTermDraft) -> tuple[str, Theme | None, str]:
    part, language, key = (request.GET.get(name, "") for name in ("part", "language", "theme"))
    if part not in Part.values or language not in dict(settings.LANGUAGES):
        raise Http404
    if part != Part.THEME:
        return part, None, language
    if not key.isdecimal() or len(key) > 18:
        raise Http404
    return part, get_object_or_404(themes_of(draft.workspace), pk=int(key)), language


def _title(part: str, theme: Theme | None) -> str:
    return str(theme) if theme else str(Part(part).label)


def _language(request: UserRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else get_language() or "en"


def _by_now(request: UserRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}


def _draft(request: UserRequest, pk: UUID) -> MidTermDraft:
    return get_object_or_404(MidTermDraft.objects.visible_to(request.user).select_related(WITH_STATE), pk=pk)

"""What became of each recommending State's recommendations, and what its embassy gets of it."""

import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.models import Workspace
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from common.http import csv_response
from common.pdf import APT_LINE, PdfUnavailable, TooLong
from cycles.models import State
from implementation import embassy_pdf as sheet
from implementation.embassies import embassies, embassy_paper
from implementation.embassy import EmbassyPaper
from implementation.embassy_word import render_word
from implementation.forms.embassies import EmbassyForm
from implementation.views.downloads import as_download


@require_GET
def embassy_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    by_number = request.GET.get("order") == "number"
    context = {
        "workspace": workspace,
        "here": "embassies",
        "page": embassies(workspace, by_number=by_number),
        "by_number": by_number,
    }
    return render(request, "implementation/embassy_list.html", context)


@require_GET
def embassy_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    page = embassies(workspace)
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    return csv_response(f"embassies-{workspace.review.code}.csv", page.table_head(), page.table())


@require_GET
def embassy_detail(request: UserRequest, pk: UUID, iso3: str) -> HttpResponse:
    return _Asked.by(request, pk, iso3).page(request)


@require_GET
def embassy_pdf(request: UserRequest, pk: UUID, iso3: str) -> HttpResponse | FileResponse:
    """One page; where it does not fit, the page of choices again with how much does."""
    asked = _Asked.by(request, pk, iso3)
    if not asked.is_well_said:
        return asked.page(request, status=422)
    try:
        content = sheet.render_pdf(asked.paper)
    except TooLong:
        return asked.page(request, status=422, **asked.shorter())
    except PdfUnavailable:
        return asked.page(request, status=503, apt_line=APT_LINE)
    return asked.file(request, content, "pdf")


@require_GET
def embassy_letter(request: UserRequest, pk: UUID, iso3: str) -> HttpResponse | FileResponse:
    """The letter as a Word file, to be gone on with."""
    asked = _Asked.by(request, pk, iso3)
    if not asked.is_well_said:
        return asked.page(request, status=422)
    return asked.file(request, render_word(asked.paper), "docx")


@dataclass
class _Asked:
    """The State whose embassy it is about, and what the address says of the paper for it."""

    workspace: Workspace
    state: State
    form: EmbassyForm
    shown: EmbassyPaper

    @classmethod
    def by(cls, request: UserRequest, pk: UUID, iso3: str) -> "_Asked":
        """404 for a workspace that is not the person's, and for a State that recommended nothing in its review."""
        workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
        state = get_object_or_404(State.objects.visible_to(request.user), pk=iso3)
        shown = embassy_paper(workspace, state, language=get_language() or "en", on=timezone.localdate())
        if not shown.rows:
            raise Http404
        usual = {"language": shown.language, "number": sorted(shown.chosen), "reasons": True}
        said = request.GET if "language" in request.GET else None
        form = EmbassyForm(said, initial=usual, numbers=[row.number for row in shown.rows])
        return cls(workspace, state, form, shown)

    @property
    def is_well_said(self) -> bool:
        return not self.form.is_bound or self.form.is_valid()

    @property
    def paper(self) -> EmbassyPaper:
        """The paper that was chosen; the usual one where nothing was."""
        if not self.form.is_bound:
            return self.shown
        said = self.form.cleaned_data
        return embassy_paper(
            self.workspace,
            self.state,
            language=said["language"],
            on=self.shown.as_of,
            chosen=said["number"],
            with_reasons=said["reasons"],
        )

    def shorter(self) -> dict[str, Any]:
        """How much of a sheet that is too long fits, and the addresses of two that do."""
        paper = self.paper
        fit, numbers = sheet.what_fits(paper), [row.number for row in paper.shown]
        short = [
            ("language", paper.language),
            ("reasons", "on"),
            *(("number", one) for one in numbers[: fit.with_reasons]),
        ]
        bare = [("language", paper.language), *(("number", one) for one in numbers[: fit.without])]
        return {"fit": fit, "short": urlencode(short), "bare": urlencode(bare)}

    def page(self, request: UserRequest, *, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "workspace": self.workspace,
            "here": "embassies",
            "state": self.state,
            "paper": self.shown,
            "form": self.form,
        }
        return render(request, "implementation/embassy_detail.html", context | more, status=status)

    def file(self, request: UserRequest, content: bytes, extension: str) -> FileResponse:
        """The paper as a download, noted in the trail."""
        at, language = timezone.now(), self.paper.language
        record_event(verb="export", target=self.workspace, by=request.user, at=at, workspace_id=self.workspace.pk)
        filename = f"{self.workspace.review.code}-{self.state.pk}-{language}.{extension}"
        return as_download(io.BytesIO(content), filename=filename, content_type=CONTENT_TYPES[extension])

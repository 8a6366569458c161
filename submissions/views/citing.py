"""Where OHCHR's summary cites a submission."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from common.access import require
from common.audit import record_event
from common.http import csv_response
from cycles.models import SummaryCitation
from submissions import rules
from submissions.citation_trace import TracePage, document_key, trace_page
from submissions.forms.citing import OPEN, CitationForm, CodeForm
from submissions.services import citing
from submissions.views.reading import base_context, submission_of


@require_http_methods(["GET", "POST"])
def submission_trace(request: UserRequest, pk: UUID) -> HttpResponse:
    """Which of our paragraphs the summary cites; whoever writes says which code is ours."""
    submission = submission_of(request, pk)
    can_edit = rules.can_edit_submission(request.user, submission)
    page = trace_page(submission, request.user)
    form = CodeForm(request.POST or None, page=page, initial={"code": submission.summary_code})
    if request.method == "POST":
        require(can_edit)
        if form.is_valid():
            citing.choose_summary_code(
                submission=submission, code=form.cleaned_data["code"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Saved."))
            return redirect("submissions:submission_trace", pk=submission.pk)
    context = base_context(submission, page=page, form=form, can_edit=can_edit)
    return render(request, "submissions/submission_trace.html", context)


@require_POST
def citation_decide(request: UserRequest, pk: UUID) -> HttpResponse:
    """Say which of our paragraphs an unclear citation means, or that it is none."""
    submission = submission_of(request, pk)
    require(rules.can_edit_submission(request.user, submission))
    page = trace_page(submission, request.user)
    form = CitationForm(request.POST, page=page)
    if page.document is None or not form.is_valid():
        code = CodeForm(page=page, initial={"code": submission.summary_code})
        context = base_context(submission, page=page, form=code, can_edit=True, said=form)
        return render(request, "submissions/submission_trace.html", context, status=400)
    citation = form.cleaned_data["citation"].citation
    citing.decide_citation(
        submission=submission,
        document=document_key(page.document),
        note=citation.note,
        order=citation.order,
        paragraph=form.paragraph,
        is_open=form.cleaned_data["to"] == OPEN,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("Noted, with the day and your name."))
    return redirect("submissions:submission_trace", pk=submission.pk)


@require_GET
def submission_trace_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    submission = submission_of(request, pk)
    page = trace_page(submission, request.user)
    record_event(
        verb="export", target=submission, by=request.user, at=timezone.now(), workspace_id=submission.workspace_id
    )
    head = [
        _("Our paragraph"),
        _("Our text"),
        _("Summary paragraph"),
        _("Its text"),
        pgettext("citation", "Role"),
        pgettext("citation", "Note"),
        _("Found by"),
    ]
    return csv_response(f"citations-{submission.workspace.review.code}.csv", head, _rows(page))


def _rows(page: TracePage) -> Iterator[list[object]]:
    """A row for each place that cites a paragraph, one for each paragraph never cited, then what is left open."""
    for line in page.lines:
        ours: list[object] = [line.number, line.paragraph.text]
        places = [(one, _("number")) for one in line.read] + [
            (one, str(one.link.by)) for one in line.linked if one.link
        ]
        for one, found_by in places:
            yield [*ours, *_place(one.citation), found_by]
        if not places:
            yield [*ours, "", "", _("never cited"), "", ""]
    for one in page.unclear:
        if one.link is None or one.link.paragraph is None:
            yield [
                "",
                "; ".join(one.unknown),
                *_place(one.citation),
                str(one.link.by) if one.link else _("not decided"),
            ]


def _place(citation: SummaryCitation) -> list[object]:
    paragraph = citation.paragraph
    where = [paragraph.number, paragraph.text] if paragraph else ["", ""]
    return [*where, citation.get_role_display(), citation.note]

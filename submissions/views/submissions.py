"""Submissions: the list, the page on which one is written and read, and what holds for the whole text."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.rules import can_edit_workspace, can_publish_workspace
from common.access import require
from submissions import rules
from submissions.annex_words import annex_findings
from submissions.constructive import constructive, proposal_findings
from submissions.drafting_page import draft_page, rules_for
from submissions.format_check import GOOD, findings
from submissions.forms.drafting import NewSubmissionForm, SubmissionForm
from submissions.models import Annex, Paragraph, Submission
from submissions.rule_facts import limit_of
from submissions.services import drafting
from submissions.signing_page import signing_page
from submissions.views.reading import base_context, closed_words, last_lodged, say_closed, submission_of, workspace_of


@require_GET
def submission_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = workspace_of(request, pk)
    rows = Submission.objects.visible_to(request.user).filter(workspace=workspace)
    counted = rows.annotate(
        paragraph_count=Count("paragraphs", filter=Q(paragraphs__binned_at=None)),
        written_at=Max("paragraphs__changed_at"),
    )
    context = {
        "workspace": workspace,
        "here": "submissions",
        "submissions": counted.in_order(),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "submissions/submission_list.html", context)


@require_http_methods(["GET", "POST"])
def submission_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = workspace_of(request, pk)
    require(can_edit_workspace(request.user, workspace))
    form = NewSubmissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        how = {"words": form.words, "sections": form.sections, "key": form.cleaned_data["key"]}
        made = drafting.create_submission(workspace=workspace, by=request.user, at=timezone.now(), **how)
        messages.success(request, _("The submission is begun. Its sections stand below; write the first paragraph."))
        return redirect(made)
    context = {"workspace": workspace, "here": "submissions", "form": form}
    return render(request, "submissions/submission_create.html", context)


@require_GET
def submission_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    can_edit = rules.can_edit_submission(request.user, submission)
    context = base_context(
        submission,
        page=draft_page(submission, request.user),
        can_edit=can_edit and submission.is_open,
        lodged=last_lodged(submission, request.user),
        may_write=can_edit,
        can_close=can_edit and rules.can_close_text(request.user, submission),
        can_publish=can_edit and can_publish_workspace(request.user, submission.workspace),
    )
    return render(request, "submissions/submission_detail.html", context)


@require_http_methods(["GET", "POST"])
def submission_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    require(rules.can_edit_submission(request.user, submission))
    form = SubmissionForm(request.POST or None, instance=submission, initial={"key": submission.pk})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            drafting.change_submission(submission=submission, words=form.words, by=request.user, at=timezone.now())
        except drafting.TextClosed:
            form.add_error(None, closed_words())
            status = 409
        else:
            messages.success(request, _("The submission is changed."))
            return redirect(submission)
    return render(request, "submissions/submission_edit.html", base_context(submission, form=form), status=status)


@require_POST
def submission_close(request: UserRequest, pk: UUID) -> HttpResponse:
    """Close the text or open it again, whichever button was pressed."""
    submission = submission_of(request, pk)
    require(rules.can_close_text(request.user, submission))
    is_open = request.POST.get("to") == "open"
    try:
        drafting.set_text_open(submission=submission, is_open=is_open, by=request.user, at=timezone.now())
    except drafting.TextClosed:
        say_closed(request)
    else:
        messages.success(request, _("The text is open again.") if is_open else _("The text is closed."))
    return redirect(submission)


@require_http_methods(["GET", "POST"])
def submission_numbers(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    require(rules.can_close_text(request.user, submission))
    if request.method == "POST":
        try:
            number = drafting.number_paragraphs(submission=submission, by=request.user, at=timezone.now())
        except drafting.TextClosed:
            say_closed(request)
        else:
            words = ngettext(
                "%(number)s paragraph has its number.", "%(number)s paragraphs have their numbers.", number
            )
            messages.success(request, words % {"number": number})
        return redirect(submission)
    page = draft_page(submission, request.user)
    return render(request, "submissions/submission_numbers.html", base_context(submission, page=page))


@require_GET
def submission_rules(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    found = rules_for(submission)
    context = base_context(submission, rules=found.values(), limit=limit_of(found, submission.kind))
    return render(request, "submissions/submission_rules.html", context)


@require_GET
def submission_check(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    page = draft_page(submission, request.user)
    named = list(Annex.objects.visible_to(request.user).filter(submission=submission).in_order())
    beside = [*annex_findings(page.rules, named), *proposal_findings(constructive(page, request.user))]
    found = findings(page, signing_page(submission, request.user), beside)
    context = base_context(submission, findings=found, open_ones=[one for one in found if one.level != GOOD])
    return render(request, "submissions/submission_check.html", context)


@require_GET
def submission_bin(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    rows = Paragraph.objects.visible_to(request.user).filter(submission=submission).exclude(binned_at=None)
    context = base_context(
        submission,
        paragraphs=rows.select_related("section", "binned_by").order_by("-binned_at", "pk"),
        can_edit=rules.can_edit_submission(request.user, submission) and submission.is_open,
    )
    return render(request, "submissions/submission_bin.html", context)

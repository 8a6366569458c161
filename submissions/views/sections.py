"""Sections of a submission: added, changed, taken away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from common.access import require
from submissions import rules
from submissions.forms.drafting import SectionForm
from submissions.models import Section, Submission
from submissions.past import proposed_before
from submissions.services import drafting
from submissions.templates_of_texts import questions_for
from submissions.views.reading import base_context, closed_words, say_closed, section_of, submission_of


@require_http_methods(["GET", "POST"])
def section_create(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    require(rules.can_edit_submission(request.user, submission))
    form = _form(request, submission)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = drafting.create_section(
                submission=submission,
                words=form.words,
                after=form.behind,
                by=request.user,
                at=timezone.now(),
                key=form.cleaned_data["key"],
            )
        except drafting.TextClosed:
            form.add_error(None, closed_words())
            status = 409
        else:
            messages.success(request, _("The section is added."))
            return redirect(made)
    return render(request, "submissions/section_create.html", base_context(submission, form=form), status=status)


@require_http_methods(["GET", "POST"])
def section_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    section = section_of(request, pk)
    require(rules.can_edit_section(request.user, section))
    form = _form(request, section.submission, section)
    newer = None
    status = 200
    if request.method == "POST" and form.is_valid():
        words: dict[str, Any] = {"words": form.words, "after": form.behind, "seen": form.seen_revision}
        try:
            drafting.change_section(section=section, by=request.user, at=timezone.now(), **words)
        except drafting.SectionChanged as changed:
            newer, status = changed.current, 409
            form.go_on_after(str(newer.revision))
        except drafting.TextClosed:
            form.add_error(None, closed_words())
            status = 409
        else:
            messages.success(request, _("The section is changed."))
            return redirect(section)
    context = base_context(section.submission, section=section, form=form, newer=newer)
    context |= beside_section(request, section)
    return render(request, "submissions/section_edit.html", context, status=status)


def beside_section(request: UserRequest, section: Section) -> dict[str, Any]:
    """What helps to write it: its questions, and what was proposed on its issue before."""
    workspace = section.submission.workspace
    return {
        "questions": questions_for(section, section.submission.language),
        "proposed": proposed_before(workspace, issue_id=section.issue_id, user=request.user),
    }


@require_http_methods(["GET", "POST"])
def section_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    section = section_of(request, pk)
    require(rules.can_edit_section(request.user, section))
    if request.method == "POST":
        try:
            drafting.delete_section(section=section, by=request.user, at=timezone.now())
        except drafting.SectionNotEmpty:
            words = _("Paragraphs stand in this section, or wait in the bin. Move them to another section first.")
            messages.error(request, words)
        except drafting.TextClosed:
            say_closed(request)
        else:
            messages.success(request, _("The section is gone."))
        return redirect(section.submission)
    return render(request, "submissions/section_delete.html", base_context(section.submission, section=section))


def _form(request: UserRequest, submission: Submission, section: Section | None = None) -> SectionForm:
    rows = list(Section.objects.visible_to(request.user).filter(submission=submission).in_order())
    return SectionForm(request.POST or None, user=request.user, submission=submission, sections=rows, section=section)

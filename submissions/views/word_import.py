"""A submission written elsewhere: its Word file is read, looked at, and drafted."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from submissions.counting import Count, count
from submissions.forms.word_import import BringForm, BroughtForm
from submissions.rendering import Notes
from submissions.services.word_import import SectionText, bring_submission
from submissions.views.reading import workspace_of
from submissions.word_import.messages import told_words

# How long somebody may look at what was read before they confirm.
PATIENCE = 24 * 60 * 60


@require_http_methods(["GET", "POST"])
def submission_import(request: UserRequest, pk: UUID) -> HttpResponse:
    """Reads the file and shows what it would become. Writes nothing, and keeps no file."""
    workspace = workspace_of(request, pk)
    require(can_edit_workspace(request.user, workspace))
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        read = asdict(form.brought)
        return _review(request, workspace, read, _form(read))
    context = {"workspace": workspace, "here": "submissions", "form": form}
    return render(request, "submissions/submission_import.html", context, status=422 if form.errors else 200)


@require_POST
def submission_import_apply(request: UserRequest, pk: UUID) -> HttpResponse:
    """Drafts what was looked at and confirmed."""
    workspace = workspace_of(request, pk)
    require(can_edit_workspace(request.user, workspace))
    try:
        read = signing.loads(request.POST.get("read", ""), salt=_salt(request, workspace), max_age=PATIENCE)
    except signing.BadSignature:
        messages.warning(request, _("Nothing was written: too much time has passed. Bring the file once more."))
        return redirect("submissions:submission_import", pk=workspace.pk)
    form = _form(read, request.POST)
    if not form.is_valid():
        return _review(request, workspace, read, form, status=422)
    sections = [
        SectionText(kind, one["title"], one["paragraphs"])
        for kind, one in zip(form.kinds, read["sections"], strict=True)
    ]
    how = {"workspace": workspace, "words": form.words, "sections": sections, "annexes": read["annexes"]}
    made = bring_submission(by=request.user, at=timezone.now(), key=form.cleaned_data["key"], **how)
    number = sum(len(one.paragraphs) for one in sections)
    said = ngettext(
        "The submission is drafted: %(number)s paragraph.", "The submission is drafted: %(number)s paragraphs.", number
    )
    messages.success(request, said % {"number": number})
    return redirect(made)


def _review(
    request: UserRequest, workspace: Workspace, read: dict[str, Any], form: BroughtForm, status: int = 200
) -> HttpResponse:
    notes = Notes()
    sections, words, number = [], Count(), 0
    for one, name in zip(read["sections"], form.parts, strict=True):
        lines = [(number + place, notes.render(text)) for place, text in enumerate(one["paragraphs"], start=1)]
        number += len(lines)
        words = sum((count(text) for text in one["paragraphs"]), words)
        sections.append({"title": one["title"], "lines": lines, "part": form[name]})
    context = {
        "workspace": workspace,
        "here": "submissions",
        "form": form,
        "sections": sections,
        "notes": notes.notes,
        "count": words,
        "paragraphs": number,
        "told": told_words(read["told"]),
        "cover": read["cover"],
        "annexes": read["annexes"],
        "read": signing.dumps(read, salt=_salt(request, workspace), compress=True),
    }
    return render(request, "submissions/submission_import_review.html", context, status=status)


def _form(read: dict[str, Any], data: Any = None) -> BroughtForm:
    sections = read["sections"]
    return BroughtForm(
        data,
        initial={"title": read["title"], "language": read["language"]},
        headings=[one["title"] for one in sections],
        kinds=[one["kind"] for one in sections],
    )


def _salt(request: UserRequest, workspace: Workspace) -> str:
    return f"submissions.word_import:{workspace.pk}:{request.user.pk}"

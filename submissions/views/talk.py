"""A paragraph with what is said of it: comments, answers, suggestions; and its history."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from common.access import require
from submissions import rules
from submissions.counting import count
from submissions.drafting_page import number_of
from submissions.forms.drafting import CommentForm, SuggestionForm
from submissions.merging import pieces
from submissions.models import Comment, KeptText, Paragraph, ParagraphVersion
from submissions.rendering import Notes
from submissions.services import comments, drafting, paragraphs
from submissions.views.paragraphs import show_clash
from submissions.views.reading import base_context, paragraph_of, say_closed


@require_GET
def paragraph_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    return _page(request, paragraph_of(request, pk))


def _page(request: UserRequest, paragraph: Paragraph, status: int = 200, **forms: Any) -> HttpResponse:
    can_edit = rules.can_edit_paragraph(request.user, paragraph)
    can_comment = can_edit or rules.can_comment_on_paragraph(request.user, paragraph)
    notes = Notes()
    context = base_context(
        paragraph.submission,
        paragraph=paragraph,
        number=number_of(paragraph),
        html=notes.render(paragraph.text),
        notes=notes.notes,
        count=count(paragraph.text),
        talks=_talks(request, paragraph),
        kept_texts=_kept(request, paragraph).open(),
        can_edit=can_edit and paragraph.submission.is_open and paragraph.binned_at is None,
        decides_all=can_edit,
        can_comment=can_comment,
        comment_form=forms.get("comment_form") or CommentForm(),
        suggestion_form=forms.get("suggestion_form")
        or SuggestionForm(initial={"suggestion": paragraph.text, "base": paragraph.revision}),
        answered=forms.get("answered"),
    )
    return render(request, "submissions/paragraph_detail.html", context, status=status)


def _talks(request: UserRequest, paragraph: Paragraph) -> list[dict[str, Any]]:
    """What began each talk, with its answers and, of a suggestion, what it would change."""
    rows = Comment.objects.visible_to(request.user).select_related("by", "decided_by").in_order()
    began = rows.filter(paragraph=paragraph, parent=None).prefetch_related(Prefetch("answers", rows))
    bases = {row.number: row.text for row in _versions(request, paragraph).filter(number__in=began.values("base"))}
    return [
        {
            "comment": one,
            "pieces": pieces(one.suggestion, bases.get(one.base, "")) if one.base else [],
            "is_mine": one.by_id == request.user.pk,
        }
        for one in began
    ]


@require_POST
def comment_create(request: UserRequest, pk: UUID) -> HttpResponse:
    paragraph = paragraph_of(request, pk)
    require(rules.can_comment_on_paragraph(request.user, paragraph))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, paragraph, 200, comment_form=form, answered=request.POST.get("parent"))
    parent = None
    if key := form.cleaned_data["parent"]:
        parent = get_object_or_404(
            Comment.objects.visible_to(request.user).select_related("parent"), paragraph=paragraph, pk=key
        )
    words = {"text": form.cleaned_data["text"], "key": form.cleaned_data["key"]}
    made = comments.comment(paragraph=paragraph, parent=parent, by=request.user, at=timezone.now(), **words)
    messages.success(request, _("Your comment stands beside the paragraph."))
    return redirect(f"{paragraph.get_absolute_url()}#c{made.pk}")


@require_POST
def suggestion_create(request: UserRequest, pk: UUID) -> HttpResponse:
    paragraph = paragraph_of(request, pk)
    require(rules.can_comment_on_paragraph(request.user, paragraph))
    form = SuggestionForm(request.POST)
    if not form.is_valid():
        return _page(request, paragraph, 200, suggestion_form=form)
    try:
        made = comments.comment(paragraph=paragraph, by=request.user, at=timezone.now(), **form.cleaned_data)
    except paragraphs.UnknownVersion:
        form.add_error(None, _("This page is too old. Open the paragraph again; your words are still here."))
        return _page(request, paragraph, 409, suggestion_form=form)
    messages.success(request, _("Your suggestion stands beside the paragraph."))
    return redirect(f"{paragraph.get_absolute_url()}#c{made.pk}")


@require_POST
def comment_decide(request: UserRequest, pk: UUID) -> HttpResponse:
    """Resolved, declined, or open again: whichever button was pressed."""
    comment = _comment(request, pk)
    require(rules.can_decide_comment(request.user, comment))
    outcome = request.POST.get("to", "")
    if outcome not in (Comment.Outcome.OPEN, Comment.Outcome.RESOLVED, Comment.Outcome.DECLINED):
        raise Http404
    try:
        comments.decide_comment(comment=comment, outcome=outcome, by=request.user, at=timezone.now())
    except comments.AlreadyDecided:
        messages.error(request, _("Somebody took this into the text already."))
    else:
        messages.success(request, _("Noted."))
    return redirect(f"{comment.paragraph.get_absolute_url()}#c{comment.pk}")


@require_POST
def suggestion_take(request: UserRequest, pk: UUID) -> HttpResponse:
    comment = _comment(request, pk)
    require(rules.can_edit_paragraph(request.user, comment.paragraph))
    try:
        saved = comments.take_suggestion(comment=comment, by=request.user, at=timezone.now())
    except comments.AlreadyDecided:
        messages.error(request, _("Somebody decided about this suggestion already."))
    except drafting.TextClosed:
        say_closed(request)
    else:
        if saved.kept:
            return show_clash(request, saved)
        messages.success(request, _("The suggestion is in the text."))
    return redirect(comment.paragraph)


@require_GET
def paragraph_versions(request: UserRequest, pk: UUID) -> HttpResponse:
    """Every version, who wrote it, and any two side by side."""
    paragraph = paragraph_of(request, pk)
    versions = list(_versions(request, paragraph).select_related("by").newest_first())
    known = {str(version.number): version for version in versions}
    older = known.get(request.GET.get("from", ""))
    newer = known.get(request.GET.get("to", "")) or (versions[0] if versions else None)
    if older is None and newer:
        older = known.get(str(newer.number - 1), newer)
    context = base_context(
        paragraph.submission,
        paragraph=paragraph,
        number=number_of(paragraph),
        versions=versions,
        older=older,
        newer=newer,
        left=pieces(older.text, newer.text) if older and newer else [],
        right=pieces(newer.text, older.text) if older and newer else [],
        kept_texts=_kept(request, paragraph).order_by("-at"),
        can_edit=rules.can_edit_paragraph(request.user, paragraph) and paragraph.submission.is_open,
    )
    return render(request, "submissions/paragraph_versions.html", context)


@require_POST
def version_restore(request: UserRequest, pk: UUID) -> HttpResponse:
    version = get_object_or_404(
        ParagraphVersion.objects.visible_to(request.user).select_related("paragraph__workspace"), pk=pk
    )
    require(rules.can_edit_paragraph(request.user, version.paragraph))
    seen = request.POST.get("seen", "")
    try:
        paragraphs.restore_version(
            paragraph=version.paragraph,
            version=version,
            seen=int(seen) if seen.isdecimal() else 0,
            by=request.user,
            at=timezone.now(),
        )
    except paragraphs.ParagraphChanged:
        messages.error(request, _("Somebody wrote in this paragraph meanwhile. Look at it first, then restore."))
    except drafting.TextClosed:
        say_closed(request)
    else:
        messages.success(request, _("The earlier version is the text again; the one before it stays in the history."))
    return redirect("submissions:paragraph_versions", pk=version.paragraph_id)


def _versions(request: UserRequest, paragraph: Paragraph) -> Any:
    return ParagraphVersion.objects.visible_to(request.user).filter(paragraph=paragraph)


def _kept(request: UserRequest, paragraph: Paragraph) -> Any:
    return KeptText.objects.visible_to(request.user).filter(paragraph=paragraph).select_related("by")


def _comment(request: UserRequest, pk: UUID) -> Comment:
    parts = ("paragraph__workspace", "workspace")
    return get_object_or_404(Comment.objects.visible_to(request.user).select_related(*parts), pk=pk)

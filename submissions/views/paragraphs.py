"""Paragraphs: written, written at the same time as somebody else, cut, moved, put into the bin."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from common.access import require
from submissions import rules
from submissions.counting import count
from submissions.drafting_page import number_of, numbers_of
from submissions.forms.drafting import MoveForm, NewParagraphForm, ParagraphForm, SplitForm
from submissions.merging import pieces
from submissions.models import KeptText, Paragraph, Section
from submissions.services import drafting, paragraphs
from submissions.services.paragraphs import Outcome, Saved
from submissions.views.reading import base_context, closed_words, paragraph_of, say_closed, section_of
from submissions.views.sections import beside_section


@require_http_methods(["GET", "POST"])
def paragraph_create(request: UserRequest, pk: UUID) -> HttpResponse:
    section = section_of(request, pk)
    require(rules.can_edit_section(request.user, section))
    form = NewParagraphForm(request.POST or None)
    after = _after(request, section)
    status = 200
    if request.method == "POST" and form.is_valid():
        words = {"text": form.cleaned_data["text"], "key": form.cleaned_data["key"]}
        try:
            made = paragraphs.create_paragraph(
                section=section, after=after, by=request.user, at=timezone.now(), **words
            )
        except drafting.TextClosed:
            form.add_error(None, closed_words())
            status = 409
        else:
            messages.success(request, _("The paragraph is saved."))
            return redirect(_place(made))
    context = base_context(section.submission, section=section, form=form, after=after)
    context |= beside_section(request, section)
    return render(request, "submissions/paragraph_create.html", context, status=status)


@require_http_methods(["GET", "POST"])
def paragraph_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    paragraph = paragraph_of(request, pk)
    require(rules.can_edit_paragraph(request.user, paragraph))
    kept = _kept(request, paragraph, request.GET.get("kept", ""))
    if request.method == "GET":
        text = kept.text if kept else paragraph.text
        initial = {"text": text, "seen": paragraph.revision, "settles": kept.pk if kept else None}
        return _edit_page(request, paragraph, ParagraphForm(initial=initial), kept)
    form = ParagraphForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, paragraph, form, kept)
    settles = _kept(request, paragraph, str(form.cleaned_data["settles"] or ""))
    words = {"text": form.cleaned_data["text"], "seen": form.cleaned_data["seen"], "settles": settles}
    try:
        saved = paragraphs.save_paragraph(paragraph=paragraph, by=request.user, at=timezone.now(), **words)
    except drafting.TextClosed:
        form.add_error(None, closed_words())
        return _edit_page(request, paragraph, form, kept, status=409)
    except paragraphs.UnknownVersion:
        form.add_error(None, _("This page is too old. Open the paragraph again; your words are still here."))
        return _edit_page(request, paragraph, form, kept, status=409)
    if saved.kept:
        return show_clash(request, saved)
    _say(request, saved)
    return redirect(_place(saved.paragraph))


def show_clash(request: UserRequest, saved: Saved) -> HttpResponse:
    """Both texts side by side, and a box that holds the one that came last."""
    kept = saved.kept
    paragraph = paragraph_of(request, saved.paragraph.pk)
    text = kept.text if kept else paragraph.text
    initial = {"text": text, "seen": paragraph.revision, "settles": kept.pk if kept else None}
    return _edit_page(request, paragraph, ParagraphForm(initial=initial), kept, status=409)


def _edit_page(
    request: UserRequest, paragraph: Paragraph, form: ParagraphForm, kept: KeptText | None, status: int = 200
) -> HttpResponse:
    more: dict[str, Any] = {}
    if kept:
        more = {
            "kept": kept,
            "theirs": pieces(paragraph.text, kept.text),
            "mine": pieces(kept.text, paragraph.text),
            "their_count": count(paragraph.text).words,
            "my_count": count(kept.text).words,
        }
    context = base_context(paragraph.submission, paragraph=paragraph, number=number_of(paragraph), form=form, **more)
    return render(request, "submissions/paragraph_edit.html", context, status=status)


@require_POST
def kept_put_aside(request: UserRequest, pk: UUID) -> HttpResponse:
    """The text that stands there is right: the other one stays in the history only."""
    parts = ("paragraph__workspace", "paragraph__submission")
    kept = get_object_or_404(KeptText.objects.visible_to(request.user).select_related(*parts), pk=pk)
    require(rules.can_edit_paragraph(request.user, kept.paragraph))
    paragraphs.put_aside(kept=kept, by=request.user, at=timezone.now())
    messages.success(request, _("Put aside. It stays in the history of the paragraph."))
    return redirect(kept.paragraph)


@require_http_methods(["GET", "POST"])
def paragraph_split(request: UserRequest, pk: UUID) -> HttpResponse:
    paragraph = paragraph_of(request, pk)
    require(rules.can_edit_paragraph(request.user, paragraph))
    form = SplitForm(request.POST or None, initial={"text": paragraph.text, "seen": paragraph.revision})
    newer, status = None, 200
    if request.method == "POST" and form.is_valid():
        words = {"parts": form.parts, "seen": form.cleaned_data["seen"]}
        try:
            made = paragraphs.split_paragraph(paragraph=paragraph, by=request.user, at=timezone.now(), **words)
        except paragraphs.ParagraphChanged as changed:
            newer, status = changed.current, 409
        except drafting.TextClosed:
            form.add_error(None, closed_words())
            status = 409
        else:
            messages.success(request, _("The paragraph is cut; each part has a history of its own."))
            return redirect(_place(made[0]))
    context = base_context(
        paragraph.submission, paragraph=paragraph, number=number_of(paragraph), form=form, newer=newer
    )
    return render(request, "submissions/paragraph_split.html", context, status=status)


@require_http_methods(["GET", "POST"])
def paragraph_move(request: UserRequest, pk: UUID) -> HttpResponse:
    paragraph = paragraph_of(request, pk)
    require(rules.can_edit_paragraph(request.user, paragraph))
    submission = paragraph.submission
    ours = Paragraph.objects.visible_to(request.user).filter(submission=submission).standing()
    rows = list(ours.in_order())
    numbers = numbers_of(rows, are_fixed=submission.numbers_fixed_at is not None)
    sections = list(Section.objects.visible_to(request.user).filter(submission=submission).in_order())
    form = MoveForm(request.POST or None, paragraph=paragraph, sections=sections, rows=rows, numbers=numbers)
    if request.method == "POST" and form.is_valid():
        section, after = form.place
        try:
            moved = paragraphs.move_paragraph(
                paragraph=paragraph, section=section, after=after, by=request.user, at=timezone.now()
            )
        except drafting.TextClosed:
            say_closed(request)
            return redirect(submission)
        messages.success(request, _("The paragraph is moved."))
        return redirect(_place(moved))
    context = base_context(submission, paragraph=paragraph, number=numbers.get(paragraph.pk, ""), form=form)
    return render(request, "submissions/paragraph_move.html", context)


@require_POST
def paragraph_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Into the bin, from which it comes back with everything."""
    paragraph = paragraph_of(request, pk)
    require(rules.can_edit_paragraph(request.user, paragraph))
    try:
        paragraphs.bin_paragraph(paragraph=paragraph, by=request.user, at=timezone.now())
    except drafting.TextClosed:
        say_closed(request)
    else:
        messages.success(request, _("The paragraph is in the bin, with its history and its comments."))
    return redirect(paragraph.submission)


@require_POST
def paragraph_restore(request: UserRequest, pk: UUID) -> HttpResponse:
    paragraph = paragraph_of(request, pk)
    require(rules.can_edit_paragraph(request.user, paragraph))
    try:
        paragraphs.restore_paragraph(paragraph=paragraph, by=request.user, at=timezone.now())
    except drafting.TextClosed:
        say_closed(request)
        return redirect(paragraph.submission)
    messages.success(request, _("The paragraph is back where it stood."))
    return redirect(_place(paragraph))


def _say(request: UserRequest, saved: Saved) -> None:
    if saved.outcome == Outcome.MERGED:
        words = _("Saved, and joined with what somebody else wrote in this paragraph meanwhile. Read it once more.")
    elif saved.outcome == Outcome.UNCHANGED:
        words = _("Nothing was to be changed: the paragraph reads like this already.")
    else:
        words = _("The paragraph is saved.")
    messages.success(request, words)


def _place(paragraph: Paragraph) -> str:
    """The paragraph in its submission."""
    return f"{paragraph.submission.get_absolute_url()}#p{number_of(paragraph)}"


def _after(request: UserRequest, section: Section) -> Paragraph | None:
    """Behind which paragraph the new one comes, if the address says so."""
    key = request.GET.get("after", "")
    rows = Paragraph.objects.visible_to(request.user).filter(section=section).standing()
    return rows.filter(pk=key).first() if _is_key(key) else None


def _kept(request: UserRequest, paragraph: Paragraph, key: str) -> KeptText | None:
    rows = KeptText.objects.visible_to(request.user).filter(paragraph=paragraph).open().select_related("by")
    return rows.filter(pk=key).first() if _is_key(key) else None


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

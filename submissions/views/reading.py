"""What the pages of submissions share: rows that whoever asks may see, and words for what does not go."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.http import UserRequest
from accounts.models import User, Workspace
from submissions.models import LodgedVersion, Paragraph, Section, Submission

_PARTS = "workspace__review__state_under_review"


def workspace_of(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def submission_of(request: UserRequest, pk: UUID) -> Submission:
    return get_object_or_404(Submission.objects.visible_to(request.user).with_parts(), pk=pk)


def section_of(request: UserRequest, pk: UUID) -> Section:
    parts = ("submission", _PARTS, "organisation", "person")
    return get_object_or_404(Section.objects.visible_to(request.user).select_related(*parts), pk=pk)


def paragraph_of(request: UserRequest, pk: UUID) -> Paragraph:
    parts = ("submission", "section", "changed_by", _PARTS)
    return get_object_or_404(Paragraph.objects.visible_to(request.user).select_related(*parts), pk=pk)


def closed_words() -> str:
    """Why nothing was saved, beside words that are still in their form."""
    return _("The text is closed. Nothing was saved; your words are still here. Ask whoever coordinates.")


def say_closed(request: UserRequest) -> None:
    messages.error(request, _("The text is closed; nothing in it changes any more. Ask whoever coordinates."))


def last_lodged(submission: Submission, user: User) -> LodgedVersion | None:
    """As it was lodged the last time, for the pages on which those who signed look."""
    return LodgedVersion.objects.visible_to(user).filter(submission=submission).newest_first().first()


def base_context(submission: Submission, **more: Any) -> dict[str, Any]:
    """What every page of a submission is given."""
    return {"workspace": submission.workspace, "here": "submissions", "submission": submission} | more

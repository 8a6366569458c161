"""A submission that was written elsewhere, drafted here from what was read of its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from submissions.merging import normal
from submissions.models import Annex, Paragraph, ParagraphVersion, Submission
from submissions.services.drafting import FirstSection, begin


@dataclass(frozen=True)
class SectionText:
    """A section with the paragraphs that stand in it."""

    kind: str
    title: str
    paragraphs: Sequence[str]


@transaction.atomic
def bring_submission(
    *,
    workspace: Workspace,
    words: dict[str, Any],
    sections: Sequence[SectionText],
    annexes: Sequence[dict[str, Any]] = (),
    by: User,
    at: datetime,
    key: UUID,
) -> Submission:
    """Begin a new submission with sections, paragraphs and annexes, all or nothing; no text that stood here is touched.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    """
    first = [FirstSection(one.kind, one.title) for one in sections]
    submission, rows = begin(workspace=workspace, words=words, by=by, at=at, key=key, sections=first)
    if not rows:
        return submission
    hands = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    paragraphs = [
        Paragraph(workspace=workspace, submission=submission, section=row, place=place, text=normal(text), **hands)
        for row, section in zip(rows, sections, strict=False)
        for place, text in enumerate(section.paragraphs, start=1)
    ]
    what = ParagraphVersion.What.BROUGHT
    Paragraph.objects.bulk_create(paragraphs)
    ParagraphVersion.objects.bulk_create(
        ParagraphVersion(workspace=workspace, paragraph=row, number=1, what=what, text=row.text, by=by, at=at)
        for row in paragraphs
    )
    Annex.objects.bulk_create(
        Annex(workspace=workspace, submission=submission, place=place, **one, **hands)
        for place, one in enumerate(annexes, start=1)
    )
    record_event(verb="bring_submission", target=submission, by=by, at=at, workspace_id=workspace.pk)
    return submission

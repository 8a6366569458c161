"""UN documents of a review, and the notes of its stakeholder summary, as people correct their places."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from common.audit import record_event
from cycles.models import Review, SummaryCitation, SummaryParagraph, UnDocument
from cycles.services.record_version import hold_record, raise_state_versions
from cycles.services.undo_log import UndoLog


def un_document(*, review: Review, kind: str, symbol: str, published: date | None, log: UndoLog) -> UnDocument:
    """The UN document of that kind and symbol, made where the record lacks it; its date where none was known."""
    document, is_new = UnDocument.objects.get_or_create(review=review, kind=kind, symbol=symbol)
    if is_new:
        log.made([document])
    if published and document.published_date is None:
        if not is_new:
            log.before([document])
        document.published_date = published
        document.save(update_fields=["published_date"])
    return document


@transaction.atomic
def link_note(*, document: UnDocument, note: int, paragraph: SummaryParagraph | None, by: Any, at: datetime) -> None:
    """Say by hand which paragraph of a stakeholder summary a note belongs to; None takes the link away again."""
    hold_record()
    citations = SummaryCitation.objects.filter(document=document, note=note)
    citations.update(paragraph=paragraph)
    raise_state_versions([document.review.state_under_review_id])
    record_event(verb="link_note", target=citations.order_by("order")[0], by=by, at=at, fields=["paragraph"])

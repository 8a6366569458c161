"""Mid-term reports put together by people: what a draft covers, its texts, who signs, and its publication."""

import io
from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from accounts.models import Organisation, User, Workspace
from common.after_commit import after_commit
from common.audit import record_event
from common.once import make_once
from common.traces import MAX_PIXELS
from cycles.models import Theme
from implementation import tasks
from implementation.models import MidTermDraft, MidTermEdition, MidTermReport, MidTermSignature, MidTermText
from implementation.services.editions import new_address, withdraw
from implementation.services.kept_rows import ChangedMeanwhile, take_words

LOGO_SIZE = (480, 160)
MOST_LOGO_BYTES = 2 * 1024 * 1024


class NothingToPublish(Exception):
    """A draft that covers no recommendation, or has no language to be published in."""


class IsPublished(Exception):
    """A draft of which something was published: the edition names where it comes from."""


class NoPicture(Exception):
    """A logo that is no PNG or JPEG, or too large."""


@transaction.atomic
def create_draft(
    *,
    workspace: Workspace,
    words: dict[str, Any],
    themes: Collection[Theme],
    organisations: Collection[Organisation],
    key: UUID,
    by: User,
    at: datetime,
) -> MidTermDraft:
    """Begin a mid-term report. With the same ``key`` a second time it answers with what is there."""
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    new = MidTermDraft(pk=key, workspace=workspace, **words, **made)
    draft, is_new = make_once(new, among=MidTermDraft.objects.filter(workspace=workspace))
    if not is_new:
        return draft
    draft.themes.set(themes)
    draft.organisations.set(organisations)
    record_event(verb="create_midterm_draft", target=draft, by=by, at=at, workspace_id=workspace.pk)
    return draft


@transaction.atomic
def change_draft(
    *,
    draft: MidTermDraft,
    words: dict[str, Any],
    themes: Collection[Theme],
    organisations: Collection[Organisation],
    seen: str,
    by: User,
    at: datetime,
) -> MidTermDraft:
    """Say what a report covers and shows. Raises ``ChangedMeanwhile`` if ``seen`` is past."""
    draft = _held(draft)
    if seen != draft.version:
        raise ChangedMeanwhile(draft)
    changed = take_words(draft, words)
    for name, rows in (("themes", themes), ("organisations", organisations)):
        held = getattr(draft, name)
        if {one.pk for one in rows} != set(held.values_list("pk", flat=True)):
            held.set(rows)
            changed.append(name)
    if changed:
        draft.changed_at, draft.changed_by = at, by
        draft.save(update_fields={*changed, "changed_at", "changed_by"} - {"themes", "organisations"})
        record_event(
            verb="change_midterm_draft",
            target=draft,
            by=by,
            at=at,
            workspace_id=draft.workspace_id,
            fields=sorted(changed),
        )
    return draft


@transaction.atomic
def write_text(
    *,
    draft: MidTermDraft,
    part: str,
    theme: Theme | None,
    language: str,
    text: str,
    seen: UUID | None,
    by: User,
    at: datetime,
) -> MidTermText:
    """Write one text of a report anew; the earlier ones stay in its history.

    ``seen`` is the text that it takes the place of. Raises ``ChangedMeanwhile`` where another one stands there now.
    """
    draft = _held(draft)
    place = {"draft": draft, "part": part, "theme": theme, "language": language}
    current = MidTermText.objects.filter(**place, is_current=True).first()
    if current and current.text == text:
        return current
    if (current.pk if current else None) != seen:
        raise ChangedMeanwhile(current)
    if current:
        current.is_current = False
        current.save(update_fields=["is_current"])
    made = MidTermText.objects.create(
        **place, workspace=draft.workspace, text=text, written_at=at, written_by=by, is_current=True
    )
    record_event(verb="write_midterm_text", target=made, by=by, at=at, workspace_id=draft.workspace_id)
    return made


@transaction.atomic
def sign_draft(
    *,
    draft: MidTermDraft,
    organisation: Organisation,
    decision: str,
    logo: Any,
    seen: dict[str, str],
    by: User,
    at: datetime,
) -> MidTermSignature:
    """What an organisation says to a report: signed, declined, withdrawn; what it said before stays in the history.

    ``seen`` are the fingerprints of what it signs. Raises ``NoPicture``.
    """
    draft = _held(draft)
    former = draft.signatures.filter(organisation=organisation, is_current=True).first()
    kept = bytes(former.logo) if former else b""
    if former:
        former.is_current = False
        former.save(update_fields=["is_current"])
    made = MidTermSignature.objects.create(
        workspace=draft.workspace,
        draft=draft,
        organisation=organisation,
        decision=MidTermSignature.Decision(decision),
        logo=small_logo(logo) if logo else kept,
        seen=seen,
        at=at,
        by=by,
    )
    record_event(verb="sign_midterm", target=made, by=by, at=at, workspace_id=draft.workspace_id, fields=["decision"])
    return made


@transaction.atomic
def publish_edition(*, draft: MidTermDraft, content: dict[str, Any], by: User, at: datetime) -> MidTermEdition:
    """Publish a report as it stands, in the languages of ``content``; its files are made in the background.

    An edition that was published before stays as it was, at its own address. Raises ``NothingToPublish``.
    """
    if not content or not all(report["rows"] for report in content.values()):
        raise NothingToPublish
    draft = _held(draft)
    last = draft.editions.order_by("-number").first()
    edition = MidTermEdition.objects.create(
        workspace=draft.workspace,
        draft=draft,
        number=last.number + 1 if last else 1,
        address=new_address(draft.workspace),
        content=content,
        published_at=at,
        published_by=by,
    )
    for language in content:
        for file_format in (MidTermReport.Format.PDF, MidTermReport.Format.WORD):
            report = MidTermReport.objects.create(
                workspace=draft.workspace,
                edition=edition,
                language=language,
                file_format=file_format,
                created_at=at,
                created_by=by,
            )
            after_commit(tasks.make_report.delay, report_id=str(report.pk))
    record_event(verb="publish_midterm", target=edition, by=by, at=at, workspace_id=draft.workspace_id)
    return edition


@transaction.atomic
def delete_draft(*, draft: MidTermDraft, by: User, at: datetime) -> None:
    """Delete a draft for good, with its texts, signatures and files. Raises ``IsPublished``."""
    draft = _held(draft)
    if draft.editions.exists():
        raise IsPublished
    for name in draft.files.exclude(file="").values_list("file", flat=True):
        transaction.on_commit(partial(default_storage.delete, name))
    draft.files.all().delete()
    record_event(verb="delete_midterm_draft", target=draft, by=by, at=at, workspace_id=draft.workspace_id)
    draft.delete()


def withdraw_edition(*, edition: MidTermEdition, by: User, at: datetime) -> MidTermEdition:
    """Take a published report back: its address says so from now on, and nothing else."""
    return withdraw(edition, verb="withdraw_midterm", by=by, at=at)


def small_logo(file: Any) -> bytes:
    """A logo as a small PNG made of the points of the picture alone. Raises ``NoPicture``."""
    if file.size > MOST_LOGO_BYTES:
        raise NoPicture
    try:
        file.seek(0)
        with Image.open(file, formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise NoPicture
            small = picture.convert("RGBA")
            small.thumbnail(LOGO_SIZE)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise NoPicture from error
    out = io.BytesIO()
    Image.frombytes(small.mode, small.size, small.tobytes()).save(out, "PNG", optimize=True)
    return out.getvalue()


def _held(draft: MidTermDraft) -> MidTermDraft:
    return MidTermDraft.objects.select_for_update(of=("self",)).select_related("workspace__review").get(pk=draft.pk)

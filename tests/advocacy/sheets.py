"""Factsheets for tests, made by the services; and their cases of the audit trail."""

from uuid import uuid4

from django.utils import timezone

from advocacy.models import Factsheet
from advocacy.services.factsheets import named_by, publish_factsheet
from submissions.models import PriorityIssue, ProposedRecommendation
from submissions.services.preparing import create_prepared
from tests.submissions.prepared import make_issue, make_prepared

FOUR = ("Ratify the Optional Protocol", "Amend the Penal Code", "Train the police", "Open an independent inquiry")


def make_sheet(workspace, by, *, asks=FOUR, **words):
    """A sheet on torture with four proposals."""
    theme = make_prepared(PriorityIssue, workspace, by, issue=make_issue())
    proposals = [make_prepared(ProposedRecommendation, workspace, by, text_en=text) for text in asks]
    said = {"title": "Torture in police stations", "language": "en", "priority_issue": theme, "contact": "Desk"} | words
    return create_prepared(
        model=Factsheet,
        workspace=workspace,
        words=said,
        links={"proposals": proposals},
        by=by,
        at=timezone.now(),
        key=uuid4(),
    )


def publish(sheet, by, *, content=None, address="xar-4-aaaa1111", number=1, confirmed=None):
    return publish_factsheet(
        factsheet=sheet,
        seen=sheet.version,
        number=number,
        address=address,
        content=content or {},
        pdf=b"%PDF-1.7",
        confirmed=named_by(sheet, user=by).seal if confirmed is None else confirmed,
        by=by,
        at=timezone.now(),
    )


def said(sheet, **words):
    """What the form would send to keep the sheet as it is."""
    return {
        "title": sheet.title,
        "language": sheet.language,
        "priority_issue": sheet.priority_issue_id,
        "proposals": [row.pk for row in sheet.proposals.all()],
        "past_shown": 4,
        "key": uuid4(),
        "seen": sheet.version,
    } | words


def _create(world):
    theme = make_prepared(PriorityIssue, world.workspace, world.amina)
    words = {"title": "Torture", "language": "en", "priority_issue": theme.pk, "past_shown": 4, "key": uuid4()}
    return world.amina, [world.workspace.pk], words


def _edit(world):
    sheet = make_sheet(world.workspace, world.amina)
    return world.amina, [sheet.pk], said(sheet, title="Another")


SHEETS = {
    "advocacy:factsheet_create": _create,
    "advocacy:factsheet_edit": _edit,
    "advocacy:factsheet_delete": lambda w: (w.amina, [make_sheet(w.workspace, w.amina).pk], {}),
    "advocacy:factsheet_variant": lambda w: (
        w.amina,
        [make_sheet(w.workspace, w.amina).pk],
        {"language": "fr", "key": uuid4()},
    ),
    "advocacy:factsheet_publish": lambda w: (
        w.odile,
        [(one := make_sheet(w.workspace, w.amina)).pk],
        {"seen": one.version, "number": 1, "is_read": "on"},
    ),
    "advocacy:factsheet_withdraw": lambda w: (
        w.odile,
        [publish(make_sheet(w.workspace, w.amina), w.odile).pk],
        {},
    ),
    "advocacy:factsheet_set": lambda w: (
        w.bruno,
        [w.workspace.pk],
        None,
        1,
        f"?sheet={make_sheet(w.workspace, w.amina).pk}",
    ),
    "advocacy:factsheet_pdf": lambda w: (w.bruno, [make_sheet(w.workspace, w.amina).pk], None),
}

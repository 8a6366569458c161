"""Statements and places at the adoption for tests, made by the services; and their cases of the audit trail."""

from uuid import uuid4

from django.utils import timezone

from accounts.models import WorkspaceMember
from advocacy.models import PlenaryPlace, Statement
from advocacy.services import statements as services
from submissions.services.preparing import create_prepared
from tests.factories import make_organisation
from tests.submissions.prepared import make_issue

ABOUT = {
    "title": "On protection orders",
    "kind": "adoption",
    "issue": None,
    "organisation": None,
    "speaker": "",
    "pace": None,
    "other_cosigners": [],
}
SENT = {"title": "On protection orders", "kind": "adoption"}


def make_statement(workspace, by, *, cosigners=(), **words):
    at = timezone.now()
    links = {"cosigners": cosigners}
    return create_prepared(
        model=Statement, workspace=workspace, words=ABOUT | words, links=links, by=by, at=at, key=uuid4()
    )


def say(statement, by, text="Thank you, Mr President.", language="en", seen=0):
    at = timezone.now()
    return services.write_statement(statement=statement, language=language, text=text, seen=seen, by=by, at=at)


def make_speaker(workspace, status="special", **fields):
    """An organisation of the workspace that may speak."""
    made = make_organisation(ecosoc_status=status, **fields)
    WorkspaceMember.objects.create(workspace=workspace, organisation=made)
    return made


def take(workspace, by, organisation, number=1, issue=None, through="", statement=None) -> PlenaryPlace:
    wanted = {"organisation": organisation, "issue": issue or make_issue(), "statement": statement}
    at = timezone.now()
    return services.take_place(workspace=workspace, number=number, through=through, **wanted, by=by, at=at)


def _edit(world):
    row = make_statement(world.workspace, world.amina)
    return world.amina, [row.pk], SENT | {"title": "On shelters", "key": uuid4(), "seen": row.version}


def _place(world):
    speaker = make_speaker(world.workspace)
    sent = {"number": "1", "organisation": speaker.pk, "issue": make_issue().pk}
    return world.amina, [world.workspace.pk], sent


def _free(world):
    return world.amina, [take(world.workspace, world.amina, make_speaker(world.workspace)).pk], {}


def _written(world):
    return say(make_statement(world.workspace, world.amina), world.amina)


SPOKEN = {
    "advocacy:statement_create": lambda w: (w.amina, [w.workspace.pk], SENT | {"key": uuid4()}),
    "advocacy:statement_edit": _edit,
    "advocacy:statement_delete": lambda w: (w.amina, [make_statement(w.workspace, w.amina).pk], {}),
    "advocacy:statement_detail": lambda w: (
        w.amina,
        [make_statement(w.workspace, w.amina).pk],
        {"text": "Thank you.", "seen": "0"},
    ),
    "advocacy:statement_pdf": lambda w: (w.bruno, [_written(w).pk], None),
    "advocacy:plenary_desk": _place,
    "advocacy:plenary_pdf": lambda w: (w.bruno, [w.workspace.pk], None),
    "advocacy:plenary_free": _free,
}

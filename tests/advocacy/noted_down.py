"""Lines of notebooks for tests, made by the services; and their cases of the audit trail."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from advocacy.models import NotebookLine, SpeakingOrder
from advocacy.services.notebook import decide_line
from submissions.services.preparing import create_prepared
from tests.factories import make_state, make_theme


def make_line(workspace, by, text="FR: ratify OPCAT", **words):
    at = words.pop("at", None) or timezone.now()
    said = {"text": text, "heard_at": at - words.pop("ago", timedelta())} | words
    return create_prepared(model=NotebookLine, workspace=workspace, words=said, links={}, by=by, at=at, key=uuid4())


def make_order(workspace, by, *states):
    for iso3 in states:
        make_state(iso3)
    words = {"states": list(states)}
    at = timezone.now()
    return create_prepared(model=SpeakingOrder, workspace=workspace, words=words, links={}, by=by, at=at, key=uuid4())


def decide(line, recommendation, by, score=None):
    return decide_line(line=line, recommendation=recommendation, score=score, by=by, at=timezone.now())


def make_issue(number, label):
    return make_theme(label, version="2014", scheme="upr_info", code=str(number))


def _edit(world):
    line = make_line(world.workspace, world.amina)
    return world.amina, [line.pk], {"text": "FR: OPCAT, now", "key": uuid4(), "seen": line.version}


def _decide(world):
    line = make_line(world.workspace, world.amina)
    return world.amina, [line.pk], {"number": world.recommendation.number}


def _confirm(world):
    row = world.recommendation
    line = make_line(world.workspace, world.amina, f"{row.state_rows.get().state_id}: {row.text}")
    return world.amina, [world.workspace.pk], {"pair": f"{line.pk}:{row.pk}"}


CASES = {
    "advocacy:notebook": lambda w: (w.amina, [w.workspace.pk], {"text": "FR: ratify OPCAT", "key": uuid4()}),
    "advocacy:notebook_csv": lambda w: (w.bruno, [w.workspace.pk], None),
    "advocacy:speaking_order_edit": lambda w: (w.amina, [w.workspace.pk], {"states": "France", "key": uuid4()}),
    "advocacy:notebook_line_edit": _edit,
    "advocacy:notebook_line_delete": lambda w: (w.amina, [make_line(w.workspace, w.amina).pk], {}),
    "advocacy:notebook_line_decide": _decide,
    "advocacy:notebook_confirm": _confirm,
}

"""Whom a workspace pushes, and advance questions, for tests; and their cases of the audit trail."""

from uuid import uuid4

from django.utils import timezone

from advocacy.services.pushes import add_push
from advocacy.services.questions import decide_question
from cycles.models import AdvanceQuestion, ImportRun
from submissions.models import PriorityIssue
from tests.advocacy.decided import make_proposal
from tests.factories import AT, make_state, make_user
from tests.submissions.prepared import make_prepared

MINISTRY = {"kind": "government", "name": "Ministry of Justice", "result": "open"}


def make_push(workspace, by, *recommendations, **words):
    at = words.pop("at", None) or timezone.now()
    said = MINISTRY | words
    return add_push(workspace=workspace, words=said, recommendations=recommendations, by=by, at=at, key=uuid4())


def make_question(review, text="When will the State ratify OPCAT?", state="FRA", order=1):
    run = ImportRun.objects.first() or ImportRun.objects.create(
        review=review, status="read", format="advance_questions", created_at=AT, created_by=make_user()
    )
    return AdvanceQuestion.objects.create(
        review=review, state=make_state(state), heading=state, order=order, text=text, digest=f"{order}", import_run=run
    )


def make_priority(workspace, by, title="Torture in police custody", **words):
    return make_prepared(PriorityIssue, workspace, by, title=title, **words)


def decide(question, ours, by, touches=True):
    return decide_question(
        workspace=ours.workspace, question=question, ours=ours, touches=touches, score=None, by=by, at=timezone.now()
    )


def _sent(world):
    return MINISTRY | {"numbers": world.recommendation.number, "key": uuid4()}


def _edit(world):
    push = make_push(world.workspace, world.amina, world.recommendation)
    return world.amina, [push.pk], _sent(world) | {"name": "Ministry of Health", "seen": push.version}


def _delete(world):
    return world.amina, [make_push(world.workspace, world.amina, world.recommendation).pk], {}


def _decide(world):
    question = make_question(world.workspace.review)
    ours = make_proposal(world.workspace, world.amina)
    sent = {"question": question.pk, "ours": f"proposal:{ours.pk}", "verdict": "yes"}
    return world.amina, [world.workspace.pk], sent


CASES = {
    "advocacy:push_create": lambda w: (w.amina, [w.workspace.pk], _sent(w)),
    "advocacy:push_edit": _edit,
    "advocacy:push_delete": _delete,
    "advocacy:question_decide": _decide,
}

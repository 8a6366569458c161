"""States of the pipeline and meetings for tests, made by the services; and their cases of the audit trail."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from advocacy.models import Ask
from advocacy.services.meetings import keep_mail, plan_meeting
from advocacy.services.pipeline import add_target
from tests.advocacy.decided import make_proposal
from tests.factories import make_state


def make_target(workspace, by, state="FRA", proposals=(), **words):
    said = {"words": words, "proposals": proposals, "key": uuid4()}
    return add_target(workspace=workspace, state=make_state(state), **said, by=by, at=timezone.now())


def make_ask(workspace, by, state="FRA"):
    return Ask.objects.get(target=make_target(workspace, by, state, [make_proposal(workspace, by)]))


def make_meeting(workspace, by, state="FRA", contacts=(), proposals=(), factsheets=(), **words):
    said = {"title": "Mission", "date": date(2026, 12, 1), "state": make_state(state) if state else None} | words
    links = {"contacts": contacts, "proposals": proposals, "factsheets": factsheets}
    return plan_meeting(workspace=workspace, words=said, links=links, by=by, at=timezone.now(), key=uuid4())


def make_mail(workspace, by, **words):
    row = make_meeting(workspace, by, **words)
    words = {"subject": "Our meeting", "text": "Thank you"}
    return keep_mail(meeting=row, **words, by=by, at=timezone.now(), seen=row.version)


TARGET = {"status": "identified", "holder": ""}
MEETING = {"title": "Mission of France", "date": "2026-12-01", "zone": "Europe/Zurich", "language": "en"}


def _edit_target(world):
    row = make_target(world.workspace, world.amina)
    return world.amina, [row.pk], TARGET | {"status": "met", "key": uuid4(), "seen": row.version}


def _edit_meeting(world):
    row = make_meeting(world.workspace, world.amina)
    return world.amina, [row.pk], MEETING | {"key": uuid4(), "seen": row.version}, 2


def _debrief(world):
    row = make_meeting(world.workspace, world.amina, state=None)
    return world.amina, [row.pk], {"said": "Yes", "seen": row.version}, 2


def _mail(world):
    row = make_meeting(world.workspace, world.amina, status="held")
    return world.amina, [row.pk], {"subject": "Thanks", "text": "Thank you", "seen": row.version}


def _by_program(make, words):
    def case(world):
        row = make(world.workspace, world.amina, "KEN")
        sent = {"method": "patch", "headers": {"If-Match": f'"{row.version}"'}}
        return world.amina, [world.workspace.pk, row.pk], words, 1, "", sent

    return case


TARGETED = {
    "workspace-target-list": lambda w: (w.amina, [w.workspace.pk], {"state": make_state("KEN").pk}),
    "workspace-target-detail": _by_program(make_target, {"status": "met"}),
    "workspace-ask-detail": _by_program(make_ask, {"status": "promised"}),
    "workspace-meeting-list": lambda w: (w.amina, [w.workspace.pk], {"title": "OHCHR", "date": "2030-06-03"}, 2),
    "workspace-meeting-detail": _by_program(make_meeting, {"place": "Palais"}),
    "advocacy:target_csv": lambda w: (w.bruno, [w.workspace.pk], None),
    "advocacy:target_create": lambda w: (
        w.amina,
        [w.workspace.pk],
        TARGET | {"state": make_state("KEN").pk, "key": uuid4()},
    ),
    "advocacy:target_add": lambda w: (w.amina, [w.workspace.pk], {"state": make_state("FRA").pk}),
    "advocacy:target_edit": _edit_target,
    "advocacy:target_move": lambda w: (w.amina, [make_target(w.workspace, w.amina).pk], {"to": "met"}),
    "advocacy:target_ask": lambda w: (w.amina, [make_ask(w.workspace, w.amina).pk], {"status": "promised"}),
    "advocacy:target_delete": lambda w: (w.amina, [make_target(w.workspace, w.amina).pk], {}),
    "advocacy:meeting_create": lambda w: (w.amina, [w.workspace.pk], MEETING | {"key": uuid4()}, 2),
    "advocacy:meeting_edit": _edit_meeting,
    "advocacy:meeting_cancel": lambda w: (w.amina, [make_meeting(w.workspace, w.amina).pk], {}, 2),
    "advocacy:meeting_debrief": _debrief,
    "advocacy:meeting_mail_edit": _mail,
    "advocacy:meeting_mail_take": lambda w: (w.amina, [make_mail(w.workspace, w.amina).pk], {}),
    "advocacy:meeting_delete": lambda w: (w.amina, [make_meeting(w.workspace, w.amina).pk], {}, 2),
}

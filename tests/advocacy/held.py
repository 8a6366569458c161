"""Events and who comes to Geneva for tests, made by the services; and their cases of the audit trail."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from advocacy.models import Delegate
from advocacy.services import events as services
from submissions.services.preparing import create_prepared

SIDE_EVENT = {
    "kind": "side_event",
    "title": "Shelters and the police",
    "certainty": "confirmed",
    "zone": "Europe/Zurich",
}
SPEAKER = {"theme": "Shelters", "minutes": 7}
TASK = {"title": "Book the room", "date": date(2030, 5, 20)}
SALMA = {"name": "Salma Osman", "badge": "needed", "visa": "asked", "erase_date": date(2030, 3, 1)}


def make_event(workspace, by, *, links=None, **words):
    said = SIDE_EVENT | {"date": date(2030, 6, 3)} | words
    at = timezone.now()
    return services.plan_event(workspace=workspace, words=said, links=links or {}, by=by, at=at, key=uuid4())


def make_speaker(event, by, **words):
    at = timezone.now()
    return services.add_speaker(event=event, words=SPEAKER | words, by=by, at=at, key=uuid4())


def make_task(event, by, **words):
    return services.add_task(event=event, words=TASK | words, by=by, at=timezone.now(), key=uuid4())


def make_delegate(workspace, by, *, events=(), **words):
    said, at = SALMA | words, timezone.now()
    links = {"events": events}
    return create_prepared(model=Delegate, workspace=workspace, words=said, links=links, by=by, at=at, key=uuid4())


SENT = SIDE_EVENT | {"date": "2030-06-03"}
SPEAKER_SENT = {"theme": "Shelters", "minutes": "7", "holder": ""}
TASK_SENT = {"title": "Book the room", "date": "2030-05-20", "holder": ""}


def delegate_sent(organisation, **sent):
    words = {"name": "Salma Osman", "badge": "needed", "visa": "asked", "shown": "hidden"}
    erase = timezone.localdate() + timedelta(days=100)
    return words | {"organisation": organisation.pk, "erase_date": erase.isoformat(), "key": uuid4()} | sent


def _event(world):
    return make_event(world.workspace, world.amina)


def _edit(world):
    row = _event(world)
    return world.amina, [row.pk], SENT | {"title": "Another title", "key": uuid4(), "seen": row.version}, 2


def _results(world):
    row = _event(world)
    return world.amina, [row.pk], {"attendance": "40", "seen": row.version}, 2


def _edit_speaker(world):
    row = make_speaker(_event(world), world.amina)
    return world.amina, [row.pk], SPEAKER_SENT | {"minutes": "5", "key": uuid4(), "seen": row.version}


def _move(world):
    event = _event(world)
    make_speaker(event, world.amina)
    return world.amina, [make_speaker(event, world.amina).pk], {"up": "1"}


def _edit_task(world):
    row = make_task(_event(world), world.amina)
    return world.amina, [row.pk], TASK_SENT | {"date": "2030-05-21", "key": uuid4(), "seen": row.version}, 2


def _edit_delegate(world):
    row = make_delegate(world.workspace, world.amina, organisation=world.organisation)
    return world.amina, [row.pk], delegate_sent(world.organisation, name="Selma Osman", seen=row.version)


EVENTS = {
    "advocacy:event_create": lambda w: (w.amina, [w.workspace.pk], SENT | {"key": uuid4()}, 2),
    "advocacy:event_edit": _edit,
    "advocacy:event_results": _results,
    "advocacy:event_cancel": lambda w: (w.amina, [_event(w).pk], {}, 2),
    "advocacy:event_delete": lambda w: (w.amina, [_event(w).pk], {}, 2),
    "advocacy:event_speaker_create": lambda w: (w.amina, [_event(w).pk], SPEAKER_SENT | {"key": uuid4()}),
    "advocacy:event_speaker_edit": _edit_speaker,
    "advocacy:event_speaker_move": _move,
    "advocacy:event_speaker_delete": lambda w: (w.amina, [make_speaker(_event(w), w.amina).pk], {}),
    "advocacy:event_task_create": lambda w: (w.amina, [_event(w).pk], TASK_SENT | {"key": uuid4()}, 2),
    "advocacy:event_task_keep": lambda w: (w.amina, [_event(w).pk], {"lead": "guest_list"}, 2),
    "advocacy:event_task_edit": _edit_task,
    "advocacy:event_task_tick": lambda w: (w.amina, [make_task(_event(w), w.amina).pk], {"done": "1"}, 2),
    "advocacy:event_task_delete": lambda w: (w.amina, [make_task(_event(w), w.amina).pk], {}, 2),
    "advocacy:delegate_create": lambda w: (w.amina, [w.workspace.pk], delegate_sent(w.organisation)),
    "advocacy:delegate_edit": _edit_delegate,
    "advocacy:delegate_delete": lambda w: (w.amina, [make_delegate(w.workspace, w.amina).pk], {}),
    "advocacy:delegate_day": lambda w: (w.amina, [w.workspace.pk], {"day": "2030-06-03"}),
    "advocacy:delegate_csv": lambda w: (w.amina, [w.workspace.pk], {}),
}

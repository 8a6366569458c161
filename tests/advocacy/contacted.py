"""Missions, embassies and contacts for tests, made by the services; and their cases of the audit trail."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from advocacy.brought_sheet import keep
from advocacy.models import Contact, PostFact
from advocacy.services.directory import add_to_directory
from submissions.services.preparing import create_prepared
from tests.factories import make_state

# In a year: on a page, nobody is kept until a day that is over.
KEPT_UNTIL = timezone.localdate() + timedelta(days=365)
LEILA = {
    "name": "Leila Haddad",
    "kind": "un",
    "ground": "given",
    "ground_date": date(2026, 3, 1),
    "erase_date": date(2030, 3, 1),
}


def make_contact(workspace, by, **words):
    at = words.pop("at", None) or timezone.now()
    said = LEILA | words
    return create_prepared(model=Contact, workspace=workspace, words=said, links={}, by=by, at=at, key=uuid4())


def make_post(by, state="FRA", host=None, facts=None, is_check=False, presence="resident", **words):
    place = {"kind": "embassy" if host else "mission", "host": make_state(host) if host else None}
    where = {"source": "The Blue Book", "as_of_date": date(2026, 3, 1), "at": timezone.now()} | words
    return add_to_directory(
        state=make_state(state), presence=presence, facts=facts or {}, is_check=is_check, by=by, **place, **where
    )


def make_fact(by, **words):
    post = make_post(by, facts={"address": "A street in Geneva"}, **words)
    return PostFact.objects.get(post=post)


SENT = {
    "name": "Leila Haddad",
    "kind": "un",
    "ground": "given",
    "ground_date": "2026-03-01",
    "erase_date": KEPT_UNTIL.isoformat(),
}
POST = {
    "kind": "mission",
    "presence": "resident",
    "address": "A street in Geneva",
    "source": "The Blue Book",
    "as_of_date": "2026-03-01",
}


def _edit(world):
    row = make_contact(world.workspace, world.amina)
    return world.amina, [row.pk], SENT | {"name": "Leyla Haddad", "key": uuid4(), "seen": row.version}


def _import(world):
    row = {"line": 2, "state": ""} | {name: str(value) for name, value in LEILA.items()}
    kept = keep([row], purpose=f"advocacy.contact_import.{world.workspace.pk}.{world.amina.pk}", at=timezone.now())
    return world.amina, [world.workspace.pk], {"kept": kept, "line": "2"}


def _merge(world):
    first, second = make_contact(world.workspace, world.amina), make_contact(world.workspace, world.amina)
    seen = {"first_seen": first.version, "second_seen": second.version}
    return world.amina, [first.pk], seen, 1, f"?other={second.pk}"


def _missions(world):
    row = {"line": 2, "state": make_state("FRA").pk, "host": ""} | POST
    kept = keep([row], purpose=f"advocacy.mission_import.{world.amina.pk}", at=timezone.now())
    return world.amina, [], {"kept": kept, "line": "2"}


CONTACTED = {
    "advocacy:mission_import_apply": _missions,
    "advocacy:contact_import_apply": _import,
    "advocacy:contact_merge": _merge,
    "advocacy:mission_add": lambda w: (w.amina, [make_state("FRA").pk], POST),
    "advocacy:mission_check": lambda w: (w.edda, [(one := make_fact(w.amina)).post_id], {"fact": one.pk}),
    "advocacy:mission_fact_end": lambda w: (w.amina, [make_fact(w.amina).pk], {}),
    "advocacy:contact_create": lambda w: (w.amina, [w.workspace.pk], SENT | {"key": uuid4()}),
    "advocacy:contact_edit": _edit,
    "advocacy:contact_delete": lambda w: (w.amina, [make_contact(w.workspace, w.amina).pk], {}),
}

"""Messages of a campaign for tests, made by the services; and their cases of the audit trail."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import Membership
from advocacy.brought_sheet import keep
from advocacy.services import campaign as services
from advocacy.services.campaign_results import keep_result
from tests.factories import make_member

TEXT = "Traders are beaten in the markets of the capital."
SAID = {"channel": "bluesky", "language": "en", "text": TEXT, "zone": "Europe/Zurich", "status": "written"}
ADDRESS = "https://bsky.app/profile/coalition.example/post/3kabc"


def make_message(workspace, by, **words):
    at = words.pop("at", None) or timezone.now()
    return services.add_message(workspace=workspace, words=SAID | words, by=by, at=at, key=uuid4())


def approve(message, by):
    return services.approve_message(message=message, seen=message.version, by=by, at=timezone.now())


def post(message, by, address=ADDRESS):
    """Approved by somebody and posted an hour ago."""
    at = timezone.now()
    approved = approve(message, by)
    said = {"posted_at": at - timedelta(hours=1), "address": address, "seen": approved.version}
    return services.mark_posted(message=approved, **said, by=by, at=at)


def figure(message, by, day=None, **figures):
    now = timezone.now()
    return keep_result(message=message, day=day or now.date(), figures=figures, by=by, at=now)


def said(message=None, **words):
    """What the form would send."""
    sent = {name: value for name, value in SAID.items() if name != "status"} | {"key": uuid4()}
    if message:
        sent |= {"channel": message.channel, "language": message.language, "text": message.text}
        sent |= {"seen": message.version}
    if message is None or message.status in ("idea", "written"):
        sent["status"] = message.status if message else "written"
    return sent | words


def _second(world):
    return make_member(world.organisation, role=Membership.Role.EDITOR)


def _posted(world):
    return post(make_message(world.workspace, world.amina), _second(world))


def _edit(world):
    message = make_message(world.workspace, world.amina)
    return world.amina, [message.pk], said(message, text="Another text")


def _approve(world):
    message = make_message(world.workspace, world.amina)
    return _second(world), [message.pk], {"seen": message.version}


def _mark(world):
    message = approve(make_message(world.workspace, world.amina), _second(world))
    sent = {"day": "2026-03-01", "hour": "10:00", "address": ADDRESS, "seen": message.version}
    return world.amina, [message.pk], sent


def _import(world):
    message = _posted(world)
    rows = [{"message": str(message.pk), "figures": {"likes": 3}, "day": "2026-03-02"}]
    purpose = f"advocacy.campaign_import.{world.workspace.pk}.{world.amina.pk}"
    return world.amina, [world.workspace.pk], {"kept": keep(rows, purpose=purpose, at=timezone.now())}


CASES = {
    "advocacy:campaign_create": lambda w: (w.amina, [w.workspace.pk], said()),
    "advocacy:campaign_create with a day": lambda w: (w.amina, [w.workspace.pk], said(date="2030-03-01"), 2),
    "advocacy:campaign_edit": _edit,
    "advocacy:campaign_delete": lambda w: (w.amina, [make_message(w.workspace, w.amina).pk], {}),
    "advocacy:campaign_variant": lambda w: (
        w.amina,
        [make_message(w.workspace, w.amina).pk],
        {"channel": "x", "language": "fr", "key": uuid4()},
    ),
    "advocacy:campaign_approve": _approve,
    "advocacy:campaign_move": lambda w: (w.amina, [make_message(w.workspace, w.amina).pk], {"to": "cancelled"}),
    "advocacy:campaign_posted": _mark,
    "advocacy:campaign_unposted": lambda w: (w.amina, [_posted(w).pk], {}),
    "advocacy:campaign_result": lambda w: (w.amina, [_posted(w).pk], {"day": "2026-03-02", "likes": "3"}),
    "advocacy:campaign_result_delete": lambda w: (w.amina, [figure(_posted(w), w.amina, likes=3).pk], {}),
    "advocacy:campaign_import_apply": _import,
    "advocacy:campaign_csv": lambda w: (w.bruno, [w.workspace.pk], None),
    "advocacy:campaign_xlsx": lambda w: (w.bruno, [w.workspace.pk], None),
}

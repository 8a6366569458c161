"""A world to steal from: one row of every private model, a word nobody else has in each of its texts; and strangers."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from uuid import UUID

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models

from accounts.models import Membership, Organisation, Scope, User, Workspace, WorkspaceMember
from common.querysets import TenantQuerySet
from cycles.models import Recommendation
from cycles.services.rendering import render_rows
from tests.advocacy.pushed import make_question
from tests.factories import (
    AT,
    make_member,
    make_organisation,
    make_recommendation,
    make_review,
    make_token,
    make_user,
    make_workspace,
)
from tests.implementation.pledged import make_pledge

OUR_APPS = (
    "common",
    "cycles",
    "accounts",
    "guidance",
    "reminders",
    "implementation",
    "submissions",
    "advocacy",
    "impact",
)
CANARY = re.compile(rb"canary\d+x")
_number = count(1)
FAR_AWAY = 100_000_000

# What a row needs beyond a word in each text: fields that a constraint ties together.
NEEDS = {
    "accounts.ApiToken": {"scopes": ["read_workspace"], "expires_at": AT + timedelta(days=3650)},
    "accounts.CoalitionNotice": {"title": "A coalition to be found", "text": "Its notice is for everybody."},
    "accounts.Invitation": {"role": "editor", "workspace": None, "expires_at": AT + timedelta(days=3650)},
    "accounts.MachineClient": {"scopes": ["read_workspace"], "expires_at": AT + timedelta(days=3650)},
    "accounts.RemovedRow": {"table": "advocacy_target", "row": UUID(int=9)},
    "accounts.ShareLink": {"kind": "overview", "object_id": None, "expires_at": AT + timedelta(days=3650)},
    "advocacy.Ask": {"status": "presented", "presented_date": date(2026, 3, 1)},
    "advocacy.Event": {
        "kind": "side_event",
        "zone": "Europe/Zurich",
        "language": "en",
        "currency": "CHF",
        "cameras": "area",
    },
    "advocacy.EventSpeaker": {"erase_date": date(2030, 3, 1)},
    "advocacy.Delegate": {"badge": "needed", "visa": "needed", "shown": "hidden", "erase_date": date(2030, 3, 1)},
    "advocacy.Meeting": {"status": "planned", "zone": "Europe/Zurich", "language": "en"},
    "advocacy.Target": {"status": "met"},
    "advocacy.CampaignMessage": {"channel": "x", "language": "en", "picture": "wide", "hashtags": []},
    "advocacy.MessageResult": {"likes": 3},
    "advocacy.Contact": {
        "kind": "un",
        "ground": "given",
        "ground_date": date(2026, 3, 1),
        "erase_date": date(2030, 3, 1),
    },
    "advocacy.Strategy": {"organisation": None, "told_by": ""},
    "advocacy.Statement": {"kind": "adoption"},
    "advocacy.StatementText": {"language": "en"},
    "advocacy.Push": {"kind": "government", "result": "open"},
    "advocacy.QuestionMatch": {"touches": True},
    "advocacy.Factsheet": {"language": "en"},
    "advocacy.UptakeMatch": {"verdict": "in_part"},
    "cycles.ImportRun": {"status": "read", "format": "thematic_list", "review": None},
    "implementation.Action": {"status": "planned"},
    "implementation.BaselineLine": {"level": "partially", "rated_date": date(2026, 3, 1)},
    "implementation.Evidence": {"kind": "file", "url": ""},
    "implementation.FollowUp": {"kind": "letter", "answer": "answered", "answer_date": date(2026, 3, 1)},
    "implementation.FollowUpMechanism": {"kind": "standing"},
    "implementation.FundingCall": {"status": "seen"},
    "implementation.FundingNeed": {"amount": 1000},
    "implementation.Grant": {"amount": 1000},
    "implementation.GrantShare": {"amount": 100},
    "implementation.Lesson": {"stage": 1},
    "implementation.MidTermDraft": {"order": "theme"},
    "implementation.MidTermSignature": {"decision": "signed"},
    "implementation.MidTermText": {"part": "summary", "language": "en"},
    "implementation.Indicator": {"kind": "outcome", "baseline": 120, "target": 60},
    "implementation.Measurement": {"value": 95},
    "implementation.MidTermReport": {"status": "done", "file_format": "docx", "language": "en", "finished_at": AT},
    "implementation.Occasion": {"kind": "meeting"},
    "implementation.PledgeRating": {"level": "partially", "is_current": True},
    "implementation.Rating": {"level": "partially", "is_current": True, "is_counted": True},
    "implementation.StateClaim": {"document": "national", "claim": "nothing"},
    "implementation.Spending": {"amount": 10},
    "reminders.Happening": {"kind": "rating_sent", "about": UUID(int=9), "organisation": None},
    "reminders.Deadline": {"kind": "draft", "status": "open", "milestone": "unknown", "zone": "Europe/Zurich"},
    "reminders.PersonalHours": {"zone": "Europe/Zurich", "language": "en"},
    "submissions.Annex": {"origin": "own", "language": "en"},
    "submissions.Comment": {"base": 1, "outcome": "open"},
    "submissions.Consultation": {
        "kind": "national",
        "convenor": "us",
        "promiser": "state",
        "promised": "A visit",
        "people": "A name",
        "consent_date": date(2026, 3, 1),
    },
    "submissions.FormerText": {"kind": "priority_issue", "row": UUID(int=9), "field": "situation"},
    "submissions.LodgedVersion": {
        "what_changed": "",
        "file_name": "file.txt",
        "digest": "0" * 64,
        "content": {"title": "T", "language": "en", "facts": [], "signatories": [], "parts": []},
    },
    "submissions.NameDecision": {"consent": "public"},
    "submissions.ProposedRecommendation": {"status": "draft", "text_zh": "批准"},
    "submissions.Section": {"kind": "theme"},
    "submissions.Signature": {"decision": "reservation", "reservation": "But for section 2"},
    "submissions.SigningMandate": {"to_person": None},
    "submissions.Submission": {
        "kind": "joint",
        "language": "en",
        "status": "drafting",
        "quorum": "none",
        "quorum_number": None,
    },
}


@dataclass
class World:
    """What is stolen from, who would steal, and which word stands where."""

    organisation: Organisation
    workspace: Workspace
    people: dict[str, User] = field(default_factory=dict)
    rows: dict[str, models.Model] = field(default_factory=dict)
    labels: dict[bytes, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> dict[str, str]:
        """Every key of a private row, as it would stand in an address, and of which model it is."""
        rows = {str(row.pk): label for label, row in self.rows.items()}
        return rows | {str(self.people["owner"].pk): "accounts.User", str(self.workspace.pk): "accounts.Workspace"}

    def word(self, label: str) -> str:
        """A word for ``label`` that stands nowhere else."""
        word = f"canary{next(_number)}x"
        self.labels[word.encode()] = label
        return word


def private_models() -> list[type[models.Model]]:
    """Every model whose rows are somebody's."""
    found = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in found if isinstance(model._default_manager.all(), TenantQuerySet)]


def make_world() -> World:
    """The organisation with its workspace and one row of everything, and the strangers around it."""
    review = make_review()
    make_recommendation(review, item=7)
    render_rows(Recommendation.objects.all())
    make_pledge(review)
    make_question(review)
    organisation, secret = make_organisation(), make_organisation()
    world = World(organisation=organisation, workspace=make_workspace(organisation=organisation, review=review))
    owner = make_member(organisation, role=Membership.Role.OWNER)
    world.people |= {"owner": owner, "reader": make_member(organisation, role=Membership.Role.READER)}
    _add_strangers(world, secret)
    known = {Organisation: organisation, Workspace: world.workspace, User: owner}
    for model in private_models():
        row = known.get(model) or _existing(world, model) or _make(world, model, known)
        known[model] = world.rows[model._meta.label] = row
    for row in (organisation, world.workspace, owner):
        _fill(world, row)
    _keep_numbers_apart(world)
    world.rows["accounts.ApiToken"].workspaces.set([world.workspace])
    _add_keys(world)
    return world


def _keep_numbers_apart(world: World) -> None:
    """Move what strangers may see out of the numbers of the world's rows: a number names a row of one model only."""
    for model in (Membership, WorkspaceMember):
        others = model._default_manager.exclude(pk=world.rows[model._meta.label].pk)
        others.update(id=models.F("id") + FAR_AWAY)


def _existing(world: World, model: type[models.Model]) -> models.Model | None:
    if model is Membership:
        return Membership.objects.get(user=world.people["owner"])
    if model is WorkspaceMember:
        return WorkspaceMember.objects.get(workspace=world.workspace, organisation=world.organisation)
    return None


def _add_strangers(world: World, secret: Organisation) -> None:
    """People who know the addresses and have no part here: any more, or yet, or in this workspace."""
    elsewhere = make_organisation(name="Elsewhere")
    make_workspace(organisation=elsewhere, review=world.workspace.review)
    world.people["stranger who owns"] = make_member(elsewhere, role=Membership.Role.OWNER)
    world.people["stranger who reads"] = make_member(elsewhere, role=Membership.Role.READER)
    world.people["expelled member"] = make_member(world.organisation)
    left = make_organisation(name="Has left")
    WorkspaceMember.objects.create(workspace=world.workspace, organisation=left)
    world.people["member of an organisation that left"] = make_member(left, role=Membership.Role.OWNER)
    # A partner in another workspace of the same organisation: knows its name, and nothing of this one.
    other = make_workspace(organisation=world.organisation, review=world.workspace.review)
    guests = make_organisation(name="Guests")
    WorkspaceMember.objects.create(workspace=other, organisation=guests, role=WorkspaceMember.Role.OBSERVER)
    world.people["guest of another workspace"] = make_member(guests, role=Membership.Role.OWNER)
    world.people["nobody's member"] = make_user()
    world.people["editor of the record"] = make_user(is_record_editor=True)
    world.people["operator"] = make_user(is_staff=True, is_superuser=True)


def _add_keys(world: World) -> None:
    """Keys with every scope: of the two who will be out, made while they were in, and of a stranger."""
    elsewhere = Workspace.objects.visible_to(world.people["stranger who owns"]).get()
    for name, workspace in (
        ("stranger who owns", elsewhere),
        ("expelled member", world.workspace),
        ("member of an organisation that left", world.workspace),
    ):
        token = make_token(world.people[name], workspace, scopes=Scope.values)
        world.secrets[f"key of the {name}"] = token[1]


def expel(world: World) -> None:
    """From now on the two who were in are out; their sessions are still open."""
    Membership.objects.get(user=world.people["expelled member"]).delete()
    left = world.people["member of an organisation that left"]
    WorkspaceMember.objects.get(workspace=world.workspace, organisation__memberships__user=left).delete()


def _make(world: World, model: type[models.Model], known: dict) -> models.Model:
    row = model()
    needs = NEEDS.get(model._meta.label, {})
    for one in model._meta.concrete_fields:
        if one.name in needs:
            setattr(row, one.name, needs[one.name])
        elif isinstance(one, models.ForeignKey):
            setattr(row, one.name, known.get(one.related_model) or one.related_model._default_manager.first())
        elif not one.primary_key and not one.has_default() and not one.null:
            _set_plain(world, row, one)
    _keep_pairs_empty(row, needs)
    # Before it is kept: some rows take no change afterwards, and some texts may not be empty.
    _plant(world, row, but=set(needs))
    row.save(force_insert=True)
    return row


def _keep_pairs_empty(row: models.Model, needs: dict) -> None:
    """What may be empty and is not asked for stays empty: who closed, when it was used, who answered."""
    for one in row._meta.concrete_fields:
        is_key = one.name in {
            "workspace",
            "organisation",
            "to_organisation",
            "review",
            "user",
            "created_by",
            "recommendation",
        }
        if one.null and one.name not in needs and not is_key:
            setattr(row, one.attname, None)


def _set_plain(world: World, row: models.Model, one: models.Field) -> None:
    if isinstance(one, models.DateTimeField):
        setattr(row, one.name, AT + timedelta(days=3650) if "expires" in one.name else AT)
    elif isinstance(one, models.DateField):
        setattr(row, one.name, date(2026, 3, 1))
    elif isinstance(one, models.FileField):
        label = f"{row._meta.label}.{one.name}"
        getattr(row, one.name).save("file.txt", ContentFile(world.word(label).encode()), save=False)
    elif isinstance(one, models.IntegerField):
        setattr(row, one.name, 1)
    elif one.choices:
        setattr(row, one.name, one.choices[0][0])


def _fill(world: World, row: models.Model, but: set[str] = frozenset()) -> None:
    """A word of its own in every text that has no fixed values, of a row that is kept."""
    if changed := _plant(world, row, but):
        row.save(update_fields=changed)


def _plant(world: World, row: models.Model, but: set[str] = frozenset()) -> list[str]:
    """Put the words in; which fields they stand in."""
    changed = []
    for one in row._meta.concrete_fields:
        is_text = isinstance(one, models.CharField | models.TextField) and not isinstance(one, models.FileField)
        if not is_text or one.choices or one.primary_key or one.name in but or one.name == "password":
            continue
        word = world.word(f"{row._meta.label}.{one.name}")
        is_address = isinstance(one, models.EmailField)
        setattr(row, one.name, f"{word}@example.org" if is_address else word[: one.max_length])
        changed.append(one.name)
    return changed

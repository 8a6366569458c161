"""Priority issues, consultations and proposals for tests, made by the services; and their cases of the audit trail."""

from datetime import date
from functools import partial
from uuid import uuid4

from django.utils import timezone

from cycles.models import PersonGroup, Theme
from submissions.models import Consultation, PriorityIssue, ProposedRecommendation
from submissions.services.preparing import create_prepared

WORDS = {
    PriorityIssue: {"title": "Torture in police stations"},
    Consultation: {"title": "Coast", "kind": "regional", "convenor": "us", "held_date": date(2026, 3, 1)},
    ProposedRecommendation: {"text_en": "Ratify the Rome Statute"},
}


def make_prepared(model, workspace, by, links=None, **words):
    """A row with what it cannot do without; ``words`` are what the form would say."""
    at = words.pop("at", None) or timezone.now()
    said = WORDS[model] | words
    return create_prepared(model=model, workspace=workspace, words=said, links=links or {}, by=by, at=at, key=uuid4())


def make_group(label, version="4"):
    return PersonGroup.objects.get_or_create(label=label, version=version)[0]


def make_issue(number=50, label="Torture and other CID treatment"):
    theme = {"scheme": Theme.Scheme.UPR_INFO, "version": "2014", "code": str(number), "label": label}
    return Theme.objects.get_or_create(**theme)[0]


SENT = {
    PriorityIssue: {"title": "Torture"},
    Consultation: {"title": "Harbour", "kind": "regional", "convenor": "us", "held_date": "2026-03-01"},
    ProposedRecommendation: {"text_en": "Ratify the Statute; amend the Penal Code", "status": "draft"},
}


def _create(world, *, model):
    return world.amina, [world.workspace.pk], SENT[model] | {"key": uuid4()}


def _edit(world, *, model):
    row = make_prepared(model, world.workspace, world.amina)
    return world.amina, [row.pk], SENT[model] | {"key": uuid4(), "seen": row.version}


def _delete(world, *, model):
    return world.amina, [make_prepared(model, world.workspace, world.amina).pk], {}


def _split(world):
    text = "Ratify the Statute; amend the Penal Code"
    row = make_prepared(ProposedRecommendation, world.workspace, world.amina, text_en=text)
    return world.amina, [row.pk], {"language": "en", "seen": row.version}


_MODELS = {"priority_issue": PriorityIssue, "consultation": Consultation, "proposal": ProposedRecommendation}
PREPARED = {
    f"submissions:{name}_{verb}": partial(case, model=model)
    for name, model in _MODELS.items()
    for verb, case in (("create", _create), ("edit", _edit), ("delete", _delete))
} | {
    "submissions:proposal_split": _split,
    "submissions:proposal_csv": lambda w: (w.bruno, [w.workspace.pk], None),
    "submissions:participation_csv": lambda w: (w.bruno, [w.workspace.pk], None),
}

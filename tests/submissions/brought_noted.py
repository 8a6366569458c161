"""Who brings a Word file or names annexes, and what they send: for tests/test_every_change_is_noted.py."""

from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from submissions.services.annexes import add_annex
from submissions.services.mandates import give_mandate
from tests.implementation.files import upload
from tests.submissions.drafted import make_submission
from tests.submissions.word_made import letter


def brought(world):
    world.client.force_login(world.amina)
    address = reverse("submissions:submission_import", args=[world.workspace.pk])
    page = world.client.post(address, {"file": upload("report.docx", letter())})
    words = {"read": page.context["read"], "title": "On Arcadia", "kind": "joint", "language": "en", "key": uuid4()}
    return world.amina, [world.workspace.pk], words | {"part-0": "introduction", "part-1": "theme"}


ANNEX = {"title": "Law 12", "origin": "public", "language": "en", "source": "Parliament", "held_by": ""}


def annex(world):
    submission = make_submission(world.workspace, world.amina)
    return add_annex(submission=submission, words=ANNEX, by=world.amina, at=timezone.now(), key=uuid4())


def changed_annex(world):
    row = annex(world)
    return world.amina, [row.pk], ANNEX | {"title": "Law 13", "seen": row.version, "key": uuid4()}


CASES = {
    "submissions:submission_import_apply": brought,
    "submissions:annex_create": lambda w: (
        w.amina,
        [make_submission(w.workspace, w.amina).pk],
        ANNEX | {"key": uuid4()},
    ),
    "submissions:annex_edit": changed_annex,
    "submissions:annex_delete": lambda w: (w.amina, [annex(w).pk], {}),
}


def mandate(world):
    to = {"to_organisation": None, "to_person": world.amina}
    how = {"submission": make_submission(world.workspace, world.amina), "organisation": world.organisation}
    return give_mandate(**how, **to, by=world.odile, at=timezone.now())


CASES |= {
    "submissions:mandate_give": lambda w: (
        w.odile,
        [make_submission(w.workspace, w.amina).pk],
        {"mandate-giver": str(w.organisation.pk), "mandate-holder": f"person:{w.amina.pk}"},
    ),
    "submissions:mandate_end": lambda w: (w.odile, [mandate(w).pk], {}),
    "submissions:signing_terms": lambda w: (
        w.amina,
        [make_submission(w.workspace, w.amina).pk],
        {"terms-until": "2027-04-02", "terms-quorum": "all"},
    ),
}

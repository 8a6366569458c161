"""Who changes something of a mid-term report, and what they send: for tests/test_every_change_is_noted.py."""

from uuid import uuid4

from django.utils import timezone

from implementation.services.midterm_drafts import publish_edition
from tests.factories import make_rating
from tests.implementation.drafted import make_draft

DRAFT = {"name": "Mid-term", "order": "theme", "shows": ["reasons"]}


def rated(world):
    make_rating(world.workspace, world.recommendation, world.amina)
    return world.workspace


def published_edition(world):
    draft = make_draft(rated(world), world.amina)
    return publish_edition(draft=draft, content={"en": {"rows": [1]}}, by=world.odile, at=timezone.now())


CASES = {
    "implementation:midterm_draft_create": lambda w: (w.amina, [w.workspace.pk], DRAFT | {"key": uuid4()}),
    "implementation:midterm_draft_edit": lambda w: (
        w.amina,
        [(one := make_draft(w.workspace, w.amina)).pk],
        DRAFT | {"key": one.pk, "name": "Another", "seen": one.version},
    ),
    "implementation:midterm_draft_delete": lambda w: (w.amina, [make_draft(w.workspace, w.amina).pk], {}),
    "implementation:midterm_text": lambda w: (
        w.amina,
        [make_draft(w.workspace, w.amina).pk],
        {"text": "We found much."},
        1,
        "?part=summary&language=en",
    ),
    "implementation:midterm_draft_file": lambda w: (
        w.amina,
        [make_draft(w.workspace, w.amina).pk],
        {"language": "en", "file_format": "docx"},
    ),
    "implementation:midterm_sign": lambda w: (
        w.odile,
        [make_draft(w.workspace, w.amina).pk],
        {"organisation": w.organisation.pk, "decision": "signed"},
    ),
    "implementation:midterm_publish": lambda w: (
        w.odile,
        [make_draft(rated(w), w.amina).pk],
        {"languages": ["en"], "is_read": "on"},
    ),
    "implementation:midterm_withdraw": lambda w: (w.odile, [published_edition(w).pk], {}),
}

"""Who changes something of the evidence, and what they send: for tests/test_every_change_is_noted.py."""

from uuid import uuid4

from implementation.services.evidence import add_evidence
from tests.factories import AT, make_recommendation

LINK = {"kind": "link", "numbers": "140.7", "title": "A page", "url": "https://example.org/a"}


def evidence(world):
    how = {"workspace": world.workspace, "recommendation": world.recommendation, "by": world.amina, "at": AT}
    return add_evidence(**how, kind="link", title="Another", url="https://example.org/b")


def another(world):
    make_recommendation(world.workspace.review, item=8)
    return evidence(world)


CASES = {
    "implementation:evidence_new": lambda w: (w.amina, [w.workspace.pk], LINK | {"key": uuid4()}),
    "implementation:evidence_edit": lambda w: (w.amina, [(one := evidence(w)).pk], LINK | {"key": one.pk}),
    "implementation:evidence_attach": lambda w: (w.amina, [another(w).pk], {}, 1, "?for=140.8"),
}

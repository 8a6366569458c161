"""Who changes what is noted of the State's words: for tests/test_every_change_is_noted.py and its own tests."""

from uuid import uuid4

from implementation.services.state_claims import create_state_claim
from tests.factories import AT

WORDS = {
    "document": "national",
    "source": "A/HRC/WG.6/49/KEN/1",
    "paragraph": "14",
    "date": "2026-03-01",
    "claim": "done",
    "words": "The law was passed.",
}
POST = WORDS | {"number": "140.7"}


def make_claim(workspace, recommendation, by, **more):
    row = {"workspace": workspace, "recommendation": recommendation, "by": by, "at": AT, "key": uuid4()}
    return create_state_claim(**row, words=WORDS | more)


def claim(world):
    return make_claim(world.workspace, world.recommendation, world.amina)


CASES = {
    "implementation:state_claim_create": lambda w: (w.amina, [w.workspace.pk], POST | {"key": uuid4()}),
    "implementation:state_claim_edit": lambda w: (
        w.amina,
        [(one := claim(w)).pk],
        POST | {"claim": "planned", "key": one.pk, "seen": one.version},
    ),
    "implementation:state_claim_delete": lambda w: (w.amina, [claim(w).pk], {}),
}

"""Who changes what was learnt: for tests/test_every_change_is_noted.py and its own tests."""

from uuid import uuid4

from implementation.services.lessons import create_lesson
from tests.factories import AT

WORDS = {"stage": 1, "text": "Begin with the embassies."}


def make_lesson(workspace, by, **more):
    return create_lesson(workspace=workspace, words=WORDS | more, by=by, at=AT, key=uuid4())


def lesson(world):
    return make_lesson(world.workspace, world.amina)


CASES = {
    "implementation:lesson_create": lambda w: (w.amina, [w.workspace.pk], WORDS | {"key": uuid4()}),
    "implementation:lesson_edit": lambda w: (
        w.amina,
        [(one := lesson(w)).pk],
        WORDS | {"text": "Begin in the capital.", "key": one.pk, "seen": one.version},
    ),
    "implementation:lesson_delete": lambda w: (w.amina, [lesson(w).pk], {}),
}

"""One request for each address around lodging that writes."""

from uuid import uuid4

from submissions.safety import rows_of, safety_of
from tests.submissions.drafted import make_lodged, make_paragraph, make_ready, make_submission


def named(world):
    """A name, and the answer of whoever read it."""
    submission = make_submission(world.workspace, world.amina)
    make_paragraph(submission, world.amina, "We met Maria Silva there.")
    finding = safety_of(submission, rows_of(submission, world.amina)).findings[0]
    name = finding.key[:12]
    return world.amina, [submission.pk], {f"{name}-to": "nobody", f"{name}-seen": finding.seen}


def ready(world):
    submission = make_submission(world.workspace, world.amina)
    make_paragraph(submission, world.amina, "Nobody answered.")
    return make_ready(submission, world.amina, world.organisation, world.odile)


def lodged(world):
    return make_lodged(ready(world), world.amina)


HANDED_IN = {"day": "2026-03-01", "hour": "23:10"}
CASES = {
    "submissions:submission_lodge": lambda w: (w.amina, [ready(w).pk], HANDED_IN | {"key": uuid4()}),
    "submissions:submission_correct": lambda w: (w.amina, [lodged(w).submission_id], {}),
    "submissions:lodged_detail": lambda w: (w.amina, [lodged(w).pk], {"registration": "R-1"}),
    "submissions:lodged_withdraw": lambda w: (w.amina, [lodged(w).pk], {"reason": "A name has to go."}),
    "submissions:submission_safety": named,
}

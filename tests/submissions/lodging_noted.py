"""One request for each address around lodging that writes."""

from submissions.safety import rows_of, safety_of
from tests.submissions.drafted import make_paragraph, make_submission


def named(world):
    """A name, and the answer of whoever read it."""
    submission = make_submission(world.workspace, world.amina)
    make_paragraph(submission, world.amina, "We met Maria Silva there.")
    finding = safety_of(submission, rows_of(submission, world.amina)).findings[0]
    name = finding.key[:12]
    return world.amina, [submission.pk], {f"{name}-to": "nobody", f"{name}-seen": finding.seen}


CASES = {
    "submissions:submission_safety": named,
}

"""Who changes something of a submission, and what they send: for tests/test_every_change_is_noted.py."""

from uuid import uuid4

from django.utils import timezone

from submissions.services.citing import choose_summary_code
from submissions.services.paragraphs import bin_paragraph, save_paragraph
from submissions.services.signing import seal_of
from tests.submissions.cited import make_summary
from tests.submissions.drafted import make_comment, make_paragraph, make_signature, make_submission

SUBMISSION = {"title": "On Arcadia", "kind": "individual", "language": "fr"}
SECTION = {"title": "Torture", "kind": "theme", "after": "", "holder": "", "due_date": "", "budget": ""}


def draft(world):
    return make_paragraph(make_submission(world.workspace, world.amina), world.amina)


def empty_section(world):
    return make_submission(world.workspace, world.amina).sections.last()


def binned_paragraph(world):
    paragraph = draft(world)
    bin_paragraph(paragraph=paragraph, by=world.amina, at=timezone.now())
    return paragraph


def rewritten(world):
    paragraph = draft(world)
    save_paragraph(paragraph=paragraph, text="Other.", seen=1, by=world.amina, at=timezone.now())
    return paragraph


def clashed(world):
    paragraph = rewritten(world)
    return save_paragraph(paragraph=paragraph, text="Third.", seen=1, by=world.amina, at=timezone.now()).kept


def written_by_program(world):
    paragraph = draft(world)
    sent = {"method": "patch", "headers": {"If-Match": '"1"'}}
    return world.amina, [world.workspace.pk, paragraph.pk], {"text": "Other."}, 1, "", sent


def signature(world):
    submission = draft(world).submission
    return make_signature(submission, world.organisation, world.odile)


def signing(world):
    submission = draft(world).submission
    seal = seal_of(submission.paragraphs.all())
    words = {"organisation": str(world.organisation.pk), "decision": "signed", "seal": seal}
    return world.odile, [submission.pk], words


def summary_code(world):
    submission = draft(world).submission
    make_summary(submission.workspace.review)
    return world.amina, [submission.pk], {"code": "JS1"}


def citation(world):
    submission = draft(world).submission
    make_summary(submission.workspace.review)
    choose_summary_code(submission=submission, code="JS1", by=world.amina, at=timezone.now())
    return world.amina, [submission.pk], {"citation": "2-1", "to": "none"}


CASES = {
    "submissions:submission_trace": summary_code,
    "submissions:citation_decide": citation,
    "submissions:submission_sign": signing,
    "submissions:signature_withdraw": lambda w: (w.odile, [signature(w).pk], {}),
    "submissions:signing_close": lambda w: (w.amina, [draft(w).submission_id], {"to": "closed"}),
    "workspace-paragraph-detail": written_by_program,
    "submissions:submission_create": lambda w: (w.amina, [w.workspace.pk], SUBMISSION | {"key": uuid4()}),
    "submissions:submission_edit": lambda w: (w.amina, [draft(w).submission_id], SUBMISSION | {"key": uuid4()}),
    "submissions:submission_close": lambda w: (w.amina, [draft(w).submission_id], {"to": "closed"}),
    "submissions:submission_numbers": lambda w: (w.amina, [draft(w).submission_id], {}),
    "submissions:section_create": lambda w: (w.amina, [draft(w).submission_id], SECTION | {"key": uuid4()}),
    "submissions:section_edit": lambda w: (w.amina, [draft(w).section_id], SECTION | {"key": uuid4(), "seen": 1}),
    "submissions:section_delete": lambda w: (w.amina, [empty_section(w).pk], {}),
    "submissions:paragraph_create": lambda w: (w.amina, [draft(w).section_id], {"text": "New.", "key": uuid4()}),
    "submissions:paragraph_edit": lambda w: (w.amina, [draft(w).pk], {"text": "Other.", "seen": 1}),
    "submissions:paragraph_split": lambda w: (w.amina, [draft(w).pk], {"text": "One.\n---\nTwo.", "seen": 1}),
    "submissions:paragraph_move": lambda w: (w.amina, [(one := draft(w)).pk], {"to": f"s{one.section_id}"}),
    "submissions:paragraph_delete": lambda w: (w.amina, [draft(w).pk], {}),
    "submissions:paragraph_restore": lambda w: (w.amina, [binned_paragraph(w).pk], {}),
    "submissions:version_restore": lambda w: (w.amina, [rewritten(w).versions.get(number=1).pk], {"seen": 2}),
    "submissions:kept_put_aside": lambda w: (w.amina, [clashed(w).pk], {}),
    "submissions:comment_create": lambda w: (w.amina, [draft(w).pk], {"text": "Who?", "key": uuid4()}),
    "submissions:suggestion_create": lambda w: (
        w.amina,
        [draft(w).pk],
        {"suggestion": "Other.", "base": 1, "key": uuid4()},
    ),
    "submissions:comment_decide": lambda w: (w.amina, [make_comment(draft(w), w.bruno).pk], {"to": "resolved"}),
    "submissions:suggestion_take": lambda w: (
        w.amina,
        [make_comment(draft(w), w.bruno, "", suggestion="Other.", base=1).pk],
        {},
    ),
}

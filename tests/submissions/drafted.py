"""Submissions for tests, made by the services."""

from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

from django.apps import apps
from django.db import connection
from django.utils import timezone

from submissions.models import Section
from submissions.safety import rows_of, safety_of
from submissions.services.comments import comment
from submissions.services.drafting import create_submission, set_text_open
from submissions.services.lodging import Receipt, lodge_submission
from submissions.services.paragraphs import create_paragraph
from submissions.services.safety import Answer, decide_names
from submissions.services.signing import seal_of, sign_submission


def make_submission(workspace, by, **words):
    """A joint submission in English with its five sections."""
    said = {"kind": "joint", "language": "en", "title": "Joint submission on Arcadia"} | words
    return create_submission(workspace=workspace, words=said, by=by, at=timezone.now(), key=uuid4())


def make_paragraph(submission, by, text="The police beat people in Port Selene.", *, section=None, after=None):
    """A paragraph at the end of the first section, or where ``section`` and ``after`` say."""
    section = section or Section.objects.filter(submission=submission).in_order().first()
    return create_paragraph(section=section, text=text, after=after, by=by, at=timezone.now(), key=uuid4())


def make_comment(paragraph, by, text="Says who?", **more):
    """A comment, or with ``suggestion`` and ``base`` a change that somebody suggests."""
    return comment(paragraph=paragraph, text=text, by=by, at=timezone.now(), key=uuid4(), **more)


def make_signature(submission, organisation, by, decision="signed", **more):
    """A decision about the text as it reads now."""
    seal = seal_of(submission.paragraphs.standing().in_order())
    words = {"decision": decision, "seal": seal, "at": timezone.now()} | more
    return sign_submission(submission=submission, organisation=organisation, by=by, **words)


def load_rules():
    """The rules as the migration loads them: a test with transactions of its own leaves no rows behind."""
    migration = import_module("submissions.migrations.0003_rules")
    migration.load(apps, SimpleNamespace(connection=connection))


def long_text(words, sentence):
    """A sentence again and again, until there are so many words."""
    return (sentence * (words // len(sentence.split()) + 1)).strip()


def decide_all(submission, by, consent="nobody"):
    """Every name that is found, decided in one way."""
    safety = safety_of(submission, rows_of(submission, by))
    note = "Asked by phone in May." if consent == "consent" else ""
    answers = [Answer(one.key, one.digests, consent, note) for one in safety.open_ones]
    return decide_names(submission=submission, answers=answers, by=by, at=timezone.now())


def make_ready(submission, by, organisation, owner):
    """A text that may be lodged: signed, every name decided, closed."""
    make_signature(submission, organisation, owner)
    decide_all(submission, by)
    set_text_open(submission=submission, is_open=False, by=by, at=timezone.now())
    return submission


def make_lodged(submission, by, **more):
    """It was handed in now, with the file that we make."""
    words = {"lodged_at": timezone.now(), "receipt": Receipt(), "key": uuid4(), "at": timezone.now()} | more
    return lodge_submission(submission=submission, by=by, **words)

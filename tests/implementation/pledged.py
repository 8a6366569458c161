"""Voluntary pledges of a State, and who rates them: for their own tests and tests/test_every_change_is_noted.py."""

from datetime import date

from cycles.models import ImportRun, UnDocument, VoluntaryPledge
from implementation.models import RatingRules
from implementation.services.ratings import rate_pledge
from tests.factories import AT, make_member

POST = {"level": "partially", "rated_date": "2026-03-01", "note": "Two of five laws"}

VOICE = {"voice": "government", "source": "National report, para. 14"}


def report_of(review):
    return UnDocument.objects.get_or_create(review=review, kind="working_group_report", symbol="A/HRC/59/99")[0]


def make_run(review, name="r.pdf"):
    return ImportRun.objects.get_or_create(
        review=review, format="working_group_report", file_name=name, digest="", created_at=AT
    )[0]


def make_pledge(review, order=1, **more):
    words = {"text": f"Arcadia pledges to open {order} schools", "place": str(95 + order)} | more
    document, run = report_of(review), make_run(review)
    return VoluntaryPledge.objects.create(review=review, document=document, order=order, import_run=run, **words)


def rate(workspace, pledge, by, level="partially", **more):
    row = {"note": "Why", "rated_date": date(2026, 3, 1), "at": AT, "replaces": None} | more
    return rate_pledge(workspace=workspace, pledge=pledge, by=by, level=level, **row)


def waiting(world):
    """A rating of a pledge that waits for another person's word than Amina's."""
    RatingRules.objects.create(workspace=world.workspace, needs_approval=True)
    author = make_member(world.organisation)
    return rate(world.workspace, make_pledge(world.workspace.review), author)


def at_a_pledge(world, post):
    pledge = make_pledge(world.workspace.review)
    return world.amina, [world.workspace.pk], post, 1, f"?at={pledge.pk}"


CASES = {
    "implementation:pledge_rate": lambda w: at_a_pledge(w, POST),
    "implementation:pledge_voice": lambda w: at_a_pledge(w, POST | VOICE),
    "implementation:pledge_rating_approve": lambda w: (w.amina, [waiting(w).pk], {}),
    "implementation:pledge_rating_return": lambda w: (w.amina, [waiting(w).pk], {"note": "Which laws?"}),
}

"""A word is planted in every private text, everything that can be published is; nothing else of it is ever public."""

import pytest
from django.apps import apps
from django.test import Client

from accounts.models import Membership
from implementation import midterm_frozen, pdfs
from implementation.midterm_drafts import draft_report
from implementation.models import Evidence, MidTermReport, Rating
from implementation.services.midterm_drafts import publish_edition
from implementation.services.ratings import publish_workspace_ratings, withdraw_workspace_ratings
from implementation.services.reports import make_midterm_report
from tests.access import matrix, seed
from tests.factories import AT, make_rating, make_recommendation
from tests.implementation.drafted import make_draft, write

pytestmark = pytest.mark.slow

PUBLISHED_WORDS = "Chosen to be read by everybody."
# Whoever publishes a report chooses to show why each rating was given; its names are on its cover.
SHOWN = {
    "accounts.Organisation.name",
    "accounts.Workspace.name",
    "implementation.PledgeRating.note",
    "implementation.Rating.note",
    # The name under which an organisation wants to be read.
    "submissions.Signature.alias",
}


@pytest.fixture
def world(db):
    world = seed.make_world()
    Evidence.objects.update(is_sensitive=True)
    Rating.objects.update(is_counted=True)
    return world


def publish(world):
    """Ratings and a whole mid-term report, with its files; the address of the report."""
    owner = world.people["owner"]
    Membership.objects.filter(user=owner).update(role=Membership.Role.OWNER)
    other = make_recommendation(world.workspace.review, item=8)
    secret = world.word("implementation.Rating.what another voice was noted to say")
    make_rating(world.workspace, other, owner, voice="government", note=secret)
    publish_workspace_ratings(workspace=world.workspace, by=owner, at=AT)
    draft = make_draft(world.workspace, owner)
    write(draft, owner, "introduction", PUBLISHED_WORDS)
    content = {"en": midterm_frozen.frozen(draft_report(draft, language="en", on=AT.date()))}
    edition = publish_edition(draft=draft, content=content, by=owner, at=AT)
    for report in MidTermReport.objects.filter(edition=edition):
        make_midterm_report(report_id=report.pk, at=AT, render=pdfs.render_report)
    return edition.address


def public_answers(world):
    """What nobody in particular gets at every address of the URLconf, with the key of each row that it may take."""
    client = Client(raise_request_exception=False)
    for place in matrix.addresses():
        keys = [key for key in world.keys if place.takes(key)] if place.takes_keys else [matrix.NOWHERE[True]]
        for key in keys:
            answer = matrix.ask(client, "get", place.path(key), {})
            yield place, answer.status_code, matrix.text_of(answer)
            if answer.status_code in {302, 401, 403, 405}:
                # Nobody gets in here, whichever row it is.
                break


def look(world):
    """The labels of planted words that are public, and the names of addresses at which something is read."""
    found, read = set(), set()
    for place, status, text in public_answers(world):
        words = {world.labels[word] for word in set(seed.CANARY.findall(text)) if word in world.labels}
        found |= {(place.name, label) for label in words}
        if status == 200 and (words or PUBLISHED_WORDS.encode() in text):
            read.add(place.name)
    return found, read


def private_labels(app):
    """The private models of an app."""
    private = seed.private_models()
    return {model._meta.label for model in apps.get_app_config(app).get_models() if model in private}


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_nothing_but_what_was_published_is_public(world, monkeypatch, file_format):
    monkeypatch.setitem(matrix.SAMPLES, "address", publish(world))
    monkeypatch.setitem(matrix.SAMPLES, "file_format", file_format)

    found, read = look(world)

    assert {label for _name, label in found} <= SHOWN
    # The test sees what is public: else it would find no secret either.
    assert {
        "cycles:review_status",
        "cycles:review_status_json",
        "cycles:status_table",
        "implementation:midterm_edition",
        "implementation:midterm_edition_file",
        "status-list",
    } <= read
    assert ("implementation:midterm_edition", "implementation.Rating.note") in found
    assert ("status-list", "implementation.Rating.note") not in found


def test_a_word_is_planted_in_every_private_model(world):
    planted = {label.rpartition(".")[0] for label in world.labels.values()}

    for app in ("implementation", "submissions"):
        without = {
            label
            for label in private_labels(app) - planted
            if any(is_free_text(one) for one in apps.get_model(label)._meta.concrete_fields)
        }
        assert without == set()


def is_free_text(one):
    return one.get_internal_type() in {"CharField", "TextField"} and not one.choices and not one.primary_key


def test_what_is_withdrawn_is_public_no_more(world):
    publish(world)
    withdraw_workspace_ratings(workspace=world.workspace, by=world.people["owner"], at=AT)

    found, _read = look(world)

    assert {name for name, _label in found if not name.startswith("implementation:midterm_edition")} == set()

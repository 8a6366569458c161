"""Actions of a plan for tests, made by the services."""

from uuid import uuid4

from django.utils import timezone

from implementation.services.follow_ups import create_follow_up
from implementation.services.plans import create_action


def make_action(workspace, by, recommendations=(), **words):
    """An action with a name and nothing else; ``words`` are what the form would say."""
    at = words.pop("at", None) or timezone.now()
    said = {"title": "Train the police"} | words
    return create_action(workspace=workspace, words=said, recommendations=recommendations, by=by, at=at, key=uuid4())


def make_follow_up(workspace, by, recommendations=(), **words):
    """A letter to the Ministry of Justice; ``words`` are what the form would say."""
    at = words.pop("at", None) or timezone.now()
    said = {"kind": "letter", "title": "The bill on torture", "body": "Ministry of Justice"} | words
    return create_follow_up(workspace=workspace, words=said, recommendations=recommendations, by=by, at=at, key=uuid4())

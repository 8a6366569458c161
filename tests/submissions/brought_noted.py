"""Who brings a submission as a Word file, and what they send: for tests/test_every_change_is_noted.py."""

from uuid import uuid4

from django.urls import reverse

from tests.implementation.files import upload
from tests.submissions.word_made import letter


def brought(world):
    world.client.force_login(world.amina)
    address = reverse("submissions:submission_import", args=[world.workspace.pk])
    page = world.client.post(address, {"file": upload("report.docx", letter())})
    words = {"read": page.context["read"], "title": "On Arcadia", "kind": "joint", "language": "en", "key": uuid4()}
    return world.amina, [world.workspace.pk], words | {"part-0": "introduction", "part-1": "theme"}


CASES = {"submissions:submission_import_apply": brought}

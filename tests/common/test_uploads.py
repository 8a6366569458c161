import io

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import RequestFactory

from common.uploads import OversizedFile

LIMIT = settings.MAX_UPLOAD_BYTES


@pytest.mark.parametrize(
    ("size", "is_kept"), [(10, True), (LIMIT, True), (LIMIT + 1, False), (LIMIT + 3_000_000, False)]
)
def test_file_is_kept_up_to_the_limit(size, is_kept):
    file = io.BytesIO(bytes(size))
    file.name = "list.docx"

    sent = RequestFactory().post("/", {"file": file, "note": "kept"})

    assert isinstance(sent.FILES["file"], OversizedFile) is not is_kept
    assert (sent.FILES["file"].size, sent.FILES["file"].name) == (size, "list.docx")
    assert sent.FILES["file"].read(1) == (b"\0" if is_kept else b"")
    assert sent.POST["note"] == "kept"
    sent.close()


def test_request_without_file_is_read(rf):
    assert isinstance(rf.post("/", {"note": "kept"}), HttpRequest)
    assert rf.post("/", {"note": "kept"}).POST["note"] == "kept"

"""Files of mid-term reports that were made before: the same report is not laid out twice."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from implementation.midterm import MidTermReport
from implementation.midterm_frozen import frozen
from implementation.models import MidTermReport as ReportRecord

# Where the outcome of a report says what its file was made of.
MADE_OF = "made_of"
LOOKS = (
    "implementation/midterm*.py",
    "common/print.css",
    "common/pdf*.py",
    "common/word*.py",
    "templates/implementation/*midterm*.html",
    "locale/*/LC_MESSAGES/django.po",
)


def made_of(report: MidTermReport, file_format: str) -> str:
    """A fingerprint of everything that a file shows, and of how this release makes it look."""
    said = json.dumps([file_format, frozen(report)], ensure_ascii=False, sort_keys=True)
    return sha256(_looks() + said.encode("utf-8", "surrogatepass")).hexdigest()


def kept_file(record: ReportRecord, fingerprint: str) -> bytes | None:
    """The bytes of a file of the same workspace that was made of the very same, if it still lies there."""
    rows = ReportRecord.objects.filter(workspace_id=record.workspace_id, status=ReportRecord.Status.DONE)
    same = rows.filter(file_format=record.file_format, **{f"outcome__{MADE_OF}": fingerprint})
    earlier = same.order_by("created_at", "pk").first()
    if earlier is None:
        return None
    try:
        with earlier.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


@cache
def _looks() -> bytes:
    """A new release may say or draw it otherwise: its words, templates and style are part of the fingerprint."""
    digest = sha256()
    for pattern in LOOKS:
        for path in sorted(Path(settings.BASE_DIR).glob(pattern)):
            digest.update(path.read_bytes())
    return digest.digest()

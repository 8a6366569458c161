"""Slovenia's fourth cycle, from OHCHR's own list, rated in a workspace (``UPR_REALDATA``)."""

import os
from itertools import cycle
from pathlib import Path

import pytest
from django.core.management import call_command

from cycles.models import Recommendation, Review
from cycles.services.imports import import_file
from implementation.models import Rating
from tests.factories import AT, make_workspace


def real_data():
    root = os.environ.get("UPR_REALDATA")
    if not root:
        pytest.skip("UPR_REALDATA does not name OHCHR's files")
    return Path(root)


def rate_slovenia(folder, organisation, by, day):
    """A workspace that rated all 254, level after level, in the order of their numbers."""
    call_command("load_reference_data", verbosity=0)
    data = (folder / "thematic_lists" / "SVN_c4.docx").read_bytes()
    import_file(data=data, file_name="SVN_c4.docx", chosen=None, by=None, at=AT)
    workspace = make_workspace(
        organisation=organisation, review=Review.objects.by_code("SVN-4").get(), name="Coalition"
    )
    rows = Recommendation.objects.filter(review=workspace.review).in_order()
    Rating.objects.bulk_create(
        Rating(
            workspace=workspace,
            recommendation=row,
            level=level,
            note=f"What became of {row.number}.",
            rated_date=day,
            rated_at=AT,
            rated_by=by,
            is_counted=True,
        )
        for row, level in zip(rows, cycle(Rating.Level.values), strict=False)
    )
    return workspace

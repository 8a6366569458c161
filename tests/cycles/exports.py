"""What the tests of exports share: the whole record as text, small exports of UPR Info and UHRI."""

import csv
import io
import json

from django.apps import apps

from cycles.services.imports import import_file
from tests.cycles.dumps import serialized
from tests.factories import AT

HEADINGS = ("SuR", "Rgrp", "Org", "Recommendation", "RS", "Rgrp", "Org", "Response", "Action", "Issue", "Session")
# What tells the history of the record, and the imports themselves: undoing adds to these.
_HISTORIES = {"ImportRun", "RecordVersion", "RemovedRecommendation", "SearchText"}
_WRITTEN_ANEW = {"RecommendationTheme", "RecommendingState"}
_RAISED = {"version", "updated_at", "data_version"}


def dump():
    """Every row of the record, but for what counts its changes."""
    rows = set()
    for model in apps.get_app_config("cycles").get_models():
        if model.__name__ not in _HISTORIES:
            for row in serialized(model.objects.all()):
                fields = {name: value for name, value in row["fields"].items() if name not in _RAISED}
                if "row_json" in fields:
                    fields["row_json"] = {
                        name: value for name, value in json.loads(fields["row_json"]).items() if name not in _RAISED
                    }
                fields = {name: sorted(one) if isinstance(one, list) else one for name, one in fields.items()}
                key = None if model.__name__ in _WRITTEN_ANEW else row["pk"]
                rows.add(json.dumps([row["model"], key, fields], default=str, sort_keys=True))
    return rows


def upr_info(*rows, headings=HEADINGS):
    """A CSV of UPR Info: each row (SuR, text, RS, response, action, issue, session)."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(headings)
    for sur, text, state, response, action, issue, session in rows:
        writer.writerow((sur, "", "", text, state, "", "", response, action, issue, session))
    return file.getvalue().encode()


def uhri_object(text, states, **fields):
    """An object of UHRI's JSON."""
    return {
        "AnnotationId": f"key-{text[:8]}",
        "AnnotationType": "- Recommendations",
        "Body": "- UPR",
        "Countries": ["Arcadia"],
        "Symbol": "A/HRC/59/99",
        "PublicationDate": "2025-02-12T00:00:00",
        "Text": text,
        "Themes": ["Right to health"],
        "AffectedPersons": ["Children"],
        "Sdgs": ["3 - GOOD HEALTH"],
        "UprCycle": "4th cycle",
        "UprPositions": ["Supported"],
        "UprRecommendingCountry": states,
        "UprSession": ["48"],
    } | fields


def uhri(*objects):
    return json.dumps(objects).encode()


def bring(data, **options):
    """The export brought and written into the record."""
    return import_file(data=data, file_name="export.csv", chosen=None, by=None, at=AT, **options)

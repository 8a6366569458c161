"""What OHCHR asks of submissions, loaded from the file of facts."""

import csv
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).resolve().parent.parent / "refdata" / "submission_rules.csv"


def load(apps, schema_editor):
    """Each line once; what staff change later stays as they say."""
    rows = apps.get_model("submissions", "SubmissionRule").objects.using(schema_editor.connection.alias)
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            values = {name: row[name].strip() for name in ("value", "unit", "applies_to", "binding", "source")}
            values["confidence"] = row["verification"].strip()
            rows.get_or_create(key=row["rule_key"].strip(), cycle=None, defaults=values)


class Migration(migrations.Migration):
    replaces = [("submissions", "0081_mandates")]
    dependencies = [("submissions", "0002_walls")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

"""Programs that follow advocacy learn that a row is gone."""

from django.db import migrations

from accounts.removals import note_removals

_TABLES = (
    *("target", "ask", "meeting", "event", "campaignmessage", "push"),
    *("uptakematch", "strategy", "statement", "factsheet"),
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_removals'),
        ('advocacy', '0003_parts_changed'),
    ]

    operations = [note_removals(f"advocacy_{table}") for table in _TABLES]

"""Positions that were stored before stages were known: what an addendum says belongs to the addendum."""

from django.db import migrations

FORWARDS = r"UPDATE cycles_position SET stage = 'addendum' WHERE stage = 'working_group_report' AND source ~ '/Add\.'"


class Migration(migrations.Migration):
    dependencies = [("cycles", "0006_print_order")]
    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]

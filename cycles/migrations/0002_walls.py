"""Searches are their makers' own; an import is its maker's and the editors' until it is in the record."""

from django.db import migrations

from common.row_security import fence



class Migration(migrations.Migration):
    replaces = [("cycles", "0011_six_languages_of_goals")]
    dependencies = [("cycles", "0001_tables"), ("accounts", "0003_walls")]
    operations = [
        fence("cycles_savedsearch", "user_id = (SELECT upr_user()) AND (SELECT upr_narrowed_to()) IS NULL"),
        fence(
            "cycles_importrun",
            "status IN ('applied', 'undone') OR created_by_id = (SELECT upr_user()) OR (SELECT upr_edits_record())",
        ),
    ]

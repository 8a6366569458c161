"""The wall on what people bring to the record before it is released, and on the searches that they keep."""

from django.db import migrations

from common.row_security import fence


class Migration(migrations.Migration):
    dependencies = [("cycles", "0007_stages_of_positions"), ("accounts", "0004_second_wall")]
    operations = [
        fence("cycles_savedsearch", "user_id = (SELECT upr_user()) AND (SELECT upr_narrowed_to()) IS NULL"),
        # What entered the record, and was perhaps taken back, is part of its history.
        fence(
            "cycles_importrun",
            "status IN ('applied', 'undone') OR created_by_id = (SELECT upr_user()) OR (SELECT upr_edits_record())",
        ),
    ]

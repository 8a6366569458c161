"""Rules that the United Nations count in working days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cycles", "0003_import_undo_data"),
    ]

    operations = [
        migrations.AddField(
            model_name="deadlinerule",
            name="in_working_days",
            field=models.BooleanField(default=False),
        ),
    ]

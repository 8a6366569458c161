"""Room for what taking an import back restores."""

import django.core.serializers.json
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cycles", "0002_whole_record"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="undo_data",
            field=models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
        ),
    ]

"""Which organisations stand on a factsheet."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0008_logos_of_factsheets")]
    operations = [
        migrations.AddField(
            model_name="factsheet",
            name="named",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=36), blank=True, null=True, size=None
            ),
        ),
    ]

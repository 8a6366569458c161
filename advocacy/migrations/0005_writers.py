"""By whom the words of a message are: who began it and who wrote last, as far as that was kept."""

import django.contrib.postgres.fields
from django.db import migrations, models

_FILL = """
UPDATE advocacy_campaignmessage SET writers = CASE
    WHEN variant_of_id IS NULL AND created_by_id <> written_by_id AND status IN ('idea', 'written', 'cancelled')
    THEN ARRAY[created_by_id, written_by_id] ELSE ARRAY[written_by_id] END
"""


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0004_removals'),
    ]

    operations = [
        migrations.AddField(
            model_name='campaignmessage',
            name='writers',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, editable=False, size=None),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]

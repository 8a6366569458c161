"""A mid-term report may show what others say for themselves."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('implementation', '0131_next_cycle'),
    ]

    operations = [
        migrations.AlterField(
            model_name='midtermdraft',
            name='shows',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('reasons', 'The reason for each rating'), ('evidence', 'The evidence'), ('voices', 'What the government and others say for themselves'), ('noted', 'Recommendations that the State did not support'), ('unrated', 'Recommendations that are not rated'), ('charts', 'Charts'), ('annex', 'The table of all recommendations at the end')], max_length=8), blank=True, default=list, size=None),
        ),
    ]

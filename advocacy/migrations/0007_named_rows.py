"""When a row went that a State of the pipeline, a meeting, a strategy or a factsheet names."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0006_names_of_speakers'),
    ]

    operations = [
        migrations.AddField(
            model_name='factsheet',
            name='parts_changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='parts_changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='strategy',
            name='parts_changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='target',
            name='parts_changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]

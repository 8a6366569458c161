"""The adoption keeps how sure it is, and its source; until now both were those of the review."""

from django.db import migrations, models

COPY = """
UPDATE cycles_review SET adoption_confidence = confidence, adoption_source = source WHERE adoption_date IS NOT NULL
"""
LEVELS = [('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')]


class Migration(migrations.Migration):

    dependencies = [
        ('cycles', '0004_days_of_the_record'),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='adoption_confidence',
            field=models.CharField(choices=LEVELS, default='unverified', max_length=10),
        ),
        migrations.AddField(
            model_name='review',
            name='adoption_source',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
    ]

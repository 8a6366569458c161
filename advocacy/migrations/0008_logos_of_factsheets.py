"""A factsheet has several logos, each with what it says to those who do not see it."""

from django.db import migrations, models

# The base 64 of PostgreSQL is broken into lines.
_MOVE = """
UPDATE advocacy_factsheet
SET logos = jsonb_build_array(jsonb_build_object('picture', replace(encode(logo, 'base64'), E'\n', ''), 'alt', ''))
WHERE length(logo) > 0
"""
_BACK = """
UPDATE advocacy_factsheet SET logo = decode(logos -> 0 ->> 'picture', 'base64') WHERE jsonb_array_length(logos) > 0
"""


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0007_named_rows'),
    ]

    operations = [
        migrations.AddField(
            model_name='factsheet',
            name='logos',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RunSQL(_MOVE, _BACK),
        migrations.RemoveField(
            model_name='factsheet',
            name='logo',
        ),
    ]

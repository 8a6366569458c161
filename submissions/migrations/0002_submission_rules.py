"""What OHCHR asks of submissions, loaded from the file of facts."""

import csv
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FILE = Path(__file__).resolve().parent.parent / "refdata" / "submission_rules.csv"


def load(apps, schema_editor):
    """Each line once; what staff change later stays as they say."""
    rows = apps.get_model("submissions", "SubmissionRule").objects.using(schema_editor.connection.alias)
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            values = {name: row[name].strip() for name in ("value", "unit", "applies_to", "binding", "source")}
            values["confidence"] = row["verification"].strip()
            rows.get_or_create(key=row["rule_key"].strip(), cycle=None, defaults=values)


class Migration(migrations.Migration):

    dependencies = [
        ('cycles', '0009_former_serials'),
        ('submissions', '0001_drafting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SubmissionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('value', models.CharField(blank=True, max_length=300, verbose_name='value')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                ('applies_to', models.CharField(blank=True, max_length=120, verbose_name='applies to')),
                ('binding', models.CharField(blank=True, choices=[('yes', 'Binding'), ('no', 'Advice'), ('', 'Not said')], max_length=3, verbose_name='binding')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('confidence', models.CharField(blank=True, max_length=300, verbose_name='how sure')),
                ('corrected_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('corrected_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cycle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.cycle')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'cycle'), name='submissions_submissionrule_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('binding__in', ['yes', 'no', ''])), name='submissions_submissionrule_binding')],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]

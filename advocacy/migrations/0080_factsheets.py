"""Factsheets and their public editions, and the wall on them."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('advocacy', '0071_pushes_and_questions'),
        ('submissions', '0080_lodging'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Factsheet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('context', models.TextField(blank=True, verbose_name='the law and what is promised')),
                ('challenges', models.TextField(blank=True, verbose_name='what is wrong')),
                ('affected', models.TextField(blank=True, verbose_name='who is affected')),
                ('questions', models.TextField(blank=True, verbose_name='questions')),
                ('past_shown', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MaxValueValidator(8)], verbose_name='earlier recommendations')),
                ('contact', models.TextField(blank=True, verbose_name='contact')),
                ('logo', models.BinaryField(blank=True, default=bytes)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('priority_issue', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='factsheets', to='submissions.priorityissue')),
                ('proposals', models.ManyToManyField(blank=True, related_name='+', to='submissions.proposedrecommendation')),
                ('variant_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='variants', to='advocacy.factsheet')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='FactsheetEdition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('address', models.SlugField(max_length=30, unique=True)),
                ('content', models.JSONField(default=dict)),
                ('pdf', models.BinaryField(default=bytes)),
                ('published_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('factsheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='advocacy.factsheet')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.AddConstraint(
            model_name='factsheet',
            constraint=models.CheckConstraint(condition=models.Q(('past_shown__lte', 8)), name='advocacy_factsheet_past'),
        ),
        migrations.AddConstraint(
            model_name='factsheet',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='advocacy_factsheet_title'),
        ),
        migrations.AddConstraint(
            model_name='factsheetedition',
            constraint=models.UniqueConstraint(fields=('factsheet', 'number'), name='advocacy_factsheetedition_number'),
        ),
        migrations.AddConstraint(
            model_name='factsheetedition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='advocacy_factsheetedition_withdrawn'),
        ),
        fence("advocacy_factsheet", IN_WORKSPACE),
        fence("advocacy_factsheetedition", IN_WORKSPACE),
    ]

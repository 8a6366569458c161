"""Statements with their texts, the places at the adoption, and the walls on them."""

import common.sealed_fields
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


# Seen by whoever sees the statement: its own wall decides.
OF_A_STATEMENT = "EXISTS (SELECT FROM advocacy_statement s WHERE s.id = statement_id)"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('advocacy', '0060_strategies'),
        ('cycles', '0010_published_voices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('kind', models.CharField(choices=[('presession', 'At the pre-session'), ('adoption', 'In the plenary, at the adoption'), ('item6', 'General debate under item 6'), ('written', 'Written statement'), ('video', 'Video statement')], max_length=10, verbose_name='kind')),
                ('speaker', common.sealed_fields.SealedTextField(blank=True, verbose_name='speaker')),
                ('pace', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='pace')),
                ('other_cosigners', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cosigners', models.ManyToManyField(blank=True, related_name='+', to='accounts.organisation')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.theme')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='PlenaryPlace',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='place')),
                ('through', models.CharField(blank=True, max_length=200, verbose_name='through')),
                ('taken_at', models.DateTimeField()),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.theme')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='advocacy.statement')),
            ],
        ),
        migrations.CreateModel(
            name='StatementText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField(verbose_name='text')),
                ('is_current', models.BooleanField(default=True)),
                ('written_at', models.DateTimeField()),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='advocacy.statement')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['presession', 'adoption', 'item6', 'written', 'video'])), name='advocacy_statement_kind'),
        ),
        migrations.AddConstraint(
            model_name='plenaryplace',
            constraint=models.UniqueConstraint(fields=('workspace', 'number'), name='advocacy_plenaryplace_number'),
        ),
        migrations.AddConstraint(
            model_name='plenaryplace',
            constraint=models.UniqueConstraint(fields=('workspace', 'organisation'), name='advocacy_plenaryplace_organisation'),
        ),
        migrations.AddConstraint(
            model_name='plenaryplace',
            constraint=models.UniqueConstraint(fields=('workspace', 'issue'), name='advocacy_plenaryplace_theme'),
        ),
        migrations.AddConstraint(
            model_name='plenaryplace',
            constraint=models.UniqueConstraint(fields=('statement',), name='advocacy_plenaryplace_statement'),
        ),
        migrations.AddConstraint(
            model_name='plenaryplace',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 10)), name='advocacy_plenaryplace_of_ten'),
        ),
        migrations.AddConstraint(
            model_name='statementtext',
            constraint=models.UniqueConstraint(fields=('statement', 'language', 'number'), name='advocacy_statementtext_number'),
        ),
        migrations.AddConstraint(
            model_name='statementtext',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('statement', 'language'), name='advocacy_statementtext_current'),
        ),
        migrations.AddConstraint(
            model_name='statementtext',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['en', 'fr', 'es', 'ar', 'ru', 'zh'])), name='advocacy_statementtext_of_six'),
        ),
        fence("advocacy_statement", IN_WORKSPACE),
        fence("advocacy_statement_cosigners", OF_A_STATEMENT),
        fence("advocacy_statementtext", IN_WORKSPACE),
        fence("advocacy_plenaryplace", IN_WORKSPACE),
    ]

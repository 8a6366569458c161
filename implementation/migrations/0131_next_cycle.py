"""Which workspace follows which, where one starts from, lessons; and the walls on them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('cycles', '0010_published_voices'),
        ('implementation', '0130_own_voice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BaselineLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(blank=True, choices=[('fully', 'Fully implemented'), ('partially', 'Partially implemented'), ('not_implemented', 'Not implemented'), ('regressed', 'Regressed'), ('no_information', 'No information'), ('too_early', 'Too early to say')], max_length=20, verbose_name='rating')),
                ('rated_date', models.DateField(null=True, verbose_name='as of')),
                ('note', models.TextField(blank=True, verbose_name='why, in one or two sentences')),
                ('source', models.CharField(max_length=200)),
                ('taken_at', models.DateTimeField()),
                ('rating', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='implementation.rating')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.recommendation')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='baseline', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'recommendation'), name='implementation_baselineline_once'), models.CheckConstraint(condition=models.Q(models.Q(('level', ''), ('note', ''), ('rated_date__isnull', True)), models.Q(('level__in', ['fully', 'partially', 'not_implemented', 'regressed', 'no_information', 'too_early']), ('rated_date__isnull', False)), _connector='OR'), name='implementation_baselineline_rated')],
            },
        ),
        migrations.CreateModel(
            name='CycleLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'earlier'), name='implementation_cyclelink_once')],
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('stage', models.PositiveSmallIntegerField(choices=[(1, 'Prepare and submit'), (2, 'Review and adoption'), (3, 'Implement and report')], verbose_name='stage of the cycle')),
                ('text', models.TextField(verbose_name='what we learnt')),
                ('learnt_date', models.DateField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.review')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', [1, 2, 3])), name='implementation_lesson_stage')],
            },
        ),
        # A link is known to those alone who are in both workspaces.
        fence(
            "implementation_cyclelink",
            f"{IN_WORKSPACE} AND earlier_id = ANY ((SELECT upr_workspaces())::uuid[])",
        ),
        fence("implementation_baselineline", IN_WORKSPACE),
        fence("implementation_lesson", IN_WORKSPACE),
    ]

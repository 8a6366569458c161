"""Annexes of submissions with the wall around them, and what a section is about."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('cycles', '0010_published_voices'),
        ('submissions', '0070_safety'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='section',
            name='issue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.theme'),
        ),
        migrations.CreateModel(
            name='Annex',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('place', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic'), ('ru', 'Russian'), ('zh', 'Chinese')], max_length=7, verbose_name='language')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='who wrote it')),
                ('held_by', models.CharField(blank=True, max_length=200, verbose_name='who holds it')),
                ('origin', models.CharField(choices=[('own', 'Ours, or of those who sign'), ('public', 'A law, a judgment, a paper of the State or the United Nations'), ('foreign', 'A report of another organisation')], max_length=7, verbose_name='what it is')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annexes', to='submissions.submission')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('origin__in', ['own', 'public', 'foreign'])), name='submissions_annex_origin')],
            },
        ),
        fence("submissions_annex", IN_WORKSPACE),
    ]

"""Submissions, sections, paragraphs with their versions, comments, and the wall on all of them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0015_keys_for_deadlines'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('individual', 'Individual submission'), ('joint', 'Joint submission'), ('nhri', 'Submission of a national human rights institution'), ('regional_org', 'Submission of a regional organisation')], default='joint', max_length=12, verbose_name='kind')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('ar', 'Arabic')], default='en', max_length=7, verbose_name='language')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('status', models.CharField(choices=[('drafting', 'Being written'), ('closed', 'Text closed'), ('lodged', 'Lodged with OHCHR')], default='drafting', max_length=8, verbose_name='status')),
                ('numbers_fixed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='accounts.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('introduction', 'Introduction'), ('method', 'Method'), ('follow_up', 'Follow-up of the last review'), ('theme', 'Theme'), ('conclusion', 'Conclusion')], default='theme', max_length=12, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='heading')),
                ('place', models.PositiveIntegerField()),
                ('budget', models.PositiveIntegerField(blank=True, null=True, verbose_name='words it may have')),
                ('due_date', models.DateField(blank=True, null=True, verbose_name='due')),
                ('created_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='submission_sections', to='accounts.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submission_sections', to='accounts.workspace')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='submissions.submission')),
            ],
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('letter', models.CharField(blank=True, max_length=3)),
                ('text', models.TextField(max_length=20000, verbose_name='text')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('binned_at', models.DateTimeField(blank=True, null=True)),
                ('binned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paragraphs', to='accounts.workspace')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paragraphs', to='submissions.section')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paragraphs', to='submissions.submission')),
            ],
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True, max_length=4000, verbose_name='comment')),
                ('suggestion', models.TextField(blank=True, verbose_name='suggested text')),
                ('base', models.PositiveIntegerField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('open', 'Open'), ('resolved', 'Resolved'), ('taken', 'Taken into the text'), ('declined', 'Declined')], default='open', max_length=8)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='submissions.comment')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
                ('paragraph', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='submissions.paragraph')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='submissions.submission')),
            ],
        ),
        migrations.CreateModel(
            name='KeptText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('base', models.PositiveIntegerField()),
                ('met', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
                ('paragraph', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kept_texts', to='submissions.paragraph')),
            ],
            options={
                'indexes': [models.Index(fields=['paragraph', 'settled_at'], name='submissions_kepttext_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='submissions_kepttext_settled_at_with_by')],
            },
        ),
        migrations.CreateModel(
            name='ParagraphVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('what', models.CharField(choices=[('written', 'written'), ('merged', 'joined with what somebody else wrote meanwhile'), ('settled', 'two texts settled'), ('taken', 'a suggestion taken'), ('restored', 'an earlier version restored'), ('split', 'split')], default='written', max_length=8)),
                ('text', models.TextField()),
                ('base', models.PositiveIntegerField(blank=True, null=True)),
                ('sent', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paragraph', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='submissions.paragraph')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('paragraph', 'number'), name='submissions_version_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['drafting', 'closed', 'lodged'])), name='submissions_submission_status'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['individual', 'joint', 'nhri', 'regional_org'])), name='submissions_submission_kind'),
        ),
        migrations.AddIndex(
            model_name='paragraph',
            index=models.Index(fields=['submission', 'section', 'place'], name='submissions_paragraph_place'),
        ),
        migrations.AddIndex(
            model_name='paragraph',
            index=models.Index(fields=['workspace', 'changed_at', 'id'], name='submissions_paragraph_changed'),
        ),
        migrations.AddConstraint(
            model_name='paragraph',
            constraint=models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('submission', 'number', 'letter'), name='submissions_paragraph_number_once'),
        ),
        migrations.AddConstraint(
            model_name='paragraph',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('binned_at__isnull', True), ('binned_by__isnull', True)), models.Q(('binned_at__isnull', False), ('binned_by__isnull', False)), _connector='OR'), name='submissions_paragraph_binned_at_with_by'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['submission', 'outcome'], name='submissions_comment_open'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('suggestion', ''), models.Q(('base__isnull', False), ('parent__isnull', True)), _connector='OR'), name='submissions_comment_suggestion_has_base'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('outcome', 'open')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['resolved', 'taken', 'declined'])), _connector='OR'), name='submissions_comment_decided_with_by'),
        ),
        fence("submissions_submission", IN_WORKSPACE),
        fence("submissions_section", IN_WORKSPACE),
        fence("submissions_paragraph", IN_WORKSPACE),
        fence("submissions_paragraphversion", IN_WORKSPACE),
        fence("submissions_kepttext", IN_WORKSPACE),
        fence("submissions_comment", IN_WORKSPACE),
    ]

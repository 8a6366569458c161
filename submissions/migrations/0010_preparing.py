"""Priority issues, consultations, proposed recommendations, and the wall on them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0015_keys_for_deadlines'),
        ('cycles', '0009_former_serials'),
        ('implementation', '0071_mechanism'),
        ('submissions', '0003_signing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PriorityIssue',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('situation', models.TextField(blank=True, verbose_name='the situation')),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None, verbose_name='regions')),
                ('proposal', models.TextField(blank=True, verbose_name='what we propose')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ManyToManyField(blank=True, related_name='priority_issues', to='implementation.evidence')),
                ('groups', models.ManyToManyField(blank=True, related_name='+', to='cycles.persongroup')),
                ('issue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.theme')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('national', 'National'), ('regional', 'In a region or district'), ('thematic', 'On one theme or with one group'), ('bilateral', 'With the State or the NHRI alone')], max_length=10, verbose_name='kind')),
                ('convenor', models.CharField(choices=[('us', 'Us'), ('civil_society', 'Others of civil society'), ('state', 'The State'), ('nhri', 'The national human rights institution'), ('un', 'The United Nations')], max_length=15, verbose_name='called by')),
                ('convenor_name', models.CharField(blank=True, max_length=200, verbose_name='name of whoever called it')),
                ('title', models.CharField(max_length=200, verbose_name='what it was about')),
                ('held_date', models.DateField(verbose_name='day')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None, verbose_name='regions')),
                ('attendance', models.PositiveIntegerField(blank=True, null=True, verbose_name='how many came')),
                ('said', models.TextField(blank=True, verbose_name='what was said')),
                ('promiser', models.CharField(blank=True, choices=[('state', 'The State'), ('nhri', 'The national human rights institution')], max_length=5, verbose_name='who promised')),
                ('promised', models.TextField(blank=True, verbose_name='what was promised')),
                ('people', models.TextField(blank=True, verbose_name='people by name')),
                ('consent_date', models.DateField(blank=True, null=True, verbose_name='day on which they agreed')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('groups', models.ManyToManyField(blank=True, related_name='+', to='cycles.persongroup')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'held_date'], name='submissions_consultation_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['national', 'regional', 'thematic', 'bilateral'])), name='submissions_consultation_kind'), models.CheckConstraint(condition=models.Q(models.Q(('consent_date__isnull', True), ('people', '')), models.Q(models.Q(('people', ''), _negated=True), ('consent_date__isnull', False)), _connector='OR'), name='submissions_consultation_names_by_consent'), models.CheckConstraint(condition=models.Q(models.Q(('promised', ''), ('promiser', '')), models.Q(models.Q(('promised', ''), _negated=True), ('promiser__in', ['state', 'nhri'])), _connector='OR'), name='submissions_consultation_promise_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='ProposedRecommendation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('text_en', models.TextField(blank=True, verbose_name='in English')),
                ('text_fr', models.TextField(blank=True, verbose_name='in French')),
                ('text_es', models.TextField(blank=True, verbose_name='in Spanish')),
                ('text_ar', models.TextField(blank=True, verbose_name='in Arabic')),
                ('text_ru', models.TextField(blank=True, verbose_name='in Russian')),
                ('text_zh', models.TextField(blank=True, verbose_name='in Chinese')),
                ('addressee', models.CharField(blank=True, max_length=200, verbose_name='who is to act')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('agreed', 'Agreed among us'), ('handed', 'Handed to States'), ('dropped', 'Dropped')], default='draft', max_length=8, verbose_name='status')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('priority_issue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='submissions.priorityissue')),
                ('split_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='submissions.proposedrecommendation')),
                ('states', models.ManyToManyField(blank=True, related_name='+', to='cycles.state')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'changed_at', 'id'], name='submissions_proposal_changed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'agreed', 'handed', 'dropped'])), name='submissions_proposal_status'), models.CheckConstraint(condition=models.Q(('text_ar', ''), ('text_en', ''), ('text_es', ''), ('text_fr', ''), ('text_ru', ''), ('text_zh', ''), _negated=True), name='submissions_proposal_says_something')],
            },
        ),
        fence("submissions_priorityissue", IN_WORKSPACE),
        fence("submissions_consultation", IN_WORKSPACE),
        fence("submissions_proposedrecommendation", IN_WORKSPACE),
    ]

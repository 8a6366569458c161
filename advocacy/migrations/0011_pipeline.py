"""States to be won, what is asked of them, and meetings, and the wall on all of it."""

import common.sealed_fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('advocacy', '0010_directory'),
        ('cycles', '0010_published_voices'),
        ('submissions', '0030_citations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('status', models.CharField(choices=[('identified', 'Identified'), ('contacted', 'Contacted'), ('met', 'Met'), ('pledged', 'Pledged'), ('delivered', 'Delivered'), ('declined', 'Declined')], default='identified', max_length=10, verbose_name='how far')),
                ('next_step', models.CharField(blank=True, max_length=150, verbose_name='next step')),
                ('next_date', models.DateField(blank=True, null=True, verbose_name='until')),
                ('notes', common.sealed_fields.SealedTextField(blank=True, verbose_name='notes')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.state')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Ask',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('planned', 'To be presented'), ('presented', 'Presented'), ('promised', 'Promised'), ('refused', 'Refused')], default='planned', max_length=9, verbose_name='what became of it')),
                ('presented_date', models.DateField(blank=True, null=True, verbose_name='presented on')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='submissions.proposedrecommendation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='advocacy.target')),
            ],
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('title', models.CharField(max_length=150, verbose_name='with whom, in a few words')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='planned', max_length=9, verbose_name='status')),
                ('date', models.DateField(verbose_name='day')),
                ('time', models.TimeField(blank=True, null=True, verbose_name='hour')),
                ('zone', models.CharField(default='Europe/Zurich', max_length=40, verbose_name='time zone')),
                ('place', models.CharField(blank=True, max_length=300, verbose_name='place')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('ar', 'Arabic')], default='en', max_length=7, verbose_name='language')),
                ('papers', models.CharField(blank=True, max_length=300, verbose_name='papers handed over')),
                ('said', common.sealed_fields.SealedTextField(blank=True, verbose_name='what was said')),
                ('promise', common.sealed_fields.SealedTextField(blank=True, verbose_name='what they promised')),
                ('follow_up', models.CharField(blank=True, max_length=150, verbose_name='what we do next')),
                ('follow_up_date', models.DateField(blank=True, null=True, verbose_name='until')),
                ('mail_subject', common.sealed_fields.SealedTextField(blank=True, verbose_name='subject of the mail')),
                ('mail_text', common.sealed_fields.SealedTextField(blank=True, verbose_name='text of the mail')),
                ('mail_taken_at', models.DateTimeField(blank=True, null=True)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contacts', models.ManyToManyField(blank=True, related_name='meetings', to='advocacy.contact')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation')),
                ('proposals', models.ManyToManyField(blank=True, related_name='meetings', to='submissions.proposedrecommendation')),
                ('state', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.state')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'date'], name='advocacy_meeting_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'held', 'cancelled'])), name='advocacy_meeting_status')],
            },
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('workspace', 'state'), name='advocacy_target_once'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['identified', 'contacted', 'met', 'pledged', 'delivered', 'declined'])), name='advocacy_target_status'),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.UniqueConstraint(fields=('target', 'proposal'), name='advocacy_ask_once'),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('presented_date__isnull', True), ('status', 'planned')), models.Q(('presented_date__isnull', False), ('status__in', ['presented', 'promised', 'refused'])), _connector='OR'), name='advocacy_ask_presented_on_a_day'),
        ),
        fence("advocacy_target", IN_WORKSPACE),
        fence("advocacy_ask", IN_WORKSPACE),
        fence("advocacy_meeting", IN_WORKSPACE),
        fence("advocacy_meeting_contacts", "EXISTS (SELECT FROM advocacy_meeting m WHERE m.id = meeting_id)"),
        fence("advocacy_meeting_proposals", "EXISTS (SELECT FROM advocacy_meeting m WHERE m.id = meeting_id)"),
    ]

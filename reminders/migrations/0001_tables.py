"""Deadlines, reminders and letters."""

import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.migrating import CreateTables


class Migration(migrations.Migration):

    replaces = [('reminders', '0001_initial'), ('reminders', '0002_second_wall'), ('reminders', '0005_changed_and_unread'), ('reminders', '0007_feeds'), ('reminders', '0009_zone_unsaid'), ('reminders', '0011_delivery'), ('reminders', '0012_notices')]

    initial = True

    dependencies = [
        ('accounts', '0001_people'),
        ('accounts', '0002_workspaces'),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='accounts.workspace')),
                ('key', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('submission', 'Stakeholder submission to OHCHR'), ('key_date', 'Key date for civil society'), ('un_date', 'Date of the State or the United Nations'), ('step', 'Step of the cycle'), ('group', 'Day of a theme group'), ('draft', 'Draft ready'), ('sign_off', 'Sign-off'), ('meeting', 'Meeting'), ('letter', 'Answer to a letter'), ('action', 'Action'), ('other', 'Other')], default='other', max_length=12, verbose_name='kind')),
                ('milestone', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='what is due')),
                ('date', models.DateField(verbose_name='day')),
                ('time', models.TimeField(blank=True, null=True, verbose_name='hour')),
                ('zone', models.CharField(default='Europe/Zurich', max_length=40, verbose_name='time zone')),
                ('ends_at', models.DateTimeField()),
                ('confidence', models.CharField(choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], default='confirmed', max_length=10)),
                ('is_about', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('path', models.CharField(blank=True, max_length=200)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deadlines', to='accounts.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deadlines', to=settings.AUTH_USER_MODEL)),
                ('status', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='open', max_length=9)),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('planned_revision', models.IntegerField(default=-1, editable=False)),
                ('set_at', models.DateTimeField(editable=False)),
                ('set_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(editable=False)),
                ('changed_at', models.DateTimeField(editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'ends_at'], name='reminders_deadline_when'), models.Index(fields=['workspace', 'changed_at', 'id'], name='reminders_deadline_changed'), models.Index(condition=models.Q(('planned_revision', models.F('revision')), _negated=True), fields=['id'], name='reminders_deadline_unplanned')],
                'constraints': [models.UniqueConstraint(fields=('workspace', 'key'), name='reminders_deadline_key_once'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='reminders_deadline_closed_at_with_status'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('milestone', ''), _negated=True), _connector='OR'), name='reminders_deadline_has_words')],
            },
        ),
        migrations.CreateModel(
            name='DeadlineChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='reminders.deadline')),
                ('what', models.CharField(choices=[('set', 'Set'), ('moved', 'Moved'), ('renamed', 'Renamed'), ('assigned', 'Given to somebody'), ('done', 'Done'), ('cancelled', 'Cancelled'), ('reopened', 'Opened again')], max_length=9)),
                ('before', models.CharField(blank=True, max_length=80)),
                ('after', models.CharField(blank=True, max_length=80)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['deadline', '-at'], name='reminders_deadline_log')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='FollowedReview',
            fields=[
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='followed', serialize=False, to='accounts.workspace')),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('version', models.BigIntegerField(default=-1)),
                ('followed_at', models.DateTimeField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ReminderChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workspace', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(blank=True, choices=[('submission', 'Stakeholder submission to OHCHR'), ('key_date', 'Key date for civil society'), ('un_date', 'Date of the State or the United Nations'), ('step', 'Step of the cycle'), ('group', 'Day of a theme group'), ('draft', 'Draft ready'), ('sign_off', 'Sign-off'), ('meeting', 'Meeting'), ('letter', 'Answer to a letter'), ('action', 'Action'), ('other', 'Other')], max_length=12)),
                ('channel', models.CharField(choices=[('mail', 'By e-mail and here'), ('digest', 'Here, and once a week by e-mail'), ('app', 'Here only'), ('none', 'Not at all')], max_length=6)),
                ('leads', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), default=list, size=None)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'person', 'kind'), name='reminders_choice_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('workspace__isnull', False), ('person__isnull', False), _connector='OR'), name='reminders_choice_of_somebody')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PersonalHours',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='hours', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('zone', models.CharField(blank=True, max_length=40, verbose_name='time zone')),
                ('hour', models.TimeField(default=datetime.time(8, 0), verbose_name='hour of the day')),
                ('quiet_weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), blank=True, default=list, size=None)),
                ('digest_weekday', models.SmallIntegerField(default=0)),
                ('quiet_until', models.DateField(blank=True, null=True, verbose_name='no e-mail before')),
                ('mail_stops', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to='accounts.workspace')),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('language', models.CharField(max_length=10)),
                ('note', models.CharField(blank=True, max_length=60, verbose_name='for what')),
                ('only_mine', models.BooleanField(default=False)),
                ('shows_titles', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('last_used_date', models.DateField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ReminderRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='reminders.deadline')),
                ('lead', models.SmallIntegerField()),
                ('revision', models.PositiveIntegerField()),
                ('begins_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(null=True)),
                ('quiet_begun_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('begun_at', None)), fields=['begins_at'], name='reminders_round_waiting'), models.Index(condition=models.Q(('begun_at', None), ('lead__gte', 24), ('quiet_begun_at', None)), fields=['begins_at'], name='reminders_round_quiet')],
                'constraints': [models.UniqueConstraint(fields=('deadline', 'lead', 'revision'), name='reminders_round_once')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('next_try_at', models.DateTimeField()),
                ('leased_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('failure', models.CharField(blank=True, choices=[('address', 'The mail server refuses the address.'), ('server', 'The mail server could not be reached, again and again.'), ('error', 'The mail could not be written; the log says why.')], max_length=7)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('dropped_at', None), ('failed_at', None), ('sent_at', None)), fields=['next_try_at'], name='reminders_letter_waiting')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='reminders.deadline')),
                ('kind', models.CharField(choices=[('lead', 'Time is running'), ('moved', 'The day has moved'), ('late', 'Late'), ('again', 'Again, as you asked')], default='lead', max_length=5)),
                ('lead', models.SmallIntegerField(default=0)),
                ('revision', models.PositiveIntegerField()),
                ('key', models.CharField(max_length=40)),
                ('due_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('mail_due_at', models.DateTimeField(null=True)),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reminders', to='reminders.letter')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-due_at'], name='reminders_reminder_of'), models.Index(condition=models.Q(('read_at', None)), fields=['person', 'due_at'], name='reminders_reminder_unread'), models.Index(condition=models.Q(('letter', None), ('mail_due_at__isnull', False)), fields=['mail_due_at'], name='reminders_reminder_to_mail')],
                'constraints': [models.UniqueConstraint(fields=('person', 'deadline', 'key'), name='reminders_reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='Happening',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
                ('kind', models.CharField(choices=[('rating_sent', 'A rating waits for approval'), ('rating_returned', 'A rating of yours came back'), ('rating_approved', 'A rating of yours is approved'), ('state_shared', 'Two of you are at work on the same State'), ('submission_lodged', 'A submission that you signed is lodged'), ('submission_gone', 'A submission that you signed is withdrawn')], max_length=20, verbose_name='kind')),
                ('about', models.UUIDField()),
                ('path', models.CharField(max_length=200)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('happened_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(null=True)),
                ('over_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('over_at', None), ('told_at', None)), fields=['happened_at'], name='reminders_happening_open'), models.Index(fields=['workspace', 'about'], name='reminders_happening_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation', None), ('person', None), _connector='OR'), name='reminders_happening_for_one')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
                ('happening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='reminders.happening')),
                ('due_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('mail_due_at', models.DateTimeField(null=True)),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='reminders.letter')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('read_at', None)), fields=['person', 'due_at'], name='reminders_notice_unread'), models.Index(condition=models.Q(('letter', None), ('mail_due_at__isnull', False)), fields=['mail_due_at'], name='reminders_notice_to_mail')],
                'constraints': [models.UniqueConstraint(fields=('person', 'happening'), name='reminders_notice_once')],
            },
        ),
        ]),
    ]

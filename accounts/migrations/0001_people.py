"""People, organisations, and the keys that open doors."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from common.migrating import CreateTables


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_initial'), ('accounts', '0003_organisations_and_coalitions'), ('accounts', '0004_second_wall'), ('accounts', '0005_keys_for_programs'), ('accounts', '0006_write_behind_the_wall'), ('accounts', '0007_deleted_accounts'), ('accounts', '0008_audit_trail'), ('accounts', '0009_second_factors'), ('accounts', '0010_share_links'), ('accounts', '0011_machines'), ('accounts', '0012_coalition_places'), ('accounts', '0013_concerns'), ('accounts', '0014_adapted_steps'), ('accounts', '0015_keys_for_deadlines')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('is_record_editor', models.BooleanField(default=False, verbose_name='edits the public record')),
                ('is_demonstration', models.BooleanField(default=False, editable=False)),
                ('deleted_at', models.DateTimeField(editable=False, null=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='accounts_user_email_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('question', 'A question'), ('abuse', 'Abuse or a threat'), ('security', 'A security hole'), ('data', 'Data about me')], max_length=8, verbose_name='What is it about?')),
                ('text', models.TextField(max_length=5000, verbose_name='What do you want to say?')),
                ('answer_to', models.EmailField(blank=True, max_length=254, verbose_name='Address for an answer')),
                ('sent_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'concern',
                'verbose_name_plural': 'concerns',
                'constraints': [models.CheckConstraint(condition=models.Q(('done_by__isnull', True), ('done_at__isnull', False), _connector='OR'), name='accounts_concern_done_by_somebody')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='FactorRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='factor_requests', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('opens_at', models.DateTimeField()),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('outcome', models.CharField(choices=[('waiting', 'Waiting'), ('stopped', 'Stopped'), ('allowed', 'Allowed')], default='waiting', max_length=7)),
                ('first_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first_at', models.DateTimeField(null=True)),
                ('first_is_owner', models.BooleanField(default=False)),
                ('second_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'waiting')), fields=('user',), name='accounts_factorrequest_one_waiting'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', 'waiting')), models.Q(models.Q(('outcome', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='accounts_factorrequest_ended_with_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('first_by__isnull', True), models.Q(('first_by', models.F('user')), _negated=True), _connector='OR'), models.Q(('second_by__isnull', True), models.Q(models.Q(('second_by', models.F('user')), _negated=True), models.Q(('second_by', models.F('first_by')), _negated=True)), _connector='OR')), name='accounts_factorrequest_two_people'), models.CheckConstraint(condition=models.Q(('opens_at__gte', models.F('asked_at'))), name='accounts_factorrequest_waits')],
                'indexes': [],
            },
        ),
        ]),
    ]

"""Workspaces on reviews, and who is in them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.migrating import CreateTables


class Migration(migrations.Migration):

    replaces = [("accounts", "0016_keys_for_paragraphs")]

    initial = True

    dependencies = [
        ('accounts', '0001_people'),
        ('cycles', '0001_tables'),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('acronym', models.CharField(blank=True, max_length=30, verbose_name='acronym')),
                ('kind', models.CharField(choices=[('national', 'National organisation'), ('coalition', 'Coalition or network'), ('international', 'International organisation'), ('nhri', 'National human rights institution'), ('other', 'Other')], default='national', max_length=20, verbose_name='kind')),
                ('ecosoc_status', models.CharField(choices=[('none', 'None'), ('general', 'General'), ('special', 'Special'), ('roster', 'Roster')], default='none', max_length=7, verbose_name='ECOSOC consultative status')),
                ('state', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='cycles.state')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('is_public', models.BooleanField(default=False, verbose_name='others may find this organisation')),
                ('requires_second_factor', models.BooleanField(default=False, verbose_name='members need a second factor')),
                ('created_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='accounts_organisation_closed_at_with_by')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='accounts.organisation')),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('editor', 'Editor'), ('reader', 'Reader')], default='reader', max_length=6)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'organisation'), name='accounts_membership_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Workspace',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workspaces', to='cycles.review')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ratings_published_at', models.DateTimeField(editable=False, null=True)),
                ('ratings_published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ratings_published_at__isnull', True), ('ratings_published_by__isnull', True)), models.Q(('ratings_published_at__isnull', False), ('ratings_published_by__isnull', False)), _connector='OR'), name='accounts_workspace_published_at_with_by')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='accounts.organisation')),
                ('workspace', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='accounts.workspace')),
                ('role', models.CharField(max_length=12)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('used_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('role__in', ['owner', 'editor', 'reader']), ('workspace__isnull', True)), models.Q(('organisation__isnull', True), ('role__in', ['coordinator', 'contributor', 'supporter', 'observer']), ('workspace__isnull', False)), _connector='OR'), name='accounts_invitation_into_one'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='accounts_invitation_used_or_withdrawn')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='WorkspaceMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='member_rows', to='accounts.workspace')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workspace_rows', to='accounts.organisation')),
                ('role', models.CharField(choices=[('coordinator', 'Coordinator'), ('contributor', 'Contributor'), ('supporter', 'Supporter'), ('observer', 'Observer')], default='contributor', max_length=12)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'organisation'), name='accounts_workspacemember_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ThemeGroup',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_groups', to='accounts.workspace')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('due_date', models.DateField(blank=True, null=True, verbose_name='due')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issues', models.ManyToManyField(blank=True, limit_choices_to={'scheme': 'upr_info'}, related_name='+', to='cycles.theme')),
                ('organisations', models.ManyToManyField(blank=True, related_name='theme_groups', to='accounts.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'name'), name='accounts_themegroup_name_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CoalitionNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice', to='accounts.workspace')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coalition_notices', to='cycles.review')),
                ('title', models.CharField(max_length=200, verbose_name='name others see')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='what others read')),
                ('shown_at', models.DateTimeField()),
                ('shown_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to='accounts.workspace')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to='accounts.organisation')),
                ('message', models.TextField(blank=True, max_length=2000, verbose_name='what you want to tell the coordinators')),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', models.CharField(choices=[('waiting', 'Waiting'), ('accepted', 'Accepted'), ('declined', 'Declined')], default='waiting', max_length=8)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('answer', 'waiting')), fields=('workspace', 'organisation'), name='accounts_joinrequest_one'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'waiting'), ('answered_at__isnull', True)), models.Q(models.Q(('answer', 'waiting'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='accounts_joinrequest_answered')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='WorkspaceStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='accounts.workspace')),
                ('step', models.CharField(max_length=20)),
                ('done_at', models.DateTimeField()),
                ('done_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'step'), name='accounts_workspacestep_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=120, verbose_name='purpose')),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read_public', 'Read the public record'), ('read_workspace', 'Read in the workspaces chosen'), ('write_ratings', 'Rate recommendations there'), ('write_deadlines', 'Say there what is done and what is called off'), ('write_paragraphs', 'Write there in paragraphs of submissions'), ('read_advocacy', 'Read there whom one lobbies, and what came of it'), ('write_advocacy', 'Write there in the pipeline and plan meetings')], max_length=20), size=None)),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('first_signs', models.CharField(max_length=12)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
                ('expires_at', models.DateTimeField()),
                ('last_used_date', models.DateField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspaces', models.ManyToManyField(blank=True, related_name='api_tokens', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['read_public', 'read_workspace', 'write_ratings', 'write_deadlines', 'write_paragraphs', 'read_advocacy', 'write_advocacy']), ('scopes__len__gt', 0)), name='accounts_apitoken_scopes'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='accounts_apitoken_ends_after_it_begins')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='MachineClient',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('client_id', models.CharField(max_length=100, unique=True)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='machine_clients', to='accounts.workspace')),
                ('purpose', models.CharField(max_length=120, verbose_name='purpose')),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read_public', 'Read the public record'), ('read_workspace', 'Read in the workspaces chosen'), ('write_ratings', 'Rate recommendations there'), ('write_deadlines', 'Say there what is done and what is called off'), ('write_paragraphs', 'Write there in paragraphs of submissions'), ('read_advocacy', 'Read there whom one lobbies, and what came of it'), ('write_advocacy', 'Write there in the pipeline and plan meetings')], max_length=20), size=None)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('expires_at', models.DateTimeField()),
                ('last_used_date', models.DateField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['read_public', 'read_workspace', 'write_ratings', 'write_deadlines', 'write_paragraphs', 'read_advocacy', 'write_advocacy']), ('scopes__len__gt', 0)), name='accounts_machineclient_scopes'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='accounts_machineclient_ends_after_it_begins')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ShareLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='share_links', to='accounts.workspace')),
                ('kind', models.CharField(max_length=20)),
                ('object_id', models.UUIDField(null=True)),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='for whom')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('opened_count', models.PositiveIntegerField(default=0)),
                ('last_opened_date', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='accounts_sharelink_ends_after_it_begins')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AdaptedStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adapted_steps', to='accounts.workspace')),
                ('step', models.CharField(editable=False, max_length=20)),
                ('stage', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='stage')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('is_left_out', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation', verbose_name='organisation that has it')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person who has it')),
                ('changed_at', models.DateTimeField(editable=False)),
                ('changed_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'step'), name='accounts_adaptedstep_once'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('starts_on__lte', models.F('ends_on')), _connector='OR'), name='accounts_adaptedstep_days_in_order'), models.CheckConstraint(condition=models.Q(('stage', None), models.Q(('is_left_out', False), ('stage__in', (1, 2, 3)), models.Q(('name', ''), _negated=True)), _connector='OR'), name='accounts_adaptedstep_own_is_whole')],
                'indexes': [],
            },
        ),
        ]),
        migrations.AddField(
            model_name='organisation',
            name='members',
            field=models.ManyToManyField(related_name='organisations', through='accounts.Membership', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='workspace',
            name='organisations',
            field=models.ManyToManyField(related_name='workspaces', through='accounts.WorkspaceMember', to='accounts.organisation'),
        ),
    ]

"""Mid-term reports as people put them together, and the wall on them."""

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
        ('implementation', '0030_clusters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MidTermDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('rated_from', models.DateField(blank=True, null=True, verbose_name='rated from')),
                ('rated_until', models.DateField(blank=True, null=True, verbose_name='rated until')),
                ('order', models.CharField(choices=[('theme', 'By theme'), ('number', 'By number'), ('level', 'By rating'), ('state', 'By recommending State')], default='theme', max_length=6, verbose_name='order')),
                ('shows', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('reasons', 'The reason for each rating'), ('evidence', 'The evidence'), ('noted', 'Recommendations that the State did not support'), ('unrated', 'Recommendations that are not rated'), ('charts', 'Charts'), ('annex', 'The table of all recommendations at the end')], max_length=8), blank=True, default=list, size=None)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisations', models.ManyToManyField(blank=True, related_name='+', to='accounts.organisation')),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='cycles.theme')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='midterm_drafts', to='accounts.workspace')),
            ],
        ),
        migrations.AddField(
            model_name='midtermreport',
            name='draft',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='implementation.midtermdraft'),
        ),
        migrations.CreateModel(
            name='MidTermEdition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('address', models.SlugField(max_length=30, unique=True)),
                ('content', models.JSONField(default=dict)),
                ('published_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='implementation.midtermdraft')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='midterm_editions', to='accounts.workspace')),
            ],
        ),
        migrations.AddField(
            model_name='midtermreport',
            name='edition',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='implementation.midtermedition'),
        ),
        migrations.CreateModel(
            name='MidTermSignature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('decision', models.CharField(choices=[('signed', 'Signed'), ('declined', 'Does not sign'), ('withdrawn', 'Took its signature back')], max_length=9)),
                ('logo', models.BinaryField(blank=True, default=bytes)),
                ('seen', models.JSONField(blank=True, default=dict)),
                ('is_current', models.BooleanField(default=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='implementation.midtermdraft')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='MidTermText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('introduction', 'Introduction'), ('method', 'How we worked'), ('summary', 'What we found'), ('theme', 'Theme'), ('conclusion', 'Conclusion')], max_length=12)),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('is_current', models.BooleanField(default=True)),
                ('written_at', models.DateTimeField()),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='implementation.midtermdraft')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.theme')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='midtermdraft',
            constraint=models.CheckConstraint(condition=models.Q(('rated_from__isnull', True), ('rated_until__isnull', True), ('rated_until__gte', models.F('rated_from')), _connector='OR'), name='implementation_midtermdraft_period'),
        ),
        migrations.AddConstraint(
            model_name='midtermdraft',
            constraint=models.CheckConstraint(condition=models.Q(('order__in', ['theme', 'number', 'level', 'state'])), name='implementation_midtermdraft_order'),
        ),
        migrations.AddConstraint(
            model_name='midtermedition',
            constraint=models.UniqueConstraint(fields=('draft', 'number'), name='implementation_midtermedition_number'),
        ),
        migrations.AddConstraint(
            model_name='midtermedition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='implementation_midtermedition_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='midtermsignature',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('draft', 'organisation'), name='implementation_midtermsignature_current'),
        ),
        migrations.AddConstraint(
            model_name='midtermtext',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('draft', 'part', 'theme', 'language'), name='implementation_midtermtext_current', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='midtermtext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('part', 'theme'), ('theme__isnull', False)), models.Q(models.Q(('part', 'theme'), _negated=True), ('theme__isnull', True)), _connector='OR'), name='implementation_midtermtext_theme'),
        ),
        fence("implementation_midtermdraft", IN_WORKSPACE),
        fence("implementation_midtermtext", IN_WORKSPACE),
        fence("implementation_midtermsignature", IN_WORKSPACE),
        fence("implementation_midtermedition", IN_WORKSPACE),
        fence(
            "implementation_midtermdraft_themes",
            "EXISTS (SELECT FROM implementation_midtermdraft d WHERE d.id = midtermdraft_id)",
        ),
        fence(
            "implementation_midtermdraft_organisations",
            "EXISTS (SELECT FROM implementation_midtermdraft d WHERE d.id = midtermdraft_id)",
        ),
    ]

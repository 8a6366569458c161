"""Voices side by side, a second pair of eyes, and which rating counts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0014_adapted_steps'),
        ('cycles', '0009_former_serials'),
        ('implementation', '0007_matrix_handed_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RatingRules',
            fields=[
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='rating_rules', serialize=False, to='accounts.workspace')),
                ('needs_approval', models.BooleanField(default=False, verbose_name='A rating counts when another person has approved it')),
                ('rates_apart', models.BooleanField(default=False, verbose_name='Each organisation rates for itself')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='rating',
            name='implementation_rating_one_current',
        ),
        migrations.AddField(
            model_name='rating',
            name='batch',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='rating',
            name='confidence',
            field=models.CharField(blank=True, choices=[('high', 'Sure'), ('medium', 'Fairly sure'), ('low', 'Not very sure')], max_length=10, verbose_name='how sure we are'),
        ),
        migrations.AddField(
            model_name='rating',
            name='decided_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='rating',
            name='decided_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rating',
            name='former',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='implementation.rating'),
        ),
        migrations.AddField(
            model_name='rating',
            name='is_counted',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='rating',
            name='is_settled',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='rating',
            name='method',
            field=models.CharField(blank=True, choices=[('desk', 'Desk research'), ('interviews', 'Interviews'), ('data', 'Data and statistics'), ('several', 'Several of these')], max_length=10, verbose_name='how we know'),
        ),
        migrations.AddField(
            model_name='rating',
            name='outcome',
            field=models.TextField(blank=True, verbose_name='what changed for people'),
        ),
        migrations.AddField(
            model_name='rating',
            name='process',
            field=models.TextField(blank=True, verbose_name='measures taken'),
        ),
        migrations.AddField(
            model_name='rating',
            name='return_note',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='rating',
            name='source',
            field=models.CharField(blank=True, max_length=300, verbose_name='where it says so'),
        ),
        migrations.AddField(
            model_name='rating',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('sent', 'Waits for approval'), ('returned', 'Returned'), ('approved', 'Approved')], default='approved', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='rating',
            name='structure',
            field=models.TextField(blank=True, verbose_name='laws and institutions'),
        ),
        migrations.AddField(
            model_name='rating',
            name='undone_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='rating',
            name='voice',
            field=models.CharField(choices=[('cso', 'Civil society'), ('government', 'The government'), ('nhri', 'The national human rights institution')], default='cso', max_length=10, verbose_name='voice'),
        ),
        migrations.AddIndex(
            model_name='rating',
            index=models.Index(condition=models.Q(('is_current', True), models.Q(('state', 'approved'), _negated=True)), fields=['workspace', 'state'], name='implementation_rating_open'),
        ),
        # Until now whatever stood in a workspace counted.
        migrations.RunSQL(
            "UPDATE implementation_rating SET is_counted = is_current; SET CONSTRAINTS ALL IMMEDIATE",
            migrations.RunSQL.noop,
        ),
        fence("implementation_ratingrules", IN_WORKSPACE),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('workspace', 'recommendation', 'voice', 'organisation', 'is_settled'), name='implementation_rating_one_current', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(condition=models.Q(('is_counted', True)), fields=('workspace', 'recommendation'), name='implementation_rating_one_counted'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('is_counted', False), ('voice', 'cso'), _connector='OR'), name='implementation_rating_counted_is_ours'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), models.Q(('is_counted', False), ('is_current', False)), _connector='OR'), name='implementation_rating_undone_is_past'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='implementation_rating_decided_at_with_by'),
        ),
    ]

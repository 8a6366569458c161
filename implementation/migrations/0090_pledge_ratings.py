"""What became of voluntary pledges, and the wall on it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('cycles', '0009_former_serials'),
        ('implementation', '0074_state_claims'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PledgeRating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('voice', models.CharField(choices=[('cso', 'Civil society'), ('government', 'The government'), ('nhri', 'The national human rights institution')], default='cso', max_length=10, verbose_name='voice')),
                ('level', models.CharField(choices=[('fully', 'Fully implemented'), ('partially', 'Partially implemented'), ('not_implemented', 'Not implemented'), ('regressed', 'Regressed'), ('no_information', 'No information'), ('too_early', 'Too early to say')], max_length=20, verbose_name='rating')),
                ('rated_date', models.DateField(verbose_name='as of')),
                ('note', models.TextField(blank=True, verbose_name='why, in one or two sentences')),
                ('structure', models.TextField(blank=True, verbose_name='laws and institutions')),
                ('process', models.TextField(blank=True, verbose_name='measures taken')),
                ('outcome', models.TextField(blank=True, verbose_name='what changed for people')),
                ('method', models.CharField(blank=True, choices=[('desk', 'Desk research'), ('interviews', 'Interviews'), ('data', 'Data and statistics'), ('several', 'Several of these')], max_length=10, verbose_name='how we know')),
                ('confidence', models.CharField(blank=True, choices=[('high', 'Sure'), ('medium', 'Fairly sure'), ('low', 'Not very sure')], max_length=10, verbose_name='how sure we are')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='where it says so')),
                ('rated_at', models.DateTimeField()),
                ('is_current', models.BooleanField(default=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Waits for approval'), ('returned', 'Returned'), ('approved', 'Approved')], default='approved', editable=False, max_length=10)),
                ('decided_at', models.DateTimeField(editable=False, null=True)),
                ('return_note', models.TextField(blank=True, editable=False)),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('former', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='implementation.pledgerating')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('pledge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='cycles.voluntarypledge')),
                ('rated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledge_ratings', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('workspace', 'pledge', 'voice', 'organisation'), name='implementation_pledgerating_one_current', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('level__in', ['fully', 'partially', 'not_implemented', 'regressed', 'no_information', 'too_early'])), name='implementation_pledgerating_level'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='implementation_pledgerating_decided')],
            },
        ),
        fence("implementation_pledgerating", IN_WORKSPACE),
    ]

"""Indicators with their measurements, and the wall on them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('cycles', '0009_former_serials'),
        ('implementation', '0090_pledge_ratings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('structure', 'Structure'), ('process', 'Process'), ('outcome', 'Outcome')], max_length=9, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='what is measured')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='unit')),
                ('baseline', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='baseline')),
                ('baseline_date', models.DateField(blank=True, null=True, verbose_name='day of the baseline')),
                ('target', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='target')),
                ('target_date', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommendations', models.ManyToManyField(blank=True, related_name='indicators', to='cycles.recommendation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('date', models.DateField(verbose_name='day')),
                ('value', models.DecimalField(decimal_places=4, max_digits=18, verbose_name='figure')),
                ('group', models.CharField(blank=True, max_length=80, verbose_name='group')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measurements', to='implementation.indicator')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['structure', 'process', 'outcome'])), name='implementation_indicator_kind'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('baseline_date__isnull', True), ('baseline__isnull', False), _connector='OR'), name='implementation_indicator_baseline'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('target_date__isnull', True), ('target__isnull', False), _connector='OR'), name='implementation_indicator_target'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.UniqueConstraint(fields=('indicator', 'date', 'group'), name='implementation_measurement_once'),
        ),
        fence("implementation_indicator", IN_WORKSPACE),
        fence("implementation_measurement", IN_WORKSPACE),
        fence(
            "implementation_indicator_recommendations",
            "EXISTS (SELECT FROM implementation_indicator i WHERE i.id = indicator_id)",
        ),
    ]

"""Recommendations that are rated once, and the wall on them."""

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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClusterRefusal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recommendations', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('refused_at', models.DateTimeField()),
                ('refused_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='RatingCluster',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('was_suggested', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField()),
                ('dissolved_at', models.DateTimeField(editable=False, null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dissolved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rating_clusters', to='accounts.workspace')),
            ],
        ),
        migrations.AddField(
            model_name='rating',
            name='cluster',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='implementation.ratingcluster'),
        ),
        migrations.CreateModel(
            name='RatingClusterMember',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='member_rows', to='implementation.ratingcluster')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cluster_rows', to='cycles.recommendation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.AddField(
            model_name='ratingcluster',
            name='recommendations',
            field=models.ManyToManyField(related_name='rating_clusters', through='implementation.RatingClusterMember', to='cycles.recommendation'),
        ),
        migrations.AddConstraint(
            model_name='ratingclustermember',
            constraint=models.UniqueConstraint(fields=('workspace', 'recommendation'), name='implementation_ratingclustermember_one_cluster'),
        ),
        migrations.AddIndex(
            model_name='ratingcluster',
            index=models.Index(condition=models.Q(('dissolved_at', None)), fields=['workspace'], name='implementation_cluster_open'),
        ),
        migrations.AddConstraint(
            model_name='ratingcluster',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dissolved_at__isnull', True), ('dissolved_by__isnull', True)), models.Q(('dissolved_at__isnull', False), ('dissolved_by__isnull', False)), _connector='OR'), name='implementation_ratingcluster_dissolved_at_with_by'),
        ),
        fence("implementation_ratingcluster", IN_WORKSPACE),
        fence("implementation_ratingclustermember", IN_WORKSPACE),
        fence("implementation_clusterrefusal", IN_WORKSPACE),
    ]

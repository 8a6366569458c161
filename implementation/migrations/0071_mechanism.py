"""The follow-up mechanism of the State, parliament and media, and the wall on them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0015_keys_for_deadlines'),
        ('cycles', '0009_former_serials'),
        ('implementation', '0070_funding'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowUpMechanism',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('standing', 'Standing body of several ministries'), ('ministry', 'Office of one ministry'), ('ad_hoc', 'Called together when a report is due'), ('separate', 'Institution of its own'), ('none', 'There is none')], max_length=8, verbose_name='kind')),
                ('host', models.CharField(blank=True, max_length=200, verbose_name='host ministry')),
                ('members', models.TextField(blank=True, verbose_name='who sits in it')),
                ('mandate', models.TextField(blank=True, verbose_name='what it is to do')),
                ('timetable', models.TextField(blank=True, verbose_name='when it meets and reports')),
                ('contact', models.TextField(blank=True, verbose_name='contact')),
            ],
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('meeting', 'Meeting of the mechanism'), ('question', 'Question in parliament'), ('hearing', 'Hearing in parliament'), ('debate', 'Debate in parliament'), ('bill', 'Bill or budget in parliament'), ('article', 'Article or interview'), ('broadcast', 'Radio or television'), ('press', 'Press conference or release'), ('online', 'Campaign on the internet')], max_length=9, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='what it is about')),
                ('date', models.DateField(verbose_name='day')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where, or in which committee or medium')),
                ('agenda', models.TextField(blank=True, verbose_name='agenda')),
                ('attendance', models.TextField(blank=True, verbose_name='who came')),
                ('said', models.TextField(blank=True, verbose_name='what was said')),
                ('outcome', models.TextField(blank=True, verbose_name='what came of it')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='link')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='followup',
            name='implementation_followup_kind',
        ),
        migrations.RemoveConstraint(
            model_name='followup',
            name='implementation_followup_answer_with_date',
        ),
        migrations.AddField(
            model_name='followup',
            name='is_of_mechanism',
            field=models.BooleanField(default=False, verbose_name='asked of the follow-up mechanism'),
        ),
        migrations.AlterField(
            model_name='followup',
            name='answer',
            field=models.CharField(blank=True, choices=[('promised', 'Promised'), ('answered', 'Answered, or kept'), ('partly', 'In part'), ('evaded', 'Evaded'), ('refused', 'Refused, or broken')], max_length=8, verbose_name='answer'),
        ),
        migrations.AlterField(
            model_name='followup',
            name='kind',
            field=models.CharField(choices=[('letter', 'Letter'), ('request', 'Request for information'), ('meeting', 'Meeting'), ('commitment', 'Promise of an authority'), ('ask', 'Something asked in person')], max_length=10, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['letter', 'request', 'meeting', 'commitment', 'ask'])), name='implementation_followup_kind'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answer_date__isnull', True), ('answer_words', '')), models.Q(('answer__in', ['promised', 'answered', 'partly', 'evaded', 'refused']), ('answer_date__isnull', False)), _connector='OR'), name='implementation_followup_answer_with_date'),
        ),
        migrations.AddField(
            model_name='followupmechanism',
            name='changed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='followupmechanism',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='followupmechanism',
            name='workspace',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='follow_up_mechanism', to='accounts.workspace'),
        ),
        migrations.AddField(
            model_name='occasion',
            name='changed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='occasion',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='occasion',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='occasion',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='occasion',
            name='recommendations',
            field=models.ManyToManyField(blank=True, related_name='occasions', to='cycles.recommendation'),
        ),
        migrations.AddField(
            model_name='occasion',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace'),
        ),
        migrations.AddConstraint(
            model_name='followupmechanism',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['standing', 'ministry', 'ad_hoc', 'separate', 'none'])), name='implementation_followupmechanism_kind'),
        ),
        migrations.AddConstraint(
            model_name='occasion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['meeting', 'question', 'hearing', 'debate', 'bill', 'article', 'broadcast', 'press', 'online'])), name='implementation_occasion_kind'),
        ),
        fence("implementation_followupmechanism", IN_WORKSPACE),
        fence("implementation_occasion", IN_WORKSPACE),
        fence(
            "implementation_occasion_recommendations",
            "EXISTS (SELECT FROM implementation_occasion o WHERE o.id = occasion_id)",
        ),
    ]

"""The public record: States, sessions, reviews, documents, recommendations, and what search finds them by."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.serializers.json
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.migrating import CreateTables


class Migration(migrations.Migration):

    replaces = [('cycles', '0001_initial'), ('cycles', '0002_whole_record'), ('cycles', '0003_import_undo_data'), ('cycles', '0004_working_days'), ('cycles', '0005_search_place'), ('cycles', '0006_print_order'), ('cycles', '0007_stages_of_positions'), ('cycles', '0008_second_wall'), ('cycles', '0009_former_serials'), ('cycles', '0010_published_voices')]

    initial = True

    dependencies = [
        ('accounts', '0001_people'),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='State',
            fields=[
                ('source', models.CharField(blank=True, max_length=300)),
                ('confidence', models.CharField(choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], default='confirmed', max_length=10)),
                ('corrected_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('iso3', models.CharField(max_length=3, primary_key=True, serialize=False)),
                ('iso2', models.CharField(blank=True, max_length=2)),
                ('name_un', models.CharField(help_text='As the United Nations writes it, in English.', max_length=120)),
                ('name_en', models.CharField(max_length=120)),
                ('name_fr', models.CharField(max_length=120)),
                ('name_es', models.CharField(max_length=120)),
                ('name_ar', models.CharField(max_length=120)),
                ('name_ru', models.CharField(max_length=120)),
                ('name_zh', models.CharField(max_length=120)),
                ('regional_group', models.CharField(blank=True, choices=[('african', 'African States'), ('asia_pacific', 'Asia-Pacific States'), ('eastern_european', 'Eastern European States'), ('grulac', 'Latin American and Caribbean States'), ('weog', 'Western European and other States')], max_length=20)),
                ('is_member', models.BooleanField(default=True)),
                ('is_ldc', models.BooleanField(default=False)),
                ('is_sids', models.BooleanField(default=False)),
                ('is_invented', models.BooleanField(default=False)),
                ('data_version', models.PositiveBigIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'State',
                'verbose_name_plural': 'States',
                'constraints': [models.CheckConstraint(condition=models.Q(('iso3__regex', '^[A-Z]{3}$')), name='cycles_state_iso3')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='StateAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alias', models.CharField(max_length=120, unique=True)),
                ('state', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='cycles.state')),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('source', models.CharField(blank=True, max_length=300)),
                ('confidence', models.CharField(choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], default='confirmed', max_length=10)),
                ('corrected_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('first_session', models.PositiveSmallIntegerField()),
                ('last_session', models.PositiveSmallIntegerField()),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='CouncilSession',
            fields=[
                ('source', models.CharField(blank=True, max_length=300)),
                ('confidence', models.CharField(choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], default='confirmed', max_length=10)),
                ('corrected_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('start_date', models.DateField(blank=True, null=True)),
                ('end_date', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='WorkingGroupSession',
            fields=[
                ('source', models.CharField(blank=True, max_length=300)),
                ('confidence', models.CharField(choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], default='confirmed', max_length=10)),
                ('corrected_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='cycles.cycle')),
                ('start_date', models.DateField(blank=True, null=True)),
                ('end_date', models.DateField(blank=True, null=True)),
                ('date_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'month only')], default='day', max_length=5)),
                ('council_session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='working_group_sessions', to='cycles.councilsession')),
                ('submission_deadline', models.DateField(blank=True, null=True)),
                ('submission_deadline_confidence', models.CharField(choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], default='unverified', max_length=10)),
                ('submission_deadline_source', models.CharField(blank=True, max_length=300)),
                ('submission_window_opens', models.DateField(blank=True, null=True)),
                ('national_report_deadline', models.DateField(blank=True, null=True)),
                ('presession_start_date', models.DateField(blank=True, null=True)),
                ('presession_end_date', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('end_date__isnull', True), ('start_date__lte', models.F('end_date')), _connector='OR'), name='cycles_session_starts_before_it_ends')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(blank=True, max_length=300)),
                ('confidence', models.CharField(choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], default='confirmed', max_length=10)),
                ('corrected_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('state_under_review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='cycles.state')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='cycles.cycle')),
                ('original_session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='planned_reviews', to='cycles.workinggroupsession')),
                ('current_session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='cycles.workinggroupsession')),
                ('review_order', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('status', models.CharField(choices=[('scheduled', 'scheduled'), ('rescheduled', 'moved to another session'), ('postponed_tbd', 'postponed, no date yet'), ('suspended', 'suspended'), ('reviewed', 'reviewed, not yet adopted'), ('outcome_adopted', 'outcome adopted')], default='scheduled', max_length=20)),
                ('review_date', models.DateField(blank=True, null=True)),
                ('adoption_date', models.DateField(blank=True, null=True)),
                ('adoption_session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adopted_reviews', to='cycles.councilsession')),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('state_under_review', 'cycle'), name='cycles_review_once_a_cycle')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='UnDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='cycles.review')),
                ('kind', models.CharField(choices=[('national_report', 'National report'), ('un_compilation', 'Compilation of UN information'), ('stakeholder_summary', "Summary of stakeholders' submissions"), ('working_group_report', 'Report of the Working Group'), ('addendum', 'Addendum')], max_length=24)),
                ('symbol', models.CharField(blank=True, max_length=60)),
                ('published_date', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'kind', 'symbol'), name='cycles_document_once_a_review')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme', models.CharField(choices=[('ohchr', 'OHCHR'), ('upr_info', 'UPR Info')], default='ohchr', max_length=20)),
                ('version', models.CharField(max_length=20)),
                ('code', models.CharField(blank=True, max_length=12)),
                ('label', models.CharField(max_length=200)),
                ('source', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scheme', 'version', 'code', 'label'), name='cycles_theme_once_a_version')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ThemeIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='issue_rows', to='cycles.theme')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_rows', to='cycles.theme')),
                ('status', models.CharField(choices=[('suggested', 'suggested'), ('reviewed', 'reviewed'), ('refused', 'refused')], default='suggested', max_length=10)),
                ('basis', models.CharField(blank=True, max_length=300)),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('theme', 'issue'), name='cycles_themeissue_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PersonGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=20)),
                ('label', models.CharField(max_length=200)),
                ('source', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'label'), name='cycles_persongroup_once_a_version')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('name_en', models.CharField(max_length=120)),
                ('name_fr', models.CharField(blank=True, max_length=120)),
                ('name_es', models.CharField(blank=True, max_length=120)),
                ('name_ar', models.CharField(blank=True, max_length=120)),
                ('name_ru', models.CharField(blank=True, max_length=120)),
                ('name_zh', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='cycles.review')),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='cycles.undocument')),
                ('paragraph', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('item', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('serial', models.PositiveIntegerField(blank=True, null=True)),
                ('language', models.CharField(default='en', help_text='Of the text.', max_length=2)),
                ('text', models.TextField()),
                ('raw_text', models.TextField(help_text='As printed, number and brackets included.')),
                ('comment', models.TextField(blank=True)),
                ('position', models.CharField(choices=[('supported', 'Supported'), ('partially_supported', 'Partially supported'), ('noted', 'Noted'), ('pending', 'Pending')], default='pending', max_length=20)),
                ('action_category', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Minimal action'), (2, 'Continuing action'), (3, 'Considering action'), (4, 'General action'), (5, 'Specific action')], null=True)),
                ('action_basis', models.CharField(blank=True, choices=[('given', 'given by UPR Info'), ('decided', 'decided by an editor')], max_length=10)),
                ('version', models.PositiveBigIntegerField(default=0, editable=False)),
                ('row_json', models.TextField(default='{}', editable=False)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField(db_index=True)),
                ('groups', models.ManyToManyField(related_name='recommendations', to='cycles.persongroup')),
                ('goals', models.ManyToManyField(related_name='recommendations', to='cycles.goal')),
            ],
            options={
                'indexes': [models.Index(fields=['review', 'position'], name='cycles_rec_review_position'), models.Index(fields=['version', 'id'], name='cycles_rec_version'), models.Index(fields=['review', 'paragraph', 'item', 'serial', 'id'], name='cycles_rec_in_print_order')],
                'constraints': [models.UniqueConstraint(fields=('document', 'paragraph', 'item'), name='cycles_recommendation_once_a_document'), models.UniqueConstraint(fields=('review', 'serial'), name='cycles_recommendation_serial_once_a_review'), models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', False), ('paragraph__isnull', False)), models.Q(('item', None), ('paragraph', None), ('serial__isnull', False)), _connector='OR'), name='cycles_recommendation_has_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('action_basis', ''), ('action_category', None)), models.Q(('action_basis__in', ['given', 'decided']), ('action_category__range', (1, 5))), _connector='OR'), name='cycles_recommendation_action_has_a_basis')],
            },
        ),
        migrations.CreateModel(
            name='FormerSerial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_serials', to='cycles.recommendation')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.review')),
                ('serial', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'serial'), name='cycles_formerserial_once_a_review')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='RecommendationTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='theme_rows', to='cycles.recommendation')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendation_rows', to='cycles.theme')),
                ('order', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'theme'), name='cycles_recommendation_theme_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='RecommendingState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='state_rows', to='cycles.recommendation')),
                ('state', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='recommending_rows', to='cycles.state')),
                ('order', models.PositiveSmallIntegerField()),
                ('clause', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'state'), name='cycles_recommending_state_once')],
                'indexes': [models.Index(fields=['state'], name='cycles_recommending_state')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('review', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='cycles.review')),
                ('format', models.CharField(max_length=30)),
                ('file', models.FileField(blank=True, upload_to='imports/')),
                ('file_name', models.CharField(max_length=200)),
                ('digest', models.CharField(help_text='SHA-256 of the file.', max_length=64)),
                ('status', models.CharField(choices=[('read', 'Read, nothing written yet'), ('proposed', 'Proposed, waiting for an editor'), ('applied', 'In the record'), ('discarded', 'Thrown away'), ('undone', 'Taken back out of the record')], default='read', max_length=10)),
                ('report', models.JSONField(default=dict)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('undo_data', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('applied_at', models.DateTimeField(null=True)),
                ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', False), ('status__in', ['applied', 'undone'])), models.Q(models.Q(('status__in', ['applied', 'undone']), _negated=True), ('applied_at', None)), _connector='OR'), name='cycles_importrun_applied_at_with_status'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'undone'), ('undone_at__isnull', False)), models.Q(models.Q(('status', 'undone'), _negated=True), ('undone_at', None)), _connector='OR'), name='cycles_importrun_undone_at_with_status')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='cycles.recommendation')),
                ('stage', models.CharField(choices=[('working_group_report', 'Report of the Working Group'), ('addendum', 'Addendum'), ('adoption', 'Adoption'), ('later', 'Later change')], default='working_group_report', max_length=20)),
                ('kind', models.CharField(choices=[('supported', 'Supported'), ('partially_supported', 'Partially supported'), ('noted', 'Noted'), ('pending', 'Pending')], max_length=20)),
                ('source', models.CharField(blank=True, help_text='As the source gives it.', max_length=200)),
                ('note', models.CharField(blank=True, help_text='Such as: already implemented.', max_length=300)),
                ('import_run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='cycles.importrun')),
                ('stated_date', models.DateField(help_text='The day on which the State said so, if known.', null=True)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['supported', 'partially_supported', 'noted', 'pending'])), name='cycles_position_kind'), models.CheckConstraint(condition=models.Q(('stage__in', ['working_group_report', 'addendum', 'adoption', 'later'])), name='cycles_position_stage')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='RecommendationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='cycles.recommendation')),
                ('field', models.CharField(max_length=30)),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
                ('import_run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='cycles.importrun')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='PublishedRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='published_ratings', to='cycles.recommendation')),
                ('publisher_id', models.UUIDField()),
                ('publisher_name', models.CharField(max_length=200)),
                ('voice', models.CharField(choices=[('cso', 'Civil society'), ('government', 'The government'), ('nhri', 'The national human rights institution')], default='cso', max_length=10)),
                ('level', models.CharField(choices=[('fully', 'Fully implemented'), ('partially', 'Partially implemented'), ('not_implemented', 'Not implemented'), ('regressed', 'Regressed'), ('no_information', 'No information'), ('too_early', 'Too early to say')], max_length=20)),
                ('since', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'publisher_id'), name='cycles_publishedrating_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='WithdrawnRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=20)),
                ('state_under_review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.state')),
                ('publisher_id', models.UUIDField()),
                ('version', models.PositiveBigIntegerField(db_index=True)),
                ('withdrawn_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'publisher_id'), name='cycles_withdrawnrating_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ActionSuggestion',
            fields=[
                ('recommendation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='action_suggestion', serialize=False, to='cycles.recommendation')),
                ('category', models.PositiveSmallIntegerField(choices=[(1, 'Minimal action'), (2, 'Continuing action'), (3, 'Considering action'), (4, 'General action'), (5, 'Specific action')])),
                ('verb', models.CharField(max_length=60)),
                ('agreement', models.FloatField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('category__range', (1, 5))), name='cycles_actionsuggestion_category')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='VoluntaryPledge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='cycles.review')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='cycles.undocument')),
                ('order', models.PositiveSmallIntegerField()),
                ('place', models.CharField(blank=True, max_length=20)),
                ('text', models.TextField()),
                ('import_run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='cycles.importrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'order'), name='cycles_pledge_once_a_document')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='explanations', to='cycles.undocument')),
                ('order', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField()),
                ('place', models.CharField(blank=True, max_length=20)),
                ('import_run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='explanations', to='cycles.importrun')),
                ('recommendations', models.ManyToManyField(related_name='explanations', to='cycles.recommendation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'order'), name='cycles_explanation_once_a_document')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AdvanceQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advance_questions', to='cycles.review')),
                ('state', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advance_questions', to='cycles.state')),
                ('heading', models.CharField(max_length=200)),
                ('on_behalf_of', models.CharField(blank=True, max_length=300)),
                ('order', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('import_run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advance_questions', to='cycles.importrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'digest'), name='cycles_advancequestion_once_a_review')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='SummaryParagraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summary_paragraphs', to='cycles.undocument')),
                ('number', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField()),
                ('import_run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summary_paragraphs', to='cycles.importrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='cycles_summaryparagraph_once_a_document')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Stakeholder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stakeholders', to='cycles.undocument')),
                ('order', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=60)),
                ('other_codes', models.JSONField(default=list)),
                ('category', models.CharField(choices=[('individual', 'Individual submission'), ('joint', 'Joint submission'), ('nhri', 'National human rights institution'), ('regional', 'Regional intergovernmental organisation')], max_length=12)),
                ('name', models.TextField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('members', models.JSONField(default=list)),
                ('attachment_of', models.CharField(blank=True, max_length=60)),
                ('has_a_status', models.BooleanField(default=False)),
                ('import_run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stakeholders', to='cycles.importrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'order'), name='cycles_stakeholder_once_a_document')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='SummaryCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='cycles.undocument')),
                ('paragraph', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='cycles.summaryparagraph')),
                ('stakeholder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='cycles.stakeholder')),
                ('note', models.PositiveSmallIntegerField()),
                ('order', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=60)),
                ('role', models.CharField(choices=[('main', 'cited'), ('see_also', 'see also')], max_length=10)),
                ('refs', models.JSONField(default=list)),
                ('raw', models.TextField(blank=True)),
                ('import_run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='cycles.importrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'note', 'order'), name='cycles_citation_once_a_note')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='DeadlineRule',
            fields=[
                ('source', models.CharField(blank=True, max_length=300)),
                ('confidence', models.CharField(choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], default='confirmed', max_length=10)),
                ('corrected_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('milestone', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('order', models.PositiveSmallIntegerField()),
                ('actors', models.CharField(max_length=80)),
                ('anchor', models.CharField(choices=[('review_start', 'first day of the Working Group session'), ('review_date', 'day of the review'), ('stakeholder_deadline', 'deadline for stakeholder submissions'), ('presession_start', 'first day of the pre-session'), ('adoption_hrc_start', 'first day of the Human Rights Council session'), ('adoption_date', 'day of the adoption')], max_length=24)),
                ('offset_days', models.SmallIntegerField()),
                ('in_working_days', models.BooleanField(default=False)),
                ('precision', models.CharField(choices=[('rule', 'a rule of the United Nations'), ('per_session', 'published for each session'), ('observed', 'observed in practice'), ('estimate', 'an estimate'), ('soft', 'good practice')], max_length=12)),
                ('observed', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='KeyDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(blank=True, max_length=300)),
                ('confidence', models.CharField(choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], default='confirmed', max_length=10)),
                ('corrected_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_dates', to='cycles.review')),
                ('milestone', models.CharField(max_length=40)),
                ('date', models.DateField()),
                ('time', models.TimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'milestone'), name='cycles_keydate_once_a_review')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ReviewDateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='date_changes', to='cycles.review')),
                ('what', models.CharField(max_length=40)),
                ('before', models.CharField(blank=True, max_length=60)),
                ('after', models.CharField(blank=True, max_length=60)),
                ('before_confidence', models.CharField(blank=True, choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], max_length=10)),
                ('after_confidence', models.CharField(blank=True, choices=[('confirmed', 'official'), ('tentative', 'tentative'), ('estimated', 'estimate'), ('unverified', 'unverified')], max_length=10)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['changed_at', 'id'], name='cycles_datechange_at')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='search_texts', to='cycles.recommendation')),
                ('language', models.CharField(max_length=2)),
                ('words', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], name='cycles_searchtext_words')],
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'language'), name='cycles_searchtext_once_a_language')],
            },
        ),
        migrations.CreateModel(
            name='SearchFacets',
            fields=[
                ('recommendation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_facets', serialize=False, to='cycles.recommendation')),
                ('cycle', models.PositiveSmallIntegerField()),
                ('session', models.PositiveSmallIntegerField(null=True)),
                ('state_under_review', models.CharField(max_length=3)),
                ('regional_group', models.CharField(blank=True, max_length=20)),
                ('position', models.CharField(max_length=20)),
                ('action_category', models.PositiveSmallIntegerField(null=True)),
                ('suggested_action', models.PositiveSmallIntegerField(null=True)),
                ('recommending_states', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), default=list, size=None)),
                ('recommending_groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('issues', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None)),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('person_groups', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('goals', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None)),
                ('rating_levels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('is_invented', models.BooleanField(default=False)),
                ('place', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(models.OrderBy(models.F('session'), descending=True, nulls_last=True), models.F('state_under_review'), models.F('place'), name='cycles_facets_newest'), models.Index(fields=['state_under_review', 'cycle'], name='cycles_facets_review'), django.contrib.postgres.indexes.GinIndex(fields=['recommending_states'], name='cycles_facets_states'), django.contrib.postgres.indexes.GinIndex(fields=['issues'], name='cycles_facets_issues')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=120)),
                ('query', models.CharField(max_length=2000)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'name'), name='cycles_savedsearch_name_once_a_person')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='RecommendationSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='cycles.recommendation')),
                ('import_run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='cycles.importrun')),
                ('kind', models.CharField(choices=[('working_group_report', 'Report of the Working Group'), ('thematic_list', 'Thematic list of recommendations'), ('addendum', 'Addendum'), ('uhri', 'Universal Human Rights Index'), ('upr_info', 'UPR Info database')], max_length=20)),
                ('external_key', models.CharField(blank=True, max_length=64)),
                ('place', models.CharField(blank=True, help_text='Row, page or paragraph.', max_length=100)),
                ('text', models.TextField(blank=True)),
                ('before', models.JSONField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('external_key', ''), _negated=True), fields=['external_key'], name='cycles_source_external_key')],
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'import_run'), name='cycles_source_once_an_import')],
            },
        ),
        migrations.CreateModel(
            name='RecommendationText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='cycles.recommendation')),
                ('language', models.CharField(max_length=2)),
                ('text', models.TextField()),
                ('import_run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='cycles.importrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'language'), name='cycles_text_once_a_language')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='RemovedRecommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=20)),
                ('state_under_review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.state')),
                ('version', models.PositiveBigIntegerField(db_index=True)),
                ('removed_at', models.DateTimeField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='RecordVersion',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('version', models.PositiveBigIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='cycles_recordversion_one_row')],
                'indexes': [],
            },
        ),
        ]),
        migrations.AddField(
            model_name='recommendation',
            name='themes',
            field=models.ManyToManyField(related_name='recommendations', through='cycles.RecommendationTheme', to='cycles.theme'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='recommending_states',
            field=models.ManyToManyField(related_name='recommended', through='cycles.RecommendingState', to='cycles.state'),
        ),
    ]

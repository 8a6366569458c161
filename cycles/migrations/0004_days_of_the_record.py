"""Days of the calendar lie between 2006 and 2100. One that does not was a slip, over which pages fell: it goes."""

import datetime

from django.db import migrations, models

import cycles.span

FIRST, LAST = datetime.date(2006, 1, 1), datetime.date(2100, 12, 31)
DAYS = {
    "cycles_councilsession": ("start_date", "end_date"),
    "cycles_workinggroupsession": (
        "start_date",
        "end_date",
        "submission_deadline",
        "submission_window_opens",
        "national_report_deadline",
        "presession_start_date",
        "presession_end_date",
    ),
    "cycles_review": ("review_date", "adoption_date"),
    "cycles_undocument": ("published_date",),
}
EMPTY = [
    f"UPDATE {table} SET {day} = NULL WHERE {day} NOT BETWEEN '{FIRST}' AND '{LAST}'"
    for table, days in DAYS.items()
    for day in days
]
DELETE = f"DELETE FROM cycles_keydate WHERE date NOT BETWEEN '{FIRST}' AND '{LAST}'"


class Migration(migrations.Migration):

    dependencies = [
        ('cycles', '0003_one_index_each'),
    ]

    operations = [
        migrations.RunSQL([*EMPTY, DELETE], migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='councilsession',
            name='end_date',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='councilsession',
            name='start_date',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='keydate',
            name='date',
            field=models.DateField(validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='review',
            name='adoption_date',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='review',
            name='review_date',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='undocument',
            name='published_date',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='workinggroupsession',
            name='end_date',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='workinggroupsession',
            name='national_report_deadline',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='workinggroupsession',
            name='presession_end_date',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='workinggroupsession',
            name='presession_start_date',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='workinggroupsession',
            name='start_date',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='workinggroupsession',
            name='submission_deadline',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AlterField(
            model_name='workinggroupsession',
            name='submission_window_opens',
            field=models.DateField(blank=True, null=True, validators=[cycles.span.validate_day]),
        ),
        migrations.AddConstraint(
            model_name='councilsession',
            constraint=models.CheckConstraint(condition=models.Q(('end_date__range', (FIRST, LAST)), ('start_date__range', (FIRST, LAST))), name='cycles_councilsession_days', violation_error_message='Give a day between 2006, the first year of the Human Rights Council, and 2100.'),
        ),
        migrations.AddConstraint(
            model_name='keydate',
            constraint=models.CheckConstraint(condition=models.Q(('date__range', (FIRST, LAST))), name='cycles_keydate_day', violation_error_message='Give a day between 2006, the first year of the Human Rights Council, and 2100.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('adoption_date__range', (FIRST, LAST)), ('review_date__range', (FIRST, LAST))), name='cycles_review_days', violation_error_message='Give a day between 2006, the first year of the Human Rights Council, and 2100.'),
        ),
        migrations.AddConstraint(
            model_name='undocument',
            constraint=models.CheckConstraint(condition=models.Q(('published_date__range', (FIRST, LAST))), name='cycles_document_day', violation_error_message='Give a day between 2006, the first year of the Human Rights Council, and 2100.'),
        ),
        migrations.AddConstraint(
            model_name='workinggroupsession',
            constraint=models.CheckConstraint(condition=models.Q(('end_date__range', (FIRST, LAST)), ('national_report_deadline__range', (FIRST, LAST)), ('presession_end_date__range', (FIRST, LAST)), ('presession_start_date__range', (FIRST, LAST)), ('start_date__range', (FIRST, LAST)), ('submission_deadline__range', (FIRST, LAST)), ('submission_window_opens__range', (FIRST, LAST))), name='cycles_session_days', violation_error_message='Give a day between 2006, the first year of the Human Rights Council, and 2100.'),
        ),
    ]

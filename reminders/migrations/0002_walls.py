"""The walls on deadlines and on what people hear of them."""

from django.db import migrations

from common.row_security import BY_KEY, IN_WORKSPACE, fence

OF_PERSON = "person_id = (SELECT upr_user()) AND (SELECT upr_narrowed_to()) IS NULL"


class Migration(migrations.Migration):
    replaces = [("reminders", "0013_told_by_organisation")]
    dependencies = [("reminders", "0001_tables"), ("accounts", "0003_walls")]
    operations = [
        fence("reminders_deadline", IN_WORKSPACE),
        fence("reminders_deadlinechange", IN_WORKSPACE),
        fence("reminders_followedreview", IN_WORKSPACE),
        fence("reminders_reminderround", IN_WORKSPACE),
        fence("reminders_reminder", f"{OF_PERSON} AND {IN_WORKSPACE}"),
        fence("reminders_letter", OF_PERSON),
        fence("reminders_personalhours", OF_PERSON),
        fence("reminders_reminderchoice", f"({OF_PERSON}) OR (person_id IS NULL AND {IN_WORKSPACE})"),
        fence("reminders_calendarfeed", f"({OF_PERSON}) OR {BY_KEY}"),
        fence("reminders_happening", IN_WORKSPACE),
        fence("reminders_notice", f"{OF_PERSON} AND {IN_WORKSPACE}"),
    ]

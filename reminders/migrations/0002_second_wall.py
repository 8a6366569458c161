"""The wall on the rows of this app: those of a workspace, and those that are one person's alone."""

from django.db import migrations

from common.row_security import BY_KEY, IN_WORKSPACE, fence

# A key of a program is its maker's arm in some workspaces, not the person.
OF_PERSON = "person_id = (SELECT upr_user()) AND (SELECT upr_narrowed_to()) IS NULL"


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_initial"), ("accounts", "0006_write_behind_the_wall")]
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
    ]

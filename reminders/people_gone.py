"""What becomes of the rows of this app that name somebody whose account is deleted (``accounts.person_rows``)."""

GOES = {
    "reminders.CalendarFeed": "person",
    "reminders.Happening": "person",
    "reminders.Letter": "person",
    "reminders.Notice": "person",
    "reminders.PersonalHours": "person",
    "reminders.Reminder": "person",
    "reminders.ReminderChoice": "person",
}
FREED = {
    "reminders.Deadline": "person",
}
STAYS = {
    "reminders.Deadline": "closed_by set_by",
    "reminders.DeadlineChange": "by",
    "reminders.Happening": "by",
}

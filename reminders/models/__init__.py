"""Deadlines, who hears of them, and what they were told."""

from reminders.models.choices import Channel, PersonalHours, ReminderChoice
from reminders.models.deadlines import Deadline, DeadlineChange, FollowedReview
from reminders.models.feeds import CalendarFeed
from reminders.models.messages import Letter, Reminder, ReminderRound
from reminders.models.notices import Happening, Notice

__all__ = [
    "CalendarFeed",
    "Channel",
    "Deadline",
    "DeadlineChange",
    "FollowedReview",
    "Happening",
    "Letter",
    "Notice",
    "PersonalHours",
    "Reminder",
    "ReminderChoice",
    "ReminderRound",
]

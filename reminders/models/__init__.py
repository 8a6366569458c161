"""Deadlines, who hears of them, and what they were told."""

from reminders.models.choices import Channel, PersonalHours, ReminderChoice
from reminders.models.deadlines import Deadline, DeadlineChange, FollowedReview
from reminders.models.feeds import CalendarFeed
from reminders.models.messages import Letter, Reminder, ReminderRound

__all__ = [
    "CalendarFeed",
    "Channel",
    "Deadline",
    "DeadlineChange",
    "FollowedReview",
    "Letter",
    "PersonalHours",
    "Reminder",
    "ReminderChoice",
    "ReminderRound",
]

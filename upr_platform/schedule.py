"""What the scheduler wakes the worker for, and how often, in seconds."""


def beat_schedule(wake_seconds: int) -> dict[str, dict]:
    """A message that nobody took before the next one is due is thrown away: it would only wake twice."""
    return {
        "take-up-reports": {"task": "implementation.take_up_reports", "schedule": 30.0, "options": {"expires": 25}},
        "empty-bins": {"task": "implementation.empty_bins", "schedule": 3600.0, "options": {"expires": 3000}},
        "erase-contacts": {"task": "advocacy.erase_contacts", "schedule": 3600.0, "options": {"expires": 3000}},
        "erase-leftovers": {"task": "accounts.erase_leftovers", "schedule": 3600.0, "options": {"expires": 3000}},
        "forget-ended-keys": {"task": "accounts.forget_ended_keys", "schedule": 3600.0, "options": {"expires": 3000}},
        "forget-removals": {"task": "accounts.forget_removals", "schedule": 3600.0, "options": {"expires": 3000}},
        "forget-ended-sessions": {
            "task": "accounts.forget_ended_sessions",
            "schedule": 3600.0,
            "options": {"expires": 3000},
        },
        "follow-calendar": {"task": "reminders.follow_calendar", "schedule": 60.0, "options": {"expires": 55}},
        # They only wake the worker: what is to be done stands in rows.
        "plan-rounds": {
            "task": "reminders.plan_rounds",
            "schedule": wake_seconds,
            "options": {"expires": wake_seconds},
        },
        "begin-rounds": {
            "task": "reminders.begin_rounds",
            "schedule": wake_seconds,
            "options": {"expires": wake_seconds},
        },
        "post-letters": {
            "task": "reminders.post_letters",
            "schedule": wake_seconds,
            "options": {"expires": wake_seconds},
        },
    }

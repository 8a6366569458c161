"""Who may do what with deadlines, and with what is said of them."""

from typing import Any

from accounts.models import Workspace
from accounts.rules import can_coordinate_workspace, can_edit_workspace
from reminders.models import Deadline


def can_set_deadline(user: Any, workspace: Workspace) -> bool:
    """Those who write in the workspace say what is due when."""
    return can_edit_workspace(user, workspace)


def can_change_deadline(user: Any, deadline: Deadline) -> bool:
    """The same people say that it is done, off, or open again, and who has it."""
    return can_edit_workspace(user, deadline.workspace)


def can_move_deadline(user: Any, deadline: Deadline) -> bool:
    """They move what was entered by hand; the rest follows the calendar, or the part of the platform that set it."""
    return deadline.is_by_hand and can_edit_workspace(user, deadline.workspace)


def can_choose_for_workspace(user: Any, workspace: Workspace) -> bool:
    """Who coordinates says what everybody hears who has chosen nothing."""
    return can_coordinate_workspace(user, workspace)


def can_make_feed(user: Any) -> bool:
    """Everybody has their deadlines in their own calendar; a program has no phone."""
    return bool(user.is_authenticated and user.narrowed_to is None)


def can_see_undelivered(user: Any) -> bool:
    """The staff of the server see which mails did not arrive, and have them tried again."""
    return bool(user.is_authenticated and user.is_staff and user.narrowed_to is None)

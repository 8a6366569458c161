"""Who may do what with the public record."""

from typing import Any

from cycles.models import ImportRun, SavedSearch

_OPEN = frozenset({ImportRun.Status.READ, ImportRun.Status.PROPOSED})


def can_decide_imports(user: Any) -> bool:
    """Editors of the record decide what enters it."""
    return bool(user.is_authenticated and user.is_record_editor)


def can_edit_calendar(user: Any) -> bool:
    """Editors of the record correct dates, sessions and the place of a review."""
    return bool(user.is_authenticated and user.is_record_editor)


def can_edit_record(user: Any) -> bool:
    """Editors of the record review the crosswalk and say what a recommendation asks for."""
    return bool(user.is_authenticated and user.is_record_editor)


def can_apply_import(user: Any, run: ImportRun) -> bool:
    """An editor takes any file in, whoever brought it."""
    return can_decide_imports(user)


def can_propose_import(user: Any, run: ImportRun) -> bool:
    """Whoever brought the file may put it before the editors."""
    return bool(user.is_authenticated and run.created_by_id == user.pk)


def can_discard_import(user: Any, run: ImportRun) -> bool:
    """Whoever brought the file, and every editor, as long as it has not entered the record."""
    return run.status in _OPEN and (can_propose_import(user, run) or can_apply_import(user, run))


def can_answer_doubts(user: Any, run: ImportRun) -> bool:
    """Whoever may propose or take the file in says which of its rows the record has already."""
    return run.status in _OPEN and (can_propose_import(user, run) or can_apply_import(user, run))


def can_undo_import(user: Any, run: ImportRun) -> bool:
    """An editor takes an import back that is in the record."""
    return run.status == ImportRun.Status.APPLIED and can_decide_imports(user)


def can_record_position(user: Any) -> bool:
    """Editors of the record note what a State said at the adoption or later."""
    return can_decide_imports(user)


def can_change_saved_search(user: Any, search: SavedSearch) -> bool:
    """Nobody but the person who keeps it."""
    return bool(user.is_authenticated and search.user_id == user.pk)


def can_link_note(user: Any) -> bool:
    """Editors of the record say which paragraph of a stakeholder summary a note belongs to."""
    return can_decide_imports(user)

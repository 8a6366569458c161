"""Who may do what with the public record."""

from typing import Any

from cycles.models import ImportRun

_OPEN = frozenset({ImportRun.Status.READ, ImportRun.Status.PROPOSED})


def can_decide_imports(user: Any) -> bool:
    """Editors of the record decide what enters it."""
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

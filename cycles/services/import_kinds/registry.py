"""Which module takes which format."""

from typing import Any

from cycles.services.import_kinds import addendum, exports, pledges, questions, recommendation_lists, summary
from cycles.services.import_kinds.base import Kind

# Modules, not classes: what each must hold is written down in Kind, which no module can be checked against.
_MODULES: tuple[Any, ...] = (recommendation_lists, addendum, questions, summary, pledges, exports)
KINDS: dict[str, Kind] = {name: module for module in _MODULES for name in module.FORMATS}

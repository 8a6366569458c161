"""Which module takes which format."""

from cycles.services.import_kinds import addendum, exports, questions, recommendation_lists, summary
from cycles.services.import_kinds.base import Kind

_MODULES: tuple[Kind, ...] = (recommendation_lists, addendum, questions, summary, exports)
KINDS: dict[str, Kind] = {name: module for module in _MODULES for name in module.FORMATS}

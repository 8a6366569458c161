"""The guides by the step that each is about, and the way through them."""

from guidance.guide import Guide
from guidance.texts import advocacy, beginning, following, outcome, submission

_TEXTS = (beginning, submission, advocacy, outcome, following)
GUIDES: dict[str, Guide] = {guide.key: guide for text in _TEXTS for guide in text.GUIDES}

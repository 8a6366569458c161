"""Mid-term reports in the making, for tests."""

from uuid import uuid4

from implementation.models import MidTermDraft
from implementation.services import midterm_drafts as services
from tests.factories import AT

EVERYTHING = list(MidTermDraft.Show.values)


def make_draft(workspace, by, **words):
    how = {"themes": words.pop("themes", []), "organisations": words.pop("organisations", [])}
    values = {"name": "Mid-term 2027", "order": "theme", "shows": EVERYTHING, "rated_from": None, "rated_until": None}
    return services.create_draft(workspace=workspace, words=values | words, **how, key=uuid4(), by=by, at=AT)


def write(draft, by, part, text, *, language="en", theme=None, seen=None, at=AT):
    return services.write_text(
        draft=draft, part=part, theme=theme, language=language, text=text, seen=seen, by=by, at=at
    )

"""What a submission can begin with: sections for its kind or theme, each with the questions that it answers."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from submissions.models import Section
from submissions.services.drafting import FirstSection

FILE = Path(__file__).parent / "refdata" / "templates.json"


@dataclass(frozen=True)
class TextTemplate:
    """Sections with their titles, in the language that was asked for."""

    key: str
    name: str
    sections: tuple[FirstSection, ...]


def templates(language: str) -> dict[str, TextTemplate]:
    """All of them by their keys."""
    found = {}
    for one in _from_file():
        sections = tuple(FirstSection(part["kind"], _said(part["title"], language)) for part in one["sections"])
        found[one["key"]] = TextTemplate(one["key"], _said(one["name"], language), sections)
    return found


def questions_for(section: Section, language: str) -> list[str]:
    """What a section is to answer: by its heading, or by what it is."""
    known = [part for one in _from_file() for part in one["sections"]]
    by_title = [part for part in known if section.title in part["title"].values()]
    by_kind = [part for part in known if part["kind"] == section.kind]
    return list(_said((by_title or by_kind)[0]["questions"], language)) if by_title or by_kind else []


def _said(words: dict[str, Any], language: str) -> Any:
    return words[language.partition("-")[0]]


@cache
def _from_file() -> list[Any]:
    return list(json.loads(FILE.read_text(encoding="utf-8")))

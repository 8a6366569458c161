"""Annexes in the format check, and as they stand at the end of the Word file and are read out of it again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.word import Run
from submissions.format_check import GOOD, MIDDLING, Finding, Spot
from submissions.models import Annex
from submissions.models.drafting import LANGUAGES
from submissions.rule_facts import Rule

_NUMBER = re.compile(r"\d+")


def annex_findings(rules: dict[str, Rule], annexes: Sequence[Annex]) -> Iterator[Finding]:
    """Reports of others are cited; what is annexed is ours or public."""
    rule = rules.get("no_foreign_annexes")
    if foreign := [one for one in annexes if one.is_foreign]:
        title = ngettext(
            "%(number)s annex is a report of others", "%(number)s annexes are reports of others", len(foreign)
        )
        spots = tuple(Spot(one.get_absolute_url(), one.title) for one in foreign)
        reason = _("OHCHR asks not to annex reports of other organisations. Cite them in a note instead.")
        yield Finding(MIDDLING, title % {"number": len(foreign)}, reason, rule, spots)
    elif annexes:
        yield Finding(GOOD, _("No annex is a report of others"), rule=rule)


def heading() -> str:
    """Above the list of annexes, in the language of the moment."""
    return pgettext("heading in a submission", "Annexes")


def lines_of(annexes: Iterable[Annex]) -> Iterator[list[Run]]:
    """Each annex with its number, and below it what it is; in the language of the moment."""
    languages, origins = dict(LANGUAGES), dict(Annex.Origin.choices)
    for number, one in enumerate(annexes, start=1):
        said = {
            "origin": str(origins[one.origin]),
            "language": str(languages.get(one.language, pgettext("annex", "Another language"))),
            "source": one.source,
            "held_by": one.held_by,
        }
        facts = "\n".join(f"{label}: {said[name]}" for name, label in _labels().items() if said[name])
        yield [
            Run(f"{_('Annex %(number)s') % {'number': number}}. ", bold=True),
            Run(one.title),
            Run(f"\n{facts}", size=9),
        ]


@dataclass
class _Known:
    """The words of the list, in every language in which we write them."""

    heads: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)


@cache
def _known() -> _Known:
    known = _Known()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            known.heads.add(_NUMBER.sub("", _("Annex %(number)s") % {"number": 1}).strip())
            known.labels |= {label: name for name, label in _labels().items()}
            known.origins |= {str(label): key for key, label in Annex.Origin.choices}
            known.languages |= {str(label): key for key, label in LANGUAGES}
    return known


def headings() -> set[str]:
    """What may stand above the list in a file of ours."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(heading())
    return found


def read_line(text: str) -> dict[str, Any] | None:
    """An annex as our own Word file names it; None for any other text."""
    known = _known()
    first, *facts = text.split("\n")
    start, _dot, title = first.partition(". ")
    if _NUMBER.sub("", start).strip() not in known.heads or not _NUMBER.search(start) or not title.strip():
        return None
    pairs = (fact.partition(": ") for fact in facts)
    said = {known.labels[label]: value for label, _colon, value in pairs if label in known.labels}
    return {
        "title": title.strip()[:300],
        "origin": known.origins.get(said.get("origin", ""), Annex.Origin.OWN.value),
        "language": known.languages.get(said.get("language", ""), ""),
        "source": said.get("source", "")[:200],
        "held_by": said.get("held_by", "")[:200],
    }


def _labels() -> dict[str, str]:
    return {
        "origin": pgettext("annex", "What it is"),
        "language": pgettext("annex", "Language"),
        "source": _("Who wrote it"),
        "held_by": _("Who holds it"),
    }

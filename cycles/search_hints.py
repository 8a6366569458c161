"""What may have been meant otherwise than it was read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cycles.search_filter import LANGUAGE, SearchFilter
from cycles.search_query import TERM
from cycles.search_stems import dropped_words
from cycles.search_words import CONFIGURATIONS

# Whoever pastes a sentence means its “or” as it stands there.
_MOST_WORDS = 12
_LOWER = re.compile(r"or|not", re.IGNORECASE)


@dataclass(frozen=True)
class Hints:
    """Words too common to be looked for, and the search as it may have been meant, with its address."""

    common: list[str]
    meant: str
    meant_address: str


def hints_for(asked: SearchFilter, total: int) -> Hints:
    """What to tell of a search that found ``total`` recommendations."""
    meant = _meant(asked.words) if asked.query.count <= _MOST_WORDS else ""
    return Hints(_common(asked, total), meant, replace(asked, words=meant).address() if meant else "")


def no_word() -> str:
    """What to tell of a search that is made of signs alone."""
    return _("There is no word in this that could be looked for.")


def unsearchable(typed: str, asked: SearchFilter, finds: Callable[[], bool]) -> str:
    """Why what was typed cannot be looked for, as a file would not say it; empty where it can.

    ``finds`` tells whether the search finds anything.
    """
    if not asked.words:
        return no_word() if typed.strip() else ""
    return asked.refusal or ("" if finds() else too_common(asked))


def too_common(asked: SearchFilter) -> str:
    """Why a search found nothing, if that is because the index has none of its words; empty where it is not."""
    common = _common(asked, 0) if len(asked.query.loose) == asked.query.count else []
    if set(common) != set(asked.query.loose) or not common:
        return ""
    words = pgettext("between two clauses", "; ").join(f"“{word}”" for word in common)
    more = _("In quotation marks, with the words beside it, every word is looked for.")
    return f"{_('Too common to be looked for alone:')} {words}. {more}"


def _common(asked: SearchFilter, total: int) -> list[str]:
    """Words that are passed over where they decide: alone, beside OR, after NOT. Beside others they hardly would."""
    words = asked.query
    if not words.loose:
        return []
    languages = set(asked.chosen.get(LANGUAGE) or (CONFIGURATIONS if not total else ("en", (get_language() or "")[:2])))
    common = dropped_words(words.loose, [language for language in CONFIGURATIONS if language in languages])
    are_all = len(words.loose) == words.count and set(common) == set(words.loose)
    return common if are_all or not words.is_simple else []


def _meant(words: str) -> str:
    """The same with OR and NOT where they stand in small letters as signs would; empty where they do not."""
    terms = list(TERM.finditer(words))
    found = ""
    end = 0
    for at, term in enumerate(terms):
        sign = term["word"] or ""
        has_before = at > 0 or sign.lower() == "not"
        if not term["sign"] and _LOWER.fullmatch(sign) and not sign.isupper() and has_before and at + 1 < len(terms):
            found += words[end : term.start()] + sign.upper()
            end = term.end()
    return found + words[end:] if end else ""

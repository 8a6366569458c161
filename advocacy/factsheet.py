"""What a factsheet says, as plain values for its page, its PDF and its public edition.

It holds what people wrote on it, proposed recommendations, and earlier ones with position and level: no evidence, no
reason and no name of a person, so that nothing sensitive can leave with it.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils import translation
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from accounts.models import User
from advocacy.models import Factsheet
from advocacy.models.factsheets import FEWEST_ASKS
from common.bidi import text_direction
from cycles.dates import day_in_words
from cycles.issue_names import issue_name
from cycles.models import RecommendingState, State
from implementation import midterm_words as words
from implementation.embassy import shortened
from implementation.midterm_content import CYCLES, about_review
from implementation.midterm_counts import NOT_RATED
from implementation.midterm_words import LEVELS, POSITIONS, Mark
from implementation.printed_names import members_of
from submissions.models import ProposedRecommendation
from submissions.past import Past, past_of

# What a sheet holds of a long earlier recommendation.
TEXT_LENGTH = 240


@dataclass(frozen=True)
class Ask:
    """A recommendation that is proposed, and the language of its text."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        return text_direction(self.text)


@dataclass(frozen=True)
class PastRow:
    """An earlier recommendation: number, cycle, States that made it, position, and level if somebody rated it."""

    number: str
    cycle: str
    text: str
    states: str
    position: str
    level: str

    @property
    def direction(self) -> str:
        return text_direction(self.text)

    @property
    def position_mark(self) -> Mark:
        return POSITIONS[self.position]

    @property
    def level_mark(self) -> Mark:
        return LEVELS[self.level or NOT_RATED]


@dataclass(frozen=True)
class Logo:
    """A small PNG in base 64, and what it says to those who do not see it."""

    picture: str
    alt: str

    @property
    def address(self) -> str:
        """Under which the document names it."""
        return f"logos/{sha256(self.picture.encode()).hexdigest()[:16]}.png"


@dataclass(frozen=True)
class FactsheetPaper:
    """A factsheet in its language, as of one day, for everybody or for one State."""

    language: str
    title: str
    theme: str
    state_name: str
    cycle_label: str
    session_label: str
    review_day: str
    as_of: str
    as_of_text: str
    workspace_name: str
    organisations: tuple[str, ...] = ()
    context: str = ""
    challenges: str = ""
    affected: str = ""
    questions: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    past: tuple[PastRow, ...] = ()
    past_words: str = ""
    addressee: str = ""
    addressee_words: str = ""
    contact: str = ""
    logos: tuple[Logo, ...] = ()
    link: str = ""
    edition: int = 0
    is_invented: bool = False
    is_dense: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def process_text(self) -> str:
        return words.in_a_row(filter(None, (_("Universal Periodic Review"), self.cycle_label, self.session_label)))

    @property
    def invented_text(self) -> str:
        if not self.is_invented:
            return ""
        return _("%(state)s is an invented State. Everything said of it here is an example.") % {
            "state": self.state_name
        }

    @property
    def organisations_text(self) -> str:
        return words.in_a_row(self.organisations)

    @property
    def short_link(self) -> str:
        """The public address as people read it."""
        return self.link.partition("://")[2].rstrip("/")

    @property
    def version(self) -> str:
        """Another one whenever the sheet says something else."""
        said = {name: value for name, value in asdict(self).items() if name not in {"as_of", "as_of_text", "is_dense"}}
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:8]

    @property
    def stamp(self) -> str:
        """The edition or the version, and the day."""
        values = {"number": self.edition, "version": self.version, "date": self.as_of_text}
        if self.edition:
            return _("Edition %(number)s, %(date)s") % values
        return _("Version %(version)s, %(date)s") % values


def factsheet_paper(
    factsheet: Factsheet,
    *,
    user: User,
    on: date,
    to: State | None = None,
    proposals: Collection[ProposedRecommendation] | None = None,
) -> FactsheetPaper:
    """What the sheet says today, with what ``user`` may see of earlier ratings; for the State ``to``, if there is one.

    ``proposals`` are those of a sheet that is still being written.
    """
    chosen = list(factsheet.proposals.all()) if proposals is None else proposals
    workspace, theme = factsheet.workspace, factsheet.priority_issue
    with translation.override(factsheet.language):
        known = about_review(workspace.review, factsheet.language, on)
        issue = theme.issue if theme else None
        is_ours = issue is not None and issue.code.isdecimal()
        past = past_of(workspace, issue=issue.code, user=user, leaves=True) if issue and is_ours else Past([])
        own = _made_by(to, past)
        day = known["review_date"]
        return FactsheetPaper(
            language=factsheet.language,
            title=factsheet.title,
            theme=issue_name(issue.code, issue.label) if issue else "",
            state_name=known["state_name"],
            cycle_label=known["cycle_label"],
            session_label=known["session_label"],
            review_day=day_in_words(day) if day else "",
            as_of=on.isoformat(),
            as_of_text=day_in_words(on),
            workspace_name=workspace.name,
            organisations=organisations_on(factsheet),
            context=factsheet.context,
            challenges=factsheet.challenges,
            affected=factsheet.affected,
            questions=lines_of(factsheet.questions),
            asks=asks_of(factsheet.language[:2], chosen),
            past=tuple(_past(past, own, most=factsheet.past_shown)),
            past_words=_past_words(past),
            addressee=to.name if to else "",
            addressee_words=_own_words(to, own) if to else "",
            contact=factsheet.contact,
            logos=tuple(Logo(one["picture"], one["alt"] or workspace.name) for one in factsheet.logos),
            is_invented=known["state_is_invented"],
        )


def organisations_on(factsheet: Factsheet) -> tuple[str, ...]:
    """The organisations that stand on the sheet: those chosen; else all that hide behind no alias."""
    chosen = factsheet.named
    return tuple(
        name
        for one, name in members_of(factsheet.workspace)
        if (name == one.name if chosen is None else str(one.pk) in chosen)
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Each line that says something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def gaps_of(paper: FactsheetPaper) -> list[str]:
    """What a reader would miss, said before it is printed."""
    found = []
    number = len(paper.asks) + len(paper.questions)
    if number < FEWEST_ASKS:
        found.append(
            ngettext(
                "It asks for %(number)s thing. A factsheet has four or five questions or proposed recommendations.",
                "It asks for %(number)s things. A factsheet has four or five questions or proposed recommendations.",
                number,
            )
            % {"number": number}
        )
    foreign = sum(1 for ask in paper.asks if ask.language != paper.language[:2])
    if foreign:
        found.append(
            ngettext(
                "%(number)s proposed recommendation has no text in the language of the sheet and stands in another.",
                "%(number)s proposed recommendations have no text in the language of the sheet and stand in another.",
                foreign,
            )
            % {"number": foreign}
        )
    if not paper.theme:
        found.append(_("Its theme names none of the 54 issues, so no earlier recommendation is found."))
    if not paper.contact:
        found.append(_("Nobody is named whom a diplomat could ask."))
    return found


def frozen(paper: FactsheetPaper) -> dict[str, Any]:
    """Everything that the sheet says, as values of JSON."""
    return asdict(paper)


def thawed(plain: dict[str, Any]) -> FactsheetPaper:
    """The sheet again. What an older edition does not say stands at its default."""
    known = {field.name for field in fields(FactsheetPaper)}
    values = {name: value for name, value in plain.items() if name in known}
    values |= {name: tuple(values.get(name, ())) for name in ("organisations", "questions")}
    values["asks"] = tuple(Ask(**one) for one in plain.get("asks", ()))
    values["logos"] = tuple(Logo(**one) for one in plain.get("logos", _only_logo(plain)))
    values["past"] = tuple(PastRow(**one) for one in plain.get("past", ()))
    return FactsheetPaper(**values)


def _only_logo(plain: dict[str, Any]) -> list[dict[str, str]]:
    """That of an edition from when a sheet had one, which said the name of the workspace."""
    return [{"picture": plain["logo"], "alt": plain["workspace_name"]}] if plain.get("logo") else []


def asks_of(language: str, proposals: Collection[ProposedRecommendation]) -> tuple[Ask, ...]:
    """The proposals in the language of the sheet; one that has no text in it stands in another, which is said."""
    rows = sorted(proposals, key=lambda row: (row.created_at, str(row.pk)))
    return tuple(
        Ask(row.texts.get(language) or row.text, language if language in row.texts else row.language) for row in rows
    )


def _made_by(state: State | None, past: Past) -> frozenset[int]:
    """Which of the earlier recommendations that State made."""
    if state is None:
        return frozenset()
    rows = RecommendingState.objects.filter(
        state=state, recommendation__in=[line.recommendation.pk for line in past.lines]
    )
    return frozenset(rows.values_list("recommendation_id", flat=True))


def _past(past: Past, own: frozenset[int], *, most: int) -> Iterable[PastRow]:
    """The earlier recommendations that are shown: those of the State that reads it first, then those that are rated."""
    lines = sorted(past.lines, key=lambda line: (line.recommendation.pk not in own, not line.level))[:most]
    states: dict[int, list[str]] = {}
    rows = RecommendingState.objects.filter(recommendation__in=[line.recommendation.pk for line in lines])
    for row in rows.select_related("state").order_by("order", "pk"):
        states.setdefault(row.recommendation_id, []).append(row.state.name)
    for line in lines:
        one = line.recommendation
        yield PastRow(
            number=one.number,
            cycle=str(CYCLES.get(one.review.cycle_id, one.review.cycle_id)),
            text=shortened(one.text, TEXT_LENGTH),
            states=words.in_a_row(states.get(one.pk, ())),
            position=one.position,
            level=line.level,
        )


def _past_words(past: Past) -> str:
    """How many there were, with which answer, and at which level."""
    if not past.lines:
        return ""
    total = len(past.lines)
    said = ngettext(
        "%(number)s recommendation was made on this before.",
        "%(number)s recommendations were made on this before.",
        total,
    )
    positions = [f"{POSITIONS[kind].label} {count}" for kind, count in past.positions]
    levels = [f"{LEVELS[level].label} {count}" for level, count in past.levels]
    lines = [said % {"number": total}, _("Positions: %(figures)s.") % {"figures": words.in_a_row(positions)}]
    if levels:
        lines.append(_("Our ratings: %(figures)s.") % {"figures": words.in_a_row(levels)})
    return " ".join(lines)


def _own_words(state: State, own: frozenset[int]) -> str:
    values = {"state": state.name, "number": len(own)}
    if not own:
        return _("%(state)s has made no recommendation on this yet.") % values
    return (
        ngettext(
            "%(number)s of them was made by %(state)s.",
            "%(number)s of them were made by %(state)s.",
            len(own),
        )
        % values
    )

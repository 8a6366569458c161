"""The wording of the mid-term report that its PDF, its Word file and its preview share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from cycles.dates import day_in_words

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Mark:
    """A word with its shape: ``symbol`` of the sprite, ``css`` class of its colour, ``colour`` on paper."""

    kind: str
    css: str
    symbol: str
    colour: str
    label: str | Promise
    short: str | Promise
    meaning: str | Promise

    @property
    def shape(self) -> str:
        """The symbol of the sprite; what has none is a plain line."""
        return self.symbol or "line"

    @property
    def picture(self) -> str:
        """The address of the shape in its colour, for documents on paper."""
        return f"marks/{self.shape}-{self.colour}.svg"


# In the order in which every bar and every table shows them (design.md, section 7).
LEVELS = {
    mark.kind: mark
    for mark in (
        Mark(
            "fully",
            "full",
            "r-full",
            "17653a",
            gettext_lazy("Fully implemented"),
            pgettext_lazy("short rating", "Fully"),
            gettext_lazy("What was recommended has been done, in law and in practice."),
        ),
        Mark(
            "partially",
            "part-r",
            "r-partial",
            "7a4a00",
            gettext_lazy("Partially implemented"),
            pgettext_lazy("short rating", "Partially"),
            gettext_lazy("Steps have been taken, but part of what was recommended is missing."),
        ),
        Mark(
            "not_implemented",
            "not",
            "r-not",
            "9b1c1c",
            gettext_lazy("Not implemented"),
            pgettext_lazy("short rating", "Not"),
            gettext_lazy("Nothing has been done that brings the recommendation closer."),
        ),
        Mark(
            "regressed",
            "back",
            "r-back",
            "7a1250",
            gettext_lazy("Regressed"),
            pgettext_lazy("short rating", "Regressed"),
            gettext_lazy("The situation is further from the recommendation than it was at the review."),
        ),
        Mark(
            "no_information",
            "none",
            "r-none",
            "4d5b64",
            gettext_lazy("No information"),
            pgettext_lazy("short rating", "No info"),
            gettext_lazy("We looked, and what we found is not enough to judge."),
        ),
        Mark(
            "too_early",
            "early",
            "r-early",
            "4d5b64",
            gettext_lazy("Too early to say"),
            pgettext_lazy("short rating", "Too early"),
            gettext_lazy("Steps have begun whose effect cannot be judged yet."),
        ),
        Mark(
            "not_rated",
            "unrated",
            "",
            "4d5b64",
            gettext_lazy("Not rated"),
            pgettext_lazy("short rating", "Not rated"),
            gettext_lazy("We have not rated this recommendation."),
        ),
    )
}

POSITIONS = {
    mark.kind: mark
    for mark in (
        Mark(
            "supported",
            "supported",
            "p-supported",
            "0b4f6c",
            pgettext_lazy("position of the State", "Supported"),
            "",
            gettext_lazy("The State supports the recommendation."),
        ),
        Mark(
            "partially_supported",
            "partial-p",
            "p-partial",
            "0b4f6c",
            pgettext_lazy("position of the State", "Partially supported"),
            "",
            gettext_lazy("The State supports a part of the recommendation and notes the rest."),
        ),
        Mark(
            "noted",
            "noted",
            "p-noted",
            "56386e",
            pgettext_lazy("position of the State", "Noted"),
            "",
            gettext_lazy("The State took note of the recommendation and made no promise. It is rated all the same."),
        ),
        Mark(
            "pending",
            "pending",
            "p-pending",
            "4d5b64",
            pgettext_lazy("position of the State", "Pending"),
            "",
            gettext_lazy("The State has given no answer that is on record."),
        ),
    )
}


@dataclass(frozen=True)
class SectionWords:
    """What the part with the recommendations says of its order; ``first`` heads the column of its sections."""

    title: str | Promise
    lede: str | Promise
    first: str | Promise
    without: str | Promise = ""


_LEDE = gettext_lazy(
    "Each recommendation stands once, with its number, the States that made it, the position of the State under "
    "review, our rating and the evidence."
)
# By the orders of a draft (models.MidTermDraft.Order).
SECTIONS = {
    "theme": SectionWords(
        gettext_lazy("The recommendations by theme"),
        gettext_lazy(
            "Each recommendation stands under its first theme, with its number, the States that made it, the position "
            "of the State under review, our rating and the evidence."
        ),
        gettext_lazy("Theme"),
        gettext_lazy("Without a theme"),
    ),
    "number": SectionWords(
        gettext_lazy("The recommendations by number"),
        _LEDE,
        pgettext_lazy("section of a report", "All recommendations"),
    ),
    "level": SectionWords(gettext_lazy("The recommendations by rating"), _LEDE, gettext_lazy("Rating")),
    "state": SectionWords(
        gettext_lazy("The recommendations by recommending State"),
        _LEDE,
        gettext_lazy("Recommending State"),
        gettext_lazy("Without a recommending State"),
    ),
}


def tied(text: str) -> str:
    """The last words of a headline held together, so that no line is left with a single word."""
    return text if len(text) < 30 else NO_BREAK_SPACE.join(text.rsplit(" ", 2))


def in_a_row(names: Iterable[str]) -> str:
    """Names one after another, with the comma of the language."""
    return pgettext("between the names of a list", ", ").join(names)


def recommendations(count: int) -> str:
    return ngettext("%(count)d recommendation", "%(count)d recommendations", count) % {"count": count}


def headline(*, state: str, full: int, rated: int, total: int) -> str:
    """The finding of the whole report in one sentence."""
    values = {"state": state, "full": full, "total": total}
    if not total:
        return _("No recommendation to %(state)s is on record yet") % values
    if not rated:
        return _("The recommendations to %(state)s have not been rated yet") % values
    if not full:
        text = ngettext(
            "Halfway, %(state)s has not fully carried out its %(total)d recommendation",
            "Halfway, %(state)s has fully carried out none of %(total)d recommendations",
            total,
        )
    elif full == total:
        text = ngettext(
            "Halfway, %(state)s has fully carried out its %(total)d recommendation",
            "Halfway, %(state)s has fully carried out all %(total)d recommendations",
            total,
        )
    else:
        text = ngettext(
            "Halfway, %(state)s has fully carried out %(full)d of %(total)d recommendation",
            "Halfway, %(state)s has fully carried out %(full)d of %(total)d recommendations",
            total,
        )
    return text % values


def rest_of_the_finding(
    *, partially: int, not_implemented: int, regressed: int, unknown: int, unrated: int, total: int
) -> str:
    """What became of the others, in short sentences; one for each figure that is not zero."""
    sentences = (
        (partially, ngettext("%(n)d is partially implemented.", "%(n)d are partially implemented.", partially)),
        (not_implemented, ngettext("%(n)d is not implemented.", "%(n)d are not implemented.", not_implemented)),
        (
            regressed,
            ngettext(
                "On %(n)d the State has gone back since the review.",
                "On %(n)d the State has gone back since the review.",
                regressed,
            ),
        ),
        (unknown, ngettext("%(n)d cannot be judged yet.", "%(n)d cannot be judged yet.", unknown)),
        (
            unrated,
            ngettext("%(n)d of %(total)d is not rated yet.", "%(n)d of %(total)d are not rated yet.", unrated),
        ),
    )
    return " ".join(text % {"n": count, "total": total} for count, text in sentences if count)


def theme_finding(*, full: int, total: int) -> str:
    """How many recommendations of one theme are done."""
    return ngettext(
        "%(full)d of %(total)d recommendation fully implemented",
        "%(full)d of %(total)d recommendations fully implemented",
        total,
    ) % {"full": full, "total": total}


def themes_headline(*, without: int, total: int) -> str:
    """The finding of the table of themes."""
    if not without:
        return _("Every theme has a recommendation that is fully implemented")
    return ngettext(
        "In %(without)d of %(total)d theme nothing is fully implemented",
        "In %(without)d of %(total)d themes nothing is fully implemented",
        total,
    ) % {"without": without, "total": total}


def positions_headline(*, full: int, total: int) -> str:
    """The finding of the table of positions."""
    return ngettext(
        "Of %(total)d supported recommendation, %(full)d is fully implemented",
        "Of %(total)d supported recommendations, %(full)d are fully implemented",
        total,
    ) % {"full": full, "total": total}


VOICES_BESIDE = gettext_lazy(
    "Under some ratings stands what others say for themselves, each with its day and its source. "
    "It is not part of the rating and counts in none of the figures."
)


def how_it_was_rated(
    *, workspace: str, organisations: int, first: date | None, last: date | None, voice: str = "cso"
) -> list[str]:
    """Who rated, when and how, in the words that hold for every report."""
    paragraphs = [
        _(
            "The ratings are those of %(workspace)s, in the voice of the national human rights institution. "
            "The Government was not asked to agree with them."
        )
        % {"workspace": workspace}
        if voice == "nhri"
        else ngettext(
            "The ratings are those of %(workspace)s, an organisation of civil society. "
            "The Government was not asked to agree with them.",
            "The ratings are those of %(workspace)s, %(count)d organisations of civil society together. "
            "The Government was not asked to agree with them.",
            organisations,
        )
        % {"workspace": workspace, "count": organisations}
    ]
    if first and last:
        paragraphs.append(
            _(
                "The ratings shown are the latest ones. The first was given on %(first)s, the last on %(last)s. "
                "Each stands with its date and, where there is any, with its evidence."
            )
            % {"first": day_in_words(first), "last": day_in_words(last)}
        )
    paragraphs.append(
        _(
            "Each recommendation counts once, however many States made it. One that belongs to several themes stands "
            "in the section of its first theme, which names the others."
        )
    )
    return paragraphs

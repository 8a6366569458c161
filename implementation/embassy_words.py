"""The wording of what embassies are told: the page, the sheet and the letter share it.

Names of States stand alone or where no article is needed, as far as a sentence allows.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cycles.dates import day_in_words
from implementation.midterm_words import in_a_row


def finding(*, asker: str, state: str, full: int, rated: int, total: int) -> str:
    """What became of one State's recommendations, in one sentence."""
    values = {"asker": asker, "state": state, "full": full, "total": total, "rated": rated}
    if not rated:
        text = ngettext(
            "The recommendation of %(asker)s to %(state)s is not rated yet",
            "The %(total)d recommendations of %(asker)s to %(state)s are not rated yet",
            total,
        )
    elif rated < total:
        text = ngettext(
            "So far %(rated)d of the %(total)d recommendations of %(asker)s to %(state)s is rated, "
            "%(full)d of them fully implemented",
            "So far %(rated)d of the %(total)d recommendations of %(asker)s to %(state)s are rated, "
            "%(full)d of them fully implemented",
            rated,
        )
    elif not full:
        text = ngettext(
            "The recommendation of %(asker)s to %(state)s is not fully implemented",
            "Of the %(total)d recommendations of %(asker)s to %(state)s, none is fully implemented",
            total,
        )
    elif full == total:
        text = ngettext(
            "The recommendation of %(asker)s to %(state)s is fully implemented",
            "All %(total)d recommendations of %(asker)s to %(state)s are fully implemented",
            total,
        )
    else:
        # "%(total)d" is at least two here; the forms go by how many are done.
        text = ngettext(
            "Of the %(total)d recommendations of %(asker)s to %(state)s, %(full)d is fully implemented",
            "Of the %(total)d recommendations of %(asker)s to %(state)s, %(full)d are fully implemented",
            full,
        )
    return text % values


def together_with(others: Sequence[str], most: int = 0) -> str:
    """Which other States made the same recommendation; where ``most`` is given, no more of them by name."""
    if not others:
        return ""
    named, left = (others[:most], len(others) - most) if 0 < most < len(others) else (others, 0)
    if not left:
        return _("Together with %(states)s") % {"states": in_a_row(named)}
    return ngettext(
        "Together with %(states)s and %(left)d other State",
        "Together with %(states)s and %(left)d other States",
        left,
    ) % {"states": in_a_row(named), "left": left}


def shared(count: int) -> str:
    """How many of a State's recommendations others made with it."""
    return ngettext(
        "%(count)d of them was made together with other States.",
        "%(count)d of them were made together with other States.",
        count,
    ) % {"count": count}


def introduction(*, asker: str, state: str, cycle: str, total: int, reviewed: date | None) -> str:
    """The first sentence of a letter: what the embassy's State recommended, and when."""
    values = {"asker": asker, "state": state, "cycle": cycle, "total": total}
    text = ngettext(
        "In the Universal Periodic Review (%(cycle)s), %(asker)s made %(total)d recommendation to %(state)s.",
        "In the Universal Periodic Review (%(cycle)s), %(asker)s made %(total)d recommendations to %(state)s.",
        total,
    )
    first = text % values
    if reviewed:
        first += " " + _("The review was on %(date)s.") % {"date": day_in_words(reviewed)}
    return first


def rated_by(*, workspace: str, organisations: int, first: date, last: date, voice: str = "cso") -> str:
    """Who rated, and when."""
    values = {
        "workspace": workspace,
        "count": organisations,
        "first": day_in_words(first),
        "last": day_in_words(last),
    }
    if voice == "nhri":
        named = _("%(workspace)s, the national human rights institution") % values
        text = _("Rated by %(named)s, as of %(last)s.")
        if first != last:
            text = _("Rated by %(named)s, as of %(first)s to %(last)s.")
        return text % (values | {"named": named})
    if first == last:
        text = ngettext(
            "Rated by %(workspace)s, an organisation of civil society, as of %(last)s.",
            "Rated by %(workspace)s, %(count)d organisations of civil society together, as of %(last)s.",
            organisations,
        )
    else:
        text = ngettext(
            "Rated by %(workspace)s, an organisation of civil society, as of %(first)s to %(last)s.",
            "Rated by %(workspace)s, %(count)d organisations of civil society together, as of %(first)s to %(last)s.",
            organisations,
        )
    return text % values


def left_out(numbers: Sequence[str]) -> str:
    """Which recommendations are counted and not shown."""
    return ngettext(
        "Counted above and not shown here: %(numbers)s.",
        "Counted above and not shown here: %(numbers)s.",
        len(numbers),
    ) % {"numbers": in_a_row(numbers)}


def asks(numbers: Mapping[str, Sequence[str]]) -> list[str]:
    """What an embassy can do, by what became of its recommendations; a person changes or strikes each.

    ``numbers`` are those that are behind (not implemented or gone back), half done, noted and behind, and done.
    """
    forms = {
        "behind": (
            _("Ask the Government what it plans on recommendation %(numbers)s, and by when."),
            _("Ask the Government what it plans on recommendations %(numbers)s, and by when."),
        ),
        "half": (
            _("Ask what is still missing on recommendation %(numbers)s."),
            _("Ask what is still missing on recommendations %(numbers)s."),
        ),
        "noted": (
            _("Come back to recommendation %(numbers)s, which was noted: a State may carry it out all the same."),
            _("Come back to recommendations %(numbers)s, which were noted: a State may carry them out all the same."),
        ),
        "done": (
            _("Say in public that recommendation %(numbers)s has been carried out."),
            _("Say in public that recommendations %(numbers)s have been carried out."),
        ),
    }
    return [
        (one if len(numbers[kind]) == 1 else several) % {"numbers": in_a_row(numbers[kind])}
        for kind, (one, several) in forms.items()
        if numbers.get(kind)
    ]

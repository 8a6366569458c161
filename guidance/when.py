"""When a step falls, in words, for people who have no review in mind: counted from the moments of any review."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from cycles.cycle_steps import Step

# In the form in which they follow "before" and "after".
_MOMENTS = {
    "stakeholder_submission": pgettext_lazy("after ‘before’ or ‘after’", "the deadline for submissions"),
    "review": pgettext_lazy("after ‘before’ or ‘after’", "the review"),
    "adoption": pgettext_lazy("after ‘before’ or ‘after’", "the adoption"),
    "next_review": pgettext_lazy("after ‘before’ or ‘after’", "the next review"),
}
_MONTH, _WEEK = 30, 7
_IN_MONTHS, _IN_WEEKS = 2 * _MONTH, 2 * _WEEK


def when_in_words(step: Step) -> str:
    """Such as "From 9 months before the deadline for submissions to 4 months before it"."""
    (first, since), (last, until) = step.starts, step.ends
    end = _from_moment(last, until) if first != last else _from_same(until)
    return _("From %(start)s to %(end)s") % {"start": _from_moment(first, since), "end": end}


def _from_moment(milestone: str, offset: int) -> str:
    moment = _MOMENTS[milestone]
    if not offset:
        return pgettext("moment of a review", "the day of %(moment)s") % {"moment": moment}
    values = {"time": _length(abs(offset)), "moment": moment}
    return _("%(time)s before %(moment)s") % values if offset < 0 else _("%(time)s after %(moment)s") % values


def _from_same(offset: int) -> str:
    """The moment was named just before."""
    if not offset:
        return pgettext("moment of a review", "that day")
    values = {"time": _length(abs(offset))}
    return _("%(time)s before it") % values if offset < 0 else _("%(time)s after it") % values


def _length(days: int) -> str:
    if days >= _IN_MONTHS:
        number = round(days / _MONTH)
        return ngettext("%(number)s month", "%(number)s months", number) % {"number": number}
    if days >= _IN_WEEKS:
        number = round(days / _WEEK)
        return ngettext("%(number)s week", "%(number)s weeks", number) % {"number": number}
    return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}

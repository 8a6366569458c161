"""Why a criterion is met or not, and what would help: (why, suggestion) by criterion and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

NAMES = {
    "specific": pgettext_lazy("SMART", "Specific"),
    "measurable": pgettext_lazy("SMART", "Measurable"),
    "achievable": pgettext_lazy("SMART", "Achievable"),
    "relevant": pgettext_lazy("SMART", "Relevant"),
    "time_bound": pgettext_lazy("SMART", "Time-bound"),
}
_SILENT = _("There are no rules for this language yet: a person must judge.")
_NO_VERB = _("No verb was found that says what to do.")
_BEGIN = _("Begin with one verb that says what the State is to do: adopt, amend, ratify, establish, train, publish …")

REASONS: dict[tuple[str, str], tuple[StrPromise, StrPromise | str]] = {
    ("specific", "one_act"): (_("It asks for one act that can be named."), ""),
    ("specific", "means"): (_("It says by what means."), ""),
    ("specific", "deliverable"): (_("It says what is to be provided, and how much of it."), ""),
    ("specific", "considers"): (
        _("It only asks to think about an act."),
        _("Ask for the act itself: “ratify”, not “consider ratifying”."),
    ),
    ("specific", "continues"): (
        _("It asks for more of the same."),
        _("Say what is new: which law, which body, which service."),
    ),
    ("specific", "minimal"): (
        _("It asks for little of the State under Review itself."),
        _("Ask for an act of this State at home."),
    ),
    ("specific", "vague"): (
        _("These words leave open what is to be done."),
        _("Name the measure: which law, which article, which institution, for whom."),
    ),
    ("specific", "general"): (
        _("The verb names an aim, not an act."),
        _("Add the means: “… by adopting …”, “… by setting up …”, or begin with them."),
    ),
    ("specific", "part"): (_("The act is not quite clear."), _("Name the law, the body or the service that is meant.")),
    ("specific", "no_verb"): (_NO_VERB, _BEGIN),
    ("specific", "silent"): (_SILENT, ""),
    ("measurable", "number"): (_("A number says when it is done."), ""),
    ("measurable", "event"): (_("One can see whether this has happened or not."), ""),
    ("measurable", "means"): (_("One can see whether the means were put in place."), ""),
    ("measurable", "result"): (
        _("Nobody could say when this is done."),
        _("Name a sign of success: a law in force, a number, a share of the budget, a report published."),
    ),
    ("measurable", "part"): (
        _("How much of it would be enough is not said."),
        _("Add how many, how much, where, or how it will be shown."),
    ),
    ("measurable", "no_verb"): (_NO_VERB, _BEGIN),
    ("measurable", "silent"): (_SILENT, ""),
    ("achievable", "one_step"): (_("It is one act within the power of the State."), ""),
    ("achievable", "small_step"): (_("It is a small step that any State can take."), ""),
    ("achievable", "unbounded"): (
        _("No State can reach this in one cycle."),
        _("Ask for the next step towards it, one that can be done in four years."),
    ),
    ("achievable", "depends"): (
        _("Whether the State has the means for it, the words do not show."),
        _("Ask for one step, and say in your paragraph what it takes."),
    ),
    ("achievable", "silent"): (_SILENT, ""),
    ("relevant", "names"): (
        _("It names a right, a group, a treaty or an institution. Whether it fits the situation, you know best."),
        "",
    ),
    ("relevant", "broad"): (
        _("It speaks of human rights at large."),
        _("Name the right, the people concerned, or the treaty that binds the State."),
    ),
    ("relevant", "none"): (
        _("It names no right, no group of people, no treaty and no institution."),
        _("Say which right of whom it is about."),
    ),
    ("relevant", "unknown"): (
        _("No right, group, treaty or institution was recognised; there may be one."),
        _("Say which right of whom it is about."),
    ),
    ("relevant", "silent"): (_SILENT, ""),
    ("time_bound", "date"): (_("It says until when."), ""),
    ("time_bound", "past"): (_("It says until when, but that day is past."), _("Give a day to come.")),
    ("time_bound", "rhythm"): (_("It says how often."), ""),
    ("time_bound", "hurry"): (
        _("These words urge, but nobody can hold the State to them."),
        _("Give a year, a number of months, or “before the next review”."),
    ),
    ("time_bound", "no_date"): (
        _("It does not say until when."),
        _("Add a year, a number of months, or “before the next review”."),
    ),
    ("time_bound", "silent"): (_SILENT, ""),
}

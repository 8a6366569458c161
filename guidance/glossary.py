"""The words of the review, explained to somebody who meets them for the first time."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Term:
    """A word and what it means. ``key`` is its anchor on the page and never changes."""

    key: str
    name: Promise
    meaning: Promise


TERMS = (
    Term(
        "addendum",
        _("Addendum"),
        _("The document in which the State under Review says which recommendations it supports and which it notes."),
    ),
    Term(
        "adoption",
        _("Adoption"),
        _("The Human Rights Council makes the outcome of a review final, four to five months after it."),
    ),
    Term(
        "advance-question",
        _("Advance question"),
        _("A question that a State puts in writing, at least ten working days before the review."),
    ),
    Term("baseline", _("Baseline"), _("Where things stood at the beginning, so that one can show what changed.")),
    Term(
        "coalition",
        _("Coalition"),
        _("Several organisations in one workspace. One coordinates; others contribute, support or observe."),
    ),
    Term("cycle", _("Cycle"), _("The round in which every State is reviewed once, about four and a half years.")),
    Term(
        "ecosoc-status",
        _("ECOSOC status"),
        _(
            "An organisation that the United Nations have admitted as a consultant. It is needed to enter the room, "
            "to speak at the adoption and to book a side event, not to lodge a submission."
        ),
    ),
    Term(
        "factsheet", _("Factsheet"), _("One or two pages on one theme, with four or five questions or recommendations.")
    ),
    Term(
        "council",
        _("Human Rights Council"),
        _("The body of 47 States in Geneva under which the review takes place. It meets three times a year."),
    ),
    Term(
        "item-6",
        _("Item 6"),
        _("The point on the Council’s agenda for the review: the adoptions, and a debate for everything else."),
    ),
    Term(
        "joint-submission",
        _("Joint submission"),
        _("A submission of several organisations. OHCHR calls it JS1, JS2 and so on in its summary."),
    ),
    Term(
        "lodge",
        _("Lodge"),
        _("Hand a submission in at OHCHR. It is published in full, with all names."),
    ),
    Term("midterm-report", _("Mid-term report"), _("What was carried out, halfway to the next review. Voluntary.")),
    Term(
        "national-report",
        _("National report"),
        _("What the State writes about itself, some three months before its review."),
    ),
    Term(
        "nhri",
        _("NHRI"),
        _("National human rights institution: a body of the State that works independently of the government."),
    ),
    Term("noted", _("Noted"), _("The State does not commit itself to this recommendation. It is no refusal.")),
    Term("ohchr", _("OHCHR"), _("The office of the United Nations High Commissioner for Human Rights, in Geneva.")),
    Term(
        "mission",
        _("Permanent mission"),
        _("A State’s embassy to the United Nations in Geneva. Its staff speak at reviews."),
    ),
    Term(
        "position", _("Position"), _("What the State said to a recommendation: supported, partially, noted, pending.")
    ),
    Term(
        "presession",
        _("Pre-session"),
        _("An hour in Geneva in which civil society speaks about a State to the missions. UPR Info holds it."),
    ),
    Term(
        "rating",
        _("Rating"),
        _("What civil society says became of a recommendation, and on what that rests."),
    ),
    Term(
        "recommendation",
        _("Recommendation"),
        _("What one or more States ask of the State under Review. 140.7 is item 7 of paragraph 140 of the report."),
    ),
    Term(
        "recommending-state",
        _("Recommending State"),
        _("A State that makes a recommendation."),
    ),
    Term(
        "reprisal",
        _("Reprisal"),
        _("Harm or threats to people because they work with the United Nations."),
    ),
    Term(
        "review",
        _("Review"),
        _("Three and a half hours in which States put questions and recommendations to one State."),
    ),
    Term(
        "safety-gate",
        _("Safety gate"),
        _("The last look at a text before it leaves: who is named, who could be recognised, who has agreed."),
    ),
    Term(
        "smart",
        _("SMART"),
        _("Specific, measurable, achievable, relevant, with a time: what makes a recommendation worth following."),
    ),
    Term(
        "stakeholder-submission",
        _("Stakeholder submission"),
        _("What an organisation writes to OHCHR before a review. Anybody from civil society may."),
    ),
    Term("sur", _("State under Review"), _("The State that is examined.")),
    Term(
        "summary",
        _("Summary of stakeholders’ submissions"),
        _("OHCHR’s extract from all submissions. It is one of three documents that States read before a review."),
    ),
    Term("supported", _("Supported"), _("The State commits itself to carrying this recommendation out.")),
    Term(
        "theme-group",
        _("Theme group"),
        _("Organisations of a coalition that take some issues upon themselves, with a lead and a day."),
    ),
    Term("troika", _("Troika"), _("Three States that are drawn by lot and prepare the report of a review.")),
    Term(
        "upr",
        _("UPR"),
        _("Universal Periodic Review: States examine the human rights of every State, one after the other."),
    ),
    Term(
        "working-group",
        _("Working Group"),
        _("All States of the United Nations, when they hold reviews: three sessions a year, some 14 States each."),
    ),
)


def glossary() -> list[Term]:
    """The words in the order of the page's language."""
    return sorted(TERMS, key=lambda term: str(term.name).casefold())

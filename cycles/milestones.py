"""The moments of a review: what each is called, why it matters, and who acts. Their days come from ``key_dates``."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

ACTORS: dict[str, Promise] = {
    "cso": gettext_lazy("Civil society"),
    "state": pgettext_lazy("UN member", "State under Review"),
    "recommending_state": gettext_lazy("Recommending States"),
    "ohchr": gettext_lazy("OHCHR"),
    "working_group": gettext_lazy("Working Group"),
    "hrc": gettext_lazy("Human Rights Council"),
    "ecosoc_ngo": gettext_lazy("Organisations with ECOSOC status"),
    "upr_info": gettext_lazy("UPR Info"),
}


@dataclass(frozen=True)
class Milestone:
    """A moment of a review, and in one sentence why it matters to civil society."""

    name: Promise
    why: Promise


# In the order in which they come.
MILESTONES: dict[str, Milestone] = {
    "national_consultations": Milestone(
        gettext_lazy("National consultations"),
        gettext_lazy("What people say here is what submissions and the national report can rest on."),
    ),
    "submission_window_opens": Milestone(
        gettext_lazy("OHCHR opens for submissions"),
        gettext_lazy("From this day on, OHCHR’s site takes submissions; earlier there is no way in."),
    ),
    "stakeholder_submission": Milestone(
        gettext_lazy("Stakeholder submissions"),
        gettext_lazy("What arrives later is not in OHCHR’s summary, and States read the summary."),
    ),
    "national_report": Milestone(
        gettext_lazy("National report"),
        gettext_lazy("The State says what it did; compare it with your submission before you speak to embassies."),
    ),
    "embassy_advocacy": Milestone(
        gettext_lazy("Meetings with embassies begin"),
        gettext_lazy("Capitals decide early what their delegations will recommend."),
    ),
    "presession_application": Milestone(
        gettext_lazy("Application to speak at the pre-session"),
        gettext_lazy("UPR Info chooses the speakers from those who apply in time."),
    ),
    "presession_statement_to_upr_info": Milestone(
        gettext_lazy("Statement for the pre-session to UPR Info"),
        gettext_lazy("Interpreters and delegations need your words before you speak."),
    ),
    "ohchr_documents_published": Milestone(
        gettext_lazy("OHCHR publishes its documents"),
        gettext_lazy("The summary shows which of your points were taken up."),
    ),
    "embassy_presession_in_country": Milestone(
        gettext_lazy("Meeting of embassies in the country"),
        gettext_lazy("Many embassies hear you at once, and write home the same week."),
    ),
    "presession": Milestone(
        gettext_lazy("Pre-session in Geneva"),
        gettext_lazy("Delegations come to hear civil society on this State, and take recommendations along."),
    ),
    "side_event_before_review": Milestone(
        gettext_lazy("Side event before the review"),
        gettext_lazy("It reaches delegations that were not at the pre-session; on the day itself nobody has time."),
    ),
    "geneva_mission_advocacy": Milestone(
        gettext_lazy("Meetings with missions in Geneva"),
        gettext_lazy("The last weeks in which a recommendation can still change its words."),
    ),
    "advance_questions": Milestone(
        gettext_lazy("Advance questions of States"),
        gettext_lazy("A question put in writing has to be answered at the review."),
    ),
    "troika_selected": Milestone(
        gettext_lazy("The troika is drawn"),
        gettext_lazy("Three States then prepare the report; they are worth knowing."),
    ),
    "review": Milestone(
        pgettext_lazy("milestone", "Review"),
        gettext_lazy("Three and a half hours in which States put their questions and recommendations."),
    ),
    "draft_recommendations_published": Milestone(
        gettext_lazy("Draft list of recommendations"),
        gettext_lazy("The first text of every recommendation, and the moment for a first word to the press."),
    ),
    "wg_report_adopted": Milestone(
        gettext_lazy("The Working Group adopts its report"),
        gettext_lazy("The numbers by which everybody will speak of the recommendations are set."),
    ),
    "final_wg_report": Milestone(
        gettext_lazy("Final report of the Working Group"),
        gettext_lazy("The text to quote from: recommendations, and the first answers."),
    ),
    "addendum": Milestone(
        gettext_lazy("Addendum: the State’s answers"),
        gettext_lazy("Until then you can still win support for recommendations that wait for an answer."),
    ),
    "hrc_written_statement": Milestone(
        gettext_lazy("Written statement to the Council"),
        gettext_lazy("It becomes a document of the United Nations that can be cited later."),
    ),
    "hrc_oral_statement_registration": Milestone(
        gettext_lazy("List of speakers opens for the adoption"),
        gettext_lazy("Few organisations get to speak, and places go fast."),
    ),
    "hrc_oral_statement_upload": Milestone(
        gettext_lazy("Text of the oral statement handed in"),
        gettext_lazy("Without the text, interpreters cannot carry your words."),
    ),
    "adoption": Milestone(
        gettext_lazy("Outcome adopted"),
        gettext_lazy("The State’s answers become final, and civil society may speak in the Council."),
    ),
    "hc_letter": Milestone(
        gettext_lazy("Letter of the High Commissioner"),
        gettext_lazy("It names what the United Nations expect first, and can be quoted to the government."),
    ),
    "action_plan": Milestone(
        gettext_lazy("Plan of action"),
        gettext_lazy("A plan with names and dates, while the promises are fresh."),
    ),
    "midterm_report": Milestone(
        gettext_lazy("Mid-term report"),
        gettext_lazy("Halfway: what was carried out, while there is time for the rest."),
    ),
    "next_review": Milestone(
        gettext_lazy("Next review"),
        gettext_lazy("What was not done then comes back, with the evidence you kept."),
    ),
}


def actor_name(code: str) -> str:
    """Who acts, in words; a code that we do not know as it stands."""
    return str(ACTORS.get(code, code))

"""Steps 13 to 16: from the promises to the next review."""

from django.utils.translation import gettext_lazy as _

from guidance import sources
from guidance.guide import Guide, Page

PLAN = Guide(
    key="plan",
    what=_("Turn the recommendations into a plan: what is to be done, by whom, until when, and how one sees it."),
    why=_(
        "A recommendation names no ministry and no budget. A plan that you bring in the first months, while the "
        "promises are fresh, is often the only one on the table."
    ),
    actions=(
        _(
            "Put recommendations that ask for the same into one group. Thirty groups are easier to follow than "
            "270 lines."
        ),
        _("For each group write the result that you expect, the actions, and the ministry that is responsible."),
        _("Add how it is measured: where things stand today, where they should be, and which document shows it."),
        _("Add until when, what it costs, who might pay, and what you do yourselves."),
        _("Bring the plan to the ministry or the national body for follow-up. Ask for a fixed date, twice a year."),
        _("Read the letter that the High Commissioner sends to the foreign minister, and quote it."),
        _(
            "Tell UN agencies and embassies which parts they could support. There is a UN fund for which the "
            "State may apply."
        ),
    ),
    mistakes=(
        _("A plan for the drawer: nobody is named in it, and no date."),
        _("Only the supported recommendations. The noted ones belong in it as well."),
        _("Promising to do the State’s work. Say what is yours and what is not."),
    ),
    sources=(sources.TAKE_ACTION, sources.BEYOND_PROMISES, sources.FUND, sources.CHAIN, sources.PRACTICES),
)
FOLLOW_UP = Guide(
    key="follow_up",
    what=_("Watch what is done, rate again, write to the government, and remind those who recommended."),
    why=_(
        "Most of the cycle is this step, three years without a date in Geneva. Studies found that about half of what "
        "States supported had led to something at the halfway mark, more where somebody kept asking."
    ),
    actions=(
        _(
            "Set two days a year on which you look at all ratings again. Change a rating only with something "
            "that shows it."
        ),
        _(
            "Write to the ministry about what stands still: a clear question, a day for the answer. Note what "
            "came back."
        ),
        _("Ask members of parliament to put the same question. Budgets show more than plans."),
        _("Write to the embassy of the State that recommended it: this is what became of your recommendation."),
        _("Use other bodies: treaty committees and special rapporteurs ask about the same points."),
        _("Tell people in the country what has changed, in their languages and in public where it is safe."),
        _("Write down threats that follow from this work, with consent of those concerned, and report them."),
    ),
    mistakes=(
        _("Silence until the next submission is due."),
        _("One rating that nobody dates. A rating is only worth something with its day."),
        _("Asking everybody for everything. One question to one office gets an answer."),
    ),
    sources=(sources.TAKE_ACTION, sources.BEYOND_PROMISES, sources.STUDY, sources.REPRISALS),
    pages=(Page(_("Ratings that were published, by State"), "cycles:state_list"),),
)
MIDTERM = Guide(
    key="midterm",
    what=_("Report halfway, some two and a half years after the review, what was carried out and what was not."),
    why=_(
        "There is still time to do what is missing. A report of civil society also moves States to write their own: "
        "it is voluntary for both."
    ),
    actions=(
        _("Fix a day for the ratings, half a year before you publish, and rate everything that is not rated."),
        _("Ask the government and the NHRI for what they have. Show where you and they differ."),
        _("Order it by theme, not by number. People look for their subject."),
        _("Say for each recommendation: number, text, position, what became of it, and on what that rests."),
        _("Say how you worked, who took part, and how you rated. Take out who could be harmed."),
        _(
            "Let all members agree, then publish: on your site, with UPR Info, with OHCHR, in the languages of "
            "the country."
        ),
        _("Announce it in the Council’s debate under item 6, and hand it to the embassies and ministries in person."),
    ),
    mistakes=(
        _("Only percentages. A reader wants to know what changed for whom."),
        _("Colours alone. Printed in grey, they say nothing: write the word beside them."),
        _("A launch, and then nothing. Plan three conversations that follow from it."),
    ),
    sources=(sources.TAKE_ACTION, sources.BEYOND_PROMISES, sources.METHOD),
)
HANDOVER = Guide(
    key="handover",
    what=_("Close this cycle so that the next begins with everything you know."),
    why=_(
        "Four and a half years later many people have gone. Whoever comes then needs the ratings, the contacts and "
        "what you learned, not your memories."
    ),
    actions=(
        _("Rate every recommendation for the last time in this cycle. That is where the next submission begins."),
        _("Open a workspace on the next review, and see when its submissions are due."),
        _("Meet once to talk about what worked: which embassies listened, what was in the summary, what was a waste."),
        _("Write down who did what, who left, and who should be asked this time."),
        _("Decide what is deleted: notes on people, drafts, records that nobody needs any more."),
        _("Take a copy of your organisation’s work along, and keep it where only you can open it."),
    ),
    mistakes=(
        _("Beginning the next cycle on the day of its deadline."),
        _("Knowledge that leaves with one person."),
        _("Keeping everything for ever. What is deleted cannot be seized."),
    ),
    sources=(sources.TAKE_ACTION, sources.PRACTICES, sources.OURS),
    pages=(Page(_("When is the next review? The calendar"), "cycles:calendar_month"),),
)
GUIDES = (PLAN, FOLLOW_UP, MIDTERM, HANDOVER)

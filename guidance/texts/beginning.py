"""Steps 1 to 4: who works together, what became of the last review, who was asked, what matters most."""

from django.utils.translation import gettext_lazy as _

from guidance import sources
from guidance.guide import Guide, Page

COALITION = Guide(
    key="coalition",
    what=_("Find the organisations that will work on this review with you, and agree who does what and until when."),
    why=_(
        "A joint submission may be twice as long as one of a single organisation, and States take more notice of many "
        "voices that say the same. Work that is shared also protects: nobody stands alone with a difficult issue."
    ),
    actions=(
        _("Look at the dates of your review first, and count back nine months from the day for submissions."),
        _(
            "List who works on which right and with which group, also outside the capital. Ask those who are hardly "
            "ever asked: people in remote regions, people with disabilities, minorities, young people."
        ),
        _("Hold one meeting to explain the review to those who have never taken part in one. Keep it to two hours."),
        _("Agree in writing who coordinates, who decides, how you settle a quarrel, and what stays among you."),
        _("Divide the issues into theme groups. Give each a lead and a day on which its part is ready."),
        _("Ask each member what it risks by being named, and write down who wants to take part without a name."),
        _("Decide what the work costs, translation and travel above all, and who asks which donor for it."),
    ),
    mistakes=(
        _("Starting when OHCHR’s site opens. Six weeks are enough to lodge a text, not to agree on one."),
        _("A coalition on paper: many names on the cover, and one organisation that writes everything."),
        _("Leaving out those whose rights the text is about."),
    ),
    sources=(sources.TAKE_ACTION, sources.PRACTICES, sources.STUDY, sources.OURS),
    pages=(Page(_("When is the review? The calendar"), "cycles:calendar_month"),),
)
BASELINE = Guide(
    key="baseline",
    what=_("Say for each recommendation of the last review what became of it, and on what your answer rests."),
    why=_(
        "Each review starts from what was recommended in the last one, and OHCHR asks submissions to begin there. "
        "Your ratings are also the proof later: without a starting point nobody can show that something changed."
    ),
    actions=(
        _(
            "Open a workspace on the last review. Its recommendations are there, or the page says which file "
            "brings them."
        ),
        _("Share them out by theme, so that each is rated by those who know the field."),
        _(
            "Rate each as fully, partially or not implemented. Say so where it got worse, or where you lack "
            "information."
        ),
        _("Write one or two sentences why, and add what shows it: a law, a figure, a judgment, a report."),
        _("Rate the noted ones too. Of those that States only noted, about one in five led to something."),
        _("Read what the government says of itself, and keep both views side by side where they differ."),
        _("Take the ten that matter most to you into the first section of your submission."),
    ),
    mistakes=(
        _("Taking a law that was passed for a life that has changed. Say which of the two you rate."),
        _("Rating from memory, without a source and a date."),
        _("Leaving out what went well. Whoever also names progress is believed when naming the rest."),
    ),
    sources=(sources.GUIDELINES, sources.TAKE_ACTION, sources.BEYOND_PROMISES),
    pages=(
        Page(_("Find the last review of your State"), "cycles:state_list"),
        Page(_("Search all recommendations"), "cycles:search"),
    ),
)
CONSULTATIONS = Guide(
    key="consultations",
    what=_("Ask people in the country what matters to them, take part when the government asks, and meet the NHRI."),
    why=_(
        "States are encouraged to consult widely before they write their national report. What is said there can be "
        "held against the report later. And your own submission weighs as much as the people you listened to."
    ),
    actions=(
        _("Ask the ministry that writes the national report when and where it consults, and ask to be invited."),
        _("Hold your own meetings outside the capital as well, in the languages that people speak."),
        _("Invite the groups whom the last recommendations concerned, and see afterwards which of them were missing."),
        _("Write down what was said and what officials promised, with the day. Leave out names unless people agree."),
        _("Meet the national human rights institution: who covers what, and who says what where."),
        _("Show the ministry the main points of your submission early. Some States answer before Geneva."),
    ),
    mistakes=(
        _("Taking part in a consultation that serves as decoration, and not saying so in the submission."),
        _("Lists of participants that lie about, or go by e-mail. They are dangerous for those who stand on them."),
        _("Meeting only people whom one knows already."),
    ),
    sources=(sources.TAKE_ACTION, sources.PRACTICES, sources.OURS),
)
ISSUES = Guide(
    key="issues",
    what=_("Agree on the few issues that your submission is about, and gather what proves them."),
    why=_(
        "A review lasts three and a half hours and gives a State some 270 recommendations. What is said briefly and "
        "backed well is repeated by States; what is one of forty points is not."
    ),
    actions=(
        _("Collect every issue that was named in the consultations and in the ratings."),
        _(
            "Choose five to eight together: how grave it is, how many it concerns, whether it got worse, "
            "and whether a recommendation could change it."
        ),
        _(
            "For each, gather what happened since the last review: figures, laws, judgments, cases, each with "
            "its source."
        ),
        _("See what other bodies of the United Nations have said on it. States like to repeat what is on record."),
        _("Find out what other States recommended on this issue last time. They are the first to talk to."),
        _("Write one demand for each issue: what should be done, by whom, until when."),
        _("Ask those whose story you use, tell them that it will be published, and write down what they agreed to."),
    ),
    mistakes=(
        _("Every member’s every concern. A list without an order leaves the choice to others."),
        _("Facts from before the last review, or from newspapers alone."),
        _("Details by which one person can be recognised, even without a name."),
    ),
    sources=(sources.TAKE_ACTION, sources.ADVOCATES, sources.REPRISALS, sources.OURS),
    pages=(
        Page(_("Issues, and who recommends on them"), "cycles:issue_list"),
        Page(_("Search all recommendations"), "cycles:search"),
    ),
)
GUIDES = (COALITION, BASELINE, CONSULTATIONS, ISSUES)

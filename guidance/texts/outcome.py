"""Steps 10 to 12: the review, the State's answers, and the adoption."""

from django.utils.translation import gettext_lazy as _

from guidance import sources
from guidance.guide import Guide, Page

REVIEW = Guide(
    key="review",
    what=_("Watch the review, write down what States recommend, and make it known at home."),
    why=_(
        "For three and a half hours the world speaks about your country: 70 minutes are the State’s, 140 the other "
        "States’. You cannot speak, but you can hear who kept a promise, and tell people the same day."
    ),
    actions=(
        _("Look up the day and the hour on UN Web TV, and in your own time. The recording stays there."),
        _("Invite people to watch together, where that is safe, with somebody who explains what is going on."),
        _("Divide the speaking States among you, and write down each recommendation as you hear it."),
        _("Mark which of your proposals came up, in whose words, and which did not."),
        _("Prepare a statement for the press and your posts beforehand; two people read them in the evening."),
        _("Compare your notes with the draft list, which comes about two days later, and with the final report."),
        _("Thank the States that took up your point. You need them again for the answers."),
    ),
    mistakes=(
        _("Counting praise. What is not in the list of recommendations does not exist."),
        _("Quoting numbers from the draft. The final report may number them anew."),
        _("A meeting in public in a week in which officials are watching closely."),
    ),
    sources=(sources.TAKE_ACTION, sources.CHAIN, sources.OURS),
    pages=(Page(_("Bring in the list of recommendations"), "cycles:import_create"),),
)
POSITIONS = Guide(
    key="positions",
    what=_("Win support for recommendations that wait for an answer, and ask for a clear answer to each."),
    why=_(
        "The State has some four months to say which recommendations it supports and which it only notes. "
        "This is the time in which most can still be won, and in which few people work."
    ),
    actions=(
        _("Bring the final list into the record. See which are supported already and which wait."),
        _("Choose those that matter and could still go either way. For each, find the ministry that decides."),
        _("Give that ministry one page: what it would have to do, what it costs, who does it already."),
        _("Ask embassies, UN agencies and the NHRI to bring up the same ones. Say who asks whom."),
        _("Ask the government to answer every single one in its addendum: supported or noted, and why."),
        _(
            "Read the addendum against the list when it comes, two weeks before the session at the latest, and "
            "note gaps."
        ),
        _(
            "Explain a noted one as what it is: no refusal. A State can note, it cannot reject, and you keep "
            "following it."
        ),
    ),
    mistakes=(
        _("Waiting for the adoption. It only seals what was decided before."),
        _("Cheering the share that is supported. Many easy ones can hide the few that count."),
        _("Taking a missing answer for a yes. What stays open after the adoption counts as noted."),
    ),
    sources=(sources.TAKE_ACTION, sources.COUNCIL, sources.METHOD, sources.CHAIN),
    pages=(Page(_("Reviews and the positions of States"), "cycles:state_list"),),
)
ADOPTION = Guide(
    key="adoption",
    what=_("Say in the Human Rights Council what you think of the State’s answers, in two minutes or in writing."),
    why=_(
        "The Council adopts the outcome in one hour: 20 minutes for the State, 20 for other States, 20 for civil "
        "society. It is the only moment in the whole review at which you speak and the State has to listen."
    ),
    actions=(
        _("Find an organisation with ECOSOC status: your own, or one that lends you its place."),
        _(
            "Watch for the day on which the list of speakers opens, mostly the Thursday or Friday before, at "
            "14:00 in Geneva."
        ),
        _("Put your name down within minutes. There are about ten places, first come, first served."),
        _("Agree with the other speakers who says what, so that nothing is said twice in 20 minutes."),
        _(
            "Write 250 words: one thing to welcome, two noted recommendations that matter, one thing for the "
            "first year."
        ),
        _(
            "Hand in the text at the latest the day before, so that the interpreters have it. A video is "
            "possible as well."
        ),
        _("Or send a written statement two weeks before the session. It becomes a UN document that can be quoted."),
    ),
    mistakes=(
        _("Repeating the submission. Speak of the answers."),
        _("Running over time: the microphone is turned off."),
        _("Forgetting that you are filmed, and that the recording stays."),
    ),
    sources=(sources.COUNCIL, sources.SPEAKERS, sources.WRITTEN, sources.TAKE_ACTION),
    pages=(Page(_("Which session of the Council adopts it"), "cycles:session_list"),),
)
GUIDES = (REVIEW, POSITIONS, ADOPTION)

"""Steps 8 and 9: States hear what they should recommend, in the country and in Geneva."""

from django.utils.translation import gettext_lazy as _

from guidance import sources
from guidance.guide import Guide, Page

EMBASSIES = Guide(
    key="embassies",
    what=_("Make one or two pages on each issue, and bring them to embassies in your country."),
    why=_(
        "Only States speak at the review. What they say is written in their capitals three to four months before, "
        "often on the advice of the embassy in your country."
    ),
    actions=(
        _("Make a factsheet on each theme: two pages at most, four or five questions or proposed recommendations."),
        _("Put first what was recommended last time, the State’s position, and what became of it."),
        _("Choose ten to twenty States: those that recommended on this theme before, to you and to others."),
        _("Divide the embassies among you, so that no State is visited twice by people who do not know of each other."),
        _("Ask for half an hour. Bring the factsheet, say two things, and ask which recommendation they might make."),
        _("Invite several embassies to one meeting, two to three months before the review. They talk to each other."),
        _(
            "Write down what was said, leave the name of the diplomat out of mails, and write again with the "
            "exact words."
        ),
    ),
    mistakes=(
        _("Only the large embassies. Small States speak just as long, and listen more."),
        _("A folder of forty pages."),
        _("Coming in the month of the review. The words are decided by then."),
    ),
    sources=(sources.TAKE_ACTION, sources.STUDY, sources.SMART, sources.OURS),
    pages=(
        Page(_("What each State recommends to others"), "cycles:state_list"),
        Page(_("Issues, and who recommends on them"), "cycles:issue_list"),
    ),
)
GENEVA = Guide(
    key="geneva",
    what=_("Speak at the pre-session, meet the missions in Geneva, and hand over questions for the State."),
    why=_(
        "The people who will sit in the room work in Geneva. At the pre-session many of them hear you in one hour; "
        "in the weeks after it they still change words."
    ),
    actions=(
        _(
            "Apply to UPR Info for the pre-session as soon as the call is out, with your submission. It closes "
            "weeks ahead."
        ),
        _("If you are chosen, you have five to seven minutes. Hand in your statement, in English, two weeks before."),
        _("Write a month before the review to the missions that deal with your State, to the person for the Council."),
        _(
            "Bring ready questions: States put them in writing ten working days before the review, and they get "
            "answers."
        ),
        _(
            "Hold a side event one to two months before, not the day before. Booking takes an organisation with "
            "ECOSOC status."
        ),
        _("Leave a page in the language of the mission, and thank them with the wording that you agreed on."),
        _("Before you travel, agree at home who checks on you, and what is done if somebody is stopped or threatened."),
    ),
    mistakes=(
        _("Believing that one has to go to Geneva. Calls and embassies do much of it for those who cannot."),
        _("Photographs of participants that are put on the net without asking."),
        _("Reading out the whole statement that everybody has in hand."),
    ),
    sources=(sources.TAKE_ACTION, sources.PRESESSIONS, sources.ADVANCE, sources.SIDE_EVENTS, sources.REPRISALS),
    pages=(Page(_("Sessions and their dates"), "cycles:session_list"),),
)
GUIDES = (EMBASSIES, GENEVA)

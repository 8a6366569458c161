"""Steps 5 to 7: the submission is drafted, signed off and lodged."""

from django.utils.translation import gettext_lazy as _

from guidance import sources
from guidance.guide import Guide, Page

DRAFT = Guide(
    key="draft",
    what=_("Write the submission: what became of the last review, what is new, and what States should recommend."),
    why=_(
        "OHCHR makes one summary out of all submissions, and States read that summary. A paragraph that can be quoted "
        "as it stands, with a number and a source, is the one that gets in."
    ),
    actions=(
        _("Give each section to one group, with a number of words. All together 2,815 words, or 5,630 if joint."),
        _("Begin with who you are and the main points in one paragraph, then the last review, then what is new."),
        _("Write short paragraphs, one thought each, and number them from first to last. Number the pages as well."),
        _("Put the source of every fact in a note."),
        _(
            "End every challenge with a proposal: one action, by a body that you name, that can be done and checked, "
            "until a year that you name."
        ),
        _(
            "Keep to the State’s duties and to what can be shown. Cooperation is the tone of the review, not "
            "accusation."
        ),
        _("Let somebody read it who knows nothing of the matter, and somebody who would be harmed by a careless word."),
    ),
    mistakes=(
        _("Over the limit. OHCHR may set the whole text aside."),
        _("No numbers on the paragraphs: the summary then can only cite a page."),
        _("“Improve”, “ensure” and “consider” without saying what is to be done. Such proposals can never be checked."),
        _("Reports of other organisations as annexes. Cite them instead."),
    ),
    sources=(sources.GUIDELINES, sources.LIMITS, sources.ADVOCATES, sources.SUMMARIES, sources.SMART),
    pages=(Page(_("See how recommendations were worded before"), "cycles:search"),),
)
SIGNOFF = Guide(
    key="signoff",
    what=_("Every organisation says yes to the text, or says no, and you go through it once more for people’s safety."),
    why=_(
        "OHCHR publishes every submission in full, with the names of all who signed. It cannot be called back. "
        "This is the last moment at which a name or a place can still be taken out."
    ),
    actions=(
        _("Stop changing the text. Send all members the same version, with the day by which they answer."),
        _("Ask each for a clear answer: signs, signs with a reservation, does not sign, takes part without its name."),
        _("Read the text for people: who could be recognised by name, office, village, date, or case number?"),
        _("For everybody who could be, find the consent. No consent in hand means: take it out."),
        _("Remember who might be blamed, even if not named: the only clinic of the district, the only lawyer."),
        _("Take names and comments out of the file’s properties, and turn tracked changes off."),
        _("Write down who signed which version, on which day."),
    ),
    mistakes=(
        _("Silence taken for consent."),
        _("Corrections after the first has signed. Whoever signed has to be asked again."),
        _("Names left in a footnote, in a picture, or in the name of the file."),
    ),
    sources=(sources.SUMMARIES, sources.REPRISALS, sources.GUIDELINES, sources.OURS),
)
LODGE = Guide(
    key="lodge",
    what=_("Hand in the final Word file on OHCHR’s site before the deadline, and keep the receipt."),
    why=_(
        "Nothing that comes late is looked at. The deadline holds in Geneva’s time, and on the last day "
        "the site is slow."
    ),
    actions=(
        _(
            "Register your organisation on uprdoc.ohchr.org weeks ahead. One account per organisation; sign in "
            "by its name."
        ),
        _(
            "Look up the deadline: the day, and 23:59 in Geneva, which may be the afternoon or the next morning "
            "for you."
        ),
        _(
            "Check the file: Word and not PDF, one State, an official UN language, all names at the start if it "
            "is joint."
        ),
        _("Fill in the cover: who you are, what you do, whom to contact. Choose an address that can be known."),
        _("Lodge it three days early. A single and a joint submission are two steps, each with its own form."),
        _("Save the receipt. Open the file again from the site and see that it is the right one."),
        _("Tell all members, and later note the code that OHCHR gives you in its summary, such as JS3."),
    ),
    mistakes=(
        _("Two accounts for one organisation, or a password that only one person knows."),
        _("A first version “to be safe”, and a better one later. The second may not be taken."),
        _("Sending it by e-mail."),
    ),
    sources=(sources.SYSTEM, sources.GUIDELINES, sources.ADVOCATES),
    pages=(Page(_("Deadlines of all sessions"), "cycles:session_list"),),
)
GUIDES = (DRAFT, SIGNOFF, LODGE)

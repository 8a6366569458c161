"""Where the rules in the guides come from."""

from django.utils.translation import gettext_lazy as _

from guidance.guide import Source

TAKE_ACTION = Source(_("UPR Info, advice to civil society on each stage of the review"))
PRACTICES = Source(_("A collection of good practices of civil society from the first cycle, by Rights and Democracy"))
STUDY = Source(_("Birmingham City University, study on what civil society needs at the review, 2024"))
BEYOND_PROMISES = Source(_("UPR Info, study on how recommendations are carried out (Beyond Promises)"))
GUIDELINES = Source(_("OHCHR, technical guide and guidelines for stakeholders’ submissions"))
LIMITS = Source(
    _("OHCHR, word limits in force since 2011; read the guidelines for your session before you rely on them"),
    is_sure=False,
)
ADVOCATES = Source(_("The Advocates for Human Rights, summary of OHCHR’s guidelines"))
SYSTEM = Source(_("OHCHR, the site that takes the submissions: uprdoc.ohchr.org"))
SUMMARIES = Source(_("OHCHR’s summaries of submissions on Slovenia and Namibia, A/HRC/WG.6/48/SVN/3 and 52/NAM/3"))
PRESESSIONS = Source(_("UPR Info, calls and forms for pre-sessions since 2017; details change from session to session"))
SMART = Source(_("UPR training on specific and measurable recommendations, 2018, and UPR Info"))
SIDE_EVENTS = Source(_("OHCHR’s form for rooms, and the academy of the International Service for Human Rights"))
ADVANCE = Source(_("Statement of the President of the Human Rights Council, PRST 8/1"))
COUNCIL = Source(_("Report of the Human Rights Council, A/HRC/43/2, paragraphs 32 to 34 and 368"))
SPEAKERS = Source(
    _("UPR Info and OHCHR, how places for speakers were given in 2012 and 2016; look at the announcement for yours"),
    is_sure=False,
)
WRITTEN = Source(_("OHCHR, guidelines for written statements; ECOSOC resolution 1996/31"))
CHAIN = Source(
    _("The documents on Slovenia in the fourth cycle, from the national report to the letter of October 2025")
)
METHOD = Source(_("UPR Info, how it counts positions and levels of implementation"))
FUND = Source(_("OHCHR, Voluntary Fund for implementation; Council resolutions 16/21 and 51/30"))
REPRISALS = Source(_("OHCHR, what to do about reprisals; Council resolution 12/2"))
OURS = Source(_("Our own advice, from working practice; no rule of the United Nations"), is_sure=False)

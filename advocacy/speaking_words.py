"""Who says how fast a language is spoken and how long a statement may be, as refdata has it, in the reader's words."""

from django.utils.translation import pgettext_lazy

PACE_SOURCES = {
    "en": pgettext_lazy(
        "pace of speakers",
        "Li 2010, Journal of Specialised Translation 13: 100 to 120 words a minute are optimal for interpreters "
        "(middle of the range)",
    ),
    "fr": pgettext_lazy(
        "pace of speakers",
        "the English pace by the ratio of reading aloud in IReST (Trauzettel-Klosinski and Dietz 2012, IOVS 53: French "
        "195, English 228) (computed)",
    ),
    "es": pgettext_lazy(
        "pace of speakers", "the English pace by the ratio in IReST (2012: Spanish 218, English 228) (computed)"
    ),
    "ar": pgettext_lazy(
        "pace of speakers", "the English pace by the ratio in IReST (2012: Arabic 138, English 228) (computed)"
    ),
    "ru": pgettext_lazy(
        "pace of speakers", "the English pace by the ratio in IReST (2012: Russian 184, English 228) (computed)"
    ),
    "zh": pgettext_lazy(
        "pace of speakers", "Li 2010: 150 to 180 syllables a minute are optimal in Chinese (middle of the range)"
    ),
}
LIMIT_SOURCES = {
    "presession": pgettext_lazy(
        "limit of a statement",
        "UPR Info, application form of the pre-sessions 2017: 5 to 7 minutes each (verified)",
    ),
    "adoption": pgettext_lazy(
        "limit of a statement",
        "20 minutes for ten speakers (A/HRC/43/2, paragraph 32; UPR Info 2012): 2 minutes each (arithmetic; look it up "
        "for your session)",
    ),
    "item6": pgettext_lazy(
        "limit of a statement",
        "A/HRC/43/2, paragraph 34: 1.5 minutes for observers in general debates (verified for 2020)",
    ),
    "written": pgettext_lazy(
        "limit of a statement",
        "ECOSOC resolution 1996/31: 2,000 words with general status, 1,500 with special status or on the roster "
        "(verified)",
    ),
    "video": pgettext_lazy(
        "limit of a statement",
        "A/HRC/43/2, paragraph 33: video statements; the time of the debate that they stand in (look it up for your "
        "session)",
    ),
}

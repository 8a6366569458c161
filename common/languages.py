"""The six languages of the United Nations, in which the pages and papers speak; and codes of languages."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
    ("ru", _("Russian")),
    ("zh-hans", _("Chinese")),
]

# How libraries and other programs write the six.
_LONG = {"eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "ara": "ar", "rus": "ru", "zho": "zh", "chi": "zh"}
_KNOWN = {code.partition("-")[0] for code in LANG_INFO}


def language_of_code(written: object) -> str:
    """The language that a code means, without case, script and region: ``EN_us`` is ``en``; empty for no language."""
    code = str(written).strip().lower().replace("_", "-").partition("-")[0]
    code = _LONG.get(code, code)
    return code if code in _KNOWN else ""


def language_of_pages(code: str) -> str:
    """In which of the six the words around a text in this language are said: ``zh`` is said in ``zh-hans``."""
    return next((one for one, _name in LANGUAGES if one.partition("-")[0] == code.partition("-")[0]), "en")

"""The six languages of the United Nations, in which the pages and papers speak."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
    ("ru", _("Russian")),
    ("zh-hans", _("Chinese")),
]


def language_of_pages(code: str) -> str:
    """In which of the six the words around a text in this language are said: ``zh`` is said in ``zh-hans``."""
    return next((one for one, _name in LANGUAGES if one.partition("-")[0] == code.partition("-")[0]), "en")

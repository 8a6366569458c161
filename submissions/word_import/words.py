"""What headings and words tell of a text: the part of a submission, and its language."""

import re

from submissions.models import Section

_KINDS = {
    Section.Kind.INTRODUCTION: r"introduc|summary|résumé|resumen|введен|резюме|مقدم|تمهيد|ملخص|引言|导言|摘要",
    Section.Kind.METHOD: r"method|méthod|metod|метод|منهج|方法",
    Section.Kind.FOLLOW_UP: (
        r"follow[- ]?up|previous (cycle|review|recommendation)|suivi|mise en œuvre des recomm|seguimiento|"
        r"последующ|выполнен|متابعة|تنفيذ التوصيات|后续|落实"
    ),
    Section.Kind.CONCLUSION: r"conclu|заключ|вывод|خاتمة|خلاصة|结论|结语",
}
FIRST_HEADINGS = {
    "en": "Introduction",
    "fr": "Introduction",
    "es": "Introducción",
    "ar": "مقدمة",
    "ru": "Введение",
    "zh": "引言",
}
_SCRIPTS = {"ar": "[\u0600-\u06ff]", "ru": "[\u0400-\u04ff]", "zh": "[\u4e00-\u9fff]"}
_COMMON = {
    "en": {"the", "of", "and", "to", "in", "that", "is", "for"},
    "fr": {"le", "la", "les", "des", "et", "du", "que", "dans", "une"},
    "es": {"el", "los", "las", "del", "y", "que", "en", "una", "por"},
}
_OF_THREE = 3


def kind_of(heading: str) -> str:
    """Which part of a submission stands under such a heading; a theme where it says none of the others."""
    for kind, pattern in _KINDS.items():
        if re.search(pattern, heading, re.IGNORECASE):
            return str(kind.value)
    return str(Section.Kind.THEME.value)


def language_of(text: str, *, said: str = "") -> str:
    """The language of a text, of the six that OHCHR takes: by its letters, then by its commonest words."""
    letters = sum(sign.isalpha() for sign in text) or 1
    for language, script in _SCRIPTS.items():
        if len(re.findall(script, text)) * _OF_THREE > letters:
            return language
    words = text.casefold().split()
    found = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best = max(found, key=lambda language: found[language])
    return best if found[best] else (said[:2] if said[:2] in FIRST_HEADINGS else "en")

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.utils.translation import to_locale

from common.catalogue import find_messages, messages_of_python, messages_of_template, plural_forms
from common.management.commands.extract_messages import our_packages

ROOT = Path(settings.BASE_DIR)
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
# Names and signs that are the same in every language. 500.html is shown when nothing works, in three languages.
NAMES = re.compile(
    r"https://[\w./-]+|SVN-4-140|UPR|OHCHR|API|CSV|PDF|Word|NDJSON|JSON|Excel|\?lang=|Enter|GET|UTC|J|K|W|E|S"
)
WRITTEN_OUT = {"500.html"}
MARKUP = re.compile(
    r"{#.*?#}|<!--.*?-->|&\w+;"
    r"|{%\s*block (?:body|frame)_class\s*%}.*?{%\s*endblock\s*%}"
    r"|{%\s*(comment|blocktranslate).*?end\1\s*%}"
    r"|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
SPOKEN = re.compile(r"""(?:aria-label|title|placeholder|alt)=(?:"([^"]*)"|'([^']*)')""")


def letters(text):
    return re.findall(r"[^\W\d_]{2,}", NAMES.sub("", text))


def test_python_messages_are_found_with_plural_and_context():
    source = 'a = pgettext("position", "Noted")\nb = ngettext("%d row", "%d rows", n)\nc = _(name)\n'

    found = [(message.context, message.text, message.plural) for message in messages_of_python(source)]

    assert found == [("position", "Noted", ""), ("", "%d row", "%d rows")]


def test_template_messages_are_found_inside_blocks_and_loops():
    source = (
        "{% load i18n %}{% if a %}{% for x in y %}{% translate 'Noted' context 'position' %}{% endfor %}{% endif %}"
        "{% blocktranslate count n=rows trimmed %}\n {{ n }} row\n{% plural %}{{ n }} rows{% endblocktranslate %}"
    )

    found = [(message.context, message.text, message.plural) for message in messages_of_template(source)]

    assert found == [("position", "Noted", ""), ("", "%(n)s row", "%(n)s rows")]


def test_text_with_two_plurals_is_refused(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "app").mkdir()
    (tmp_path / "app/one.py").write_text('ngettext("%d row", "%d rows", n)')
    (tmp_path / "app/two.py").write_text('ngettext("%d row", "All %d rows", n)')

    with pytest.raises(ValueError, match="two.py: “%d row” has another plural elsewhere"):
        find_messages(tmp_path, ["app"])


def words_outside(template):
    """What a template says that no translation can change."""
    source = MARKUP.sub(" ", template.read_text())
    spoken = [text for pair in SPOKEN.findall(source) for text in pair]
    plain = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", source, flags=re.DOTALL)
    return letters(" ".join([plain, *spoken]))


def test_no_template_has_a_word_outside_a_translation():
    templates = sorted((ROOT / "templates").rglob("*.html"))
    found = {path.name: words for path in templates if (words := words_outside(path))}

    assert words_outside(ROOT / "templates/500.html") != []
    assert {name: words for name, words in found.items() if name not in WRITTEN_OUT} == {}


@cache
def catalogue_of(language):
    return polib.pofile(str(ROOT / f"locale/{to_locale(language)}/LC_MESSAGES/django.po"))


@pytest.fixture(scope="module")
def messages():
    return find_messages(ROOT, our_packages())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(messages, language):
    catalogue = catalogue_of(language)
    done = {(entry.msgctxt or "", entry.msgid) for entry in catalogue if entry.translated()}

    assert sorted(set(messages) - done) == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []


def placeholders(text):
    return set(re.findall(r"%(?:\(\w+\))?[sd]", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(language):
    catalogue = catalogue_of(language)

    plain = [(entry.msgid, entry.msgstr) for entry in catalogue if not entry.msgid_plural]
    # "One" and "two" are words in Arabic: a plural form may leave the number out, never bring in another name.
    counted = [
        (entry.msgid_plural, text)
        for entry in catalogue
        for text in entry.msgstr_plural.values()
        if placeholders(text) - placeholders(entry.msgid_plural)
    ]

    assert [pair for pair in plain if placeholders(pair[0]) != placeholders(pair[1])] == []
    assert counted == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_every_form_of_the_language(language):
    catalogue = catalogue_of(language)

    short = [
        entry.msgid
        for entry in catalogue
        if entry.msgid_plural and sorted(entry.msgstr_plural) != list(plural_forms(catalogue))
    ]

    assert short == []


def test_compiled_catalogue_is_made_without_gettext(tmp_path, settings):
    folder = tmp_path / "locale/fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    folder.joinpath("django.po").write_bytes((ROOT / "locale/fr/LC_MESSAGES/django.po").read_bytes())
    settings.BASE_DIR = tmp_path

    call_command("compile_messages", verbosity=0)

    assert folder.joinpath("django.mo").read_bytes()[:4] == b"\xde\x12\x04\x95"


def test_dark_values_are_the_same_by_device_and_by_choice():
    sheet = Path(finders.find("css/tokens.css")).read_text()

    by_device = re.search(r":root:not\(\[data-theme=\"light\"\]\) {(.*?)}", sheet, re.DOTALL)[1]
    by_choice = re.search(r":root\[data-theme=\"dark\"\] {(.*?)}", sheet, re.DOTALL)[1]

    assert by_choice.replace("color-scheme: dark;", "").split() == by_device.split()


def test_styles_know_no_left_and_right():
    sheets = [path.read_text() for path in (ROOT / "static/css").glob("*.css")]

    physical = [
        line
        for sheet in sheets
        for line in sheet.splitlines()
        if re.search(r"(margin|padding|border)-(left|right)|text-align:\s*(left|right)|float:\s*(left|right)", line)
    ]

    assert physical == []

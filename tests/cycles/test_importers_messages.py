import re
from pathlib import Path

import pytest
from django.utils import translation

from cycles import importers
from cycles.importers.messages import LANGUAGES, REFUSALS, WARNINGS, describe
from cycles.importers.records import ReadWarning, UnreadableFile

SOURCES = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(importers.__file__).parent.glob("*.py")))


@pytest.mark.parametrize("code", sorted(WARNINGS))
def test_every_warning_has_a_sentence(code):
    with translation.override("en"):
        # A detail may be a sentence itself.
        sentence = describe(ReadWarning(code, 3, "140.7", "100 % Peru."))

    assert sentence.endswith(".")
    assert ("100 % Peru" in sentence) == ("%(detail)s" in str(WARNINGS[code]))
    assert code in SOURCES


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_refusal_has_a_sentence(code):
    with translation.override("en"):
        sentence = describe(UnreadableFile(code))

    assert sentence.endswith(".")
    assert "%" not in sentence


def test_every_code_that_is_used_has_a_sentence():
    refused = set(re.findall(r'UnreadableFile\("(\w+)"', SOURCES))
    warned = set(re.findall(r'(?:ReadWarning|warn|problem)\("(\w+)"', SOURCES))

    assert refused - set(REFUSALS) == set()
    assert warned - set(WARNINGS) == set()


@pytest.mark.parametrize(("code", "name"), [("fr", "French"), ("ar", "Arabic"), ("xx", "another language")])
def test_language_of_a_list_is_named(code, name):
    with translation.override("en"):
        sentence = describe(UnreadableFile("other_language", code))

    assert sentence.startswith(f"This list is in {name}.")
    assert sorted(LANGUAGES) == ["ar", "es", "fr", "pt", "ru", "zh"]

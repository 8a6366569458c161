import zipfile

from implementation.forms.evidence import EvidenceForm
from tests.common.test_traces import NAME, word_file
from tests.implementation.files import PDF, upload

TICK = {"evidence-strip": "on"}


def sent(name, content, **fields):
    return EvidenceForm({"evidence-title": "A law"} | fields, {"evidence-file": upload(name, content)})


def test_with_the_tick_the_file_is_kept_without_its_author():
    form = sent("law.docx", word_file().getvalue(), **TICK)

    assert form.is_valid()
    with zipfile.ZipFile(form.cleaned_data["file"]) as archive:
        assert NAME.encode() not in archive.read("docProps/core.xml")
    assert form.cleaned_data["file"].name == "law.docx"


def test_without_the_tick_the_file_is_kept_as_it_is():
    content = word_file().getvalue()

    form = sent("law.docx", content)

    assert form.is_valid()
    assert form.cleaned_data["file"].read() == content


def test_a_file_that_cannot_be_cleaned_is_named_at_its_field():
    form = sent("law.pdf", PDF[:60], **TICK)

    assert form.errors == {
        "file": ["Names and places cannot be taken out of this file. Save it as a PDF, or take the tick away."]
    }
    assert form["title"].value() == "A law"


def test_the_tick_is_set_when_the_form_opens():
    assert EvidenceForm()["strip"].value() is True

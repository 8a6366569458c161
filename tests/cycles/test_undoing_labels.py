"""Themes, groups of persons and goals that an import brought go with it, once nothing needs them."""

import pytest

from cycles.models import Goal, ImportRun, PersonGroup, Theme, ThemeIssue
from cycles.services.crosswalk import decide_line
from cycles.services.undoing import undo_import
from tests.cycles.exports import bring as bring_export
from tests.cycles.exports import dump, uhri, uhri_object
from tests.cycles.imported import make_arcadia, take_in
from tests.factories import AT, make_theme
from tests.thematic_lists import make_thematic_list


@pytest.fixture
def arcadia(db):
    return make_arcadia()


@pytest.fixture
def issue(db):
    """An issue of our list that every theme of the fixture lists is like enough to."""
    return make_theme("Right to education", version="2014", scheme="upr_info", code="15")


def undo(run, by=None):
    return undo_import(run=run, by=by, at=AT)


def labels():
    return Theme.objects.count(), PersonGroup.objects.count(), Goal.objects.count(), ThemeIssue.objects.count()


def test_list_takes_its_labels_with_it(arcadia, issue, edda):
    before = dump()
    take_in(make_thematic_list(), edda)
    brought = labels()

    undo(ImportRun.objects.get(), edda)

    assert all(brought[:3])
    assert labels() == (1, 0, 0, 0)
    assert dump() == before


def test_labels_that_were_there_stay(arcadia, edda):
    take_in(make_thematic_list(), edda)
    themes = dict(Theme.objects.values_list("pk", "label"))
    ImportRun.objects.get()
    make_theme("Of nobody", version="4")
    kept = set(themes.values())
    undo(ImportRun.objects.get(), edda)
    for label in kept:
        make_theme(label, version="4", code="")
    before = dump()
    take_in(make_thematic_list(), edda)

    undo(ImportRun.objects.get(status="applied"), edda)

    assert dump() == before
    assert set(Theme.objects.values_list("label", flat=True)) == kept | {"Of nobody"}


def test_labels_that_another_import_uses_go_with_the_last_of_them(arcadia, edda):
    before = dump()
    take_in(make_thematic_list(), edda)
    first = ImportRun.objects.get()
    theme = first_theme()
    bring_export(uhri(uhri_object("700.1 Open a house for the arts", ["France"], Themes=[theme.label], Symbol="")))
    second = ImportRun.objects.get(format="uhri")

    undo(first, edda)
    while_needed = Theme.objects.filter(pk=theme.pk).exists()
    undo(second)

    assert while_needed
    assert dump() == before
    assert not ImportRun.objects.exclude(undo_data={}).exists()


def test_theme_that_an_editor_has_placed_stays(arcadia, issue, edda):
    take_in(make_thematic_list(), edda)
    theme = first_theme()
    decide_line(theme=theme, issue=issue, status="reviewed", by=edda, at=AT)

    undo(ImportRun.objects.get(), edda)

    assert [line.theme for line in ThemeIssue.objects.all()] == [theme]


def first_theme():
    return Theme.objects.filter(scheme="ohchr").order_by("pk").first()

"""What exports say of positions, and what documents say: one history, whichever came first."""

import pytest

from cycles.models import ImportRun
from cycles.services.undoing import undo_import
from tests.cycles.exports import bring as bring_export
from tests.cycles.exports import dump, uhri, uhri_object, upr_info
from tests.cycles.imported import corrected, make_arcadia, take_in
from tests.factories import AT
from tests.thematic_lists import make_thematic_list

TEXT = "Open village schools to all children"


@pytest.fixture
def arcadia(db):
    return make_arcadia()


def the_list(position):
    return make_thematic_list(rows=corrected("120.6", printed=f"{TEXT} (Norway);", position=position, source="Para. 4"))


def of_upr_info(response):
    return upr_info(("Arcadia", TEXT, "Norway", response, "5", "", "48"))


def of_uhri(position):
    return uhri(uhri_object(f"120.6 {TEXT}", ["Norway"], UprPositions=[position], Symbol="A/HRC/99/7"))


def history(review):
    steps = review.recommendations.get(text=TEXT).positions.values_list("stage", "kind", "source")
    return sorted(steps)


@pytest.mark.parametrize("list_first", [True, False])
@pytest.mark.parametrize(
    ("export", "position", "kind"),
    [
        (of_upr_info("Accepted"), "Supported", "supported"),
        (of_upr_info("Noted"), "Supported/Noted", "partially_supported"),
        (of_uhri("Noted"), "Noted", "noted"),
    ],
)
def test_export_that_says_what_the_list_says_adds_no_step_in_either_order(
    arcadia, edda, list_first, export, position, kind
):
    steps = [lambda: take_in(the_list(position), edda), lambda: bring_export(export)]

    for step in steps if list_first else reversed(steps):
        step()

    assert history(arcadia) == [("adoption", kind, "Para. 4")]
    assert arcadia.recommendations.get(text=TEXT).position == kind


def test_what_an_export_says_otherwise_stays_in_the_history(arcadia, edda):
    bring_export(of_upr_info("Noted"))

    take_in(the_list("Supported"), edda)

    assert history(arcadia) == [("adoption", "noted", "UPR Info"), ("adoption", "supported", "Para. 4")]
    assert arcadia.recommendations.get(text=TEXT).position == "supported"


def test_list_taken_back_leaves_what_the_export_said(arcadia, edda):
    bring_export(of_upr_info("Accepted"))
    before = dump()
    take_in(the_list("Supported"), edda)

    undo_import(run=ImportRun.objects.get(format="thematic_list"), by=edda, at=AT)

    assert dump() == before
    assert history(arcadia) == [("adoption", "supported", "UPR Info")]

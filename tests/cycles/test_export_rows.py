"""What an export writes with its new recommendations is what everything else would make of them."""

import pytest

from cycles.models import ActionSuggestion, Recommendation, SearchFacets, SearchText, State
from cycles.services import export_staging
from cycles.services.rendering import render_rows
from tests.cycles.exports import bring, dump, uhri, uhri_object, upr_info
from tests.cycles.imported import make_arcadia
from tests.factories import make_recommendation

ROWS = (
    ("Arcadia", "Ratify the Convention against Torture", "France", "Accepted", "5", "Detention,Whatever is new", "48"),
    ("Arcadia", "Ratify the Convention against Torture", "Chile", "Accepted", "5", "Detention", "48"),
    ("Arcadia", "Continue to protect the rights of children", "Kenya", "Noted", "", "Rights of the Child", "48"),
    ("Arcadia", "Consider an answer that is still to come", "Atlantis", "", "3", "", "48"),
)
OBJECTS = (
    uhri_object("120.1 Ratify the Convention against Torture", ["France", "Chile"], Sdgs=["16 - PEACE", "3 - HEALTH"]),
    uhri_object("120.2 Strengthen all village schools", [], AffectedPersons=["Zealous", "Élite", "Children"]),
)
OF_FACETS = [field.attname for field in SearchFacets._meta.fields]


@pytest.fixture
def review(db):
    return make_arcadia()


def found_by():
    words = SearchText.objects.order_by("recommendation", "language").values_list("recommendation", "language", "words")
    return list(words), list(SearchFacets.objects.order_by("pk").values_list(*OF_FACETS))


@pytest.mark.parametrize("data", [upr_info(*ROWS), uhri(*OBJECTS)], ids=["upr_info", "uhri"])
def test_new_rows_answer_and_are_found_as_if_rendered_from_the_tables(review, data):
    found = bring(data)
    before, words = dict(Recommendation.objects.values_list("pk", "row_json")), found_by()

    written = render_rows(Recommendation.objects.all())

    assert (written, len(before)) == (0, found.created)
    assert dict(Recommendation.objects.values_list("pk", "row_json")) == before
    assert found_by() == words
    assert len(words[0]) == len(words[1]) == found.created


def test_row_without_a_category_answers_with_what_its_verb_suggests(review):
    bring(upr_info(*ROWS))

    row = review.recommendations.get(text__startswith="Continue")
    assert ActionSuggestion.objects.get().recommendation == row
    assert '"action":{"category":2,"basis":"suggested","verb":"' in row.row_json


def test_each_state_is_raised_once(review):
    bring(upr_info(ROWS[0]))
    bring(upr_info(ROWS[0], ROWS[2]))
    make_recommendation(review, states=("KEN",), themes=(), text=ROWS[3][1], item=9)
    bring(upr_info(*ROWS))

    assert State.objects.get(pk="XAR").data_version == 3


def test_export_too_large_for_the_memory_writes_the_same(review, monkeypatch):
    kept = bring(upr_info(*ROWS))
    rows = list(Recommendation.objects.order_by("pk").values("serial", "text", "position", "action_category"))
    again = bring(upr_info(*ROWS))
    Recommendation.objects.all().delete()
    monkeypatch.setattr(export_staging, "MOST_KEPT", 2)

    passed = bring(upr_info(*ROWS))
    before = dump()

    assert (kept.staging.is_kept, passed.staging.is_kept) == (True, False)
    assert (again.touched, passed.created, passed.rows, passed.mentions) == (0, kept.created, kept.rows, kept.mentions)
    assert list(Recommendation.objects.order_by("pk").values("serial", "text", "position", "action_category")) == rows
    assert bring(upr_info(*ROWS)).already_stored
    assert dump() == before

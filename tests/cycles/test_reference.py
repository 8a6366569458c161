from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from cycles.models import (
    Confidence,
    CouncilSession,
    Cycle,
    Goal,
    Recommendation,
    Review,
    State,
    StateAlias,
    Theme,
    WorkingGroupSession,
)
from cycles.services.reference import after_correction, load_reference_data
from cycles.services.rendering import render_rows
from tests.factories import make_recommendation, make_state
from tests.made_once import made_once

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


made_for_all, db, loaded = made_once(lambda: load_reference_data(at=AT))


def test_states_are_all_members_and_two_observers(loaded):
    groups = Counter(State.objects.values_list("regional_group", flat=True))

    assert groups == {"african": 54, "asia_pacific": 54, "eastern_european": 23, "grulac": 33, "weog": 29, "": 2}
    assert set(State.objects.filter(is_member=False).values_list("iso3", flat=True)) == {"VAT", "PSE"}


def test_states_have_names_in_six_languages(loaded):
    nameless = [
        state.iso3
        for state in State.objects.all()
        if not all(getattr(state, f"name_{language}") for language in ("un", "en", "fr", "es", "ar", "ru", "zh"))
    ]

    assert nameless == []
    assert State.objects.get(pk="PRK").name_en == "Democratic People's Republic of Korea"
    assert State.objects.get(pk="SVN").name_ar == "سلوفينيا"


@pytest.mark.parametrize(
    ("alias", "iso3"), [("Swaziland", "SWZ"), ("Iran (Islamic Republic of)", "IRN"), ("Bahamas", "BHS"), ("UAE", "ARE")]
)
def test_alias_leads_to_its_state(loaded, alias, iso3):
    assert StateAlias.objects.get(alias=alias).state_id == iso3


def test_every_cycle_reviews_every_member_once(loaded):
    reviews = Counter(Review.objects.values_list("cycle", flat=True))

    assert reviews == {1: 193, 2: 193, 3: 193, 4: 193, 5: 193}


def test_review_has_the_facts_of_its_source(loaded):
    slovenia = Review.objects.get(state_under_review="SVN", cycle=4)

    assert slovenia.current_session_id == 48
    assert slovenia.review_date == date(2025, 1, 28)
    assert slovenia.adoption_date == date(2025, 7, 2)
    assert slovenia.status == Review.Status.ADOPTED
    assert slovenia.confidence == Confidence.CONFIRMED
    assert slovenia.source == "OHCHR release 15 Jan 2025; adopted: A/HRC/DEC/59/112; day of the review: A/HRC/59/15"


@pytest.mark.parametrize(
    ("iso3", "cycle", "original", "current", "status"),
    [
        ("USA", 4, 50, 53, "rescheduled"),
        ("MMR", 4, 51, 54, "suspended"),
        ("UKR", 4, 42, None, "postponed_tbd"),
        ("ISR", 2, 15, 17, "outcome_adopted"),
        ("HTI", 1, 8, 12, "outcome_adopted"),
    ],
)
def test_moved_review_keeps_the_session_it_was_planned_for(loaded, iso3, cycle, original, current, status):
    review = Review.objects.get(state_under_review=iso3, cycle=cycle)

    assert (review.original_session_id, review.current_session_id, review.status) == (original, current, status)
    assert review.note


def test_confidence_follows_the_source(loaded):
    sessions = {session.number: session.confidence for session in WorkingGroupSession.objects.all()}

    assert sessions[48] == Confidence.CONFIRMED
    assert sessions[9] == Confidence.UNVERIFIED
    assert sessions[54] == Confidence.TENTATIVE
    assert sessions[55] == Confidence.ESTIMATED
    assert CouncilSession.objects.get(pk=65).confidence == Confidence.ESTIMATED
    assert Review.objects.get(state_under_review="TGO", cycle=4).confidence == Confidence.ESTIMATED


def test_fifth_cycle_is_counted_in_the_order_of_the_fourth(loaded):
    cycle = Cycle.objects.get(pk=5)
    first, last = WorkingGroupSession.objects.get(pk=55), WorkingGroupSession.objects.get(pk=68)
    usa = Review.objects.get(state_under_review="USA", cycle=5)

    assert (cycle.first_session, cycle.last_session, cycle.confidence) == (55, 68, Confidence.ESTIMATED)
    assert (first.start_date, first.end_date, first.date_precision) == (date(2027, 11, 1), None, "month")
    assert (first.submission_deadline, first.submission_deadline_confidence) == (date(2027, 4, 7), "estimated")
    assert last.start_date == date(2032, 1, 1)
    assert last.submission_deadline == date(2031, 7, 16)
    assert usa.current_session_id == 64
    assert {usa.source, cycle.source} == {"counted:fifth_cycle"}


def test_goals_and_themes_are_there(loaded):
    assert Goal.objects.get(pk=16).name_ar == "السلام والعدل والمؤسسات القوية"
    assert Theme.objects.get(version="2", code="A12").label == "Acceptance of international norms"
    assert Counter(Theme.objects.values_list("version", flat=True)) == {"2": 53, "3": 64, "4": 82, "2014": 54}


def test_loading_again_changes_nothing(loaded):
    versions = dict(State.objects.values_list("iso3", "data_version"))

    again = load_reference_data(at=AT)

    assert (again.total("created"), again.total("updated"), again.total("kept")) == (0, 0, 0)
    assert again.total("unchanged") == loaded.total("created")
    assert dict(State.objects.values_list("iso3", "data_version")) == versions


def test_loading_leaves_a_corrected_row_alone(loaded):
    Review.objects.filter(state_under_review="KEN", cycle=5).update(note="Moved", corrected_at=AT)
    Review.objects.filter(state_under_review="MLI", cycle=5).update(note="Damaged")

    again = load_reference_data(at=AT)

    assert again.tallies["Review"].kept == 1
    assert again.tallies["Review"].updated == 1
    assert Review.objects.get(state_under_review="KEN", cycle=5).note == "Moved"
    assert Review.objects.get(state_under_review="MLI", cycle=5).note == ""


def test_loading_leaves_the_invented_state_alone(db):
    make_state("XAR")

    load_reference_data(at=AT)

    assert State.objects.get(pk="XAR").is_invented
    assert State.objects.real().count() == 195


def test_loading_query_count_does_not_grow_with_the_rows(loaded, django_assert_num_queries):
    with django_assert_num_queries(22):
        load_reference_data(at=AT)


def test_changed_review_is_rendered_anew_and_raises_the_version_of_its_state(loaded):
    review = Review.objects.get(state_under_review="SVN", cycle=4)
    recommendation = make_recommendation(review, states=["FRA"])
    render_rows(Recommendation.objects.all())
    review.current_session_id = 49
    review.save()
    before = State.objects.get(pk="SVN").data_version

    after_correction(row=review, at=AT)

    recommendation.refresh_from_db()
    assert '"session":49' in recommendation.row_json
    # Moments after the two changes of the loading, which bore the same time.
    assert recommendation.updated_at == AT + timedelta(microseconds=2)
    assert State.objects.get(pk="SVN").data_version == before + 1


def test_corrected_theme_reaches_the_recommendations_that_have_it(db):
    recommendation = make_recommendation(themes=["Right to helth"])
    theme = Theme.objects.get(label="Right to helth")
    theme.label = "Right to health"
    theme.save()

    after_correction(row=theme, at=AT)

    assert "Right to health" in Recommendation.objects.get(pk=recommendation.pk).row_json


def test_row_without_a_number_that_named_a_report_answers_anew_once(loaded):
    review = Review.objects.get(state_under_review="SVN", cycle=4)
    row = make_recommendation(review, states=["FRA"], paragraph=None, item=None, serial=1)
    render_rows(Recommendation.objects.all())
    named = Recommendation.objects.get(pk=row.pk).row_json.replace('"document":""', '"document":"A/HRC/59/99"')
    Recommendation.objects.update(row_json=named)

    load_reference_data(at=AT + timedelta(days=1))
    after = Recommendation.objects.get()
    load_reference_data(at=AT + timedelta(days=2))

    assert '"document":""' in after.row_json
    assert after.updated_at == AT + timedelta(days=1)
    assert Recommendation.objects.get().version == after.version


def test_command_prints_one_line(db):
    out = StringIO()

    call_command("load_reference_data", stdout=out)

    assert out.getvalue() == (
        "Reference data: 2251 created, 0 updated, 0 unchanged, 0 left as staff corrected them (195 States, 391 names, "
        "5 cycles, 68 Council sessions, 68 sessions, 965 reviews, 253 themes, 61 groups of persons, 17 goals, "
        "27 rules of deadlines, 201 lines of the crosswalk).\n"
    )

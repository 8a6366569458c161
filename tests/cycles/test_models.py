from datetime import date

import pytest
from django.db import IntegrityError, connection

from cycles.models import CouncilSession, KeyDate, Review, UnDocument, WorkingGroupSession
from tests.factories import make_recommendation, make_review


def test_application_role_owns_nothing_and_is_no_superuser(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolcreaterole, rolbypassrls,"
            " (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid) FROM pg_roles WHERE rolname = current_user"
        )

        assert cursor.fetchone() == (False, False, False, 0)


def test_review_is_once_a_cycle(review):
    with pytest.raises(IntegrityError, match="cycles_review_once_a_cycle"):
        make_review(state=review.state_under_review, cycle=review.cycle_id)


def test_recommendation_is_once_a_document(review):
    make_recommendation(review, paragraph=140, item=1)

    with pytest.raises(IntegrityError, match="cycles_recommendation_once_a_document"):
        make_recommendation(review, paragraph=140, item=1)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2005, 12, 31), date(2101, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize(
    ("model", "field", "name"),
    [
        (CouncilSession, "start_date", "cycles_councilsession_days"),
        (WorkingGroupSession, "submission_deadline", "cycles_session_days"),
        (Review, "adoption_date", "cycles_review_days"),
        (UnDocument, "published_date", "cycles_document_day"),
        (KeyDate, "date", "cycles_keydate_day"),
    ],
)
def test_day_lies_within_the_record(review, model, field, name, day):
    CouncilSession.objects.create(number=59)
    UnDocument.objects.create(review=review, kind="addendum")
    KeyDate.objects.create(review=review, milestone="presession", date=date(2100, 12, 31))

    with pytest.raises(IntegrityError, match=name):
        model.objects.update(**{field: day})

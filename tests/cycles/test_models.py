import pytest
from django.db import IntegrityError, connection

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

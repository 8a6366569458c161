import threading

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from psycopg_pool import ConnectionPool

from accounts.models import Invitation, Membership, Organisation, User, Workspace, WorkspaceMember
from common.actor import NOBODY, SERVER, Actor, acting, acting_as_server, acting_for, current, held
from common.postgres.base import DatabaseWrapper
from cycles.models import ImportRun, SavedSearch
from implementation.models import Evidence, MidTermReport, Rating
from tests.factories import make_organisation, make_rating, make_recommendation, make_workspace

# Rows that belong to somebody and stand behind no wall, each with its reason.
WITHOUT_WALL = {
    # Whoever signs in is looked up before anybody is acting; names of authors stand beside their work.
    "accounts_user",
    "accounts_user_groups",
    "accounts_user_user_permissions",
}


def told():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('upr.user', true), current_setting('upr.workspaces', true),"
            " current_setting('upr.key', true), current_setting('upr.server', true)"
        )
        return tuple(value or "" for value in cursor.fetchone())


@pytest.fixture
def other(amina, review):
    """A workspace of strangers on the same review, with a rating in it."""
    strangers = make_workspace(organisation=make_organisation(name="Strangers"), review=review)
    make_rating(strangers, make_recommendation(review), by=amina)
    return strangers


def test_without_an_actor_no_private_row_is_there(workspace, other):
    with acting(NOBODY):
        counts = [model.objects.count() for model in (Organisation, Membership, Workspace, WorkspaceMember, Rating)]

    assert counts == [0, 0, 0, 0, 0]


def test_a_forgotten_filter_shows_only_ones_own(amina, workspace, other, review):
    mine = make_rating(workspace, make_recommendation(review), by=amina)

    with acting_for(amina):
        assert list(Rating.objects.values_list("pk", flat=True)) == [mine.pk]
        assert list(Workspace.objects.values_list("pk", flat=True)) == [workspace.pk]
        assert set(Organisation.objects.values_list("name", flat=True)) == {"Amina's organisation"}
        assert set(WorkspaceMember.objects.values_list("workspace", flat=True)) == {workspace.pk}


def test_partners_in_a_workspace_know_each_others_name_and_not_their_people(amina, workspace, chidi):
    partner = chidi.organisations.get()
    WorkspaceMember.objects.create(workspace=workspace, organisation=partner)

    with acting_for(amina):
        assert Organisation.objects.filter(pk=partner.pk).exists()
        assert not Membership.objects.filter(organisation=partner).exists()


def test_a_stranger_cannot_write_into_a_workspace(chidi, workspace, review):
    recommendation = make_recommendation(review)

    with acting_for(chidi), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        make_rating(workspace, recommendation, by=chidi)
    with acting_for(chidi):
        assert Workspace.objects.filter(pk=workspace.pk).update(name="Taken") == 0


def test_who_is_narrowed_to_a_workspace_sees_it_alone(amina, organisation, workspace, review):
    make_workspace(organisation=organisation, review=review)
    amina.narrowed_to = (workspace.pk,)

    with acting_for(amina):
        assert list(Workspace.objects.values_list("pk", flat=True)) == [workspace.pk]
        assert list(Workspace.objects.visible_to(amina).values_list("pk", flat=True)) == [workspace.pk]
        assert Organisation.objects.visible_to(amina).count() == 0
        assert list(Organisation.objects.values_list("pk", flat=True)) == [organisation.pk]


def test_an_account_that_was_closed_sees_nothing(amina, workspace):
    User.objects.filter(pk=amina.pk).update(is_active=False)

    with acting_for(amina):
        assert Workspace.objects.count() == 0


def test_a_rollback_does_not_bring_the_actor_before_back(amina, chidi):
    with acting_for(amina):
        assert told()[0] == str(amina.pk)
        with transaction.atomic():
            with acting_for(chidi):
                assert told()[0] == str(chidi.pk)
            transaction.set_rollback(True)
        assert told()[0] == str(amina.pk)


def test_actors_end_with_their_block(amina):
    with acting(NOBODY):
        with acting_as_server():
            assert current() == SERVER
            assert told() == ("", "", "", "on")
        with acting(Actor(user=str(amina.pk), workspaces=(), key="k")):
            assert told() == (str(amina.pk), "{}", "k", "")
        assert told() == ("", "", "", "")


def test_a_streamed_answer_is_made_by_whoever_asked_for_it(amina, workspace, other):
    def names():
        yield from Workspace.objects.values_list("name", flat=True).iterator(chunk_size=1)

    with acting(NOBODY):
        parts = held(Actor(user=str(amina.pk)), names())
        assert list(parts) == [workspace.name]
        assert current() == NOBODY


def test_a_thread_begins_as_nobody():
    seen = []
    thread = threading.Thread(target=lambda: seen.append(current()))
    thread.start()
    thread.join()

    assert seen == [NOBODY]


@pytest.mark.django_db(transaction=True)
def test_a_pooled_connection_forgets_who_used_it(transactional_db):
    values = connection.settings_dict | {"OPTIONS": {"pool": {"min_size": 1, "max_size": 1}}}
    wrapper = DatabaseWrapper(values, alias="default")
    try:
        assert isinstance(wrapper.pool, ConnectionPool)
        for leave in (wrapper.close, lambda: abandon(wrapper)):
            with acting_as_server(), wrapper.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid(), current_setting('upr.server')")
                pid, server = cursor.fetchone()
            leave()
            with acting(NOBODY), wrapper.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid(), current_setting('upr.server', true)")
                assert (server, cursor.fetchone()) == ("on", (pid, ""))
            wrapper.close()
    finally:
        wrapper.close_pool()


def abandon(wrapper):
    """Leave in the middle of a transaction that has failed."""
    wrapper.set_autocommit(False)
    with acting_as_server(), pytest.raises(DatabaseError), wrapper.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    wrapper.close()


def test_every_table_of_somebody_stands_behind_the_wall(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, array_agg(a.attname::text) "
            "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "
            "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY 1, 2"
        )
        tables = {name: (walled, set(columns)) for name, walled, columns in cursor.fetchall()}
    ours = {
        name
        for name, (_walled, columns) in tables.items()
        if name.split("_")[0] in ("accounts", "reminders", "implementation", "impact")
        or columns & {"workspace_id", "organisation_id"}
    }
    models = (Invitation, Evidence, MidTermReport, ImportRun, SavedSearch)

    assert {name for name in ours if not tables[name][0]} - WITHOUT_WALL == set()
    assert [model for model in models if not tables[model._meta.db_table][0]] == []


def test_the_application_owns_nothing_and_passes_no_wall(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)
    assert settings.DATABASES["default"]["ENGINE"] == "common.postgres"

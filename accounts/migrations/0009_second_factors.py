"""Who owes a second factor, what is not kept of a session, and the slow way back."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from common.row_security import BY_KEY, fence

# They look past the wall on the tables they read. Who is narrowed to workspaces decides about nobody.
FUNCTIONS = """
CREATE FUNCTION upr_owes_second_factor(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM accounts_membership m JOIN accounts_organisation o ON o.id = m.organisation_id
        WHERE m.user_id = person AND o.requires_second_factor AND o.closed_at IS NULL
    ) AND NOT EXISTS (
        SELECT FROM mfa_authenticator WHERE user_id = person AND type IN ('totp', 'webauthn')
    )
    $$;
CREATE FUNCTION upr_vouches_for() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT theirs.user_id), '{}')
    FROM accounts_membership mine
    JOIN accounts_user u ON u.id = mine.user_id AND u.is_active
    JOIN accounts_membership theirs ON theirs.organisation_id = mine.organisation_id
    WHERE mine.user_id = upr_user() AND mine.role = 'owner' AND upr_narrowed_to() IS NULL
    $$;
CREATE FUNCTION upr_is_staff() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM accounts_user WHERE id = upr_user() AND is_active AND is_staff)
        AND upr_narrowed_to() IS NULL
    $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION upr_is_staff();
DROP FUNCTION upr_vouches_for();
DROP FUNCTION upr_owes_second_factor(uuid);
"""
# Whatever allauth's next version stores: no address, and a coarse word only.
NO_TRAIL = """
ALTER TABLE usersessions_usersession
    ADD CONSTRAINT accounts_session_without_address CHECK (ip = '0.0.0.0'),
    ADD CONSTRAINT accounts_session_coarse_device CHECK (length(user_agent) <= 40 AND user_agent !~ '[0-9/(]');
"""
TRAIL = """
ALTER TABLE usersessions_usersession
    DROP CONSTRAINT accounts_session_without_address, DROP CONSTRAINT accounts_session_coarse_device;
"""
MAY_SEE = (
    f"user_id = (SELECT upr_user()) OR {BY_KEY} OR user_id = ANY ((SELECT upr_vouches_for())::uuid[])"
    " OR (SELECT upr_is_staff())"
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_audit_trail"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="FactorRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("opens_at", models.DateTimeField()),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("stopped", "Stopped"), ("allowed", "Allowed")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("first_at", models.DateTimeField(null=True)),
                ("first_is_owner", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "first_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="factor_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(outcome="waiting"), fields=("user",), name="accounts_factorrequest_one_waiting"
                    ),
                    models.CheckConstraint(
                        condition=Q(outcome="waiting", ended_at__isnull=True)
                        | (~Q(outcome="waiting") & Q(ended_at__isnull=False)),
                        name="accounts_factorrequest_ended_with_outcome",
                    ),
                    models.CheckConstraint(
                        condition=(Q(first_by__isnull=True) | ~Q(first_by=F("user")))
                        & (Q(second_by__isnull=True) | (~Q(second_by=F("user")) & ~Q(second_by=F("first_by")))),
                        name="accounts_factorrequest_two_people",
                    ),
                    models.CheckConstraint(
                        condition=Q(opens_at__gte=F("asked_at")), name="accounts_factorrequest_waits"
                    ),
                ]
            },
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        # Read by those who may, written by the server alone: nobody is signed in who asks, and two people end it.
        fence("accounts_factorrequest", "false"),
        migrations.RunSQL(
            f"CREATE POLICY upr_reader ON accounts_factorrequest FOR SELECT USING ({MAY_SEE})",
            "DROP POLICY upr_reader ON accounts_factorrequest",
        ),
        # Before the constraint: sessions of an installation that already kept more.
        migrations.RunSQL("DELETE FROM usersessions_usersession", migrations.RunSQL.noop),
        migrations.RunSQL(NO_TRAIL, TRAIL),
    ]

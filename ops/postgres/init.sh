#!/bin/sh
# Runs once, when the database container makes its cluster: the two roles, the database, the passwords.
set -eu
sql() { psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres "$@"; }
sql --set=database=upr --set=owner_extra=NOCREATEDB --file "${ROLES_SQL:-/ops/roles.sql}"
sql <<'SQL'
\getenv owner_password UPR_OWNER_PASSWORD
\getenv app_password UPR_APP_PASSWORD
ALTER ROLE upr_owner PASSWORD :'owner_password';
ALTER ROLE upr_app PASSWORD :'app_password';
SQL

-- The two roles, the database and its extensions; safe to run again. The same file serves the embedded server and
-- the compose file. Variables: database; owner_extra = CREATEDB where test databases are wanted, else NOCREATEDB.
-- Passwords are not set here: the embedded server has none, ops/postgres/init.sh sets them in compose.
\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;

-- upr_owner owns the database, migrates it and takes backups, past row-level security. upr_app is the application: it
-- owns nothing and passes no wall.
SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['upr_owner', 'upr_app']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE upr_owner NOSUPERUSER NOCREATEROLE NOREPLICATION BYPASSRLS :owner_extra;
ALTER ROLE upr_app NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS NOCREATEDB;

-- Every new database gets the extensions from the template, so that no role but the superuser has to make them.
\connect template1
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;

\connect postgres
SELECT format('CREATE DATABASE %I OWNER upr_owner', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', :'database') \gexec
-- An export of many thousand rows is held against the record in a table that goes with its transaction.
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO upr_app', :'database') \gexec

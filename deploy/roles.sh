#!/bin/sh
# Makes the two roles of the portal and its database: an owner that migrates, a runtime role that may touch rows only.
# docker-compose.yml runs it when the server's volume is new. Elsewhere, as a superuser of the server:
#   PGHOST=... POSTGRES_USER=postgres OWNER_PASSWORD=... RUNTIME_PASSWORD=... sh deploy/roles.sh
# May be run again: it sets both passwords anew. What the runtime role may is given by `manage.py prepare` (RUNTIME_ROLE).
set -eu
: "${OWNER_PASSWORD:?}" "${RUNTIME_PASSWORD:?}"
psql -X -q -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres \
    -v owner="${OWNER_ROLE:-court_owner}" -v owner_password="$OWNER_PASSWORD" \
    -v runtime="${RUNTIME_ROLE:-court_runtime}" -v runtime_password="$RUNTIME_PASSWORD" \
    -v database="${COURT_DATABASE:-court}" <<'SQL'
SELECT format('CREATE ROLE %I', name) FROM unnest(ARRAY[:'owner', :'runtime']) AS name
WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE :"owner" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE :"runtime" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'runtime_password';
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'owner')
WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = :'database') \gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"runtime";
\connect :"database"
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
SQL

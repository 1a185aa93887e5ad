#!/bin/sh
# Runs once, when the database is made: the portal owns its database and nothing else.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set password `cat /run/secrets/database_password`
CREATE ROLE intersessional LOGIN PASSWORD :'password';
CREATE DATABASE intersessional OWNER intersessional;
SQL

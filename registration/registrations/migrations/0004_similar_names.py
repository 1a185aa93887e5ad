from django.db import migrations

# `unaccent` may change with its dictionary, so Postgres does not let an index stand on it; ours does
# not change, and says so.
FORWARD = """
    CREATE FUNCTION registration_folded(name text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT lower(public.unaccent('public.unaccent', name)) $$;
    CREATE INDEX registration_folded_name ON registrations_registration
        USING gin (registration_folded(given_names || ' ' || family_name) gin_trgm_ops);
"""
BACK = """
    DROP INDEX registration_folded_name;
    DROP FUNCTION registration_folded(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0001_initial"),
        ("registrations", "0003_rules_and_places"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACK)]

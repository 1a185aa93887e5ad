"""The registrations with a similar name, always found by the index."""

from django.db import migrations

# Without statistics of fresh rows the planner compares each name with each other one (for a sheet of two
# thousand: 30 s while the meeting's line is held). The function's own settings keep it on the index, and
# leave the rest of the transaction as it is. The threshold is the lower one of the two in
# operations/duplicates.py. A list of pending entries would be read whole at each look-up.
FORWARD = """
    CREATE FUNCTION registration_alike(folded text) RETURNS SETOF registrations_registration
        LANGUAGE sql STABLE STRICT ROWS 5
        SET enable_seqscan = off SET pg_trgm.similarity_threshold = 0.4
        AS $$
            SELECT * FROM public.registrations_registration
            WHERE public.registration_folded(given_names || ' ' || family_name)
                OPERATOR(public.%) folded
        $$;
    ALTER INDEX registration_folded_name SET (fastupdate = off);
"""
BACK = """
    ALTER INDEX registration_folded_name RESET (fastupdate);
    DROP FUNCTION registration_alike(text);
"""


class Migration(migrations.Migration):
    """See the comment above."""

    dependencies = [("registrations", "0008_travel_documents")]

    operations = [migrations.RunSQL(FORWARD, BACK)]

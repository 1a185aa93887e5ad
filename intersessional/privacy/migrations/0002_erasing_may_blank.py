"""Let the erasure blank what else stays as it is: reasons of the floor, and files that were never shown.

The functions refuse as before, unless the transaction says that it erases; then rows may be changed, and
still not deleted. They belong to `interventions`; the change stands here, where the erasure is.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {allow}
    RAISE EXCEPTION '{constraint}: {text}'
        USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';
END $$;
"""
ALLOW = """IF TG_OP = 'UPDATE' AND current_setting('intersessional.erasing', true) = 'on' THEN
        RETURN NEW;
    END IF;"""
KEPT = (
    (
        "interventions_keep_events",
        "floor_event_stays_as_it_is",
        "what happened cannot be changed",
    ),
    (
        "interventions_keep_statements",
        "statement_stays_as_it_is",
        "a statement, and what was decided on it, is kept",
    ),
)


def _sql(allow: str) -> str:
    return "".join(
        FUNCTION.format(name=name, allow=allow, constraint=constraint, text=text)
        for name, constraint, text in KEPT
    )


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
        ("interventions", "0008_exchanges_of_places"),
    ]

    operations = [migrations.RunSQL(_sql(ALLOW), _sql(""))]

"""Let the erasure blank what else stays as it is: reasons of the floor, and files that were never shown.

The functions refuse as before, unless the transaction says that it erases; then rows may be changed, and
still not deleted. They belong to `interventions`; the change stands here, where the erasure is.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {allow}
    -- As before: what belongs to a meeting that was never open goes with its rehearsal.
    IF TG_OP = 'DELETE' AND EXISTS ({of_a_rehearsal}) THEN
        RETURN OLD;
    END IF;
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
        """
        SELECT FROM agenda_segment AS segment
        JOIN agenda_session AS session ON session.id = segment.session_id
        JOIN meetings_meeting AS meeting ON meeting.id = session.meeting_id
        WHERE segment.id = OLD.segment_id AND meeting.stage <> 'open'
        """,
    ),
    (
        "interventions_keep_statements",
        "statement_stays_as_it_is",
        "a statement, and what was decided on it, is kept",
        """
        SELECT FROM interventions_intervention AS intervention
        JOIN delegations_delegation AS delegation ON delegation.id = intervention.delegation_id
        JOIN meetings_meeting AS meeting ON meeting.id = delegation.meeting_id
        WHERE intervention.id = OLD.intervention_id AND meeting.stage <> 'open'
        """,
    ),
)


def _sql(allow: str) -> str:
    return "".join(
        FUNCTION.format(
            name=name, allow=allow, constraint=constraint, text=text, of_a_rehearsal=of_a_rehearsal
        )
        for name, constraint, text, of_a_rehearsal in KEPT
    )


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
        ("interventions", "0009_a_rehearsal_did_not_happen"),
    ]

    operations = [migrations.RunSQL(_sql(ALLOW), _sql(""))]

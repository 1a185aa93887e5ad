"""What was said and handed in at a meeting that was never open can be erased with its rehearsal.

Nothing else changes: no row can be changed, and what belongs to an open meeting is kept for ever.
"""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION interventions_keep_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM agenda_segment AS segment
        JOIN agenda_session AS session ON session.id = segment.session_id
        JOIN meetings_meeting AS meeting ON meeting.id = session.meeting_id
        WHERE segment.id = OLD.segment_id AND meeting.stage <> 'open'
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'floor_event_stays_as_it_is: what happened cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'floor_event_stays_as_it_is';
END $$;
CREATE OR REPLACE FUNCTION interventions_keep_statements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM interventions_intervention AS intervention
        JOIN delegations_delegation AS delegation ON delegation.id = intervention.delegation_id
        JOIN meetings_meeting AS meeting ON meeting.id = delegation.meeting_id
        WHERE intervention.id = OLD.intervention_id AND meeting.stage <> 'open'
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'statement_stays_as_it_is: a statement, and what was decided on it, is kept'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_stays_as_it_is';
END $$;
"""
BACK = """
CREATE OR REPLACE FUNCTION interventions_keep_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'floor_event_stays_as_it_is: what happened cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'floor_event_stays_as_it_is';
END $$;
CREATE OR REPLACE FUNCTION interventions_keep_statements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'statement_stays_as_it_is: a statement, and what was decided on it, is kept'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_stays_as_it_is';
END $$;
"""


class Migration(migrations.Migration):
    """Two functions."""

    dependencies: ClassVar = [
        ("interventions", "0008_exchanges_of_places"),
        ("agenda", "0006_stamp"),
        ("delegations", "0001_initial"),
        ("meetings", "0006_stages_of_a_meeting"),
    ]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACK)]

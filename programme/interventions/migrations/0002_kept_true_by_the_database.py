"""What the tables alone cannot promise: events are for ever, and all belongs to one meeting."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE FUNCTION interventions_keep_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'floor_event_stays_as_it_is: what happened cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'floor_event_stays_as_it_is';
END $$;
CREATE TRIGGER keep_events BEFORE UPDATE OR DELETE ON interventions_floorevent
    FOR EACH ROW EXECUTE FUNCTION interventions_keep_events();

ALTER TABLE interventions_floorevent ADD CONSTRAINT floor_event_under_the_segment_of_its_request
    FOREIGN KEY (intervention_id, segment_id) REFERENCES interventions_intervention (id, segment_id)
    DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION interventions_one_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM agenda_segment AS segment
        JOIN agenda_session AS session ON session.id = segment.session_id
        JOIN delegations_delegation AS delegation ON delegation.meeting_id = session.meeting_id
        WHERE segment.id = NEW.segment_id AND delegation.id = NEW.delegation_id
    ) THEN
        RAISE EXCEPTION 'intervention_within_one_meeting: the delegation is of another meeting'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'intervention_within_one_meeting';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_meeting BEFORE INSERT OR UPDATE OF segment_id, delegation_id
    ON interventions_intervention FOR EACH ROW EXECUTE FUNCTION interventions_one_meeting();
"""
BACK = """
DROP TRIGGER one_meeting ON interventions_intervention;
DROP FUNCTION interventions_one_meeting;
ALTER TABLE interventions_floorevent DROP CONSTRAINT floor_event_under_the_segment_of_its_request;
DROP TRIGGER keep_events ON interventions_floorevent;
DROP FUNCTION interventions_keep_events;
"""


class Migration(migrations.Migration):
    """See the comment above."""

    dependencies: ClassVar = [("interventions", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACK)]

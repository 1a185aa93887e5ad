"""What the tables alone cannot promise: engagements follow their bilateral, and all is of one meeting."""

from typing import ClassVar

from django.db import migrations

ACTIVE = "('proposed', 'offered', 'another_time', 'accepted', 'held')"

FORWARD = f"""
-- Whoever writes a bilateral: its engagements take its time, and are freed with it.
CREATE FUNCTION bilaterals_engagements_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bilaterals_engagement
       SET period = tstzrange(NEW.begins_at, NEW.ends_at, '[)'), is_active = NEW.state IN {ACTIVE}
     WHERE bilateral_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER engagements_follow AFTER UPDATE OF begins_at, ends_at, state
    ON bilaterals_bilateral FOR EACH ROW EXECUTE FUNCTION bilaterals_engagements_follow();

-- Whoever writes an engagement: it says what its bilateral says.
CREATE FUNCTION bilaterals_engagement_as_its_bilateral() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT tstzrange(begins_at, ends_at, '[)'), state IN {ACTIVE} INTO NEW.period, NEW.is_active
      FROM bilaterals_bilateral WHERE id = NEW.bilateral_id;
    RETURN NEW;
END $$;
CREATE TRIGGER as_its_bilateral BEFORE INSERT OR UPDATE ON bilaterals_engagement
    FOR EACH ROW EXECUTE FUNCTION bilaterals_engagement_as_its_bilateral();

-- At the end of the transaction: what stands has taken its room, its delegation, its hosts, and the
-- President where she presides. Members, who may be excused, are the operations' matter.
CREATE FUNCTION bilaterals_check_engaged(of_bilateral bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM bilaterals_bilateral AS bilateral
        WHERE bilateral.id = of_bilateral AND bilateral.state IN {ACTIVE} AND EXISTS (
            (SELECT resource.id FROM bilaterals_candidate_hosts AS hosting
               JOIN bilaterals_host AS host ON host.id = hosting.host_id
               LEFT JOIN bilaterals_resource AS resource
                 ON resource.host_id = host.id
                 OR (host.president_chairs AND resource.president_of_id = host.meeting_id)
              WHERE hosting.candidate_id = bilateral.candidate_id
             UNION
             SELECT (SELECT id FROM bilaterals_resource WHERE room_id = bilateral.room_id)
             UNION
             SELECT (SELECT resource.id FROM bilaterals_resource AS resource
                       JOIN delegations_delegation AS delegation
                         ON delegation.entity_id = resource.entity_id
                      WHERE delegation.id = bilateral.delegation_id))
            EXCEPT
            SELECT resource_id FROM bilaterals_engagement WHERE bilateral_id = bilateral.id
        )
    ) THEN
        RAISE EXCEPTION 'bilateral_takes_what_it_needs: a host, the room or the delegation is not engaged'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bilateral_takes_what_it_needs';
    END IF;
END $$;
CREATE FUNCTION bilaterals_bilateral_engaged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bilaterals_check_engaged(NEW.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER bilateral_engaged AFTER INSERT OR UPDATE ON bilaterals_bilateral
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bilaterals_bilateral_engaged();
CREATE FUNCTION bilaterals_engagement_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bilaterals_check_engaged(OLD.bilateral_id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER engagement_gone AFTER UPDATE OR DELETE ON bilaterals_engagement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bilaterals_engagement_gone();

CREATE FUNCTION bilaterals_one_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM bilaterals_candidate AS candidate
        JOIN agenda_room AS room ON room.id = NEW.room_id AND room.meeting_id = NEW.meeting_id
        WHERE candidate.id = NEW.candidate_id AND candidate.meeting_id = NEW.meeting_id
          AND candidate.delegation_id = NEW.delegation_id
    ) THEN
        RAISE EXCEPTION 'bilateral_within_one_meeting: candidate, delegation and room do not belong together'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bilateral_within_one_meeting';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_meeting BEFORE INSERT OR UPDATE OF meeting_id, candidate_id, delegation_id, room_id
    ON bilaterals_bilateral FOR EACH ROW EXECUTE FUNCTION bilaterals_one_meeting();

CREATE FUNCTION bilaterals_hosts_of_the_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM bilaterals_candidate AS candidate
        JOIN bilaterals_host AS host ON host.id = NEW.host_id AND host.meeting_id = candidate.meeting_id
        WHERE candidate.id = NEW.candidate_id
    ) THEN
        RAISE EXCEPTION 'candidate_within_one_meeting: the host is of another meeting'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'candidate_within_one_meeting';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hosts_of_the_meeting BEFORE INSERT OR UPDATE ON bilaterals_candidate_hosts
    FOR EACH ROW EXECUTE FUNCTION bilaterals_hosts_of_the_meeting();

ALTER TABLE bilaterals_candidate ADD CONSTRAINT candidate_of_the_delegations_meeting
    FOREIGN KEY (delegation_id, meeting_id) REFERENCES delegations_delegation (id, meeting_id);
"""
BACK = """
ALTER TABLE bilaterals_candidate DROP CONSTRAINT candidate_of_the_delegations_meeting;
DROP TRIGGER hosts_of_the_meeting ON bilaterals_candidate_hosts;
DROP FUNCTION bilaterals_hosts_of_the_meeting;
DROP TRIGGER one_meeting ON bilaterals_bilateral;
DROP FUNCTION bilaterals_one_meeting;
DROP TRIGGER engagement_gone ON bilaterals_engagement;
DROP FUNCTION bilaterals_engagement_gone;
DROP TRIGGER bilateral_engaged ON bilaterals_bilateral;
DROP FUNCTION bilaterals_bilateral_engaged;
DROP FUNCTION bilaterals_check_engaged;
DROP TRIGGER as_its_bilateral ON bilaterals_engagement;
DROP FUNCTION bilaterals_engagement_as_its_bilateral;
DROP TRIGGER engagements_follow ON bilaterals_bilateral;
DROP FUNCTION bilaterals_engagements_follow;
"""


class Migration(migrations.Migration):
    """See the comment above."""

    dependencies: ClassVar = [("bilaterals", "0001_initial"), ("delegations", "0006_delegation_with_its_meeting")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACK)]

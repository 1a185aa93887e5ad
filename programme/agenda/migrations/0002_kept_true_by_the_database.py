"""What the tables alone cannot promise: who is where, one meeting each, versions for ever.

The rows of `agenda_presence` are written anew for a session whenever something changes that says who
is in it, and when. That happens when the transaction ends (or at SET CONSTRAINTS ALL IMMEDIATE), like
the constraint on them, so that two sessions can change places in one transaction.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION agenda_place_people(of_session bigint) RETURNS void LANGUAGE sql AS $$
    DELETE FROM agenda_presence WHERE session_id = of_session;
    INSERT INTO agenda_presence (contributor_id, session_id, period)
    WITH session AS (
        SELECT id, chair_id, begins_at, ends_at FROM agenda_session WHERE id = of_session
    ), placed AS (
        SELECT segment.id, session.begins_at
                + make_interval(mins => (SUM(minutes) OVER (ORDER BY position) - minutes)::int) AS begins_at,
            session.begins_at
                + make_interval(mins => (SUM(minutes) OVER (ORDER BY position))::int) AS ends_at
        FROM agenda_segment AS segment JOIN session ON session.id = segment.session_id
    )
    SELECT chair_id, id, tstzrange(begins_at, ends_at) FROM session WHERE chair_id IS NOT NULL
    UNION ALL
    SELECT panel.moderator_id, of_session, tstzrange(placed.begins_at, placed.ends_at)
        FROM agenda_panel AS panel JOIN placed ON placed.id = panel.segment_id
        WHERE panel.moderator_id IS NOT NULL
    UNION ALL
    SELECT panellist.contributor_id, of_session, tstzrange(placed.begins_at, placed.ends_at)
        FROM agenda_panellist AS panellist
        JOIN agenda_panel AS panel ON panel.id = panellist.panel_id
        JOIN placed ON placed.id = panel.segment_id;
$$;

CREATE FUNCTION agenda_check_one_meeting(of_session bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM agenda_session AS session
        LEFT JOIN agenda_room AS room ON room.id = session.room_id
        LEFT JOIN agenda_contributor AS chair ON chair.id = session.chair_id
        LEFT JOIN agenda_segment AS segment ON segment.session_id = session.id
        LEFT JOIN agenda_item AS item ON item.id = segment.item_id
        LEFT JOIN agenda_panel AS panel ON panel.segment_id = segment.id
        LEFT JOIN agenda_contributor AS moderator ON moderator.id = panel.moderator_id
        LEFT JOIN agenda_panellist AS panellist ON panellist.panel_id = panel.id
        LEFT JOIN agenda_contributor AS seated ON seated.id = panellist.contributor_id
        WHERE session.id = of_session AND (
            room.meeting_id <> session.meeting_id OR chair.meeting_id <> session.meeting_id
            OR item.meeting_id <> session.meeting_id OR moderator.meeting_id <> session.meeting_id
            OR seated.meeting_id <> session.meeting_id)
    ) THEN
        RAISE EXCEPTION 'session_of_one_meeting: a session is made of parts of its own meeting'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_of_one_meeting';
    END IF;
END $$;

CREATE FUNCTION agenda_settle(of_session bigint) RETURNS void LANGUAGE sql AS $$
    SELECT agenda_check_one_meeting(of_session);
    SELECT agenda_place_people(of_session) WHERE EXISTS (SELECT FROM agenda_session WHERE id = of_session);
$$;

CREATE FUNCTION agenda_session_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agenda_settle(NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION agenda_segment_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM agenda_settle(OLD.session_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM agenda_settle(NEW.session_id); END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION agenda_panel_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agenda_settle(session_id) FROM agenda_segment
        WHERE id = OLD.segment_id OR id = NEW.segment_id;
    RETURN NULL;
END $$;
CREATE FUNCTION agenda_panellist_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agenda_settle(segment.session_id) FROM agenda_segment AS segment
        JOIN agenda_panel AS panel ON panel.segment_id = segment.id
        WHERE panel.id = OLD.panel_id OR panel.id = NEW.panel_id;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER session_changed AFTER INSERT OR UPDATE ON agenda_session
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agenda_session_changed();
CREATE CONSTRAINT TRIGGER segment_changed AFTER INSERT OR UPDATE OR DELETE ON agenda_segment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agenda_segment_changed();
CREATE CONSTRAINT TRIGGER panel_changed AFTER INSERT OR UPDATE OR DELETE ON agenda_panel
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agenda_panel_changed();
CREATE CONSTRAINT TRIGGER panellist_changed AFTER INSERT OR UPDATE OR DELETE ON agenda_panellist
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agenda_panellist_changed();

CREATE FUNCTION agenda_keep_publications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'publication_stays_as_it_is: a published version cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_stays_as_it_is';
END $$;
CREATE TRIGGER keep_publications BEFORE UPDATE OR DELETE ON agenda_publication
    FOR EACH ROW EXECUTE FUNCTION agenda_keep_publications();
"""
BACK = """
DROP TRIGGER keep_publications ON agenda_publication;
DROP TRIGGER panellist_changed ON agenda_panellist;
DROP TRIGGER panel_changed ON agenda_panel;
DROP TRIGGER segment_changed ON agenda_segment;
DROP TRIGGER session_changed ON agenda_session;
DROP FUNCTION agenda_keep_publications, agenda_panellist_changed, agenda_panel_changed,
    agenda_segment_changed, agenda_session_changed, agenda_settle, agenda_check_one_meeting,
    agenda_place_people;
"""


class Migration(migrations.Migration):
    """See the comment above."""

    dependencies = [("agenda", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]

"""A message that was sent to people in a rehearsal can be erased with it; it never left.

All else of `mailings_sent_stays` is as `0003_messages_forget_who_was_left_out` made it.
"""

from typing import ClassVar

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION mailings_sent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['stopped_at', 'stopped_by_id'];
BEGIN
    {allow}
    IF TG_OP = 'UPDATE' AND current_setting('intersessional.erasing', true) = 'on'
       AND NEW.left_out = '{}' THEN
        free := free || ARRAY['left_out'];
    END IF;
    IF OLD.sent_at IS NOT NULL AND (
        TG_OP = 'DELETE'
        OR (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free)
        OR (OLD.stopped_at IS NOT NULL AND NEW.stopped_at IS DISTINCT FROM OLD.stopped_at)
    ) THEN
        RAISE EXCEPTION 'mailing_sent_stays: a message that was sent does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mailing_sent_stays';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
ALLOW = """IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM meetings_meeting AS meeting
        WHERE meeting.id = OLD.meeting_id AND meeting.stage <> 'open'
    ) THEN
        RETURN OLD;
    END IF;"""


class Migration(migrations.Migration):
    """One function."""

    dependencies: ClassVar = [
        ("privacy", "0003_messages_forget_who_was_left_out"),
        ("meetings", "0006_stages_of_a_meeting"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(FUNCTION.replace("{allow}", ALLOW), FUNCTION.replace("{allow}", ""))
    ]

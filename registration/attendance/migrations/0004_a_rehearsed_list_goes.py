"""A list of participants of a meeting that was never open can be erased with its rehearsal.

Nothing else changes: what was made of an open meeting stays as it was made.
"""

from typing import ClassVar

from django.db import migrations

LISTS = """
CREATE OR REPLACE FUNCTION attendance_keep_lists() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['is_shown', 'shown_at', 'shown_by_id'];
BEGIN
    IF attendance_may_erase() THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    {allow}
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'list_stays_as_it_is: a version of the list of participants cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'list_stays_as_it_is';
END $$;
"""
ALLOW_LISTS = """IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM meetings_meeting AS meeting
        WHERE meeting.id = OLD.meeting_id AND meeting.stage <> 'open'
    ) THEN
        RETURN OLD;
    END IF;"""
FILES = """
CREATE OR REPLACE FUNCTION attendance_keep_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF attendance_may_erase() THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    {allow}
    IF TG_OP = 'UPDATE' AND OLD.printed_at IS NULL AND (NEW.version_id, NEW.language, NEW.format)
            = (OLD.version_id, OLD.language, OLD.format) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'list_file_stays_as_it_is: what was printed of a list cannot be changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'list_file_stays_as_it_is';
END $$;
"""
ALLOW_FILES = """IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM attendance_listversion AS version
        JOIN meetings_meeting AS meeting ON meeting.id = version.meeting_id
        WHERE version.id = OLD.version_id AND meeting.stage <> 'open'
    ) THEN
        RETURN OLD;
    END IF;"""


class Migration(migrations.Migration):
    """Two functions."""

    dependencies: ClassVar = [
        ("attendance", "0003_checkin"),
        ("meetings", "0006_stages_of_a_meeting"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            LISTS.replace("{allow}", ALLOW_LISTS) + FILES.replace("{allow}", ALLOW_FILES),
            LISTS.replace("{allow}", "") + FILES.replace("{allow}", ""),
        )
    ]

"""Let the erasure empty who was left out of a message that was sent: some stand there by their address.

All else of such a message stays, and the function refuses as before. It belongs to `mailings`; the change
stands here, where the erasure is.
"""

from typing import ClassVar

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION mailings_sent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['stopped_at', 'stopped_by_id'];
BEGIN
    {allow}
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
ALLOW = """IF TG_OP = 'UPDATE' AND current_setting('intersessional.erasing', true) = 'on'
       AND NEW.left_out = '{}' THEN
        free := free || ARRAY['left_out'];
    END IF;"""


class Migration(migrations.Migration):
    """One function."""

    dependencies: ClassVar = [
        ("privacy", "0002_erasing_may_blank"),
        ("mailings", "0002_kept_true_by_the_database"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(FUNCTION.replace("{allow}", ALLOW), FUNCTION.replace("{allow}", ""))
    ]

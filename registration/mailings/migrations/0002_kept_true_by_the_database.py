"""What was sent stays as it was: texts, choice and readers."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
-- A message that was sent keeps what was written and to whom; it can only be stopped.
CREATE FUNCTION mailings_sent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sent_at IS NOT NULL AND (
        TG_OP = 'DELETE'
        OR (to_jsonb(NEW) - 'stopped_at' - 'stopped_by_id')
           IS DISTINCT FROM (to_jsonb(OLD) - 'stopped_at' - 'stopped_by_id')
        OR (OLD.stopped_at IS NOT NULL AND NEW.stopped_at IS DISTINCT FROM OLD.stopped_at)
    ) THEN
        RAISE EXCEPTION 'mailing_sent_stays: a message that was sent does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mailing_sent_stays';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sent_stays BEFORE UPDATE OR DELETE ON mailings_mailing
    FOR EACH ROW EXECUTE FUNCTION mailings_sent_stays();

-- A reader belongs to a message that was sent, and stays; only personal data can be erased, as a whole.
CREATE FUNCTION mailings_recipient_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (
            SELECT FROM mailings_mailing WHERE id = NEW.mailing_id AND sent_at IS NOT NULL
        ) THEN
            RAISE EXCEPTION 'recipient_of_a_sent_message: the message is a draft'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'recipient_of_a_sent_message';
        END IF;
    ELSIF (to_jsonb(NEW) - 'email' - 'values' - 'key')
          IS DISTINCT FROM (to_jsonb(OLD) - 'email' - 'values' - 'key')
       OR ((NEW.email, NEW."values", NEW.key) IS DISTINCT FROM (OLD.email, OLD."values", OLD.key)
           AND NOT (NEW.email = '' AND NEW."values" = '{}'::jsonb))
    THEN
        RAISE EXCEPTION 'recipient_stays: what was sent to somebody does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recipient_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recipient_stays BEFORE INSERT OR UPDATE ON mailings_recipient
    FOR EACH ROW EXECUTE FUNCTION mailings_recipient_stays();
"""
BACK = """
DROP TRIGGER recipient_stays ON mailings_recipient;
DROP FUNCTION mailings_recipient_stays;
DROP TRIGGER sent_stays ON mailings_mailing;
DROP FUNCTION mailings_sent_stays;
"""


class Migration(migrations.Migration):
    """Triggers, so that no code can change what was sent."""

    dependencies: ClassVar = [("mailings", "0001_initial")]

    operations: ClassVar = [migrations.RunSQL(FORWARD, BACK)]

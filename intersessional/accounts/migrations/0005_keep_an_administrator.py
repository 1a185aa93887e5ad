"""The table itself refuses to be left without an administrator, whichever way somebody tries.

The lock makes two who take the last two wait for each other; the second then sees what the first did.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION accounts_keep_an_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.is_superuser AND NEW.is_active THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('accounts/last administrator', 0));
    IF NOT EXISTS (SELECT FROM accounts_user WHERE is_superuser AND is_active) THEN
        RAISE EXCEPTION 'the last administrator stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'user_last_administrator';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER user_last_administrator_changed
    AFTER UPDATE OF is_superuser, is_active ON accounts_user
    FOR EACH ROW WHEN (OLD.is_superuser AND OLD.is_active)
    EXECUTE FUNCTION accounts_keep_an_administrator();
CREATE TRIGGER user_last_administrator_deleted
    AFTER DELETE ON accounts_user
    FOR EACH ROW WHEN (OLD.is_superuser AND OLD.is_active)
    EXECUTE FUNCTION accounts_keep_an_administrator();
"""
DROP = """
DROP TRIGGER user_last_administrator_deleted ON accounts_user;
DROP TRIGGER user_last_administrator_changed ON accounts_user;
DROP FUNCTION accounts_keep_an_administrator();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_invitations_and_sign_in_log")]

    operations = [migrations.RunSQL(CREATE, DROP)]

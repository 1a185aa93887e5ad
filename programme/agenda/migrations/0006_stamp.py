"""The mark by which pages that are kept know whether they are still true (`queries.stamp`)."""

from typing import ClassVar

from django.db import migrations

# `last_receipt` counts registrations, and is on no page.
CREATE = """
CREATE FUNCTION agenda_stamp() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT md5(string_agg(concat_ws(' ', to_jsonb(meeting) - 'last_receipt',
            (SELECT max(number) FROM agenda_publication WHERE meeting_id = meeting.id),
            EXISTS (SELECT FROM agenda_document
                WHERE meeting_id = meeting.id AND item_uid = '' AND removed_at IS NULL)
        ), ',' ORDER BY meeting.id)) FROM meetings_meeting AS meeting
    );
END
$$
"""


class Migration(migrations.Migration):
    """One function."""

    dependencies: ClassVar = [
        ("agenda", "0005_notices_and_subscriptions"),
        ("meetings", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(CREATE, "DROP FUNCTION agenda_stamp()"),
    ]

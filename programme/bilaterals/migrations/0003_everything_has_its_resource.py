"""Each entity, room, host and President has a resource from the beginning, whoever makes the row."""

from typing import ClassVar

from django.db import migrations

OWNERS = {
    "entity_id": "delegations_entity",
    "room_id": "agenda_room",
    "host_id": "bilaterals_host",
    "president_of_id": "meetings_meeting",
}

FORWARD = "\n".join(
    f"""
INSERT INTO bilaterals_resource ({column}) SELECT id FROM {table}
    WHERE id NOT IN (SELECT {column} FROM bilaterals_resource WHERE {column} IS NOT NULL);
CREATE FUNCTION bilaterals_resource_of_{column}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bilaterals_resource ({column}) VALUES (NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER has_its_resource AFTER INSERT ON {table}
    FOR EACH ROW EXECUTE FUNCTION bilaterals_resource_of_{column}();
"""
    for column, table in OWNERS.items()
)
BACK = "\n".join(
    f"DROP TRIGGER has_its_resource ON {table};\nDROP FUNCTION bilaterals_resource_of_{column};"
    for column, table in OWNERS.items()
)


class Migration(migrations.Migration):
    """See the comment above."""

    dependencies: ClassVar = [
        ("bilaterals", "0002_kept_true_by_the_database"),
        ("agenda", "0007_calendars"),
    ]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACK)]

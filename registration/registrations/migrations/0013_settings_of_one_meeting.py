"""A quota or an extension for a delegation stands at the meeting of that very delegation."""

from django.db import migrations

# What had been set at another meeting had no effect: it is put where its delegation is. The checks of
# foreign keys are let go first, since a table is not changed while they wait.
FORWARD = """
    UPDATE {table} s SET meeting_id = d.meeting_id
        FROM delegations_delegation d
        WHERE d.id = s.delegation_id AND d.meeting_id <> s.meeting_id;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    ALTER TABLE {table} ADD CONSTRAINT {name}
        FOREIGN KEY (delegation_id, meeting_id) REFERENCES delegations_delegation (id, meeting_id);
"""
BACK = "ALTER TABLE {table} DROP CONSTRAINT {name};"
NAMES = {
    "registrations_quota": "quota_of_the_delegations_meeting",
    "registrations_extension": "extension_of_the_delegations_meeting",
}


class Migration(migrations.Migration):
    """See the comment above. Django has no foreign keys of two columns."""

    dependencies = [
        ("delegations", "0006_delegation_with_its_meeting"),
        ("registrations", "0012_rules_of_each_meeting"),
    ]
    operations = [
        migrations.RunSQL(
            FORWARD.format(table=table, name=name), BACK.format(table=table, name=name)
        )
        for table, name in NAMES.items()
    ]

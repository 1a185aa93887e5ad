"""Say of the Holy See and the State of Palestine that they are observer States."""

from typing import Any

from django.db import migrations, models


def mark_observers(apps: Any, schema_editor: Any) -> None:
    """Mark those that the data files name; loading would do the same."""
    entities = apps.get_model("delegations", "Entity").objects
    entities.filter(kind="state", code__in=["va", "ps"]).update(is_observer=True)


class Migration(migrations.Migration):

    dependencies = [
        ('delegations', '0006_delegation_with_its_meeting'),
    ]

    operations = [
        migrations.AddField(
            model_name='entity',
            name='is_observer',
            field=models.BooleanField(db_default=False, default=False, help_text='Its mission is called a Permanent Observer Mission. Not every State outside the United Nations is one.', verbose_name='observer State'),
        ),
        migrations.RunPython(mark_observers, migrations.RunPython.noop),
    ]

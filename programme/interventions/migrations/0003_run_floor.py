"""Who runs the floor needs a permission of its own."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """One permission."""

    dependencies: ClassVar = [("interventions", "0002_kept_true_by_the_database")]
    operations: ClassVar = [
        migrations.AlterModelOptions(
            name="intervention",
            options={
                "ordering": ["segment", "arrival"],
                "permissions": [("run_floor", "Can run the floor")],
                "verbose_name": "request for the floor",
                "verbose_name_plural": "requests for the floor",
            },
        ),
    ]

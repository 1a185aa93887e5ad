"""A notice says of whom it tells that they no longer come to the bilateral."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bilaterals', '0070_brief_papers'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='left',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registrations.registration'),
        ),
    ]

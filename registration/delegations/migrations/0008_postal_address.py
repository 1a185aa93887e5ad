import registration.delegations.models.entities
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delegations', '0007_observer_states'),
    ]

    operations = [
        migrations.AddField(
            model_name='entity',
            name='postal_address',
            field=models.TextField(blank=True, db_default='', default='', help_text='Of the mission in Geneva or of the office, below its name: street, postal code and city, one to a line, as they stand on an envelope.', validators=[registration.delegations.models.entities.validate_address], verbose_name='postal address'),
        ),
    ]

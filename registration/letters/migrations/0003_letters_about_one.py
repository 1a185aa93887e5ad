# By itself: a table with rows that were just written cannot be altered in the same transaction.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0002_letters_about_more'),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='meetings.meeting', verbose_name='meeting'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('delegation__isnull', True), ('entity__isnull', True), ('kind', 'confirmation'), ('registration__isnull', False)), models.Q(('delegation__isnull', True), ('entity__isnull', True), ('kind', 'visa'), ('registration__isnull', False)), models.Q(('delegation__isnull', False), ('entity__isnull', True), ('kind', 'delegation'), ('registration__isnull', True)), models.Q(('delegation__isnull', True), ('entity__isnull', False), ('kind', 'invitation'), ('registration__isnull', True)), _connector='OR'), name='letter_about_one'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('kind', 'delegation', 'version'), name='letter_once_per_issue'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('meeting', 'kind', 'entity', 'version'), name='letter_once_per_invitation'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'valid')), fields=('kind', 'delegation'), name='letter_one_valid_for_a_delegation'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'valid')), fields=('meeting', 'kind', 'entity'), name='letter_one_valid_for_an_entity'),
        ),
    ]

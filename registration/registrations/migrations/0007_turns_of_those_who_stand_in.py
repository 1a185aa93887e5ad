from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registrations', '0006_sheets'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='turn',
            field=models.BigIntegerField(editable=False, null=True),
        ),
    ]

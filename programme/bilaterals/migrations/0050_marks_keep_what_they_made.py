import django.core.serializers.json
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bilaterals', '0040_plans'),
    ]

    operations = [
        migrations.AddField(
            model_name='mark',
            name='after',
            field=models.JSONField(default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder),
        ),
    ]

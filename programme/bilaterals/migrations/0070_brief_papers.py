"""Papers that planners attach to the brief of a bilateral."""

import django.db.models.deletion
import intersessional.text
import programme.bilaterals.models.brief_papers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bilaterals', '0060_asks_share_a_candidate'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BriefPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, validators=[intersessional.text.validate_one_line], verbose_name='title')),
                ('language', models.CharField(blank=True, choices=[('ar', 'Arabic'), ('zh', 'Chinese'), ('en', 'English'), ('fr', 'French'), ('ru', 'Russian'), ('es', 'Spanish')], max_length=2, verbose_name='language')),
                ('file', models.FileField(upload_to=programme.bilaterals.models.brief_papers.random_name, verbose_name='file')),
                ('file_name', models.CharField(max_length=100, verbose_name='name of the file')),
                ('content_type', models.CharField(max_length=100, verbose_name='type of the file')),
                ('size_bytes', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('attached_at', models.DateTimeField(verbose_name='attached at')),
                ('attached_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='attached by')),
                ('bilateral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='bilaterals.bilateral', verbose_name='bilateral')),
            ],
            options={
                'verbose_name': 'paper of a brief',
                'verbose_name_plural': 'papers of briefs',
                'ordering': ['bilateral', 'pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('bilateral', 'sha256'), name='brief_paper_once_per_bilateral'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='brief_paper_has_a_title'), models.CheckConstraint(condition=models.Q(('content_type__in', ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'image/jpeg', 'image/png']), models.Q(('file', ''), _negated=True), models.Q(('file_name', ''), _negated=True)), name='brief_paper_has_a_file_of_a_known_kind'), models.CheckConstraint(condition=models.Q(('size_bytes__gt', 0), ('size_bytes__lte', 10485760)), name='brief_paper_has_a_size_within_the_limit'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='brief_paper_has_a_fingerprint')],
            },
        ),
    ]

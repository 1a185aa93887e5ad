"""The Celery application: an alarm clock for the outbox and the letters, never the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intersessional.settings")

app = Celery("intersessional")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

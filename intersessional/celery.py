"""The Celery application: an alarm clock for the outbox and the letters, never the truth."""

import logging
import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intersessional.settings")

# Celery warns whoever runs it as root; that is a line of the log like any other.
logging.captureWarnings(True)

app = Celery("intersessional")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

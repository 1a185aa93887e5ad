"""The Celery application: an alarm clock for the outbox and the letters, never the truth."""

import logging
import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, celeryd_init

from intersessional.requirements import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intersessional.settings")

# Celery warns whoever runs it as root; that is a line of the log like any other.
logging.captureWarnings(True)

app = Celery("intersessional")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
@beat_init.connect
def _refuse_unsafe(**_: Any) -> None:
    """Let neither a worker nor the beat start with settings that would protect nobody."""
    refuse_unsafe()

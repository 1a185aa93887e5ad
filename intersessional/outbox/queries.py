"""Messages about something, for the pages that show it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string

from .models import Message, MessageQuerySet


def messages_about(subject: models.Model) -> MessageQuerySet:
    """Return the messages about a row, the newest first, with what came back.

    Those, too, that a part above knows to be about it: `settings.OUTBOX_ALSO_ABOUT` names functions of
    the row that return a condition.
    """
    label = subject._meta.label_lower
    about = Q(about_type=label, about_id=subject.pk)
    for path in settings.OUTBOX_ALSO_ABOUT.get(label, ()):
        about |= import_string(path)(subject)
    found: MessageQuerySet = Message.objects.filter(about, is_secret=False)
    return found.select_related("bounce").defer("raw", "text")

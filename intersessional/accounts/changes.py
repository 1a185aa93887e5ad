"""Telling staff that what opens their account was changed, by them or by whoever has a session."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from intersessional.outbox.operations import enqueue

from .models import User
from .policies import is_privileged

# Stands in the key of the message: within a minute, one mail says it of all that was changed.
MOMENT = "%Y-%m-%dT%H:%M"


def tell(user: User) -> None:
    """Promise a mail to a member of staff whose password or factors were changed just now."""
    if not is_privileged(user):
        return
    key = f"staff_access_changed/{user.pk}/{timezone.now():{MOMENT}}"
    # The user of a request only stands in for the row.
    row = User.objects.get(pk=user.pk)
    with transaction.atomic():
        enqueue("staff_access_changed", row, key=key, language=(get_language() or "en")[:2])


def tell_of_factor(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Do so after a second factor was added, made anew or removed."""
    tell(user)

"""Asking to be told of changes, and asking no more.

Not in the audit trail: it is a reader's own wish, and would keep the user from being erased with it.
"""

from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from registration.meetings.models import Meeting

from ..models import Subscription


def subscribe(
    meeting: Meeting, *, item_uid: str = "", language: str, by: User, at: datetime
) -> Subscription:
    """Tell `by` from now on of changes of an item, or without one of the whole programme.

    Asked again, it says in which language the mails are from now on.
    """
    with transaction.atomic(durable=True):
        subscription, _is_new = Subscription.objects.update_or_create(
            meeting=meeting,
            user=by,
            item_uid=item_uid,
            defaults={"language": language},
            create_defaults={"language": language, "subscribed_at": at},
        )
        return subscription


def unsubscribe(meeting: Meeting, *, item_uid: str = "", by: User) -> None:
    """Tell `by` no more; where there is no such wish, nothing happens."""
    mine = Subscription.objects.of_user(by).for_meeting(meeting)
    mine.filter(item_uid=item_uid).delete()

"""A calendar of one's own at a secret address: made, changed, given another address, removed.

Not in the audit trail, for the reason that subscriptions are not.
"""

from datetime import datetime

from django.db import transaction

from intersessional import codes
from intersessional.accounts.models import User
from registration.meetings.models import Meeting

from ..models import PersonalCalendar
from ..models.calendars import under


def keep_calendar(
    meeting: Meeting, *, is_whole: bool, language: str, by: User, at: datetime
) -> PersonalCalendar:
    """Let `by` have a calendar of the whole programme, or of the items of which they are told.

    Whoever has one keeps its address: it holds from now on what is chosen here.
    """
    chosen = {"is_whole": is_whole, "language": language}
    with transaction.atomic(durable=True):
        calendar, _is_new = PersonalCalendar.objects.update_or_create(
            meeting=meeting,
            user=by,
            defaults=chosen,
            create_defaults=chosen | under(codes.address_token()) | {"made_at": at},
        )
        return calendar


def renew_calendar(meeting: Meeting, *, by: User, at: datetime) -> bool:
    """Give the calendar of `by` another address; the old one leads nowhere from now on.

    Where they have none, nothing happens; say whether they had one.
    """
    new = under(codes.address_token()) | {"made_at": at}
    return bool(PersonalCalendar.objects.of_user(by, meeting).update(**new))


def remove_calendar(meeting: Meeting, *, by: User) -> None:
    """Let the address of the calendar of `by` lead nowhere; where they have none, nothing happens."""
    PersonalCalendar.objects.of_user(by, meeting).delete()

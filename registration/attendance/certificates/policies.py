"""When a certificate of attendance can be ordered."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from registration.meetings.models import Meeting


class NotNow(Exception):
    """There is nothing to certify, or not yet; the text can be shown."""


def check_has_come(days: Sequence[date]) -> None:
    """Refuse a certificate for somebody whom the door has not seen.

    :raises NotNow:
    """
    if not days:
        raise NotNow(_("The check-in has not seen this person on a day of the meeting."))


def check_is_over(meeting: Meeting, *, at: datetime) -> None:
    """Refuse an order of the person while the meeting goes on: the days would not be complete.

    :raises NotNow:
    """
    if at < meeting.ends_at:
        raise NotNow(_("Your certificate can be made when the meeting is over."))

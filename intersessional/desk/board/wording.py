"""How far the meeting is, in words."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registration.meetings.models import Meeting


def closing_words(meeting: Meeting, *, at: datetime) -> str:
    """Say how many days are left until registration closes, or until the meeting begins."""
    today = at.astimezone(meeting.zone).date()
    if at < meeting.registration_opens_at:
        return _("Registration has not opened yet.")
    if at < meeting.registration_closes_at:
        # The closing time is the first instant that is late: at midnight the day before is the last.
        days = (meeting.registration_closes_at - at).days
        text = ngettext(
            "%d day until registration closes.", "%d days until registration closes.", days
        )
        return text % days if days else _("Registration closes within a day.")
    if today < meeting.begins_on:
        days = (meeting.begins_on - today).days
        text = ngettext(
            "Registration has closed. %d day until the meeting begins.",
            "Registration has closed. %d days until the meeting begins.",
            days,
        )
        return text % days
    if at < meeting.ends_at:
        return _("The meeting is in progress.")
    return _("The meeting is over.")

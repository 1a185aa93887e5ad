"""The list of those who have not registered, and the reminder as it will be sent, for the staff."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.emails import compose_reminder
from registration.registrations.missing import Expected
from registration.registrations.models import Reminder


@dataclass(frozen=True)
class Sample:
    """The mail in one language, filled in for one of those who get it, and how many get it."""

    code: str
    language: str
    mails: int
    recipient: str
    subject: str
    text: str


def count_text(label: str, lines: Sequence[Expected]) -> str:
    """Return how many of a group have registered."""
    registered = sum(line.has_registered for line in lines)
    given = {
        "group": label,
        "registered": registered,
        "all": len(lines),
        "missing": len(lines) - registered,
    }
    return (
        _("%(group)s: %(registered)d of %(all)d have registered; %(missing)d are missing.") % given
    )


def samples(meeting: Meeting, due: Sequence[Expected], *, by: User, at: datetime) -> list[Sample]:
    """Return the reminder in each language; where nobody reads one, as the first would get it."""
    reminders = [
        reminder
        for line in due
        for reminder in operations.reminders_to(meeting, line, by=by, at=at)
    ]
    if not reminders:
        return []
    mails = Counter(reminder.language for reminder in reminders)
    firsts = {reminder.language: reminder for reminder in reversed(reminders)}
    return [
        _sample(firsts.get(code, reminders[0]), code, str(name), mails[code])
        for code, name in settings.LANGUAGES
    ]


def _sample(reminder: Reminder, code: str, name: str, mails: int) -> Sample:
    mail = compose_reminder(reminder, code)
    return Sample(code, name, mails, mail.to, mail.subject, mail.text)

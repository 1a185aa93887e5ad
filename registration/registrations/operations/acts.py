"""What the operations have in common: locking, moving along the transition table, telling."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.outbox.operations import enqueue
from registration.meetings.models import Meeting

from ..models import Registration
from ..transitions import target


class ChangedMeanwhile(Exception):
    """Somebody else changed the registration since it was shown; `current` is how it stands now.

    The text can be shown.
    """

    def __init__(self, current: Registration) -> None:
        super().__init__()
        self.current = current

    def __str__(self) -> str:
        return _("Somebody has changed this registration meanwhile. Please look at it again.")


def hold_places(meeting_id: int) -> None:
    """Put whoever gives or takes places at a meeting in line, until the transaction ends.

    The row is the one that numbers the receipts, so whoever registers stands in the same line. It
    comes before any registration's row: taken in this order, two acts cannot deadlock.
    """
    list(Meeting.objects.select_for_update(no_key=True).filter(pk=meeting_id).values("pk"))


def locked(pk: int) -> Registration:
    """Return a registration, its row locked, with its meeting and delegation."""
    registrations = Registration.objects.select_for_update(of=("self",))
    return registrations.select_related("meeting", "delegation").get(pk=pk)


def locked_version(registration: Registration, version: int) -> Registration:
    """Return a registration, its row locked, if it is still the `version` that was seen.

    :raises ChangedMeanwhile: it is not
    """
    found = locked(registration.pk)
    check_version(found, version)
    return found


def check_version(registration: Registration, version: int | None) -> None:
    """Refuse to act on a locked registration that is not the `version` that was seen, if one was.

    :raises ChangedMeanwhile:
    """
    if version is not None and registration.version != version:
        raise ChangedMeanwhile(Registration.objects.for_change().get(pk=registration.pk))


def because(reason: str) -> dict[str, str]:
    """Return what the audit keeps of the reason for an act, where one was given."""
    return {"reason": reason} if reason else {}


def move_state(
    registration: Registration,
    verb: str,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    **fields: Any,
) -> str:
    """Take `verb`'s step in the table and record it, with the reason; return the state before.

    :raises TransitionRefused: the table has no such step
    """
    before = registration.state
    write(registration, state=target(verb, before), **fields)
    after = {"state": registration.state} | because(reason)
    record(verb, registration, by=by, at=at, before={"state": before}, after=after)
    return before


def write(registration: Registration, **fields: Any) -> None:
    """Write fields of a locked registration as its next version."""
    registration.version += 1
    for name, value in fields.items():
        setattr(registration, name, value)
    registration.save(update_fields=["version", *fields])


def tell(kind: str, registration: Registration) -> None:
    """Promise one mail about this version of a registration."""
    enqueue(
        kind,
        registration,
        key=f"{kind}/{registration.pk}/{registration.version}",
        language=registration.correspondence_language,
    )

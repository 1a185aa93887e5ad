"""Beginning a meeting: it exists from now on, for the staff alone."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from registration.meetings.models import Meeting, Preparation, Stage
from registration.meetings.moving import deadlines_after, deadlines_without

from .acts import plain, refused


class BegunDifferently(Exception):
    """The form was sent before, with another address: that meeting is there already."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(_("This form was sent before: the meeting it made is there already."))
        self.meeting = meeting


class NameTaken(Exception):
    """Another meeting has the address or the code; the text says so."""

    def __str__(self) -> str:
        return _("Another meeting has this address or this code. Choose others.")


@dataclass(frozen=True, kw_only=True)
class NewMeeting:
    """What a meeting is begun with; everything else comes by the steps."""

    kind: str
    title_en: str
    title_fr: str
    title_es: str
    short_title_en: str
    short_title_fr: str
    short_title_es: str
    slug: str
    code: str
    begins_on: date
    ends_on: date


# What a place has, but not the building: that may be another one next time.
_TAKEN = (
    *("time_zone", "contact_email", "morning_begins", "morning_ends"),
    *("afternoon_begins", "afternoon_ends", "reminder_interval_days", "reconfirm_after_changes"),
    *("point_of_order_minutes", "reply_minutes"),
    *(f"{name}_{language}" for name in ("city", "country") for language in ("en", "fr", "es")),
)


def begin(
    details: NewMeeting, *, source: Meeting | None, token: str, by: User, at: datetime
) -> Meeting:
    """Make a meeting that is being prepared, after `source` or after none; once for each token.

    Deadlines lie as far from the first day as they did at the source; each step asks about them. No
    person and no registration is taken over.

    :raises BegunDifferently, NameTaken, DoesNotFit:
    """
    with transaction.atomic(durable=True):
        lock(f"begin {token}")
        first = Preparation.objects.filter(token=token).select_related("meeting").first()
        if first:
            if first.meeting.slug != details.slug:
                raise BegunDifferently(first.meeting)
            return first.meeting
        meeting = _made(details, source)
        Preparation.objects.create(
            meeting=meeting, source=source, token=token, begun_at=at, begun_by=by, settled=["names"]
        )
        after = plain(asdict(details)) | {"from": source.slug if source else ""}
        record("begin_meeting", meeting, by=by, at=at, after=after)
        return meeting


def _made(details: NewMeeting, source: Meeting | None) -> Meeting:
    taken: dict[str, Any] = {name: getattr(source, name) for name in _TAKEN} if source else {}
    meeting = Meeting(**asdict(details), **taken, stage=Stage.PREPARING)
    deadlines = deadlines_after(source, meeting) if source else deadlines_without(meeting)
    for name, value in deadlines.items():
        setattr(meeting, name, value)
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError as error:
        raise refused(error) or NameTaken() from error
    return meeting

"""The draft of 2018 in the tests: its parts by name, and what is written about it."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group

from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.agenda import reading
from programme.agenda.models import DraftEdit, Item, Room, Segment, Session
from programme.agenda.snapshots import take
from registration.meetings.models import Meeting
from tests.people import GENEVA

AT = datetime(2018, 5, 14, 23, tzinfo=GENEVA)


def meeting() -> Meeting:
    """The meetings of 2018."""
    found: Meeting = Meeting.objects.get(slug="2018")
    return found


def sessions() -> list[Session]:
    """The four sittings, in the order of time."""
    return list(Session.objects.filter(meeting__slug="2018").order_by("begins_at"))


def segments(session: Session) -> list[Segment]:
    """The segments of a session, in their order."""
    return list(Segment.objects.filter(session=session).order_by("position"))


def item(number: int) -> Item:
    """An item by its number."""
    found: Item = Item.objects.get(meeting__slug="2018", number=number)
    return found


def room() -> Room:
    """The conference room."""
    found: Room = Room.objects.get(meeting__slug="2018", position=1)
    return found


def other_room() -> Room:
    """A second room."""
    return Room.objects.get_or_create(meeting=meeting(), name_en="Side room", position=2)[0]


def otto() -> User:
    """Another one of the ISU."""
    user = User.objects.create_user("otto@isu.example", name="Otto Ordnung", is_staff=True)
    user.groups.add(Group.objects.get(name=roles.ISU_STAFF))
    return user


def side_event(**changes: Any) -> Session:
    """A session of one hour at lunch on Thursday, not yet written."""
    begins_at = datetime(2018, 6, 7, 13, 30, tzinfo=GENEVA)
    given: dict[str, Any] = {
        "meeting": meeting(),
        "title_en": "Side event",
        "begins_at": begins_at,
        "ends_at": begins_at + timedelta(hours=1),
    }
    return Session(**given | changes)


def written() -> tuple[int, int]:
    """How many acts are on record, and how many changes in the journal."""
    return AuditEntry.objects.count(), DraftEdit.objects.count()


def is_whole() -> bool:
    """Say whether the draft can be read, and every session counts from 1 without gaps."""
    reading.read(take(meeting()))
    for session in Session.objects.filter(meeting=meeting()):
        positions = [segment.position for segment in segments(session)]
        if positions != list(range(1, len(positions) + 1)):
            return False
    return True

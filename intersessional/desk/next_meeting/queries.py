"""Reading meetings and what is inside of a rehearsal, for the desk."""

from datetime import datetime

from intersessional.outbox.models import Message, MessageQuerySet
from registration.delegations.models import Category, CommitteeMembership, holds_on
from registration.meetings.models import Meeting
from registration.meetings.moving import moved
from registration.registrations.models import CategoryDeadline, ConfirmationRule, Quota
from registration.registrations.policies import default_needs

from .rehearsed import inside_of

Table = dict[str, dict[str, object]]


def meetings() -> list[Meeting]:
    """Return all meetings with how they were begun, the last first."""
    return list(Meeting.objects.select_related("preparation__source"))


def source_for(kind: str, found: list[Meeting]) -> Meeting | None:
    """Return after which meeting a new one is made unless somebody says another: the last of its kind.

    Where there is none of its kind, the last.
    """
    same = [one for one in found if one.kind == kind]
    return next(iter(same or found), None)


def serving_on(meeting: Meeting) -> list[CommitteeMembership]:
    """Return who serves on the first day, by Committee."""
    found = CommitteeMembership.objects.filter(holds_on(meeting.begins_on))
    found = found.select_related("committee", "entity").order_by(
        "committee__name_en", "role", "entity__code"
    )
    return list(found)


def requirements_of(meeting: Meeting, *, moved_to: Meeting | None = None) -> Table:
    """Return what each category needs, its places, and when it closes; on the days of another."""
    table: Table = {
        category: {"needs": default_needs(category), "places": None, "closes_at": None}
        for category in Category.values
    }
    for rule in ConfirmationRule.objects.filter(meeting=meeting):
        table[rule.category]["needs"] = rule.needs
    for quota in Quota.objects.filter(meeting=meeting).exclude(category=""):
        table[quota.category]["places"] = quota.places
    for deadline in CategoryDeadline.objects.filter(meeting=meeting):
        closes_at: datetime = deadline.closes_at
        table[deadline.category]["closes_at"] = (
            moved(closes_at, meeting, moved_to) if moved_to else closes_at
        )
    return table


def inside(meeting: Meeting) -> MessageQuerySet:
    """Return the messages of a meeting's rehearsal, the newest first."""
    found: MessageQuerySet = Message.objects.filter(inside_of(meeting))
    return found

"""What waits for the staff: how many requests of each kind, and where they are decided."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from registration.delegations.models import FocalPoint
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.transitions import State


@dataclass(frozen=True)
class Line:
    """So many of a kind, and the list of them in the admin site."""

    label: str
    number: int
    url: str


def waiting_for_staff(meeting: Meeting) -> list[Line]:
    """Return what of a meeting is still to be decided, none where there is nothing; two queries."""
    requested = Registration.objects.for_meeting(meeting).filter(state=State.REQUESTED)
    found = requested.aggregate(
        late=Count("pk", filter=Q(is_late=True)), to_attend=Count("pk", filter=Q(is_to_attend=True))
    )
    asking = FocalPoint.objects.asking().filter(delegation__meeting=meeting).count()
    registrations = "registrations_registration", "state__exact=requested"
    lines = [
        Line(
            _("Requests to be a focal point"),
            asking,
            _list("delegations_delegation", "requests=yes", meeting),
        ),
        Line(_("Late requests"), found["late"], _list(*registrations, meeting, "is_late__exact=1")),
        Line(
            _("Requests to attend"),
            found["to_attend"],
            _list(*registrations, meeting, "is_to_attend__exact=1"),
        ),
    ]
    return [line for line in lines if line.number]


def _list(model: str, wanted: str, meeting: Meeting, *more: str) -> str:
    asked = "&".join([wanted, *more, f"meeting__id__exact={meeting.pk}"])
    return f"{reverse(f'admin:{model}_changelist')}?{asked}"

"""Who can have a certificate of attendance, and who has one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from registration.letters.models import Kind, Letter, State
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.transitions import State as Standing

from ..models import Act, Certificate, Passage
from ..queries import checked_in

# After so many tries somebody should look at it.
MANY_TRIES = 3
SHOWN = 50


def days_present(registration: Registration) -> list[date]:
    """Return the days of the meeting on which the door saw somebody come, in order; one query."""
    entries = Passage.objects.standing().filter(registration=registration, act=Act.CHECK_IN)
    seen = entries.filter(day__in=registration.meeting.days_to_attend)
    return sorted(set(seen.values_list("day", flat=True)))


def to_certify(meeting: Meeting) -> "QuerySet[Registration]":
    """Return who came to a meeting, each once: whoever was merged came as somebody else."""
    return checked_in(meeting).exclude(state=Standing.MERGED)


def valid_letters() -> "QuerySet[Letter]":
    """Return all certificates that stand."""
    found: QuerySet[Letter] = Letter.objects.filter(kind=Kind.ATTENDANCE, state=State.VALID)
    return found


@dataclass(frozen=True)
class Overview:
    """How far the certificates of a meeting are."""

    came: int
    issued: int
    waiting: int
    # Those of the waiting that were tried again and again.
    stuck: "list[Certificate]"

    @property
    def all(self) -> int:
        """All of which the page tells: what is there, and what is being made."""
        return self.issued + self.waiting


def overview(meeting: Meeting) -> Overview:
    """Return how far the certificates of a meeting are; four queries."""
    orders = Certificate.objects.filter(meeting=meeting)
    waiting = orders.filter(printed_at__isnull=True)
    stuck = waiting.filter(attempts__gte=MANY_TRIES).select_related("registration")
    issued = orders.filter(printed_at__isnull=False, letter__state=State.VALID)
    return Overview(
        to_certify(meeting).count(), issued.count(), waiting.count(), list(stuck[:SHOWN])
    )


@dataclass(frozen=True)
class OfOne:
    """How the certificate of somebody stands: the days, the order, and the letter that stands."""

    days: list[date]
    order: Certificate | None
    letter: Letter | None

    @property
    def is_coming(self) -> bool:
        """Whether a worker is about to make it."""
        return self.order is not None and self.order.printed_at is None

    @property
    def is_complete(self) -> bool:
        """Whether the letter says all days on which the person came."""
        stated = self.letter.facts.get("days") if self.letter else None
        return stated == [day.isoformat() for day in self.days]


def of_one(registration: Registration) -> OfOne:
    """Return how the certificate of somebody stands, without its file; three queries."""
    order = Certificate.objects.filter(registration=registration).select_related("ordered_by")
    letter = valid_letters().filter(registration=registration, pdf__isnull=False).defer("pdf")
    return OfOne(days_present(registration), order.first(), letter.first())

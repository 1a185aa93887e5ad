"""What the readiness of meetings is read from, in the same few queries for one meeting or many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from programme.agenda.models import Item, Publication, Session
from programme.bilaterals.models import Host
from registration.attendance.models import Badge, ListVersion
from registration.delegations.models import CommitteeMembership
from registration.letters.models import Batch, InvitationTemplate
from registration.meetings.models import Committee, Meeting, Stage
from registration.registrations.models import ConfirmationRule, Registration
from registration.registrations.transitions import State

from ..rehearsed import is_left


@dataclass
class Facts:
    """Of one meeting, and of the portal."""

    meeting: Meeting
    at: datetime
    settled: frozenset[str]
    # Committee → how many serve on the first day, and how many of them are to be confirmed.
    committees: dict[str, tuple[int, int]]
    texts: list[InvitationTemplate]
    unsent_minutes: int
    failed: int
    without_factor: int
    source: Meeting | None = None
    counts: dict[str, int] = field(default_factory=dict)


_COUNTED: dict[str, Any] = {
    "rules": ConfirmationRule,
    "items": Item,
    "sessions": Session,
    "hosts": Host,
    "registrations": Registration,
    "batches": Batch,
    "lists": ListVersion,
}


def _chosen() -> dict[str, QuerySet[Any]]:
    """Return what is counted of a part of the rows only."""
    return {
        "confirmed": Registration.objects.filter(state=State.CONFIRMED),
        "badges": Badge.objects.valid().filter(printed_at__isnull=False),
    }


def facts_of(meetings: Iterable[Meeting], *, at: datetime) -> dict[int, Facts]:
    """Return the facts of each meeting by its key; eight queries."""
    keys = [meeting.pk for meeting in meetings]
    found = _counted(keys)
    texts: dict[int, list[InvitationTemplate]] = defaultdict(list)
    for text in InvitationTemplate.objects.filter(meeting__in=keys):
        texts[text.meeting_id].append(text)
    committees, serving = list(Committee.objects.all()), list(CommitteeMembership.objects.all())
    minutes, failed, without = _minutes_unsent(), _failed(), _without_factor()
    return {
        meeting.pk: Facts(
            meeting=meeting,
            at=at,
            settled=_settled(meeting),
            source=_source(meeting),
            committees=_serving(meeting, committees, serving),
            texts=texts[meeting.pk],
            unsent_minutes=minutes,
            failed=failed,
            without_factor=without,
            counts={
                name: getattr(meeting, f"n_{name}")
                for name in [*_COUNTED, *_chosen(), "version", "stray", "rehearsed"]
            },
        )
        for meeting in found
    }


def _counted(keys: list[int]) -> QuerySet[Meeting]:
    rows = {name: model.objects.all() for name, model in _COUNTED.items()} | _chosen()
    counts = {f"n_{name}": _number_of(one) for name, one in rows.items()}
    versions = Publication.objects.filter(meeting=OuterRef("pk")).order_by("-number")
    newest = Coalesce(Subquery(versions.values("number")[:1]), 0)
    outside = Session.objects.filter(meeting=OuterRef("pk")).filter(
        Q(begins_at__date__lt=OuterRef("begins_on")) | Q(ends_at__date__gt=OuterRef("ends_on"))
    )
    found: QuerySet[Meeting] = (
        Meeting.objects.filter(pk__in=keys)
        .select_related("preparation__source")
        .annotate(**counts, n_version=newest, n_stray=Exists(outside), n_rehearsed=_rehearsed())
    )
    return found


def _rehearsed() -> Any:
    """Return whether something rehearsed is left of a meeting that is not open."""
    left = Q(is_left(), ~Q(stage=Stage.OPEN))
    return Case(When(left, then=Value(True)), default=Value(False))


def _number_of(rows: Any) -> Any:
    found = rows.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)


def _settled(meeting: Meeting) -> frozenset[str]:
    preparation = getattr(meeting, "preparation", None)
    return frozenset(preparation.settled) if preparation else frozenset()


def _source(meeting: Meeting) -> Meeting | None:
    preparation = getattr(meeting, "preparation", None)
    return preparation.source if preparation else None


def _serving(
    meeting: Meeting, committees: list[Committee], serving: list[CommitteeMembership]
) -> dict[str, tuple[int, int]]:
    day = meeting.begins_on
    found = {}
    for committee in committees:
        members = [one for one in serving if one.committee_id == committee.pk and one.holds(day)]
        found[committee.name] = (len(members), sum(one.is_to_be_confirmed for one in members))
    return found


def _minutes_unsent() -> int:
    """Return for how long the oldest message has waited that should have left; real time."""
    waiting = Message.objects.unsent().filter(is_held=False, created_at__lte=timezone.now())
    oldest = waiting.order_by("created_at").values_list("created_at", flat=True).first()
    return (timezone.now() - oldest) // timedelta(minutes=1) if oldest else 0


def _failed() -> int:
    return Message.objects.filter(state="failed", is_inside=False).count()


def _without_factor() -> int:
    """Return how many of the staff have no second factor; none where none is needed."""
    if not settings.STAFF_SECOND_FACTOR:
        return 0
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    staff = User.objects.filter(is_staff=True, is_active=True)
    return staff.exclude(Exists(factors)).count()

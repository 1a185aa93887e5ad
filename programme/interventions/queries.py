"""Reading: the segments of the valid programme, their lists, and who may ask."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from programme.agenda.models import Publication
from programme.agenda.models import Segment as Row
from programme.agenda.queries import current_version
from programme.agenda.reading import Segment
from programme.agenda.versions import version_of
from registration.delegations.models import Delegation, DelegationQuerySet
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.transitions import PLACED

from . import policies
from .lists import SpeakersList, project
from .models import FloorEvent, FloorRight, Intervention
from .transitions import State


@dataclass(frozen=True)
class ListedSegment:
    """A segment of the valid programme under which one asks for the floor; `pk` is that of its row."""

    pk: int
    meeting: Meeting
    segment: Segment

    @property
    def uid(self) -> str:
        """Its lasting name, as in addresses."""
        return self.segment.uid

    @property
    def label(self) -> str:
        """What it is called in the reader's language."""
        return self.segment.label

    @property
    def item_name(self) -> str:
        """Its item with the number; empty where it has none."""
        item = self.segment.item
        return f"{item.number} {item.title}" if item else ""

    @property
    def title(self) -> str:
        """Its item with the number; or the segment itself, where it belongs to none."""
        return self.item_name or self.label

    @property
    def full_title(self) -> str:
        """Both: 2 Victim assistance: updates by States."""
        if not self.item_name:
            return self.label
        return _("%(item)s: %(part)s") % {"item": self.item_name, "part": self.label}


def segments_of(meeting: Meeting) -> list[ListedSegment]:
    """Return where one asks for the floor, or has, in the order of the valid programme; two queries.

    What a page says of them is what was published; the draft counts for nothing here.
    """
    version = current_version(meeting)
    if version is None:
        return []
    asked = Exists(Intervention.objects.filter(segment=OuterRef("pk")))
    rows = Row.objects.filter(session__meeting=meeting).annotate(is_asked=asked)
    found = {uid: (pk, is_asked) for uid, pk, is_asked in rows.values_list("uid", "pk", "is_asked")}
    return [
        ListedSegment(found[one.uid][0], meeting, one)
        for session in version_of(version.pk).programme.sessions
        for one in session.segments
        if one.uid in found and (policies.takes_requests(one) or found[one.uid][1])
    ]


def segment_of(meeting: Meeting, uid: str) -> ListedSegment | None:
    """Return one of them by its lasting name."""
    return next((one for one in segments_of(meeting) if one.uid == uid), None)


def speakers_of(segment: ListedSegment) -> SpeakersList:
    """Return the list of a segment as it stands; one query."""
    return speakers_lists([segment])[segment.pk]


def speakers_lists(segments: Iterable[ListedSegment]) -> dict[int, SpeakersList]:
    """Return the lists of segments, by their keys; one query for all of them."""
    return lists_by_rule({one.pk: one.segment.order_rule for one in segments})


def lists_by_rule(rules: dict[int, str]) -> dict[int, SpeakersList]:
    """Return the lists of segments, of which the keys and rules are given; one query for all of them."""
    events: dict[int, list[FloorEvent]] = defaultdict(list)
    for event in FloorEvent.objects.filter(segment__in=rules).order_by("segment", "number"):
        events[event.segment_id].append(event)
    return {pk: project(events[pk], rule=rule) for pk, rule in rules.items()}


def may_ask_for(user: User | AnonymousUser, meeting: Meeting) -> DelegationQuerySet:
    """Return the delegations for which somebody may ask: a focal point, or who has the right."""
    given = FloorRight.objects.of(user).values("registration__delegation")
    managed = Delegation.objects.managed_by(user).values("pk")
    delegations: DelegationQuerySet = Delegation.objects.for_meeting(meeting)
    return delegations.filter(Q(pk__in=managed) | Q(pk__in=given)).with_names()


def speakers_for(delegation: Delegation) -> list[Registration]:
    """Return whom a delegation can name as a speaker, in its own order."""
    members = Registration.objects.filter(delegation=delegation, state__in=PLACED)
    return list(members.in_order())


def interventions_under(segment: ListedSegment) -> dict[int, Intervention]:
    """Return the requests under a segment, by their keys, with what pages call them."""
    found = Intervention.objects.filter(segment=segment.pk).with_names()
    return {one.pk: one for one in found}


def interventions_under_all(
    segments: Iterable[ListedSegment],
) -> dict[int, dict[int, Intervention]]:
    """Return the requests under each of several segments, as a list needs them; one query."""
    under: dict[int, dict[int, Intervention]] = {one.pk: {} for one in segments}
    found = Intervention.objects.filter(segment__in=under).select_related("delegation")
    for one in found:
        under[one.segment_id][one.pk] = one
    return under


def state_of(intervention: Intervention) -> State:
    """Return where a request stands, whatever the programme says of its segment; two queries."""
    return states_of([intervention])[intervention.pk]


def states_of(interventions: Iterable[Intervention]) -> dict[int, State]:
    """Return where requests stand, by their keys; two queries, or none without any.

    Each list is added up once, however many of them are on it.
    """
    asked = list(interventions)
    found = Row.objects.filter(pk__in={one.segment_id for one in asked})
    lists = lists_by_rule(dict(found.values_list("pk", "order_rule"))) if asked else {}
    return {one.pk: lists[one.segment_id].entries[one.pk].state for one in asked}


def draws_due(meeting: Meeting, *, at: datetime) -> list[ListedSegment]:
    """Return the segments whose list has closed, and for which lots are still to be drawn."""
    segments = [one for one in segments_of(meeting) if one.segment.order_rule != "arrival"]
    lists = speakers_lists(segments)
    return [
        one
        for one in segments
        if lists[one.pk].valid_draw is None
        and lists[one.pk].order
        and policies.is_closed_for_good(one.segment, lists[one.pk], at)
    ]


def meetings_with_lists(*, at: datetime) -> list[Meeting]:
    """Return the published meetings that are not over, and so may have lists; one query."""
    # A day more: the zone of none is further west of UTC than that.
    last = (at - timedelta(days=1)).date()
    published = Publication.objects.filter(meeting=OuterRef("pk"))
    found = Meeting.objects.filter(Exists(published), ends_on__gte=last)
    return [one for one in found.order_by("pk") if one.ends_at > at]

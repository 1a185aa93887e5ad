"""Requests for the floor, and bilaterals. Confidential notes are no column, of nobody."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from intersessional.accounts import roles
from intersessional.accounts.models import User
from programme.agenda.models import Room
from programme.bilaterals.models import Bilateral, Candidate, Host
from programme.bilaterals.transitions import State as BilateralState
from programme.interventions import queries
from programme.interventions.models import Intervention
from programme.interventions.transitions import State
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from .base import Column, Dataset, Known, choice, delegation, instant

PLANNERS = frozenset({roles.ISU_STAFF, roles.PRESIDENT_OFFICE, roles.COMMITTEE})
# What a delegation wrote to the secretariat.
TO_THE_OFFICE = "interventions.view_intervention"


def _requests(meeting: Meeting, _user: User) -> QuerySet[Any]:
    rows = Intervention.objects.for_meeting(meeting)
    return rows.order_by("segment", "arrival")


def _more_of_requests(meeting: Meeting) -> Mapping[str, Any]:
    """Return segments and lists as they stand; four queries."""
    segments = queries.segments_of(meeting)
    lists = queries.speakers_lists(segments)
    entries = {pk: one for found in lists.values() for pk, one in found.entries.items()}
    places = {
        one.pk: place for found in lists.values() for place, one in enumerate(found.coming, 1)
    }
    asked = Intervention.objects.for_meeting(meeting).select_related("speaker")
    return {
        "speakers": {one.pk: one.speaker_words_when(_state(entries, one.pk)) for one in asked},
        "segments": {one.pk: one for one in segments},
        "entries": entries,
        "places": places,
    }


def _state(entries: Mapping[int, Any], key: int) -> str:
    entry = entries.get(key)
    return str(entry.state) if entry else State.REQUESTED


def _state_words(known: Known) -> Callable[[int], str]:
    return lambda key: str(State(_state(known.more["entries"], key)).label)


def _named(names: str) -> Callable[[Known], Callable[[int], str]]:
    """Return how a key is shown of which `more` holds the name."""
    return lambda known: lambda key: known.more[names].get(key, "")


def _segment(name: str) -> Callable[[Known], Callable[[int], str]]:
    def shown(known: Known) -> Callable[[int], str]:
        words = {pk: str(getattr(one, name)) for pk, one in known.more["segments"].items()}
        return lambda key: words.get(key, "")

    return shown


def _in_state(rows: QuerySet[Any], state: str, known: Known) -> QuerySet[Any]:
    entries = known.more["entries"]
    return rows.filter(pk__in=[pk for pk, one in entries.items() if str(one.state) == state])


REQUESTS = Dataset(
    key="requests",
    title=_("Requests for the floor"),
    about=_("One row a request: item, delegation, speaker, place and state, as the lists stand."),
    roles=PLANNERS,
    read=_requests,
    more=_more_of_requests,
    in_state=_in_state,
    filters={
        "state": "",
        "category": "delegation__category",
        "delegation": "delegation__entity__code",
    },
    states=State.choices,
    columns=[
        Column("item", _("Item"), "segment_id", _segment("item_name")),
        Column("segment", _("Segment"), "segment_id", _segment("label")),
        Column("delegation", _("Delegation"), "delegation_id", delegation),
        Column(
            "category",
            _("Category"),
            "delegation__category",
            choice(Delegation, "category"),
        ),
        Column("kind", _("Kind"), "kind", choice(Intervention, "kind")),
        Column("on_behalf_of", _("On behalf of"), "on_behalf_of"),
        Column("speaker", _("Speaker"), "pk", _named("speakers")),
        Column(
            "level", _("Protocol level"), "protocol_level", choice(Intervention, "protocol_level")
        ),
        Column("place", _("Place"), "pk", lambda known: known.more["places"].get),
        Column("state", _("State of the request"), "pk", _state_words),
        Column("language", _("Language"), "language", choice(Intervention, "language")),
        Column("minutes_wished", _("Minutes wished"), "minutes_wished"),
        Column(
            "has_disaggregated_data",
            _("Age- and sex-disaggregated data"),
            "has_disaggregated_data",
        ),
        Column("received_at", _("Received at"), "received_at", instant),
        Column(
            "note",
            _("Note to the secretariat"),
            "note",
            permission=TO_THE_OFFICE,
            is_extra=True,
        ),
        Column(
            "late_reason",
            _("Reason"),
            "late_reason",
            permission=TO_THE_OFFICE,
            is_extra=True,
        ),
    ],
)


def _bilaterals(meeting: Meeting, user: User) -> QuerySet[Any]:
    """Return those all of whose hosts the user plans: an officer of a Committee has its own."""
    rows = Bilateral.objects.planned_by(user).for_meeting(meeting)
    return rows.order_by("begins_at", "pk")


def _more_of_bilaterals(meeting: Meeting) -> Mapping[str, Any]:
    """Return the hosts of each candidate, and the rooms; three queries."""
    names = {one.pk: one.name for one in Host.objects.for_meeting(meeting)}
    hosts: dict[int, list[str]] = defaultdict(list)
    pairs = Candidate.hosts.through.objects.filter(host__in=names).order_by("host_id")
    for candidate, host in pairs.values_list("candidate_id", "host_id"):
        hosts[candidate].append(names[host])
    rooms = {one.pk: one.name for one in Room.objects.filter(meeting=meeting)}
    return {"hosts": hosts, "rooms": rooms}


BILATERALS = Dataset(
    key="bilaterals",
    title=_("Bilaterals"),
    about=_(
        "One row a bilateral of the hosts you plan for: who, when, where, and what became of it."
    ),
    roles=PLANNERS,
    read=_bilaterals,
    more=_more_of_bilaterals,
    filters={
        "state": "state",
        "category": "delegation__category",
        "delegation": "delegation__entity__code",
    },
    states=BilateralState.choices,
    columns=[
        Column(
            "hosts",
            _("Hosts"),
            "candidate_id",
            lambda known: lambda key: ", ".join(known.more["hosts"].get(key, ())),
        ),
        Column("delegation", _("Delegation"), "delegation_id", delegation),
        Column(
            "category",
            _("Category"),
            "delegation__category",
            choice(Delegation, "category"),
        ),
        Column("begins_at", _("Begins"), "begins_at", instant),
        Column("ends_at", _("Ends"), "ends_at", instant),
        Column("room", _("Room"), "room_id", _named("rooms")),
        Column("state", _("State of the bilateral"), "state", choice(Bilateral, "state")),
        Column("rank", _("Rank"), "candidate__rank"),
        Column("reason", _("Why they should meet"), "candidate__reason"),
        Column("is_pinned", _("Pinned"), "is_pinned"),
        Column("answered_at", _("Answered at"), "answered_at", instant),
        Column("answer", _("Answer"), "answer", lambda _known: capfirst),
    ],
)

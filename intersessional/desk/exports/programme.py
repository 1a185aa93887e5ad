"""Requests for the floor, and bilaterals. Confidential notes are no column, of nobody."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from intersessional.accounts import roles
from intersessional.accounts.models import User
from programme.bilaterals.models import Bilateral, Candidate, Host
from programme.bilaterals.transitions import State as BilateralState
from programme.interventions import queries
from programme.interventions.models import Intervention
from programme.interventions.transitions import State
from registration.meetings.models import Meeting

from .base import Column, Dataset, Known

PLANNERS = frozenset({roles.ISU_STAFF, roles.PRESIDENT_OFFICE, roles.COMMITTEE})
# What a delegation wrote to the secretariat.
TO_THE_OFFICE = "interventions.view_intervention"


def _requests(meeting: Meeting, _user: User) -> QuerySet[Any]:
    rows = Intervention.objects.for_meeting(meeting).select_related("delegation", "speaker")
    return rows.order_by("segment", "arrival")


def _more_of_requests(meeting: Meeting) -> Mapping[str, Any]:
    """Return segments and lists as they stand; three queries."""
    segments = queries.segments_of(meeting)
    lists = queries.speakers_lists(segments)
    entries = {pk: one for found in lists.values() for pk, one in found.entries.items()}
    places = {
        one.pk: place for found in lists.values() for place, one in enumerate(found.coming, 1)
    }
    return {
        "segments": {one.pk: one for one in segments},
        "entries": entries,
        "places": places,
    }


def _state(row: Any, known: Known) -> str:
    entry = known.more["entries"].get(row.pk)
    return str(entry.state) if entry else State.REQUESTED


def _state_words(row: Any, known: Known) -> str:
    return str(State(_state(row, known)).label)


def _speaker(row: Any, known: Known) -> str:
    return str(row.speaker_words_when(_state(row, known)))


def _segment(name: str) -> Any:
    def value(row: Any, known: Known) -> str:
        segment = known.more["segments"].get(row.segment_id)
        return str(getattr(segment, name)) if segment else ""

    return value


def _in_state(rows: QuerySet[Any], state: str, known: Known) -> QuerySet[Any]:
    entries = known.more["entries"]
    return rows.filter(pk__in=[pk for pk, one in entries.items() if str(one.state) == state])


def _name(row: Any, known: Known) -> str:
    return known.delegations.get(row.delegation_id, "")


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
        Column("item", _("Item"), _segment("item_name")),
        Column("segment", _("Segment"), _segment("label")),
        Column("delegation", _("Delegation"), _name),
        Column(
            "category", _("Category"), lambda row, known: known.label(row.delegation, "category")
        ),
        Column("kind", _("Kind"), lambda row, known: known.label(row, "kind")),
        Column("on_behalf_of", _("On behalf of"), lambda row, _known: row.on_behalf_of),
        Column("speaker", _("Speaker"), _speaker),
        Column("level", _("Protocol level"), lambda row, known: known.label(row, "protocol_level")),
        Column("place", _("Place"), lambda row, known: known.more["places"].get(row.pk)),
        Column("state", _("State of the request"), _state_words),
        Column("language", _("Language"), lambda row, known: known.label(row, "language")),
        Column("minutes_wished", _("Minutes wished"), lambda row, _known: row.minutes_wished),
        Column(
            "has_disaggregated_data",
            _("Age- and sex-disaggregated data"),
            lambda row, _known: row.has_disaggregated_data,
        ),
        Column("received_at", _("Received at"), lambda row, known: known.local(row.received_at)),
        Column(
            "note",
            _("Note to the secretariat"),
            lambda row, _known: row.note,
            permission=TO_THE_OFFICE,
            is_extra=True,
        ),
        Column(
            "late_reason",
            _("Reason"),
            lambda row, _known: row.late_reason,
            permission=TO_THE_OFFICE,
            is_extra=True,
        ),
    ],
)


def _bilaterals(meeting: Meeting, user: User) -> QuerySet[Any]:
    """Return those all of whose hosts the user plans: an officer of a Committee has its own."""
    rows = Bilateral.objects.planned_by(user).for_meeting(meeting)
    return rows.select_related("delegation", "room", "candidate").order_by("begins_at", "pk")


def _more_of_bilaterals(meeting: Meeting) -> Mapping[str, Any]:
    """Return the hosts of each candidate; two queries."""
    names = {one.pk: one.name for one in Host.objects.for_meeting(meeting)}
    hosts: dict[int, list[str]] = defaultdict(list)
    pairs = Candidate.hosts.through.objects.filter(host__in=names).order_by("host_id")
    for candidate, host in pairs.values_list("candidate_id", "host_id"):
        hosts[candidate].append(names[host])
    return {"hosts": hosts}


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
            lambda row, known: ", ".join(known.more["hosts"].get(row.candidate_id, ())),
        ),
        Column("delegation", _("Delegation"), _name),
        Column(
            "category", _("Category"), lambda row, known: known.label(row.delegation, "category")
        ),
        Column("begins_at", _("Begins"), lambda row, known: known.local(row.begins_at)),
        Column("ends_at", _("Ends"), lambda row, known: known.local(row.ends_at)),
        Column("room", _("Room"), lambda row, _known: row.room),
        Column("state", _("State of the bilateral"), lambda row, known: known.label(row, "state")),
        Column("rank", _("Rank"), lambda row, _known: row.candidate.rank),
        Column("reason", _("Why they should meet"), lambda row, _known: row.candidate.reason),
        Column("is_pinned", _("Pinned"), lambda row, _known: row.is_pinned),
        Column("answered_at", _("Answered at"), lambda row, known: known.local(row.answered_at)),
        Column("answer", _("Answer"), lambda row, _known: capfirst(row.answer)),
    ],
)

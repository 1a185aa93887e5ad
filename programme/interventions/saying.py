"""What a request says, and what happened to it, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from programme.agenda.reading import Named, Text
from registration.registrations.models import Registration, SpokenLanguage

from .details import InterventionDetails
from .explaining import named
from .models import FloorEvent, Intervention, Kind, ProtocolLevel, Verb
from .queries import ListedSegment

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Happening:
    """Something that happened to a request."""

    at: datetime
    words: str
    reason: str


def kind_of(intervention: Intervention) -> str:
    """Return what a request is: an update, or a comment on whose request."""
    if intervention.about is None:
        return str(Kind(intervention.kind).label)
    day = intervention.delegation.meeting.begins_on
    name = intervention.about.name_on(day, (get_language() or "en")[:2])
    return _("comment on the request of %(state)s") % {"state": name}


def abouts_of(segments: Iterable[ListedSegment], *also: Any) -> list[Named]:
    """Return the States on whose requests one comments; `also` those named before (entities)."""
    found = [one.segment.about for one in segments if one.segment.about]
    return found + [
        Named(one.code, Text(en=str(one)))
        for one in also
        if one and one.code not in {named.key for named in found}
    ]


def rows_of(
    details: InterventionDetails, members: Iterable[Registration], abouts: Iterable[Named]
) -> Rows:
    """Return what somebody says of a statement, as rows of label and value."""
    names = {one.pk: one.printed_name for one in members}
    states = {one.key: str(one.name) for one in abouts}
    minutes = details.minutes_wished
    rows = [
        (_("Kind of statement"), capfirst(str(Kind(details.kind).label))),
        (_("On whose request"), states.get(details.about_code, details.about_code)),
        (_("On behalf of"), details.on_behalf_of),
        (
            _("Orally or in writing"),
            _("In writing only; nobody speaks")
            if details.is_written_only
            else _("We want to speak"),
        ),
        (_("Language of the statement"), str(SpokenLanguage(details.language).label)),
        (_("Minutes wished"), str(minutes) if minutes else ""),
        (_("Speaker"), names.get(details.speaker_id or 0) or _("to be named")),
        (
            _("Protocol level of the speaker"),
            str(ProtocolLevel(details.protocol_level).label)
            if details.protocol_level != ProtocolLevel.OTHER
            else "",
        ),
        (
            _("The statement contains age- and sex-disaggregated data"),
            _("yes") if details.has_disaggregated_data else _("no"),
        ),
        (_("Note to the secretariat"), details.note),
        (_("Reason for the late request"), details.late_reason),
    ]
    optional = {_("On whose request"), _("On behalf of"), _("Reason for the late request")}
    optional |= {_("Protocol level of the speaker")}
    return [(label, value) for label, value in rows if value or label not in optional]


def side_by_side(first: Rows, second: Rows) -> list[tuple[str, str, str]]:
    """Return both versions of what differs, as rows of label, first and second value."""
    now, typed = dict(first), dict(second)
    labels = list(now) + [label for label in typed if label not in now]
    found = [(label, now.get(label, ""), typed.get(label, "")) for label in labels]
    return [row for row in found if row[1] != row[2]]


_WORDS = {
    Verb.REQUEST: gettext_lazy("Received after the closing; the secretariat decides."),
    Verb.LIST: gettext_lazy("Put on the list."),
    Verb.WRITE: gettext_lazy("Kept as a statement in writing only."),
    Verb.DECLINE: gettext_lazy("Not accepted."),
    Verb.WITHDRAW: gettext_lazy("Withdrawn."),
    Verb.REGRADE: gettext_lazy("Given a new place: the protocol level or the group has changed."),
    Verb.CALL: gettext_lazy("Called."),
    Verb.INTERRUPT: gettext_lazy("Called."),
    Verb.UNCALL: gettext_lazy("The call was taken back: it has its place again."),
    Verb.START: gettext_lazy("Began to speak."),
    Verb.PAUSE: gettext_lazy("The clock was stopped."),
    Verb.RESUME: gettext_lazy("The clock went on."),
    Verb.EXTEND: gettext_lazy("Given more time."),
    Verb.DELIVER: gettext_lazy("Has spoken."),
    Verb.SKIP: gettext_lazy("Was called, and was not there."),
    Verb.RECALL: gettext_lazy("Back on the list."),
    Verb.TAKE_BACK: gettext_lazy("Had not finished: has the floor again."),
    Verb.DRAW: gettext_lazy("Lots were drawn for the list."),
}


def history_of(intervention: Intervention) -> list[Happening]:
    """Return what happened to a request, in order, lots and exchanges among it; one query."""
    own = Q(intervention=intervention)
    swapped = Q(segment=intervention.segment_id, verb=Verb.SWAP, data__with=intervention.pk)
    drawn = Q(segment=intervention.segment_id, verb=Verb.DRAW)
    events = list(FloorEvent.objects.filter(own | swapped | drawn).order_by("number"))
    first = next((one.number for one in events if one.intervention_id), 0)
    return [
        Happening(one.at, _words_of(one, intervention), one.reason)
        for one in events
        if one.number >= first
    ]


def _words_of(event: FloorEvent, intervention: Intervention) -> str:
    if event.verb == Verb.SWAP:
        other = event.data["names"][1 if event.intervention_id == intervention.pk else 0]
        text = (
            _("The exchange of places with %(delegation)s was undone.")
            if event.data.get("undo")
            else _("Exchanged places with %(delegation)s.")
        )
        return text % {"delegation": named(other)}
    if event.verb == Verb.MOVE:
        return _("Moved to place %(place)d.") % {"place": event.data["to"]}
    return str(_WORDS[Verb(event.verb)])

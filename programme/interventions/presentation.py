"""A delegation's requests in words, as its pages and mails show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from . import explaining, policies, queries, saying, swapping, timing
from .listing import wording
from .listing.drawing import OwnDrawing, own_drawing
from .lists import Entry, SpeakersList
from .models import Intervention
from .policies import Closing
from .queries import ListedSegment
from .transitions import CHANGEABLE, COUNTING, State

_TONES = {
    State.REQUESTED: "wait",
    State.LISTED: "ok",
    State.CALLED: "solid",
    State.SPEAKING: "solid",
    State.PAUSED: "solid",
    State.DELIVERED: "ok",
    State.SKIPPED: "wait",
    State.WRITTEN: "info",
    State.DECLINED: "stop",
}


@dataclass(frozen=True)
class Own:
    """A request as its delegation sees it.

    `listed` is None where the valid programme no longer takes requests there; `place` where it is not
    on the list. `why` says why it has its place, `drawing` what was drawn and how to draw again.
    """

    intervention: Intervention
    listed: ListedSegment | None
    state: State
    place: int | None
    before: int
    expected_at: datetime | None
    why: str
    drawing: OwnDrawing | None = None
    is_open: bool = False
    closing: Closing | None = None
    limit_seconds: int = 0
    # Whether it has a place that it may exchange.
    can_swap: bool = False

    @property
    def is_closed_by_hand(self) -> bool:
        """Whether the secretariat closed the list, before the programme would have."""
        return bool(not self.is_open and self.closing and self.closing.by_hand)

    @property
    def closes_at(self) -> datetime | None:
        """When the list closes, as it is said: the last minute of a day rather than midnight."""
        zone = self.intervention.delegation.meeting.zone
        return explaining.last_minute(self.closing.at.astimezone(zone)) if self.closing else None

    @property
    def limit_advice(self) -> str:
        """What is to be said of a wish for more minutes than there are; nothing otherwise."""
        wished = self.intervention.minutes_wished or 0
        if not (self.can_change and self.limit_seconds and wished * 60 > self.limit_seconds):
            return ""
        return ngettext(
            "You wish for %(wished)d minute; the limit is %(limit)s.",
            "You wish for %(wished)d minutes; the limit is %(limit)s.",
            wished,
        ) % {"wished": wished, "limit": wording.minutes(self.limit_seconds)}

    @property
    def is_beyond_the_time(self) -> bool:
        """Whether it would speak when its part should have ended."""
        expected_at = self.expected_at
        return bool(self.listed and expected_at and expected_at >= self.listed.segment.ends_at)

    @property
    def item(self) -> str:
        """Under which item."""
        if self.listed:
            return self.listed.item_name
        return str(self.intervention.segment.item or "")

    @property
    def label(self) -> str:
        """Under which segment."""
        return self.listed.label if self.listed else str(self.intervention.segment)

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return _TONES.get(self.state, "")

    @property
    def kind(self) -> str:
        """What it is, and on whose request."""
        return saying.kind_of(self.intervention)

    @property
    def speaker_has_left(self) -> bool:
        """Whether somebody was named who no longer comes, or is in another delegation now."""
        named = self.intervention.speaker_id is not None
        return named and self.intervention.present_speaker is None and self.is_counting

    @property
    def speaker(self) -> str:
        """Who speaks."""
        return self.intervention.speaker_name_when(self.state) or _("to be named")

    @property
    def has_no_part_any_more(self) -> bool:
        """Whether the valid programme takes no requests there any more."""
        taken = self.listed is not None and self.listed.segment.takes_requests
        return self.is_counting and not taken

    @property
    def is_counting(self) -> bool:
        """Whether it still leads to something."""
        return self.state in COUNTING

    @property
    def can_change(self) -> bool:
        """Whether the delegation can change or withdraw it."""
        return self.listed is not None and self.state in CHANGEABLE

    @property
    def takes_statements(self) -> bool:
        """Whether a statement can be handed in: at any time, also when it was delivered."""
        return self.state in COUNTING | {State.DELIVERED}

    @property
    def before_text(self) -> str:
        """How many speak before it."""
        if not self.before:
            return _("Nobody speaks before you.")
        text = ngettext(
            "%(n)d statement comes before yours.",
            "%(n)d statements come before yours.",
            self.before,
        )
        return text % {"n": self.before}


@dataclass(frozen=True)
class Offer:
    """A segment where a delegation asks: now, not yet, or too late; `asked` counts its requests."""

    listed: ListedSegment
    is_open: bool
    is_late: bool
    asked: int
    closing: Closing | None = None

    @property
    def opens_at(self) -> datetime | None:
        """When the list opens."""
        return self.listed.segment.requests_open_at

    @property
    def closes_at(self) -> datetime | None:
        """When the list closes or closed, as it is said: the last minute of a day, not midnight."""
        zone = self.listed.meeting.zone
        return explaining.last_minute(self.closing.at.astimezone(zone)) if self.closing else None


def own_requests(
    delegation: Delegation, segments: Sequence[ListedSegment], *, at: datetime
) -> list[Own]:
    """Return what a delegation has asked for, in the order of the programme; seven queries."""
    found = Intervention.objects.filter(delegation=delegation).with_names()
    mine = list(found.select_related("segment__item"))
    under = {one.segment_id for one in mine}
    listed = [one for one in segments if one.pk in under]
    lists = queries.speakers_lists(listed)
    others = queries.interventions_under_all(listed)
    places = {one.pk: place for place, one in enumerate(segments)}
    by_key = {one.pk: one for one in listed}
    gone = queries.states_of(one for one in mine if one.segment_id not in by_key)
    shown = [
        own_of(one, by_key[one.segment_id], lists, others, at=at)
        if one.segment_id in by_key
        else _gone(one, gone[one.pk])
        for one in mine
    ]
    return sorted(
        shown,
        key=lambda one: (
            not one.is_counting,
            places.get(one.intervention.segment_id, len(places)),
            one.intervention.arrival,
        ),
    )


def asked_under(segment: ListedSegment, delegation: Delegation, *, at: datetime) -> list[Own]:
    """Return what of a delegation counts under one segment; one query where nothing does."""
    found = Intervention.objects.filter(delegation=delegation, segment=segment.pk)
    mine = list(found.with_names().select_related("segment__item"))
    if not mine:
        return []
    lists, others = queries.speakers_lists([segment]), queries.interventions_under_all([segment])
    shown = [own_of(one, segment, lists, others, at=at) for one in mine]
    return [one for one in shown if one.is_counting]


def _gone(intervention: Intervention, state: State) -> Own:
    """Return a request that is not in the valid programme any more: nothing can be said of its place."""
    return Own(intervention, None, state, None, 0, None, "")


def own_of(
    intervention: Intervention,
    listed: ListedSegment,
    lists: dict[int, SpeakersList],
    others: dict[int, dict[int, Intervention]],
    *,
    at: datetime,
) -> Own:
    """Return one request; `lists` and `others` hold the list of its segment, and the requests on it."""
    speakers = lists[listed.pk]
    entry: Entry = speakers.entries[intervention.pk]
    place, drawing = speakers.place_of(entry.pk), own_drawing(intervention, speakers)
    seconds = timing.seconds_for(entry, intervention, listed, speakers)
    more: dict[str, Any] = {
        "drawing": drawing,
        "is_open": policies.is_open(listed.segment, speakers, at),
        "closing": policies.closing_of(listed.segment, speakers, at),
        "can_swap": swapping.can_swap(speakers, entry.pk),
        "limit_seconds": 0 if intervention.is_written_only else seconds,
    }
    if place is None:
        return Own(intervention, listed, entry.state, None, 0, None, "", **more)
    return Own(
        intervention,
        listed,
        entry.state,
        place,
        len(speakers.before(entry.pk)),
        timing.expected_at(speakers, others[listed.pk], listed, entry.pk, at=at),
        explaining.why(entry, intervention, speakers, listed.meeting),
        **more,
    )


def one_request(intervention: Intervention, meeting: Meeting, *, at: datetime) -> Own:
    """Return one request as it stands; six queries."""
    segments = queries.segments_of(meeting)
    listed = next((one for one in segments if one.pk == intervention.segment_id), None)
    if listed is None:
        return _gone(intervention, queries.state_of(intervention))
    lists, others = queries.speakers_lists([listed]), queries.interventions_under_all([listed])
    return own_of(intervention, listed, lists, others, at=at)


def offers(
    delegation: Delegation,
    segments: Iterable[ListedSegment],
    own: Iterable[Own],
    *,
    at: datetime,
) -> list[tuple[str, list[Offer]]]:
    """Return where a delegation can ask now, not yet, or late, by item; one query."""
    calling = [
        one
        for one in segments
        if one.segment.takes_requests
        and policies.calls_on(one.segment, delegation.category)
        and at < one.segment.ends_at
    ]
    lists = queries.speakers_lists(calling)
    asked = [one.intervention.segment_id for one in own if one.is_counting]
    by_item: dict[str, list[Offer]] = {}
    for one in calling:
        is_open = policies.is_open(one.segment, lists[one.pk], at)
        opens_at = one.segment.requests_open_at
        is_late = not is_open and not (opens_at and at < opens_at)
        closing = policies.closing_of(one.segment, lists[one.pk], at)
        offer = Offer(one, is_open, is_late, asked.count(one.pk), closing)
        by_item.setdefault(one.item_name, []).append(offer)
    return list(by_item.items())

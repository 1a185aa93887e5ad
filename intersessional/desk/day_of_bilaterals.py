"""The bilaterals of the demonstration: more candidates than places, and a morning's work on the board.

Thirty-three States of Article 5 for twelve places, and others for the other hosts. All of it is
invented. Costa Rica, whose focal point has an account, was invited; of the others nobody was told.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from intersessional.accounts.models import User
from programme.bilaterals.models import Candidate, Host, Officer
from programme.bilaterals.operations.candidates import add_candidates
from programme.bilaterals.operations.offering import NobodyToTell, offer
from programme.bilaterals.operations.placing import Change, arrange
from programme.bilaterals.reading import frame_of
from registration.delegations.models import Entity, Tag
from registration.meetings.models import Meeting


@dataclass(frozen=True)
class _Group:
    """Some candidates of one host, and why it should meet them."""

    host: str
    codes: Sequence[str]
    reason: str
    rank: int
    weight: int = 1


# First come those who have asked for more time.
_GROUPS = (
    _Group("article-5", ("ba", "hr", "cy", "rs", "sd", "gb"), "Asks for more time", 1, 5),
    _Group("president", ("us", "la", "ge"), "Not party: where it stands", 1, 3),
    _Group("president", ("org-icrc", "org-icbl-cmc"), "Partner of the Convention", 2, 2),
    _Group("victim-assistance", ("ao", "et", "ug", "sv", "tj"), "Reported on its plan", 1, 3),
    _Group("victim-assistance", ("co", "zw"), "Plan under way", 2, 2),
    _Group("cooperation", ("cr", "mr", "so", "ye"), "Wishes for support", 1, 3),
    _Group("cooperation", ("jp", "no"), "Gives support", 2, 2),
    _Group("compliance", ("ua", "ss", "ph"), "Open question", 1, 3),
    _Group("compliance", ("th", "ng", "bt", "gq"), "Report outstanding", 2, 2),
)
# By host: the time of day, and who is placed there.
_BOARD = {
    "president": {"0930": "us", "1000": "la", "1030": "ge", "1100": "org-icrc"},
    "article-5": {
        "0930": "ba",
        "1000": "sd",
        "1030": "cy",
        "1100": "rs",
        "1400": "hr",
        "1430": "gb",
    },
    "victim-assistance": {"0930": "ao", "1000": "et", "1030": "ug", "1100": "sv", "1130": "tj"},
    "cooperation": {"1000": "cr", "1030": "mr", "1100": "so", "1500": "ye"},
    "compliance": {"1500": "ua", "1530": "ss", "1600": "ph"},
}
_INVITED = "cr"
_TAG, _TAGGED = "article-5", "Has mined areas to clear"


def load(meeting: Meeting | None, *, officers: Mapping[str, User], by: User, at: datetime) -> None:
    """Name officers (host’s key → user), and fill candidates and board, once."""
    if meeting is None:
        return
    hosts = {host.slug: host for host in Host.objects.for_meeting(meeting)}
    for key, user in officers.items():
        if key in hosts:
            Officer.objects.get_or_create(host=hosts[key], user=user)
    if Candidate.objects.for_meeting(meeting).exists():
        return
    for group in _GROUPS:
        if group.host in hosts:
            _add(meeting, hosts[group.host], group, by=by, at=at)
    tag = Tag.objects.filter(slug=_TAG).first()
    if tag and _TAG in hosts:
        host = [hosts[_TAG]]
        add_candidates(meeting, host, tag=tag, reason=_TAGGED, rank=10, by=by, at=at)
    _place(meeting, by=by, at=at)


def _place(meeting: Meeting, *, by: User, at: datetime) -> None:
    """Put some candidates on the board, and invite one whose time is still to come.

    That was the work of an earlier morning, so that the board is full on the day itself, and after it.
    """
    frame = frame_of(meeting)
    wanted = {
        (host.pk, code): slot
        for host in frame.hosts.values()
        for slot in host.slots
        if (
            code := _BOARD.get(host.slug, {}).get(f"{slot.begins_at.astimezone(meeting.zone):%H%M}")
        )
    }
    changes = [
        Change(one.pk, wanted[key].begins_at, frame.rooms_for(one)[0])
        for one in frame.candidates.values()
        if (key := (one.hosts[0], one.entity_code)) in wanted
    ]
    earlier = min((change.begins_at for change in changes), default=at) - timedelta(days=1)
    placed = arrange(meeting, changes, by=by, at=min(at, earlier))
    codes = {one.pk: one.entity_code for one in frame.candidates.values()}
    invited = [
        one.bilateral
        for one in placed
        if codes[one.bilateral.candidate_id] == _INVITED and one.bilateral.begins_at > at
    ]
    # Its focal point has a demonstration account; without one nobody could be told.
    with suppress(NobodyToTell):
        if invited:
            offer(invited, by=by, at=at)


def _add(meeting: Meeting, host: Host, group: _Group, *, by: User, at: datetime) -> None:
    entities = list(Entity.objects.listed().filter(code__in=group.codes))
    add_candidates(
        meeting,
        [host],
        entities=entities,
        reason=group.reason,
        rank=group.rank,
        weight=group.weight,
        by=by,
        at=at,
    )

"""Candidates for the bilaterals of the demonstration: more than the day has places for.

Thirty-three States of Article 5 for twelve places, and others for the other hosts. All of it is
invented, and nobody gets a mail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from intersessional.accounts.models import User
from programme.bilaterals.models import Candidate, Host, Officer
from programme.bilaterals.operations.candidates import add_candidates
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
_TAG, _TAGGED = "article-5", "Has mined areas to clear"


def load(meeting: Meeting | None, *, officers: Mapping[str, User], by: User, at: datetime) -> None:
    """Name officers (host's key → user), and add the candidates, once."""
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

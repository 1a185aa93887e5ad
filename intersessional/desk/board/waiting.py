"""What waits for the staff: how many of each kind, since when, and the list that holds exactly them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.registrations.transitions import State

from . import links, queries
from .floors import Floor
from .queries import Group


@dataclass(frozen=True)
class Line:
    """So many of a kind; `about` is what else is said, mostly since when the oldest waits."""

    label: str
    number: int
    url: str
    about: str = ""


def age(since: datetime | None, at: datetime) -> str:
    """Return since when the oldest waits, with the time that is: …, for 3 days."""
    if since is None:
        return ""
    waited = at - since
    days, hours = waited.days, waited.seconds // 3600
    span = _("less than an hour")
    if days > 0:
        span = ngettext("%d day", "%d days", days) % days
    elif days == 0 and hours:
        span = ngettext("%d hour", "%d hours", hours) % hours
    when = date_format(timezone.localtime(since), "DATETIME_FORMAT")
    return _("The oldest has waited since %(when)s (%(span)s).") % {"when": when, "span": span}


def lines_of(
    meeting: Meeting,
    groups: Sequence[Group],
    delegations: dict[tuple[str, bool], int],
    floors: Sequence[Floor],
    *,
    at: datetime,
) -> list[Line]:
    """Return every kind, also those of which nothing waits, the most urgent first."""
    others = queries.others_of(meeting)
    return [
        *_registrations(meeting, groups, at),
        *_of_delegations(meeting, others, delegations, at),
        *_of_letters(meeting, others, at),
        *_of_the_programme(meeting, others, floors, at),
    ]


def _registrations(meeting: Meeting, groups: Sequence[Group], at: datetime) -> list[Line]:
    requested = [one for one in groups if one.state == State.REQUESTED]
    kinds: list[tuple[str, list[Group], dict[str, Any]]] = [
        (
            _("Registrations to confirm"),
            [one for one in groups if one.state == State.RECEIVED],
            {"state__exact": State.RECEIVED},
        ),
        (
            _("Late requests"),
            [one for one in requested if one.is_late],
            {"state__exact": State.REQUESTED, "is_late__exact": 1},
        ),
        (
            _("Requests to attend"),
            [one for one in requested if one.is_to_attend],
            {"state__exact": State.REQUESTED, "is_to_attend__exact": 1},
        ),
        (
            _("On the waiting list"),
            [one for one in groups if one.state == State.WAITING],
            {"state__exact": State.WAITING},
        ),
    ]
    return [
        Line(
            label,
            sum(one.number for one in found),
            links.registrations(meeting, **wanted),
            age(min((one.oldest for one in found), default=None), at),
        )
        for label, found, wanted in kinds
    ]


def _of_delegations(
    meeting: Meeting, others: Any, delegations: dict[tuple[str, bool], int], at: datetime
) -> list[Line]:
    headless = sum(n for (_category, is_headed), n in delegations.items() if not is_headed)
    differing = queries.differing_notes(meeting)
    return [
        Line(
            _("Likely duplicates"),
            others.number_of_pairs,
            links.changelist(
                "registrations_likelyduplicate",
                state__exact="open",
                first__meeting__id__exact=meeting.pk,
            ),
            age(others.oldest_pairs, at),
        ),
        Line(
            _("Notes and letters that differ from the forms"),
            len(differing),
            meeting_path(meeting, "desk:waiting", "notes"),
            age(differing[0].since if differing else None, at),
        ),
        Line(
            _("Delegations with requests to be a focal point"),
            others.number_of_asking,
            links.delegations(meeting, requests="yes"),
            age(others.oldest_asking, at),
        ),
        *_missing(meeting, others),
        Line(
            _("Delegations without a head"),
            headless,
            links.delegations(meeting, people="headless"),
            _("Somebody is registered, and nobody as the head of the delegation."),
        ),
    ]


def _missing(meeting: Meeting, others: Any) -> list[Line]:
    """Return the States that clear mined areas; none where nobody has said which do."""
    if not others.number_of_expected:
        return []
    words = ngettext(
        "Of %d. You can remind them together.",
        "Of %d. You can remind them together.",
        others.number_of_expected,
    )
    url = f"{meeting_path(meeting, 'missing:index')}?tag={queries.ARTICLE_5}#missing"
    label = _("States with Article 5 obligations, not registered")
    return [Line(label, others.number_of_missing, url, words % others.number_of_expected)]


def _of_letters(meeting: Meeting, others: Any, at: datetime) -> list[Line]:
    visas = queries.visa_letters_to_issue(meeting, at=at)
    # Messages keep real time, also in the demonstration.
    failed = age(others.oldest_failed, timezone.now())
    return [
        Line(
            _("Letters for a visa to issue"),
            len(visas),
            meeting_path(meeting, "desk:waiting", "visas"),
            age(visas[0].registration.received_at if visas else None, at),
        ),
        Line(
            _("Messages and letters that could not be sent, of all meetings"),
            others.number_of_failed,
            links.changelist("outbox_message", state__exact="failed"),
            failed,
        ),
    ]


def _of_the_programme(
    meeting: Meeting, others: Any, floors: Sequence[Floor], at: datetime
) -> list[Line]:
    late = [row.received_at for one in floors for row in one.late]
    unnamed = [row.received_at for one in floors for row in one.unnamed]
    return [
        Line(
            _("Late requests for the floor to accept"),
            len(late),
            meeting_path(meeting, "desk:waiting", "floor"),
            age(min(late, default=None), at),
        ),
        Line(
            _("Speakers to be named"),
            len(unnamed),
            meeting_path(meeting, "desk:waiting", "speakers"),
            age(min(unnamed, default=None), at),
        ),
        Line(
            _("Requests for bilaterals to decide"),
            others.number_of_asks,
            meeting_path(meeting, "desk:waiting", "bilaterals"),
            age(others.oldest_asks, at),
        ),
    ]

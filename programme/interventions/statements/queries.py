"""Reading statements, and who may fetch them.

Whoever acts for the delegation, the secretariat and the interpreters have them at once. When it was
delivered, or the staff have released it, all who take part in the meeting have the newest version in
each language; when the staff have published it, everybody.
"""

from collections import defaultdict
from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from django.contrib.auth.models import AnonymousUser

from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting
from registration.registrations.models import Participation, Registration
from registration.registrations.transitions import State

from ..models import Intervention, Statement, Step
from ..models.statements import DELIVERED, ENDING

Statements = dict[int, list[Statement]]
# Who changes any request: the secretariat.
CHANGE = "interventions.change_intervention"


class Reader(IntEnum):
    """What somebody is at a meeting, as far as statements are concerned."""

    ANYBODY = 0
    PARTICIPANT = 1
    INTERPRETER = 2
    SECRETARIAT = 3


def reader_of(user: User | AnonymousUser, meeting: Meeting) -> Reader:
    """Return what somebody is at a meeting; two queries at most.

    Whoever has a confirmed registration takes part, and whoever is a focal point; so do the President’s
    office and Committees, and they are no secretariat.
    """
    if not isinstance(user, User) or not user.is_active:
        return Reader.ANYBODY
    if user.is_staff:
        return Reader.SECRETARIAT if user.has_perm(CHANGE) else Reader.PARTICIPANT
    mine = Registration.objects.visible_to(user).for_meeting(meeting)
    kinds = set(mine.filter(state=State.CONFIRMED).values_list("participation", flat=True))
    if Participation.INTERPRETER in kinds:
        return Reader.INTERPRETER
    manages = Delegation.objects.managed_by(user).for_meeting(meeting)
    return Reader.PARTICIPANT if kinds or manages.exists() else Reader.ANYBODY


def fetched_by(user: User | AnonymousUser, key: str, meeting: Meeting) -> Statement | None:
    """Return the statement with this key if somebody may fetch it; it is as absent as none otherwise."""
    found: Statement | None = (
        Statement.objects.for_meeting(meeting).with_stand().filter(key=key).first()
    )
    return found if found and _may_fetch(user, found, meeting) else None


def _may_fetch(user: User | AnonymousUser, statement: Statement, meeting: Meeting) -> bool:
    request = statement.intervention_id
    if Intervention.objects.changeable_by(user).filter(pk=request).exists():
        return True
    reader = reader_of(user, meeting)
    if reader >= Reader.INTERPRETER:
        return not has_ended(statement)
    shown = public_among if reader == Reader.ANYBODY else disclosed_among
    return statement in shown(of_requests([request])[request])


def of_requests(requests: Iterable[int]) -> Statements:
    """Return all versions of requests, oldest first, by the keys of the requests; one query."""
    found: Statements = defaultdict(list)
    rows = Statement.objects.with_stand().filter(intervention__in=list(requests))
    for one in rows.select_related("uploaded_by").order_by("intervention", "number"):
        found[one.intervention_id].append(one)
    return found


def under_segments(segments: Iterable[int]) -> Statements:
    """Return all versions of all requests under segments, as `of_requests`; one query."""
    found: Statements = defaultdict(list)
    rows = Statement.objects.with_stand().filter(intervention__segment__in=list(segments))
    for one in rows.order_by("intervention", "number"):
        found[one.intervention_id].append(one)
    return found


def published_statements(meeting: Meeting) -> Statements:
    """Return the newest public version per language, by the keys of the requests; one query."""
    found: Statements = defaultdict(list)
    for one in Statement.objects.for_meeting(meeting).with_stand().order_by("number"):
        found[one.intervention_id].append(one)
    shown = {pk: public_among(versions) for pk, versions in found.items()}
    return {pk: versions for pk, versions in shown.items() if versions}


def statements_here(segment: int) -> dict[int, bool]:
    """Return of which requests under a segment there is a statement, and whether delivery counts."""
    rows = Statement.objects.filter(intervention__segment=segment).order_by("number")
    return dict(rows.values_list("intervention", "check_against_delivery"))


def newest_among(versions: Iterable[Statement]) -> list[Statement]:
    """Return the newest version in each language, of those of one request in their order."""
    newest = {one.language: one for one in versions}
    return sorted(newest.values(), key=lambda one: one.number)


def disclosed_among(versions: Iterable[Statement]) -> list[Statement]:
    """Return those that all who take part may see: delivered or released, the newest per language."""
    return [one for one in newest_among(versions) if is_disclosed(one)]


def public_among(versions: Iterable[Statement]) -> list[Statement]:
    """Return those that everybody may see: the newest published one per language.

    None of a language whose newest version is not for publication: that was the delegation’s last word.
    """
    every = list(versions)
    allowed = {one.language for one in newest_among(every) if one.may_be_published}
    public = [one for one in every if is_published(one) and one.language in allowed]
    return [one for one in newest_among(public) if is_disclosed(one)]


# What is known of one that came with its stand (`StatementQuerySet.with_stand`).


def is_delivered(statement: Any) -> bool:
    """Whether it has been delivered, as the floor’s record says."""
    return bool(statement.last_verb == DELIVERED)


def is_released(statement: Any) -> bool:
    """Whether the staff have released it by hand."""
    return bool(statement.release == Step.RELEASE)


def has_ended(statement: Any) -> bool:
    """Whether its request was withdrawn, or not accepted."""
    return statement.last_verb in ENDING


def is_disclosed(statement: Any) -> bool:
    """Whether it is no longer held. Of a request that has ended, nothing is released."""
    return is_delivered(statement) or (is_released(statement) and not has_ended(statement))


def is_published(statement: Any) -> bool:
    """Whether this version was published, by its own permission, and not taken back."""
    return bool(statement.publication == Step.PUBLISH and statement.may_be_published)

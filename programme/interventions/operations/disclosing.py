"""What the staff decide: who may see a statement before its delivery, and which ones are published."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock

from ..models import Disclosure, Intervention, Statement, Step
from ..policies import Refused
from ..statements import queries

Versions = list[Statement]


class NothingHere(Refused):
    """There is no statement."""


def release(intervention: Intervention, *, reason: str, by: User, at: datetime) -> bool:
    """Let all who take part see the statement of a request, though it was not delivered.

    For one in writing only, or where it was said that it counts as delivered. Later versions are
    released, too. Returns False, and writes nothing, where it is released already.

    :raises NothingHere: there is no statement
    """
    return _turn(intervention, Step.RELEASE, reason=reason, by=by, at=at)


def hold(intervention: Intervention, *, reason: str, by: User, at: datetime) -> bool:
    """End a release: the statement is held again, unless it was delivered. False where it is held.

    :raises NothingHere: there is no statement
    """
    return _turn(intervention, Step.HOLD, reason=reason, by=by, at=at)


def release_written(
    interventions: Iterable[Intervention], *, reason: str, by: User, at: datetime
) -> int:
    """Release several that are in writing only, by one act; return of how many it is new."""
    with transaction.atomic(durable=True):
        asked = sorted(interventions, key=lambda one: one.pk)
        lock(*{f"disclosing {one.segment_id}" for one in asked})
        return sum(_turned(one, Step.RELEASE, reason=reason, by=by, at=at) for one in asked)


def publish(segments: Iterable[int], *, by: User, at: datetime) -> int:
    """Publish under segments what was delivered or released, and may be published; return how much.

    Of each request the newest version in each language. Whatever is published already stays so.
    """

    def chosen(versions: Versions) -> Versions:
        found = queries.disclosed_among(versions)
        return [one for one in found if one.may_be_published and not queries.is_published(one)]

    return _decide(segments, chosen, Step.PUBLISH, by=by, at=at)


def take_back_publication(
    segments: Iterable[int], *, by: User, at: datetime, intervention: int | None = None
) -> int:
    """Take back what is published under segments, or of one request there; return how much."""

    def chosen(versions: Versions) -> Versions:
        return [
            one
            for one in versions
            if queries.is_published(one) and intervention in {None, one.intervention_id}
        ]

    return _decide(segments, chosen, Step.TAKE_BACK, by=by, at=at)


def _decide(
    segments: Iterable[int],
    chosen: Callable[[Versions], Versions],
    step: Step,
    *,
    by: User,
    at: datetime,
) -> int:
    keys = sorted(segments)
    with transaction.atomic(durable=True):
        lock(*(f"disclosing {key}" for key in keys))
        found = [
            one for versions in queries.under_segments(keys).values() for one in chosen(versions)
        ]
        for one in found:
            _write(one.intervention_id, step, statement=one, by=by, at=at)
        return len(found)


def _turn(intervention: Intervention, step: Step, *, reason: str, by: User, at: datetime) -> bool:
    with transaction.atomic(durable=True):
        return _turned(intervention, step, reason=reason, by=by, at=at)


def _turned(intervention: Intervention, step: Step, *, reason: str, by: User, at: datetime) -> bool:
    lock(f"disclosing {intervention.segment_id}")
    versions = queries.of_requests([intervention.pk])[intervention.pk]
    if not versions:
        raise NothingHere
    if queries.is_released(versions[-1]) == (step == Step.RELEASE):
        return False
    _write(intervention.pk, step, reason=reason, by=by, at=at)
    return True


def _write(
    intervention: int,
    step: Step,
    *,
    statement: Statement | None = None,
    reason: str = "",
    by: User,
    at: datetime,
) -> None:
    """Write a decision down, where nobody can change it, and in the audit."""
    decision = Disclosure(
        intervention_id=intervention, statement=statement, step=step, reason=reason, at=at, by=by
    )
    decision.save(force_insert=True)
    about = {"request": intervention, "version": statement.number if statement else None}
    record(f"{step}_statement", decision, by=by, at=at, after=about)

"""Receiving several people of one delegation at once: as many statements for fifty as for five."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from intersessional.accounts.models import User
from intersessional.audit.operations import record_many
from intersessional.outbox.operations import enqueue_many
from registration.delegations.models import Delegation

from .. import policies
from ..details import Details
from ..models import Needs, Person, Registration
from ..transitions import State, target
from . import duplicates
from .arriving import Arrival, arrive, receipt_number
from .places import assign, state_on_arrival
from .receiving import build, check_in_time


@dataclass(frozen=True)
class Newcomer:
    """Somebody to be received. `token` makes it happen once; `person` is known from before."""

    details: Details
    token: str
    person: Person | None = None


def receive_several(
    newcomers: Sequence[Newcomer],
    *,
    delegation: Delegation,
    language: str,
    by: User,
    at: datetime,
) -> list[Registration]:
    """Receive several people for a delegation, in their order, all or none; one mail to each.

    `by` is its focal point or the staff, as for `receive`. Whose token came before, or who is known
    and registered already, is left out; the others are returned.

    :raises policies.NotOpenYet, policies.ReasonNeeded: see `check_can_receive`
    """
    with transaction.atomic(durable=True):
        arrival = arrive(
            delegation.meeting, code=delegation.entity.code, email=by.email, count=len(newcomers)
        )
        # Asked in line, so that the same page sent twice at once finds itself.
        fresh = _fresh(newcomers, delegation)
        if not fresh:
            return []
        check_in_time(fresh[0].details, arrival, delegation.category, by=by, at=at)
        found = _build(fresh, arrival, delegation, language=language, by=by, at=at)
        _save(found, fresh)
        record_many("receive", [(one, None, None) for one in found], by=by, at=at)
        in_pairs = duplicates.find([one.pk for one in found], at=at)
        _answer(found, arrival, in_pairs, by=by, at=at)
        return found


def _fresh(newcomers: Sequence[Newcomer], delegation: Delegation) -> list[Newcomer]:
    tokens = [newcomer.token for newcomer in newcomers]
    people = [newcomer.person.pk for newcomer in newcomers if newcomer.person]
    sent = set(
        Registration.objects.filter(submission_token__in=tokens).values_list(
            "submission_token", flat=True
        )
    )
    active = Registration.objects.active().for_meeting(delegation.meeting)
    here = set(active.filter(person__in=people).values_list("person", flat=True))
    return [
        newcomer
        for newcomer in newcomers
        if newcomer.token not in sent
        and not (newcomer.person is not None and newcomer.person.pk in here)
    ]


def _build(
    newcomers: list[Newcomer],
    arrival: Arrival,
    delegation: Delegation,
    *,
    language: str,
    by: User,
    at: datetime,
) -> list[Registration]:
    places = [True] * len(newcomers)
    if arrival.has_quotas:
        places = assign(arrival.meeting, [delegation] * len(newcomers))
    first = arrival.last_number - len(newcomers) + 1
    found = []
    for number, (newcomer, has_place) in enumerate(zip(newcomers, places, strict=True), first):
        one = build(
            newcomer.details,
            delegation,
            number=receipt_number(arrival.meeting, number),
            token=newcomer.token,
            language=language,
            at=at,
        )
        one.person = newcomer.person or one.person
        one.position = number
        one.submitted_by = by
        one.state = state_on_arrival(is_request=False, has_place=has_place)
        if not by.is_staff:
            one.endorsed_at, one.endorsed_by = at, by
        found.append(one)
    return found


def _save(registrations: list[Registration], newcomers: list[Newcomer]) -> None:
    Person.objects.bulk_create(one.person for one in registrations if one.person.pk is None)
    for one in registrations:
        one.person = one.person
    Registration.objects.bulk_create(registrations)
    pairs = zip(registrations, (newcomer.details for newcomer in newcomers), strict=True)
    Needs.objects.bulk_create(
        Needs(registration=one, accessibility=details.accessibility, diet=details.diet)
        for one, details in pairs
        if details.accessibility or details.diet
    )


def _answer(
    registrations: list[Registration],
    arrival: Arrival,
    in_pairs: set[int],
    *,
    by: User,
    at: datetime,
) -> None:
    """Promise each one mail: of the confirmation where nothing more is wanted, else of the receipt."""
    needs = arrival.needs(registrations[0].delegation.category)
    due = [
        one
        for one in registrations
        if policies.confirms_at_once(
            needs,
            is_endorsed=policies.is_endorsed(one),
            state=one.state,
            has_open_pair=one.pk in in_pairs,
        )
    ]
    _confirm(due, by=by, at=at)
    _tell("registration_confirmed", due)
    confirmed = {one.pk for one in due}
    _tell("registration_received", [one for one in registrations if one.pk not in confirmed])


def _confirm(registrations: list[Registration], *, by: User, at: datetime) -> None:
    if not registrations:
        return
    Registration.objects.filter(pk__in=[one.pk for one in registrations]).update(
        state=State.CONFIRMED, version=F("version") + 1, confirmed_at=at, confirmed_by=by
    )
    acts = []
    for one in registrations:
        before, one.state = one.state, target("confirm", one.state)
        one.version += 1
        one.confirmed_at, one.confirmed_by = at, by
        acts.append((one, {"state": before}, {"state": one.state}))
    record_many("confirm", acts, by=by, at=at)


def _tell(kind: str, registrations: list[Registration]) -> None:
    promised = [(one, _key(kind, one), one.correspondence_language) for one in registrations]
    if promised:
        enqueue_many(kind, promised)


def _key(kind: str, registration: Registration) -> str:
    """Return the key that the operation for one person gives the same mail."""
    if kind == "registration_received":
        return f"{kind}/{registration.pk}"
    return f"{kind}/{registration.pk}/{registration.version}"

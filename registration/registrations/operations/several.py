"""Receiving several people of one delegation at once: as many statements for fifty as for five."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from intersessional.accounts.models import User
from intersessional.audit.operations import record_many
from intersessional.outbox.operations import enqueue_many
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from .. import policies
from ..details import Details
from ..models import Needs, Person, Registration
from ..transitions import State, target
from .arriving import Arrival, arrive, receipt_number
from .finding import find
from .places import assign, state_on_arrival
from .receiving import build, check_in_time


class Prepared(NamedTuple):
    """A registration that only has to stand in line, and what was submitted."""

    registration: Registration
    details: Details


@dataclass(frozen=True)
class Newcomer:
    """Somebody to be received. `token` makes it happen once; `person` is known from before.

    `delegation` is set where those of several delegations come together.
    """

    details: Details
    token: str
    person: Person | None = None
    delegation: Delegation | None = None


def receive_several(
    newcomers: Sequence[Newcomer],
    *,
    delegation: Delegation,
    language: str,
    by: User,
    at: datetime,
) -> list[Registration]:
    """Receive several people for a delegation, in their order, all or none; one mail to each.

    `by` is its focal point or the staff, as for `receive`; after the closing all become late requests,
    for the reason that each of the details gives. Whose token came before, or who is known
    and registered already, is left out; the others are returned.

    :raises policies.NotOpenYet, policies.ReasonNeeded: see `check_can_receive`
    """
    with transaction.atomic(durable=True):
        arrival = arrive(
            delegation.meeting, code=delegation.entity.code, email=by.email, count=len(newcomers)
        )
        own = [replace(one, delegation=delegation) for one in newcomers]
        # Asked in line, so that the same page sent twice at once finds itself.
        fresh = only_fresh(own, delegation.meeting)
        prepared = prepare(fresh, language=language, by=by, at=at)
        return receive_prepared(prepared, arrival, by=by, at=at)


def prepare(
    newcomers: Sequence[Newcomer], *, language: str, by: User, at: datetime
) -> list[Prepared]:
    """Save new people, and make their registrations: what can be done before one stands in line.

    A delegation may be one that is not open yet; whoever calls puts the open one in its place.
    """
    found = []
    for newcomer in newcomers:
        one = build(
            newcomer.details,
            _delegation(newcomer),
            number="",
            token=newcomer.token,
            language=language,
            at=at,
        )
        one.person = newcomer.person or one.person
        one.submitted_by = by
        if not by.is_staff:
            one.endorsed_at, one.endorsed_by = at, by
        found.append(Prepared(one, newcomer.details))
    Person.objects.bulk_create(one.person for one, _ in found if one.person.pk is None)
    for one, _details in found:
        one.person = one.person
    return found


def receive_prepared(
    prepared: Sequence[Prepared], arrival: Arrival, *, by: User, at: datetime
) -> list[Registration]:
    """Receive people, each with a delegation, who stand in line by `arrival`: the inner part.

    Only the staff may bring those of several delegations: their word is never late.
    """
    if not prepared:
        return []
    first, details = prepared[0]
    late = check_in_time(details, arrival, first.delegation.category, by=by, at=at)
    found = [one for one, _details in prepared]
    _place(prepared, arrival, late=late)
    _save(prepared)
    record_many("receive", [(one, None, None) for one in found], by=by, at=at)
    in_pairs = find([one.pk for one in found], at=at)
    _answer(found, arrival, in_pairs, by=by, at=at)
    return found


def _delegation(newcomer: Newcomer) -> Delegation:
    assert newcomer.delegation is not None  # noqa: S101 - whoever calls has set it
    return newcomer.delegation


def only_fresh(newcomers: Sequence[Newcomer], meeting: Meeting) -> list[Newcomer]:
    """Return those whose token did not come before, and who are not registered; two queries."""
    tokens = [newcomer.token for newcomer in newcomers]
    people = [newcomer.person.pk for newcomer in newcomers if newcomer.person]
    sent = set(
        Registration.objects.filter(submission_token__in=tokens).values_list(
            "submission_token", flat=True
        )
    )
    active = Registration.objects.active().for_meeting(meeting)
    here = set(active.filter(person__in=people).values_list("person", flat=True))
    fresh = []
    for newcomer in newcomers:
        known = newcomer.person.pk if newcomer.person else None
        if newcomer.token in sent or known in here:
            continue
        fresh.append(newcomer)
        # The same token or person may come twice in one list, too.
        sent.add(newcomer.token)
        if known:
            here.add(known)
    return fresh


def _place(prepared: Sequence[Prepared], arrival: Arrival, *, late: bool) -> None:
    """Give each its number, and a place where there is one."""
    places = [True] * len(prepared)
    if arrival.has_quotas and not late:
        places = assign(arrival.meeting, (one.delegation for one, _details in prepared))
    first = arrival.last_number - len(prepared) + 1
    pairs = zip(prepared, places, strict=True)
    for number, ((one, details), has_place) in enumerate(pairs, first):
        one.receipt_number = receipt_number(arrival.meeting, number)
        one.position = number
        one.is_late = late
        one.late_reason = details.late_reason if late else ""
        one.state = state_on_arrival(is_request=late, has_place=has_place)


def _save(prepared: Sequence[Prepared]) -> None:
    Registration.objects.bulk_create(one for one, _details in prepared)
    Needs.objects.bulk_create(
        Needs(registration=one, accessibility=details.accessibility, diet=details.diet)
        for one, details in prepared
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
    due = due_among(registrations, arrival, in_pairs)
    confirm_several(due, by=by, at=at)
    tell_several("registration_confirmed", due)
    confirmed = {one.pk for one in due}
    tell_several("registration_received", [one for one in registrations if one.pk not in confirmed])


def due_among(
    registrations: Sequence[Registration], arrival: Arrival, in_pairs: set[int]
) -> list[Registration]:
    """Return those that nothing keeps from being confirmed; `in_pairs` are in an open pair."""
    return [
        one
        for one in registrations
        if policies.confirms_at_once(
            arrival.needs(one.delegation.category),
            is_endorsed=policies.is_endorsed(one),
            state=one.state,
            has_open_pair=one.pk in in_pairs,
        )
    ]


def confirm_several(registrations: list[Registration], *, by: User, at: datetime) -> None:
    """Confirm registrations in two statements, for whoever has found that they are due."""
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


def tell_several(kind: str, registrations: list[Registration]) -> None:
    """Promise each one mail of a kind, in one statement."""
    promised = [(one, _key(kind, one), one.correspondence_language) for one in registrations]
    if promised:
        enqueue_many(kind, promised)


def _key(kind: str, registration: Registration) -> str:
    """Return the key that the operation for one person gives the same mail."""
    if kind == "registration_received":
        return f"{kind}/{registration.pk}"
    return f"{kind}/{registration.pk}/{registration.version}"

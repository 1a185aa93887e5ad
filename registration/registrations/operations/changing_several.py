"""Changing several registrations at once: as many statements for fifty as for five."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record_many

from ..details import NAMES
from ..models import Person, Registration
from ..queries import in_open_pairs
from ..signals import registrations_reopened
from .arriving import Arrival
from .changing import Amendment, Changes, kind_of_answer, plan
from .comparing import Outcome
from .finding import find
from .several import confirm_several, due_among, tell_several


def changed_meanwhile() -> str:
    """Return why a row is left out that means another version now."""
    return _("Something has changed since the preview. Please send this row again.")


def amend_several(
    outcomes: Sequence[Outcome], arrival: Arrival, *, by: User, at: datetime
) -> dict[int, str]:
    """Amend in the versions that were seen; return those that are another version now."""
    if not outcomes:
        return {}
    pks = sorted(one.registration.pk for one in outcomes if one.registration)
    rows = Registration.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    versions = dict(rows.values_list("pk", "version"))
    gone, amendments, changes = {}, [], []
    for one in outcomes:
        registration = one.registration
        assert registration is not None  # noqa: S101 - a change is of somebody
        if versions.get(registration.pk) != registration.version:
            gone[one.row.number] = changed_meanwhile()
            continue
        amendments.append(plan(registration, one.changes, by=by, at=at))
        changes.append(one.changes)
    if amendments:
        _write_amendments(amendments, changes)
        record_many("amend", [one.told for one in amendments], by=by, at=at)
        printed = [one.registration for one in amendments if one.printed]
        if printed:
            registrations_reopened.send(Registration, registrations=printed, at=at)
        _find_renamed(amendments, changes, at=at)
        _answer(amendments, arrival, by=by, at=at)
    return gone


def _write_amendments(amendments: list[Amendment], changes: list[Changes]) -> None:
    registrations = [one.registration for one in amendments]
    names = {name for one in amendments for name in one.fields}
    for one in amendments:
        for name, value in {**one.fields, "version": one.registration.version + 1}.items():
            setattr(one.registration, name, value)
    Registration.objects.bulk_update(registrations, sorted(names | {"version"}))
    renamed = {
        one.registration.person_id: changed
        for one, changed in zip(amendments, changes, strict=True)
        if not NAMES.isdisjoint(changed)
    }
    if not renamed:
        return
    # The person is corrected, too, unless another meeting knows them by another name.
    people = []
    for person in Person.objects.filter(pk__in=renamed):
        pairs = {n: p for n, p in renamed[person.pk].items() if n in NAMES}
        if all(getattr(person, name) == before for name, (before, _after) in pairs.items()):
            for name, (_before, after) in pairs.items():
                setattr(person, name, after)
            people.append(person)
    Person.objects.bulk_update(people, ["given_names", "family_name"])


def _find_renamed(amendments: list[Amendment], changes: list[Changes], *, at: datetime) -> None:
    renamed = [
        one.registration.pk
        for one, changed in zip(amendments, changes, strict=True)
        if not NAMES.isdisjoint(changed)
    ]
    if renamed:
        find(renamed, at=at)


def _answer(amendments: list[Amendment], arrival: Arrival, *, by: User, at: datetime) -> None:
    reopened = [one.registration for one in amendments if one.reopened and not by.is_staff]
    in_pairs = in_open_pairs([one.pk for one in reopened]) if reopened else set()
    due = due_among(reopened, arrival, in_pairs)
    confirm_several(due, by=by, at=at)
    tell_several("registration_confirmed", due)
    confirmed = {one.pk for one in due}
    for kind in ("registration_confirmed", "registration_amended"):
        others = [
            one.registration
            for one in amendments
            if one.registration.pk not in confirmed and kind_of_answer(one) == kind
        ]
        tell_several(kind, others)

"""What each row of a sheet would do; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.meetings.models import Meeting

from .. import policies
from ..details import NEEDS, OWN_ANSWERS, Details, Particulars
from ..models import Registration
from ..naming import words
from ..sheets.rows import CheckedRow
from ..transitions import TransitionRefused
from .changing import Changes, plan
from .matching import Match, matches

NEW, CHANGED, UNCHANGED, DUPLICATE, ERROR = "new", "changed", "unchanged", "duplicate", "error"


@dataclass(frozen=True)
class Outcome:
    """What a row would do. `registration` is whom it means, or is likely to mean."""

    row: CheckedRow
    kind: str
    registration: Registration | None = None
    changes: Changes = field(default_factory=dict)
    problems: Sequence[str] = ()

    @property
    def drops_needs(self) -> bool:
        """Whether the row gives needs of somebody registered, which a sheet does not change."""
        return self.kind in {CHANGED, UNCHANGED} and not NEEDS.isdisjoint(self.row.given)

    @property
    def drops_gender(self) -> bool:
        """Whether the row gives the gender of somebody registered, which a sheet does not change."""
        return self.kind in {CHANGED, UNCHANGED} and "gender" in self.row.given

    @property
    def seen(self) -> list[Any]:
        """Whom the row means, in which version; what it says of them, `rows.digest` tells."""
        one = self.registration
        return [self.kind, one.pk if one else 0, one.version if one else 0]


def compared(
    rows: Sequence[CheckedRow], *, meeting: Meeting, by: User, at: datetime
) -> list[Outcome]:
    """Say of each row what it would do; three queries, and nothing is written."""
    people = [
        (row.number, row.details.email, f"{row.details.given_names} {row.details.family_name}")
        for row in rows
        if row.details
    ]
    found = matches(people, meeting)
    known = _known(rows, found, meeting)
    doubles = _doubles(rows)
    outcomes: list[Outcome] = []
    taken: dict[int, int] = {}
    for row in rows:
        outcome = _outcome(row, found.get(row.number, []), known, doubles, by=by, at=at)
        if outcome.registration and outcome.kind in {CHANGED, UNCHANGED}:
            first = taken.setdefault(outcome.registration.pk, row.number)
            if first != row.number:
                outcome = _error(row, _("This person stands in row %d already.") % first)
        outcomes.append(outcome)
    return outcomes


def _known(
    rows: Sequence[CheckedRow], found: dict[int, list[Match]], meeting: Meeting
) -> dict[int | str, Registration]:
    pks = {match.pk for several in found.values() for match in several}
    numbers = {row.receipt_number for row in rows if row.receipt_number}
    here = Registration.objects.for_change().with_delegation().active().for_meeting(meeting)
    both = list(here.filter(pk__in=pks)) + (
        list(here.filter(receipt_number__in=numbers)) if numbers else []
    )
    return {one.pk: one for one in both} | {one.receipt_number: one for one in both}


def _doubles(rows: Sequence[CheckedRow]) -> dict[int, int]:
    """Return for each row that says the same person once more the number of the first."""
    first: dict[Any, int] = {}
    found = {}
    for row in rows:
        if row.details:
            name = f"{row.details.given_names} {row.details.family_name}"
            key = (row.details.entity_code, row.details.email.lower(), tuple(sorted(words(name))))
            if first.setdefault(key, row.number) != row.number:
                found[row.number] = first[key]
    return found


def _outcome(
    row: CheckedRow,
    found: list[Match],
    known: dict[int | str, Registration],
    doubles: dict[int, int],
    *,
    by: User,
    at: datetime,
) -> Outcome:
    if row.details is None:
        return Outcome(row, ERROR, problems=row.problems)
    if row.number in doubles:
        return _error(row, _("This person stands in row %d already.") % doubles[row.number])
    like = [(match, known[match.pk]) for match in found if match.pk in known]
    here = [one for match, one in like if match.is_plain and _is_of(one, row)]
    if row.receipt_number:
        named = known.get(row.receipt_number)
        if problem := _receipt_problem(row, row.details, named, like):
            return _error(row, problem)
        here = [named] if named else []
    if len(here) == 1:
        return _amending(row, here[0], row.details, by=by, at=at)
    if like:
        return Outcome(row, DUPLICATE, like[0][1])
    return Outcome(row, NEW)


def _receipt_problem(
    row: CheckedRow,
    details: Details,
    named: Registration | None,
    like: list[tuple[Match, Registration]],
) -> str:
    """Say why a receipt number cannot count: a row out of step must not rename somebody else."""
    if named is None or not _is_of(named, row):
        return _("Receipt number: nobody of this delegation has “%s”. Look at the receipt.") % (
            row.receipt_number
        )
    has_address = named.email.lower() == details.email.lower()
    if not has_address and named.pk not in {one.pk for _match, one in like}:
        return _("Receipt number: “%(number)s” is of %(name)s. Look at the receipt.") % {
            "number": row.receipt_number,
            "name": named.printed_name,
        }
    if not has_address:
        return _(
            "E-mail address: it is not the one that %(name)s signs in with, %(email)s, and a sheet"
            " cannot change it. Write that one, or ask the secretariat."
        ) % {"name": named.printed_name, "email": named.email}
    return ""


def _is_of(registration: Registration, row: CheckedRow) -> bool:
    return row.whose is not None and registration.delegation.entity_id == row.whose[0].pk


def _error(row: CheckedRow, text: str) -> Outcome:
    return Outcome(row, ERROR, problems=[text])


def _amending(
    row: CheckedRow, registration: Registration, details: Details, *, by: User, at: datetime
) -> Outcome:
    """What people answer for themselves is theirs: a sheet neither shows nor changes it."""
    names = (row.given & Particulars.__dataclass_fields__.keys()) - OWN_ANSWERS
    stands = Particulars.of(registration)
    wanted = replace(stands, **{name: getattr(details, name) for name in names})
    changes = stands.differences(wanted)
    if not changes:
        return Outcome(row, UNCHANGED, registration)
    try:
        plan(registration, changes, by=by, at=at)
    except (policies.ChangesClosed, TransitionRefused) as refusal:
        return _error(row, str(refusal))
    return Outcome(row, CHANGED, registration, changes)

"""A row of a sheet, checked."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from django.utils.crypto import salted_hmac

from registration.delegations.models import Category, Entity

from ..details import Details

# Whose delegation a row is about, and in which category it comes.
Whose = tuple[Entity, Category]


@dataclass(frozen=True)
class CheckedRow:
    """A row of a sheet: what it says of a person, or the reasons why it cannot be taken."""

    number: int
    name: str
    cells: list[str]
    whose: Whose | None
    receipt_number: str
    details: Details | None
    # The particulars that the row says something of; the others change nothing.
    given: frozenset[str] = frozenset()
    problems: list[str] = field(default_factory=list)


def digest(rows: Iterable[CheckedRow]) -> str:
    """Return a keyed digest of everything that rows say, by which the same rows are known again."""
    said = [
        (
            row.number,
            row.whose[0].pk if row.whose else 0,
            row.receipt_number,
            sorted(row.given),
            sorted(asdict(row.details).items()) if row.details else row.cells,
        )
        for row in rows
    ]
    return salted_hmac("sheet", repr(said), algorithm="sha256").hexdigest()

"""Telling delegations what was changed for them on the day."""

from collections.abc import Iterable
from datetime import datetime

from intersessional.accounts.models import User

from ..models import Bilateral


def tell_changes(moved: Iterable[tuple[Bilateral, datetime]], *, by: User, at: datetime) -> None:
    """Tell delegations that know of a bilateral its new time; each comes with when it began before.

    Inside the transaction of the move. Nobody is told of what was only proposed.
    """

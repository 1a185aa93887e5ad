"""Telling delegations what was changed for them on the day."""

from collections.abc import Sequence
from datetime import datetime

from intersessional.accounts.models import User

from ..models import Bilateral


def tell_changes(changed: Sequence[Bilateral], *, by: User, at: datetime) -> None:
    """Tell the delegations that know of these bilaterals their new time, within the transaction.

    Those that nobody was told of (`offered_at` is empty) are left out.
    """

"""All datasets, and who may take which."""

from intersessional.accounts.models import User

from .base import Dataset
from .mails import MAILS
from .people import DELEGATIONS, REGISTRATIONS
from .programme import BILATERALS, REQUESTS

DATASETS = {one.key: one for one in (REGISTRATIONS, DELEGATIONS, REQUESTS, BILATERALS, MAILS)}
# Whoever may take anything.
ROLES = frozenset().union(*(one.roles for one in DATASETS.values()))


def datasets_for(user: User) -> list[Dataset]:
    """Return what somebody may take, by their roles; one query."""
    if user.is_superuser:
        return list(DATASETS.values())
    names = set(user.groups.values_list("name", flat=True))
    return [one for one in DATASETS.values() if one.roles & names]


def dataset_for(user: User, key: str) -> Dataset | None:
    """Return one of them, or None."""
    return next((one for one in datasets_for(user) if one.key == key), None)

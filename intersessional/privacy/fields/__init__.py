"""The table of personal data: every column of every model, with its purpose and its end.

    from intersessional.privacy.fields import TABLE

Nightly erasure, the pages of the staff, the public notice, the answer to somebody who asks, and the
erasure of one person all read it. A test fails on a column that is not in it.
"""

from django.apps import apps

from .bilaterals import BILATERALS
from .desk import DESK
from .kinds import Listed
from .others import ATTENDANCE, MAILINGS
from .portal import ACCOUNTS, PORTAL, PRIVACY
from .programme import AGENDA, INTERVENTIONS
from .registrations import DELEGATIONS, LETTERS, MEETINGS, REGISTRATIONS

TABLE: tuple[Listed, ...] = (
    *REGISTRATIONS,
    *DELEGATIONS,
    *MEETINGS,
    *LETTERS,
    *ATTENDANCE,
    *MAILINGS,
    *AGENDA,
    *INTERVENTIONS,
    *BILATERALS,
    *DESK,
    *ACCOUNTS,
    *PORTAL,
    *PRIVACY,
)


def unlisted() -> dict[str, list[str]]:
    """Return, by model, the columns that exist and are not in the table."""
    table = {one.label: set(one.columns) for one in TABLE}
    found = {
        model._meta.label: [
            field.name
            for field in model._meta.concrete_fields
            if field.name not in table.get(model._meta.label, ())
        ]
        for model in apps.get_models(include_auto_created=True)
    }
    return {label: names for label, names in found.items() if names}


def obsolete() -> dict[str, list[str]]:
    """Return, by model, the columns that are in the table and do not exist."""
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    found = {}
    for one in TABLE:
        model = models.get(one.label)
        there = {field.name for field in model._meta.concrete_fields} if model else set()
        if gone := [name for name in one.columns if name not in there]:
            found[one.label] = gone
    return found


__all__ = ["TABLE", "Listed", "obsolete", "unlisted"]

"""What is only rehearsed: whatever belongs to a meeting that is not open.

Told to the outbox, so that no mail about it leaves (`OUTBOX_REHEARSAL`). How a row belongs to a meeting
is read from the keys of its model, so that no kind of message can be forgotten: the shortest way over
keys that are never empty.
"""

from functools import cache
from typing import Any

from django.db import models

from .models import Meeting, Stage

# From a mail's subject to its meeting; the longest now has three steps.
MOST_STEPS = 4


def rehearsed(model: type[models.Model]) -> models.QuerySet[Any] | None:
    """Return the rows of a model that belong to a meeting that is not open; None if it knows none."""
    way = way_to_meeting(model)
    if way is None:
        return None
    not_open = [Stage.PREPARING, Stage.REHEARSING]
    # Not `exclude`: a key that is empty would count as not open.
    return model._base_manager.filter(**{f"{way}stage__in": not_open})


@cache
def way_to_meeting(model: type[models.Model]) -> str | None:
    """Return the prefix that leads from a model to its meeting, such as `delegation__meeting__`."""
    if model is Meeting:
        return ""
    reached: list[tuple[str, type[models.Model]]] = [("", model)]
    for _step in range(MOST_STEPS):
        further = [
            (f"{way}{field.name}__", field.related_model)
            for way, at in reached
            for field in at._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and not field.null
        ]
        for way, at in further:
            if at is Meeting:
                return way
        reached = [(way, at) for way, at in further if isinstance(at, type)]
    return None

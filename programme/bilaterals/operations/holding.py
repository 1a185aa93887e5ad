"""Waiting in one line for what a bilateral takes (RELIABILITY rule 3)."""

from collections.abc import Iterable

from django.db import IntegrityError, connection

from intersessional.locks import lock_at_once

from ..models import Bilateral, Engagement


class ChangedMeanwhile(Exception):
    """Somebody else was first; `current` is the bilateral as it stands."""

    def __init__(self, current: Bilateral) -> None:
        super().__init__()
        self.current = current


class TwoPlaces(Exception):
    """The database refuses: somebody would be in two places. The caller asks who, and says it."""


def hold(resources: Iterable[int]) -> None:
    """Hold resources (their keys) until the transaction ends; whoever wants one of them waits."""
    lock_at_once(*(f"bilateral resource {pk}" for pk in sorted(set(resources))))


def held(bilateral: Bilateral, version: int | None) -> Bilateral:
    """Return a bilateral as it stands, with all that it takes held until the transaction ends.

    :raises ChangedMeanwhile: it is not the `version` that was seen (None: whatever)
    """
    hold(Engagement.objects.filter(bilateral=bilateral).values_list("resource", flat=True))
    current: Bilateral = (
        Bilateral.objects.with_names().select_for_update(of=("self",)).get(pk=bilateral.pk)
    )
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)
    return current


def save(bilateral: Bilateral, *fields: str) -> None:
    """Save what was changed of a held bilateral, as its next version.

    Engagements follow by themselves.
    """
    bilateral.version += 1
    bilateral.save(update_fields=[*fields, "version"])


def settle() -> None:
    """Let the database look now instead of at the end whether anybody is in two places.

    :raises TwoPlaces: the transaction can only be rolled back
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS nobody_is_in_two_places IMMEDIATE")
            cursor.execute("SET CONSTRAINTS nobody_is_in_two_places DEFERRED")
    except IntegrityError as error:
        raise TwoPlaces from error

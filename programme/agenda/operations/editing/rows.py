"""Parts of the draft as plain columns, for the journal, and back."""

from datetime import datetime
from typing import Any

from django.db import models

from ...models import Contributor, Item, Panel, Panellist, Room, Segment, Session

Row = dict[str, Any]

MODELS: dict[str, type[models.Model]] = {
    model._meta.model_name or "": model
    for model in (Room, Contributor, Item, Session, Segment, Panel)
}


def row_of(part: Any) -> Row:
    """Return a part's columns as JSON can carry them; a panel brings its seats along."""
    row = _columns(part)
    if isinstance(part, Panel):
        row["seats"] = [_columns(seat) for seat in part.panellists.order_by("position")]
    return row


def _columns(instance: models.Model) -> Row:
    return {
        field.attname: _plain(getattr(instance, field.attname))
        for field in instance._meta.concrete_fields
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def filled(part: Any, row: Row) -> Any:
    """Give a part the columns of a row."""
    for field in part._meta.concrete_fields:
        setattr(part, field.attname, field.to_python(row[field.attname]))
    return part


def write_seats(panel: Panel, seats: list[Row]) -> None:
    """Put these panellists in the place of a panel's own, with the keys they have, if any."""
    Panellist.objects.filter(panel=panel).delete()
    Panellist.objects.bulk_create(
        Panellist(**{**seat, "panel_id": panel.pk, "position": position})
        for position, seat in enumerate(seats, start=1)
    )

"""The page of the whole programme."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..reading import Item, Programme
from ..versions import Version
from .choices import Choice
from .lines import COLOURS, colour, days, mark
from .moments import moment_of


@dataclass(frozen=True)
class Host:
    """Whose items the programme can be narrowed to."""

    key: str
    item: Item
    colour: str
    query: str
    is_chosen: bool
    count: int


def context_of(version: Version, choice: Choice, *, at: datetime) -> dict[str, Any]:
    """Return what the template `agenda/programme.html` shows."""
    programme = version.programme
    hosts = hosts_of(programme, choice)
    chosen = next((one for one in hosts if one.is_chosen), None)
    return {
        "days": days(version, at, choice.host),
        "moment": moment_of(programme, at),
        "jump": [(item, mark(version, item)) for item in programme.items],
        "hosts": hosts,
        "chosen_host": chosen,
        "all_query": choice.query(host=""),
        "count": chosen.count if chosen else 0,
        "changes": version.changes,
    }


def hosts_of(programme: Programme, choice: Choice) -> list[Host]:
    """Return who leads items: the President first, then the Committees by their first item."""
    first: dict[str, Item] = {}
    for item in programme.items:
        first.setdefault(item.host_key, item)
    keys = sorted(first, key=lambda key: key != "president")
    return [
        Host(
            key=key,
            item=first[key],
            colour=colour(first[key]) if key in COLOURS else "by-other",
            query=choice.query(host=key),
            is_chosen=key == choice.host,
            count=sum(item.host_key == key for item in programme.items),
        )
        for key in keys
    ]

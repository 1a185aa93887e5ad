"""Who is told of a new version of the programme because of a request for the floor."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from programme.agenda.concerned import Concerned
from programme.agenda.differences import Differences
from programme.agenda.reading import Programme
from registration.meetings.models import Meeting

from . import queries
from .addressees import addressees
from .models import Intervention
from .transitions import COUNTING

ASKED_FOR_THE_FLOOR = gettext_noop("Your delegation has asked for the floor under an item.")


def with_requests(differences: Differences, meeting: Meeting) -> Iterator[Concerned]:
    """Return those who have asked for the floor under items that change, as long as it counts.

    Also where their segment is in another item now, or in none: those of the old version count, too.
    """
    items = _items_of_segments(differences.old, differences.new)
    changed = differences.item_uids
    under = {uid: found & changed for uid, found in items.items() if found & changed}
    requests = Intervention.objects.for_meeting(meeting).filter(segment__uid__in=under)
    found = list(requests.select_related("asked_by", "segment").order_by("pk"))
    counting = _counting({one.segment_id: one.segment.order_rule for one in found})
    readers = addressees(found)
    for one in found:
        reader = readers[one.pk]
        if one.pk in counting:
            yield Concerned(
                email=reader.email,
                language=reader.language,
                name=reader.name,
                reasons=frozenset({ASKED_FOR_THE_FLOOR}),
                item_uids=frozenset(under[one.segment.uid]),
            )


def _items_of_segments(*versions: Programme | None) -> dict[str, set[str]]:
    """Return the items of each segment, by lasting names, in any of the versions."""
    found: dict[str, set[str]] = defaultdict(set)
    for programme in versions:
        for session in programme.sessions if programme else ():
            for segment in session.segments:
                if segment.item:
                    found[segment.uid].add(segment.item.uid)
    return found


def _counting(rules: dict[int, str]) -> set[int]:
    """Return the requests under segments that still lead to something; one query."""
    lists = queries.lists_by_rule(rules).values()
    return {pk for one in lists for pk, entry in one.entries.items() if entry.state in COUNTING}

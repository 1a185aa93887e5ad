"""What happened on a list, in words: for whoever was a moment too late, and for a second operator."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programme.agenda.refusals import name_of

from ..explaining import named
from ..models import FloorEvent, Intervention
from ..queries import ListedSegment

# So many are told, the last ones.
MOST = 3


def since(
    segment: ListedSegment, interventions: Mapping[int, Intervention], *, version: int
) -> list[str]:
    """Return what happened after a version, in order, the last ones only; one query."""
    events = FloorEvent.objects.filter(segment=segment.pk, number__gt=version)
    newest = list(events.select_related("by").order_by("-number")[:MOST])
    return [told(one, interventions, segment) for one in reversed(newest)]


def told(
    event: FloorEvent, interventions: Mapping[int, Intervention], segment: ListedSegment
) -> str:
    """Return who did what, and when: “Otto Ordnung called Ecuador (15:02:10).”

    A delegation acts by its own name: whoever of it did so is nothing for a screen.
    """
    row = interventions.get(event.intervention_id or 0)
    is_staff = event.by is None or event.by.is_staff
    sentences = _sentences() if is_staff else _sentences() | _of_delegations()
    local = event.at.astimezone(segment.meeting.zone)
    names = event.data.get("names", [{"en": ""}, {"en": ""}])
    is_undone = event.data.get("undo", False)
    return sentences["undo" if is_undone else event.verb] % {
        "other": named(names[1]),
        "who": name_of(event.by) if event.by else _("The portal"),
        "whom": row.delegation.name if row else "",
        "time": date_format(local, "H:i:s"),
    }


def _of_delegations() -> dict[str, str]:
    return {
        "request": _("%(whom)s asked for the floor late (%(time)s)."),
        "list": _("%(whom)s asked to be on the list (%(time)s)."),
        "write": _("%(whom)s asked to be heard in writing only (%(time)s)."),
        "withdraw": _("%(whom)s withdrew its request (%(time)s)."),
        "swap": _("%(whom)s and %(other)s exchanged their places (%(time)s)."),
        "regrade": _(
            "%(whom)s has a new place: its protocol level or group has changed (%(time)s)."
        ),
    }


def _sentences() -> dict[str, str]:
    return {
        "request": _("%(who)s noted a late request of %(whom)s (%(time)s)."),
        "decline": _("%(who)s did not accept the late request of %(whom)s (%(time)s)."),
        "regrade": _(
            "%(who)s changed the protocol level or the group of %(whom)s, which has a new place"
            " (%(time)s)."
        ),
        "list": _("%(who)s put %(whom)s on the list (%(time)s)."),
        "write": _("%(who)s asked for %(whom)s to be heard in writing only (%(time)s)."),
        "withdraw": _("%(who)s withdrew the request of %(whom)s (%(time)s)."),
        "move": _("%(who)s moved %(whom)s (%(time)s)."),
        "swap": _("%(who)s let %(whom)s and %(other)s exchange their places (%(time)s)."),
        "undo": _("%(who)s undid the exchange of places of %(whom)s and %(other)s (%(time)s)."),
        "call": _("%(who)s called %(whom)s (%(time)s)."),
        "interrupt": _("%(who)s gave %(whom)s the floor for a point of order (%(time)s)."),
        "uncall": _("%(who)s took back the call of %(whom)s (%(time)s)."),
        "start": _("%(who)s started the clock for %(whom)s (%(time)s)."),
        "pause": _("%(who)s stopped the clock for %(whom)s (%(time)s)."),
        "resume": _("%(who)s let the clock go on for %(whom)s (%(time)s)."),
        "extend": _("%(who)s gave %(whom)s one minute more (%(time)s)."),
        "deliver": _("%(who)s thanked %(whom)s (%(time)s)."),
        "skip": _("%(who)s noted that %(whom)s was not there (%(time)s)."),
        "recall": _("%(who)s put %(whom)s on top of the list again (%(time)s)."),
        "take_back": _("%(who)s gave the floor back to %(whom)s (%(time)s)."),
        "open": _("%(who)s opened the list (%(time)s)."),
        "close": _("%(who)s closed the list (%(time)s)."),
        "draw": _("%(who)s drew lots (%(time)s)."),
        "limit": _("%(who)s changed the speaking time (%(time)s)."),
    }

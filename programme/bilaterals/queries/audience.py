"""Delegations invited to bilaterals, for the messages of the staff (`settings.MAILING_AUDIENCES`)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registration.delegations.models import Delegation
from registration.mailings.audiences import Addressee, Filters, Source
from registration.meetings.models import Meeting

from .. import addressees
from ..models import Bilateral
from ..transitions import OPEN, TOLD, State


def _answers(meeting: Meeting) -> list[tuple[str, str]]:
    return [
        ("all", _("all that are invited")),
        ("open", _("those that have not answered yet")),
        ("accepted", _("those that have accepted")),
    ]


def _invited(meeting: Meeting, filters: Filters) -> Iterator[Addressee]:
    """Return who acts for the delegations that were told of a bilateral, as its own mails do."""
    which = filters.get("which")
    states = {"open": OPEN, "accepted": {State.ACCEPTED}}.get(which or "", TOLD)
    told = Bilateral.objects.for_meeting(meeting).filter(
        state__in=sorted(states), offered_at__isnull=False
    )
    found = Delegation.objects.filter(pk__in=told.values("delegation")).select_related("entity")
    delegations = list(found.order_by("entity__code"))
    readers = addressees.of_delegations(delegations)
    for delegation in delegations:
        for one in readers[delegation.pk]:
            yield Addressee(
                one.email,
                one.language,
                one.name,
                delegation=delegation.pk,
                focal_point=one.focal_point_id,
            )


INVITED = Source(
    gettext_lazy("Delegations invited to bilaterals"),
    _invited,
    _answers,
    gettext_lazy("Which of them"),
)

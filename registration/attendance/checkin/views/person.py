"""One person at the door: what was seen of them today, their badge, and what can be done."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intersessional import clock
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.registrations.models import Registration

from ... import queries
from ...models import Passage
from .. import operations, policies
from ..details import new_key, proof_of
from ..wording import about
from .guards import actor, for_the_door, here, may_register
from .scanning import PLACE


@for_the_door
@require_safe
def person(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Show somebody as the door knows them."""
    meeting = here(request)
    found = person_or_404(meeting, number)
    return render(request, "checkin/person.html", _shown(request, meeting, found))


@for_the_door
@require_POST
def take_back(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Take back an entry that was a mistake."""
    passages = Passage.objects.select_related("registration", "meeting").filter(
        meeting=here(request)
    )
    passage = get_object_or_404(passages, pk=pk)
    is_of_the_isu, at = may_register(request), clock.now()
    if not policies.may_take_back(passage, passage.meeting, is_of_the_isu=is_of_the_isu, at=at):
        raise PermissionDenied
    if operations.take_back(passage, by=actor(request), at=at):
        messages.success(request, _("Taken back. It stays in the log, and does not count."))
    number = passage.registration.receipt_number
    return redirect(meeting_path(passage.meeting, "checkin:person", number))


def person_or_404(meeting: Meeting, number: str) -> Registration:
    """Return a registration of the meeting by its receipt number."""
    people = Registration.objects.for_meeting(meeting).with_delegation()
    found: Registration = get_object_or_404(people, receipt_number=number)
    return found


def _shown(request: HttpRequest, meeting: Meeting, found: Registration) -> dict[str, Any]:
    at, is_of_the_isu = clock.now(), may_register(request)
    day: date = policies.day_of(meeting, at)
    passages = Passage.objects.filter(registration=found).select_related("by", "meeting")
    return {
        "person": found,
        "about": about(found),
        "today": queries.today_of([found], meeting, day).get(found.pk, queries.NOBODY),
        "passages": [
            (one, policies.may_take_back(one, meeting, is_of_the_isu=is_of_the_isu, at=at))
            for one in passages.order_by("-happened_at", "-pk")
        ],
        "refusal": policies.refusal(found),
        "is_over": policies.is_over(meeting, at),
        "key": new_key(),
        "proof": proof_of(found.badge_code),
        "place": request.session.get(PLACE, ""),
        "may_register": is_of_the_isu,
    }

"""For whom somebody asks, and the request that an address names."""

from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of

from .. import queries
from ..models import Intervention

CHANGE = "interventions.change_intervention"


@dataclass(frozen=True)
class Asker:
    """For whom somebody asks: `delegation` is the chosen one, or None as long as none is chosen."""

    delegations: list[Delegation]
    delegation: Delegation | None


def asker_of(request: HttpRequest) -> Asker:
    """Return for whom somebody may ask, and for whom now: the only one, or `?delegation=`.

    The staff with the right ask for any delegation, which the address names.

    :raises Http404: the address names a delegation that is not theirs
    """
    code = request.GET.get("delegation", "")
    user, meeting = cast(User, request.user), meeting_of(request)
    if user.is_staff:
        every = Delegation.objects.for_meeting(meeting).with_names()
        found = list(every.filter(entity__code=code)) if user.has_perm(CHANGE) and code else []
    else:
        found = list(queries.may_ask_for(user, meeting))
    found.sort(key=lambda one: one.name)
    if code and found:
        return Asker(found, _named(found, code))
    return Asker(found, found[0] if len(found) == 1 else None)


def _named(found: list[Delegation], code: str) -> Delegation:
    named = [one for one in found if one.entity.code == code]
    if not named:
        raise Http404
    return named[0]


def intervention_or_404(request: HttpRequest, pk: int) -> Intervention:
    """Return a request that the actor may change; a stranger's is as absent as none."""
    mine = Intervention.objects.changeable_by(request.user).for_meeting(meeting_of(request))
    found: Intervention = get_object_or_404(
        mine.with_names().select_related("segment__item", "asked_by"), pk=pk
    )
    return found


def own_page(request: HttpRequest, delegation: Delegation) -> str:
    """Return the path of the list of a delegation's requests."""
    path = meeting_path(meeting_of(request), "interventions:index")
    return f"{path}?delegation={delegation.entity.code}"


def page_of(request: HttpRequest, intervention: Intervention) -> str:
    """Return the path of a request's own page."""
    return meeting_path(meeting_of(request), "interventions:one", intervention.pk)

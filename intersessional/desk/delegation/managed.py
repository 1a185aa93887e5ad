"""Which delegation a page is about, and where its own page is."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from registration.delegations.models import Delegation, DelegationQuerySet
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of


def managed(request: HttpRequest) -> DelegationQuerySet:
    """Return the delegations to the meeting of the address that the actor manages."""
    found: DelegationQuerySet = Delegation.objects.managed_by(request.user)
    return found.for_meeting(meeting_of(request))


def delegation_or_404(request: HttpRequest, code: str) -> Delegation:
    """Return a delegation that the actor manages; a stranger's is as absent as none."""
    found = managed(request).with_names()
    delegation: Delegation = get_object_or_404(found, entity__code=code)
    delegation.meeting = meeting_of(request)
    return delegation


def page_of(request: HttpRequest, delegation: Delegation) -> str:
    """Return the path of a delegation's own page."""
    return meeting_path(meeting_of(request), "delegation:show", delegation.entity.code)

"""Which delegation a page is about, for whom it is open, and where its own page is."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import ngettext

from intersessional import clock
from intersessional.accounts.models import User
from registration.delegations.models import Delegation, DelegationQuerySet
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of
from registration.registrations import balance, policies
from registration.registrations.models import Registration


def managed(request: HttpRequest) -> DelegationQuerySet:
    """Return the delegations to the meeting of the address that the actor manages."""
    found: DelegationQuerySet = Delegation.objects.managed_by(request.user)
    return found.for_meeting(meeting_of(request))


def opened(request: HttpRequest) -> DelegationQuerySet:
    """Return the delegations whose pages the actor may open: one's own; for the staff, all.

    On those pages registrations are changed, too, so the staff need both permissions.
    """
    found: DelegationQuerySet = Delegation.objects.with_notes_of(request.user)
    if is_staff(request) and not request.user.has_perm("registrations.change_registration"):
        found = found.none()
    return found.for_meeting(meeting_of(request))


def delegation_or_404(request: HttpRequest, code: str) -> Delegation:
    """Return a delegation whose page the actor may open; a stranger's is as absent as none."""
    return _named_or_404(request, opened(request), code)


def own_or_404(request: HttpRequest, code: str) -> Delegation:
    """Return a delegation for which the actor speaks: its focal points, and not the staff."""
    return _named_or_404(request, managed(request), code)


def member_or_404(delegation: Delegation, number: str) -> Registration:
    """Return an active member of a delegation, ready to be changed."""
    members = Registration.objects.active().filter(delegation=delegation)
    member: Registration = get_object_or_404(
        members.for_change().with_delegation(), receipt_number=number
    )
    return member


def is_staff(request: HttpRequest) -> bool:
    """Say whether the staff act, who have pages of their own besides."""
    return cast(User, request.user).is_staff


def is_late(request: HttpRequest, delegation: Delegation) -> bool:
    """Say whether whom the actor registers now comes late; the staff's never do. Two queries."""
    return not is_staff(request) and policies.is_late_for(delegation, at=clock.now())


def _named_or_404(request: HttpRequest, found: DelegationQuerySet, code: str) -> Delegation:
    delegation: Delegation = get_object_or_404(found.with_names(), entity__code=code)
    delegation.meeting = meeting_of(request)
    return delegation


def page_of(request: HttpRequest, delegation: Delegation) -> str:
    """Return the path of a delegation's own page."""
    return meeting_path(meeting_of(request), "delegation:show", delegation.entity.code)


def way_back(request: HttpRequest, delegation: Delegation, *, section: str) -> str:
    """Return the page of a delegation at a section, or the one in the admin site for other staff."""
    if is_staff(request) and not opened(request).filter(pk=delegation.pk).exists():
        return admin_page_of(delegation)
    return f"{page_of(request, delegation)}#{section}"


def admin_page_of(delegation: Delegation) -> str:
    """Return the page of a delegation in the admin site."""
    return reverse("admin:delegations_delegation_change", args=[delegation.pk])


def text_of_late(number: int) -> str:
    """Return what is said when people were received after the closing."""
    text = ngettext(
        "Registration has closed: received as a late request. The secretariat decides, and tells the "
        "person by e-mail.",
        "Registration has closed: received as %(n)d late requests. The secretariat decides, and tells "
        "each person by e-mail.",
        number,
    )
    return text % {"n": number}


def say_balance(request: HttpRequest, delegation: Delegation) -> None:
    """Say to the delegation, while it can still change, how it is composed; never more than a line."""
    if is_staff(request):
        return
    if found := balance.of_delegation(delegation):
        messages.info(request, found)

"""The bilateral that an address of the day names."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import Bilateral, Host
from .guards import actor, here


def bilateral_or_404(request: HttpRequest, code: str) -> Bilateral:
    """Return a bilateral of whose hosts the actor plans for at least one."""
    hosts = Host.objects.planned_by(actor(request)).values("pk")
    found = Bilateral.objects.for_meeting(here(request)).filter(candidate__hosts__in=hosts)
    bilateral: Bilateral = get_object_or_404(found.with_names().distinct(), code=code)
    return bilateral

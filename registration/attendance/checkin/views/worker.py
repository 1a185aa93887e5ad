"""What keeps the door’s page on a device."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from intersessional.access import public
from intersessional.workers import service_worker

SOURCE = "checkin-worker.js"


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker of the check-in, which sees no other page."""
    return service_worker(request, SOURCE)

"""Pages of the programme for a telephone without network: what keeps them, what stands for others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from intersessional.access import public
from intersessional.workers import service_worker

SOURCE = "programme-worker.js"


@public
@require_safe
def offline(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show what the worker shows in place of a page that it has not kept; it lists there what it has."""
    response = render(request, "agenda/offline.html")
    response["Cache-Control"] = "no-cache"
    return response


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker of the programme."""
    return service_worker(request, SOURCE)

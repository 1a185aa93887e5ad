"""Pages of the programme for a telephone without network: what keeps them, what stands for others."""

from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from intersessional.access import public

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
    """Serve the service worker.

    Not as a static file: a worker may only serve what lies beneath its own address, and a browser must
    find the newest one there.
    """
    path = finders.find(SOURCE)
    if not path:
        raise Http404
    content = Path(path).read_bytes()
    tag = f'"{sha256(content).hexdigest()[:20]}"'
    response = get_conditional_response(request, etag=tag) or HttpResponse(
        content, content_type="text/javascript; charset=utf-8"
    )
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response

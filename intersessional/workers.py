"""Service workers: the scripts with which a browser keeps some of our pages for want of a network."""

from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


def service_worker(request: HttpRequest, source: str) -> HttpResponse:
    """Return a script of the static files as a service worker.

    Not as a static file: a worker may only serve what lies beneath its own address, and a browser must
    find the newest one there.
    """
    path = finders.find(source)
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

"""The entry for the web server."""

import gc
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils.http import parse_header_parameters

from intersessional.requirements import refuse_unsafe

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intersessional.settings")
# Where the processes of this server add up their figures (desk/metrics.py), if anywhere.
if _figures := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    Path(_figures).mkdir(mode=0o700, parents=True, exist_ok=True)

# What browsers write; Django reads everything so without being told.
OURS = {"utf-8", "utf8", "us-ascii"}
# Names no charset that Python knows. The middleware (RefuseBrokenInput) answers 400 to it.
REFUSED = "application/octet-stream; charset=refused"

_portal = get_wsgi_application()
refuse_unsafe()
# All pages are loaded before the server forks (--preload): its processes share them, and the first
# request need not wait. What is there by then is no garbage, and the collector leaves it untouched.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()


def application(environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
    """Answer a request, after its `Content-Type` was made harmless.

    Django reads that header before any middleware, and there an error has no page: not a charset
    that ends in one, nor too many parameters in an address that comes with a charset.
    """
    environ["CONTENT_TYPE"] = _sound(environ.get("CONTENT_TYPE", ""))
    return _portal(environ, start_response)


def _sound(content_type: str) -> str:
    """Return the header without the charset that is ours anyway; one that is refused for any other."""
    try:
        kind, parameters = parse_header_parameters(content_type)
    except (LookupError, ValueError):
        return REFUSED
    if "charset" not in parameters:
        return content_type
    if parameters["charset"].lower() not in OURS:
        return REFUSED
    boundary = parameters.get("boundary")
    return f'{kind}; boundary="{boundary}"' if boundary else kind

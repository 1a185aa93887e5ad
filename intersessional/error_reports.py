"""Errors, told to a service that collects them: off unless `SENTRY_DSN` names one.

What leaves is put together anew from what may be known outside (`scrubbed`): classes, places in the
code, the route and the ids of request and message. Values of variables, texts of errors, addresses,
headers, forms, cookies and users stay here: they are full of names (RELIABILITY rule 13).
"""

import logging
from typing import Any
from urllib.parse import urlsplit

import sentry_sdk
from django.urls import Resolver404, resolve
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from intersessional import logs

KEPT = ("event_id", "timestamp", "level", "platform", "release", "environment", "logger")
KEPT_OF_FRAMES = ("filename", "function", "module", "lineno", "in_app")


def begin(dsn: str, environment: str) -> None:
    """Report errors of this process from now on, scrubbed; nothing else: no traces, no sessions."""
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        before_send=scrubbed,
        before_breadcrumb=lambda *_: None,
        max_breadcrumbs=0,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        auto_session_tracking=False,
        auto_enabling_integrations=False,
        integrations=[
            DjangoIntegration(),
            CeleryIntegration(),
            LoggingIntegration(level=None, event_level=logging.ERROR),
        ],
    )


def scrubbed(event: Any, hint: dict[str, Any]) -> Any:
    """Return an event with nothing in it but what is listed here."""
    kept = {name: event[name] for name in KEPT if name in event}
    kept["tags"] = {
        "request_id": logs.request_id.get(),
        "message_id": logs.message_id.get(),
        "route": _route(event),
    }
    if record := hint.get("log_record"):
        kept["message"] = logs.message_of(record)
    if errors := event.get("exception", {}).get("values"):
        kept["exception"] = {"values": [_error(error) for error in errors]}
    return kept


def _error(error: dict[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames", [])
    return {
        "type": error.get("type"),
        "module": error.get("module"),
        "stacktrace": {
            "frames": [
                {name: frame[name] for name in KEPT_OF_FRAMES if name in frame} for frame in frames
            ]
        },
    }


def _route(event: dict[str, Any]) -> str:
    """Return the pattern of the address, never the address: that of a receipt is a key."""
    url = event.get("request", {}).get("url")
    if not url:
        return ""
    try:
        return f"/{resolve(urlsplit(url).path).route}"
    except Resolver404:
        return "(no such address)"

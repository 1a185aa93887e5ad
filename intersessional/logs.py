"""Logs as one JSON object a line, with the ids of request and message, and without personal data.

Our own messages hold ids only (RELIABILITY rule 13), so they are written as they are. What other
packages say is not ours to promise: of their sentences the first words are kept and of the arguments
only numbers, of an address only its route ("register/<str:token>/"), of an error only its class and
the places it came through. The text of an error holds what somebody typed; an address, its token.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
OURS = {"intersessional", "registration", "programme"}

# Ids only, never names or addresses (RELIABILITY rule 13); the processes write to standard error,
# one JSON object a line.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "intersessional.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # These bring handlers of their own, with the words of others in them.
        "django.server": {"handlers": ["stderr"], "propagate": False},
        "gunicorn.error": {"handlers": ["stderr"], "propagate": False},
        "weasyprint": {"handlers": ["stderr"], "propagate": False},
        "weasyprint.progress": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
        # Two lines for each sweep, every two seconds, would bury all else.
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
}

request_id: ContextVar[str] = ContextVar("request_id", default="")
message_id: ContextVar[str] = ContextVar("message_id", default="")


@contextmanager
def about_message(uuid: object) -> Iterator[None]:
    """Name a message of the outbox in every line that is written meanwhile."""
    token = message_id.set(str(uuid))
    try:
        yield
    finally:
        message_id.reset(token)


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
            "request_id": request_id.get() or _id_of_request(record),
            "message_id": message_id.get(),
            "error": _error(record.exc_info[1]) if record.exc_info else "",
        }
        return json.dumps({name: value for name, value in line.items() if value})


def route_of(request: Any) -> str:
    """Return the pattern of the address that was asked for: the address itself may be a key."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "(no such address)"


def method_of(request: Any) -> str:
    """Return the method, if it is one: a client may write any word there."""
    method = getattr(request, "method", "")
    return method if method in METHODS else "(other)"


def message_of(record: logging.LogRecord) -> str:
    """Return what a record says, as far as that may leave: see the top of this module."""
    if record.name.partition(".")[0] in OURS:
        return record.getMessage()
    if hasattr(record, "request"):
        status = getattr(record, "status_code", "")
        method = method_of(record.request)
        return f"{status} {method} {route_of(record.request)}".strip()
    return _without_words(record)


def _without_words(record: logging.LogRecord) -> str:
    """Return the message of another package, as far as nobody's words can be in it."""
    if not record.args:
        # Put together already, with whatever stands behind a colon or in quotes.
        return re.split(r"[:='\"(<\n]", str(record.msg), maxsplit=1)[0]
    try:
        if isinstance(record.args, Mapping):
            return str(record.msg) % {name: _kept(value) for name, value in record.args.items()}
        return str(record.msg) % tuple(_kept(value) for value in record.args)
    except (TypeError, ValueError):
        return str(record.msg)


def _kept(value: object) -> object:
    return value if isinstance(value, int | float) else "…"


def _id_of_request(record: logging.LogRecord) -> str:
    """Return the id of a request whose line is written after its answer."""
    return getattr(getattr(record, "request", None), "named", "")


def _error(error: BaseException | None) -> str:
    """Return the classes of an error and its causes, and where it came through."""
    lines = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        places = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        lines.append(f"{type(error).__module__}.{type(error).__qualname__} at {places}")
        error = error.__cause__ or error.__context__
    return "\nfrom ".join(lines)

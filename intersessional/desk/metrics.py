"""Figures for Prometheus: how requests were answered, and what waits.

The requests of all processes of a web server are added up in the folder that
`PROMETHEUS_MULTIPROC_DIR` names; without it each process tells its own. What waits is asked of the
database, so that any of several servers says the same.

Routes, methods and numbers only: no address, no name, nothing that a person typed.
"""

import os
import time
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import Error as DatabaseFailure
from django.db import connection
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from intersessional import logs
from intersessional.access import public
from intersessional.audit.queries import oldest_unsealed
from intersessional.network import came_from_inside
from intersessional.outbox.models import Message, State
from registration.registrations.models import Registration

ANSWERED = Counter(
    "portal_requests",
    "Requests, by route, method and first digit of the status.",
    ["route", "method", "status"],
)
SECONDS = Histogram(
    "portal_request_seconds",
    "How long requests took in this process.",
    ["method"],
    buckets=[0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
)
# Requests for these would count the watching, not the portal.
NOT_COUNTED = {"livez", "readyz", "metrics"}


class CountRequests:
    """Counts how requests were answered, and how long that took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and count."""
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.url_name in NOT_COUNTED:
            return response
        method = logs.method_of(request)
        status = f"{response.status_code // 100}xx"
        # WhiteNoise answers before any address is looked up.
        route = "(file)" if not match and status in {"2xx", "3xx"} else logs.route_of(request)
        ANSWERED.labels(route, method, status).inc()
        SECONDS.labels(method).observe(time.perf_counter() - begun)
        return response


@public
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Return all figures in Prometheus’ text format, to whoever asks from inside; 404 to anybody else.

    Inside is who comes from a private network or this machine without a proxy between.
    """
    if not came_from_inside(request):
        raise Http404
    counted = b"".join(generate_latest(registry) for registry in (_requests(), _waiting()))
    return HttpResponse(counted, content_type=CONTENT_TYPE_LATEST)


def _requests() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


def _waiting() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(Waiting())
    return registry


class Waiting(Collector):
    """What the database says of mails, registrations and the audit trail, and whether it answers."""

    def collect(self) -> Iterable[Metric]:
        """Ask for each figure once."""
        try:
            found = [_messages(), *_ages(), _registrations(), _size()]
        except DatabaseFailure:
            return [_one("portal_database_up", "Whether the database answers.", 0)]
        return [_one("portal_database_up", "Whether the database answers.", 1), *found]


def _messages() -> Metric:
    family = GaugeMetricFamily(
        "portal_messages",
        "Messages that wait, are being sent, or failed for good.",
        labels=["state"],
    )
    states = [State.QUEUED, State.SENDING, State.FAILED]
    counts = dict(
        Message.objects.filter(state__in=states)
        .values_list("state")
        .order_by("state")
        .annotate(number=Count("pk"))
    )
    for state in states:
        family.add_metric([state.value], counts.get(state.value, 0))
    return family


def _ages() -> Iterable[Metric]:
    yield _one(
        "portal_oldest_unsent_message_seconds",
        "Age of the oldest message that should have left.",
        _age(Message.objects.overdue().aggregate(oldest=Min("created_at"))["oldest"]),
    )
    yield _one(
        "portal_oldest_unsealed_entry_seconds",
        "Age of the oldest audit entry without a seal.",
        _age(oldest_unsealed()),
    )


def _registrations() -> Metric:
    family = GaugeMetricFamily(
        "portal_registrations", "Registrations of all meetings, by state.", labels=["state"]
    )
    counts = Registration.objects.values_list("state").order_by("state").annotate(n=Count("pk"))
    for state, number in counts:
        family.add_metric([state], number)
    return family


def _size() -> Metric:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    return _one("portal_database_bytes", "Size of the database on its disk.", size)


def _one(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)


def _age(since: datetime | None) -> float:
    return (timezone.now() - since).total_seconds() if since else 0

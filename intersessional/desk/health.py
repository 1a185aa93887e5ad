"""Probes for whoever watches the portal."""

from datetime import timedelta

from django.db import Error as DatabaseFailure
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intersessional.access import public
from intersessional.outbox.models import Message, State


@public
@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether pages can be served: 503 without the database.

    Broker and mail server do not count: registration goes on without them. What they hold up shows
    as the age in seconds of the oldest message that should have left (none that is held or waits), and
    as messages that failed for good.
    """
    try:
        connection.ensure_connection()
        oldest = (
            Message.objects.overdue()
            .order_by("created_at")
            .values_list("created_at", flat=True)
            .first()
        )
        failed = Message.objects.filter(state=State.FAILED).count()
    except DatabaseFailure:
        return JsonResponse({"database": "unavailable"}, status=503)
    age = timezone.now() - oldest if oldest else timedelta(0)
    return JsonResponse(
        {
            "database": "ok",
            "oldest_unsent_message_seconds": round(age.total_seconds()),
            "failed_messages": failed,
        }
    )

"""Publishing figures, taking them back, and printing what was published."""

from datetime import datetime
from typing import Any

from django.db import transaction

from intersessional import printing
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.localised import LANGUAGES
from intersessional.locks import lock
from programme.interventions.afterwards.record import record_of
from registration.meetings.models import Meeting

from ..models import PrintedStatistics, StatisticsPublication
from . import printed
from .counting import count
from .figures import Json, basis_of, figures_of, shares_of
from .population import counted
from .speaking import speaking_of


def preview(meeting: Meeting, *, at: datetime) -> tuple[Json, Json]:
    """Return the figures as they would be published now, and their basis; nothing is written.

    :raises figures.Refused: they would tell of somebody
    """
    earlier: list[Any] = list(
        StatisticsPublication.objects.filter(meeting=meeting)
        .order_by("pk")
        .values("figures", "basis")
    )
    counts = count(counted(meeting))
    found = figures_of(counts, earlier)
    rows = [*found["categories"]["rows"], *found["roles"]["rows"]]
    shown = [row["key"] for row in rows if row["people"] is not None]
    found["shares"] = shares_of(counts, shown, earlier)
    found["speaking"], statements = speaking_of(record_of(meeting, at=at), earlier)
    return found, basis_of(counts) | {"statements": statements}


def publish(meeting: Meeting, *, by: User, at: datetime) -> StatisticsPublication:
    """Show everybody the figures as they are now; what was shown before is no longer shown.

    Where they are shown already, just so, nothing is done.

    :raises figures.Refused: they would tell of somebody; what is shown stays
    """
    with transaction.atomic(durable=True):
        lock(_name(meeting))
        figures, basis = preview(meeting, at=at)
        now = shown(meeting)
        if now and (now.figures, now.basis) == (figures, basis):
            return now
        _end(meeting, by=by, at=at)
        found = StatisticsPublication.objects.create(
            meeting=meeting, figures=figures, basis=basis, published_at=at, published_by=by
        )
        PrintedStatistics.objects.bulk_create(
            PrintedStatistics(publication=found, language=language) for language in LANGUAGES
        )
        record("publish_statistics", found, by=by, at=at)
        return found


def take_back(meeting: Meeting, *, by: User, at: datetime) -> bool:
    """Show no figures any more; return whether any were shown."""
    with transaction.atomic(durable=True):
        lock(_name(meeting))
        ended = _end(meeting, by=by, at=at)
        if ended:
            record("take_back_statistics", ended, by=by, at=at)
        return ended is not None


def shown(meeting: Meeting) -> StatisticsPublication | None:
    """Return what everybody sees of a meeting, or None."""
    found: StatisticsPublication | None = StatisticsPublication.objects.filter(
        meeting=meeting, ended_at=None
    ).first()
    return found


def speaking_shown(meeting: Meeting) -> Json | None:
    """Return what everybody sees of statements, by languages; None where nothing is published."""
    found = shown(meeting)
    told: Json | None = found.figures["speaking"] if found else None
    return told


def note_export(meeting: Meeting, *, by: User, at: datetime) -> None:
    """Write down that `by` took the staff's tables as a file."""
    with transaction.atomic(durable=True):
        record("export_statistics", meeting, by=by, at=at, after={"format": "csv"})


def print_due() -> int:
    """Print published figures that are due; return how many were tried. Safe among workers."""
    return printing.print_due(PrintedStatistics.objects.order_by("attempts", "-pk"), _render)


def _render(order: PrintedStatistics) -> dict[str, Any]:
    publication = StatisticsPublication.objects.select_related("meeting").get(
        pk=order.publication_id
    )
    return {"pdf": printed.render(publication, order.language)}


def _name(meeting: Meeting) -> str:
    return f"statistics of meeting {meeting.pk}"


def _end(meeting: Meeting, *, by: User, at: datetime) -> StatisticsPublication | None:
    found = shown(meeting)
    if found:
        found.ended_at, found.ended_by = at, by
        found.save(update_fields=["ended_at", "ended_by"])
    return found

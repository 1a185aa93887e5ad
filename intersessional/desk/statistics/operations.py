"""Publishing figures, taking them back, and printing what was published."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import override

from intersessional import printing
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.localised import LANGUAGES
from intersessional.locks import lock
from programme.interventions.afterwards.public_figures import public_statistics
from programme.interventions.afterwards.record import MeetingRecord, record_of
from programme.interventions.afterwards.statistics import statistics_of
from registration.meetings.models import Meeting

from ..models import PrintedStatistics, StatisticsPublication
from . import printed
from .counting import count
from .figures import Json, basis_of, figures_of, shares_of
from .population import counted


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
    found["speaking"] = _speaking(record_of(meeting, at=at))
    return found, basis_of(counts)


def publish(meeting: Meeting, *, by: User, at: datetime) -> StatisticsPublication:
    """Show everybody the figures as they are now; what was shown before is no longer shown.

    :raises figures.Refused: they would tell of somebody; what is shown stays
    """
    with transaction.atomic(durable=True):
        lock(_name(meeting))
        figures, basis = preview(meeting, at=at)
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


def _speaking(found: MeetingRecord) -> Json | None:
    """Return the public figures of statements in each language, once all were held; else None."""
    if not found.parts or not found.is_over:
        return None
    told = {}
    for language in LANGUAGES:
        with override(language):
            statistics = public_statistics(statistics_of(found))
            if statistics is None:
                return None
            told[language] = {
                "tables": [asdict(one) for one in statistics.all_tables],
                "shares": asdict(statistics.shares) if statistics.shares else None,
            }
    return told

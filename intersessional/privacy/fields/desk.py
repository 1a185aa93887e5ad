"""The desk: published figures, and exports that somebody asked for."""

from typing import Any

from . import words as w
from .kinds import Listed, Put, RowGoes, listed, plain

# Read as of nobody: see `desk.statistics.figures`.
_OF_NOBODY: dict[str, Any] = {"numbers": {}, "members": {"all": []}}

DESK = (
    Listed(
        "desk.StatisticsPublication",
        meeting="meeting",
        columns=plain(w.OFFICIAL, "id meeting figures published_at published_by ended_at ended_by")
        # No longer than answers, which another publication could tell.
        | listed(w.DIFFERENCES, w.NOBODY, w.YEAR, basis=Put(_OF_NOBODY)),
    ),
    Listed(
        "desk.PrintedStatistics",
        plain(w.OFFICIAL, "id language printed_at attempts next_try_at publication pdf"),
    ),
    Listed(
        "desk.Export",
        meeting="meeting",
        mentions=True,
        columns=plain(
            w.STATE,
            "id language printed_at attempts next_try_at meeting asked_by asked_at dataset format"
            " columns wanted done",
        )
        | listed(
            w.PRINTS,
            w.ORDERED,
            w.LARGE_EXPORTS,
            filters=RowGoes(),
            reason=RowGoes(),
            file=RowGoes(),
        ),
    ),
)

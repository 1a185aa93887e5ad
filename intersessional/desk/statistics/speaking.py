"""What is published of statements: all of it as it stands, or as it was told before.

Who spoke is public by name. Where numbers have changed by fewer than five since a publication, or only
the minutes, the difference would tell what somebody who is known had answered.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import override

from intersessional.localised import LANGUAGES
from programme.interventions.afterwards.hiding import LEAST
from programme.interventions.afterwards.public_figures import public_statistics
from programme.interventions.afterwards.record import MeetingRecord
from programme.interventions.afterwards.statistics import Statistics, statistics_of

Json = dict[str, Any]
# Of each table, the statements and seconds of each row.
Numbers = dict[str, list[list[int]]]


def speaking_of(found: MeetingRecord, earlier: Sequence[Json]) -> tuple[Json | None, Numbers]:
    """Return the figures of statements, and of what numbers they were made; no query.

    They are those of the last publication where too little has changed since any; None until all
    statements were held. `earlier` are publications before, as `figures` and `basis`.
    """
    if not found.parts or not found.is_over:
        return None, {}
    numbers = _numbers(statistics_of(found))
    told = [one for one in earlier if one["figures"].get("speaking")]
    bases: list[Numbers] = [one["basis"].get("statements", {}) for one in told]
    if any(_differs_by_few(numbers, basis) for basis in bases):
        return told[-1]["figures"]["speaking"], bases[-1]
    return _told(found), numbers


def _told(found: MeetingRecord) -> Json | None:
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


def _numbers(statistics: Statistics) -> Numbers:
    tables = [*statistics.tables, statistics.genders]
    return {one.key: [[row.count, row.seconds] for row in one.rows] for one in tables}


def _differs_by_few(now: Numbers, before: Numbers) -> bool:
    """Say whether any row has changed by fewer than five statements; also where nobody can say it."""
    if {key: len(rows) for key, rows in now.items()} != {k: len(r) for k, r in before.items()}:
        return True
    pairs = [pair for key, rows in now.items() for pair in zip(rows, before[key], strict=True)]
    return any(new != old and abs(new[0] - old[0]) < LEAST for new, old in pairs)

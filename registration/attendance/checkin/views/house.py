"""Who is in the house now: for the desk, and for an evacuation."""

from collections import Counter
from io import BytesIO
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import time_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intersessional import clock
from intersessional.audit.operations import record
from intersessional.localised import sort_key
from intersessional.uploads import attachment
from registration.delegations.models import Category
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.sheets.writing import XLSX, table

from ... import queries
from .. import policies
from .guards import actor, for_the_door, for_the_secretariat, here


@for_the_door
@require_safe
def house(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List who came today and has not left, by delegation; it prints as the evacuation list."""
    meeting, at = here(request), clock.now()
    lines = _lines(meeting)
    by_category = Counter(line["person"].delegation.category for line in lines)
    came = queries.checked_in(meeting, on=policies.day_of(meeting, at)).count()
    context = {
        "lines": lines,
        "counts": [
            (Category(category).label, by_category[category])
            for category in Category.values
            if by_category[category]
        ],
        "delegations": len({line["person"].delegation_id for line in lines}),
        "came": came,
        "as_of": at,
    }
    return render(request, "checkin/house.html", context)


@for_the_secretariat
@require_safe
def house_file(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Hand out the same list as a sheet; that somebody took it is on record."""
    meeting, at = here(request), clock.now()
    rows = [
        [_("Delegation"), _("Name"), _("Function"), _("Came at"), pgettext("at the door", "Desk")]
    ]
    rows += [
        [
            line["delegation"],
            line["person"].printed_name,
            line["person"].function,
            time_format(line["today"].checked_in.local_time, "TIME_FORMAT"),
            line["today"].checked_in.place,
        ]
        for line in _lines(meeting)
    ]
    with transaction.atomic(durable=True):
        record("export_house", meeting, by=actor(request), at=at, after={"people": len(rows) - 1})
    content = BytesIO(table(rows))
    return cast(HttpResponse, attachment(content, f"in-the-house-{meeting.slug}.xlsx", XLSX))


def _lines(meeting: Meeting) -> list[dict[str, Any]]:
    """Return who is inside, by delegation and in its order; three queries."""
    inside = queries.inside(meeting, policies.day_of(meeting, clock.now()))
    people = Registration.objects.filter(pk__in=inside).in_order().with_delegation()
    language = (get_language() or "en")[:2]
    lines = [
        {
            "person": one,
            "delegation": one.delegation.entity.name_on(meeting.begins_on, language),
            "today": inside[one.pk],
        }
        for one in people
    ]
    return sorted(
        lines,
        key=lambda line: (sort_key(str(line["delegation"])), line["person"].delegation_id),
    )

"""Signs for the doors of the rooms, to be printed by the staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from intersessional import clock
from intersessional.access import role
from intersessional.accounts import roles

from ..presentation.signs import signs_of
from ..versions import place_of, version_of


@role(roles.ISU_STAFF)
@require_safe
def signs(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the signs of the valid version, a sheet for each room and day."""
    key = place_of(request, at=clock.now()).key
    programme = version_of(key).programme if key else None
    context = {"programme": programme, "signs": signs_of(programme) if programme else []}
    return render(request, "agenda/signs.html", context)
